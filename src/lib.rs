//! servanda reads the English prose of a treaty, says what each clause obliges, forbids or permits, and
//! proves where those duties collide. See `ARCHITECTURE.md` for the stages and what each must not know.

pub mod calendar;
pub mod certify;
pub mod checks;
pub mod clauses;
pub mod commands;
pub mod document;
pub mod evaluate;
pub mod facts;
pub mod fault;
pub mod import;
pub mod lexicon;
pub mod model;
pub mod nearest;
pub mod norms;
pub mod pipeline;
pub mod query;
pub mod render;
pub mod solve;
pub mod source;
pub mod table;
