//! Acts behind their words: light verbs with the noun of an act, and powers over the instrument.
//!
//! `act := ("carry out" | "effect" | "make" …) noun of an act "of" object`. Sample: *effect the removal of the wreck*.

use super::assemble::Here;
use super::valency;
use super::{Clause, Phrase, Power, Voice};

/// "Carry out the removal of X" does what "remove X" says.
pub(super) fn light_verb(here: Here<'_>, clause: &mut Clause, verb: &str) {
    let light = matches!(clause.verb_phrase.as_str(), "carry out" | "proceed to")
        || matches!(verb, "effect" | "make" | "give" | "conduct" | "perform" | "undertake" | "execute" | "accomplish")
            && !clause.verb_phrase.ends_with(" back")
            && !clause.verb_phrase.ends_with(" up");
    let object = match clause.object.as_ref() {
        Some(object) if light => object.clone(),
        _ => return,
    };
    if clause.verb_phrase.starts_with("give notice") {
        "notify".clone_into(&mut clause.verb_phrase);
        return;
    }
    let tokens = here.scene.tokens;
    let Some(start) = tokens.iter().position(|token| token.span.start == object.span.start) else { return };
    let end = tokens.iter().rposition(|token| token.span.end <= object.span.end).map_or(start, |at| at + 1);
    let Some(head) = here.scene.head(start, end) else { return };
    let next = tokens.get(head + 1).filter(|_| head + 1 < end);
    let Some(act) = valency::act_of(&tokens[head].norm) else { return };
    let Some(next) = next else {
        // "Payment shall be made".
        if clause.voice == Voice::Passive && matches!(verb, "make" | "effect" | "give") {
            act.clone_into(&mut clause.verb_phrase);
        }
        return;
    };
    if next.among(&["of", "on", "to"]) && !(next.says("to") && !matches!(act, "pay" | "report" | "contribute")) {
        act.clone_into(&mut clause.verb_phrase);
        if clause.voice == Voice::Active || clause.voice == Voice::Passive {
            clause.complement = here.phrase(head + 2, end, "what the act is done to");
        }
    }
}

/// A power over the instrument or one of its provisions.
pub(super) fn power(clause: &Clause) -> Option<Power> {
    let about = |phrase: &Option<Phrase>| phrase.as_ref().is_some_and(|phrase| instrument(&phrase.text));
    let from = clause
        .manner
        .iter()
        .chain(&clause.places)
        .any(|phrase| phrase.text.starts_with("from ") && instrument(&phrase.text))
        || about(&clause.counterparty);
    let named = |phrase: &Option<Phrase>, words: &[&str]| {
        let word = |one: &str| words.contains(&one.to_lowercase().as_str());
        phrase.as_ref().is_some_and(|phrase| phrase.text.split(|c: char| !c.is_alphanumeric()).any(word))
    };
    let declared =
        |phrase: &Option<Phrase>| named(phrase, &["reservation", "reservations", "declaration", "objection"]);
    let standing = |phrase: &Option<Phrase>| {
        named(phrase, &["rights", "privileges", "status", "preferences", "concessions", "benefits", "membership"])
    };
    match clause.verb.as_str() {
        "denounce" if about(&clause.object) => Some(Power::Denounce),
        "withdraw" if from || about(&clause.object) || declared(&clause.object) => Some(Power::Withdraw),
        "suspend" if about(&clause.object) || standing(&clause.object) => Some(Power::Suspend),
        "terminate" if about(&clause.object) => Some(Power::Terminate),
        "amend" | "revise" | "modify" if about(&clause.object) => Some(Power::Amend),
        "make" | "formulate" | "enter"
            if clause.object.as_ref().is_some_and(|object| object.text.to_lowercase().contains("reservation")) =>
        {
            Some(Power::Reserve)
        }
        "propose" if clause.object.as_ref().is_some_and(|object| object.text.to_lowercase().contains("amendment")) => {
            Some(Power::Amend)
        }
        "give" if clause.object.as_ref().is_some_and(|object| object.text.contains("denunciation")) => {
            Some(Power::Denounce)
        }
        "give" if clause.object.as_ref().is_some_and(|object| object.text.contains("withdrawal")) => {
            Some(Power::Withdraw)
        }
        _ => None,
    }
}

pub(super) fn instrument(words: &str) -> bool {
    // Some drafts write "this agreement" in small letters.
    let small = ["this ", "the present "].iter().any(|start| {
        let rest = words.to_lowercase().strip_prefix(start).map(str::to_owned).unwrap_or_default();
        let own = ["agreement", "treaty", "convention", "protocol", "charter", "statute", "constitution"];
        own.contains(&rest.split_whitespace().next().unwrap_or_default())
    });
    if small {
        return true;
    }
    words.split(|c: char| !c.is_alphanumeric()).any(|word| {
        matches!(
            word,
            "Treaty"
                | "Convention"
                | "Agreement"
                | "Protocol"
                | "Charter"
                | "Covenant"
                | "Pact"
                | "Article"
                | "Annex"
                | "Statute"
                | "Accord"
                | "Compact"
                | "Arrangement"
                | "Constitution"
        ) || word == "it" && words.len() <= 8
    }) || words.contains("operation of")
        || words.contains("application of")
}
