//! A log of questions → SMT-LIB 2.6.
