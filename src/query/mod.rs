//! Theory → queries: small terms of our own, and the words of the logic over them.

pub mod smtlib;
pub mod solver;
pub mod term;
