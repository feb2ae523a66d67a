//! Clauses → norms: what each clause obliges, forbids or permits, in the deontic logic of `specs/logic.md`.
//!
//! Comes in: clauses, or a `.norms` text. Goes out: [`Norm`]s, the same type for both, with every phrase
//! in a normal form, and what the draft itself declares to be so. Knows English phrases and the lexicon;
//! knows no facts, and does not decide whether two phrases mean the same (that is `model`).

pub(crate) mod acts;
mod adjuncts;
mod anaphora;
mod assemble;
mod bearers;
mod calendar;
mod carve_outs;
mod classes;
mod compounds;
mod conditions;
mod coordination;
mod declared;
mod derived;
mod draft;
mod events;
mod exceptions;
mod figures;
mod fronted;
mod guard;
mod heights;
mod idioms;
mod lasting;
mod manner;
mod measured;
pub mod names;
mod nominal;
pub mod notation;
mod opinions;
mod outsiders;
pub mod phrase;
mod provisions;
mod quantity;
mod ranges;
mod restrictors;
mod seasons;
mod series;
mod states;
mod stocks;
mod time;
mod units;
mod waits;
pub mod words;

use std::collections::BTreeSet;

pub use calendar::date_range;
pub use conditions::{named, positive};
pub use declared::term_noun;
pub use draft::{Draft, STATED, draft, names_of};
pub use figures::of_people;
pub use heights::ALTITUDE;
pub use lasting::lasts;
pub use outsiders::is_state;
pub use quantity::{comparison, is_measure};
pub use restrictors::{named_owner, of_phrase};
pub use series::BEGINNING;

use crate::clauses::{Force, Modality, Relation, Stop};
use crate::source::Span;

/// Where a norm stands, for people and for cores: a clause is one labelled item, or one sentence.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Cite {
    /// Index of the document among those loaded.
    pub document: usize,
    /// The first byte of the clause; orders clauses by place.
    pub span: Span,
    /// The label as lawyers cite it.
    pub label: String,
    /// Which sentence of the unit, where it has several.
    pub sentence: Option<u32>,
}

/// One norm as enacted, before it is laid on each party.
#[derive(Clone, Debug, PartialEq)]
pub struct Norm {
    /// Unique in its document: "2", "3(a)", "5(2)#2".
    pub id: String,
    /// Where it stands.
    pub cite: Cite,
    /// Shall, shall not, may, need not.
    pub modality: Modality,
    /// Leave, right, or plain.
    pub force: Force,
    /// Who.
    pub bearer: Bearer,
    /// Does what.
    pub act: Act,
    /// When it applies.
    pub condition: Formula,
    /// What it leaves out.
    pub exceptions: Vec<Exception>,
    /// From when until when it is to be kept.
    pub window: Window,
    /// Words about its rank: the relation and the label of the other provision.
    pub rank: Vec<(Relation, String)>,
    /// The norm whose breach brings this one into play, by its id.
    pub on_breach_of: Option<String>,
    /// What could not be read.
    pub holes: Vec<Stop>,
}

/// A reference to a party that is relative to the bearer, or a name.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Agent {
    /// The bearer itself: "its territory", "own".
    Me,
    /// "The other Party", "another Party": each party but the bearer.
    Other,
    /// A party or another agent by its canonical name: "Tarnia", "NATO".
    Named(String),
    /// Any of the parties: "of the Parties", "of a Party".
    AnyParty,
}

/// Who bears a norm.
#[derive(Clone, Debug, PartialEq)]
pub enum Bearer {
    /// Each party, one norm for each.
    Each,
    /// These parties or bodies by name, one norm for each.
    Named(Vec<String>),
    /// The parties together ("jointly"), or those named.
    Jointly(Vec<String>),
    /// A class of persons or things, one norm for each party it belongs to: "the fishermen of either Party".
    Class(Noun),
    /// The text leaves it open.
    Unstated,
}

/// The slots of an act, in the order in which they are told.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Slot {
    /// The kind of act: the verb.
    Kind,
    /// What is acted on.
    Thing,
    /// Where.
    Place,
    /// To, with or against whom.
    To,
    /// How, by what means, what for.
    Manner,
}

impl Slot {
    /// All slots.
    pub const ALL: [Self; 5] = [Self::Kind, Self::Thing, Self::Place, Self::To, Self::Manner];
}

/// An act as described: a kind with what narrows it. An empty list narrows nothing.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Act {
    /// Normal form of the verb: "keep", "hand over". Empty in exceptions that name no verb.
    pub kind: String,
    /// What is acted on; several nouns are alternatives that are all covered.
    pub thing: Vec<Noun>,
    /// Where.
    pub place: Vec<Noun>,
    /// To whom.
    pub to: Vec<Noun>,
    /// How and what for; all of them narrow at once.
    pub manner: Vec<Noun>,
    /// How many or how much.
    pub quantity: Option<Quantity>,
    /// The days of the year on which it is done.
    pub season: Option<Season>,
}

/// A bound on a number with a unit: `least..=most`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Quantity {
    /// Normal form of the unit: "cubic metre per second", "sheep".
    pub unit: String,
    /// The least that falls under it.
    pub least: Option<i64>,
    /// The most that falls under it.
    pub most: Option<i64>,
}

/// Days of the year from `from` to `to`, both included, 1 = 1 January; may run over the new year.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Season {
    /// First day, 1 to 366.
    pub from: u16,
    /// Last day, 1 to 366.
    pub to: u16,
}

/// How a noun phrase ranges over what it names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Quantifier {
    /// Any, all, every, each, a possessive or definite plural: a duty is owed for every one.
    Each,
    /// The bearer chooses.
    Some,
    /// One definite thing: "the Archives".
    Definite,
}

/// The normal form of a noun phrase.
///
/// Two phrases are the same if head and restrictors agree; one is a kind of the other if its head is, and
/// it has at least the other's restrictors.
#[derive(Clone, Debug, PartialEq)]
pub struct Noun {
    /// The words.
    pub text: String,
    /// Lemma of the head noun, of a verbal noun its verb preceded by "to ": "to deploy"; a name as written.
    pub head: String,
    /// What narrows the head.
    pub restrictors: BTreeSet<Restrictor>,
    /// Each, some, definite.
    pub quantifier: Quantifier,
    /// True for names and defined terms.
    pub proper: bool,
    /// True for a complement: "other than", "outside".
    pub negated: bool,
}

/// Something that narrows a noun.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Restrictor {
    /// An adjective or noun before the head, a lemma.
    Word(String),
    /// A phrase after it: the preposition and the normal form of the noun.
    Phrase(String, Box<Key>),
    /// "Its own", "of the other Party".
    Of(Agent),
    /// A number with a unit: "of 400 gross tons or more".
    Measured {
        /// Normal form of the unit.
        unit: String,
        /// The least.
        least: Option<i64>,
        /// The most.
        most: Option<i64>,
    },
    /// "Before 1 January 1990", "since before …": days since 0001-01-01, both ends included.
    Dated {
        /// The first day.
        from: Option<i64>,
        /// The last day.
        to: Option<i64>,
    },
    /// Anything else, as its sorted content lemmas.
    Opaque(String),
}

/// A noun as a restrictor: head and restrictors, no words.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Key {
    /// See [`Noun::head`].
    pub head: String,
    /// See [`Noun::restrictors`].
    pub restrictors: BTreeSet<Restrictor>,
}

/// A circumstance.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Circumstance {
    /// Normal form of the words, by which two conditions are the same.
    pub name: String,
    /// Parties it is about, which stand in `name` as `{0}`, `{1}`.
    pub about: Vec<Agent>,
    /// The words.
    pub text: String,
    /// Who decides whether it is so.
    pub controller: Controller,
    /// Whose opinion it turns on, if it does.
    pub judge: Option<Agent>,
    /// Where it stands.
    pub span: Span,
}

/// Who brings a circumstance about.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Controller {
    /// Nobody.
    Nature,
    /// A party, or a body or State named.
    Agent(Agent),
    /// The words do not tell.
    Unknown,
}

/// A condition.
#[derive(Clone, Debug, PartialEq)]
pub enum Formula {
    /// Always.
    True,
    /// A circumstance holds.
    Holds(Circumstance),
    /// It does not.
    Not(Box<Formula>),
    /// All of them.
    All(Vec<Formula>),
    /// At least one.
    Any(Vec<Formula>),
    /// A number compared with a bound: `least..=most` of a circumstance with a value.
    Measure {
        /// What is measured.
        what: Circumstance,
        /// The least.
        least: Option<i64>,
        /// The most.
        most: Option<i64>,
    },
}

/// What a norm leaves out.
#[derive(Clone, Debug, PartialEq)]
pub struct Exception {
    /// The words.
    pub text: String,
    /// Where they stand.
    pub span: Span,
    /// The acts taken out: slots that it names narrow, the others are those of the norm.
    pub act: Act,
    /// The bearers it frees, where it turns on who one is ("a Party that belonged to …").
    pub who: Option<Noun>,
    /// When it takes them out.
    pub condition: Formula,
}

/// Days on which a norm is to be kept; both ends included.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Window {
    /// Not before.
    pub lo: Option<Instant>,
    /// Not after.
    pub hi: Option<Instant>,
    /// Owed on every day of the window ("at all times"), not once.
    pub throughout: bool,
    /// Done only after these acts ("after the blockade has been lifted"): due once they are done.
    pub after: Vec<Act>,
    /// Forbidden until these acts are done: whoever owes what is forbidden waits for them.
    pub until: Vec<Act>,
    /// The words.
    pub text: Vec<String>,
}

/// A day reckoned from an anchor.
#[derive(Clone, Debug, PartialEq)]
pub struct Instant {
    /// From what.
    pub anchor: Anchor,
    /// How long after it (before it, if negative).
    pub plus: Vec<(i64, Unit)>,
}

/// What a period is reckoned from.
#[derive(Clone, Debug, PartialEq)]
pub enum Anchor {
    /// A calendar day, in days since 0001-01-01.
    Day(i64),
    /// An event by its normal form; parties it is about as in [`Circumstance::about`]. `"entry into force"`
    /// and `"signature"` are those of the instrument.
    Event(Circumstance),
}

/// Units of time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[allow(missing_docs, reason = "the names say all there is to say")]
pub enum Unit {
    Hour,
    Day,
    Week,
    Month,
    Year,
}

/// What the draft itself says to be so, outside its duties.
#[derive(Clone, Debug, PartialEq)]
pub enum Declaration {
    /// A term stands for a phrase, or for all of several.
    Term {
        /// The term.
        term: String,
        /// What it stands for; several with `exhaustive` make it a union.
        meaning: Vec<Noun>,
        /// "Means", "consists of": nothing else falls under the term.
        exhaustive: bool,
    },
    /// An event falls on a day: entry into force.
    Dated {
        /// The event.
        event: Circumstance,
        /// When.
        at: Instant,
    },
    /// A place or thing lies in another, or belongs to it.
    Within {
        /// What.
        inner: Noun,
        /// In what.
        outer: Noun,
        /// Lies in no other ("wholly", "only").
        only: bool,
    },
    /// Everything that falls under one phrase falls under another: "forces include military observers".
    Kind {
        /// The narrower.
        narrower: Noun,
        /// The broader.
        broader: Noun,
    },
    /// Only one agent can do a thing somewhere: "which alone may quarry there".
    Alone {
        /// Who.
        who: Agent,
        /// Where, or what.
        what: Noun,
    },
    /// A number or date that is true of a party: "the largest of which has a capacity of 1,200 megawatts".
    Figure {
        /// Of whom.
        who: String,
        /// Content lemmas of what it is about.
        topic: BTreeSet<String>,
        /// Normal form of the unit; "day" for dates.
        unit: String,
        /// The least value that occurs (the first date), where the text says it.
        least: Option<i64>,
        /// The greatest value that occurs (the last date), where the text says it.
        most: Option<i64>,
    },
    /// A party has or has not something: "The only seaport of Norrmark is Cold Haven".
    Has {
        /// Who.
        who: String,
        /// What.
        what: Noun,
        /// False if it has none.
        has: bool,
    },
}

/// A declaration with its place.
#[derive(Clone, Debug, PartialEq)]
pub struct Declared {
    /// What it says.
    pub what: Declaration,
    /// Where.
    pub cite: Cite,
    /// The words.
    pub text: String,
}
