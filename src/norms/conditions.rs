//! Conditions in words → [`Formula`]: "if …", "unless …", "at the request of …", "in its own judgment".

use super::acts::event_name;
use super::names::Names;
use super::opinions::judge;
use super::outsiders::{awaited, decided_by, under_another};
use super::quantity;
use super::words::{Word, starts_with, words};
use super::{Agent, Circumstance, Controller, Formula, Restrictor};
use crate::source::Span;

/// What a condition phrase comes to.
#[derive(Clone, Debug, PartialEq)]
pub struct Condition {
    /// When the norm applies.
    pub formula: Formula,
    /// "Only if": what is done otherwise is forbidden.
    pub only: bool,
}

/// Reads a condition with its marker; `span` is where it stands.
pub fn condition(text: &str, span: Span, names: &Names) -> Condition {
    let list = words(text);
    let (kind, used) = marker(&list);
    let body = strip_marks(&list[used..]);
    let formula = circumstance(body, text, span, names);
    let formula = if kind == Marker::Unless { Formula::Not(Box::new(formula)) } else { formula };
    Condition { formula, only: kind == Marker::Only }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Marker {
    If,
    Only,
    Unless,
}

fn marker(list: &[Word]) -> (Marker, usize) {
    const TABLE: [(&[&str], Marker); 24] = [
        (&["only", "if"], Marker::Only),
        (&["only", "when"], Marker::Only),
        (&["only", "where"], Marker::Only),
        (&["only", "with"], Marker::Only),
        (&["only", "in", "case", "of"], Marker::Only),
        (&["except", "if"], Marker::Unless),
        (&["except", "when"], Marker::Unless),
        (&["except", "where"], Marker::Unless),
        (&["except", "with"], Marker::Unless),
        (&["save", "with"], Marker::Unless),
        (&["without"], Marker::Unless),
        (&["unless"], Marker::Unless),
        (&["on", "condition", "that"], Marker::If),
        (&["on", "the", "condition", "that"], Marker::If),
        (&["provided", "that"], Marker::If),
        (&["in", "the", "event", "that"], Marker::If),
        (&["in", "the", "event", "of"], Marker::If),
        (&["in", "case", "of"], Marker::If),
        (&["in", "the", "case", "of"], Marker::If),
        (&["as", "long", "as"], Marker::If),
        (&["so", "long", "as"], Marker::If),
        (&["provided"], Marker::If),
        (&["with"], Marker::If),
        (&["subject", "to"], Marker::If),
    ];
    let found = TABLE.iter().find(|(form, _)| starts_with(list, form));
    match found {
        Some((form, kind)) => (*kind, form.len()),
        None if list.first().is_some_and(|w| w.any(&["if", "where", "when", "whenever"])) => (Marker::If, 1),
        None => (Marker::If, 0),
    }
}

fn strip_marks(mut list: &[Word]) -> &[Word] {
    while let [rest @ .., last] = list {
        if last.mark { list = rest } else { break }
    }
    list
}

/// A circumstance that the words describe, with who decides on it and whose opinion it turns on.
pub fn circumstance(list: &[Word], text: &str, span: Span, names: &Names) -> Formula {
    if let Some((at, both)) = two_clauses(list, names) {
        let part = |words: &[Word]| circumstance(words, &super::words::join(words), span, names);
        let parts = vec![part(&list[..at]), part(&list[at + 1..])];
        return if both { Formula::All(parts) } else { Formula::Any(parts) };
    }
    let (list, negated) = positive(list);
    if let Some(measured) = measure(&list, text, span, names) {
        return if negated { Formula::Not(Box::new(measured)) } else { measured };
    }
    let holds = Formula::Holds(described(&list, text, span, names));
    if negated { Formula::Not(Box::new(holds)) } else { holds }
}

/// "It belongs to the League and its harvest was less than …": where the second of two clauses is joined on, and whether
/// both are meant.
fn two_clauses(list: &[Word], names: &Names) -> Option<(usize, bool)> {
    const FINITE: [&str; 26] = [
        "is", "are", "was", "were", "has", "have", "had", "does", "do", "did", "exceeds", "exceed", "exceeded",
        "belongs", "belong", "belonged", "lies", "lie", "falls", "fall", "fell", "borders", "becomes", "became",
        "remains", "owns",
    ];
    let finite = |part: &[Word]| part.iter().any(|w| w.any(&FINITE));
    let subject = |part: &[Word]| {
        names.mention(part).is_some()
            || part.first().is_some_and(|w| w.any(&["its", "it", "they", "their", "the", "no"]))
    };
    let joined = |at: &usize| {
        list[*at].any(&["and", "or"]) && subject(&list[at + 1..]) && finite(&list[..*at]) && finite(&list[at + 1..])
    };
    (1..list.len().saturating_sub(1)).find(joined).map(|at| (at, list[at].is("and")))
}

fn described(list: &[Word], text: &str, span: Span, names: &Names) -> Circumstance {
    let (name, about) = event_name(list, names);
    let controller = controller(list, names);
    Circumstance { name, about, text: text.trim().to_owned(), controller, judge: judge(list, names), span }
}

/// Takes a "not" or "no" off, so that "if X has not consented" and "unless X has consented" meet.
pub fn positive(list: &[Word]) -> (Vec<Word>, bool) {
    let at = list.iter().position(|w| w.any(&["not", "no", "never"]));
    match at {
        Some(at)
            if !list
                .get(at + 1)
                .is_some_and(|w| w.any(&["later", "earlier", "more", "less", "only", "before", "after"])) =>
        {
            let mut rest = list.to_vec();
            rest.remove(at);
            (rest, true)
        }
        _ => (list.to_vec(), false),
    }
}

/// "The level of the lake exceeds 300 metres": a number with a bound.
fn measure(list: &[Word], text: &str, span: Span, names: &Names) -> Option<Formula> {
    let at = list
        .iter()
        .position(|w| w.any(&["exceeds", "exceed", "exceeded", "more", "less", "fewer", "least", "above", "below"]))?;
    let Restrictor::Measured { unit, least, most } = quantity::comparison(&list[at.saturating_sub(1)..])? else {
        return None;
    };
    if least == most {
        return None;
    }
    let subject: Vec<Word> = list[..at.saturating_sub(usize::from(list[at].is("least")))].to_vec();
    let mut what = described(&subject, text, span, names);
    what.name = format!("{} [{unit}]", what.name);
    Some(Formula::Measure { what, least, most })
}

/// Who decides whether it is so: one who requests, consents or approves; a party whose doing it is.
fn controller(list: &[Word], names: &Names) -> Controller {
    const ASSENT: [&str; 31] = [
        "consent",
        "request",
        "agreement",
        "approval",
        "permission",
        "authorization",
        "authorisation",
        "leave",
        "invitation",
        "consents",
        "requests",
        "agrees",
        "approves",
        "concurrence",
        "agreed",
        "consented",
        "approved",
        "objects",
        "object",
        "objection",
        "objected",
        "refuses",
        "refused",
        "vetoes",
        "veto",
        "accepts",
        "accepted",
        "acceded",
        "ratified",
        "licence",
        "assent",
    ];
    let another = decided_by(list, names).or_else(|| under_another(list, names)).or_else(|| awaited(list, names));
    if let Some(by) = another {
        return Controller::Agent(Agent::Named(by));
    }
    let Some(at) = list.iter().position(|w| w.any(&ASSENT)) else { return acting_subject(list, names) };
    let rest = &list[at + 1..];
    let of = rest.iter().position(|w| w.any(&["of", "by", "from"])).map_or(0, |i| i + 1);
    if let Some(mention) = names.mention(&rest[of.min(rest.len())..]) {
        return Controller::Agent(mention.agent);
    }
    if let Some(mention) = (0..at).rev().find_map(|i| names.mention(&list[i..])) {
        return Controller::Agent(mention.agent);
    }
    if list[..at].iter().any(|w| w.any(&["its", "their"])) {
        return Controller::Agent(Agent::Me);
    }
    // "The approval of the Emirate of Qar", "the Emirate of Qar has agreed".
    let before = || (0..at).find(|&i| list[i].capital()).and_then(|i| named(&list[i..at]));
    let who = named(&rest[of.min(rest.len())..]).or_else(before);
    who.map_or(Controller::Unknown, |name| Controller::Agent(Agent::Named(name)))
}

/// "The other Party has attacked …": a party that is the subject of the words does it.
fn acting_subject(list: &[Word], names: &Names) -> Controller {
    match names.mention(list) {
        Some(mention) if !list[mention.len - 1].possessive && list.len() > mention.len => {
            Controller::Agent(mention.agent)
        }
        _ if list.first().is_some_and(|w| w.any(&["it", "they"])) => Controller::Agent(Agent::Me),
        _ => Controller::Unknown,
    }
}

/// A name in capitals at the front: "the Emirate of Qar".
pub fn named(list: &[Word]) -> Option<String> {
    let skip = usize::from(list.first().is_some_and(|w| w.is("the")));
    let rest = &list[skip..];
    let len = rest.iter().take_while(|w| w.capital() || w.any(&["of", "and", "the", "for"])).count();
    let words: Vec<&str> = rest[..len].iter().map(|w| w.text.as_str()).collect();
    let end = words.iter().rposition(|w| w.chars().next().is_some_and(char::is_uppercase))?;
    Some(words[..=end].join(" "))
}
