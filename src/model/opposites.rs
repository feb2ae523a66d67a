//! Acts that exclude one another: whoever owes a lasting state is forbidden what ends it.

use std::collections::BTreeSet;

use super::theory::{Bearers, Extent, Ground, GroundNorm, Name, Theory};
use super::thesaurus::Thesaurus;
use super::world::World;
use crate::clauses::{Force, Modality};
use crate::norms::{self, Slot};

/// Duties that last, beside those of [`norms::lasts`]: to perform one is to be in a state, not to do a thing once
/// (`specs/logic.md` §1.4).
const ALSO_LASTING: [&str; 12] = [
    "permit",
    "allow",
    "authorize",
    "prohibit",
    "forbid",
    "continue",
    "stay in",
    "imprison",
    "intern",
    "keep secret",
    "exclude",
    "protect",
];

/// The node of all that one cannot do while one does a thing.
fn excluding(kind: &str) -> Name {
    format!("what excludes to {kind}")
}

/// For a duty that lasts, the prohibition of all that excludes it; the facts say what that is.
pub fn prohibition(o: &GroundNorm, kind: &str, world: &World) -> Option<GroundNorm> {
    let lasts =
        o.modality == Modality::Obligation && (norms::lasts(kind) || ALSO_LASTING.contains(&kind) || o.throughout);
    if !lasts || !o.pattern.slots.contains_key(&Slot::Thing) || world.opposites(kind).is_empty() {
        return None;
    }
    let mut p = o.clone();
    p.id = format!("{} excludes", o.id);
    p.modality = Modality::Prohibition;
    p.force = Force::Plain;
    p.pattern.slots.insert(Slot::Kind, Extent::Of(vec![excluding(kind)]));
    p.pattern.quantity.clear();
    p.each = BTreeSet::new();
    p.throughout = false;
    p.after.clear();
    if o.bearers != Bearers::Everybody && o.id.ends_with("@all") {
        p.bearers = Bearers::Everybody;
    }
    Some(p)
}

/// "Shall store and destroy weapons": a clause that asks for both does not ask for both at one time.
pub fn one_after_another(out: &mut Theory) {
    let Some(taxonomy) = out.taxonomies.get(&Slot::Kind) else { return };
    let kinds = |norm: &GroundNorm| match norm.pattern.slots.get(&Slot::Kind) {
        Some(Extent::Of(names)) => names.clone(),
        _ => Vec::new(),
    };
    let asked: BTreeSet<(usize, Name)> = out
        .norms
        .iter()
        .filter(|n| n.modality == Modality::Obligation)
        .flat_map(|n| kinds(n).into_iter().map(|kind| (n.clause, kind)))
        .collect();
    let ends = |p: &GroundNorm, upper: &Name| {
        asked
            .range((p.clause, Name::new())..)
            .take_while(|(clause, _)| *clause == p.clause)
            .any(|(_, kind)| taxonomy.is_below(kind, upper))
    };
    let idle: BTreeSet<Name> = out
        .norms
        .iter()
        .filter(|p| p.modality == Modality::Prohibition && p.id.ends_with(" excludes"))
        .filter(|p| kinds(p).iter().any(|upper| ends(p, upper)))
        .map(|p| p.id.clone())
        .collect();
    out.norms.retain(|n| !idle.contains(&n.id));
}

/// Puts the kinds of act that exclude others below the nodes of those prohibitions, each on the ground of its fact.
pub fn nodes(out: &mut Theory, world: &World, thesaurus: &Thesaurus) {
    let wanted: BTreeSet<Name> = out
        .norms
        .iter()
        .filter_map(|n| match n.pattern.slots.get(&Slot::Kind) {
            Some(Extent::Of(names)) => {
                names.iter().find_map(|n| n.strip_prefix("what excludes to ")).map(str::to_owned)
            }
            _ => None,
        })
        .collect();
    let Some(taxonomy) = out.taxonomies.get_mut(&Slot::Kind) else { return };
    for kind in wanted {
        let upper = excluding(&kind);
        taxonomy.nodes.entry(upper.clone()).or_default();
        for (opposite, fact) in world.opposites(&kind) {
            // "Preserve" excludes "destroy", hence "demolish" as well, whether or not the draft speaks of destroying.
            let is_kind = |n: &Name| {
                thesaurus.ancestors(&super::term_noun(n), Slot::Kind).iter().any(|(head, ..)| *head == opposite)
            };
            let below: Vec<Name> =
                taxonomy.nodes.keys().filter(|n| taxonomy.is_below(n, &opposite) || is_kind(n)).cloned().collect();
            for name in below.into_iter().filter(|n| *n != upper) {
                if let Some(node) = taxonomy.nodes.get_mut(&name) {
                    node.above.push((upper.clone(), Ground::Fact(fact.clone())));
                }
            }
        }
    }
}
