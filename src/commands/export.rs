//! `servanda export`: the very queries that were asked.

use std::path::PathBuf;

use super::{Status, inputs, output};
use crate::calendar::Date;
use crate::pipeline::{self, CheckOptions};

/// Print the queries that `check` asks, for another solver
#[derive(Debug, clap::Args)]
pub struct Arguments {
    /// Treaties, or folders of treaties (.txt, .md, .docx, .norms)
    #[arg(required = true, value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// The language to print them in
    #[arg(long, value_name = "LANGUAGE")]
    to: Language,
    /// Facts to add to the built-in ones
    #[arg(long, value_name = "F.toml")]
    facts: Vec<PathBuf>,
    /// The day whose facts count, such as 2021-12-17 [default: today's world]
    #[arg(long, value_name = "DATE")]
    as_of: Option<Date>,
}

/// Languages of solvers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
enum Language {
    /// SMT-LIB 2.6.
    Smtlib,
}

/// Runs the command.
pub fn run(arguments: &Arguments) -> Status {
    let given = inputs::load(&arguments.paths, &[], &arguments.facts, arguments.as_of);
    let fault = inputs::complain(&given);
    if given.loaded.is_empty() {
        return fault;
    }
    let options = CheckOptions { facts: given.facts, as_of: arguments.as_of, ..CheckOptions::default() };
    let text = match arguments.to {
        Language::Smtlib => pipeline::smtlib(&given.loaded, &options),
    };
    fault.min(output::print(&text))
}
