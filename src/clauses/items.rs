//! Items: a chapeau with its items and its tail.
//!
//! `provision := chapeau (item)+ tail?`; an item that carries a verb, an object or a place makes a clause of its own
//! with the chapeau's words; items that are conditions or exceptions stay in one.
//! Sample: *The keeper shall: (a) trim the lamp; and (b) sweep the gallery*.

use super::sentence::{self, Flat};
use super::shields::{Names, shield};
use super::tokens::{Kind, Role, Tok, tokenise};
use super::units::Labels;
use super::verbs;
use crate::document::{Part, PartRole, Sentence};
use crate::lexicon::{Class, Shape, Word};
use crate::source::Span;

/// Reads a sentence that has items.
pub fn read(text: &str, sentence: &Sentence, names: &Names, labels: &Labels) -> Flat {
    let chapeau: Vec<&Part> = sentence.parts.iter().take_while(|part| part.role == PartRole::Main).collect();
    let tail: Vec<&Part> = sentence.parts.iter().filter(|part| part.role == PartRole::Tail).collect();
    let items: Vec<&Part> = sentence.parts.iter().filter(|part| part.role == PartRole::Item).collect();
    let mut head = Vec::new();
    for part in &chapeau {
        tokenise(text, part.span, &mut head);
    }
    trim(&mut head, false);
    let head_shielded = shield(head.clone(), names);
    if conditions(text, &head_shielded, &items, names) {
        return as_one(text, sentence, head, &items, &tail, names, labels);
    }
    each(text, sentence, &head, &items, &tail, names, labels)
}

/// Takes off the marks at the end, and "and" or "or" after an item.
fn trim(tokens: &mut Vec<Tok>, item: bool) {
    while tokens.last().is_some_and(|last| {
        matches!(last.kind, Kind::Colon | Kind::Semicolon | Kind::Comma | Kind::Stop | Kind::Dash)
            || item && last.is(Class::CONJ)
    }) {
        tokens.pop();
    }
}

/// True if the items are conditions or exceptions, which stay in one clause.
fn conditions(text: &str, head: &[Tok], items: &[&Part], names: &Names) -> bool {
    let Some(last) = head.last() else { return false };
    let opens = match last.kind {
        Kind::Fixed(role, Shape::Clause) => role.governs() || role == Role::Window,
        Kind::Fixed(role, Shape::Phrase) => role.governs() && !role.ranks(),
        Kind::Word => {
            last.is(Class::SUB) && !last.is(Class::PREP)
                || last.among(&["except", "unless", "if"])
                || last.among(&["cases", "conditions", "circumstances", "grounds", "case", "condition", "events"])
                    && head.iter().rev().take(6).any(|token| token.says("following") || token.says("where"))
        }
        _ => false,
    };
    if opens {
        return true;
    }
    // "That" after "on condition", "provided".
    if last.says("that") && head.len() > 1 && matches!(head[head.len() - 2].kind, Kind::Fixed(Role::Condition, _)) {
        return true;
    }
    !items.is_empty()
        && items.iter().all(|item| {
            let mut tokens = Vec::new();
            tokenise(text, item.span, &mut tokens);
            let tokens = shield(tokens, names);
            let opens = tokens.first().is_some_and(|first| {
                first.among(&["if", "where", "when", "unless", "whenever", "except"])
                    || matches!(first.kind, Kind::Fixed(Role::Condition | Role::Exception, _))
            });
            opens
                && !super::brackets::find(&tokens)
                    .finites
                    .first()
                    .is_some_and(|finite| tokens[finite.at].is(Class::MODAL))
        })
}

/// All items as one block inside the chapeau's sentence.
fn as_one(
    text: &str,
    sentence: &Sentence,
    mut head: Vec<Tok>,
    items: &[&Part],
    tail: &[&Part],
    names: &Names,
    labels: &Labels,
) -> Flat {
    let (Some(first), Some(last)) = (items.first(), items.last()) else { return Flat::default() };
    // The label in front of the first item is part of the block: it tells where "or" stands.
    let from = head.last().map_or(first.span.start, |token| token.span.end);
    let gap = text.get(from..first.span.start).unwrap_or_default();
    let start = gap.rfind(['(', '\n']).map_or(first.span.start, |at| from + at);
    let mut end = last.span.end;
    while end > start && text.get(start..end).is_some_and(|words| words.ends_with(['.', ';', ',', ' ', '\n'])) {
        end -= 1;
    }
    let opened = head.last().is_some_and(|last| last.is(Class::SUB.with(Class::PREP)) || last.says("that"))
        || shield(head.clone(), names).last().is_some_and(|last| matches!(last.kind, Kind::Fixed(..)));
    let kind = if opened { Kind::Block } else { Kind::Fixed(Role::Condition, Shape::Closed) };
    head.push(Tok {
        span: Span::new(start, end),
        norm: "items".to_owned(),
        word: Word::default(),
        kind,
        upper: false,
        gap: false,
    });
    let tail_from = head.len();
    for part in tail {
        tokenise(text, part.span, &mut head);
    }
    if let Some(token) = head.get_mut(tail_from) {
        token.gap = true;
    }
    let tokens = shield(head, names);
    sentence::read(text, &tokens, &sentence.label, labels, 0)
}

/// A clause for each item.
fn each(
    text: &str,
    sentence: &Sentence,
    head: &[Tok],
    items: &[&Part],
    tail: &[&Part],
    names: &Names,
    labels: &Labels,
) -> Flat {
    let mut out = Flat::default();
    let mut end_words = Vec::new();
    for part in tail {
        tokenise(text, part.span, &mut end_words);
    }
    let separate = stands_alone(text, &end_words, names, labels);
    if separate {
        end_words.clear();
    }
    let mut path: Vec<(usize, Vec<Tok>)> = Vec::new();
    let complete = complete(text, head, names, labels);
    if complete && items_stand_alone(text, items, names) {
        let tokens = shield(head.to_vec(), names);
        out.merge(sentence::read(text, &tokens, &sentence.label, labels, 0));
    }
    let alone = complete && items_stand_alone(text, items, names);
    for (index, item) in items.iter().enumerate() {
        path.retain(|(depth, _)| *depth < item.depth);
        let mut words = Vec::new();
        tokenise(text, item.span, &mut words);
        let further = split_off(&mut words);
        trim(&mut words, true);
        mark_gap(&mut words);
        let parent = items.get(index + 1).is_some_and(|next| next.depth > item.depth);
        if parent {
            path.push((item.depth, words));
            continue;
        }
        let mut all: Vec<Tok> = if alone { Vec::new() } else { head.to_vec() };
        for (_, earlier) in &path {
            all.extend(earlier.iter().cloned());
        }
        all.extend(words);
        if !alone {
            let from = all.len();
            all.extend(end_words.iter().cloned());
            if let Some(token) = all.get_mut(from) {
                token.gap = true;
            }
        }
        let tokens = shield(all, names);
        let mut flat = sentence::read(text, &tokens, &item.label, labels, 0);
        for clause in &mut flat.clauses {
            clause.span = item.span;
        }
        out.merge(flat);
        if !further.is_empty() {
            out.merge(sentence::read(text, &shield(further, names), &item.label, labels, 0));
        }
    }
    for part in tail.iter().filter(|_| separate) {
        let mut words = Vec::new();
        tokenise(text, part.span, &mut words);
        out.merge(sentence::read(text, &shield(words, names), &sentence.label, labels, 0));
    }
    out
}

/// Sentences that follow within an item after its first full stop.
fn split_off(words: &mut Vec<Tok>) -> Vec<Tok> {
    let stop = (3..words.len().saturating_sub(1))
        .find(|&at| words[at].kind == Kind::Stop && words[at + 1].upper && !words[at - 1].upper);
    stop.map_or_else(Vec::new, |at| words.split_off(at + 1))
}

/// True if the words after the items are a sentence of their own.
fn stands_alone(text: &str, words: &[Tok], names: &Names, labels: &Labels) -> bool {
    words.first().is_some_and(|first| first.upper)
        && sentence::read(text, &shield(words.to_vec(), names), "", labels, 0).found
}

fn mark_gap(words: &mut [Tok]) {
    if let Some(first) = words.first_mut() {
        first.gap = true;
    }
}

/// True if the chapeau is a sentence of its own.
fn complete(text: &str, head: &[Tok], names: &Names, labels: &Labels) -> bool {
    let tokens = shield(head.to_vec(), names);
    let Some(last) = tokens.last() else { return false };
    if last.is(Class::PREP.with(Class::MODAL).with(Class::SUB).with(Class::BE).with(Class::CONJ))
        || last.says("that")
        || matches!(last.kind, Kind::Fixed(_, Shape::Phrase | Shape::Clause | Shape::Verb))
    {
        return false;
    }
    let flat = sentence::read(text, &tokens, "", labels, 0);
    flat.found && flat.clauses.iter().all(|clause| clause.holes.is_empty())
}

/// True if the items have subjects and modals of their own.
fn items_stand_alone(text: &str, items: &[&Part], names: &Names) -> bool {
    items.first().is_some_and(|item| {
        let mut tokens = Vec::new();
        tokenise(text, item.span, &mut tokens);
        let tokens = shield(tokens, names);
        let found = super::brackets::find(&tokens);
        found.finites.first().is_some_and(|finite| {
            verbs::hard_finite(&tokens, finite.at) && finite.at > 0 && !tokens[0].is(Class::V_BASE)
        })
    })
}
