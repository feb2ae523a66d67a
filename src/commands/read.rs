//! `servanda read`: how each clause was read, and what was not.

use std::path::PathBuf;

use super::{Status, inputs, output};
use crate::pipeline::InputError;
use crate::render::{self, ReadFormat};
use crate::table::stats::stats;

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
    /// Tell how much of each file and folder was read, and the commonest reasons for stopping
    #[arg(long, conflicts_with = "explain")]
    stats: bool,
}

/// Runs the command.
pub fn run(arguments: &Arguments) -> Status {
    if arguments.stats && arguments.format == ReadFormat::Norms {
        return output::complain_of(&[InputError::new(
            "`--stats` counts, and there are no counts in the notation",
            "choose `--format human`, `json` or `csv`",
        )]);
    }
    let given = inputs::load(&arguments.paths, &[], &[], None);
    let fault = inputs::complain(&given);
    if given.loaded.is_empty() {
        return fault;
    }
    let counted = || render::stats(arguments.format, &stats(&given.loaded), &given.skipped);
    let read = || render::read(arguments.format, &given.loaded, &given.facts, arguments.explain);
    let text = arguments.stats.then(counted).flatten().unwrap_or_else(read);
    fault.min(output::print(&text))
}
