//! What was not read must narrow: a rule whose object is lost is not a rule about everything.
//!
//! A prohibition of "maintaining" something that could not be read forbids that something, and not all maintaining. Every
//! norm with a hole, or with an act that nothing narrows although its verb asks for something, gets words of its own that
//! no other norm has.

use std::collections::BTreeSet;

use super::{Bearer, Norm, Noun, Quantifier, Restrictor};
use crate::clauses::StopReason;
use crate::lexicon;

/// Verbs that say nothing by themselves: what takes place is in the words around them.
const EMPTY: [&str; 16] = [
    "take place",
    "occur",
    "happen",
    "be",
    "come",
    "become",
    "have",
    "do",
    "make",
    "give",
    "take",
    "get",
    "exist",
    "include",
    "arise",
    "result",
];

/// Narrows a norm by what was lost in it.
pub fn keep_what_was_lost(norm: &mut Norm) {
    let lost = norm.holes.iter().any(|hole| hole.reason != StopReason::AmbiguousCoordination);
    if lost || says_nothing(norm) {
        norm.act.manner.push(unread(&norm.id));
    }
}

/// "Shall not take place", "may maintain": an act that could be anything.
fn says_nothing(norm: &Norm) -> bool {
    let act = &norm.act;
    let bare = act.thing.is_empty() && act.place.is_empty() && act.to.is_empty() && act.manner.is_empty();
    let asks = lexicon::verb(&act.kind).is_some_and(lexicon::Verb::needs_object) || EMPTY.contains(&act.kind.as_str());
    let told_by_bearer = matches!(norm.bearer, Bearer::Class(_)) && !EMPTY.contains(&act.kind.as_str());
    bare && act.quantity.is_none() && asks && !told_by_bearer
}

/// Words that stand for what one norm leaves unread.
fn unread(id: &str) -> Noun {
    Noun {
        text: "what was not read".to_owned(),
        head: "unread".to_owned(),
        restrictors: BTreeSet::from([Restrictor::Opaque(format!("in {id}"))]),
        quantifier: Quantifier::Definite,
        proper: false,
        negated: false,
    }
}
