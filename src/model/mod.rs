//! Norms + facts → theory: norms laid on each party, phrases as nodes of a taxonomy, circumstances and dates.
//!
//! Comes in: [`crate::norms`] and [`crate::facts`]. Goes out: a [`Theory`], the value that the reference
//! evaluator and the solver's encoding both start from. Decides which phrases are the same, a kind of one
//! another, or apart, and on what ground. Knows no solver.

pub mod theory;
