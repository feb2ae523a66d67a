//! Facts that no text states and verdicts rest on: the built-in base and the user's files.
//!
//! Comes in: TOML. Goes out: a [`FactBase`]. Knows no norms; takes on trust what each source says.

mod date;

pub use date::{Date, NotADate};

use crate::pipeline::InputError;

/// Facts, with what is needed to look them up.
#[derive(Clone, Debug, Default)]
pub struct FactBase {}

impl FactBase {
    /// The facts that come with servanda, as they stand on a day; without one, as they stand today.
    pub fn builtin(as_of: Option<Date>) -> Self {
        let _ = as_of;
        Self::default()
    }

    /// Adds the facts of a file.
    ///
    /// # Errors
    /// Every fault of the file, with its place.
    pub fn add_file(&mut self, path: &std::path::Path) -> Result<(), Vec<InputError>> {
        crate::pipeline::read_source(path)
            .map(|_| ())
            .map_err(|error| vec![error])
    }
}
