//! How much of many treaties was read, and what stopped the reading most often.

use std::collections::BTreeMap;
use std::path::Path;

use super::Stopped;
use crate::certify::Coverage;
use crate::clauses::{Reading, Stop, StopReason};
use crate::pipeline::{Loaded, coverage};
use crate::source::{Source, join_space};

/// How much was read of some treaties.
#[derive(Clone, Debug, PartialEq)]
pub struct Stats {
    /// Each folder with its files, in the order in which they were given.
    pub folders: Vec<Folder>,
    /// All files together.
    pub total: Coverage,
    /// How many there are.
    pub files: usize,
    /// How often a reading was stopped.
    pub stops: usize,
    /// Why, from the commonest on.
    pub reasons: Vec<Reason>,
}

/// The treaties of a folder.
#[derive(Clone, Debug, PartialEq)]
pub struct Folder {
    /// Its path; empty for the folder that one is in.
    pub path: String,
    /// All its files together.
    pub total: Coverage,
    /// Each file by its path.
    pub files: Vec<(String, Coverage)>,
}

/// One reason for stopping: what kind of reason, and which words are to blame.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reason {
    /// The kind, with the words in small letters, cut after a few.
    pub why: Stopped,
    /// How often.
    pub count: usize,
    /// The file where it is met first.
    pub path: String,
    /// The line there, from 1.
    pub line: usize,
}

/// Words to blame are told apart by this many of them.
const TOLD_APART: usize = 5;

/// Counts over all treaties that were loaded.
pub fn stats(loaded: &[Loaded]) -> Stats {
    let mut folders: Vec<Folder> = Vec::new();
    let mut total = Coverage::default();
    for one in loaded {
        let of = coverage(one);
        add(&mut total, &of);
        let path = folder(&one.source.name);
        let at = folders.iter().position(|folder| folder.path == path).unwrap_or_else(|| {
            folders.push(Folder { path, total: Coverage::default(), files: Vec::new() });
            folders.len() - 1
        });
        add(&mut folders[at].total, &of);
        folders[at].files.push((one.source.name.clone(), of));
    }
    let reasons = reasons(loaded);
    let stops = reasons.iter().map(|reason| reason.count).sum();
    Stats { folders, total, files: loaded.len(), stops, reasons }
}

fn folder(path: &str) -> String {
    Path::new(path).parent().map(|folder| folder.display().to_string()).unwrap_or_default()
}

fn add(sum: &mut Coverage, of: &Coverage) {
    sum.sentences += of.sentences;
    sum.operative += of.operative;
    sum.read += of.read;
    sum.partly += of.partly;
    sum.unread += of.unread;
}

/// Every reason, from the commonest on; of those that are as common the order is that of the alphabet.
fn reasons(loaded: &[Loaded]) -> Vec<Reason> {
    let mut found: BTreeMap<(StopReason, String), Reason> = BTreeMap::new();
    for one in loaded {
        let source = &one.source;
        let of_norms = one.notation.iter().flat_map(|file| file.norms.iter().flat_map(|norm| &norm.holes));
        for stop in one.readings.iter().filter(|reading| reading.operative).flat_map(stops).chain(of_norms) {
            let words = short(source, stop);
            let reason = found.entry((stop.reason, words.clone())).or_insert_with(|| Reason {
                why: Stopped { reason: stop.reason, words },
                count: 0,
                path: source.name.clone(),
                line: source.position(stop.span.start).line,
            });
            reason.count += 1;
        }
    }
    let mut reasons: Vec<Reason> = found.into_values().collect();
    reasons.sort_by_key(|reason| std::cmp::Reverse(reason.count));
    reasons
}

/// What stopped the reading of a sentence, each once.
fn stops(reading: &Reading) -> Vec<&Stop> {
    let mut all: Vec<&Stop> = Vec::new();
    for stop in reading.why.iter().chain(reading.clauses.iter().flat_map(|clause| &clause.holes)) {
        if !all.contains(&stop) {
            all.push(stop);
        }
    }
    all
}

fn short(source: &Source, stop: &Stop) -> String {
    let words = join_space(source.slice(stop.span)).to_lowercase();
    let list: Vec<&str> = words.split(' ').collect();
    if list.len() > TOLD_APART { format!("{} …", list[..TOLD_APART].join(" ")) } else { words }
}
