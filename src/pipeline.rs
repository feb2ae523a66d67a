//! The way through the house as one readable function: files in, findings out.
//!
//! Comes in: paths and what was asked. Goes out: what was loaded, or a [`Report`]. Wrong input is a
//! value ([`InputError`]), never an exit; how it is told to people is the business of `render`.

mod notation;
mod replay;

pub use crate::certify::{DocumentReport, Run};
pub use replay::{Examined, Replayed, read_again, replay};

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use crate::calendar::Date;
use crate::certify::{Coverage, Finding, Lookup, Report, Undecided, certify, number_ties};
use crate::checks::{Asked, CHECKS};
use crate::clauses::{Modality, Reading, Status};
use crate::document::{Document, Party};
use crate::facts::FactBase;
use crate::fault::read_source;
use crate::import;
use crate::model::{self, theory::Theory};
use crate::norms::notation::NormsFile;
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
    /// What a text in the notation says; nothing for [`Form::Prose`].
    pub notation: Option<NormsFile>,
    /// `NAME.norms` beside `NAME.txt`: corrections of the readings.
    pub sidecar: Option<Sidecar>,
    /// True for a treaty that others are held against, and that is not itself examined (`--against`).
    pub against: bool,
}

/// Corrections of the readings of a treaty.
#[derive(Clone, Debug)]
pub struct Sidecar {
    /// Their text.
    pub source: Source,
    /// What it says; its norms have the labels and the places of those that they correct.
    pub file: NormsFile,
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
    let source = import::read(path).map_err(|error| vec![error])?;
    if path.extension().is_some_and(|end| end == "norms") {
        let file = notation::treaty(&source)?;
        notation::add_facts(&file, &source, facts);
        let document = unread_document(source.clone());
        let (readings, notation) = (Vec::new(), Some(file));
        return Ok(Loaded { source, form: Form::Norms, document, readings, notation, sidecar: None, against: false });
    }
    let beside = path.with_extension("facts.toml");
    if beside.is_file() {
        facts.add_file(&beside)?;
    }
    let document = crate::document::read(source.clone());
    let readings = crate::clauses::read(&document);
    let one = Loaded { source, form: Form::Prose, document, readings, notation: None, sidecar: None, against: false };
    let beside = path.with_extension("norms");
    // An empty file corrects nothing: it is what `servanda read T.txt --format norms > T.norms` finds beside it.
    let corrects = std::fs::read_to_string(&beside).map_or(beside.is_file(), |text| !text.trim().is_empty());
    if corrects { with_sidecar(one, &beside, facts) } else { Ok(one) }
}

/// A treaty with the corrections beside it.
fn with_sidecar(mut one: Loaded, path: &Path, facts: &mut FactBase) -> Result<Loaded, Vec<InputError>> {
    let source = read_source(path).map_err(|error| vec![error])?;
    let canonical = |party: &Party| model::canonical_party(facts, party);
    let names = norms::names_of(&one.document, &one.readings, &canonical);
    let sidecar = notation::sidecar(source, &one.document, &one.readings, &names)?;
    notation::add_facts(&sidecar.file, &sidecar.source, facts);
    notation::mark_corrected(&one.document, &mut one.readings, &sidecar);
    Ok(Loaded { sidecar: Some(sidecar), ..one })
}

/// A document without any structure: that of a `.norms` text.
fn unread_document(source: Source) -> Document {
    let (parties, collective, units, sentences) = Default::default();
    Document { source, title: None, parties, collective, units, sentences }
}

/// Examines the treaties that were loaded, each by itself with those that it is held against: drafts that lie in one
/// folder bind nobody together.
pub fn check(loaded: &[Loaded], options: &CheckOptions) -> Outcome {
    let mut whole = Outcome {
        report: Report {
            schema: 1,
            documents: loaded.iter().map(describe).collect(),
            findings: Vec::new(),
            undecided: Vec::new(),
            run: replay::run(loaded, options),
        },
        internal_errors: Vec::new(),
        sources: loaded.iter().map(|one| one.source.clone()).collect(),
    };
    for group in groups(loaded) {
        let beside = group[0].sidecar.iter().map(|sidecar| &sidecar.source.name);
        let own: Vec<&String> = beside.chain([&group[0].source.name]).collect();
        let one = examine(&group, options, &mut solve::solver());
        // What is wrong within an earlier treaty alone was not asked.
        let concerns = |finding: &Finding| finding.clauses().iter().any(|clause| own.contains(&&clause.document));
        whole.report.findings.extend(one.report.findings.into_iter().filter(concerns));
        whole.report.undecided.extend(one.report.undecided);
        whole.internal_errors.extend(one.internal_errors);
    }
    whole.report.undecided.dedup();
    whole.internal_errors.dedup();
    number_ties(&mut whole.report.findings);
    whole
}

/// Each treaty that is examined, with those that it is held against behind it.
fn groups(loaded: &[Loaded]) -> Vec<Vec<Loaded>> {
    let against = || loaded.iter().filter(|one| one.against);
    loaded
        .iter()
        .filter(|one| !one.against)
        .map(|one| std::iter::once(one).chain(against()).cloned().collect())
        .collect()
}

/// The queries that [`check`] asks, in SMT-LIB 2.6.
pub fn smtlib(loaded: &[Loaded], options: &CheckOptions) -> String {
    let texts = groups(loaded).into_iter().map(|group| {
        let mut recorder = Recorder::new(solve::solver());
        for one in &group {
            let title = describe(one).title.map(|title| format!(": {title}")).unwrap_or_default();
            recorder.comment(&format!("{}{title}", one.source.name));
        }
        examine(&group, options, &mut recorder);
        crate::query::smtlib::print(recorder.log())
    });
    texts.collect::<Vec<_>>().join("\n(reset)\n")
}

/// Examines treaties with a given solver: norms, theory, conflicts, checks, certificates.
pub fn examine(loaded: &[Loaded], options: &CheckOptions, solver: &mut dyn Solver) -> Outcome {
    let drafts: Vec<Draft> = drafts(loaded, &options.facts);
    let sources = cited(loaded);
    let theory = theory(&drafts, &sources, &options.facts);
    let words = Words::new(&theory);
    let axioms = words.assert_admissible(solver);
    let (conflicts, mut undecided) = conflicts(&words, solver, &axioms);
    undecided.extend(loaded.iter().flat_map(unused));
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
    let lookup = Lookup { theory: &theory, sources: &sources, facts: &options.facts, documents: &documents };
    let (findings, internal_errors) = certify(candidates, &lookup);
    let run = replay::run(loaded, options);
    let report = Report { schema: 1, documents: loaded.iter().map(describe).collect(), findings, undecided, run };
    Outcome { report, internal_errors, sources: texts(loaded) }
}

/// The texts that norms and declarations cite, by number: sidecars count after the treaties, in the same order.
fn cited(loaded: &[Loaded]) -> Vec<&Source> {
    let beside = loaded.iter().map(|one| one.sidecar.as_ref().map_or(&one.source, |sidecar| &sidecar.source));
    loaded.iter().map(|one| &one.source).chain(beside).collect()
}

/// What treaties come to for the logic, taken together.
fn theory(drafts: &[Draft], sources: &[&Source], facts: &FactBase) -> Theory {
    let text = |cite: &Cite| sources.get(cite.document).map_or_else(String::new, |s| s.slice(cite.span).to_owned());
    model::theory(drafts, facts, &text)
}

/// The texts of a run: the treaties, and what stands beside them.
fn texts(loaded: &[Loaded]) -> Vec<Source> {
    let beside = loaded.iter().filter_map(|one| one.sidecar.as_ref()).map(|sidecar| &sidecar.source);
    loaded.iter().map(|one| &one.source).chain(beside).cloned().collect()
}

/// What each input comes to for the logic.
fn drafts(loaded: &[Loaded], facts: &FactBase) -> Vec<Draft> {
    let draft = |(index, one): (usize, &Loaded)| draft_of(one, index, loaded.len() + index, facts);
    loaded.iter().enumerate().map(draft).collect()
}

/// The norms of one input; what stands beside it counts as the text number `beside`.
fn draft_of(one: &Loaded, index: usize, beside: usize, facts: &FactBase) -> Draft {
    if let Some(file) = &one.notation {
        return notation::draft(file, &one.source, index);
    }
    let canonical = |party: &Party| model::canonical_party(facts, party);
    let mut draft = norms::draft(&one.document, &one.readings, index, &canonical);
    notation::correct(&mut draft, one, index, beside);
    draft
}

/// What one treaty comes to for the logic, taken by itself.
pub fn draft(one: &Loaded, facts: &FactBase) -> Draft {
    draft_of(one, 0, 1, facts)
}

/// A treaty in the notation, whatever the form in which it was given.
pub fn in_notation(one: &Loaded, facts: &FactBase) -> String {
    notation::print(one, &draft(one, facts))
}

/// The norms that a sidecar puts in the place of those of a sentence, with the text that they stand in.
pub fn corrections<'a>(one: &'a Loaded, reading: &Reading) -> Vec<(&'a Source, &'a Norm)> {
    let own = one.document.sentences.get(reading.sentence).map(|sentence| sentence.label.as_str());
    let of_clauses = reading.clauses.iter().map(|clause| clause.label.as_str());
    let labels: BTreeSet<&str> = own.into_iter().chain(of_clauses).collect();
    let Some(sidecar) = &one.sidecar else { return Vec::new() };
    let here = sidecar.file.norms.iter().filter(|norm| labels.contains(norm.cite.label.as_str()));
    here.map(|norm| (&sidecar.source, norm)).collect()
}

/// Lines of the notation that no check takes into account yet.
fn unused(one: &Loaded) -> Vec<Undecided> {
    let files = one.notation.iter().chain(one.sidecar.iter().map(|sidecar| &sidecar.file));
    let lines = files.flat_map(notation::unused);
    lines.map(|why| Undecided { check: "contradiction", clauses: Vec::new(), why }).collect()
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
    let (title, parties) = match &one.notation {
        Some(file) => (file.title.clone(), notation::parties(file)),
        None => (
            one.document.title.map(|span| crate::source::join_space(one.source.slice(span))),
            one.document.parties.iter().map(|party| party.short.clone()).collect(),
        ),
    };
    DocumentReport {
        path: one.source.name.clone(),
        title,
        parties,
        encoding: one.source.encoding,
        notices: one.source.notices.to_vec(),
        coverage: coverage(one),
    }
}

/// How much of a document was read; of a text in the notation each norm counts as a sentence.
pub fn coverage(one: &Loaded) -> Coverage {
    if let Some(file) = &one.notation {
        let (all, partly) = (file.norms.len(), file.norms.iter().filter(|norm| !norm.holes.is_empty()).count());
        return Coverage { sentences: all, operative: all, read: all - partly, partly, unread: 0 };
    }
    let readings = &one.readings;
    let count = |status: Status| readings.iter().filter(|one| one.operative && one.status == status).count();
    Coverage {
        sentences: readings.len(),
        operative: readings.iter().filter(|one| one.operative).count(),
        read: count(Status::Read),
        partly: count(Status::Partly),
        unread: count(Status::Unread),
    }
}
