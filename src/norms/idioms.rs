//! Verbs that are whole only with a phrase or particle: "bring the weir into service", "the taking down of the gate".
//!
//! Comes in: the slots of a clause, or the words of an event. Goes out: the same without the phrase, and the verb with it.

use super::Agent;
use super::names::Names;
use super::words::{Word, join, words};
use crate::clauses::{Clause, Phrase};

/// Verbs that bring about the state that the phrase after them names.
const BRINGING: [&str; 6] = ["bring", "put", "take", "place", "set", "launch"];
/// Verbs that end such a state.
const ENDING: [&str; 5] = ["take", "withdraw", "put", "remove", "retire"];
/// States that "into" or "in" opens, and "from" or "out of" ends.
const STATES: [&str; 9] =
    ["service", "operation", "use", "commission", "circulation", "production", "orbit", "motion", "storage"];
/// States in which things are kept.
const STATES_KEPT: [&str; 9] = ["ready", "available", "free", "prepared", "afloat", "intact", "lit", "open", "manned"];
/// Particles that a gerund has between itself and its "of".
const PARTICLES: [&str; 8] = ["over", "out", "up", "down", "off", "back", "away", "in"];

/// What stands beside a verb and makes another verb of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Beside {
    /// "Into service".
    Into(String),
    /// "Out of service", "from circulation".
    OutOf(String),
    /// "Over", "down".
    Particle(String),
}

impl Beside {
    /// The whole verb, if the two go together.
    pub fn with(&self, verb: &str) -> Option<String> {
        match self {
            Self::Into(state) => BRINGING.contains(&verb).then(|| format!("put into {state}")),
            Self::OutOf(state) => ENDING.contains(&verb).then(|| format!("withdraw from {state}")),
            Self::Particle(particle) => Some(format!("{verb} {particle}")),
        }
    }
}

/// Takes "into service", "over" out of the words of an event.
pub fn taken_out(list: &[Word]) -> Option<(Beside, Vec<Word>)> {
    let (at, used, beside) = state_phrase(list).or_else(|| particle(list))?;
    let mut rest = list[..at].to_vec();
    rest.extend_from_slice(&list[at + used..]);
    Some((beside, rest))
}

/// Where "into service", "in orbit", "out of use" stands, and how many words it has.
fn state_phrase(list: &[Word]) -> Option<(usize, usize, Beside)> {
    let state = |at: usize| {
        let ends = list.get(at + 1).is_none_or(|w| w.mark || super::phrase::is_preposition(&w.lower) || w.is("and"));
        list.get(at).filter(|w| ends && w.any(&STATES)).map(|w| w.lower.clone())
    };
    (0..list.len()).find_map(|at| match list[at].lower.as_str() {
        "into" | "in" => state(at + 1).map(|s| (at, 2, Beside::Into(s))),
        "from" => state(at + 1).map(|s| (at, 2, Beside::OutOf(s))),
        "out" if list.get(at + 1).is_some_and(|w| w.is("of")) => state(at + 2).map(|s| (at, 3, Beside::OutOf(s))),
        _ => None,
    })
}

/// "The handing over of the guns": the particle between a gerund and its "of".
fn particle(list: &[Word]) -> Option<(usize, usize, Beside)> {
    let at = (1..list.len()).find(|&at| {
        list[at].any(&PARTICLES) && list[at - 1].lower.ends_with("ing") && list.get(at + 1).is_some_and(|w| w.is("of"))
    })?;
    crate::lexicon::lemma_verb(&list[at - 1].lower)?;
    Some((at, 1, Beside::Particle(list[at].lower.clone())))
}

/// "The reopening by Bel of its embassy": the words without who does it, and who that is.
pub fn without_agent(list: &[Word], names: &Names) -> Option<(Agent, Vec<Word>)> {
    let at = list.iter().position(|w| w.is("by")).filter(|at| *at > 0)?;
    crate::lexicon::nominal_to_verb(&list[at - 1].lower)?;
    let mention = names.mention(&list[at + 1..])?;
    let of = at + 1 + mention.len;
    list.get(of).filter(|w| w.is("of"))?;
    Some((mention.agent, [&list[..at], &list[of..]].concat()))
}

/// "Bring the station at Tull into service", "place a port at the disposal of the ships of Bel": the phrase goes to the
/// verb, whichever slot it was found in.
pub fn settle(clause: &mut Clause) {
    at_disposal(clause);
    if clause.verb_phrase != clause.verb && clause.verb_phrase.split(' ').count() > 2 {
        return;
    }
    adjective_first(clause);
    leaves_a_place(clause);
    let verb = clause.verb.clone();
    let found = |phrase: &Phrase| {
        let (beside, rest) = taken_out(&words(&phrase.text))?;
        let whole = beside.with(&verb).filter(|_| !matches!(beside, Beside::Particle(_)))?;
        Some((whole, join(&rest)))
    };
    let slots = clause.object.iter_mut().chain(&mut clause.complement).chain(&mut clause.counterparty);
    let mut whole = None;
    for phrase in slots.chain(&mut clause.places).chain(&mut clause.manner) {
        if let Some((verb, rest)) = found(phrase).filter(|_| whole.is_none()) {
            whole = Some(verb);
            phrase.text = rest;
        }
    }
    let Some(whole) = whole else { return };
    drop_empty(clause);
    clause.verb_phrase = whole;
}

/// Slots whose words all went to the verb are empty.
fn drop_empty(clause: &mut Clause) {
    let said = |phrase: &Phrase| !phrase.text.is_empty();
    clause.object = clause.object.take().filter(said);
    clause.complement = clause.complement.take().filter(said);
    clause.counterparty = clause.counterparty.take().filter(said);
    clause.places.retain(said);
    clause.manner.retain(said);
}

/// "Withdraw from the fort": where, and not what, unless it is a treaty that one withdraws from.
fn leaves_a_place(clause: &mut Clause) {
    let from = clause.verb_phrase.strip_suffix(" from");
    if !from.is_some_and(|verb| matches!(verb, "withdraw" | "depart" | "retire" | "retreat")) || clause.power.is_some()
    {
        return;
    }
    let Some(place) = clause.object.take() else { return };
    clause.verb_phrase.clone_from(&clause.verb);
    clause.places.push(Phrase { text: format!("from {}", place.text), ..place });
}

/// "Keep ready at least nine boats": the state stands before the amount.
fn adjective_first(clause: &mut Clause) {
    let keeps = matches!(clause.verb.as_str(), "keep" | "hold" | "have" | "maintain");
    let Some(object) = clause.object.as_mut().filter(|_| keeps) else { return };
    let list = words(&object.text);
    let state = list.first().is_some_and(|w| w.any(&STATES_KEPT));
    let amount =
        |list: &[Word]| super::quantity::comparison_words(list).is_some() || super::quantity::number_at(list).is_some();
    if state && amount(&list[1..]) {
        object.text = join(&list[1..]);
        clause.verb_phrase = format!("{} {}", clause.verb, list[0].lower);
    }
}

/// "Place X at the disposal of Y" is to make X available to Y.
fn at_disposal(clause: &mut Clause) {
    if clause.verb_phrase.ends_with(" at the disposal of") {
        "make available".clone_into(&mut clause.verb_phrase);
        return;
    }
    if !matches!(clause.verb.as_str(), "place" | "put" | "leave" | "hold" | "keep") {
        return;
    }
    let mut to = None;
    for phrase in clause.object.iter_mut().chain(&mut clause.places).chain(&mut clause.manner) {
        let list = words(&phrase.text);
        let at = list.windows(4).position(|w| w[0].is("at") && w[1].is("the") && w[2].is("disposal") && w[3].is("of"));
        let Some(at) = at.filter(|at| list.len() > at + 4) else { continue };
        to = Some(Phrase { text: format!("to {}", join(&list[at + 4..])), ..phrase.clone() });
        phrase.text = join(&list[..at]);
    }
    let Some(to) = to else { return };
    drop_empty(clause);
    clause.counterparty.get_or_insert(to);
    "make available".clone_into(&mut clause.verb_phrase);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn taken(text: &str) -> Option<(Beside, String)> {
        taken_out(&words(text)).map(|(beside, rest)| (beside, join(&rest)))
    }

    #[test]
    fn what_belongs_to_a_verb_is_taken_out_of_its_noun() {
        let over = Beside::Particle("over".to_owned());
        assert_eq!(taken("the handing over of the keys"), Some((over.clone(), "the handing of the keys".to_owned())));
        assert_eq!(over.with("hand"), Some("hand over".to_owned()));
        let into = Beside::Into("service".to_owned());
        assert_eq!(
            taken("the pump has been brought into service"),
            Some((into.clone(), "the pump has been brought".into()))
        );
        assert_eq!((into.with("bring"), into.with("eat")), (Some("put into service".to_owned()), None));
    }

    #[test]
    fn a_place_is_no_state() {
        assert_eq!(taken("the pump has been brought into the yard"), None);
        assert_eq!(taken("the flight over the bay"), None);
    }
}
