//! The notation: what is read from it, what is said about mistakes, and that printing is the inverse of reading.

mod generate;
mod grammar;
mod mistakes;
mod reading;
mod roundtrip;

use std::collections::BTreeSet;

use proptest::test_runner::Config as ProptestConfig;

use super::{NormsFile, NotationError, parse};
use crate::norms::{
    Act, Anchor, Bearer, Circumstance, Declaration, Formula, Instant, Norm, Noun, Quantifier, Restrictor,
};
use crate::source::{Source, Span};

/// So many random cases, unless `PROPTEST_CASES` says otherwise; failures are shown and not written to disk.
pub fn cases(usual: u32) -> ProptestConfig {
    let cases = std::env::var("PROPTEST_CASES").ok().and_then(|n| n.parse().ok()).unwrap_or(usual);
    ProptestConfig { cases, failure_persistence: None, ..ProptestConfig::default() }
}

/// A normaliser for tests: article and capital, last word as head, the others as restrictors.
pub fn normalise(text: &str) -> Noun {
    let mut words: Vec<&str> = text.split_whitespace().collect();
    let quantifier = match words.first().copied() {
        Some("the") => Quantifier::Definite,
        Some("any" | "all" | "its") => Quantifier::Each,
        _ => Quantifier::Some,
    };
    let negated = text.starts_with("other than ");
    words.retain(|w| !["the", "any", "all", "its", "other", "than"].contains(w));
    let head = words.pop().unwrap_or_default().to_owned();
    let proper = head.starts_with(char::is_uppercase);
    let restrictors: BTreeSet<Restrictor> = words.into_iter().map(|w| Restrictor::Word(w.to_lowercase())).collect();
    Noun { text: text.to_owned(), head, restrictors, quantifier, proper, negated }
}

/// Reads a text.
pub fn read(text: &str) -> Result<NormsFile, Vec<NotationError>> {
    parse(&Source::new("test.norms", text), 0, &normalise)
}

/// Reads a text that must be right.
#[track_caller]
pub fn file(text: &str) -> NormsFile {
    match read(text) {
        Ok(file) => file,
        Err(errors) => panic!("{}\n{text}", errors.iter().map(|e| format!("{:?} {e}\n", e.span)).collect::<String>()),
    }
}

/// Takes out of a file what printing need not keep: places, and words beside a normal form.
pub fn stripped(mut file: NormsFile) -> NormsFile {
    for (_, span) in file.parties.iter_mut().chain(&mut file.bodies).chain(&mut file.agents) {
        *span = Span::default();
    }
    file.circumstances.iter_mut().for_each(|line| line.span = Span::default());
    file.facts.iter_mut().chain(&mut file.assumptions).for_each(|fact| fact.span = Span::default());
    if let Some(life) = &mut file.life {
        life.span = Span::default();
        life.from.iter_mut().chain(&mut life.until).for_each(instant);
    }
    for declared in &mut file.declarations {
        declared.text.clear();
        declared.cite.span = Span::default();
        declaration(&mut declared.what);
    }
    file.norms.iter_mut().for_each(norm);
    file
}

fn norm(norm: &mut Norm) {
    norm.cite.span = Span::default();
    act(&mut norm.act);
    formula(&mut norm.condition);
    if let Bearer::Class(class) = &mut norm.bearer {
        noun(class);
    }
    for exception in &mut norm.exceptions {
        exception.span = Span::default();
        exception.text.clear();
        act(&mut exception.act);
        exception.who.iter_mut().for_each(noun);
        formula(&mut exception.condition);
    }
    let window = &mut norm.window;
    window.lo.iter_mut().chain(&mut window.hi).for_each(instant);
    window.after.iter_mut().for_each(act);
    window.text.clear();
    norm.holes.iter_mut().for_each(|hole| hole.span = Span::default());
}

fn declaration(what: &mut Declaration) {
    match what {
        Declaration::Term { meaning, .. } => meaning.iter_mut().for_each(noun),
        Declaration::Dated { event, at } => {
            circumstance(event);
            instant(at);
        }
        Declaration::Within { inner, outer, .. } => [inner, outer].into_iter().for_each(noun),
        Declaration::Kind { narrower, broader } => [narrower, broader].into_iter().for_each(noun),
        Declaration::Alone { what, .. } | Declaration::Has { what, .. } => noun(what),
        Declaration::Figure { .. } => {}
    }
}

fn act(act: &mut Act) {
    let slots = [&mut act.thing, &mut act.place, &mut act.to, &mut act.manner];
    slots.into_iter().flatten().for_each(noun);
}

fn noun(noun: &mut Noun) {
    noun.text.clear();
}

fn instant(instant: &mut Instant) {
    if let Anchor::Event(event) = &mut instant.anchor {
        circumstance(event);
    }
}

fn circumstance(circumstance: &mut Circumstance) {
    circumstance.span = Span::default();
    circumstance.text.clear();
}

fn formula(f: &mut Formula) {
    match f {
        Formula::True => {}
        Formula::Holds(what) | Formula::Measure { what, .. } => circumstance(what),
        Formula::Not(inner) => formula(inner),
        Formula::All(all) | Formula::Any(all) => all.iter_mut().for_each(formula),
    }
}
