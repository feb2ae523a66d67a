//! Bounds on what a subject measures: "The quantity of water released from the Dam shall not exceed 30 cubic metres".

use super::acts::place_objects;
use super::names::Names;
use super::phrase::{is_past_participle, is_preposition, nouns};
use super::quantity;
use super::words::{Word, join, words};
use super::{Act, Bearer, Norm, Quantity};
use crate::clauses::{Clause, Modality};

/// Nouns that measure what follows their "of".
const MEASURES: [&str; 18] = [
    "quantity",
    "number",
    "amount",
    "total",
    "volume",
    "strength",
    "tonnage",
    "size",
    "flow",
    "rate",
    "weight",
    "length",
    "capacity",
    "duration",
    "height",
    "level",
    "aggregate",
    "area",
];

/// "The quantity of water released from the Dam shall not exceed 30 cubic metres": a bound on the act that the
/// subject speaks of, whoever does it.
pub fn bound_by_subject(norm: &mut Norm, clause: &Clause, names: &Names) {
    let bounding =
        matches!(norm.act.kind.as_str(), "exceed" | "be" | "limit" | "amount" | "total" | "remain" | "fall" | "drop");
    let subject = clause.bearer.as_ref().or(if clause.verb == "limit" { clause.object.as_ref() } else { None });
    let Some(subject) = subject.filter(|_| bounding) else { return };
    let list = words(&subject.text);
    let measured = list.iter().take(4).any(|w| w.any(&MEASURES));
    let limit =
        clause.quantity.as_ref().map(|q| q.text.clone()).or_else(|| clause.object.as_ref().map(|o| o.text.clone()));
    // "The crossings shall not exceed six a day": what exceeds a number is counted, whatever the words.
    let counted =
        norm.act.kind == "exceed" && clause.bearer.as_ref().is_some_and(|b| names.mention(&words(&b.text)).is_none());
    let bare = |text: &str| {
        let list = words(text);
        let (n, used) = quantity::number_at(&list)?;
        (used == list.len()).then(|| Quantity { unit: String::new(), least: Some(n), most: Some(n) })
    };
    let bound = limit.and_then(|text| quantity::quantity(&text).or_else(|| bare(&text)));
    let Some(mut bound) = bound.filter(|_| measured || counted) else {
        return;
    };
    if norm.act.kind == "exceed" {
        // "Exceed N" in whatever modality: more than N.
        let n = bound.least.filter(|_| bound.most.is_none()).unwrap_or_else(|| bound.most.unwrap_or_default() + 1);
        bound = Quantity { unit: bound.unit, least: Some(n), most: None };
    } else if norm.modality == Modality::Obligation {
        bound = complement(bound);
        norm.modality = Modality::Prohibition;
    }
    let act = measured_act(&list, names);
    let head = act.thing.first().map(|n| n.head.clone()).unwrap_or_default();
    if bound.unit.is_empty() {
        bound.unit = head;
    } else if bound.unit.starts_with("per ") {
        bound.unit = format!("{head} {}", bound.unit);
    }
    norm.act = Act { quantity: Some(bound), season: norm.act.season, ..act };
    norm.bearer = Bearer::Unstated;
}

/// "Each Party shall admit not more than ten trawlers", "not more than eighty seals shall be killed": whoever does none of
/// it keeps within such a bound, so that it forbids what lies beyond, and obliges to nothing.
pub fn cap(norm: &mut Norm) {
    let capped = norm.act.quantity.as_ref().is_some_and(|q| q.least.is_none() && q.most.is_some());
    if capped && norm.modality == Modality::Obligation {
        norm.act.quantity = norm.act.quantity.take().map(complement);
        norm.modality = Modality::Prohibition;
    }
}

/// What an obligation to stay within bounds forbids.
fn complement(bound: Quantity) -> Quantity {
    match (bound.least, bound.most) {
        (Some(least), None) => Quantity { unit: bound.unit, least: None, most: Some(least - 1) },
        (_, Some(most)) => Quantity { unit: bound.unit, least: Some(most + 1), most: None },
        (None, None) => bound,
    }
}

/// "Quantity of water released from the Dam" → release water; "number of satellites which a Party maintains in orbit"
/// → maintain satellites; "number of sheep in P" → keep sheep in P.
fn measured_act(list: &[Word], names: &Names) -> Act {
    let measure = list.iter().take(4).position(|w| w.any(&MEASURES));
    let of = measure.and_then(|m| list[m..].iter().position(|w| w.is("of")).map(|i| m + i + 1)).unwrap_or(0);
    let rest = &list[of..];
    let (kind, object_end, after) = relative_verb(rest, names).or_else(|| participle(rest)).unwrap_or_else(|| {
        let end =
            rest.iter().skip(1).position(|w| is_preposition(&w.lower) && !w.is("of")).map_or(rest.len(), |i| i + 1);
        ("keep".to_owned(), end, end)
    });
    let mut act = Act { kind, ..Act::default() };
    place_objects(&mut act, nouns(&join(&rest[..object_end]), names).nouns);
    let after = &rest[after..];
    if let Some(first) = after.first()
        && first.any(&["in", "on", "at", "within", "from", "into", "to"])
    {
        let stop = after.iter().skip(1).position(|w| w.any(&["by", "for", "per"])).map_or(after.len(), |i| i + 1);
        act.place = nouns(&join(&after[1..stop]), names).nouns;
    }
    act
}

/// The verb of "which a Party maintains": with where the noun before it ends, and where what follows begins.
fn relative_verb(rest: &[Word], names: &Names) -> Option<(String, usize, usize)> {
    let at = rest.iter().position(|w| w.any(&["which", "that"]))?;
    let pronoun = usize::from(rest.get(at + 1).is_some_and(|w| w.any(&["it", "they"])));
    let verb = at + 1 + names.mention(&rest[at + 1..]).map_or(pronoun, |m| m.len);
    let kind = crate::lexicon::lemma_verb(&rest.get(verb)?.lower)?;
    Some((kind, at, verb + 1))
}

/// The verb of "released from the Dam", likewise.
fn participle(rest: &[Word]) -> Option<(String, usize, usize)> {
    rest.iter().enumerate().skip(1).find_map(|(at, w)| {
        let form = w.lower.ends_with("ed") || is_past_participle(&w.lower);
        let kind = crate::lexicon::lemma_verb(&w.lower).filter(|_| form)?;
        Some((kind, at, at + 1))
    })
}
