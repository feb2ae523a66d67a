//! Rings of waits (`specs/logic.md` §5.4).

use std::collections::BTreeSet;

use super::exhaust::meets;
use super::{applies, find};
use crate::clauses::Modality;
use crate::model::theory::{GroundNorm, Name, Situation, Theory};

/// Whether obligations that all apply wait for one another in a ring, each for what discharges the next, and none
/// is in `Due`: the least set with an obligation in it if each of its waits is for an act that no norm demands, or
/// that is demanded by some obligation in it.
pub fn ring(theory: &Theory, situation: &Situation, norm_ids: &[Name]) -> bool {
    let owed: Vec<&GroundNorm> =
        theory.norms.iter().filter(|n| n.modality == Modality::Obligation && applies(n, situation)).collect();
    let mut due: BTreeSet<&str> = BTreeSet::new();
    loop {
        let falls_due = |o: &GroundNorm| {
            o.after.iter().all(|wait| {
                let demanding = || owed.iter().filter(|d| meets(theory, wait, &d.pattern));
                demanding().next().is_none() || demanding().any(|d| due.contains(d.id.as_str()))
            })
        };
        let more: Vec<&str> =
            owed.iter().filter(|o| !due.contains(o.id.as_str()) && falls_due(o)).map(|o| o.id.as_str()).collect();
        if more.is_empty() {
            break;
        }
        due.extend(more);
    }
    let waits_for_next = |(id, next): (&Name, &Name)| {
        let (Some(o), Some(next)) = (find(theory, id), find(theory, next)) else {
            return false;
        };
        owed.iter().any(|n| n.id == *id)
            && !due.contains(id.as_str())
            && o.after.iter().any(|wait| meets(theory, wait, &next.pattern))
    };
    !norm_ids.is_empty() && norm_ids.iter().zip(norm_ids.iter().cycle().skip(1)).all(waits_for_next)
}
