//! The rows of a text in the notation, and of readings that are corrected in it.

use super::norm_words::{condition, quantity, texts, window};
use super::{Part, Piece, RankWords, Row, Stopped, prose, who};
use crate::clauses::Status;
use crate::norms::{Norm, Noun};
use crate::source::{Source, join_space};

/// One row for each norm, in the order of the text.
pub fn rows(source: &Source, norms: &[Norm], parties: &[String]) -> Vec<Row> {
    norms.iter().map(|norm| row(source, norm, parties)).collect()
}

/// The row of a norm; `source` is the text that it stands in.
pub fn row(source: &Source, norm: &Norm, parties: &[String]) -> Row {
    let list = |nouns: &[Noun]| nouns.iter().map(|noun| noun.text.clone()).collect::<Vec<_>>();
    let rank = norm.rank.iter().map(|(relation, to)| RankWords { relation: *relation, to: to.clone(), label: None });
    let span = norm.cite.span;
    let text = source.slice(span).to_owned();
    let stop =
        |stop: &crate::clauses::Stop| Stopped { reason: stop.reason, words: join_space(source.slice(stop.span)) };
    Row {
        id: norm.id.clone(),
        label: norm.cite.label.clone(),
        sentence: norm.cite.sentence,
        line: source.position(span.start).line,
        start: span.start,
        end: span.end,
        words: vec![Piece { text: join_space(&text), part: Part::Nothing }],
        text,
        status: if norm.holes.is_empty() { Status::Read } else { Status::Partly },
        stops: norm.holes.iter().map(stop).collect(),
        modality: Some(norm.modality),
        force: norm.force,
        who: who::of_norm(norm, parties),
        verb: norm.act.kind.split_whitespace().next().unwrap_or_default().to_owned(),
        verb_phrase: norm.act.kind.clone(),
        object: texts(&norm.act.thing),
        quantity: norm.act.quantity.as_ref().map(quantity),
        towards: texts(&norm.act.to),
        places: list(&norm.act.place),
        manner: list(&norm.act.manner),
        window: window(norm).into_iter().collect(),
        conditions: condition(&norm.condition).into_iter().collect(),
        exceptions: norm.exceptions.iter().map(|it| it.text.clone()).collect(),
        rank: rank.collect(),
        ..prose::empty()
    }
}
