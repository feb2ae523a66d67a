//! The checks: each one file, declared in one list, each returning candidates that `certify` must prove.
//!
//! Comes in: the words of the logic over a theory, and a solver that answers. Goes out: [`Candidate`]s. No check sees
//! which solver it is, and none makes a finding.

mod asymmetric_exception;
mod clash;
mod contradiction;
mod dangling_reference;
mod duty_made_optional;
mod exception_swallows_rule;
mod one_sided_obligation;
mod permission_conflict;
mod redundant_clause;
mod self_judging_condition;
mod sequence_deadlock;
mod tell;
mod third_party_dependence;
mod unread_clause;
mod unsatisfiable_obligation;
mod vacuous_clause;
mod wording;

pub use tell::{list, role, with_articles};

use std::collections::BTreeMap;

use crate::clauses::Reading;
use crate::document::Document;
use crate::facts::FactBase;
use crate::model::theory::{Assumption, Behaviour, Deed, Ground, GroundNorm, Name, Situation};
use crate::norms::{Cite, Norm};
use crate::query::conflict::Conflict;
use crate::query::solver::Solver;
use crate::query::words::Words;

/// One check.
pub struct Check {
    /// Its name, the same everywhere.
    pub name: &'static str,
    /// Looks for what it is about.
    pub run: fn(&Asked, &mut dyn Solver) -> Found,
}

/// All checks. To add one, write its file and its page in `specs/checks/`, and add its line here.
pub const CHECKS: &[Check] = &[
    contradiction::CHECK,
    permission_conflict::CHECK,
    unsatisfiable_obligation::CHECK,
    sequence_deadlock::CHECK,
    asymmetric_exception::CHECK,
    one_sided_obligation::CHECK,
    self_judging_condition::CHECK,
    third_party_dependence::CHECK,
    dangling_reference::CHECK,
    duty_made_optional::CHECK,
    exception_swallows_rule::CHECK,
    vacuous_clause::CHECK,
    redundant_clause::CHECK,
    unread_clause::CHECK,
];

/// What every check may look at.
pub struct Asked<'a> {
    /// The words of the logic over the theory.
    pub words: &'a Words<'a>,
    /// The norms of the text, by [`GroundNorm::source`].
    pub norms: &'a [&'a Norm],
    /// The documents with their readings.
    pub documents: &'a [(&'a Document, &'a [Reading])],
    /// The facts.
    pub facts: &'a FactBase,
    /// Flags of the axioms, to be assumed in every question.
    pub axioms: &'a [String],
    /// The conflicts of every obligation, by index into the norms of the theory.
    pub conflicts: &'a [(usize, Vec<Conflict>)],
}

impl Exhaustion {
    /// True for claims about the text itself, for which nothing need happen.
    pub fn structural(&self) -> bool {
        matches!(self, Self::Structure | Self::Absent { .. } | Self::NotAParty { .. })
    }
}

impl Severity {
    /// One step less grave; a note stays one.
    pub fn lower(self) -> Self {
        match self {
            Self::Error => Self::Warning,
            Self::Warning | Self::Note => Self::Note,
        }
    }
}

impl<'a> Asked<'a> {
    /// The norm of the text that a norm of the theory is an instance of.
    pub fn text_of(&self, norm: &GroundNorm) -> &'a Norm {
        self.norms[norm.source]
    }

    /// The norms of the text that were read in full, each with its instances in the theory: one for each party that it
    /// is laid on. What the model concludes from several norms together is no instance of any.
    pub fn enacted(&self) -> BTreeMap<usize, Vec<&'a GroundNorm>> {
        let mut out: BTreeMap<usize, Vec<&GroundNorm>> = BTreeMap::new();
        for norm in self.words.theory.norms.iter().filter(|n| !n.partly && n.modality == self.text_of(n).modality) {
            out.entry(norm.source).or_default().push(norm);
        }
        out
    }

    /// Whether a norm says what a clause of prose says: it was read from one, or cites one, where a norm of the notation
    /// alone has its id as its label. Prose says by a clause of its own what a formula says by an exception.
    pub fn in_prose(&self, norm: &GroundNorm) -> bool {
        let text = self.text_of(norm);
        let read = self.documents.get(text.cite.document).is_some_and(|(_, readings)| !readings.is_empty());
        read || text.cite.label != text.id
    }

    /// Names of the parties.
    pub fn parties(&self) -> Vec<Name> {
        self.words.theory.agents.iter().filter(|(_, info)| info.party).map(|(name, _)| name.clone()).collect()
    }
}

/// What a check brings.
#[derive(Default)]
pub struct Found {
    /// What it claims.
    pub candidates: Vec<Candidate>,
    /// What it could not decide: norms by id, and why.
    pub undecided: Vec<(Vec<Name>, String)>,
}

/// How grave a finding is.
#[derive(
    Clone,
    Copy,
    Debug,
    Default,
    PartialEq,
    Eq,
    Hash,
    PartialOrd,
    Ord,
    serde::Serialize,
    serde::Deserialize,
    clap::ValueEnum,
)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// Worth knowing.
    #[default]
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
    /// An act that an exception takes out for one, and the mirror-image act of another that it does not.
    Exception {
        /// The norm that binds the one who is freed, by id.
        freed: Name,
        /// What he may do.
        free: Deed,
        /// The same norm as it binds the other, by id.
        bound: Name,
        /// What the other may not do, or must.
        mirror: Deed,
    },
    /// Whether the norm reaches the act depends on this circumstance and nothing else.
    Flips {
        /// The circumstance.
        circumstance: Name,
        /// The norm, by id.
        norm: Name,
        /// The act.
        deed: Deed,
    },
    /// The permission covers the act that is shown to be forbidden.
    Permitted {
        /// The permission, by id.
        permission: Name,
        /// The act.
        deed: Deed,
    },
    /// The norm rests on one who is no party.
    NotAParty {
        /// The norm, by id.
        norm: Name,
        /// On whom.
        agent: Name,
    },
    /// The duty, laid on another party, is breached by a behaviour that keeps all that binds that party.
    Mirror {
        /// The norm, by id.
        norm: Name,
        /// The other party.
        party: Name,
    },
    /// No unit of the document has one of these labels.
    Absent {
        /// As one would cite them.
        labels: Vec<String>,
    },
    /// In no situation does the norm apply, or one of its exceptions take any of its acts.
    Never {
        /// The norm, by id.
        norm: Name,
        /// The exception, by its place among those of the norm.
        exception: Option<usize>,
    },
    /// The norm's period ends before it begins.
    Closed {
        /// The norm, by id.
        norm: Name,
        /// Axioms that this rests on, by id.
        axioms: Vec<Name>,
    },
    /// Whenever the norm applies, all its acts are taken by its own exceptions, or by norms above it.
    NothingLeft {
        /// The norm, by id.
        norm: Name,
        /// The norms above it, by id.
        above: Vec<Name>,
    },
    /// Whoever keeps some norms, keeps this one.
    Follows {
        /// The norm, by id.
        norm: Name,
        /// Those from which it follows, by id.
        from: Vec<Name>,
    },
    /// What is owed is also left to the bearer's choice.
    Optional {
        /// The obligation, by id.
        obligation: Name,
        /// The permission, by id.
        permission: Name,
        /// An act that discharges the one and that the other permits.
        deed: Deed,
    },
    /// Each of several.
    Every {
        /// Which.
        of: Vec<Exhaustion>,
    },
    /// The structure of the document itself, looked up again.
    Structure,
}

impl Exhaustion {
    /// True for a claim about all situations, which the evaluator goes through unless there are too many.
    pub fn is_about_all(&self) -> bool {
        matches!(
            self,
            Self::Never { .. }
                | Self::Closed { .. }
                | Self::NothingLeft { .. }
                | Self::Follows { .. }
                | Self::Every { .. }
        )
    }
}

/// A place in a document that a finding rests on, where no norm stands for it.
#[derive(Clone, Debug, PartialEq)]
pub struct PlaceInText {
    /// Where.
    pub cite: Cite,
    /// What it contributes, in a few words.
    pub role: String,
}

/// What a check claims, before it is proved.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Candidate {
    /// The check.
    pub check: &'static str,
    /// How grave, before the steps down for assumptions.
    pub severity: Severity,
    /// One sentence for a lawyer.
    pub message: String,
    /// The norms it rests on, by id; their clauses are quoted.
    pub norms: Vec<Name>,
    /// What the draft declares and it rests on (definitions, entry into force): indices into `Theory::declared`.
    pub declared: Vec<usize>,
    /// Further places that it rests on.
    pub places: Vec<PlaceInText>,
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
