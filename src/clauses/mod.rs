//! Document → clauses: the syntax of treaty English, sentence by sentence.
//!
//! Comes in: a [`Document`]. Goes out: one [`Reading`] for each of its sentences, in which every word
//! of a sentence that was read stands in one slot or is a function word. Knows English and the
//! lexicon; knows nothing of facts, of what phrases mean, or of any logic.

#![allow(
    clippy::nonminimal_bool,
    clippy::if_same_then_else,
    reason = "each condition is a rule of the grammar, in the order in which one says it"
)]

mod acts;
mod assemble;
mod attachment;
mod brackets;
mod chunks;
mod citations;
mod complements;
mod concessions;
mod constitutive;
mod coordination;
mod definitions;
mod exceptions;
mod groups;
mod input;
mod items;
mod joints;

mod modality;
mod numerals;
mod objects;
mod openings;
mod owners;
mod places;
mod quantity;
mod rank;
mod references;
mod scene;
mod sentence;
mod shields;
mod skeleton;
mod slots;
mod special;
mod subjects;
mod targets;
#[cfg(test)]
mod tests;
mod time;
mod tokens;
mod units;
mod unwrap;
mod valency;
mod verbs;

use crate::document::{Document, PartRole, Place, Sentence};
use crate::lexicon::{Class, NounType};
use crate::source::Span;

use sentence::Flat;
use shields::Names;
use tokens::tokenise;
use units::Labels;

/// What a sentence is, as a whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum SentenceKind {
    /// Its main clause obliges, forbids, permits, exempts, or gives or ends a right or a power.
    Norm,
    /// It makes something so and lays it on nobody: "shall enter into force".
    Constitutive,
    /// It says what a term means.
    Definition,
    /// A recital, the naming of the parties, or the introducing formula.
    Preamble,
    /// It states a fact, or says what should be.
    Statement,
    /// A heading or a title.
    Heading,
    /// Part of a table or list.
    Table,
    /// Testimonium or signature.
    Signature,
}

/// How far a sentence was read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Status {
    /// Every word is placed by a rule.
    Read,
    /// A main predicate was found; some words were not placed.
    Partly,
    /// No main predicate was found.
    Unread,
    /// It binds nobody, so there is nothing to read into norms.
    NotOperative,
}

/// What a clause does to its bearer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Modality {
    /// Shall.
    Obligation,
    /// Shall not.
    Prohibition,
    /// May.
    Permission,
    /// Need not.
    Exemption,
}

/// How a clause binds, beyond its modality.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Force {
    /// Duties and prohibitions.
    Plain,
    /// "May", "is free to", "at its discretion": the doing is left open.
    Leave,
    /// "Has the right to", "is entitled to": a claim against the others.
    Right,
}

/// Whether the subject of the verb acts or is acted on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Voice {
    /// "Each Party shall destroy its mines".
    Active,
    /// "The mines shall be destroyed".
    Passive,
    /// "The laying of mines is prohibited": the verb is that of the noun.
    Nominal,
}

/// Who bears a norm, and how we know.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum BearerStatus {
    /// The words name the bearer.
    Stated,
    /// A pronoun, or the subject of an earlier predicate.
    Implied,
    /// The text leaves it open: a passive without an agent.
    Unstated,
    /// We failed to find it.
    Hole,
}

/// Words of the text that fill a slot.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Phrase {
    /// The words, white space joined and line-end hyphens mended.
    pub text: String,
    /// Where they stand.
    pub span: Span,
    /// The rule of the grammar that placed them.
    pub rule: &'static str,
}

/// How a clause ranks against another provision.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Relation {
    /// It prevails over the other.
    Notwithstanding,
    /// It yields to the other ("except as provided in …" included).
    SubjectTo,
    /// It leaves the other as it is.
    WithoutPrejudiceTo,
}

/// A clause's words about its rank.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rank {
    /// Which way.
    pub relation: Relation,
    /// The provision or instrument, as written: "paragraph 1", "Article 5".
    pub to: Phrase,
    /// Its label, where it is a provision of this document: "Article 5", "Article 3(1)".
    pub to_label: Option<String>,
}

/// A power over the life of the instrument or of a duty.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "kebab-case")]
#[allow(missing_docs, reason = "the names say all there is to say")]
pub enum Power {
    Denounce,
    Withdraw,
    Suspend,
    Terminate,
    Amend,
    Reserve,
}

/// One predicate of a sentence with its parts.
///
/// `modality` is `None` for constitutive sentences, statements and definitions, whose subject then
/// stands in `bearer`, so that later stages can use what the draft itself says to be so.
#[derive(Clone, Debug, PartialEq)]
pub struct Clause {
    /// Label of the item or unit it stands in.
    pub label: String,
    /// All the words of the text that it rests on: item, chapeau words excluded unless they are one span.
    pub span: Span,
    /// What it does.
    pub modality: Option<Modality>,
    /// How.
    pub force: Force,
    /// True if a clause without modality is negated ("had none", "did not").
    pub negated: bool,
    /// Active, passive, nominal.
    pub voice: Voice,
    /// Who, determiner included.
    pub bearer: Option<Phrase>,
    /// How the bearer is known.
    pub bearer_status: BearerStatus,
    /// Lemma of the first word of the head verb.
    pub verb: String,
    /// The verb as it does duty: "enter into force", "have recourse to", "hand over"; lemmatised.
    pub verb_phrase: String,
    /// Where the head verb stands.
    pub verb_span: Span,
    /// What is acted on; the predicate after a copula.
    pub object: Option<Phrase>,
    /// The part of `object` that is an inner act.
    pub complement: Option<Phrase>,
    /// To, with, from or against whom.
    pub counterparty: Option<Phrase>,
    /// Where, with the preposition.
    pub places: Vec<Phrase>,
    /// How, by what means, topic.
    pub manner: Vec<Phrase>,
    /// What for.
    pub purpose: Vec<Phrase>,
    /// If, when, provided that; marker included.
    pub conditions: Vec<Phrase>,
    /// Except, unless; marker included.
    pub exceptions: Vec<Phrase>,
    /// When, by when, from when, how often; each adjunct by itself, marker included.
    pub window: Vec<Phrase>,
    /// Numbers with units that bound the act, comparison included: "at least 200", "not exceed 30 cubic metres".
    pub quantity: Option<Phrase>,
    /// Notwithstanding, subject to, without prejudice to.
    pub rank: Vec<Rank>,
    /// Power over the instrument.
    pub power: Option<Power>,
    /// What was not placed.
    pub holes: Vec<Stop>,
}

/// A term that the draft defines.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Definition {
    /// The term, without quotation marks and article.
    pub term: String,
    /// What it is said to mean.
    pub meaning: Phrase,
    /// How: "means", "includes", "consists of", "hereinafter".
    pub by: DefinedBy,
    /// Label of the unit.
    pub label: String,
    /// The whole definition.
    pub span: Span,
}

/// The form of a definition.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DefinedBy {
    /// "means", "shall mean", "is understood as".
    Means,
    /// "includes", "comprises".
    Includes,
    /// "consists of", "is composed of".
    ConsistsOf,
    /// "hereinafter (called) …": a short name for the phrase before it.
    ShortName,
}

/// What stopped the reading, and the narrowest words to blame.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stop {
    /// Why.
    pub reason: StopReason,
    /// The words.
    pub span: Span,
}

/// All the reasons for stopping.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum StopReason {
    /// There is no main verb that binds.
    NoPredicate,
    /// A transitive verb has no object.
    NoObject,
    /// The word after the modal is not known as a verb.
    UnknownVerb,
    /// A second modal found no clause of its own.
    ModalLeftOver,
    /// Words that no rule placed.
    Unplaced,
    /// A coordination that can be cut in two ways.
    AmbiguousCoordination,
}

/// A reference to another provision.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reference {
    /// The words.
    pub text: String,
    /// Where they stand.
    pub span: Span,
    /// What it names, and whether that is there.
    pub standing: Standing,
}

/// What a reference was found to name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Standing {
    /// A unit of this document, by its label.
    Found(String),
    /// A provision of this instrument that is not in it.
    Missing {
        /// As one would cite it.
        label: String,
        /// True for an annex beyond those that the text has.
        annex: bool,
    },
    /// An annex or the like that is not in the file; the treaty may have it all the same.
    NotPrinted(String),
    /// A provision of another instrument.
    Elsewhere,
    /// The words do not tell.
    Open,
}

impl Reference {
    /// The label it resolves to, if it stands in this document.
    pub fn target(&self) -> Option<&str> {
        match &self.standing {
            Standing::Found(label) => Some(label),
            _ => None,
        }
    }
}

/// How one sentence was read.
#[derive(Clone, Debug, PartialEq)]
pub struct Reading {
    /// Index into [`Document::sentences`].
    pub sentence: usize,
    /// What it is.
    pub kind: SentenceKind,
    /// Whether it binds.
    pub operative: bool,
    /// How far it was read.
    pub status: Status,
    /// What stopped the reading.
    pub why: Vec<Stop>,
    /// Its predicates; for a sentence with items, one for each item that carries a verb, an object or a place.
    pub clauses: Vec<Clause>,
    /// Terms that it defines.
    pub definitions: Vec<Definition>,
    /// Provisions that it refers to.
    pub references: Vec<Reference>,
}

/// Reads every sentence of a document, in order.
pub fn read(document: &Document) -> Vec<Reading> {
    let labels = Labels::of(document);
    let names = names(document);
    document
        .sentences
        .iter()
        .enumerate()
        .map(|(index, sentence)| one(document, index, sentence, &names, &labels))
        .collect()
}

/// The names of the parties and what the text calls them.
fn names(document: &Document) -> Names {
    let mut names = Names::default();
    for party in &document.parties {
        names.add(&party.name, NounType::Party);
        names.add(&party.short, NounType::Party);
        for role in &party.roles {
            names.add(role, NounType::Party);
        }
    }
    for name in &document.collective {
        names.add(name, NounType::Party);
    }
    names
}

fn one(document: &Document, index: usize, sentence: &Sentence, names: &Names, labels: &Labels) -> Reading {
    let text = &*document.source.text;
    let mut raw = Vec::new();
    tokenise(text, sentence.span, &mut raw);
    let mut definitions = Vec::new();
    definitions::short_names(text, &raw, &sentence.label, &mut definitions);
    let outside = match sentence.place {
        Place::Title | Place::Heading => Some(SentenceKind::Heading),
        Place::Table => Some(SentenceKind::Table),
        Place::Closing => Some(SentenceKind::Signature),
        Place::Preamble => Some(SentenceKind::Preamble),
        Place::Body => None,
    };
    let shielded = shields::shield(raw, names);
    let mut references = Vec::new();
    for part in &sentence.parts {
        let mut words = Vec::new();
        tokenise(text, part.span, &mut words);
        references.extend(targets::resolve(text, &words, &part.label, labels));
    }
    let mut reading = Reading {
        sentence: index,
        kind: SentenceKind::Statement,
        operative: false,
        status: Status::NotOperative,
        why: Vec::new(),
        clauses: Vec::new(),
        definitions,
        references,
    };
    if let Some(kind) = outside {
        reading.kind = kind;
        return reading;
    }
    let flat = if sentence.parts.iter().any(|part| part.role == PartRole::Item) {
        items::read(text, sentence, names, labels)
    } else {
        sentence::read(text, &shielded, &sentence.label, labels, 0)
    };
    let verb = |token: &tokens::Tok| {
        token.is(Class::MODAL.with(Class::BE).with(Class::HAVE))
            || token.is(Class::V_S.with(Class::V_BASE)) && !token.is(Class::NOUN.with(Class::ADJ))
    };
    let verb = shielded.iter().any(verb);
    let verbless =
        !flat.found && !verb && flat.why.is_empty() && flat.definitions.is_empty() && sentence.parts.len() < 2;
    conclude(&mut reading, flat);
    if verbless && reading.kind == SentenceKind::Statement {
        let words = &text[sentence.span.range()];
        // What ends with a stop may be a sentence whose verb is not known, unless dashes part it into cells.
        let closed = words.trim_end().ends_with('.') && words.matches(" – ").count() < 2;
        if titled(words) {
            reading.kind = SentenceKind::Heading;
        } else if !closed {
            reading.kind = SentenceKind::Table;
        }
    }
    reading
}

/// Words without a verb are a title, if they have capitals and no stop.
fn titled(words: &str) -> bool {
    let ends = words.trim_end().ends_with(['.', ';', ',', ':']);
    let long = || words.split_whitespace().filter(|word| word.chars().count() > 3);
    let capital = long().filter(|word| word.starts_with(|c: char| c.is_uppercase() || c == '('));
    !ends && long().count() > 0 && 3 * capital.count() >= 2 * long().count()
}

/// Kind and status of a sentence from what was read in it.
fn conclude(reading: &mut Reading, flat: Flat) {
    let norms = flat.clauses.iter().any(|clause| clause.modality.is_some());
    let unread =
        flat.why.iter().any(|stop| stop.reason == StopReason::NoPredicate) || !flat.found && !flat.why.is_empty();
    reading.operative = norms || unread;
    reading.kind = if norms || reading.operative {
        SentenceKind::Norm
    } else if flat.defines {
        SentenceKind::Definition
    } else if flat.constitutive {
        SentenceKind::Constitutive
    } else {
        SentenceKind::Statement
    };
    reading.status = match (reading.operative, norms) {
        (false, _) => Status::NotOperative,
        (true, false) => Status::Unread,
        (true, true) if flat.why.is_empty() => Status::Read,
        (true, true) => Status::Partly,
    };
    reading.why = if reading.operative { flat.why } else { Vec::new() };
    reading.clauses = flat.clauses;
    reading.definitions.extend(flat.definitions);
}
