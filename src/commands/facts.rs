//! `servanda facts`: the facts that verdicts may rest on.

use std::path::PathBuf;

use super::{Status, output};
use crate::calendar::Date;
use crate::facts::FactBase;
use crate::render::{self, Format};

/// List the facts that the verdicts may rest on
#[derive(Debug, clap::Args)]
pub struct Arguments {
    /// Facts to add to the built-in ones
    #[arg(long, value_name = "F.toml")]
    facts: Vec<PathBuf>,
    /// The day whose facts count, such as 2021-12-17 [default: today's world]
    #[arg(long, value_name = "DATE")]
    as_of: Option<Date>,
    /// How to print the result
    #[arg(long, value_name = "FORMAT", default_value = "human")]
    format: Format,
}

/// Runs the command.
pub fn run(arguments: &Arguments) -> Status {
    let mut facts = FactBase::builtin(arguments.as_of);
    let errors: Vec<_> = arguments.facts.iter().filter_map(|file| facts.add_file(file).err()).flatten().collect();
    match output::complain_of(&errors) {
        Status::Clean => output::print(&render::facts(arguments.format, &facts)),
        fault => fault,
    }
}
