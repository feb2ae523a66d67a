//! Findings and readings → people: one file a format.
//!
//! Comes in: values that are complete in themselves. Goes out: text, with terminal colours that the writer
//! strips where nobody sees them. Looks nothing up and judges nothing.

mod facts;
pub mod faults;
#[cfg(test)]
mod gallery;
#[cfg(test)]
mod gallery_read;
mod human;
mod json;
mod json_read;
mod proof;
mod read_human;
mod words;

use std::path::PathBuf;

use crate::certify::Report;
use crate::facts::FactBase;
use crate::pipeline::{CheckOptions, Loaded};

pub use words::page;

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

/// What `check` found. `skipped` are the files of the folders given that do not look like treaties.
pub fn check(format: Format, report: &Report, options: &CheckOptions, skipped: &[PathBuf]) -> String {
    match format {
        Format::Human => human::report(report, options, skipped.len()),
        Format::Json => json::report(report, skipped),
    }
}

/// How treaties were read; `explain` names the rules of the grammar.
pub fn read(format: Format, loaded: &[Loaded], explain: bool) -> String {
    match format {
        Format::Human => read_human::readings(loaded, explain),
        Format::Json => json_read::readings(loaded),
    }
}

/// The facts that verdicts may rest on.
pub fn facts(format: Format, base: &FactBase) -> String {
    match format {
        Format::Human => facts::human(base),
        Format::Json => facts::json(base),
    }
}
