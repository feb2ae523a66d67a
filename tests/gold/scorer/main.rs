//! Scores the reading against the gold set of `tests/gold/`, which says what was labelled and how.
//!
//!     cargo run --release --example gold -- CORPUS [--half work|report] [--verbose] [--page grammar/README.md]
//!
//! It is no test, since the texts are not in the project: `CORPUS` is the folder below which the gold set names its files.
//! Nor is it a command of servanda, since users have no use for it: for cargo it is an example, so that it stays out of
//! what is installed. Without `--half` both halves are told in short, and `--page` holds that table against a page, or
//! writes it there if `SERVANDA_UPDATE` is set.
//! `--verbose` lists every miss of the half that one may look at.

mod judge;
mod labels;
mod page;
mod tally;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use anyhow::{Context, bail};
use clap::{Parser, ValueEnum};
use servanda::clauses::{self, Reading, Stop};
use servanda::document::{self, Document};
use servanda::import;

use crate::labels::Labelled;
use crate::tally::Tally;

#[derive(Parser)]
struct Arguments {
    /// The folder with the texts.
    corpus: PathBuf,
    /// Tell the totals of one half in full.
    #[arg(long)]
    half: Option<Half>,
    /// List every miss (of the working half only).
    #[arg(long)]
    verbose: bool,
    /// A page that must hold the table of both halves.
    #[arg(long, conflicts_with = "half")]
    page: Option<PathBuf>,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Half {
    /// What the grammar is mended by.
    Work,
    /// What is looked at only to report.
    Report,
}

impl Half {
    fn name(self) -> &'static str {
        match self {
            Self::Work => "work",
            Self::Report => "report",
        }
    }
}

fn main() -> anyhow::Result<()> {
    let arguments = Arguments::parse();
    if arguments.verbose && arguments.half != Some(Half::Work) {
        bail!("--verbose goes with --half work: the other half is looked at only to report");
    }
    if let Some(half) = arguments.half {
        print!("{}", page::totals(half.name(), &score(&arguments, half)?));
        return Ok(());
    }
    let halves = [("work", score(&arguments, Half::Work)?), ("report", score(&arguments, Half::Report)?)];
    let table = page::summary(&halves);
    print!("{table}");
    arguments.page.as_deref().map_or(Ok(()), |path| hold(path, &table))
}

fn score(arguments: &Arguments, half: Half) -> anyhow::Result<Tally> {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/gold").join(half.name()).with_extension("jsonl");
    let mut by_file: BTreeMap<String, Vec<Labelled>> = BTreeMap::new();
    for gold in labels::load(&file)? {
        by_file.entry(gold.file.clone()).or_default().push(gold);
    }
    let mut tally = Tally::default();
    for (name, labelled) in &by_file {
        let source = import::read(&arguments.corpus.join(name))
            .map_err(|fault| anyhow::anyhow!("{name}: {} ({})", fault.message, fault.mend))?;
        let document = document::read(source);
        let readings = clauses::read(&document);
        for gold in labelled {
            let verdict = judge::judge(gold, &document, &readings);
            if arguments.verbose {
                print!("{}", page::misses(gold, &verdict, &document.source, &stops(gold, &document, &readings)));
            }
            tally.add(gold, &verdict);
        }
    }
    Ok(tally)
}

/// What stopped the reading of a sentence.
fn stops<'a>(gold: &Labelled, document: &Document, readings: &'a [Reading]) -> Vec<&'a Stop> {
    let within = |reading: &&Reading| gold.span.contains(document.sentences[reading.sentence].span);
    readings.iter().filter(within).flat_map(|reading| &reading.why).collect()
}

/// Writes the table into a page, or says that the page holds another one.
fn hold(path: &Path, table: &str) -> anyhow::Result<()> {
    let text = std::fs::read_to_string(path).with_context(|| format!("{} cannot be read", path.display()))?;
    let [begin, end] = page::MARKS;
    let Some((before, (_, after))) =
        text.split_once(begin).and_then(|(before, rest)| Some((before, rest.split_once(end)?)))
    else {
        bail!("{} has no place for the table: the lines `{begin}` and `{end}`", path.display());
    };
    let new = format!("{before}{begin}\n{table}{end}{after}");
    if new == text {
        return Ok(());
    }
    if std::env::var_os("SERVANDA_UPDATE").is_none() {
        bail!("{} holds another table; SERVANDA_UPDATE=1 writes this one there", path.display());
    }
    std::fs::write(path, new).with_context(|| format!("{} cannot be written", path.display()))
}
