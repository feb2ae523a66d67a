//! The reference evaluator: says, with no solver, whether a behaviour complies in a situation.
//!
//! Comes in: a [`Theory`], a [`Situation`], a [`Behaviour`](crate::model::theory::Behaviour). Goes out: a [`Verdict`] for each norm. This is
//! `specs/logic.md` §1.1 and §3 transcribed, with the same names in the same order: loops over acts, norms
//! and days, no index, no cache. It shares nothing with the solver's encoding but the value types, and it
//! finds its own leaves. Everything in the theory it is given counts, assumptions too: call [`assuming`]
//! first to drop those that are not made. Dates lie in ℤ∞, with the extremes of `i64` as ±∞.

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use crate::clauses::Modality;
use crate::model::theory::{
    Bearers, Condition, Day, Deed, Extent, Ground, GroundNorm, Name, Pattern, Situation, Taxonomy, Theory,
};
use crate::norms::{Season, Slot};

mod every;
mod exhaust;
mod ring;

pub use every::{Unshown, closed, follows, never, nothing_left, optional};
pub use exhaust::{Refuted, no_discharge};
pub use ring::ring;

/// The leaf of every slot that no node names.
pub const UNNAMED: &str = "*";

static NO_KINDS: Taxonomy = Taxonomy { nodes: BTreeMap::new() };

// ── §1.1 Leaves ──────────────────────────────────────────────────────────────────────────────────────────

/// The leaves of an extent: `m!`, told by the name `m`, for every `m` at or below its nodes that has a leaf of
/// its own. A name that is no node denotes nothing.
pub fn leaves(taxonomy: &Taxonomy, extent: &Extent) -> BTreeSet<Name> {
    let all = taxonomy.nodes.keys().map(String::as_str).chain([UNNAMED]);
    all.filter(|leaf| admits(taxonomy, extent, leaf)).map(Name::from).collect()
}

/// Whether a leaf is one of an extent's.
pub fn admits(taxonomy: &Taxonomy, extent: &Extent, leaf: &str) -> bool {
    let own = |n: &str| taxonomy.nodes.get(n).is_some_and(|node| node.parts.is_none() && node.empty.is_none());
    let below = |n: &Name| at_or_below(taxonomy, leaf, n);
    (leaf == UNNAMED || own(leaf))
        && match extent {
            Extent::Any => true,
            Extent::Of(nodes) => nodes.iter().any(below),
            Extent::Not(nodes) => !nodes.iter().any(below),
        }
}

/// `m ≤ n`. Nodes that are above each other are equal.
fn at_or_below(taxonomy: &Taxonomy, m: &str, n: &str) -> bool {
    reaches(m, n, |at| taxonomy.nodes.get(at).iter().flat_map(|node| &node.above).map(|(up, _)| up.as_str()).collect())
}

/// Whether steps lead from one to the other; no step is needed if they are the same.
fn reaches<T: Ord + Copy>(from: T, to: T, next: impl Fn(T) -> Vec<T>) -> bool {
    let (mut seen, mut open) = (BTreeSet::from([from]), vec![from]);
    while let Some(at) = open.pop() {
        if at == to {
            return true;
        }
        open.extend(next(at).into_iter().filter(|n| seen.insert(*n)));
    }
    false
}

fn taxonomy(theory: &Theory, slot: Slot) -> &Taxonomy {
    theory.taxonomies.get(&slot).unwrap_or(&NO_KINDS)
}

// ── §1.2 Assumptions ─────────────────────────────────────────────────────────────────────────────────────

/// The theory under these assumptions (indices into [`Theory::assumptions`]) and no others.
pub fn assuming(theory: &Theory, made: &BTreeSet<usize>) -> Theory {
    let stands = |ground: &Ground| !matches!(ground, Ground::Assumption(i) if !made.contains(i));
    let mut under = theory.clone();
    under.axioms.retain(|axiom| stands(&axiom.ground));
    for node in under.taxonomies.values_mut().flat_map(|t| t.nodes.values_mut()) {
        node.above.retain(|(_, ground)| stands(ground));
        node.parts.take_if(|(_, ground)| !stands(ground));
        node.empty.take_if(|ground| !stands(ground));
    }
    under
}

// ── §3 Situations and acts ───────────────────────────────────────────────────────────────────────────────

/// Admissible, (A1): bounds, axioms and exclusive circumstances hold. What does not is told.
pub fn admissible(theory: &Theory, situation: &Situation) -> Result<(), String> {
    for (name, info) in &theory.numbers {
        let value = number(situation, name);
        if !within(value, info.least, info.most) {
            return Err(format!("{} cannot be {value}", info.text));
        }
    }
    for axiom in &theory.axioms {
        if value(&axiom.at_most_zero, situation) > 0 {
            return Err(format!("`{}` does not hold", axiom.id));
        }
    }
    for (name, info) in &theory.circumstances {
        if info.known.as_ref().is_some_and(|(holds, _)| *holds != circumstance(situation, name)) {
            return Err(format!("facts decide otherwise: {}", info.text));
        }
    }
    for together in &theory.exclusive {
        let held: Vec<_> = together.iter().filter(|c| circumstance(situation, c)).map(String::as_str).collect();
        if held.len() > 1 {
            return Err(format!("these exclude one another: {}", held.join("; ")));
        }
    }
    Ok(())
}

/// Whether an act is one that the theory can tell: known actors, a leaf in each slot, a day of the year.
pub fn possible(theory: &Theory, deed: &Deed) -> Result<(), String> {
    if let Some(actor) = deed.actors.iter().find(|a| !theory.agents.contains_key(*a)) {
        return Err(format!("nobody is called {actor}"));
    }
    if let Some((slot, leaf)) = deed.leaves.iter().find(|(s, leaf)| !admits(taxonomy(theory, **s), &Extent::Any, leaf))
    {
        return Err(format!("{leaf} is no leaf of the slot {slot:?}"));
    }
    match deed.season {
        Some(day) if !(1..=366).contains(&day) => Err(format!("no year has a day {day}")),
        _ => Ok(()),
    }
}

fn circumstance(situation: &Situation, name: &str) -> bool {
    situation.circumstances.get(name).copied().unwrap_or(false)
}

fn number(situation: &Situation, name: &str) -> i64 {
    situation.numbers.get(name).copied().unwrap_or(0)
}

/// The value of a sum of dates and durations.
pub fn value(day: &Day, situation: &Situation) -> i64 {
    let term = |(name, times): (&Name, &i64)| number(situation, name).saturating_mul(*times);
    day.terms.iter().map(term).fold(day.constant, i64::saturating_add)
}

fn within(value: i64, least: Option<i64>, most: Option<i64>) -> bool {
    least.is_none_or(|l| l <= value) && most.is_none_or(|m| value <= m)
}

/// Whether a condition holds.
pub fn holds(condition: &Condition, situation: &Situation) -> bool {
    match condition {
        Condition::True => true,
        Condition::Holds(name) => circumstance(situation, name),
        Condition::Not(inner) => !holds(inner, situation),
        Condition::All(all) => all.iter().all(|c| holds(c, situation)),
        Condition::Any(any) => any.iter().any(|c| holds(c, situation)),
        Condition::Within(name, least, most) => within(number(situation, name), *least, *most),
    }
}

/// `App(n,σ)` as far as the situation decides it: the condition holds. What depends on the behaviour (a breach
/// that triggers the norm) is added in [`judge`], [`forbids`] and [`lifts`].
pub fn applies(norm: &GroundNorm, situation: &Situation) -> bool {
    holds(&norm.condition, situation)
}

/// The first and the last day of a norm's period in a situation, waits apart.
pub fn period(norm: &GroundNorm, situation: &Situation) -> (i64, i64) {
    let at = |end: &Option<Day>| end.as_ref().map(|day| value(day, situation));
    (at(&norm.period.lo).unwrap_or(i64::MIN), at(&norm.period.hi).unwrap_or(i64::MAX))
}

/// `In(n,σ,a)` as far as the situation decides it: the day lies in the period, waits apart.
pub fn in_period(norm: &GroundNorm, situation: &Situation, day: i64) -> bool {
    let (lo, hi) = period(norm, situation);
    lo <= day && day <= hi
}

/// `a ∈ ⟦n⟧`: every bearer is among the actors, and the act fits the pattern.
pub fn matches(theory: &Theory, norm: &GroundNorm, deed: &Deed) -> bool {
    done_by(theory, &norm.bearers, &deed.actors) && fits(theory, &norm.pattern, deed)
}

/// Whether each bearer is an actor, or a class to which an actor belongs.
fn done_by(theory: &Theory, bearers: &Bearers, actors: &BTreeSet<Name>) -> bool {
    let above = |at: &str| theory.agents.get(at).map(|info| &info.above);
    let is_a = |a: &Name, b: &Name| {
        reaches(a.as_str(), b.as_str(), |at| above(at).into_iter().flatten().map(String::as_str).collect())
    };
    match bearers {
        Bearers::Everybody => true,
        Bearers::All(all) => all.iter().all(|b| actors.iter().any(|a| is_a(a, b))),
    }
}

/// Whether an act fits a pattern: its leaf in every slot, its quantity in every unit (an act that has none in a
/// unit that the pattern bounds does not fit), its day of the year.
pub fn fits(theory: &Theory, pattern: &Pattern, deed: &Deed) -> bool {
    let in_slot = |(slot, extent): (&Slot, &Extent)| admits(taxonomy(theory, *slot), extent, leaf(deed, *slot));
    let in_unit = |(unit, (least, most)): (&Name, &(Option<i64>, Option<i64>))| {
        deed.quantity.get(unit).is_some_and(|amount| within(*amount, *least, *most))
    };
    pattern.slots.iter().all(in_slot)
        && pattern.quantity.iter().all(in_unit)
        && pattern.season.is_none_or(|season| deed.season.is_some_and(|day| in_season(season, day)))
}

fn leaf(deed: &Deed, slot: Slot) -> &str {
    deed.leaves.get(&slot).map_or(UNNAMED, String::as_str)
}

/// A season may run over the new year.
fn in_season(season: Season, day: u16) -> bool {
    if season.from <= season.to {
        season.from <= day && day <= season.to
    } else {
        season.from <= day || day <= season.to
    }
}

/// Whether an exception of the norm takes the act, while the exception's own condition holds.
pub fn excepted(theory: &Theory, norm: &GroundNorm, situation: &Situation, deed: &Deed) -> bool {
    norm.exceptions.iter().any(|e| holds(&e.condition, situation) && fits(theory, &e.pattern, deed))
}

/// `q ≻ p`, between clauses. A rank inside a ring of ranks is ignored, and nothing outranks itself.
pub fn outranks(theory: &Theory, q: &GroundNorm, p: &GroundNorm) -> bool {
    let over = |at: usize| theory.outranks.iter().filter(|pair| pair.0 == at).map(|pair| pair.1).collect();
    theory.outranks.contains(&(q.clause, p.clause)) && !reaches(p.clause, q.clause, over)
}

// ── §3 Satisfaction ──────────────────────────────────────────────────────────────────────────────────────

/// What became of a norm.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// Kept, or not yet due.
    Ok,
    /// Breached.
    Breached {
        /// By what, in words.
        why: String,
    },
    /// Its condition does not hold, or what triggers it did not happen.
    NotApplicable,
    /// An obligation of which exceptions, exemptions and higher prohibitions left nothing.
    Released,
}

/// `lifts(q,p,a)`: q outranks p, and permits the act or owes it.
pub fn lifts(
    theory: &Theory,
    q: &GroundNorm,
    p: &GroundNorm,
    situation: &Situation,
    behaviour: &[Deed],
    deed: &Deed,
) -> bool {
    Case::new(theory, situation, behaviour).lifts(q, p, deed)
}

/// `forbids(p,σ,β,a)`.
pub fn forbids(theory: &Theory, p: &GroundNorm, situation: &Situation, behaviour: &[Deed], deed: &Deed) -> bool {
    Case::new(theory, situation, behaviour).forbids(p, deed)
}

/// Whether the norm is breached.
pub fn breached(theory: &Theory, norm: &GroundNorm, situation: &Situation, behaviour: &[Deed]) -> bool {
    Case::new(theory, situation, behaviour).breached(norm)
}

/// The verdict on every norm, by id.
pub fn judge(theory: &Theory, situation: &Situation, behaviour: &[Deed]) -> BTreeMap<Name, Verdict> {
    let case = Case::new(theory, situation, behaviour);
    theory.norms.iter().map(|norm| (norm.id.clone(), case.verdict(norm))).collect()
}

/// `complies(β,S,σ)`: all of S are norms of the theory, and none is breached.
pub fn complies(theory: &Theory, norm_ids: &[Name], situation: &Situation, behaviour: &[Deed]) -> bool {
    let case = Case::new(theory, situation, behaviour);
    norm_ids.iter().all(|id| find(theory, id).is_some_and(|norm| !case.breached(norm)))
}

/// Whether a permission covers the act, and no prohibition above it forbids the act.
pub fn permits(theory: &Theory, norm: &GroundNorm, situation: &Situation, deed: &Deed) -> bool {
    let case = Case::new(theory, situation, std::slice::from_ref(deed));
    let barred = || theory.norms.iter().any(|p| outranks(theory, p, norm) && case.forbids(p, deed));
    norm.modality == Modality::Permission && case.covers(norm, deed) && !barred()
}

fn find<'a>(theory: &'a Theory, id: &str) -> Option<&'a GroundNorm> {
    theory.norms.iter().find(|norm| norm.id == id)
}

/// One thing that an obligation is owed for: a leaf in each of its `each` slots and, if it is owed throughout
/// its period, a day.
#[derive(Clone, Default)]
struct Instance {
    leaves: BTreeMap<Slot, Name>,
    day: Option<i64>,
}

/// A theory, a situation and a behaviour.
#[derive(Clone)]
struct Case<'a> {
    theory: &'a Theory,
    situation: &'a Situation,
    behaviour: &'a [Deed],
    /// The norms that may lift, release or take acts away: all, or those that concern one obligation.
    norms: Rc<[&'a GroundNorm]>,
    /// An obligation whose own breach trigger and waits are supposed to have come about; see [`no_discharge`].
    supposed: Option<&'a GroundNorm>,
    /// The norms whose breach is being asked: none lifts or triggers itself.
    asking: Vec<&'a str>,
}

impl<'a> Case<'a> {
    fn new(theory: &'a Theory, situation: &'a Situation, behaviour: &'a [Deed]) -> Self {
        let norms = theory.norms.iter().collect();
        Self { theory, situation, behaviour, norms, supposed: None, asking: Vec::new() }
    }

    fn asking(&self, norm: &'a GroundNorm) -> Self {
        let mut case = self.clone();
        case.asking.push(&norm.id);
        case
    }

    /// The norm whose breach brings this one into play is breached.
    fn triggered(&self, norm: &GroundNorm) -> bool {
        let Some(id) = &norm.on_breach_of else {
            return true;
        };
        match self.supposed {
            Some(o) => o.on_breach_of.as_ref() == Some(id),
            None => find(self.theory, id).is_some_and(|r| self.breached(r)),
        }
    }

    /// First and last day, the first not before each act that it waits for; nothing if one never comes.
    fn window(&self, norm: &GroundNorm) -> Option<(i64, i64)> {
        let (mut lo, hi) = period(norm, self.situation);
        for wait in &norm.after {
            lo = lo.max(match self.supposed {
                // What is supposed is no more than what the obligation waits for; a permission is made the most of.
                Some(o) if norm.modality != Modality::Prohibition || o.after.contains(wait) => i64::MIN,
                Some(_) => return None,
                None => self.behaviour.iter().filter(|a| fits(self.theory, wait, a)).map(|a| a.day).min()?,
            });
        }
        Some((lo, hi))
    }

    /// `a ∈ ⟦n⟧`, App, In, and no exception of n takes the act.
    fn covers(&self, norm: &GroundNorm, deed: &Deed) -> bool {
        matches(self.theory, norm, deed)
            && applies(norm, self.situation)
            && !excepted(self.theory, norm, self.situation, deed)
            && self.window(norm).is_some_and(|(lo, hi)| lo <= deed.day && deed.day <= hi)
            && self.triggered(norm)
    }

    fn lifts(&self, q: &GroundNorm, p: &GroundNorm, deed: &Deed) -> bool {
        outranks(self.theory, q, p)
            && matches!(q.modality, Modality::Permission | Modality::Obligation)
            && self.covers(q, deed)
    }

    fn forbids(&self, p: &'a GroundNorm, deed: &Deed) -> bool {
        p.modality == Modality::Prohibition && {
            let case = self.asking(p);
            case.covers(p, deed) && !self.norms.iter().any(|q| case.lifts(q, p, deed))
        }
    }

    /// Acts that do not discharge an obligation: its exceptions, and what a prohibition above it forbids.
    fn takes(&self, o: &GroundNorm, deed: &Deed) -> bool {
        excepted(self.theory, o, self.situation, deed)
            || self.norms.iter().any(|p| outranks(self.theory, p, o) && self.forbids(p, deed))
    }

    /// Acts that nobody need do: an exemption that the obligation does not outrank, a permission above it.
    fn exempts(&self, o: &GroundNorm, deed: &Deed) -> bool {
        let over = |q: &GroundNorm| match q.modality {
            Modality::Exemption => !outranks(self.theory, o, q),
            Modality::Permission => outranks(self.theory, q, o),
            _ => false,
        };
        self.norms.iter().any(|q| over(q) && self.covers(q, deed))
    }

    fn discharges(&self, o: &GroundNorm, instance: &Instance, deed: &Deed) -> bool {
        matches(self.theory, o, deed)
            && self.window(o).is_some_and(|(lo, hi)| lo <= deed.day && deed.day <= hi)
            && instance.leaves.iter().all(|(slot, chosen)| leaf(deed, *slot) == chosen)
            && instance.day.is_none_or(|day| deed.day == day)
            && !self.takes(o, deed)
    }

    fn breached(&self, norm: &'a GroundNorm) -> bool {
        !self.asking.contains(&norm.id.as_str()) && matches!(self.verdict(norm), Verdict::Breached { .. })
    }

    fn verdict(&self, norm: &'a GroundNorm) -> Verdict {
        let case = self.asking(norm);
        if !applies(norm, self.situation) || !case.triggered(norm) {
            return Verdict::NotApplicable;
        }
        match norm.modality {
            Modality::Prohibition => self.prohibition(norm),
            Modality::Obligation => case.obligation(norm),
            Modality::Permission | Modality::Exemption => Verdict::Ok,
        }
    }

    /// Breached iff some act is forbidden.
    fn prohibition(&self, p: &'a GroundNorm) -> Verdict {
        match self.behaviour.iter().find(|a| self.forbids(p, a)) {
            Some(deed) => Verdict::Breached { why: format!("forbidden: {}", tell(deed)) },
            None => Verdict::Ok,
        }
    }

    /// Breached iff it is due, and for some instance that is not released no act discharges it.
    fn obligation(&self, o: &'a GroundNorm) -> Verdict {
        if self.window(o).is_none() {
            return Verdict::Ok;
        }
        let (mut kept, mut released) = (0, 0);
        for instance in self.instances(o) {
            if self.behaviour.iter().any(|a| self.discharges(o, &instance, a)) {
                kept += 1;
            } else if self.released(o, &instance) {
                released += 1;
            } else {
                let chosen: Vec<_> = instance.leaves.values().map(String::as_str).collect();
                let whereof = if chosen.is_empty() { String::new() } else { format!(" for {}", chosen.join(", ")) };
                let when = instance.day.map_or(String::new(), |day| format!(" on day {day}"));
                return Verdict::Breached { why: format!("nothing that was done discharges it{whereof}{when}") };
            }
        }
        if kept == 0 && released > 0 { Verdict::Released } else { Verdict::Ok }
    }

    /// Every choice of the `each` slots, on every day if it is owed throughout.
    fn instances(&self, o: &GroundNorm) -> Vec<Instance> {
        let mut all = vec![Instance::default()];
        for slot in &o.each {
            let extent = o.pattern.slots.get(slot).unwrap_or(&Extent::Any);
            let choices = leaves(taxonomy(self.theory, *slot), extent);
            let with = |i: &Instance, leaf: &Name| {
                let mut i = i.clone();
                i.leaves.insert(*slot, leaf.clone());
                i
            };
            all = all.iter().flat_map(|i| choices.iter().map(move |leaf| with(i, leaf))).collect();
        }
        if o.throughout {
            let days = self.days_throughout(o);
            all = all.iter().flat_map(|i| days.iter().map(|d| Instance { day: Some(*d), ..i.clone() })).collect();
        }
        all
    }
}

/// An act in words.
fn tell(deed: &Deed) -> String {
    let words = deed.actors.iter().chain(deed.leaves.values()).map(String::as_str);
    format!("{} on day {}", words.collect::<Vec<_>>().join(", "), deed.day)
}
