//! Exhaustion (`specs/logic.md` §6): every act by which an obligation could be discharged, one after another.

use std::collections::BTreeSet;

use super::{Case, Instance, UNNAMED, applies, done_by, find, holds, in_season, leaves, outranks, taxonomy, within};
use crate::clauses::Modality;
use crate::model::theory::{Bearers, Deed, Except, Extent, GroundNorm, Name, Pattern, Situation, Theory};
use crate::norms::{Season, Slot};

/// A period of more days than this is judged on its test days alone.
const MANY_DAYS: i64 = 2_000;

/// More acts than this are not tried.
pub(super) const MANY_ACTS: usize = 1_000_000;

/// Why it is not so, or not shown, that an obligation has no discharge.
#[derive(Clone, Debug, PartialEq)]
pub enum Refuted {
    /// This act discharges it, and none of the blockers forbids the act.
    Free(Box<Deed>),
    /// Nothing is left to be owed: exceptions, exemptions or higher prohibitions took it all.
    Released,
    /// It does not apply in the situation.
    NotApplicable,
    /// There is no obligation, or no blocker, of that id.
    Unknown(Name),
    /// More acts would have to be tried than is reasonable.
    TooMany,
}

/// Shows that the obligation applies, and that for one thing that it is owed for (all of it, if it has no `each`
/// slots) every act that would discharge it is forbidden by a blocker. Tries every cell on every day, and counts.
///
/// Actors are the bearers. What the obligation waits for and what triggers it is supposed to have come about;
/// other breaches have not; other waits of blockers are unmet, and those of what lifts or releases are met.
pub fn no_discharge(
    theory: &Theory,
    situation: &Situation,
    obligation_id: &str,
    blocker_ids: &[Name],
) -> Result<u64, Refuted> {
    let by_id = |id: &str| find(theory, id).ok_or_else(|| Refuted::Unknown(id.to_owned()));
    let o = by_id(obligation_id)?;
    let blockers = blocker_ids.iter().map(|id| by_id(id)).collect::<Result<Vec<_>, _>>()?;
    if o.modality != Modality::Obligation {
        return Err(Refuted::Unknown(obligation_id.to_owned()));
    }
    if !applies(o, situation) {
        return Err(Refuted::NotApplicable);
    }
    let mut case = Case::new(theory, situation, &[]);
    case.supposed = Some(o);
    case.norms = case.concerned(o, &blockers).into();
    let (mut tried, mut refuted) = (0, Refuted::Released);
    for instance in case.instances(o) {
        let mut acts = Acts::of(&case, o, &instance, case.days(o));
        if acts.count().saturating_add(tried) > MANY_ACTS {
            acts = Acts::of(&case, o, &instance, case.test_days(o));
        }
        if acts.count().saturating_add(tried) > MANY_ACTS {
            return Err(Refuted::TooMany);
        }
        let blocked = |deed: &Deed| case.takes(o, deed) || blockers.iter().any(|p| case.forbids(p, deed));
        match acts.iter().inspect(|_| tried += 1).find(|deed| !blocked(deed)) {
            Some(deed) => refuted = Refuted::Free(Box::new(deed)),
            None if case.released(o, &instance) => {}
            None => return Ok(tried as u64),
        }
    }
    Err(refuted)
}

impl<'a> Case<'a> {
    /// The norms that can make a difference to the acts of an obligation: blockers, what ranks above it, exemptions,
    /// and what ranks above these; of them those whose bearers act and whose patterns meet.
    fn concerned(&self, o: &GroundNorm, blockers: &[&'a GroundNorm]) -> Vec<&'a GroundNorm> {
        let (theory, actors) = (self.theory, actors(o));
        let touches = |n: &GroundNorm| done_by(theory, &n.bearers, &actors) && meets(theory, &n.pattern, &o.pattern);
        let direct = |n: &GroundNorm| {
            blockers.iter().any(|p| p.id == n.id) || outranks(theory, n, o) || n.modality == Modality::Exemption
        };
        let first: Vec<_> = self.norms.iter().copied().filter(|n| direct(n) && touches(n)).collect();
        let lifts = |q: &GroundNorm| first.iter().any(|p| outranks(theory, q, p)) && touches(q);
        let second = self.norms.iter().copied().filter(|q| !first.iter().any(|p| p.id == q.id) && lifts(q));
        first.iter().copied().chain(second).collect()
    }

    /// Whether exceptions, exemptions and higher prohibitions leave nothing of an instance. Where no act is possible
    /// at all, only an exception that names no act takes it. More acts than are reasonable are not all gone.
    pub(super) fn released(&self, o: &GroundNorm, instance: &Instance) -> bool {
        let whole = |e: &Except| e.pattern == Pattern::default() && holds(&e.condition, self.situation);
        if o.exceptions.iter().any(whole) {
            return true;
        }
        let mut case = self.clone();
        case.norms = self.concerned(o, &[]).into();
        if o.exceptions.is_empty() && case.norms.is_empty() {
            return false;
        }
        let acts = Acts::of(&case, o, instance, case.test_days(o));
        (1..=MANY_ACTS).contains(&acts.count()) && acts.iter().all(|a| case.takes(o, &a) || case.exempts(o, &a))
    }

    /// Every day of the period, or the test days if it is too long.
    fn days(&self, o: &GroundNorm) -> Vec<i64> {
        match self.window(o) {
            Some((lo, hi)) if hi.saturating_sub(lo) < MANY_DAYS => (lo..=hi).collect(),
            _ => self.test_days(o),
        }
    }

    /// The ends of every period concerned and the days beside them, within the obligation's own (L3: between two of
    /// these days nothing changes).
    fn test_days(&self, o: &GroundNorm) -> Vec<i64> {
        let Some((lo, hi)) = self.window(o) else {
            return Vec::new();
        };
        let ends = self.norms.iter().filter_map(|n| self.window(n)).chain([(lo, hi)]);
        let beside = ends.flat_map(|(l, h)| [l.saturating_sub(1), l, h, h.saturating_add(1)]);
        let finite = beside.filter(|d| *d != i64::MIN && *d != i64::MAX);
        let days: BTreeSet<i64> = finite.chain([0]).filter(|d| lo <= *d && *d <= hi).collect();
        days.into_iter().collect()
    }

    /// The days on which an obligation owed throughout its period is judged: all of them; or, if they have no end or
    /// are too many, those on which something was done, and one end.
    pub(super) fn days_throughout(&self, o: &GroundNorm) -> Vec<i64> {
        match self.window(o) {
            Some((lo, hi)) if hi.saturating_sub(lo) >= MANY_DAYS && self.supposed.is_none() => {
                let end = if lo > i64::MIN { lo } else { hi.min(0) };
                let days: BTreeSet<i64> = self.behaviour.iter().map(|a| a.day).chain([end]).collect();
                days.into_iter().filter(|d| lo <= *d && *d <= hi).collect()
            }
            _ => self.days(o),
        }
    }
}

/// The actors of an act that is to discharge an obligation.
fn actors(o: &GroundNorm) -> BTreeSet<Name> {
    match &o.bearers {
        Bearers::Everybody => BTreeSet::new(),
        Bearers::All(all) => all.clone(),
    }
}

/// One choice for one feature of an act.
enum Choice {
    Leaf(Slot, Name),
    Amount(Name, Option<i64>),
    Season(Option<u16>),
}

/// The acts that match a norm in one instance: each combination of one choice for every feature, on each day.
pub(super) struct Acts {
    actors: BTreeSet<Name>,
    features: Vec<Vec<Choice>>,
    days: Vec<i64>,
}

impl Acts {
    pub(super) fn of(case: &Case, o: &GroundNorm, instance: &Instance, days: Vec<i64>) -> Self {
        let norms = || case.norms.iter().copied().chain([o]);
        let patterns: Vec<&Pattern> =
            norms().flat_map(|n| n.exceptions.iter().map(|e| &e.pattern).chain([&n.pattern])).collect();
        let mut features = Vec::new();
        for slot in Slot::ALL {
            let extent = o.pattern.slots.get(&slot).unwrap_or(&Extent::Any);
            let matters = |p: &&Pattern| p.slots.get(&slot).is_some_and(|e| *e != Extent::Any);
            features.push(match instance.leaves.get(&slot) {
                Some(chosen) => vec![Choice::Leaf(slot, chosen.clone())],
                // Where no pattern looks at a slot, all its leaves are as good as one.
                None if !patterns.iter().any(matters) => {
                    vec![Choice::Leaf(slot, UNNAMED.to_owned())]
                }
                None => {
                    leaves(taxonomy(case.theory, slot), extent).into_iter().map(|l| Choice::Leaf(slot, l)).collect()
                }
            });
        }
        for unit in patterns.iter().flat_map(|p| p.quantity.keys()).collect::<BTreeSet<_>>() {
            let bounds: Vec<_> = patterns.iter().filter_map(|p| p.quantity.get(unit)).collect();
            let ends = bounds.iter().flat_map(|(least, most)| [*least, *most]).flatten();
            let amounts: BTreeSet<i64> =
                ends.flat_map(|b| [b.saturating_sub(1), b, b.saturating_add(1)]).chain([0]).collect();
            let amounts = amounts.into_iter().map(Some);
            features.push(match o.pattern.quantity.get(unit) {
                Some((least, most)) => amounts
                    .filter(|a| a.is_some_and(|a| within(a, *least, *most)))
                    .map(|a| Choice::Amount(unit.clone(), a))
                    .collect(),
                None => [None].into_iter().chain(amounts).map(|a| Choice::Amount(unit.clone(), a)).collect(),
            });
        }
        let seasons: Vec<Season> = patterns.iter().filter_map(|p| p.season).collect();
        features.push(if seasons.is_empty() {
            vec![Choice::Season(None)]
        } else {
            let year = (1..=366).filter(|day| o.pattern.season.is_none_or(|s| in_season(s, *day)));
            let starts = |day: u16| day == 1 || seasons.iter().any(|s| day == s.from || day == s.to + 1);
            year.filter(|day| starts(*day)).map(|day| Choice::Season(Some(day))).collect()
        });
        let days = instance.day.map_or(days, |day| vec![day]);
        Self { actors: actors(o), features, days }
    }

    pub(super) fn count(&self) -> usize {
        self.features.iter().map(Vec::len).fold(self.days.len(), usize::saturating_mul)
    }

    /// All of them, counting through the features as through the digits of a number.
    pub(super) fn iter(&self) -> impl Iterator<Item = Deed> {
        let cells = if self.days.is_empty() { 0 } else { self.count() / self.days.len() };
        (0..cells).flat_map(|mut index| {
            let mut deed = Deed { actors: self.actors.clone(), ..Deed::default() };
            for choices in &self.features {
                match &choices[index % choices.len()] {
                    Choice::Leaf(slot, leaf) => _ = deed.leaves.insert(*slot, leaf.clone()),
                    Choice::Amount(unit, Some(amount)) => _ = deed.quantity.insert(unit.clone(), *amount),
                    Choice::Amount(_, None) => {}
                    Choice::Season(day) => deed.season = *day,
                }
                index /= choices.len();
            }
            self.days.iter().map(move |day| Deed { day: *day, ..deed.clone() })
        })
    }
}

/// Whether some act fits both patterns.
pub(super) fn meets(theory: &Theory, a: &Pattern, b: &Pattern) -> bool {
    let in_slot = |slot: &Slot| {
        let of = |p: &Pattern| leaves(taxonomy(theory, *slot), p.slots.get(slot).unwrap_or(&Extent::Any));
        !of(a).is_disjoint(&of(b))
    };
    let in_unit = |(unit, (least, most)): (&Name, &(Option<i64>, Option<i64>))| {
        let (other_least, other_most) = b.quantity.get(unit).copied().unwrap_or_default();
        let least = (*least).max(other_least);
        let most = [*most, other_most].into_iter().flatten().min();
        least.is_none_or(|l| within(l, None, most))
    };
    let in_year = |day: u16| [a, b].iter().all(|p| p.season.is_none_or(|s| in_season(s, day)));
    Slot::ALL.iter().filter(|s| a.slots.contains_key(s) || b.slots.contains_key(s)).all(in_slot)
        && a.quantity.iter().all(in_unit)
        && (1..=366).any(in_year)
}
