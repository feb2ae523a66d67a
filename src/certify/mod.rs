//! Candidate → finding. The only maker of findings: what does not replay is not shown.

#[cfg(test)]
pub(crate) mod sample;

use serde::Serialize;

use crate::checks::{Exhaustion, Severity, Shown};
use crate::model::theory::{Assumption, Situation};

/// A clause quoted in a finding.
#[derive(Clone, Debug, PartialEq, Serialize)]
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
#[derive(Clone, Debug, PartialEq, Serialize)]
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
#[derive(Clone, Debug, PartialEq, Serialize)]
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
#[derive(Clone, Debug, PartialEq, Serialize)]
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
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[allow(missing_docs)] // The names are those of the JSON contract.
pub struct Coverage {
    pub sentences: usize,
    pub operative: usize,
    pub read: usize,
    pub partly: usize,
    pub unread: usize,
}

/// One document as a report tells it.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct DocumentReport {
    /// Its path.
    pub path: String,
    /// Its title, white space joined.
    pub title: Option<String>,
    /// Canonical short names.
    pub parties: Vec<String>,
    /// How it was stored.
    pub encoding: crate::source::Encoding,
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
