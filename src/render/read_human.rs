//! Readings for people.

use crate::pipeline::Loaded;

/// How treaties were read.
pub fn readings(loaded: &[Loaded], explain: bool) -> String {
    let _ = explain;
    loaded
        .iter()
        .map(|one| format!("{}\n", one.source.name))
        .collect()
}
