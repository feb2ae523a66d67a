//! The one table of modal, performative and negating forms, and what each makes of the act that it governs.
//!
//! `modality := modal "not"? (form "to" | form "from")*`. Sample: *Neither Party shall be entitled to close the lock;
//! each undertakes not to raise the weir; the mate is under no obligation to wait.*

use super::tokens::{Kind, Tok};
use super::{Force, Modality};
use crate::lexicon::Class;

/// What follows a form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum After {
    /// "to" and a bare verb.
    Infinitive,
    /// A gerund, after "from" or "of" where the form has it.
    Gerund,
    /// A clause with "that".
    Clause,
}

/// A form that governs an act.
pub struct Form {
    /// Lemma of its verb.
    verb: &'static str,
    /// The words after the verb, alternatives parted by "|"; "?" marks one that may be absent.
    words: &'static [&'static str],
    /// What follows.
    pub after: After,
    /// What it makes of the act.
    pub plain: Modality,
    /// The same when it is denied.
    pub denied: Modality,
    /// How it binds.
    pub force: Force,
}

use After::{Clause, Gerund, Infinitive};
use Force::{Leave, Plain, Right};
use Modality::{Exemption, Obligation, Permission, Prohibition};

const fn form(
    verb: &'static str,
    words: &'static [&'static str],
    after: After,
    plain: Modality,
    denied: Modality,
    force: Force,
) -> Form {
    Form { verb, words, after, plain, denied, force }
}

/// All forms; the first that fits is taken.
pub const FORMS: &[Form] = &[
    form("undertake", &[], Infinitive, Obligation, Exemption, Plain),
    form("undertake", &[], Clause, Obligation, Exemption, Plain),
    form("agree", &[], Infinitive, Obligation, Exemption, Plain),
    form("agree", &[], Clause, Obligation, Exemption, Plain),
    form("pledge", &["themselves|itself?"], Infinitive, Obligation, Exemption, Plain),
    form("engage", &["themselves|itself?"], Infinitive, Obligation, Exemption, Plain),
    form("covenant", &[], Infinitive, Obligation, Exemption, Plain),
    form("promise", &[], Infinitive, Obligation, Exemption, Plain),
    form("commit", &["themselves|itself"], Infinitive, Obligation, Exemption, Plain),
    form("bind", &["themselves|itself"], Infinitive, Obligation, Exemption, Plain),
    form("be", &["understood|agreed|provided"], Clause, Obligation, Exemption, Plain),
    form("be", &["committed|pledged"], Infinitive, Obligation, Exemption, Plain),
    form("be", &["obliged|obligated|required|bound"], Infinitive, Obligation, Exemption, Plain),
    form("be", &["under", "an|a|the", "obligation|duty"], Infinitive, Obligation, Exemption, Plain),
    form("be", &["under", "no", "obligation|duty"], Infinitive, Exemption, Obligation, Plain),
    form("be", &["under", "no", "obligation|duty", "whatsoever"], Infinitive, Exemption, Obligation, Plain),
    form("have", &["the|a|an", "obligation|duty|responsibility"], Infinitive, Obligation, Exemption, Plain),
    form("have", &["no", "obligation|duty"], Infinitive, Exemption, Obligation, Plain),
    form("assume", &["the|an", "obligation|duty"], Infinitive, Obligation, Exemption, Plain),
    form("accept", &["the|an", "obligation|duty"], Infinitive, Obligation, Exemption, Plain),
    form("have", &[], Infinitive, Obligation, Exemption, Plain),
    form("need", &[], Infinitive, Obligation, Exemption, Plain),
    form("refrain", &["from"], Gerund, Prohibition, Obligation, Plain),
    form("abstain", &["from"], Gerund, Prohibition, Obligation, Plain),
    form("desist", &["from"], Gerund, Prohibition, Obligation, Plain),
    form("forbear", &["from"], Gerund, Prohibition, Obligation, Plain),
    form(
        "be",
        &["prohibited|precluded|barred|debarred|banned|forbidden|prevented", "from"],
        Gerund,
        Prohibition,
        Permission,
        Plain,
    ),
    form("be", &["prohibited|forbidden"], Infinitive, Prohibition, Permission, Plain),
    form("be", &["entitled"], Infinitive, Permission, Prohibition, Right),
    form(
        "have|enjoy|possess|exercise|retain",
        &[
            "the|a|an|every",
            "same|inherent|sovereign|exclusive|sole|full|unconditional|unrestricted|further?",
            "right|rights",
        ],
        Infinitive,
        Permission,
        Prohibition,
        Right,
    ),
    form("have|enjoy|possess|exercise|retain", &["no", "right"], Infinitive, Prohibition, Permission, Plain),
    form(
        "have|enjoy|possess|exercise|retain",
        &[
            "the|a|an|full",
            "exclusive|sole|discretionary|full?",
            "power|authority|option|faculty|discretion|liberty|freedom|competence|capacity",
        ],
        Infinitive,
        Permission,
        Prohibition,
        Leave,
    ),
    form("have", &["no", "power|authority|liberty|competence"], Infinitive, Prohibition, Permission, Plain),
    form("have", &["power|authority|liberty|competence|discretion"], Infinitive, Permission, Prohibition, Leave),
    form("reserve", &["to|for", "themselves|itself", "the", "right"], Infinitive, Permission, Prohibition, Right),
    form("reserve", &["the", "right"], Infinitive, Permission, Prohibition, Right),
    form(
        "have|enjoy|possess|exercise|retain|reserve",
        &["the|a", "right", "of"],
        Gerund,
        Permission,
        Prohibition,
        Right,
    ),
    form(
        "be",
        &["free|authorized|authorised|permitted|allowed|empowered|licensed"],
        Infinitive,
        Permission,
        Prohibition,
        Leave,
    ),
    form("be", &["at", "liberty"], Infinitive, Permission, Prohibition, Leave),
    form("remain", &["free|entitled|authorized|at", "liberty?"], Infinitive, Permission, Prohibition, Leave),
    form("remain", &["bound|obliged"], Infinitive, Obligation, Exemption, Plain),
    form("be", &["exempt|exempted|released|dispensed|relieved|excused", "from"], Gerund, Exemption, Obligation, Plain),
    form(
        "be",
        &[
            "exempt|exempted|released|relieved|dispensed|excused",
            "from",
            "the|any|every|all",
            "obligation|duty|requirement",
        ],
        Infinitive,
        Exemption,
        Obligation,
        Plain,
    ),
];

/// What a modal makes of the act before any form is unwrapped; `None` if it makes no norm.
pub fn of_modal(modal: &str) -> Option<(Modality, Modality, Force)> {
    Some(match modal {
        "shall" | "must" | "will" => (Obligation, Prohibition, Plain),
        "may" => (Permission, Prohibition, Leave),
        "need" => (Obligation, Exemption, Plain),
        "can" | "cannot" => (Permission, Prohibition, Leave),
        _ => return None,
    })
}

impl Form {
    fn words_at(&self, tokens: &[Tok], mut at: usize) -> Option<usize> {
        for word in self.words {
            let optional = word.ends_with('?');
            while tokens.get(at).is_some_and(|token| token.is(Class::ADV) && !token.is(Class::NEG))
                && !word.contains("from")
            {
                at += 1;
            }
            let here = tokens.get(at).is_some_and(|token| {
                token.kind == Kind::Word && word.trim_end_matches('?').split('|').any(|one| token.norm == one)
            });
            if here {
                at += 1;
            } else if !optional {
                return None;
            }
        }
        Some(at)
    }

    /// True if the form begins with this verb and its words follow; the place after them.
    pub fn matches(&self, tokens: &[Tok], lemma: &str, next: usize) -> Option<usize> {
        if !self.verb.split('|').any(|one| one == lemma) {
            return None;
        }
        self.words_at(tokens, next)
    }
}

/// Present-tense verbs by which a party binds itself or gives up a right on the spot.
pub fn performative(lemma: &str) -> bool {
    matches!(
        lemma,
        "guarantee"
            | "renounce"
            | "waive"
            | "grant"
            | "cede"
            | "relinquish"
            | "surrender"
            | "transfer"
            | "abandon"
            | "repudiate"
            | "outlaw"
            | "ban"
            | "forbid"
            | "prohibit"
            | "enjoy"
            | "reserve"
            | "undertake"
            | "agree"
            | "pledge"
            | "bear"
            | "assume"
            | "respect"
    )
}
