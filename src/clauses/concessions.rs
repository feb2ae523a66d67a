//! Concessions: words that say that something makes no difference.
//!
//! `concession := preposition? ("whatever" noun phrase | "whomsoever" participle) | preposition "any" noun "whatever"?`,
//! joined by "or" and "and". Sample: *No barge, [whatever its flag], shall pass [for any purpose whatsoever]*.

use super::tokens::{Kind, Tok};
use crate::lexicon::Class;

/// Nouns of which "any" leaves nothing out that could make a difference: "on any ground".
const GROUNDS: [&str; 18] = [
    "purpose",
    "purposes",
    "reason",
    "reasons",
    "ground",
    "grounds",
    "pretext",
    "pretexts",
    "circumstances",
    "circumstance",
    "manner",
    "form",
    "motive",
    "motives",
    "account",
    "means",
    "conditions",
    "consideration",
];

/// How many tokens a concession takes that begins here.
pub fn concession(rest: &[Tok]) -> Option<usize> {
    let mut length = single(rest)?;
    while rest.get(length).is_some_and(|token| token.is(Class::CONJ)) {
        let Some(further) = single(&rest[length + 1..]) else { break };
        length += 1 + further;
    }
    Some(length)
}

fn single(rest: &[Tok]) -> Option<usize> {
    let opens = usize::from(rest.first()?.is(Class::PREP) && !rest[0].says("to"));
    let word = rest.get(opens)?;
    if word.among(&["whomsoever", "whosoever", "whoever"]) {
        let done = rest.get(opens + 1).is_some_and(|token| token.is(Class::V_PART));
        return (opens == 1 && done).then_some(opens + 2);
    }
    if word.among(&["whatever", "whatsoever", "whichever"]) {
        return whatever(rest, opens + 1);
    }
    (opens == 1 && word.says("any")).then(|| any_ground(rest)).flatten()
}

/// "Whatever its flag", "of whatever description", "whatever may be their number".
fn whatever(rest: &[Tok], from: usize) -> Option<usize> {
    let mut at = stretch(rest, from);
    if rest.get(at).is_some_and(|token| token.among(&["may", "might"]))
        && rest.get(at + 1).is_some_and(|token| token.says("be"))
    {
        at = stretch(rest, at + 2);
    }
    let nominal = rest.get(from..at)?.iter().any(|token| token.is_nominal() && !token.is(Class::DET));
    let ends = rest.get(at).is_none_or(|token| {
        token.is_mark()
            || token.is(Class::PREP.with(Class::CONJ).with(Class::MODAL).with(Class::BE))
            || matches!(token.kind, Kind::Fixed(..))
    });
    (nominal && ends).then_some(at)
}

/// Where a plain noun phrase that begins at a token ends.
fn stretch(rest: &[Tok], from: usize) -> usize {
    let goes_on = |at: usize| {
        rest.get(at).is_some_and(|token| {
            let noun = token.is_nominal() || token.is(Class::DET.with(Class::ADJ));
            let joins = token.is(Class::CONJ)
                && !rest.get(at + 1).is_some_and(|next| next.is(Class::PREP))
                && rest.get(at + 1).is_some_and(|next| next.is_nominal() && !next.is(Class::SUBJ));
            let plain = noun && !token.is(Class::SUBJ.with(Class::MODAL).with(Class::BE).with(Class::PREP));
            matches!(token.kind, Kind::Word | Kind::Name(_)) && (plain || joins || token.says("of"))
        })
    };
    (from..rest.len().min(from + 12)).find(|&at| !goes_on(at)).unwrap_or(rest.len().min(from + 12))
}

/// "On any ground", "for any other purpose whatsoever".
fn any_ground(rest: &[Tok]) -> Option<usize> {
    let noun = (2..rest.len().min(5)).find(|&at| rest[at].among(&GROUNDS))?;
    if !rest[2..noun].iter().all(|token| token.is(Class::ADJ)) {
        return None;
    }
    let said = usize::from(rest.get(noun + 1).is_some_and(|token| token.among(&["whatever", "whatsoever"])));
    let narrowed = rest.get(noun + 1 + said).is_some_and(|token| {
        token.among(&["of", "which", "that", "other", "other than", "but", "except", "connected", "not", "relating"])
    });
    (!narrowed).then_some(noun + 1 + said)
}
