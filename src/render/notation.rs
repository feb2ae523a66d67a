//! Norms as they stand in the notation → people and programs: the slots that prose has, filled from a [`Norm`].

use serde_json::{Value, json};

use super::words::{MARK, STRONG, count, modality_in_words, modality_name, rank_in_words, styled};
use crate::norms::{Bearer, Norm, Noun};
use crate::pipeline::{DocumentReport, Loaded, describe};
use crate::source::{Source, join_space};
use crate::table::norm_words::{bearer, condition, quantity, texts, window};

/// A text in the notation for people: each statement under its label, with what it comes to.
pub fn human(one: &Loaded, norms: &[Norm]) -> String {
    let DocumentReport { path, title, parties, coverage, .. } = describe(one);
    let mut text = format!("{}: {}\n", styled(STRONG, &path), title.as_deref().unwrap_or("(no title)"));
    text.push_str(&format!("{} {}\n\n", styled(MARK, "parties"), crate::checks::list(&parties)));
    for norm in norms {
        let line = one.source.position(norm.cite.span.start).line;
        text.push_str(&format!(
            "{} (line {line}): read\n{}",
            styled(STRONG, &norm.cite.label),
            slots(&one.source, norm)
        ));
        text.push('\n');
    }
    let read = format!("{}, {} read, {} partly", count(coverage.operative, "norm"), coverage.read, coverage.partly);
    text.push_str(&styled(STRONG, &read));
    text.push('\n');
    text
}

/// The slots of a norm for people, its statement first; `source` is the text that it stands in.
pub fn slots(source: &Source, norm: &Norm) -> String {
    let mut text = format!("  │ {}\n", join_space(source.slice(norm.cite.span)));
    text.push_str(&format!("  {} {}\n", styled(MARK, modality_in_words(norm.modality)), norm.cite.label));
    let mut add = |name: &str, words: Option<String>| {
        if let Some(words) = words.filter(|words| !words.is_empty()) {
            text.push_str(&format!("    {name:<10}  {words}\n"));
        }
    };
    add("who", Some(bearer(&norm.bearer).unwrap_or_else(|| "(the text does not say)".to_owned())));
    add("does", Some(norm.act.kind.clone()));
    add("what", texts(&norm.act.thing));
    add("towards", texts(&norm.act.to));
    add("where", texts(&norm.act.place));
    add("how", texts(&norm.act.manner));
    add("if", condition(&norm.condition));
    for exception in &norm.exceptions {
        add("except", Some(exception.text.clone()));
    }
    add("when", window(norm));
    for (relation, to) in &norm.rank {
        add("rank", Some(rank_in_words(*relation, to, None)));
    }
    add("on breach", norm.on_breach_of.clone());
    text
}

/// A text in the notation for programs, in the form that prose has.
pub fn document(one: &Loaded, norms: &[Norm]) -> Value {
    let about = describe(one);
    let sentences: Vec<Value> = norms.iter().map(|norm| sentence(&one.source, norm)).collect();
    json!({
        "schema": 1,
        "path": about.path,
        "title": about.title,
        "parties": about.parties,
        "encoding": about.encoding,
        "notices": about.notices,
        "coverage": about.coverage,
        "units": [],
        "definitions": [],
        "references": [],
        "sentences": sentences,
    })
}

fn sentence(source: &Source, norm: &Norm) -> Value {
    let span = norm.cite.span;
    json!({
        "label": norm.cite.label,
        "sentence": norm.cite.sentence,
        "text": source.slice(span),
        "start": span.start,
        "end": span.end,
        "line": source.position(span.start).line,
        "kind": "norm",
        "operative": true,
        "status": if norm.holes.is_empty() { "read" } else { "partly" },
        "why": null,
        "norms": [value(source, norm)],
    })
}

/// A norm for programs; `source` is the text that it stands in.
pub fn value(source: &Source, norm: &Norm) -> Value {
    let rank = norm.rank.iter().map(|(relation, to)| json!({ "relation": relation, "to": to, "to_label": to }));
    let list = |nouns: &[Noun]| nouns.iter().map(|noun| noun.text.clone()).collect::<Vec<_>>();
    json!({
        "id": norm.id,
        "label": norm.cite.label,
        "start": norm.cite.span.start,
        "end": norm.cite.span.end,
        "modality": modality_name(norm.modality),
        "bearer": bearer(&norm.bearer),
        "bearer_status": if norm.bearer == Bearer::Unstated { "unstated" } else { "stated" },
        "counterparty": texts(&norm.act.to),
        "verb": norm.act.kind.split_whitespace().next().unwrap_or_default(),
        "verb_phrase": norm.act.kind,
        "object": texts(&norm.act.thing),
        "complement": null,
        "places": list(&norm.act.place),
        "manner": list(&norm.act.manner),
        "purpose": [],
        "conditions": condition(&norm.condition).into_iter().collect::<Vec<_>>(),
        "exceptions": norm.exceptions.iter().map(|e| e.text.clone()).collect::<Vec<_>>(),
        "window": window(norm),
        "quantity": norm.act.quantity.as_ref().map(quantity),
        "rank": rank.collect::<Vec<_>>(),
        "power": null,
        "formula": join_space(source.slice(norm.cite.span)),
        "holes": norm.holes.iter().map(|stop| json!({ "reason": stop.reason })).collect::<Vec<_>>(),
    })
}
