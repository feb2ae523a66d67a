//! Readings for people: for each clause who does what, to whom, where, when, if what, and what was not read.

use super::notation;
use super::words::{
    ALARM, FAINT, MARK, STRONG, WIDTH, cite, coverage, modality_in_words, notices, rank_in_words, stop_in_words,
    stops_of, styled, wrap,
};
use crate::checks::list;
use crate::clauses::{BearerStatus, Clause, Phrase, Reading, SentenceKind, Status};
use crate::document::Sentence;
use crate::pipeline::{Loaded, corrections, describe};
use crate::source::join_space;

/// How treaties were read; `explain` names the rule of the grammar that placed each part.
pub fn readings(loaded: &[Loaded], explain: bool) -> String {
    loaded.iter().map(|one| document(one, explain)).collect::<Vec<_>>().join("\n")
}

fn document(one: &Loaded, explain: bool) -> String {
    if let Some(file) = &one.notation {
        return notation::human(one, &file.norms);
    }
    let about = describe(one);
    let mut text = format!("{}: {}\n", styled(STRONG, &about.path), about.title.as_deref().unwrap_or("(no title)"));
    let parties = if about.parties.is_empty() { "none found".to_owned() } else { list(&about.parties) };
    text.push_str(&format!("{} {parties}\n\n", styled(MARK, "parties")));
    for reading in &one.readings {
        if let Some(sentence) = one.document.sentences.get(reading.sentence) {
            text.push_str(&sentence_of(one, sentence, reading, explain));
        }
    }
    let line = coverage(&about.coverage);
    text.push_str(&styled(STRONG, &line));
    text.push('\n');
    text.push_str(&notices(&about));
    text
}

fn sentence_of(one: &Loaded, sentence: &Sentence, reading: &Reading, explain: bool) -> String {
    let source = &one.source;
    let words = join_space(source.slice(sentence.span));
    let place = source.place(sentence.span.start);
    let label = cite(&sentence.label, sentence.ordinal);
    let label = if label.is_empty() { String::new() } else { format!("{label} ") };
    let aside = !reading.operative && reading.clauses.is_empty() && reading.definitions.is_empty();
    if aside {
        return match reading.kind {
            SentenceKind::Heading => String::new(),
            kind => format!("{}\n\n", styled(FAINT, &shorten(&format!("{label}{}: {words}", kind_in_words(kind))))),
        };
    }
    let place = styled(FAINT, &format!("({place})"));
    let mut text = format!("{}{place}: {}\n", styled(STRONG, &label), status_in_words(reading));
    for line in wrap(&words, WIDTH - 4) {
        text.push_str(&format!("  │ {line}\n"));
    }
    let corrected = corrections(one, reading);
    for (beside, norm) in &corrected {
        text.push_str(&format!("  {} {}\n", styled(MARK, "as corrected in"), beside.name));
        text.push_str(&notation::slots(beside, norm));
    }
    // What a term means is told once, and what is corrected not at all.
    let told = corrected.is_empty() && reading.kind != SentenceKind::Definition;
    for clause in reading.clauses.iter().filter(|_| told) {
        text.push_str(&clause_of(clause, explain));
    }
    for definition in &reading.definitions {
        text.push_str(&slot("term", &definition.term));
        text.push_str(&slot("means", &named(&definition.meaning, explain)));
    }
    for stop in stops_of(reading) {
        text.push_str(&styled(ALARM, &slot("not read", &stop_in_words(source, stop))));
    }
    text.push('\n');
    text
}

/// The first words of a text that is only mentioned.
fn shorten(text: &str) -> String {
    let mut lines = wrap(text, WIDTH - 2);
    let more = lines.len() > 1;
    let first = lines.swap_remove(0);
    if more { format!("{first} …") } else { first }
}

fn kind_in_words(kind: SentenceKind) -> &'static str {
    match kind {
        SentenceKind::Norm => "binds",
        SentenceKind::Constitutive => "makes something so, and binds nobody",
        SentenceKind::Definition => "defines",
        SentenceKind::Preamble => "opening words, not operative",
        SentenceKind::Statement => "states, and does not bind",
        SentenceKind::Heading => "heading",
        SentenceKind::Table => "table, not operative",
        SentenceKind::Signature => "closing words, not operative",
    }
}

fn status_in_words(reading: &Reading) -> String {
    match reading.status {
        Status::Read => "read".to_owned(),
        Status::Partly => styled(ALARM, "read in part"),
        Status::Unread => styled(ALARM, "not read"),
        Status::NotOperative => kind_in_words(reading.kind).to_owned(),
    }
}

fn clause_of(clause: &Clause, explain: bool) -> String {
    let head = clause.modality.map_or("statement", modality_in_words);
    let mut text = format!("  {} {}\n", styled(MARK, head), clause.label);
    let mut add = |name: &str, words: String| text.push_str(&slot(name, &words));
    add("who", bearer(clause, explain));
    add("does", if clause.negated { format!("not {}", clause.verb_phrase) } else { clause.verb_phrase.clone() });
    let single = [("what", &clause.object), ("inner act", &clause.complement), ("towards", &clause.counterparty)];
    for (name, phrase) in single {
        if let Some(phrase) = phrase {
            add(name, named(phrase, explain));
        }
    }
    let several = [
        ("where", &clause.places),
        ("how", &clause.manner),
        ("what for", &clause.purpose),
        ("if", &clause.conditions),
        ("except", &clause.exceptions),
        ("when", &clause.window),
    ];
    for (name, phrases) in several {
        for phrase in phrases {
            add(name, named(phrase, explain));
        }
    }
    if let Some(phrase) = &clause.quantity {
        add("how much", named(phrase, explain));
    }
    for rank in &clause.rank {
        let told = rank.to_label.as_deref().filter(|label| *label != rank.to.text);
        add("rank", rank_in_words(rank.relation, &named(&rank.to, explain), told));
    }
    text
}

fn bearer(clause: &Clause, explain: bool) -> String {
    let words = clause.bearer.as_ref().map(|phrase| named(phrase, explain));
    match (words, clause.bearer_status) {
        (Some(words), BearerStatus::Implied) => {
            format!("{words} (understood from the words before)")
        }
        (Some(words), _) => words,
        (None, BearerStatus::Hole) => "(not found)".to_owned(),
        (None, _) => "(the text does not say)".to_owned(),
    }
}

/// A phrase, with the rule that placed it if that is asked for.
fn named(phrase: &Phrase, explain: bool) -> String {
    if explain { format!("{} [{}]", phrase.text, phrase.rule) } else { phrase.text.clone() }
}

/// A named slot, its words under one another.
fn slot(name: &str, words: &str) -> String {
    let lines = wrap(words, WIDTH - 16).join(&format!("\n{:16}", ""));
    format!("    {name:<10}  {lines}\n")
}
