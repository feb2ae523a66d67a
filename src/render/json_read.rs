//! Readings as JSON, the form that scripts rely on: one object for one treaty, `documents` for several.

use serde_json::{Value, json};

use super::json::print;
use super::notation;
use super::words::{bearer_name, modality_name, stop_in_words, stops_of};
use crate::clauses::{Clause, Phrase, Reading, Standing, Stop};
use crate::document::Unit;
use crate::pipeline::{Loaded, corrections, describe};
use crate::source::{Source, Span, join_space};
use crate::table::Ids;

/// The readings of all treaties given.
pub fn readings(loaded: &[Loaded]) -> String {
    let mut documents: Vec<Value> = loaded.iter().map(document).collect();
    let value = match documents.len() {
        1 => documents.remove(0),
        _ => json!({ "schema": 1, "documents": documents }),
    };
    print(&value)
}

fn document(one: &Loaded) -> Value {
    if let Some(file) = &one.notation {
        return notation::document(one, &file.norms);
    }
    let about = describe(one);
    let mut units = Vec::new();
    list_units(&one.source, &one.document.units, &mut units);
    let mut ids = Ids::default();
    let sentences: Vec<Value> = one.readings.iter().filter_map(|reading| sentence(one, reading, &mut ids)).collect();
    let definitions: Vec<Value> = one.readings.iter().flat_map(|reading| definitions(&one.source, reading)).collect();
    let references: Vec<Value> = one.readings.iter().flat_map(references).collect();
    json!({
        "schema": 1,
        "path": about.path,
        "title": about.title,
        "parties": about.parties,
        "encoding": about.encoding,
        "notices": about.notices,
        "coverage": about.coverage,
        "units": units,
        "definitions": definitions,
        "references": references,
        "sentences": sentences,
    })
}

/// Every unit in the order of the text, a parent before its children.
fn list_units(source: &Source, units: &[Unit], list: &mut Vec<Value>) {
    for unit in units {
        list.push(json!({
            "label": unit.label,
            "kind": unit.kind,
            "heading": unit.heading.map(|span| join_space(source.slice(span))),
            "start": unit.span.start,
            "end": unit.span.end,
        }));
        list_units(source, &unit.children, list);
    }
}

fn definitions(source: &Source, reading: &Reading) -> Vec<Value> {
    let one = |it: &crate::clauses::Definition| {
        json!({
            "term": it.term,
            "text": source.slice(it.span),
            "start": it.span.start,
            "end": it.span.end,
            "label": it.label,
            "meaning": it.meaning.text,
        })
    };
    reading.definitions.iter().map(one).collect()
}

fn references(reading: &Reading) -> Vec<Value> {
    let one = |it: &crate::clauses::Reference| {
        let (standing, names) = match &it.standing {
            Standing::Found(label) => ("found", Some(label)),
            Standing::Missing { label, .. } => ("missing", Some(label)),
            Standing::NotPrinted(label) => ("not-printed", Some(label)),
            Standing::Elsewhere => ("elsewhere", None),
            Standing::Open => ("open", None),
        };
        let Span { start, end } = it.span;
        json!({ "text": it.text, "start": start, "end": end, "target": it.target(), "standing": standing, "names": names })
    };
    reading.references.iter().map(one).collect()
}

fn sentence(one: &Loaded, reading: &Reading, ids: &mut Ids) -> Option<Value> {
    let sentence = one.document.sentences.get(reading.sentence)?;
    let source = &one.source;
    let (norms, others): (Vec<&Clause>, Vec<&Clause>) = reading.clauses.iter().partition(|it| it.modality.is_some());
    let stopped = stops_of(reading);
    let why = stopped.iter().map(|stop| stop_in_words(source, stop)).collect::<Vec<_>>().join("; ");
    let norms: Vec<Value> = match corrections(one, reading) {
        corrected if corrected.is_empty() => {
            norms.into_iter().map(|clause| norm(source, clause, ids.next(&clause.label))).collect()
        }
        corrected => corrected.into_iter().map(|(beside, norm)| notation::value(beside, norm)).collect(),
    };
    let others: Vec<Value> = others.into_iter().map(|clause| slots(source, clause)).collect();
    Some(json!({
        "label": sentence.label,
        "sentence": sentence.ordinal,
        "text": source.slice(sentence.span),
        "start": sentence.span.start,
        "end": sentence.span.end,
        "line": source.position(sentence.span.start).line,
        "kind": reading.kind,
        "operative": reading.operative,
        "status": reading.status,
        "why": if why.is_empty() { Value::Null } else { Value::String(why) },
        "why_value": stops(source, &stopped),
        "norms": norms,
        "states": others,
    }))
}

/// A norm: its slots, with its name in front and the place of its words.
fn norm(source: &Source, clause: &Clause, id: String) -> Value {
    let mut fields = serde_json::Map::new();
    fields.insert("id".to_owned(), Value::String(id));
    if let Value::Object(slots) = slots(source, clause) {
        fields.extend(slots);
    }
    Value::Object(fields)
}

fn slots(source: &Source, clause: &Clause) -> Value {
    let rank: Vec<Value> = clause
        .rank
        .iter()
        .map(|rank| json!({ "relation": rank.relation, "to": rank.to.text, "to_label": rank.to_label }))
        .collect();
    json!({
        "label": clause.label,
        "start": clause.span.start,
        "end": clause.span.end,
        "modality": clause.modality.map(modality_name),
        "bearer": one_phrase(clause.bearer.as_ref()),
        "bearer_status": bearer_name(clause.bearer_status),
        "counterparty": one_phrase(clause.counterparty.as_ref()),
        "verb": clause.verb,
        "verb_phrase": clause.verb_phrase,
        "negated": clause.negated,
        "object": one_phrase(clause.object.as_ref()),
        "complement": one_phrase(clause.complement.as_ref()),
        "places": phrases(&clause.places),
        "manner": phrases(&clause.manner),
        "purpose": phrases(&clause.purpose),
        "conditions": phrases(&clause.conditions),
        "exceptions": phrases(&clause.exceptions),
        "window": together(&clause.window),
        "quantity": one_phrase(clause.quantity.as_ref()),
        "rank": rank,
        "power": clause.power,
        "formula": Value::Null,
        "holes": stops(source, &clause.holes.iter().collect::<Vec<_>>()),
    })
}

fn one_phrase(phrase: Option<&Phrase>) -> Value {
    phrase.map_or(Value::Null, |phrase| Value::String(phrase.text.clone()))
}

fn phrases(phrases: &[Phrase]) -> Value {
    phrases.iter().map(|phrase| phrase.text.clone()).collect()
}

/// Adjuncts that stand apart in the text and fill one slot.
fn together(phrases: &[Phrase]) -> Value {
    let mut sorted: Vec<&Phrase> = phrases.iter().collect();
    sorted.sort_by_key(|phrase| phrase.span);
    let words: Vec<&str> = sorted.into_iter().map(|phrase| phrase.text.as_str()).collect();
    if words.is_empty() { Value::Null } else { Value::String(words.join("; ")) }
}

fn stops(source: &Source, stops: &[&Stop]) -> Vec<Value> {
    let one = |stop: &&Stop| {
        let Span { start, end } = stop.span;
        json!({ "reason": stop.reason, "text": source.slice(stop.span), "start": start, "end": end })
    };
    stops.iter().map(one).collect()
}
