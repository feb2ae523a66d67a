//! How much of many treaties was read, and what stopped the reading most often: for people and for programs.

use std::path::PathBuf;

use anstyle::Style;
use serde_json::{Value, json};
use unicode_width::UnicodeWidthStr;

use super::csv_text::lines;
use super::json::print;
use super::words::{FAINT, MARK, STRONG, WIDTH, count, percent, reason_in_words, styled, wrap};
use crate::certify::Coverage;
use crate::table::stats::{Folder, Reason, Stats};

/// How many reasons are told to people.
const MOST_REASONS: usize = 20;

const PLAIN: Style = Style::new();

/// A line of the counts with the style that it has.
type Line = (Style, Vec<String>);

/// For people: each file, each folder, all together; then the commonest reasons for stopping.
pub fn human(stats: &Stats, skipped: &[PathBuf]) -> String {
    let head = ["", "sentences", "operative", "read in full", "in part", "not read"];
    let mut rows: Vec<Line> = vec![(MARK, head.map(str::to_owned).to_vec())];
    rows.extend(stats.folders.iter().flat_map(of_folder));
    if stats.folders.len() > 1 {
        rows.push((STRONG, row(count(stats.files, "file"), &stats.total)));
    }
    let mut text = String::new();
    for (style, line) in aligned(&rows) {
        text.push_str(&format!("{}\n", styled(style, line.trim_end())));
    }
    text.push_str(&reasons(stats));
    match skipped.len() {
        0 => {}
        1 => text.push_str("\n1 other file was skipped: it does not look like a treaty\n"),
        more => text.push_str(&format!("\n{more} other files were skipped: they do not look like treaties\n")),
    }
    text
}

/// The files of a folder below its sum; a file that is alone by itself.
fn of_folder(folder: &Folder) -> Vec<Line> {
    if let [(path, of)] = folder.files.as_slice() {
        return vec![(PLAIN, row(path.clone(), of))];
    }
    let name = |path: &str| {
        let rest = path.strip_prefix(&folder.path).map(|rest| rest.trim_start_matches(['/', '\\']));
        format!("  {}", rest.unwrap_or(path))
    };
    let here = if folder.path.is_empty() { "." } else { &folder.path };
    let sum = row(format!("{here}: {}", count(folder.files.len(), "file")), &folder.total);
    let files = folder.files.iter().map(|(path, of)| (PLAIN, row(name(path), of)));
    std::iter::once((STRONG, sum)).chain(files).collect()
}

fn row(name: String, of: &Coverage) -> Vec<String> {
    let share = |number: usize| match number {
        0 => "0       ".to_owned(),
        number => format!("{number} {:>7}", format!("({})", percent(number, of.operative))),
    };
    let numbers =
        [of.sentences.to_string(), of.operative.to_string(), share(of.read), share(of.partly), share(of.unread)];
    std::iter::once(name).chain(numbers).collect()
}

/// Columns as wide as their widest value, the first set to the left and the others to the right.
fn aligned(rows: &[Line]) -> Vec<(Style, String)> {
    let width = |column: usize| rows.iter().filter_map(|(_, row)| row.get(column)).map(|it| it.width()).max();
    let blanks = |column: usize, value: &str| " ".repeat(width(column).unwrap_or(0).saturating_sub(value.width()));
    let cell = |(column, value): (usize, &String)| match column {
        0 => format!("{value}{}", blanks(column, value)),
        _ => format!("  {}{value}", blanks(column, value)),
    };
    rows.iter().map(|(style, row)| (*style, row.iter().enumerate().map(cell).collect())).collect()
}

fn reasons(stats: &Stats) -> String {
    if stats.reasons.is_empty() {
        return "\nNothing stopped the reading.\n".to_owned();
    }
    let (all, told) = (stats.reasons.len(), stats.reasons.len().min(MOST_REASONS));
    let which = if all > told { format!("the {told} commonest of {all} reasons") } else { count(all, "reason") };
    let times = if stats.stops == 1 { "once".to_owned() } else { count(stats.stops, "time") };
    let title = format!("The reading was stopped {times}; {which}:");
    let mut text = format!("\n{}\n", styled(STRONG, &title));
    for reason in stats.reasons.iter().take(MOST_REASONS) {
        let share = percent(reason.count, stats.stops);
        let words = reason_in_words(reason.why.reason, &reason.why.words);
        for (index, line) in wrap(&words, WIDTH - 17).into_iter().enumerate() {
            match index {
                0 => text.push_str(&format!("  {:>5}  {share:>6}  {line}\n", reason.count)),
                _ => text.push_str(&format!("{:17}{line}\n", "")),
            }
        }
        let place = format!("first at {}:{}", reason.path, reason.line);
        text.push_str(&format!("{:17}{}\n", "", styled(FAINT, &place)));
    }
    text
}

/// For programs: one object, with every reason.
pub fn json(stats: &Stats, skipped: &[PathBuf]) -> String {
    let file = |(path, of): &(String, Coverage)| json!({ "path": path, "coverage": of });
    let folder = |it: &Folder| json!({ "path": it.path, "coverage": it.total });
    let reason = |it: &Reason| {
        json!({
            "reason": it.why.reason,
            "words": it.why.words,
            "count": it.count,
            "path": it.path,
            "line": it.line,
        })
    };
    let files: Vec<Value> = stats.folders.iter().flat_map(|folder| folder.files.iter().map(file)).collect();
    print(&json!({
        "schema": 1,
        "files": files,
        "folders": stats.folders.iter().map(folder).collect::<Vec<_>>(),
        "total": stats.total,
        "stops": stats.stops,
        "reasons": stats.reasons.iter().map(reason).collect::<Vec<_>>(),
        "skipped": skipped.iter().map(|path| path.display().to_string()).collect::<Vec<_>>(),
    }))
}

/// For spreadsheets: one line a file.
pub fn csv(stats: &Stats) -> String {
    let head = ["document", "sentences", "operative", "read", "partly", "unread"].map(str::to_owned).to_vec();
    let file = |(path, of): &(String, Coverage)| {
        let numbers = [of.sentences, of.operative, of.read, of.partly, of.unread];
        std::iter::once(path.clone()).chain(numbers.map(|number| number.to_string())).collect()
    };
    lines(std::iter::once(head).chain(stats.folders.iter().flat_map(|folder| folder.files.iter().map(file))))
}
