//! The checks: each one file, declared in one list, each returning candidates that `certify` must prove.

use crate::clauses::Modality;
use crate::model::theory::{Assumption, Behaviour, Ground, Name, Situation};

/// How grave a finding is.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize, serde::Deserialize, clap::ValueEnum,
)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// Worth knowing.
    Note,
    /// Wrong in some situation.
    Warning,
    /// Wrong whenever the clause applies.
    Error,
}

/// A behaviour shown beside a finding, and what it shows.
#[derive(Clone, Debug, PartialEq, serde::Serialize, serde::Deserialize)]
pub struct Shown {
    /// "complies", "without", "free", "mirror", "breached".
    pub role: String,
    /// For "without": the clause that is left out; for the others, in words, what is shown.
    pub note: String,
    /// The norms that it is judged against, by id.
    pub norms: Vec<Name>,
    /// Those of them that it breaches; it keeps the rest.
    pub breaches: Vec<Name>,
    /// What is done.
    pub acts: Behaviour,
}

/// Why no behaviour complies, or nothing is such.
#[derive(Clone, Debug, PartialEq, serde::Serialize, serde::Deserialize)]
#[serde(tag = "by", rename_all = "kebab-case")]
pub enum Exhaustion {
    /// Every act that could discharge `obligation` is forbidden by one of `blockers` in the situation.
    NoDischarge {
        /// The obligation, by id.
        obligation: Name,
        /// The prohibitions, by id; none if the obligation has no cell or no day at all.
        blockers: Vec<Name>,
    },
    /// A ring of norms each due only after the next.
    Ring {
        /// By id, in order.
        norms: Vec<Name>,
    },
    /// The structure of the document itself, looked up again.
    Structure,
}

/// What a check claims, before it is proved.
#[derive(Clone, Debug, PartialEq)]
pub struct Candidate {
    /// The check.
    pub check: &'static str,
    /// How grave, before the steps down for assumptions.
    pub severity: Severity,
    /// One sentence for a lawyer.
    pub message: String,
    /// The norms it rests on, by id; their clauses are quoted.
    pub norms: Vec<Name>,
    /// Further clauses it rests on (definitions, entry into force): indices into `Theory::clauses` or declared.
    pub declared: Vec<usize>,
    /// Parties concerned.
    pub parties: Vec<Name>,
    /// Whom it favours.
    pub favours: Vec<Name>,
    /// The situation.
    pub situation: Situation,
    /// Behaviours that show it.
    pub shown: Vec<Shown>,
    /// Why nothing else is possible.
    pub exhaustion: Option<Exhaustion>,
    /// What it rests on besides the clauses.
    pub grounds: Vec<Ground>,
    /// What it assumes.
    pub assumptions: Vec<Assumption>,
    /// The case told in sentences.
    pub story: Vec<String>,
    /// One suggestion.
    pub advice: String,
}

/// Modality in words, for messages.
pub fn modality_word(modality: Modality) -> &'static str {
    match modality {
        Modality::Obligation => "obliges",
        Modality::Prohibition => "forbids",
        Modality::Permission => "permits",
        Modality::Exemption => "exempts",
    }
}
