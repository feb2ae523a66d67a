//! Findings and readings → people: one file a format.
