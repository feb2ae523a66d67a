//! Slots: where the marker and the head noun of a phrase point.
//!
//! `slot := marker × type of the head noun`; the table of `grammar/slots.md`. Sample: *at noon* (when), *at Vell*
//! (where), *at cost* (how).

use super::attachment::{Host, Target, last_noun};
use super::chunks::Chunk;
use super::time;
use super::tokens::Kind;
use crate::lexicon::{Class, NounType, Slot};

/// The slot that marker and head noun of a phrase point to; none if they point nowhere.
pub(super) fn slot_of(host: &Host<'_>, chunk: &Chunk, marker: &str, kind: Option<NounType>) -> Option<Target> {
    let first = host.scene.tokens.get(chunk.start + 1)?;
    let acts = kind.is_some_and(NounType::acts);
    let head = host.scene.head(chunk.start + chunk.marker, chunk.end).map_or(first, |head| &host.scene.tokens[head]);
    // "In the Inner Channel": a thing with a capital of its own is a place by name.
    let by_name = kind == Some(NounType::Thing)
        && head.upper
        && head.kind == Kind::Word
        && first.is(Class::DET.with(Class::NOUN));
    let placed = kind == Some(NounType::Place) || by_name;
    let unknown_name = kind.is_none() && head.upper && head.kind == Kind::Word && !head.function();
    let of_name = kind.is_none()
        && !unknown_name
        && (chunk.start..chunk.end.saturating_sub(1)).any(|index| {
            host.scene.tokens[index].says("of")
                && (host.scene.tokens[index + 1].upper
                    || host.scene.tokens.get(index + 2).is_some_and(|token| token.upper))
        });
    let of_year =
        head.among(&["quarter", "half"]) && (chunk.start..chunk.end).any(|at| host.scene.tokens[at].says("year"));
    let temporal = time::temporal(kind) || matches!(first.kind, Kind::Date) || of_year;
    let bounded = matches!(first.kind, Kind::Amount | Kind::Count)
        || first.kind == Kind::Number && !(first.norm.len() == 4 && marker == "in");
    let window = Some(Target::Window);
    match marker {
        "during" | "until" | "till" | "since" | "pending" => window,
        "after" => window,
        "before" if acts && !temporal || first.is(Class::PRON) => Some(Target::Counterparty),
        "before" => window,
        "upon" if acts || placed => {
            if placed {
                Some(Target::Place)
            } else {
                Some(Target::Counterparty)
            }
        }
        "upon" | "following" => window,
        "within" if matches!(first.kind, Kind::Amount | Kind::Count) => Some(Target::Place),
        "within"
            if temporal
                || host.scene.tokens[chunk.start..chunk.end].iter().any(|token| matches!(token.kind, Kind::Period))
                    && !placed =>
        {
            window
        }
        "by" if temporal => window,
        "to" if temporal && !matches!(first.kind, Kind::Date | Kind::Period) => None,
        "for"
            if matches!(first.kind, Kind::Period)
                || head.kind == Kind::Period
                || kind == Some(NounType::TimeUnit)
                    && !head.among(&["delay", "delays", "deadline", "date", "dates"])
                || first.says("life")
                || first.says("ever") =>
        {
            window
        }
        "at" | "on" | "from" | "in" | "between" | "to" | "throughout" | "over" if temporal && !placed => window,
        "in" if head.among(&["session", "sessions"]) => Some(Target::Manner),
        "in" if first.kind == Kind::Number && first.norm.len() == 4 => window,
        "at" if head.among(&["meeting", "meetings", "session", "sessions", "sitting", "sittings", "conference"]) => {
            window
        }
        "on" if head.among(&[
            "payment",
            "receipt",
            "delivery",
            "arrival",
            "expiry",
            "expiration",
            "completion",
            "departure",
            "presentation",
            "proof",
            "production",
            "termination",
            "signature",
            "deposit",
            "entry",
        ]) =>
        {
            window
        }
        "on" if kind == Some(NounType::Act)
            && !host.verb.is_some_and(|verb| {
                host.frame.is_none() && verb.frames.iter().any(|frame| frame.asks("on").is_some())
            })
            && (!host.object || host.passive) =>
        {
            window
        }
        "above" | "below" | "beyond" | "over" | "by" | "to" | "under" if bounded && !acts => Some(Target::Quantity),
        "by" if host.passive
            && (acts || unknown_name || first.is(Class::PRON) && first.among(&["it", "them", "him"])) =>
        {
            Some(Target::Agent)
        }
        "by" if host.passive && kind.is_none() && first.is(Class::DET) && !of_name => Some(Target::Agent),
        "by" if !host.object && host.passive && kind == Some(NounType::Thing) => Some(Target::Agent),
        "by" => Some(Target::Manner),
        "in" | "on" | "at" | "within" | "outside" | "inside" | "over" | "under" | "through" | "across" | "along"
        | "near" | "beyond" | "above" | "below" | "adjoining" | "between" | "around" | "throughout" | "beneath"
        | "behind" | "into" | "onto" | "off" | "from" | "to" | "towards" | "against"
            if placed =>
        {
            Some(Target::Place)
        }
        "at" if matches!(kind, Some(NounType::Thing | NounType::Organ)) => Some(Target::Place),
        "in" | "at" | "within" | "outside" | "near" | "into" | "across" | "through" | "beyond" | "over"
        | "throughout" | "on" | "along" | "between"
            if unknown_name || of_name || kind == Some(NounType::Party) && marker != "on" && marker != "between" =>
        {
            Some(Target::Place)
        }
        "from" | "to" | "towards"
            if unknown_name
                && !host.verb.is_some_and(|verb| {
                    verb.frames.iter().any(|frame| frame.asks(marker) == Some(Slot::Counterpart))
                }) =>
        {
            Some(Target::Place)
        }
        "to" | "with" | "from" | "against" | "towards" | "toward" | "among" | "vis-à-vis" if acts || unknown_name => {
            Some(Target::Counterparty)
        }
        "for"
            if first.says("purposes")
                || host
                    .scene
                    .head(chunk.start + 1, chunk.end)
                    .is_some_and(|head| host.scene.tokens[head].among(&["purpose", "purposes"])) =>
        {
            Some(Target::Purpose)
        }
        "for" if kind == Some(NounType::Act) => Some(Target::Purpose),
        "without" | "through" | "via" | "despite" => Some(Target::Manner),
        "in" | "under" | "on" | "at" | "with" | "within" | "per" => None,
        _ => None,
    }
}

/// True if the noun before takes a phrase with this preposition.
pub(super) fn noun_asks(host: &Host<'_>, before: &Chunk, marker: &str, kind: Option<NounType>) -> bool {
    let Some(head) = last_noun(host, before) else { return false };
    let word = host.scene.tokens[head].norm.as_str();
    match marker {
        "to" => matches!(
            word,
            "access"
                | "right"
                | "rights"
                | "damage"
                | "changes"
                | "amendments"
                | "amendment"
                | "reference"
                | "references"
                | "accession"
                | "contribution"
                | "contributions"
                | "respect"
                | "threat"
                | "harm"
                | "assistance"
                | "annex"
                | "aid"
                | "injury"
                | "appendix"
                | "reservation"
                | "reservations"
                | "objection"
                | "exception"
                | "exceptions"
                | "party"
                | "parties"
                | "answer"
                | "approach"
                | "entrance"
                | "limits"
                | "danger"
                | "risk"
                | "attack"
                | "title"
        ),
        "on" | "upon" => {
            matches!(
                word,
                "duty"
                    | "duties"
                    | "tax"
                    | "taxes"
                    | "information"
                    | "report"
                    | "reports"
                    | "restriction"
                    | "restrictions"
                    | "ban"
                    | "prohibition"
                    | "limit"
                    | "limits"
                    | "agreement"
                    | "decision"
                    | "decisions"
                    | "tariff"
                    | "tariffs"
                    | "interest"
                    | "data"
                    | "convention"
                    | "statistics"
                    | "attack"
                    | "attacks"
                    | "negotiations"
                    | "consultations"
                    | "charges"
                    | "charge"
                    | "particulars"
                    | "embargo"
                    | "toll"
                    | "tolls"
                    | "views"
                    | "advice"
            ) && kind != Some(NounType::Place)
        }
        "with" => matches!(
            word,
            "agreement"
                | "agreements"
                | "cooperation"
                | "relations"
                | "contact"
                | "contacts"
                | "consultation"
                | "consultations"
                | "negotiations"
                | "treaty"
                | "treaties"
                | "trade"
                | "compliance"
                | "persons"
                | "person"
                | "conformity"
                | "frontier"
                | "frontiers"
                | "border"
                | "borders"
                | "boundary"
                | "boundaries"
        ),
        "for" => {
            matches!(
                kind,
                Some(NounType::Act | NounType::Abstract | NounType::Thing | NounType::Person | NounType::Place)
            ) && matches!(
                host.scene.tokens[head].noun(),
                Some(
                    NounType::Instrument
                        | NounType::Abstract
                        | NounType::Act
                        | NounType::Organ
                        | NounType::Quantity
                        | NounType::Place
                )
            ) || matches!(
                word,
                "responsibility"
                    | "request"
                    | "support"
                    | "respect"
                    | "compensation"
                    | "facilities"
                    | "fee"
                    | "fees"
                    | "charge"
                    | "penalty"
                    | "permit"
                    | "licence"
            )
        }
        "in" => {
            matches!(
                word,
                "increase"
                    | "reduction"
                    | "change"
                    | "changes"
                    | "interest"
                    | "trade"
                    | "participation"
                    | "traffic"
                    | "cooperation"
                    | "decrease"
                    | "rise"
                    | "fall"
                    | "vacancy"
                    | "specialist"
                    | "confidence"
                    | "research"
            ) && kind != Some(NounType::Place)
                || matches!(word, "trade" | "traffic")
        }
        "from" => {
            matches!(
                word,
                "exemption"
                    | "freedom"
                    | "protection"
                    | "immunity"
                    | "withdrawal"
                    | "goods"
                    | "imports"
                    | "distance"
                    | "revenue"
                    | "income"
                    | "damage"
            ) || kind == Some(NounType::Place) && matches!(word, "fish" | "products" | "waters")
        }
        "between" | "among" => true,
        "against" => matches!(
            word,
            "crime"
                | "crimes"
                | "protection"
                | "attack"
                | "attacks"
                | "claims"
                | "claim"
                | "measures"
                | "action"
                | "offences"
                | "discrimination"
                | "threat"
                | "aggression"
                | "safeguards"
                | "appeal"
        ),
        "under" => matches!(
            word,
            "obligations" | "obligation" | "rights" | "right" | "duties" | "claims" | "commitments" | "persons"
        ),
        "over" => matches!(word, "jurisdiction" | "control" | "sovereignty" | "authority" | "rights" | "bridge"),
        _ => false,
    }
}
