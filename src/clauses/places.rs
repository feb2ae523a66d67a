//! Places: phrases of place, settled once all of a clause is known.
//!
//! `place := ("in" | "on" | "at" | "within" | …) place name`. Sample: *in the Gulf of Ume, within ten miles of its shore*.

use super::Clause;

/// A duty on a place that is the object of a verb of motion stays there; nothing is said twice.
pub fn settle(clause: &mut Clause) {
    clause.places.dedup_by(|a, b| a.span == b.span);
    clause.window.dedup_by(|a, b| a.span == b.span);
    clause.conditions.dedup_by(|a, b| a.span == b.span);
    clause.manner.dedup_by(|a, b| a.span == b.span);
}
