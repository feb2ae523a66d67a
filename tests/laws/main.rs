//! Laws: what the reference evaluator says, paragraph by paragraph and puzzle by puzzle, and what must not change
//! when a theory is told in another way.

mod build;
mod checks;
mod counting;
mod encoding;
mod metamorphic;
mod mutants;
mod puzzles;
mod satisfaction;
mod theories;
