#![doc = include_str!("../../specs/checks/dangling-reference.md")]

use std::collections::{BTreeMap, HashMap, HashSet};

use super::{Asked, Candidate, Check, Exhaustion, Found, PlaceInText, Severity, list};
use crate::clauses::{Reading, Reference, Standing};
use crate::document::{Document, Unit};
use crate::norms::Cite;
use crate::query::solver::Solver;

/// A reference to a provision that is not there.
pub const CHECK: Check = Check { name: "dangling-reference", run };

/// How many of the annexes that are not in the file are quoted with the clause that names them.
const QUOTED: usize = 3;

/// How many of them are named.
const TOLD: usize = 8;

fn run(asked: &Asked, _: &mut dyn Solver) -> Found {
    let mut found = Found::default();
    for (index, (document, readings)) in asked.documents.iter().enumerate() {
        let units: HashMap<&str, &Unit> = document.units_in_order().map(|unit| (unit.label.as_str(), unit)).collect();
        for (cite, labels) in missing(index, document, readings) {
            found.candidates.push(candidate(cite, &labels, &units));
        }
        found.candidates.extend(beyond(index, document, readings));
        found.candidates.extend(not_printed(index, document, readings));
    }
    found
}

/// The parts of sentences that name what is not there, in the order of the text, each with what it names.
fn missing<'a>(index: usize, document: &'a Document, readings: &'a [Reading]) -> BTreeMap<Cite, Vec<&'a str>> {
    let mut out: BTreeMap<Cite, Vec<&str>> = BTreeMap::new();
    for (reading, reference) in references(readings) {
        let Standing::Missing { label, annex: false } = &reference.standing else { continue };
        let Some(cite) = cite(index, document, reading, reference) else { continue };
        let labels = out.entry(cite).or_default();
        if !labels.contains(&label.as_str()) {
            labels.push(label);
        }
    }
    out
}

/// The item or the sentence in which a reference stands.
fn cite(index: usize, document: &Document, reading: &Reading, reference: &Reference) -> Option<Cite> {
    let sentence = document.sentences.get(reading.sentence)?;
    let part = sentence.parts.iter().find(|part| part.span.contains(reference.span))?;
    let whole = part.label == sentence.label;
    let ordinal = sentence.ordinal.filter(|_| whole);
    Some(Cite { document: index, span: part.span, label: part.label.clone(), sentence: ordinal })
}

fn candidate(cite: Cite, labels: &[&str], units: &HashMap<&str, &Unit>) -> Candidate {
    let names: Vec<String> = labels.iter().map(|label| (*label).to_owned()).collect();
    let is = if names.len() == 1 { "is not there" } else { "are not there" };
    let told: Vec<String> = labels.iter().filter_map(|label| beside(label, units)).collect();
    Candidate {
        check: CHECK.name,
        severity: Severity::Error,
        message: format!("{} refers to {}, which {is}", place(&cite), list(&names)),
        places: vec![PlaceInText { role: format!("refers to {}", list(&names)), cite }],
        exhaustion: Some(Exhaustion::Absent { labels: names }),
        story: told,
        advice: "name the provision that is meant, or strike the reference out".to_owned(),
        ..Candidate::default()
    }
}

/// Where the reference stands.
fn place(cite: &Cite) -> &str {
    if cite.label.is_empty() { "the text" } else { &cite.label }
}

/// What is there instead: "Article 5 has (1) to (3)".
fn beside(label: &str, units: &HashMap<&str, &Unit>) -> Option<String> {
    let (above, _) = label.strip_suffix(')')?.rsplit_once('(')?;
    let unit = units.get(above)?;
    let own = |child: &Unit| child.label.strip_prefix(above).map(str::to_owned);
    let (first, last) = (unit.children.first().and_then(own)?, unit.children.last().and_then(own)?);
    let has = if first == last { first } else { format!("{first} to {last}") };
    Some(format!("{above} has {has}"))
}

/// A warning for each annex that the text names beyond those that it has.
fn beyond(index: usize, document: &Document, readings: &[Reading]) -> Vec<Candidate> {
    let mut out: Vec<(String, Vec<PlaceInText>)> = Vec::new();
    let mut known: HashMap<&str, usize> = HashMap::new();
    for (reading, reference) in references(readings) {
        let Standing::Missing { label, annex: true } = &reference.standing else { continue };
        let at = *known.entry(label).or_insert_with(|| {
            out.push((label.clone(), Vec::new()));
            out.len() - 1
        });
        let places = &mut out[at].1;
        if let Some(cite) = cite(index, document, reading, reference).filter(|_| places.len() < QUOTED) {
            places.push(PlaceInText { role: format!("names {label}"), cite });
        }
    }
    let one = |(label, places): (String, Vec<PlaceInText>)| Candidate {
        check: CHECK.name,
        severity: Severity::Warning,
        message: format!("the text names {label}, and the annexes that it has end before"),
        places,
        exhaustion: Some(Exhaustion::Absent { labels: vec![label] }),
        advice: "name the annex that is meant, or add it to the file".to_owned(),
        ..Candidate::default()
    };
    out.into_iter().map(one).collect()
}

/// One note on all the annexes that the text names where it was printed without.
fn not_printed(index: usize, document: &Document, readings: &[Reading]) -> Option<Candidate> {
    let mut names: Vec<String> = Vec::new();
    let mut known = HashSet::new();
    let mut places = Vec::new();
    for (reading, reference) in references(readings) {
        let Standing::NotPrinted(label) = &reference.standing else { continue };
        if !known.insert(label) {
            continue;
        }
        names.push(label.clone());
        if let Some(cite) = cite(index, document, reading, reference).filter(|_| places.len() < QUOTED) {
            places.push(PlaceInText { role: format!("names {label}"), cite });
        }
    }
    let mut told: Vec<String> = names.iter().take(TOLD).cloned().collect();
    if names.len() > TOLD {
        told.push(format!("{} more", names.len() - TOLD));
    }
    let (are, they, lay) = if names.len() == 1 { ("is", "it", "lays") } else { ("are", "they", "lay") };
    (!names.is_empty()).then(|| Candidate {
        check: CHECK.name,
        severity: Severity::Note,
        message: format!("{}, which the text names, {are} not in this file", list(&told)),
        places,
        exhaustion: Some(Exhaustion::Absent { labels: names }),
        story: vec![format!("what {they} {lay} down was not examined")],
        advice: "if they are part of the text to be examined, add them to the file".to_owned(),
        ..Candidate::default()
    })
}

fn references(readings: &[Reading]) -> impl Iterator<Item = (&Reading, &Reference)> {
    readings.iter().flat_map(|reading| reading.references.iter().map(move |reference| (reading, reference)))
}
