//! A norm of the logic in words: what stands in the notation has no words of a treaty, and gets them here.

use crate::norms::{Agent, Bearer, Formula, Norm, Noun, Quantity};

/// Who, in the words that treaties use; nothing where the text leaves it open.
pub fn bearer(bearer: &Bearer) -> Option<String> {
    match bearer {
        Bearer::Each => Some("each Party".to_owned()),
        Bearer::Named(all) if all.is_empty() => Some("nobody".to_owned()),
        Bearer::Named(all) => Some(all.join(", ")),
        Bearer::Jointly(all) if all.is_empty() => Some("the Parties jointly".to_owned()),
        Bearer::Jointly(all) => Some(format!("{} jointly", all.join(" and "))),
        Bearer::Class(noun) => Some(noun.text.clone()),
        Bearer::Unstated => None,
    }
}

/// The words of nouns that are alternatives.
pub fn texts(nouns: &[Noun]) -> Option<String> {
    let all: Vec<&str> = nouns.iter().map(|noun| noun.text.as_str()).collect();
    (!all.is_empty()).then(|| all.join(" or "))
}

/// When it is to be kept.
pub fn window(norm: &Norm) -> Option<String> {
    (!norm.window.text.is_empty()).then(|| norm.window.text.join("; "))
}

/// How many or how much.
pub fn quantity(of: &Quantity) -> String {
    match (of.least, of.most) {
        (Some(least), Some(most)) => format!("between {least} and {most} {}", of.unit),
        (Some(least), None) => format!("at least {least} {}", of.unit),
        (None, Some(most)) => format!("at most {most} {}", of.unit),
        (None, None) => of.unit.clone(),
    }
}

/// A condition in the words of its circumstances; nothing if there is none.
pub fn condition(formula: &Formula) -> Option<String> {
    let joined = |all: &[Formula], mark: &str| all.iter().filter_map(condition).collect::<Vec<_>>().join(mark);
    let text = |text: &str, about: &[Agent]| {
        let name = |agent: &Agent| match agent {
            Agent::Me => "the bearer".to_owned(),
            Agent::Other => "the other Party".to_owned(),
            Agent::AnyParty => "a Party".to_owned(),
            Agent::Named(name) => name.clone(),
        };
        about
            .iter()
            .enumerate()
            .fold(text.to_owned(), |text, (n, agent)| text.replace(&format!("{{{n}}}"), &name(agent)))
    };
    match formula {
        Formula::True => None,
        Formula::Holds(it) => Some(text(&it.text, &it.about)),
        Formula::Not(inner) => Some(format!("not ({})", condition(inner).unwrap_or_default())),
        Formula::All(all) => Some(joined(all, " and ")),
        Formula::Any(any) => Some(joined(any, " or ")),
        Formula::Measure { what, least, most } => {
            let at_least = least.map(|n| format!(" at least {n}")).unwrap_or_default();
            let at_most = most.map(|n| format!(" at most {n}")).unwrap_or_default();
            Some(format!("{}{at_least}{at_most}", text(&what.text, &what.about)))
        }
    }
}
