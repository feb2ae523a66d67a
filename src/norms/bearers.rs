//! Who bears a norm: "each Party", "the Republic of Tarnia", "a Party whose territory …", "the fishermen of either Party".

use super::conditions::circumstance;
use super::names::Names;
use super::phrase;
use super::words::{Word, words};
use super::{Agent, Bearer, Circumstance, Controller, Formula};
use crate::source::Span;

/// A bearer with the condition that its words add ("a Party which has been attacked").
#[derive(Clone, Debug, PartialEq)]
pub struct Bearing {
    /// Who.
    pub bearer: Bearer,
    /// When it is such.
    pub condition: Formula,
    /// The bearer is "the other Party" than one spoken of in the condition.
    pub is_other: bool,
}

/// Reads a bearer; `None` stands for a passive without an agent.
pub fn bearing(text: Option<&str>, span: Span, names: &Names) -> Bearing {
    let plain = |bearer| Bearing { bearer, condition: Formula::True, is_other: false };
    let Some(text) = text else { return plain(Bearer::Unstated) };
    let list: Vec<Word> = words(text);
    if let Some(named) = named_parties(&list, names) {
        let jointly = list.iter().any(|w| w.any(&["jointly", "together"]));
        return plain(if jointly { Bearer::Jointly(named) } else { Bearer::Named(named) });
    }
    let Some(mention) = names.mention(&list) else { return plain(class_or_unstated(text, names)) };
    let rest = &list[mention.len..];
    if rest.iter().any(|w| w.any(&["jointly", "together"])) {
        return plain(Bearer::Jointly(Vec::new()));
    }
    match (&mention.agent, rest.is_empty() || list[mention.len - 1].possessive) {
        (Agent::Named(name), true) if rest.is_empty() => plain(Bearer::Named(vec![name.clone()])),
        (_, true) if !rest.is_empty() => plain(class_or_unstated(text, names)),
        _ => with_relative(&mention, rest, text, span, names),
    }
}

fn with_relative(mention: &super::names::Mention, rest: &[Word], text: &str, span: Span, names: &Names) -> Bearing {
    let bearer = match &mention.agent {
        Agent::Named(name) => Bearer::Named(vec![name.clone()]),
        _ => Bearer::Each,
    };
    let is_other = mention.agent == Agent::Other && mention.role.is_none();
    let role = mention.role.as_ref().map(|role| {
        let name = format!("role {role} {{0}}");
        Formula::Holds(Circumstance {
            name,
            about: vec![Agent::Me],
            text: text.to_owned(),
            controller: Controller::Unknown,
            judge: None,
            span,
        })
    });
    let relative = relative_at(rest).map(|_| about_me(circumstance(rest, text, span, names)));
    let condition = match (role, relative) {
        (Some(a), Some(b)) => Formula::All(vec![a, b]),
        (Some(a), None) | (None, Some(a)) => a,
        (None, None) => Formula::True,
    };
    Bearing { bearer, condition, is_other }
}

/// In a relative clause of the bearer, what is not about another party is about the bearer itself.
pub fn about_me(formula: Formula) -> Formula {
    match formula {
        Formula::Holds(mut c) => {
            if c.about.is_empty() {
                c.about.push(Agent::Me);
                c.name.push_str(" {0}");
            }
            Formula::Holds(c)
        }
        Formula::Not(inner) => Formula::Not(Box::new(about_me(*inner))),
        other => other,
    }
}

/// Where a relative clause opens: "whose", "which", "that", "in whose".
pub fn relative_at(rest: &[Word]) -> Option<usize> {
    let at = rest.iter().take(3).position(|w| w.any(&["whose", "which", "that", "who", "where"]))?;
    Some(at)
}

/// "The Republic of X and the Kingdom of Y": parties by name, and nothing else.
fn named_parties(list: &[Word], names: &Names) -> Option<Vec<String>> {
    let mut found = Vec::new();
    let mut at = 0;
    while at < list.len() {
        if let Some(mention) = names.mention(&list[at..]) {
            let Agent::Named(name) = mention.agent else { return None };
            found.push(name);
            at += mention.len;
        } else if list[at].mark
            || list[at]
                .any(&["and", "or", "both", "each", "jointly", "together", "neither", "nor", "either", "alone", "only"])
        {
            at += 1;
        } else {
            return None;
        }
    }
    (!found.is_empty()).then_some(found)
}

fn class_or_unstated(text: &str, names: &Names) -> Bearer {
    let pronoun = matches!(
        text.trim().to_lowercase().as_str(),
        "it" | "they" | "he" | "she" | "everyone" | "no one" | "nobody" | "anyone"
    );
    match phrase::one(text, names) {
        Some(noun) if !pronoun && !noun.head.is_empty() => Bearer::Class(noun),
        _ => Bearer::Each,
    }
}
