//! The rows of a treaty in prose: one for each predicate that binds, and one for each operative sentence without any.

use std::collections::BTreeSet;

use super::quote::{self, Marked};
use super::{Ids, Part, RankWords, Row, Stopped, notation, who};
use crate::clauses::{Clause, Force, Phrase, Reading, Status, Stop};
use crate::document::Sentence;
use crate::norms::{Draft, Norm};
use crate::pipeline::{Loaded, corrections};
use crate::source::{Source, Span, join_space};

/// The rows in the order of the text.
pub fn rows(one: &Loaded, draft: &Draft) -> Vec<Row> {
    let mut ids = Ids::default();
    let mut rows = Vec::new();
    for reading in &one.readings {
        if let Some(sentence) = one.document.sentences.get(reading.sentence) {
            rows.extend(of_sentence(one, draft, sentence, reading, &mut ids));
        }
    }
    rows
}

fn of_sentence(one: &Loaded, draft: &Draft, sentence: &Sentence, reading: &Reading, ids: &mut Ids) -> Vec<Row> {
    let source = &one.source;
    let corrected = corrections(one, reading);
    let labels: BTreeSet<&str> = corrected.iter().map(|(_, norm)| norm.cite.label.as_str()).collect();
    let clauses: Vec<&Clause> = reading.clauses.iter().filter(|clause| clause.modality.is_some()).collect();
    let mut rows: Vec<Row> = Vec::new();
    for (index, clause) in clauses.iter().enumerate() {
        if labels.contains(clause.label.as_str()) {
            continue;
        }
        let norm = norm_of(&clauses, index, draft, sentence);
        let who = who::of_clause(
            clause.bearer.as_ref().map(|it| it.text.as_str()),
            clause.bearer_status,
            norm,
            &draft.parties,
        );
        let stops = stops_of(reading, &clauses, clause);
        let id = ids.next(&clause.label);
        rows.push(Row { id, who, ..of_clause(source, sentence, clause, &stops) });
    }
    for (beside, norm) in corrected {
        let found = clauses.iter().find(|clause| clause.label == norm.cite.label);
        let span = found.map_or(sentence.span, |clause| clause.span);
        let words = quote::clause(source, sentence, &norm.cite.label, &[]);
        let text = source.slice(span).to_owned();
        let (line, start, end) = (source.position(span.start).line, span.start, span.end);
        let corrected = Some(beside.name.clone());
        let row = notation::row(beside, norm, &draft.parties);
        rows.push(Row { line, start, end, text, words, corrected, sentence: sentence.ordinal, ..row });
    }
    // What was read stands in its order already; corrections come into theirs.
    if !labels.is_empty() {
        rows.sort_by_key(|row| row.start);
    }
    if rows.is_empty() && reading.operative {
        rows.push(unread(source, sentence, &reading.why));
    }
    rows
}

/// What a clause comes to for the logic. Clauses of one place with unlike bearers are told apart by their order.
fn norm_of<'d>(clauses: &[&Clause], index: usize, draft: &'d Draft, sentence: &Sentence) -> Option<&'d Norm> {
    let clause = clauses[index];
    let alike =
        |other: &&Clause| other.label == clause.label && other.span == clause.span && other.modality == clause.modality;
    let here = |norm: &&Norm| {
        norm.cite.label == clause.label
            && norm.cite.span == clause.span
            && norm.cite.sentence == sentence.ordinal
            && Some(norm.modality) == clause.modality
    };
    let norms: Vec<&Norm> = draft.norms.iter().filter(here).collect();
    let first = *norms.first()?;
    if norms.iter().all(|norm| norm.bearer == first.bearer) {
        return Some(first);
    }
    let place = clauses[..index].iter().copied().filter(|it| alike(it)).count();
    let all = clauses.iter().copied().filter(|it| alike(it)).count();
    if norms.len() == all { norms.get(place).copied() } else { None }
}

/// What stopped the reading of a clause: its own holes, and what was left over in its words or in no clause's.
fn stops_of<'r>(reading: &'r Reading, clauses: &[&'r Clause], clause: &'r Clause) -> Vec<&'r Stop> {
    let owned = |stop: &Stop| clauses.iter().any(|it| it.holes.contains(stop));
    let lies_in = |it: &Clause, stop: &Stop| it.span.contains(stop.span);
    let mine = |stop: &&Stop| !owned(stop) && (lies_in(clause, stop) || !clauses.iter().any(|it| lies_in(it, stop)));
    let mut stops: Vec<&Stop> = Vec::new();
    for stop in clause.holes.iter().chain(reading.why.iter().filter(mine)) {
        if !stops.contains(&stop) {
            stops.push(stop);
        }
    }
    stops.sort_by_key(|stop| stop.span);
    stops
}

fn of_clause(source: &Source, sentence: &Sentence, clause: &Clause, stops: &[&Stop]) -> Row {
    let text = |phrase: &Option<Phrase>| phrase.as_ref().map(|it| it.text.clone());
    let rank = clause.rank.iter().map(|rank| RankWords {
        relation: rank.relation,
        to: rank.to.text.clone(),
        label: rank.to_label.clone(),
    });
    Row {
        label: clause.label.clone(),
        words: quote::clause(source, sentence, &clause.label, &marked(clause, stops)),
        status: if stops.is_empty() { Status::Read } else { Status::Partly },
        modality: clause.modality,
        force: clause.force,
        verb: clause.verb.clone(),
        verb_phrase: clause.verb_phrase.clone(),
        object: text(&clause.object),
        complement: text(&clause.complement),
        quantity: text(&clause.quantity),
        towards: text(&clause.counterparty),
        places: texts(&clause.places),
        manner: texts(&clause.manner),
        purpose: texts(&clause.purpose),
        window: texts(&clause.window),
        conditions: texts(&clause.conditions),
        exceptions: texts(&clause.exceptions),
        rank: rank.collect(),
        power: clause.power,
        stops: stops.iter().map(|stop| stopped(source, stop)).collect(),
        ..blank(source, sentence, clause.span)
    }
}

/// Phrases in the order of the text.
fn texts(phrases: &[Phrase]) -> Vec<String> {
    let mut sorted: Vec<&Phrase> = phrases.iter().collect();
    sorted.sort_by_key(|phrase| phrase.span);
    sorted.into_iter().map(|phrase| phrase.text.clone()).collect()
}

fn stopped(source: &Source, stop: &Stop) -> Stopped {
    Stopped { reason: stop.reason, words: join_space(source.slice(stop.span)) }
}

/// Which words of the text fill which part.
fn marked(clause: &Clause, stops: &[&Stop]) -> Vec<Marked> {
    let one = |phrase: &Option<Phrase>, part: Part| phrase.as_ref().map(|it| (it.span, part));
    let all = |phrases: &[Phrase], part: Part| phrases.iter().map(|it| (it.span, part)).collect::<Vec<_>>();
    let mut marked: Vec<Marked> = stops.iter().map(|stop| (stop.span, Part::Unread)).collect();
    marked.extend(one(&clause.bearer, Part::Who));
    marked.push((clause.verb_span, Part::Act));
    marked.extend(one(&clause.object, Part::Act));
    marked.extend(one(&clause.quantity, Part::Act));
    marked.extend(one(&clause.counterparty, Part::Towards));
    marked.extend(all(&clause.places, Part::Where));
    marked.extend(all(&clause.manner, Part::How));
    marked.extend(all(&clause.purpose, Part::How));
    marked.extend(all(&clause.window, Part::When));
    marked.extend(all(&clause.conditions, Part::If));
    marked.extend(all(&clause.exceptions, Part::Except));
    marked.extend(clause.rank.iter().map(|rank| (rank.to.span, Part::Except)));
    marked.retain(|(span, _)| !span.is_empty());
    marked
}

/// An operative sentence in which no predicate that binds was found.
fn unread(source: &Source, sentence: &Sentence, why: &[Stop]) -> Row {
    let marked: Vec<Marked> = why.iter().map(|stop| (stop.span, Part::Unread)).collect();
    let words = quote::span(source, sentence.span, &marked);
    let stops = why.iter().map(|stop| stopped(source, stop)).collect();
    Row { words, stops, ..blank(source, sentence, sentence.span) }
}

/// A row of which nothing is known but its place.
fn blank(source: &Source, sentence: &Sentence, span: Span) -> Row {
    Row {
        id: String::new(),
        label: sentence.label.clone(),
        sentence: sentence.ordinal,
        line: source.position(span.start).line,
        start: span.start,
        end: span.end,
        text: source.slice(span).to_owned(),
        ..empty()
    }
}

/// A row of which nothing is known.
pub fn empty() -> Row {
    let (places, manner, purpose, window, conditions, exceptions) = Default::default();
    Row {
        id: String::new(),
        label: String::new(),
        sentence: None,
        line: 0,
        start: 0,
        end: 0,
        text: String::new(),
        words: Vec::new(),
        status: Status::Unread,
        corrected: None,
        stops: Vec::new(),
        modality: None,
        force: Force::Plain,
        who: who::unread(),
        verb: String::new(),
        verb_phrase: String::new(),
        object: None,
        complement: None,
        quantity: None,
        towards: None,
        places,
        manner,
        purpose,
        window,
        conditions,
        exceptions,
        rank: Vec::new(),
        power: None,
    }
}
