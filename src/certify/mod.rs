//! Candidate → finding. The only maker of findings: what does not replay is not shown.

#[cfg(test)]
pub(crate) mod sample;

use serde::{Deserialize, Serialize};

use crate::checks::{Candidate, Exhaustion, Severity, Shown};
use crate::clauses::Reading;
use crate::document::Document;
use crate::facts::FactBase;
use crate::model::theory::{Assumption, ClauseInfo, Ground, GroundNorm, Situation, Theory};
use crate::norms::{Cite, STATED};
use crate::source::{Position, Source};

mod replay;
mod saved;
mod structure;

pub use saved::{Role, Run, Saved, SavedFinding, TextRead, again};

/// A clause quoted in a finding.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct QuotedClause {
    /// The path of the document.
    pub document: String,
    /// Its label.
    pub label: String,
    /// Which sentence of the unit, where it has several.
    pub sentence: Option<u32>,
    /// The words.
    pub text: String,
    /// First byte.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
    /// From 1.
    pub line: usize,
    /// From 1, in characters.
    pub column: usize,
    /// What the clause contributes, in a few words, for the underlining: "obliges Tarnia to …".
    pub role: String,
}

/// A fact named in a finding.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NamedFact {
    /// Its id.
    pub id: String,
    /// In words.
    pub text: String,
    /// Where it is from.
    pub source: String,
    /// "base", "draft", or the path of the user's file.
    pub origin: String,
    /// Whether it is disputed.
    pub disputed: bool,
}

/// What shows a finding.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Witness {
    /// The situation.
    pub situation: Situation,
    /// What is done in it.
    pub behaviours: Vec<Shown>,
}

/// A certified finding. Its fields are private, so that `certify` alone makes one.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Finding {
    id: String,
    check: &'static str,
    severity: Severity,
    conditional: bool,
    message: String,
    clauses: Vec<QuotedClause>,
    parties: Vec<String>,
    favours: Vec<String>,
    witness: Option<Witness>,
    certificate: Option<Certificate>,
    facts: Vec<NamedFact>,
    assumptions: Vec<Assumption>,
    story: Vec<String>,
    advice: String,
}

/// What a second program can check again.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Certificate {
    /// The norms of the core, by id.
    pub core: Vec<String>,
    /// Why nothing complies.
    pub none: Option<Exhaustion>,
    /// How many acts and days the evaluator tried.
    pub count: u64,
}

/// What could not be decided.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Undecided {
    /// The check.
    pub check: &'static str,
    /// The labels of the clauses.
    pub clauses: Vec<String>,
    /// Why, in words.
    pub why: String,
}

/// Coverage of one document.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(missing_docs, reason = "the names are those of the JSON contract")]
pub struct Coverage {
    pub sentences: usize,
    pub operative: usize,
    pub read: usize,
    pub partly: usize,
    pub unread: usize,
}

/// One document as a report tells it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DocumentReport {
    /// Its path.
    pub path: String,
    /// Its title, white space joined.
    pub title: Option<String>,
    /// Canonical short names.
    pub parties: Vec<String>,
    /// How it was stored.
    pub encoding: crate::source::Encoding,
    /// What was left out or decided when the text was taken out of the file.
    pub notices: Vec<String>,
    /// How much was read.
    pub coverage: Coverage,
}

/// Everything a run of `check` says.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Report {
    /// Version of this form: 1.
    pub schema: u32,
    /// The documents in the order given.
    pub documents: Vec<DocumentReport>,
    /// Sorted by place in the text.
    pub findings: Vec<Finding>,
    /// What could not be decided.
    pub undecided: Vec<Undecided>,
    /// What was read.
    pub run: Run,
}

macro_rules! getters {
    ($($(#[$doc:meta])* $name:ident : $kind:ty),* $(,)?) => {
        impl Finding { $( $(#[$doc])* pub fn $name(&self) -> &$kind { &self.$name } )* }
    };
}

getters! {
    /// A hash of the check, the clauses' words and the parties.
    id: String,
    /// The check's name.
    check: &'static str,
    /// How grave.
    severity: Severity,
    /// Whether it holds only under its assumptions.
    conditional: bool,
    /// One sentence for a lawyer.
    message: String,
    /// Every clause that takes part.
    clauses: Vec<QuotedClause>,
    /// Parties concerned.
    parties: Vec<String>,
    /// Whom it favours.
    favours: Vec<String>,
    /// What shows it.
    witness: Option<Witness>,
    /// What proves it.
    certificate: Option<Certificate>,
    /// Facts it rests on.
    facts: Vec<NamedFact>,
    /// What it assumes.
    assumptions: Vec<Assumption>,
    /// The case told in sentences.
    story: Vec<String>,
    /// One suggestion.
    advice: String,
}

/// What certification may look up to tell a finding.
pub struct Lookup<'a> {
    /// The theory that the candidate is about.
    pub theory: &'a Theory,
    /// The texts, by document index.
    pub sources: &'a [&'a Source],
    /// The facts.
    pub facts: &'a FactBase,
    /// The documents with their readings, by document index.
    pub documents: &'a [(&'a Document, &'a [Reading])],
}

/// What a clause contributes that is quoted for what it declares.
const DECLARES: &str = "is part of the reason";

/// Turns candidates into findings, sorted by place in the text; and says which did not replay.
pub fn certify(candidates: Vec<Candidate>, lookup: &Lookup) -> (Vec<Finding>, Vec<String>) {
    let mut findings = Vec::new();
    let mut errors = Vec::new();
    let index = structure::Index::default();
    for candidate in candidates {
        match replay::replay(lookup, &index, &candidate) {
            Ok(count) => findings.push(finding(candidate, count, lookup)),
            Err(why) => errors.push(format!("{} on {}: {why}", candidate.check, candidate.norms.join(", "))),
        }
    }
    findings.sort_by(|a, b| order(a).cmp(&order(b)));
    number_ties(&mut findings);
    (findings, errors)
}

type Order<'f> = (Vec<(&'f str, usize, usize)>, &'f str, &'f str);

fn order(f: &Finding) -> Order<'_> {
    (f.clauses.iter().map(|c| (c.document.as_str(), c.start, c.end)).collect(), f.check, &f.message)
}

/// Findings with one hash are told apart by an ordinal.
pub fn number_ties(findings: &mut [Finding]) {
    let mut seen = std::collections::BTreeMap::new();
    for finding in findings {
        // A number that it has from a smaller list goes.
        finding.id.truncate(finding.id.find('-').unwrap_or(finding.id.len()));
        let count: &mut usize = seen.entry(finding.id.clone()).or_insert(0);
        *count += 1;
        if *count > 1 {
            finding.id.push_str(&format!("-{count}"));
        }
    }
}

fn finding(c: Candidate, count: u64, lookup: &Lookup) -> Finding {
    let told = |text: &String| crate::checks::with_articles(text, &c.parties);
    let (message, advice) = (told(&c.message), told(&c.advice));
    let story: Vec<String> = c.story.iter().map(told).collect();
    let clauses = quotes(&c, lookup);
    let facts = facts(&c, lookup);
    let structural = c.exhaustion.as_ref().is_some_and(Exhaustion::structural);
    let conditional = !c.assumptions.is_empty();
    Finding {
        id: fingerprint(c.check, &clauses, &c.parties),
        check: c.check,
        severity: c.severity,
        conditional,
        message,
        clauses,
        parties: c.parties,
        favours: c.favours,
        witness: (!structural).then_some(Witness { situation: c.situation, behaviours: c.shown }),
        certificate: Some(Certificate { core: c.norms, none: c.exhaustion, count }),
        facts,
        assumptions: c.assumptions,
        story,
        advice,
    }
}

/// The clauses of a candidate's norms, each with what it contributes.
fn of_norms(c: &Candidate, theory: &Theory) -> Vec<(Cite, String)> {
    let norm = |id: &String| theory.norms.iter().find(|n| n.id == *id);
    let cited = |n: &GroundNorm| (theory.clauses[n.clause].cite.clone(), crate::checks::role(n));
    c.norms.iter().filter_map(norm).map(cited).collect()
}

/// Every clause that takes part, sorted by place, each once.
fn quotes(c: &Candidate, lookup: &Lookup) -> Vec<QuotedClause> {
    let theory = lookup.theory;
    let of_draft =
        c.declared.iter().filter_map(|&i| theory.declared.get(i)).map(|d| (d.cite.clone(), DECLARES.to_owned()));
    let of_places = c.places.iter().map(|p| (p.cite.clone(), p.role.clone()));
    let all = of_norms(c, theory).into_iter().chain(of_draft).chain(of_places).collect();
    quoted(all, lookup)
}

/// Places with what they contribute, sorted and each quoted once.
fn quoted(mut all: Vec<(Cite, String)>, lookup: &Lookup) -> Vec<QuotedClause> {
    all.sort();
    all.dedup_by(|a, b| a.0.document == b.0.document && a.0.label == b.0.label && a.0.span == b.0.span);
    all.into_iter().filter_map(|(cite, role)| quote(&cite, role, lookup)).collect()
}

fn quote(cite: &Cite, role: String, lookup: &Lookup) -> Option<QuotedClause> {
    let source = lookup.sources.get(cite.document)?;
    let Position { line, column } = source.position(cite.span.start);
    Some(QuotedClause {
        document: source.name.clone(),
        label: cite.label.clone(),
        sentence: cite.sentence,
        text: source.slice(cite.span).to_owned(),
        start: cite.span.start,
        end: cite.span.end,
        line,
        column,
        role,
    })
}

fn facts(c: &Candidate, lookup: &Lookup) -> Vec<NamedFact> {
    let mut out: Vec<NamedFact> = Vec::new();
    for ground in &c.grounds {
        out.extend(named(ground, lookup).filter(|n| !out.contains(n)));
    }
    out.sort_by(|a, b| (&a.id, &a.text).cmp(&(&b.id, &b.text)));
    out
}

/// What a finding rests on, if it is a fact or words of the draft.
fn named(ground: &Ground, lookup: &Lookup) -> Option<NamedFact> {
    match ground {
        Ground::Fact(id) => lookup.facts.get(id).map(|f| NamedFact {
            id: f.id.clone(),
            text: f.text(),
            source: f.source.to_string(),
            origin: f.origin.to_string(),
            disputed: f.disputed,
        }),
        Ground::Declared(i) => lookup.theory.declared.get(*i).map(|d| of_draft(d, lookup)),
        Ground::Words | Ground::Assumption(_) => None,
    }
}

/// What the draft itself says; what a text in the notation states as a fact has its own name and place.
fn of_draft(d: &ClauseInfo, lookup: &Lookup) -> NamedFact {
    let text = d.text.split_whitespace().collect::<Vec<_>>().join(" ");
    let label = &d.cite.label;
    let stated = label.strip_prefix(STATED).zip(lookup.sources.get(d.cite.document));
    let (id, source, origin) = match stated {
        Some((id, file)) => {
            let line = file.position(d.cite.span.start).line;
            (id.to_owned(), format!("said in {}, line {line}", file.name), file.name.clone())
        }
        None => {
            let kebab = label.to_lowercase().replace(|ch: char| !ch.is_alphanumeric(), "-");
            (format!("draft-{}", kebab.trim_matches('-')), label.clone(), "draft".to_owned())
        }
    };
    NamedFact { id, text, source, origin, disputed: false }
}

/// The check, the clauses' words and the parties, as a hash (FNV-1a, 64 bits): it survives edits elsewhere.
fn fingerprint(check: &str, clauses: &[QuotedClause], parties: &[String]) -> String {
    let words = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    let mut texts: Vec<String> = clauses.iter().map(|c| words(&c.text)).collect();
    texts.sort();
    let parts = std::iter::once(check.to_owned()).chain(texts).chain(parties.iter().cloned());
    let mut hash: u64 = 0xcbf2_9ce4_8422_2325;
    for byte in parts.flat_map(|part| part.into_bytes().into_iter().chain([0])) {
        hash = (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3);
    }
    format!("{hash:016x}")
}
