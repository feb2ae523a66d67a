//! Norms that follow from others by what their words mean.
//!
//! Whoever may take eels by means of a weir may use the weir; whoever is to keep two batteries, where "battery" means a
//! unit of six guns, is to keep twelve guns.

use std::collections::BTreeSet;

use super::names::Names;
use super::phrase::nouns;
use super::words::{join, starts_with, words};
use super::{Act, Norm, Quantity};
use crate::clauses::{Clause, Definition, Modality};
use crate::lexicon;

/// A term that names a body of a stated number of things: "squadron" means "a unit of twelve aircraft".
#[derive(Clone, Debug, PartialEq)]
pub struct Body {
    term: String,
    number: i64,
    members: String,
}

/// Words for a body that is counted by its members.
const BODIES: [&str; 12] =
    ["unit", "group", "body", "formation", "set", "team", "party", "detachment", "flight", "lot", "bundle", "case"];

/// The bodies that the definitions of a document name.
pub fn bodies(definitions: &[&Definition]) -> Vec<Body> {
    definitions.iter().filter_map(|definition| body(definition)).collect()
}

fn body(definition: &Definition) -> Option<Body> {
    let list = words(&definition.meaning.text);
    let at = list.iter().take(3).position(|w| w.any(&BODIES))?;
    let rest = list.get(at + 2..).filter(|_| list[at + 1].is("of"))?;
    let (number, used) = super::quantity::number_at(rest)?;
    let members = join(rest.get(used..)?);
    (!members.is_empty()).then(|| Body { term: lexicon::lemma_noun(&definition.term.to_lowercase()), number, members })
}

/// The norms that follow from one norm of a clause.
pub fn derived(norm: &Norm, clause: &Clause, bodies: &[Body], names: &Names) -> Vec<Norm> {
    let used = instrument(norm, clause, names);
    let counted = bodies.iter().filter_map(|body| in_members(norm, body, names));
    used.into_iter().chain(counted).collect()
}

/// "May take eels by means of weirs": the use of weirs for it is permitted as well.
fn instrument(norm: &Norm, clause: &Clause, names: &Names) -> Option<Norm> {
    const MARKERS: [&[&str]; 5] = [
        &["by", "means", "of"],
        &["by", "the", "use", "of"],
        &["with", "the", "aid", "of"],
        &["with", "the", "use", "of"],
        &["using"],
    ];
    if !matches!(norm.modality, Modality::Permission | Modality::Obligation) || norm.act.kind == "use" {
        return None;
    }
    let thing = clause.manner.iter().find_map(|phrase| {
        let list = words(&phrase.text);
        let form = MARKERS.iter().find(|form| starts_with(&list, form))?;
        Some(nouns(&join(&list[form.len()..]), names).nouns)
    })?;
    let kind = "use".to_owned();
    let act = Act { kind, thing, place: norm.act.place.clone(), season: norm.act.season, ..Act::default() };
    Some(Norm { id: format!("{}-use", norm.id), act, ..norm.clone() })
}

/// A bound on the number of bodies as one on their members: two batteries of six guns are twelve guns.
fn in_members(norm: &Norm, body: &Body, names: &Names) -> Option<Norm> {
    let [thing] = norm.act.thing.as_slice() else { return None };
    let quantity = norm.act.quantity.as_ref().filter(|q| thing.head == body.term && q.unit == thing.head)?;
    let members = nouns(&body.members, names).nouns;
    let [member] = members.as_slice() else { return None };
    let times = |n: i64| n.checked_mul(body.number);
    // "More than two bodies" is at least three of them.
    let (least, most) = (quantity.least.and_then(times), quantity.most.and_then(times));
    let restrictors: BTreeSet<_> = member.restrictors.union(&thing.restrictors).cloned().collect();
    let member = super::Noun { restrictors, ..member.clone() };
    let quantity = Some(Quantity { unit: member.head.clone(), least, most });
    let act = Act { thing: vec![member], quantity, ..norm.act.clone() };
    Some(Norm { id: format!("{}-members", norm.id), act, ..norm.clone() })
}
