//! Findings and readings → people: one file a format.
//!
//! Comes in: values that are complete in themselves. Goes out: text, with terminal colours that the writer
//! strips where nobody sees them. Looks nothing up and judges nothing.

mod csv_text;
mod facts;
pub mod faults;
#[cfg(test)]
mod gallery;
#[cfg(test)]
mod gallery_read;
mod human;
mod json;
mod json_read;
mod json_saved;
mod notation;
mod proof;
mod read_csv;
mod read_human;
mod replay_human;
mod stats;
mod table_csv;
#[cfg(test)]
mod table_gallery;
mod table_html;
mod table_human;
mod table_markdown;
mod table_words;
mod words;

use std::path::PathBuf;

use crate::certify::Report;
use crate::facts::FactBase;
use crate::pipeline::{CheckOptions, Loaded, draft, in_notation};
use crate::table::stats::Stats;
use crate::table::{self, Table};

pub use json_saved::saved;
pub use replay_human::replayed;
pub use words::{WIDTH, modality_name, page, power_name};

/// A form in which results are given.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub enum Format {
    /// For people.
    Human,
    /// For programs.
    Json,
}

impl Format {
    /// All of them.
    pub const ALL: [Self; 2] = [Self::Human, Self::Json];

    /// Its name on the command line.
    pub fn name(self) -> &'static str {
        match self {
            Self::Human => "human",
            Self::Json => "json",
        }
    }
}

/// A form in which readings are given.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub enum ReadFormat {
    /// For people.
    Human,
    /// For programs.
    Json,
    /// In the notation, to be corrected and read back.
    Norms,
    /// For spreadsheets: one line a norm.
    Csv,
}

/// A form in which a table is given.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub enum TableFormat {
    /// For a terminal.
    Human,
    /// For spreadsheets: one line a row.
    Csv,
    /// For pages in Markdown.
    #[value(alias = "md")]
    Markdown,
    /// One page that can be searched and filtered in a browser.
    #[value(alias = "htm")]
    Html,
}

/// What `check` found. `skipped` are the files of the folders given that do not look like treaties.
pub fn check(format: Format, report: &Report, options: &CheckOptions, skipped: &[PathBuf]) -> String {
    match format {
        Format::Human => human::report(report, options, skipped.len()),
        Format::Json => json::report(report, skipped),
    }
}

/// How treaties were read; `explain` names the rules of the grammar.
pub fn read(format: ReadFormat, loaded: &[Loaded], facts: &FactBase, explain: bool) -> String {
    match format {
        ReadFormat::Human => read_human::readings(loaded, explain),
        ReadFormat::Json => json_read::readings(loaded),
        ReadFormat::Norms if loaded.len() == 1 => loaded.iter().map(|one| in_notation(one, facts)).collect(),
        ReadFormat::Norms => {
            let one = |one: &Loaded| format!("# {}\n\n{}", one.source.name, in_notation(one, facts));
            loaded.iter().map(one).collect::<Vec<_>>().join("\n")
        }
        ReadFormat::Csv => {
            let rows = |one: &Loaded| (one.source.name.clone(), table::rows(one, &draft(one, facts)));
            read_csv::readings(&loaded.iter().map(rows).collect::<Vec<_>>())
        }
    }
}

/// How much of treaties was read, and what stopped the reading; nothing for a format that has no form for it.
pub fn stats(format: ReadFormat, stats: &Stats, skipped: &[PathBuf]) -> Option<String> {
    match format {
        ReadFormat::Human => Some(stats::human(stats, skipped)),
        ReadFormat::Json => Some(stats::json(stats, skipped)),
        ReadFormat::Csv => Some(stats::csv(stats)),
        ReadFormat::Norms => None,
    }
}

/// The duties, rights and prohibitions of treaties; `width` is that of the terminal.
pub fn table(format: TableFormat, table: &Table, width: usize) -> String {
    match format {
        TableFormat::Human => table_human::table(table, width),
        TableFormat::Csv => table_csv::table(table),
        TableFormat::Markdown => table_markdown::table(table),
        TableFormat::Html => table_html::table(table),
    }
}

/// The facts that verdicts may rest on.
pub fn facts(format: Format, base: &FactBase) -> String {
    match format {
        Format::Human => facts::human(base),
        Format::Json => facts::json(base),
    }
}
