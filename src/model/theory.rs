//! The theory: a small finite world, and the norms over it. See `specs/logic.md`.

use std::collections::{BTreeMap, BTreeSet};

use crate::clauses::{Force, Modality};
use crate::norms::{Cite, Season, Slot};

/// The name of a leaf, a node, a circumstance, a date, an agent.
pub type Name = String;

/// What a piece of a theory rests on, to be named in findings.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Ground {
    /// A fact of the base or of the user's file, by its id.
    Fact(String),
    /// Words of the draft: index into [`Theory::declared`].
    Declared(usize),
    /// The words themselves: same head with more modifiers, a nominalisation.
    Words,
    /// An assumption that is not made unless the user asks for conditional findings: index into [`Theory::assumptions`].
    Assumption(usize),
}

/// The kinds of one slot, ordered by "is a kind of".
#[derive(Clone, Debug, Default)]
pub struct Taxonomy {
    /// Every node by its canonical name.
    pub nodes: BTreeMap<Name, Node>,
}

impl Taxonomy {
    /// Whether one node lies below another, as each lies below itself.
    pub fn is_below(&self, from: &str, to: &str) -> bool {
        self.path(from, to).is_some()
    }

    /// Why one node lies below another: the grounds of a shortest way up, or `None` if it does not.
    pub fn path(&self, from: &str, to: &str) -> Option<Vec<Ground>> {
        let mut came: BTreeMap<&str, (&str, &Ground)> = BTreeMap::new();
        let mut open = std::collections::VecDeque::from([from]);
        while let Some(at) = open.pop_front() {
            if at == to {
                let mut out = Vec::new();
                let mut here = to;
                while here != from {
                    let (before, ground) = came.get(here)?;
                    out.push((*ground).clone());
                    here = before;
                }
                out.reverse();
                return Some(out);
            }
            for (up, ground) in self.nodes.get(at).into_iter().flat_map(|n| &n.above) {
                if up != from && !came.contains_key(up.as_str()) {
                    came.insert(up, (at, ground));
                    open.push_back(up);
                }
            }
        }
        None
    }
}

/// One kind.
#[derive(Clone, Debug, Default)]
pub struct Node {
    /// The nodes directly above it, and why.
    pub above: Vec<(Name, Ground)>,
    /// If it consists of its parts, those parts (which stand below it): it has no leaf of its own.
    pub parts: Option<(Vec<Name>, Ground)>,
    /// If something says that there is no such thing, what says so: it has no leaf of its own.
    pub empty: Option<Ground>,
}

/// What a pattern admits in one slot.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Extent {
    /// Everything, unnamed things included.
    Any,
    /// Whatever falls under one of these nodes.
    Of(Vec<Name>),
    /// Whatever falls under none of these nodes.
    Not(Vec<Name>),
}

/// What a pattern admits, slot by slot; a slot that is missing admits everything.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Pattern {
    /// By slot.
    pub slots: BTreeMap<Slot, Extent>,
    /// By unit: the least and the most, both included.
    pub quantity: BTreeMap<Name, (Option<i64>, Option<i64>)>,
    /// Days of the year.
    pub season: Option<Season>,
}

/// A condition over circumstances.
#[derive(Clone, Debug, PartialEq)]
pub enum Condition {
    /// Always.
    True,
    /// A circumstance holds: its name in [`Theory::circumstances`].
    Holds(Name),
    /// It does not hold.
    Not(Box<Condition>),
    /// All of them; true if there are none.
    All(Vec<Condition>),
    /// At least one; false if there are none.
    Any(Vec<Condition>),
    /// A number, by its name in [`Theory::numbers`], lies within bounds, both included.
    Within(Name, Option<i64>, Option<i64>),
}

/// A sum of dates and durations with a constant, in days. Every name stands in [`Theory::numbers`].
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Day {
    /// Coefficient by name.
    pub terms: BTreeMap<Name, i64>,
    /// Days.
    pub constant: i64,
}

/// Days on which a norm is to be kept, both ends included; open where missing.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Period {
    /// First day.
    pub lo: Option<Day>,
    /// Last day.
    pub hi: Option<Day>,
}

/// An exception of a norm: it takes an act that matches, while its condition holds.
#[derive(Clone, Debug, PartialEq)]
pub struct Except {
    /// The words.
    pub text: String,
    /// Slots that it narrows; the others are left as they are.
    pub pattern: Pattern,
    /// When.
    pub condition: Condition,
}

/// Who bears a norm.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Bearers {
    /// Everybody: a prohibition whose bearer the text leaves open.
    Everybody,
    /// All of these, each an agent or class of [`Theory::agents`]; more than one if they act jointly.
    All(BTreeSet<Name>),
}

/// A norm laid on its bearer.
#[derive(Clone, Debug, PartialEq)]
pub struct GroundNorm {
    /// Unique in the theory: "2@Tarnia".
    pub id: Name,
    /// Its clause: index into [`Theory::clauses`].
    pub clause: usize,
    /// Which norm of the text it is: index into the list of norms the theory was made from.
    pub source: usize,
    /// Shall, shall not, may, need not.
    pub modality: Modality,
    /// Leave, right, plain.
    pub force: Force,
    /// Who.
    pub bearers: Bearers,
    /// Which party stands for "the other Party" in this instance, if the norm speaks of one.
    pub other: Option<Name>,
    /// Does what.
    pub pattern: Pattern,
    /// Slots for every leaf of which an obligation is owed.
    pub each: BTreeSet<Slot>,
    /// When it applies.
    pub condition: Condition,
    /// What it leaves out.
    pub exceptions: Vec<Except>,
    /// From when until when.
    pub period: Period,
    /// An obligation owed on every day of its period.
    pub throughout: bool,
    /// Acts after which alone it is due.
    pub after: Vec<Pattern>,
    /// The norm whose breach brings it into play, by id.
    pub on_breach_of: Option<Name>,
    /// True if part of it could not be read.
    pub partly: bool,
}

/// A circumstance of the theory.
#[derive(Clone, Debug, PartialEq)]
pub struct CircumstanceInfo {
    /// The words, for people: "the territory of Dalvia is struck by an earthquake".
    pub text: String,
    /// Who can bring it about.
    pub controlled_by: ControlledBy,
    /// The party whose opinion it turns on.
    pub judge: Option<Name>,
    /// If facts decide it: whether it holds, and what says so.
    pub known: Option<(bool, Ground)>,
}

/// Who can bring something about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ControlledBy {
    /// Nobody.
    Nature,
    /// A party.
    Party(Name),
    /// One that is no party.
    Outsider(Name),
    /// The words do not tell.
    Unknown,
}

/// A number of the theory: a date (in days), a duration (in days), or a measure.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NumberInfo {
    /// For people: "the entry into force", "six months".
    pub text: String,
    /// The least it can be.
    pub least: Option<i64>,
    /// The most it can be.
    pub most: Option<i64>,
}

/// A linear relation that every admissible situation satisfies: `sum ≤ 0`.
#[derive(Clone, Debug, PartialEq)]
pub struct Axiom {
    /// For assumption literals and findings: unique.
    pub id: Name,
    /// The sum that is at most 0.
    pub at_most_zero: Day,
    /// What it rests on.
    pub ground: Ground,
}

/// A labelled clause.
#[derive(Clone, Debug, PartialEq)]
pub struct ClauseInfo {
    /// Where it stands.
    pub cite: Cite,
    /// Its words.
    pub text: String,
}

/// One thing that a finding may assume.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct Assumption {
    /// "overlap", "kind-of", "reading", "speciality" or "effort".
    pub kind: &'static str,
    /// In words.
    pub text: String,
    /// The phrases it is about.
    pub between: Vec<String>,
}

/// An agent of the theory.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AgentInfo {
    /// True if it is a party to the instrument.
    pub party: bool,
    /// The party it belongs to, for organs, nationals, ships and the like.
    pub of: Option<Name>,
    /// What it is a kind of (classes), directly above.
    pub above: Vec<Name>,
}

/// Everything the checks ask about.
#[derive(Clone, Debug, Default)]
pub struct Theory {
    /// Parties, outsiders, classes.
    pub agents: BTreeMap<Name, AgentInfo>,
    /// One taxonomy a slot.
    pub taxonomies: BTreeMap<Slot, Taxonomy>,
    /// Circumstances by name.
    pub circumstances: BTreeMap<Name, CircumstanceInfo>,
    /// Dates, durations and measures by name.
    pub numbers: BTreeMap<Name, NumberInfo>,
    /// What holds in every admissible situation.
    pub axioms: Vec<Axiom>,
    /// Sets of circumstances of which at most one holds.
    pub exclusive: Vec<BTreeSet<Name>>,
    /// The clauses, sorted by place.
    pub clauses: Vec<ClauseInfo>,
    /// The norms, sorted by clause and bearer.
    pub norms: Vec<GroundNorm>,
    /// `(q, p)`: clause q outranks clause p. Not closed under transitivity.
    pub outranks: BTreeSet<(usize, usize)>,
    /// What the draft declares, with its place, for [`Ground::Declared`].
    pub declared: Vec<ClauseInfo>,
    /// What conditional findings may assume.
    pub assumptions: Vec<Assumption>,
    /// Soil and frontiers, where places of the map play a part.
    pub map: Map,
    /// Days are counted in hours: words of the draft speak of hours.
    pub in_hours: bool,
}

/// What the facts say of the soil of parties, their allies and their neighbours.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Map {
    /// By place node: the party or State whose soil it is, and what says so.
    pub owner: BTreeMap<Name, (Name, Vec<Ground>)>,
    /// By party: its allies, and what says so.
    pub allies: BTreeMap<Name, BTreeMap<Name, Ground>>,
    /// Frontiers between States or parts of them.
    pub frontiers: Vec<Frontier>,
}

/// A frontier.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Frontier {
    /// The State on one side, and the part of it that adjoins.
    pub near: (Name, Name),
    /// The State on the other side, and the part of it that adjoins.
    pub far: (Name, Name),
    /// By land, else by sea.
    pub by_land: bool,
    /// What says so.
    pub ground: Ground,
}

/// A state of affairs.
#[derive(Clone, Debug, Default, PartialEq, serde::Serialize, serde::Deserialize)]
pub struct Situation {
    /// Truth of each circumstance; one that is missing does not hold.
    pub circumstances: BTreeMap<Name, bool>,
    /// Value of each number; one that is missing is 0.
    pub numbers: BTreeMap<Name, i64>,
}

/// One act that was done.
#[derive(Clone, Debug, Default, PartialEq, serde::Serialize, serde::Deserialize)]
pub struct Deed {
    /// Who did it.
    pub actors: BTreeSet<Name>,
    /// One leaf a slot: a node's name (that and nothing more particular), or "*" for what no node names.
    pub leaves: BTreeMap<Slot, Name>,
    /// How much, by unit.
    pub quantity: BTreeMap<Name, i64>,
    /// Day of the year, 1 to 366, where a season matters.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub season: Option<u16>,
    /// When, in days.
    pub day: i64,
}

/// What the parties do.
pub type Behaviour = Vec<Deed>;
