//! Facts that no text states and verdicts rest on: the built-in base and the user's files.
