//! The list of facts.

use crate::facts::FactBase;

/// For people.
pub fn human(base: &FactBase) -> String {
    let _ = base;
    String::new()
}

/// For programs.
pub fn json(base: &FactBase) -> String {
    let _ = base;
    super::json::print(&serde_json::json!({ "schema": 1, "facts": [] }))
}
