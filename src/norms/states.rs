//! States that exclude one another: "keep the gate open" is to keep it open, and not to close it or keep it closed.

use super::words::{join, words};
use super::{Act, Norm};
use crate::clauses::{Clause, Force, Modality, Phrase, Voice};

/// A state, the opposite state, and the act that brings the opposite about.
const STATES: [(&str, &str, &str); 10] = [
    ("open", "closed", "close"),
    ("closed", "open", "open"),
    ("shut", "open", "open"),
    ("locked", "unlocked", "unlock"),
    ("unlocked", "locked", "lock"),
    ("lit", "unlit", "extinguish"),
    ("unlit", "lit", "light"),
    ("manned", "unmanned", "abandon"),
    ("raised", "lowered", "lower"),
    ("lowered", "raised", "raise"),
];

fn state(word: &str) -> Option<&'static (&'static str, &'static str, &'static str)> {
    STATES.iter().find(|(state, _, _)| *state == word)
}

/// "Keep the gate of Sorne closed to ships", "the gate shall be kept closed", "shall remain closed": one verb, "keep
/// closed", with the gate as its object and the ships as those to whom.
pub fn settle(clause: &mut Clause) {
    let keeps = matches!(clause.verb.as_str(), "keep" | "leave" | "hold" | "maintain");
    let stays = matches!(clause.verb.as_str(), "remain" | "stay" | "be") && clause.voice == Voice::Active;
    if !(keeps || stays) || clause.modality.is_none() {
        return;
    }
    let of_complement = clause
        .complement
        .as_ref()
        .filter(|_| keeps)
        .filter(|c| words(&c.text).first().is_some_and(|w| state(&w.lower).is_some()));
    let phrase = of_complement.or(clause.object.as_ref()).cloned();
    let Some(phrase) = phrase else { return };
    let list = words(&phrase.text);
    let Some(at) = list.iter().position(|w| state(&w.lower).is_some()) else { return };
    let named = list[at].lower.clone();
    let whose = if at > 0 && keeps {
        Some(Phrase { text: join(&list[..at]), ..phrase.clone() })
    } else if at == 0 && keeps && clause.object.as_ref() != Some(&phrase) {
        clause.object.clone()
    } else if at == 0 && stays {
        clause.bearer.take()
    } else {
        None
    };
    let Some(whose) = whose else { return };
    if stays {
        clause.voice = Voice::Passive;
    }
    if list.len() > at + 2 && list[at + 1].any(&["to", "for"]) && clause.counterparty.is_none() {
        clause.counterparty = Some(Phrase { text: join(&list[at + 1..]), ..phrase });
    }
    clause.object = Some(whose);
    clause.complement = None;
    clause.verb = "keep".to_owned();
    clause.verb_phrase = format!("keep {}", if named == "shut" { "closed" } else { &named });
}

/// The norms with those that go without saying: whoever is to keep a thing open is not to keep it closed, nor to close it.
pub fn with_opposites(list: Vec<Norm>) -> Vec<Norm> {
    let mut out = Vec::new();
    for norm in list {
        let opposite =
            norm.act.kind.strip_prefix("keep ").and_then(state).filter(|_| norm.modality == Modality::Obligation);
        let implied: Vec<Norm> = opposite
            .into_iter()
            .flat_map(|(_, state, verb)| [format!("keep {state}"), (*verb).to_owned()])
            .map(|kind| forbidding(&norm, kind))
            .collect();
        out.push(norm);
        out.extend(implied);
    }
    out
}

fn forbidding(norm: &Norm, kind: String) -> Norm {
    let mut out = norm.clone();
    out.id = format!("{}-not-{}", norm.id, kind.replace(' ', "-"));
    out.modality = Modality::Prohibition;
    out.force = Force::Plain;
    out.act = Act { kind, ..norm.act.clone() };
    out.window.after.clear();
    out
}
