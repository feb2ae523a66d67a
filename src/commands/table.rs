//! `servanda table`: the duties, rights and prohibitions of a treaty as a table.

use std::io::IsTerminal;
use std::path::PathBuf;

use super::output::{self, Target};
use super::{Status, inputs};
use crate::render::{self, TableFormat};
use crate::table::{self, By};

/// Show the duties, rights and prohibitions as a table: who, what, towards whom, where, when, if, except
#[derive(Debug, clap::Args)]
pub struct Arguments {
    /// Treaties, or folders of treaties (.txt, .md, .docx, .norms)
    #[arg(required = true, value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// In the order of the text, or under each of those who bear them
    #[arg(long, value_name = "ORDER", default_value = "place")]
    by: By,
    /// Facts to add to the built-in ones: under which names they know the parties
    #[arg(long, value_name = "F.toml")]
    facts: Vec<PathBuf>,
    /// How to print the table
    #[arg(long, value_name = "FORMAT", default_value = "human")]
    format: TableFormat,
    /// How wide the lines of the human format may grow [default: as wide as the terminal, else 100]
    #[arg(long, value_name = "COLUMNS", value_parser = clap::value_parser!(u16).range(40..))]
    width: Option<u16>,
    /// Write the table to a file too; without FORMAT, in the format of the file's ending
    #[arg(long, value_name = "[FORMAT=]FILE")]
    output: Vec<Target<TableFormat>>,
}

/// Runs the command.
pub fn run(arguments: &Arguments) -> Status {
    let given = inputs::load(&arguments.paths, &[], &arguments.facts, None);
    let fault = inputs::complain(&given);
    if given.loaded.is_empty() {
        return fault;
    }
    let table = table::table(&given.loaded, &given.facts, arguments.by);
    let show = |format: TableFormat, width: usize| render::table(format, &table, width);
    let mut status = fault.min(output::print(&show(arguments.format, width(arguments.width))));
    for target in &arguments.output {
        let width = arguments.width.map_or(render::WIDTH, usize::from);
        status = status.min(output::write(&target.file, &show(target.format.unwrap_or(arguments.format), width)));
    }
    status
}

/// As wide as was asked for; else as the terminal is, if the table goes to one.
fn width(asked: Option<u16>) -> usize {
    let terminal = || std::io::stdout().is_terminal().then(terminal_size::terminal_size).flatten();
    let terminal = || terminal().map(|(terminal_size::Width(columns), _)| columns.max(40));
    asked.or_else(terminal).map_or(render::WIDTH, usize::from)
}
