//! Events from which time is reckoned, in normal form.

use super::acts::event_name;
use super::names::Names;
use super::words::{Word, words};
use super::{Agent, Anchor, Circumstance, Controller, Declaration, Formula, Norm};
use crate::clauses::{Clause, Modality};

/// The event "entry into force" of the instrument.
pub fn entry_into_force() -> Circumstance {
    instrument_event("entry into force")
}

/// The event "signature" of the instrument.
pub fn signature() -> Circumstance {
    instrument_event("signature")
}

fn instrument_event(name: &str) -> Circumstance {
    let span = crate::source::Span::default();
    Circumstance {
        name: name.to_owned(),
        about: Vec::new(),
        text: format!("the {name}"),
        controller: Controller::Agent(Agent::AnyParty),
        judge: None,
        span,
    }
}

/// An event in normal form: those of the instrument by their names, others by their words.
pub fn event(list: &[Word], names: &Names) -> Circumstance {
    let has = |word: &str| list.iter().any(|w| w.is(word));
    if has("force") && (has("entry") || has("enters") || has("entered") || has("entering") || has("enter")) {
        return entry_into_force();
    }
    if has("signature")
        || has("signing")
        || (has("signed") && list.iter().any(|w| w.any(&["treaty", "agreement", "convention", "protocol"])))
    {
        return signature();
    }
    // "The exchange of the instruments of ratification (of this Protocol)": which instrument goes without saying.
    let own = |w: &Word| w.any(&["treaty", "agreement", "convention", "protocol", "pact", "accord"]);
    let told: Vec<Word> = list.iter().filter(|w| !own(w)).cloned().collect();
    let (name, about) = event_name(if told.len() > 1 { &told } else { list }, names);
    let span = crate::source::Span::default();
    Circumstance { name, about, text: super::words::join(list), controller: Controller::Unknown, judge: None, span }
}

/// "The instruments shall be exchanged on 1 March 2033": a duty to be done on one day says when its act happens, where
/// others reckon from that act.
pub fn dated(clause: &Clause, norms: &[Norm], names: &Names) -> Option<Declaration> {
    let [norm, ..] = norms else { return None };
    let plain = norm.modality == Modality::Obligation && norm.condition == Formula::True && norm.exceptions.is_empty();
    let at = norm.window.lo.clone().filter(|lo| norm.window.hi.as_ref() == Some(lo))?;
    let object = clause.object.as_ref().filter(|_| plain)?;
    let event = match &clause.bearer {
        None if matches!(at.anchor, Anchor::Day(_)) && at.plus.is_empty() => {
            event(&words(&format!("{} {}", clause.verb_phrase, object.text)), names)
        }
        // "The Board shall take up its duties on the first anniversary": what others call "the Board has taken up its duties".
        Some(bearer) if names.mention(&words(&bearer.text)).is_none() => {
            event(&words(&format!("{} has {} {}", bearer.text, clause.verb_phrase, object.text)), names)
        }
        _ => return None,
    };
    (event != entry_into_force() && event != signature()).then_some(Declaration::Dated { event, at })
}
