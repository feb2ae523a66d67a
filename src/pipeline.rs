//! The way through the house as one readable function: files in, findings out.
//!
//! Comes in: paths and what was asked. Goes out: what was loaded, or a [`Report`]. Wrong input is a
//! value ([`InputError`]), never an exit; how it is told to people is the business of `render`.

use std::path::{Path, PathBuf};

use crate::certify::{Coverage, DocumentReport, Lookup, Report, Undecided, certify};
use crate::checks::{Asked, CHECKS};
use crate::clauses::{Modality, Reading, Status};
use crate::document::{Document, Party};
use crate::facts::{Date, FactBase};
use crate::fault::read_source;
use crate::model::{self, theory::Theory};
use crate::norms::{self, Cite, Draft, Norm};
use crate::query::conflict::{self, Conflict};
use crate::query::solver::{Recorder, Solver};
use crate::query::words::Words;
use crate::solve;
use crate::source::Source;

pub use crate::fault::InputError;

/// In what form a treaty was given.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// English prose.
    Prose,
    /// The `.norms` notation; there is no document to read then.
    Norms,
}

/// A treaty that was read, with what stands beside it.
#[derive(Clone, Debug)]
pub struct Loaded {
    /// Its text.
    pub source: Source,
    /// Prose or notation.
    pub form: Form,
    /// How it is laid out; without units or sentences for [`Form::Norms`].
    pub document: Document,
    /// How each sentence was read.
    pub readings: Vec<Reading>,
    /// `NAME.norms` beside `NAME.txt`: corrections of the readings.
    pub sidecar: Option<Source>,
    /// True for a treaty that others are held against, and that is not itself examined (`--against`).
    pub against: bool,
}

/// What a run of `check` was asked.
#[derive(Clone, Debug, Default)]
pub struct CheckOptions {
    /// The facts that verdicts may rest on.
    pub facts: FactBase,
    /// The day whose facts count; none is today's world.
    pub as_of: Option<Date>,
    /// Show each note.
    pub notes: bool,
    /// Show each conditional finding.
    pub conditional: bool,
    /// Show how each finding was proved.
    pub verbose: bool,
}

/// What a run of `check` brings.
#[derive(Clone, Debug)]
pub struct Outcome {
    /// What people are told.
    pub report: Report,
    /// Findings that did not replay, and other bugs of servanda itself.
    pub internal_errors: Vec<String>,
    /// The texts that the report quotes.
    pub sources: Vec<Source>,
}

/// Reads treaties, and adds the facts that stand beside them (`NAME.facts.toml`) to `facts`.
///
/// # Errors
/// Every fault of every file, so that all can be mended at once.
pub fn load(paths: &[PathBuf], facts: &mut FactBase) -> Result<Vec<Loaded>, Vec<InputError>> {
    let mut loaded = Vec::new();
    let mut errors = Vec::new();
    for path in paths {
        match load_one(path, facts) {
            Ok(one) => loaded.push(one),
            Err(more) => errors.extend(more),
        }
    }
    if errors.is_empty() { Ok(loaded) } else { Err(errors) }
}

fn load_one(path: &Path, facts: &mut FactBase) -> Result<Loaded, Vec<InputError>> {
    let source = read_source(path).map_err(|error| vec![error])?;
    if path.extension().is_some_and(|end| end == "norms") {
        let document = unread_document(source.clone());
        return Ok(Loaded { source, form: Form::Norms, document, readings: Vec::new(), sidecar: None, against: false });
    }
    let beside = path.with_extension("facts.toml");
    if beside.is_file() {
        facts.add_file(&beside)?;
    }
    let sidecar = path.with_extension("norms");
    let sidecar = if sidecar.is_file() { Some(read_source(&sidecar).map_err(|error| vec![error])?) } else { None };
    let document = crate::document::read(source.clone());
    let readings = crate::clauses::read(&document);
    Ok(Loaded { source, form: Form::Prose, document, readings, sidecar, against: false })
}

/// A document without any structure: that of a `.norms` text.
fn unread_document(source: Source) -> Document {
    let (parties, collective, units, sentences) = Default::default();
    Document { source, title: None, parties, collective, units, sentences }
}

/// Examines the treaties that were loaded.
pub fn check(loaded: &[Loaded], options: &CheckOptions) -> Outcome {
    let mut solver = solve::solver();
    examine(loaded, options, &mut solver)
}

/// The queries that [`check`] asks, in SMT-LIB 2.6.
pub fn smtlib(loaded: &[Loaded], options: &CheckOptions) -> String {
    let mut recorder = Recorder::new(solve::solver());
    examine(loaded, options, &mut recorder);
    crate::query::smtlib::print(recorder.log())
}

/// Examines treaties with a given solver: norms, theory, conflicts, checks, certificates.
pub fn examine(loaded: &[Loaded], options: &CheckOptions, solver: &mut dyn Solver) -> Outcome {
    let drafts: Vec<Draft> = loaded.iter().enumerate().map(|(i, one)| draft_of(one, i, &options.facts)).collect();
    let sources: Vec<&Source> = loaded.iter().map(|one| &one.source).collect();
    let text = |cite: &Cite| sources.get(cite.document).map_or_else(String::new, |s| s.slice(cite.span).to_owned());
    let theory = model::theory(&drafts, &options.facts, &text);
    let words = Words::new(&theory);
    let axioms = words.assert_admissible(solver);
    let (conflicts, mut undecided) = conflicts(&words, solver, &axioms);
    let norms: Vec<&Norm> = drafts.iter().flat_map(|d| &d.norms).collect();
    let documents: Vec<(&Document, &[Reading])> =
        loaded.iter().map(|one| (&one.document, one.readings.as_slice())).collect();
    let asked = Asked {
        words: &words,
        norms: &norms,
        documents: &documents,
        facts: &options.facts,
        axioms: &axioms,
        conflicts: &conflicts,
    };
    let mut candidates = Vec::new();
    for check in CHECKS {
        let found = (check.run)(&asked, solver);
        candidates.extend(found.candidates);
        undecided.extend(found.undecided.into_iter().map(|(ids, why)| gap(&theory, check.name, &ids, why)));
    }
    let lookup = Lookup { theory: &theory, sources: &sources, facts: &options.facts };
    let (findings, internal_errors) = certify(candidates, &lookup);
    let report = Report { schema: 1, documents: loaded.iter().map(describe).collect(), findings, undecided };
    Outcome { report, internal_errors, sources: loaded.iter().map(|one| one.source.clone()).collect() }
}

/// The norms of one input.
fn draft_of(one: &Loaded, index: usize, facts: &FactBase) -> Draft {
    let canonical = |party: &Party| model::canonical_party(facts, party);
    norms::draft(&one.document, &one.readings, index, &canonical)
}

type Conflicts = Vec<(usize, Vec<Conflict>)>;

/// The conflicts of every obligation, and what could not be decided about them.
fn conflicts(words: &Words, solver: &mut dyn Solver, axioms: &[String]) -> (Conflicts, Vec<Undecided>) {
    let mut out = Vec::new();
    let mut undecided = Vec::new();
    let owed = words
        .theory
        .norms
        .iter()
        .enumerate()
        .filter(|(_, n)| n.modality == Modality::Obligation && n.on_breach_of.is_none());
    for (index, norm) in owed {
        match conflict::conflicts(words, solver, axioms, norm) {
            Ok(found) if found.is_empty() => {}
            Ok(found) => out.push((index, found)),
            Err(why) => {
                undecided.push(gap(words.theory, "contradiction", std::slice::from_ref(&norm.id), why.to_string()))
            }
        }
    }
    (out, undecided)
}

/// Something undecided, with the labels of its clauses.
fn gap(theory: &Theory, check: &'static str, ids: &[String], why: String) -> Undecided {
    let mut clauses: Vec<String> = theory
        .norms
        .iter()
        .filter(|n| ids.contains(&n.id))
        .map(|n| theory.clauses[n.clause].cite.label.clone())
        .collect();
    clauses.dedup();
    Undecided { check, clauses, why }
}

/// A document as reports tell it.
pub fn describe(one: &Loaded) -> DocumentReport {
    DocumentReport {
        path: one.source.name.clone(),
        title: one.document.title.map(|span| join_space(one.source.slice(span))),
        parties: one.document.parties.iter().map(|party| party.short.clone()).collect(),
        encoding: one.source.encoding,
        coverage: coverage(&one.readings),
    }
}

/// How much of a document was read.
pub fn coverage(readings: &[Reading]) -> Coverage {
    let count = |status: Status| readings.iter().filter(|one| one.operative && one.status == status).count();
    Coverage {
        sentences: readings.len(),
        operative: readings.iter().filter(|one| one.operative).count(),
        read: count(Status::Read),
        partly: count(Status::Partly),
        unread: count(Status::Unread),
    }
}

/// Words with single spaces between them.
fn join_space(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
