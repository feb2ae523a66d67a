//! Theories written by hand, in few words.

use std::collections::{BTreeMap, BTreeSet};

use servanda::clauses::{Force, Modality};
use servanda::evaluate::{self, Verdict};
use servanda::model::theory::{
    AgentInfo, Bearers, CircumstanceInfo, ClauseInfo, Condition, ControlledBy, Day, Deed, Except, Extent, Ground,
    GroundNorm, Name, Node, NumberInfo, Pattern, Period, Situation, Taxonomy, Theory,
};
use servanda::norms::{Cite, Slot};
use servanda::source::Span;

/// Clauses 0 to n − 1.
pub fn clauses(n: usize) -> Vec<ClauseInfo> {
    let cite = |i: usize| Cite {
        document: 0,
        span: Span::new(i * 10, i * 10 + 9),
        label: format!("Article {}", i + 1),
        sentence: None,
    };
    (0..n).map(|i| ClauseInfo { cite: cite(i), text: format!("clause {}", i + 1) }).collect()
}

pub fn agent(party: bool, above: &[&str]) -> AgentInfo {
    AgentInfo { party, of: None, above: names(above) }
}

pub fn number(text: &str, least: i64, most: i64) -> NumberInfo {
    NumberInfo { text: text.to_owned(), least: Some(least), most: Some(most) }
}

pub fn circumstance(text: &str) -> CircumstanceInfo {
    CircumstanceInfo { text: text.to_owned(), controlled_by: ControlledBy::Nature, judge: None, known: None }
}

pub fn names(all: &[&str]) -> Vec<Name> {
    all.iter().map(|n| (*n).to_owned()).collect()
}

/// A taxonomy from "node: what it is directly below".
pub fn taxonomy(nodes: &[(&str, &[&str])]) -> Taxonomy {
    let node = |above: &[&str]| Node {
        above: above.iter().map(|n| ((*n).to_owned(), Ground::Words)).collect(),
        ..Node::default()
    };
    Taxonomy { nodes: nodes.iter().map(|(name, above)| ((*name).to_owned(), node(above))).collect() }
}

/// Says that a node consists of its parts.
pub fn consists(taxonomy: &mut Taxonomy, whole: &str, parts: &[&str]) {
    if let Some(node) = taxonomy.nodes.get_mut(whole) {
        node.parts = Some((names(parts), Ground::Words));
    }
}

/// X and Y, both States; dredging by suction, barges, a Reserve of Marsh and Dunes on the Coast; flood and leave; `ef`.
pub fn theory(norms: Vec<GroundNorm>) -> Theory {
    let kinds = taxonomy(&[
        ("dredge", &[]),
        ("suction-dredge", &["dredge"]),
        ("mail", &[]),
        ("burn", &[]),
        ("go", &[]),
        ("tell", &[]),
        ("kill", &[]),
        ("kill gently", &["kill"]),
        ("pay", &[]),
        ("notify", &[]),
        ("stay", &[]),
    ]);
    let things = taxonomy(&[("vessel", &[]), ("barge", &["vessel"]), ("letter", &[])]);
    let mut places =
        taxonomy(&[("Coast", &[]), ("Reserve", &["Coast"]), ("Marsh", &["Reserve"]), ("Dunes", &["Reserve"])]);
    consists(&mut places, "Reserve", &["Marsh", "Dunes"]);
    let most = norms.iter().map(|n| n.clause + 1).max().unwrap_or(0);
    Theory {
        agents: [("X", agent(true, &["State"])), ("Y", agent(true, &["State"])), ("State", agent(false, &[]))]
            .map(|(name, info)| (name.to_owned(), info))
            .into(),
        taxonomies: [(Slot::Kind, kinds), (Slot::Thing, things), (Slot::Place, places)].into(),
        circumstances: ["flood", "leave"].map(|c| (c.to_owned(), circumstance(c))).into(),
        numbers: [("ef".to_owned(), number("the entry into force", 0, 100))].into(),
        clauses: clauses(most),
        norms,
        ..Theory::default()
    }
}

/// A norm on X alone, of the clause of that number (from 0), about a kind of act.
pub fn norm(clause: usize, modality: Modality, kind: &str) -> GroundNorm {
    GroundNorm {
        id: format!("{}", clause + 1),
        clause,
        source: clause,
        modality,
        force: Force::Plain,
        bearers: bearers(&["X"]),
        other: None,
        pattern: pattern(&[(Slot::Kind, kind)]),
        each: BTreeSet::new(),
        condition: Condition::True,
        exceptions: Vec::new(),
        period: Period::default(),
        throughout: false,
        after: Vec::new(),
        on_breach_of: None,
        partly: false,
    }
}

pub fn shall(clause: usize, kind: &str) -> GroundNorm {
    norm(clause, Modality::Obligation, kind)
}

pub fn shall_not(clause: usize, kind: &str) -> GroundNorm {
    norm(clause, Modality::Prohibition, kind)
}

pub fn may(clause: usize, kind: &str) -> GroundNorm {
    norm(clause, Modality::Permission, kind)
}

pub fn need_not(clause: usize, kind: &str) -> GroundNorm {
    norm(clause, Modality::Exemption, kind)
}

pub fn bearers(all: &[&str]) -> Bearers {
    Bearers::All(names(all).into_iter().collect())
}

pub fn pattern(slots: &[(Slot, &str)]) -> Pattern {
    let slots = slots.iter().map(|(slot, node)| (*slot, Extent::Of(names(&[node])))).collect();
    Pattern { slots, ..Pattern::default() }
}

/// Words that narrow a norm, one after another.
pub trait Narrow: Sized {
    fn slot(self, slot: Slot, node: &str) -> Self;
    fn place(self, node: &str) -> Self {
        self.slot(Slot::Place, node)
    }
    fn thing(self, node: &str) -> Self {
        self.slot(Slot::Thing, node)
    }
    fn by(self, all: &[&str]) -> Self;
    fn each(self, slot: Slot) -> Self;
    fn when(self, condition: Condition) -> Self;
    fn except(self, slots: &[(Slot, &str)], condition: Condition) -> Self;
    fn between(self, lo: Option<i64>, hi: Option<i64>) -> Self;
    fn after(self, kind: &str) -> Self;
    fn on_breach_of(self, id: &str) -> Self;
    fn amount(self, unit: &str, least: Option<i64>, most: Option<i64>) -> Self;
}

impl Narrow for GroundNorm {
    fn slot(mut self, slot: Slot, node: &str) -> Self {
        self.pattern.slots.insert(slot, Extent::Of(names(&[node])));
        self
    }
    fn by(mut self, all: &[&str]) -> Self {
        self.bearers = bearers(all);
        self
    }
    fn each(mut self, slot: Slot) -> Self {
        self.each.insert(slot);
        self
    }
    fn when(mut self, condition: Condition) -> Self {
        self.condition = condition;
        self
    }
    fn except(mut self, slots: &[(Slot, &str)], condition: Condition) -> Self {
        self.exceptions.push(Except { text: "except".to_owned(), pattern: pattern(slots), condition });
        self
    }
    fn between(mut self, lo: Option<i64>, hi: Option<i64>) -> Self {
        self.period = Period { lo: lo.map(fixed), hi: hi.map(fixed) };
        self
    }
    fn after(mut self, kind: &str) -> Self {
        self.after.push(pattern(&[(Slot::Kind, kind)]));
        self
    }
    fn on_breach_of(mut self, id: &str) -> Self {
        self.on_breach_of = Some(id.to_owned());
        self
    }
    fn amount(mut self, unit: &str, least: Option<i64>, most: Option<i64>) -> Self {
        self.pattern.quantity.insert(unit.to_owned(), (least, most));
        self
    }
}

/// A fixed day.
pub fn fixed(constant: i64) -> Day {
    Day { terms: BTreeMap::new(), constant }
}

/// So many days after a date.
pub fn after(date: &str, constant: i64) -> Day {
    Day { terms: [(date.to_owned(), 1)].into(), constant }
}

pub fn if_(name: &str) -> Condition {
    Condition::Holds(name.to_owned())
}

pub fn unless(name: &str) -> Condition {
    Condition::Not(Box::new(if_(name)))
}

/// A situation in which these hold, and every number is 0.
pub fn given(holding: &[&str]) -> Situation {
    let circumstances = holding.iter().map(|c| ((*c).to_owned(), true)).collect();
    Situation { circumstances, ..Situation::default() }
}

/// X does this on a day.
pub fn act(kind: &str, day: i64) -> Deed {
    Deed { actors: ["X".to_owned()].into(), leaves: [(Slot::Kind, kind.to_owned())].into(), day, ..Deed::default() }
}

pub fn at(mut deed: Deed, slot: Slot, leaf: &str) -> Deed {
    deed.leaves.insert(slot, leaf.to_owned());
    deed
}

pub fn done_by(mut deed: Deed, all: &[&str]) -> Deed {
    deed.actors = names(all).into_iter().collect();
    deed
}

/// The verdicts, in one word each, by id.
pub fn verdicts(theory: &Theory, situation: &Situation, behaviour: &[Deed]) -> String {
    let word = |verdict: &Verdict| match verdict {
        Verdict::Ok => "ok",
        Verdict::Breached { .. } => "breached",
        Verdict::NotApplicable => "not-applicable",
        Verdict::Released => "released",
    };
    let judged = evaluate::judge(theory, situation, behaviour);
    judged.iter().map(|(id, v)| format!("{id} {}", word(v))).collect::<Vec<_>>().join(", ")
}
