//! `servanda replay`: every certificate of a saved run, checked again without the solver.

use std::path::PathBuf;

use super::{Status, output};
use crate::fault::{InputError, read_source};
use crate::pipeline;
use crate::render;

/// Check every certificate of a saved run again, without the solver
#[derive(Debug, clap::Args)]
pub struct Arguments {
    /// What `servanda check --format json` printed
    #[arg(value_name = "FINDINGS.json")]
    file: PathBuf,
    /// The folder in which `check` ran [default: this one]
    #[arg(long = "in", value_name = "FOLDER")]
    folder: Option<PathBuf>,
}

/// Runs the command.
pub fn run(arguments: &Arguments) -> Status {
    match replayed(arguments) {
        Ok(replayed) => {
            let status = if replayed.holds() { Status::Clean } else { Status::Findings };
            status.min(output::print(&render::replayed(&replayed)))
        }
        Err(faults) => output::complain_of(&faults),
    }
}

fn replayed(arguments: &Arguments) -> Result<pipeline::Replayed, Vec<InputError>> {
    let source = read_source(&arguments.file).map_err(|fault| vec![fault])?;
    let saved = render::saved(&source).map_err(|fault| vec![fault])?;
    if let Some(folder) = &arguments.folder {
        // Paths in the file are those that were given to `check`, and findings quote documents by them.
        std::env::set_current_dir(folder).map_err(|why| {
            let message = format!("`{}` cannot be gone to: {why}", folder.display());
            vec![InputError::new(message, "name the folder in which `servanda check` ran")]
        })?;
    }
    Ok(pipeline::replay(&saved, &pipeline::read_again(&saved.run)?))
}
