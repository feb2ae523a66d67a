//! All the readings of a document → its norms and what it declares.

use std::collections::BTreeMap;

use super::names::Names;
use super::{Cite, Declared, Norm, assemble, carve_outs, declared};
use crate::clauses::{Clause, DefinedBy, Reading, SentenceKind};
use crate::document::{Document, Party, Place, Sentence};

/// The label of a declaration that a `.norms` text states as a fact begins with this; its id follows.
pub const STATED: &str = "fact ";

/// What a document comes to for the logic.
#[derive(Clone, Debug, Default)]
pub struct Draft {
    /// Canonical short names of the parties, in the order of the text.
    pub parties: Vec<String>,
    /// Every norm, in the order of the text.
    pub norms: Vec<Norm>,
    /// What the document itself says to be so.
    pub declared: Vec<Declared>,
    /// Names of parties and terms.
    pub names: Names,
    /// Measures with the least and the greatest value that they can have; parties stand in the name as `{0}`, `{1}`.
    pub measures: Vec<(String, Option<i64>, Option<i64>)>,
}

/// What a document calls its parties and its terms.
pub fn names_of(document: &Document, readings: &[Reading], canonical: &dyn Fn(&Party) -> String) -> Names {
    let mut names = Names::of(document, canonical);
    for definition in readings.iter().flat_map(|r| &r.definitions) {
        names.define(&definition.term);
        if let Some(season) = super::calendar::season(&super::words::words(&definition.meaning.text)) {
            names.define_season(&definition.term, season);
        }
    }
    names
}

/// Reads the clauses of a document into norms. `canonical` gives the short name by which facts know a party.
pub fn draft(document: &Document, readings: &[Reading], index: usize, canonical: &dyn Fn(&Party) -> String) -> Draft {
    let names = names_of(document, readings, canonical);
    let mut out = Draft { parties: names.parties().map(str::to_owned).collect(), ..Draft::default() };
    let mut ids = BTreeMap::new();
    let mut stocks = Vec::new();
    for reading in readings {
        let Some(sentence) = document.sentences.get(reading.sentence) else { continue };
        let cite = |clause: &Clause| Cite {
            document: index,
            span: clause.span,
            label: clause.label.clone(),
            sentence: sentence.ordinal,
        };
        let whole: &str = &document.source.text;
        for clause in &resolved(&reading.clauses, &names) {
            let clause = &carve_outs::mended(clause, whole, &names);
            if let Some(carved) = carve_outs::carve_out(clause, whole, &names) {
                carved.apply(&mut out.norms, &clause.label);
                continue;
            }
            let id = unique(&mut ids, clause, sentence.ordinal);
            let norms = assemble::norms(clause, cite(clause), &id, &names);
            if let Some(what) = super::events::dated(clause, &norms, &names) {
                let text = document.source.slice(sentence.span).to_owned();
                out.declared.push(Declared { what, cite: cite(clause), text });
            }
            out.norms.extend(norms);
            if let Some(what) = declared::entry(clause, &names) {
                let text = document.source.slice(sentence.span).to_owned();
                out.declared.push(Declared { what, cite: cite(clause), text });
            }
        }
        declare(&mut out, document, reading, index, &names);
        if states(document, reading) {
            let text = document.source.slice(sentence.span);
            stocks.extend(super::stocks::stocks(text, reading.sentence, &names));
        }
    }
    for (sentence, what) in super::stocks::missing(&stocks) {
        let sentence = &document.sentences[sentence];
        let text = document.source.slice(sentence.span).to_owned();
        out.declared.push(Declared { what, cite: cite_of(sentence, index), text });
    }
    out.names = names;
    out
}

/// Objects that are pronouns take the object of the clause before: "shall dredge the channel, but shall not dredge it until …".
fn resolved(clauses: &[Clause], names: &Names) -> Vec<Clause> {
    let mut out: Vec<Clause> = Vec::new();
    for clause in clauses {
        let mut clause = clause.clone();
        let pronoun = clause.object.as_ref().is_some_and(|o| matches!(o.text.to_lowercase().as_str(), "it" | "them"));
        if pronoun && let Some(before) = out.iter().rev().find_map(|c| c.object.clone()) {
            clause.object = Some(before);
        }
        out.push(super::waits::settle(&clause, names));
    }
    out
}

/// Definitions, and statements of fact in the body of the treaty.
fn declare(out: &mut Draft, document: &Document, reading: &Reading, index: usize, names: &Names) {
    let sentence = &document.sentences[reading.sentence];
    let cite = cite_of(sentence, index);
    let text =
        antecedent(document, reading, super::words::join(&super::words::words(document.source.slice(sentence.span))));
    let mut add = |what, label: &str| {
        let cite = Cite { label: label.to_owned(), ..cite.clone() };
        out.declared.push(Declared { what, cite, text: document.source.slice(sentence.span).to_owned() });
    };
    for definition in &reading.definitions {
        for what in declared::of_definition(definition, names) {
            add(what, &definition.label);
        }
    }
    let states = states(document, reading);
    let mixed = reading.kind == SentenceKind::Norm && sentence.place == Place::Body;
    let stated = match (states, mixed) {
        // "The fleet of A comprises ninety trawlers, the largest of which …" says more than what it defines.
        _ if reading.definitions.iter().any(|d| d.by != DefinedBy::ConsistsOf) => Vec::new(),
        (true, _) if !reading.definitions.is_empty() => declared::of_stock(&text, names),
        (true, _) => declared::of_statement(&text, names),
        (_, true) => declared::of_mixed(&text, names),
        _ => Vec::new(),
    };
    for what in stated {
        add(what, &sentence.label);
    }
}

/// Whether a sentence of the body says what is so, and binds nobody.
fn states(document: &Document, reading: &Reading) -> bool {
    let stated = matches!(reading.kind, SentenceKind::Statement | SentenceKind::Constitutive);
    stated && document.sentences[reading.sentence].place == Place::Body
}

fn cite_of(sentence: &Sentence, index: usize) -> Cite {
    Cite { document: index, span: sentence.span, label: sentence.label.clone(), sentence: sentence.ordinal }
}

/// "Lorn Abbey stands in it": the last word, a pronoun, is what the sentence before in the same unit speaks of.
fn antecedent(document: &Document, reading: &Reading, text: String) -> String {
    let Some(before) = reading.sentence.checked_sub(1).and_then(|i| document.sentences.get(i)) else { return text };
    let Some(stem) = text.strip_suffix(" it") else { return text };
    if before.label != document.sentences[reading.sentence].label {
        return text;
    }
    let list = super::words::words(document.source.slice(before.span));
    let end = list.iter().position(|w| {
        w.any(&["is", "are", "lies", "lie", "means", "extends", "has", "consists", "comprises", "shall"])
    });
    end.filter(|&e| e > 0).map_or(text.clone(), |e| format!("{stem} {}", super::words::join(&list[..e])))
}

/// "Article 5(2)(a)" → "5(2)(a)"; a second norm of one clause gets "#2".
fn unique(ids: &mut BTreeMap<String, usize>, clause: &Clause, ordinal: Option<u32>) -> String {
    let short = clause.label.strip_prefix("Article ").unwrap_or(&clause.label).replace("Article ", "");
    let base = match ordinal {
        Some(n) => format!("{short}/{n}"),
        None => short,
    };
    let count = ids.entry(base.clone()).or_insert(0);
    *count += 1;
    if *count == 1 { base } else { format!("{base}#{count}") }
}
