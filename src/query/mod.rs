//! Theory → queries: small terms of our own, and the words of the logic over them.
//!
//! Comes in: a [`Theory`](crate::model::theory::Theory). Goes out: questions to a [`solver::Solver`], whichever
//! it is. Knows the logic and no Z3; shares nothing with the reference evaluator but the theory itself.

pub mod cells;
pub mod conflict;
pub mod discharge;
pub mod situation;
pub mod smtlib;
pub mod solver;
pub mod term;
pub mod words;
