//! Claims about all situations (`specs/logic.md` §6): every way in which it can be with what some conditions speak of,
//! and in each of them every act.
//!
//! Dates and axioms are left out of account, so more situations are gone through than are admissible: what holds in
//! all of these holds in all of those.

use std::collections::{BTreeMap, BTreeSet};

use super::exhaust::{Acts, MANY_ACTS, meets};
use super::{
    Case, Instance, applies, excepted, find, fits, holds, in_period, in_season, leaves, matches, outranks, taxonomy,
    within,
};
use crate::clauses::Modality;
use crate::model::theory::{
    Condition, Day, Deed, Except, Extent, GroundNorm, Name, Pattern, Period, Situation, Theory,
};
use crate::norms::Slot;

/// Why a claim about all situations is not shown.
#[derive(Clone, Debug, PartialEq)]
pub enum Unshown {
    /// It does not hold, for this reason.
    Refuted(String),
    /// There are more cases than can be gone through one by one.
    TooMany,
}

fn refuted(why: impl Into<String>) -> Unshown {
    Unshown::Refuted(why.into())
}

fn named<'t>(theory: &'t Theory, id: &str) -> Result<&'t GroundNorm, Unshown> {
    find(theory, id).ok_or_else(|| refuted(format!("there is no norm `{id}`")))
}

/// In no situation does the norm apply; or one of its exceptions, by its place among them, take any of its acts.
pub fn never(theory: &Theory, id: &str, exception: Option<usize>) -> Result<u64, Unshown> {
    let n = named(theory, id)?;
    let except = match exception {
        Some(at) => Some(n.exceptions.get(at).ok_or_else(|| refuted(format!("`{id}` has no such exception")))?),
        None => None,
    };
    // No amount lies within bounds that leave nothing between them.
    let empty = |p: &Pattern| p.quantity.values().any(|(least, most)| least.zip(*most).is_some_and(|(l, m)| l > m));
    if except.is_some_and(|e| empty(&e.pattern) || !meets(theory, &n.pattern, &e.pattern)) {
        return Ok(1);
    }
    let conditions = std::iter::once(&n.condition).chain(except.map(|e| &e.condition));
    let cases = situations(theory, conditions)?;
    match cases.iter().any(|s| applies(n, s) && except.is_none_or(|e| holds(&e.condition, s))) {
        true => Err(refuted(format!("there is a situation in which it plays a part in `{id}`"))),
        false => Ok(cases.len().max(1) as u64),
    }
}

/// The norm's period is over before it begins. These axioms, each taken once, show that it is so in every situation;
/// where they do not, the solver alone says so.
pub fn closed(theory: &Theory, id: &str, axioms: &[Name], situation: &Situation) -> Result<u64, Unshown> {
    let n = named(theory, id)?;
    let (Some(lo), Some(hi)) = (&n.period.lo, &n.period.hi) else {
        return Err(refuted(format!("the period of `{id}` has not two ends")));
    };
    if super::value(lo, situation) <= super::value(hi, situation) {
        return Err(refuted(format!("the period of `{id}` is open in the situation shown")));
    }
    let rows: Vec<&Day> = theory.axioms.iter().filter(|a| axioms.contains(&a.id)).map(|a| &a.at_most_zero).collect();
    let sums = [(lo, 1), (hi, -1)].into_iter().chain(rows.iter().map(|row| (*row, 1)));
    if least(theory, sums) > Some(0) { Ok(1 + rows.len() as u64) } else { Err(Unshown::TooMany) }
}

/// The least value of a sum of sums, by the bounds of what stands in it.
fn least<'d>(theory: &Theory, sums: impl Iterator<Item = (&'d Day, i64)>) -> Option<i64> {
    let (mut terms, mut constant): (BTreeMap<&str, i64>, i64) = (BTreeMap::new(), 0);
    for (sum, times) in sums {
        constant = constant.saturating_add(sum.constant.saturating_mul(times));
        for (name, factor) in &sum.terms {
            let term = terms.entry(name).or_default();
            *term = term.saturating_add(factor.saturating_mul(times));
        }
    }
    terms.into_iter().filter(|(_, factor)| *factor != 0).try_fold(constant, |sum, (name, factor)| {
        let info = theory.numbers.get(name)?;
        let end = if factor > 0 { info.least? } else { info.most? };
        Some(sum.saturating_add(end.saturating_mul(factor)))
    })
}

/// Whenever the norm applies, each of its acts is taken: by its own exceptions, or by norms that stand above it.
pub fn nothing_left(theory: &Theory, id: &str, above: &[Name]) -> Result<u64, Unshown> {
    let n = named(theory, id)?;
    let above = above.iter().map(|q| named(theory, q)).collect::<Result<Vec<_>, _>>()?;
    if let Some(q) = above.iter().find(|q| !takes_from(theory, q, n)) {
        return Err(refuted(format!("`{}` takes nothing from `{id}`", q.id)));
    }
    let taken = |s: &Situation, a: &Deed| excepted(theory, n, s, a) || above.iter().any(|q| reaches(theory, q, s, a));
    each_act(theory, n, &above, &|s, a| !applies(n, s) || taken(s, a))
}

/// Whether a norm stands above another, so that what it allows is not forbidden, or what it exempts not owed; and
/// lasts as long.
fn takes_from(theory: &Theory, q: &GroundNorm, n: &GroundNorm) -> bool {
    let above = match (n.modality, q.modality) {
        (Modality::Prohibition, Modality::Permission | Modality::Obligation) => outranks(theory, q, n),
        (Modality::Obligation, Modality::Permission) => outranks(theory, q, n),
        (Modality::Obligation, Modality::Exemption) => !outranks(theory, n, q),
        _ => false,
    };
    above && q.after.is_empty() && q.on_breach_of.is_none() && spans(&q.period, &n.period)
}

/// Whether one period lasts as long as another in every situation: it has the same ends, or none.
fn spans(outer: &Period, inner: &Period) -> bool {
    (outer.lo.is_none() || outer.lo == inner.lo) && (outer.hi.is_none() || outer.hi == inner.hi)
}

/// The norm applies, speaks of the act, and does not except it.
fn reaches(theory: &Theory, n: &GroundNorm, situation: &Situation, deed: &Deed) -> bool {
    applies(n, situation) && matches(theory, n, deed) && !excepted(theory, n, situation, deed)
}

/// Something is so of every act of a norm in every situation; `others` are the norms that it depends on.
fn each_act(
    theory: &Theory,
    n: &GroundNorm,
    others: &[&GroundNorm],
    is_so: &dyn Fn(&Situation, &Deed) -> bool,
) -> Result<u64, Unshown> {
    let all = || others.iter().copied().chain([n]);
    let conditions = all().flat_map(|m| m.exceptions.iter().map(|e| &e.condition).chain([&m.condition]));
    let cases = situations(theory, conditions)?;
    let nothing = Situation::default();
    let mut case = Case::new(theory, &nothing, &[]);
    case.norms = others.iter().copied().collect();
    let acts = Acts::of(&case, n, &Instance::default(), vec![0]);
    if acts.count() == 0 || cases.is_empty() {
        return Err(refuted(format!("there is no act, or no situation, of which `{}` could speak", n.id)));
    }
    if acts.count().saturating_mul(cases.len()) > MANY_ACTS {
        return Err(Unshown::TooMany);
    }
    match acts.iter().find(|a| !cases.iter().all(|s| is_so(s, a))) {
        Some(deed) => Err(refuted(format!("not so of this act: {}", super::tell(&deed)))),
        None => Ok((acts.count() * cases.len()) as u64),
    }
}

/// Whoever keeps the norms of `from`, keeps this one: what it forbids they forbid, what it permits they permit, and
/// what discharges one of them discharges it.
pub fn follows(theory: &Theory, id: &str, from: &[Name]) -> Result<u64, Unshown> {
    let n = named(theory, id)?;
    let from = from.iter().map(|m| named(theory, m)).collect::<Result<Vec<_>, _>>()?;
    if let Some(m) = from.iter().find(|m| !stands_in_for(theory, m, n)) {
        return Err(refuted(format!("`{}` does not stand in for `{id}`", m.id)));
    }
    if n.modality != Modality::Obligation {
        let reached = |s: &Situation, a: &Deed| from.iter().any(|m| reaches(theory, m, s, a));
        return each_act(theory, n, &from, &|s, a| !reaches(theory, n, s, a) || reached(s, a));
    }
    let all = || from.iter().copied().chain([n]);
    let cases =
        situations(theory, all().flat_map(|m| m.exceptions.iter().map(|e| &e.condition).chain([&m.condition])))?;
    let owed = |m: &GroundNorm, s: &Situation| applies(m, s) && !m.exceptions.iter().any(|e| holds(&e.condition, s));
    let compels = |m: &GroundNorm, s: &Situation| owed(m, s) && discharges(theory, m, n, s);
    match cases.iter().any(|s| applies(n, s) && !from.iter().any(|m| compels(m, s))) {
        true => Err(refuted(format!("there is a situation in which nothing else demands what `{id}` demands"))),
        false => Ok(cases.len().max(1) as u64),
    }
}

/// Whether a norm may stand in for another: another clause, the same modality, there whenever the other is, and above
/// and below the same clauses.
fn stands_in_for(theory: &Theory, m: &GroundNorm, n: &GroundNorm) -> bool {
    let long_enough = match n.modality {
        Modality::Obligation => spans(&n.period, &m.period) && (!n.throughout || n.period == m.period),
        _ => spans(&m.period, &n.period),
    };
    let ranks = &theory.outranks;
    let above = ranks.iter().filter(|(_, p)| *p == m.clause).all(|(q, _)| ranks.contains(&(*q, n.clause)));
    let below = ranks.iter().filter(|(q, _)| *q == n.clause).all(|(_, p)| ranks.contains(&(m.clause, *p)));
    let exempts = |q: &GroundNorm| q.modality == Modality::Exemption && meets(theory, &q.pattern, &m.pattern);
    let exempted = n.modality == Modality::Obligation && theory.norms.iter().any(exempts);
    m.modality == n.modality
        && m.clause != n.clause
        && m.throughout == n.throughout
        && m.after == n.after
        && m.on_breach_of == n.on_breach_of
        && long_enough
        && above
        && below
        && !exempted
}

/// Whatever discharges m, for each thing that it is owed for, discharges n.
fn discharges(theory: &Theory, m: &GroundNorm, n: &GroundNorm, situation: &Situation) -> bool {
    let in_slot = |slot: &Slot| {
        let (own, theirs) = (extent(theory, &m.pattern, *slot), extent(theory, &n.pattern, *slot));
        let same_things = !n.each.contains(slot) || m.each.contains(slot) && theirs.is_subset(&own);
        // What is owed for each of more is owed for each of these, and done besides for others.
        let enough = if n.each.contains(slot) { same_things } else { own.is_subset(&theirs) };
        !own.is_empty() && enough
    };
    // An exception of n that takes acts and not the whole duty might take the very act that discharges m.
    let takes = |e: &Except| {
        e.pattern != Pattern::default() && holds(&e.condition, situation) && meets(theory, &m.pattern, &e.pattern)
    };
    m.bearers == n.bearers
        && Slot::ALL.iter().all(in_slot)
        && numbers_within(&m.pattern, &n.pattern)
        && !n.exceptions.iter().any(takes)
}

fn extent(theory: &Theory, pattern: &Pattern, slot: Slot) -> BTreeSet<Name> {
    leaves(taxonomy(theory, slot), pattern.slots.get(&slot).unwrap_or(&Extent::Any))
}

/// Whether all amounts and days of the year of one pattern are among those of another.
fn numbers_within(inner: &Pattern, outer: &Pattern) -> bool {
    let amounts = outer.quantity.iter().all(|(unit, (least, most))| {
        inner.quantity.get(unit).is_some_and(|(l, m)| {
            least.is_none_or(|x| l.is_some_and(|l| x <= l)) && most.is_none_or(|x| m.is_some_and(|m| m <= x))
        })
    });
    let inside = |day: u16| inner.season.is_none_or(|s| in_season(s, day));
    amounts && outer.season.is_none_or(|s| (1..=366).all(|day| !inside(day) || in_season(s, day)))
}

/// A duty and a leave to do its act, of two clauses neither of which yields: the act shown discharges the one and is
/// permitted by the other, and the leave is no wider than the duty, nor narrower where the bearer may choose how to
/// discharge it.
pub fn optional(theory: &Theory, situation: &Situation, duty: &str, leave: &str, deed: &Deed) -> Result<u64, Unshown> {
    let (o, q) = (named(theory, duty)?, named(theory, leave)?);
    if (o.modality, q.modality) != (Modality::Obligation, Modality::Permission) || o.clause == q.clause {
        return Err(refuted(format!("`{duty}` and `{leave}` are not a duty and a leave of two clauses")));
    }
    if outranks(theory, o, q) || outranks(theory, q, o) {
        return Err(refuted(format!("one of `{duty}` and `{leave}` yields to the other")));
    }
    let both = [o, q].into_iter().all(|n| reaches(theory, n, situation, deed) && in_period(n, situation, deed.day));
    if !both || !fits(theory, &o.pattern, deed) {
        return Err(refuted(format!("the act shown does not fall under both `{duty}` and `{leave}`")));
    }
    let inside = |a: &Pattern, b: &Pattern| {
        Slot::ALL.iter().all(|slot| extent(theory, a, *slot).is_subset(&extent(theory, b, *slot)))
    };
    if !inside(&q.pattern, &o.pattern) || o.each.is_empty() && !inside(&o.pattern, &q.pattern) {
        return Err(refuted(format!("`{duty}` and `{leave}` do not speak of the same")));
    }
    let cases = situations(theory, [&o.condition, &q.condition].into_iter())?;
    match cases.iter().any(|s| applies(q, s) && !applies(o, s)) {
        true => Err(refuted(format!("`{leave}` reaches cases of which `{duty}` does not speak"))),
        false => Ok(cases.len().max(1) as u64),
    }
}

/// Every way in which it can be with what some conditions speak of: each circumstance so or not, as far as facts leave
/// it open and circumstances do not exclude one another; each measure at and beside its bounds.
fn situations<'c>(theory: &Theory, conditions: impl Iterator<Item = &'c Condition>) -> Result<Vec<Situation>, Unshown> {
    let (mut flags, mut ends) = (BTreeSet::new(), BTreeMap::new());
    conditions.for_each(|c| spoken_of(c, &mut flags, &mut ends));
    let mut out = vec![Situation::default()];
    let mut extend = |each: &dyn Fn(&Situation) -> Vec<Situation>| -> Result<(), Unshown> {
        out = out.iter().flat_map(each).collect();
        if out.len() > MANY_ACTS { Err(Unshown::TooMany) } else { Ok(()) }
    };
    for flag in flags {
        let known = theory.circumstances.get(flag).and_then(|info| info.known.as_ref());
        let choices = known.map_or_else(|| vec![false, true], |(holds, _)| vec![*holds]);
        let with = |s: &Situation, so: bool| {
            let mut s = s.clone();
            s.circumstances.insert(flag.to_owned(), so);
            s
        };
        let possible = |s: &Situation| {
            let held = |set: &&BTreeSet<Name>| set.iter().filter(|c| super::circumstance(s, c)).count() > 1;
            !theory.exclusive.iter().any(|set| held(&set))
        };
        extend(&|s| choices.iter().map(|so| with(s, *so)).filter(possible).collect())?;
    }
    for (name, ends) in ends {
        let (least, most) = theory.numbers.get(name).map_or((None, None), |info| (info.least, info.most));
        let near = ends.iter().flat_map(|b| [b.saturating_sub(1), *b, b.saturating_add(1)]);
        let values: BTreeSet<i64> =
            near.chain(least).chain(most).chain([0]).filter(|v| within(*v, least, most)).collect();
        let with = |s: &Situation, value: i64| {
            let mut s = s.clone();
            s.numbers.insert(name.to_owned(), value);
            s
        };
        extend(&|s| values.iter().map(|value| with(s, *value)).collect())?;
    }
    Ok(out)
}

/// The circumstances and the bounds of measures that a condition speaks of.
fn spoken_of<'c>(c: &'c Condition, flags: &mut BTreeSet<&'c str>, ends: &mut BTreeMap<&'c str, BTreeSet<i64>>) {
    match c {
        Condition::True => {}
        Condition::Holds(name) => _ = flags.insert(name),
        Condition::Not(inner) => spoken_of(inner, flags, ends),
        Condition::All(list) | Condition::Any(list) => list.iter().for_each(|c| spoken_of(c, flags, ends)),
        Condition::Within(name, least, most) => ends.entry(name).or_default().extend(least.iter().chain(most)),
    }
}
