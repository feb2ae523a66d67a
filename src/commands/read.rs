//! `servanda read`: how each clause was read, and what was not.

use std::path::PathBuf;

use super::{Status, inputs, output};
use crate::render::{self, ReadFormat};

/// Show how each clause was read, and what was not
#[derive(Debug, clap::Args)]
pub struct Arguments {
    /// Treaties, or folders of treaties (.txt, .md, .docx, .norms)
    #[arg(required = true, value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// How to print the result
    #[arg(long, value_name = "FORMAT", default_value = "human")]
    format: ReadFormat,
    /// Name the rule of the grammar that placed each part
    #[arg(long)]
    explain: bool,
}

/// Runs the command.
pub fn run(arguments: &Arguments) -> Status {
    let given = inputs::load(&arguments.paths, &[], &[], None);
    let fault = inputs::complain(&given);
    if given.loaded.is_empty() {
        return fault;
    }
    fault.min(output::print(&render::read(arguments.format, &given.loaded, &given.facts, arguments.explain)))
}
