//! What was not read must narrow: a rule whose object is lost is not a rule about everything.
//!
//! A prohibition of "maintaining" something that could not be read forbids that something, and not all maintaining. Every
//! norm with a hole, or with an act that nothing narrows although its verb asks for something, gets words of its own that
//! no other norm has.

use std::collections::BTreeSet;

use super::manner::NARROWS_NOTHING;
use super::names::Names;
use super::words::{Word, words};
use super::{Bearer, Norm, Noun, Quantifier, Restrictor, phrase};
use crate::clauses::StopReason;
use crate::lexicon::{self, Slot};

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

/// "Shall not take place", "may maintain", "shall not disclose to the public": an act that could be anything.
fn says_nothing(norm: &Norm) -> bool {
    let act = &norm.act;
    let asks = lexicon::verb(&act.kind).is_some_and(lexicon::Verb::needs_object) || EMPTY.contains(&act.kind.as_str());
    let direct = |slot| lexicon::verb(&act.kind).is_some_and(|verb| verb.direct(slot));
    let said = match EMPTY.contains(&act.kind.as_str()) {
        true => !act.place.is_empty() || !act.to.is_empty() || !act.manner.is_empty(),
        false => direct(Slot::Counterpart) && !act.to.is_empty() || direct(Slot::Place) && !act.place.is_empty(),
    };
    let bare = act.thing.is_empty() && !said;
    let told_by_bearer = matches!(norm.bearer, Bearer::Class(_)) && !EMPTY.contains(&act.kind.as_str());
    bare && act.quantity.is_none() && asks && !told_by_bearer
}

/// Adjuncts and words of time that came to nothing in the normal form. Who does it in another way keeps a prohibition all
/// the same; so each of them narrows it, and a duty or a permission in the same words with it.
pub fn narrow_by_what_was_dropped(norm: &mut Norm, dropped: &[String], names: &Names) {
    for text in dropped {
        let list = words(text);
        let key = phrase::content_key(&list, names);
        if list.len() > 1 && !key.is_empty() && !narrows_nothing(&list) {
            norm.act.manner.push(Noun {
                text: text.clone(),
                head: "how".to_owned(),
                restrictors: BTreeSet::from([Restrictor::Opaque(key)]),
                ..unread("")
            });
        }
    }
}

/// "In any manner whatsoever", "in particular", "under no circumstances": said for emphasis.
fn narrows_nothing(list: &[Word]) -> bool {
    const OF_ANY: [&str; 18] = [
        "manner",
        "way",
        "form",
        "circumstances",
        "circumstance",
        "case",
        "event",
        "means",
        "purpose",
        "reason",
        "capacity",
        "pretext",
        "condition",
        "conditions",
        "time",
        "account",
        "respect",
        "extent",
    ];
    let any = list.windows(2).any(|w| w[0].is("any") && w[1].any(&OF_ANY));
    const EMPHATIC: [&str; 5] = ["circumstance", "circumstances", "either", "directly", "indirectly"];
    any || list.iter().take(4).any(|w| w.any(&NARROWS_NOTHING) || w.any(&EMPHATIC))
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
