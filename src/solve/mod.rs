//! Terms → Z3. The only folder that names it.
//!
//! In come [`Term`](crate::query::term::Term)s through the trait of [`query::solver`](crate::query::solver); out
//! go answers with full models and with the assumptions that were used. Taken on trust: that Z3 is right about
//! sat and unsat. Models are evaluated against what was asserted before they are handed on, and whatever goes
//! wrong inside Z3 is an [`Answer::Unknown`](crate::query::solver::Answer::Unknown), never a crash. Nothing here
//! calls what moved between Z3's versions (`decl().kind()` above all), so that an older libz3 of the system
//! serves as well.

mod translate;
mod z3_solver;

pub use z3_solver::{Limits, Z3Solver};

use crate::query::solver::Solver;

/// The solver of the program: whoever asks need not know which it is.
pub fn solver() -> impl Solver {
    Z3Solver::new()
}

/// Which solver this program runs on: "Z3 5.3.3.0", with whatever more the library says of itself.
pub fn name() -> String {
    format!("Z3 {}", version())
}

fn version() -> String {
    z3::full_version().trim().to_owned()
}

/// The oldest Z3 that the tests were run on.
const OLDEST: [u32; 3] = [4, 8, 12];

/// The library that was found is older than any this program was tried on.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("Z3 {0} is too old, 4.8.12 is needed: type `python3 scripts/z3.py` and build again")]
pub struct TooOld(String);

/// Whether the library is new enough. Asked once at the start, so that the answer is one line.
///
/// # Errors
/// [`TooOld`], whose text says what to type.
pub fn require() -> Result<(), TooOld> {
    let version = version();
    if new_enough(&version) { Ok(()) } else { Err(TooOld(version)) }
}

/// A version that cannot be read is given the benefit of the doubt.
fn new_enough(version: &str) -> bool {
    let mut parts = version.split(|c: char| !c.is_ascii_digit()).map_while(|part| part.parse::<u32>().ok());
    match (parts.next(), parts.next(), parts.next()) {
        (Some(major), Some(minor), patch) => [major, minor, patch.unwrap_or(0)] >= OLDEST,
        _ => true,
    }
}

#[cfg(test)]
mod tests;
