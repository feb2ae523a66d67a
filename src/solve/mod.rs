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

/// Which Z3 this program runs on: "5.3.3.0", with whatever more the library says of itself.
pub fn version() -> String {
    z3::full_version().trim().to_owned()
}

#[cfg(test)]
mod tests;
