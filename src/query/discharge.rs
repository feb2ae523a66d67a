//! When does an act discharge an obligation, and when is nothing left of it? As terms, for `conflict` (`specs/logic.md` §3, §4).

use std::collections::{BTreeMap, BTreeSet};

use super::cells::Cell;
use super::term::{Sum, Term};
use super::words::{Words, condition, sum};
use crate::clauses::Modality;
use crate::model::theory::{GroundNorm, Name, Pattern};
use crate::norms::Slot;

/// One obligation with the norms that bear on its acts.
pub struct Discharge<'w, 't> {
    /// The words over the theory.
    pub words: &'w Words<'t>,
    /// The obligation.
    pub o: &'w GroundNorm,
    /// Prohibitions that can collide with it, by index into the norms of the theory.
    pub blockers: Vec<usize>,
    actors: BTreeSet<Name>,
    /// Prohibitions that outrank it: what they forbid does not discharge it.
    barring: Vec<&'t GroundNorm>,
    /// Exemptions and permissions that release what they cover.
    exempting: Vec<&'t GroundNorm>,
    lifters: Vec<&'w GroundNorm>,
}

impl<'w, 't> Discharge<'w, 't> {
    /// Looks up what bears on an obligation.
    pub fn new(words: &'w Words<'t>, o: &'w GroundNorm) -> Self {
        let actors = words.actors(o);
        let norms = &words.theory.norms;
        let near = words.of_like_kind(&o.pattern);
        let touches = |n: &GroundNorm| {
            n.on_breach_of.is_none() && words.borne_by(n, &actors) && words.leaves.meet(&o.pattern, &n.pattern)
        };
        // A ban that waits for an act has not begun, unless the duty waits for the same.
        let begun = |p: &GroundNorm| p.after.iter().all(|wait| o.after.contains(wait));
        let forbids =
            |p: &GroundNorm| p.modality == Modality::Prohibition && touches(p) && begun(p) && !words.outranks(o, p);
        let blockers: Vec<usize> =
            near.iter().copied().filter(|&i| forbids(&norms[i]) && !words.outranks(&norms[i], o)).collect();
        let near = || near.iter().map(|&i| &norms[i]);
        let barring: Vec<&GroundNorm> = near().filter(|p| forbids(p) && words.outranks(p, o)).collect();
        let exempts = |q: &GroundNorm| match q.modality {
            Modality::Exemption => !words.outranks(o, q),
            Modality::Permission => words.outranks(q, o),
            _ => false,
        };
        let exempting = near().filter(|q| exempts(q) && touches(q)).collect();
        let forbidding: Vec<&GroundNorm> = blockers.iter().map(|&p| &norms[p]).chain(barring.iter().copied()).collect();
        let lifters = words.lifters(&forbidding, &actors);
        Self { words, o, blockers, actors, barring, exempting, lifters }
    }

    /// A norm of the theory.
    pub fn norm(&self, index: usize) -> &'t GroundNorm {
        &self.words.theory.norms[index]
    }

    /// Patterns that tell acts apart here, exceptions included. Leaving out the lifters would merge acts that a
    /// permission tells apart.
    fn patterns(&self) -> Vec<&Pattern> {
        let blockers = self.blockers.iter().map(|&p| self.norm(p));
        let others = self.barring.iter().chain(&self.exempting).copied();
        let all = blockers.chain(others).chain(self.lifters.iter().copied()).chain([self.o]);
        all.flat_map(|n| n.exceptions.iter().map(|e| &e.pattern).chain([&n.pattern])).collect()
    }

    /// The cells of the acts that match the obligation; `None` if there are too many.
    pub fn cells(&self) -> Option<Vec<Cell>> {
        self.words.leaves.cells(&self.o.pattern, &self.patterns())
    }

    /// The cells of each thing for which the obligation is owed.
    pub fn instances(&self, cells: &[Cell]) -> Vec<Vec<Cell>> {
        let mut out: BTreeMap<Vec<(Slot, Name)>, Vec<Cell>> = BTreeMap::new();
        for cell in cells {
            let key = self.o.each.iter().filter_map(|s| cell.leaves.get(s).map(|l| (*s, l.clone()))).collect();
            out.entry(key).or_default().push(cell.clone());
        }
        out.into_values().collect()
    }

    /// True if it is owed for each of something of which there is none.
    pub fn owed_for_none(&self) -> bool {
        let of = |slot: &Slot| self.o.pattern.slots.get(slot).is_some_and(|e| self.words.leaves.none_in(*slot, e));
        self.o.each.iter().any(of)
    }

    /// True if a cell needs no question: nothing forbids it, takes it or releases it.
    pub fn free_at_all_times(&self, cell: &Cell) -> bool {
        let mut patterns = self.blockers.iter().map(|&p| &self.norm(p).pattern);
        let barred = self.barring.iter().any(|p| self.words.leaves.contains(&p.pattern, cell));
        let taken = self.o.exceptions.iter().any(|e| self.words.leaves.contains(&e.pattern, cell));
        !barred && !taken && !patterns.any(|p| self.words.leaves.contains(p, cell))
    }

    /// First and last day, where it has them.
    pub fn ends(&self) -> (Option<Sum>, Option<Sum>) {
        (self.o.period.lo.as_ref().map(sum), self.o.period.hi.as_ref().map(sum))
    }

    /// The name of a day on which it is owed.
    pub fn day_name(&self) -> String {
        format!("day of {}", self.o.id)
    }

    /// Some day lies in its period.
    pub fn window_open(&self) -> Term {
        match self.ends() {
            (Some(lo), Some(hi)) => Term::le(&lo, &hi),
            _ => Term::Truth(true),
        }
    }

    /// It applies, and no exception without words about the act takes all of it.
    pub fn applies(&self) -> Term {
        let bare = self.o.exceptions.iter().filter(|e| e.pattern == Pattern::default());
        Term::all(bare.map(|e| Term::not(condition(&e.condition))).chain([self.words.applies(self.o)]))
    }

    /// The act discharges the obligation, were it not for the blockers: in its period, neither excepted nor barred.
    fn counts(&self, cell: &Cell, day: &Sum) -> Term {
        let barred = self.barring.iter().map(|p| self.words.forbids(p, &self.actors, cell, day));
        let taken = Term::any(barred.chain([self.words.excepted(self.o, cell)]));
        Term::all([self.words.in_period(self.o, day), Term::not(taken)])
    }

    /// An exemption or a higher permission covers the act, so that nobody need do it.
    fn exempt(&self, cell: &Cell, day: &Sum) -> Term {
        let covering = self.exempting.iter().filter(|q| self.words.leaves.contains(&q.pattern, cell));
        Term::any(covering.map(|q| {
            let reaches = self.words.reaches(q, cell);
            Term::all([reaches, self.words.in_period(q, day)])
        }))
    }

    /// On this day something is left to be owed of one instance.
    pub fn owed_on(&self, cells: &[Cell], day: &Sum) -> Term {
        Term::any(cells.iter().map(|cell| Term::all([self.counts(cell, day), Term::not(self.exempt(cell, day))])))
    }

    /// Something is left to be owed of one instance, on a day that is free to choose.
    pub fn owed(&self, cells: &[Cell]) -> Term {
        let all_of_it = self.barring.is_empty() && self.exempting.is_empty() && self.o.exceptions.is_empty();
        if all_of_it && !self.o.throughout && !cells.is_empty() {
            return self.window_open();
        }
        self.owed_on(cells, &Sum::of(self.day_name()))
    }

    /// The act discharges the obligation on the day, and none of the selected blockers forbids it.
    pub fn free(&self, cell: &Cell, day: &Sum, selected: &dyn Fn(usize) -> Term) -> Term {
        let forbidden = self
            .blockers
            .iter()
            .map(|&p| Term::all([selected(p), self.words.forbids(self.norm(p), &self.actors, cell, day)]));
        Term::all([self.counts(cell, day), Term::not(Term::any(forbidden))])
    }

    /// The days on which a discharge would be free if it is free on any (L3): where a period begins, a ban has ended or
    /// a lift begins; and where it has no first day, where one ends or a ban has not begun.
    pub fn test_days(&self) -> Vec<Sum> {
        if self.o.throughout {
            return vec![Sum::of(self.day_name())];
        }
        let (lo, hi) = self.ends();
        let mut days: Vec<Sum> = lo.iter().cloned().collect();
        let forbidding = || self.blockers.iter().map(|&p| self.norm(p)).chain(self.barring.iter().copied());
        days.extend(forbidding().filter_map(|p| p.period.hi.as_ref()).map(|hi| sum(hi).shifted(1)));
        days.extend(self.lifters.iter().filter_map(|q| q.period.lo.as_ref()).map(sum));
        if lo.is_none() {
            days.extend(hi);
            days.extend(forbidding().filter_map(|p| p.period.lo.as_ref()).map(|lo| sum(lo).shifted(-1)));
            days.extend(self.lifters.iter().filter_map(|q| q.period.hi.as_ref()).map(sum));
        }
        distinct(days)
    }

    /// A day in every stretch in which nothing that bears on the obligation changes.
    pub fn all_days(&self) -> Vec<Sum> {
        let blockers = self.blockers.iter().map(|&p| self.norm(p));
        let others = self.barring.iter().chain(&self.exempting).copied();
        let all = blockers.chain(others).chain(self.lifters.iter().copied()).chain([self.o]);
        let ends = all.flat_map(|n| {
            let lo = n.period.lo.iter().map(sum).flat_map(|lo| [lo.shifted(-1), lo]);
            let hi = n.period.hi.iter().map(sum).flat_map(|hi| [hi.shifted(1), hi]);
            lo.chain(hi).collect::<Vec<_>>()
        });
        distinct(ends.collect())
    }

    /// The acts by which all that is owed in a situation is discharged, if none of the selected blockers forbids them.
    pub fn strategy(
        &self,
        instances: &[Vec<Cell>],
        model: &super::term::Model,
        selected: &dyn Fn(usize) -> bool,
    ) -> Option<Vec<(Cell, i64)>> {
        let value = |day: &Sum| i64::try_from(day.value(model)).unwrap_or_default();
        let chosen = |p| Term::Truth(selected(p));
        let on = |days: &[Sum], cells: &[Cell]| -> Option<(Cell, i64)> {
            let free = |cell: &Cell, day: &Sum| {
                !self.barred_after_a_breach(cell) && self.free(cell, day, &chosen).holds(model)
            };
            cells.iter().find_map(|c| days.iter().find(|day| free(c, day)).map(|day| (c.clone(), value(day))))
        };
        let days: Vec<i64> = self.all_days().iter().map(value).collect();
        let mut out = Vec::new();
        for cells in instances {
            let is_owed = |day: i64| self.owed_on(cells, &Sum::constant(day)).holds(model);
            if !self.o.throughout {
                match on(&self.test_days(), cells) {
                    Some((cell, day)) => out.extend(self.for_each(&cell).into_iter().map(|cell| (cell, day))),
                    None if days.iter().any(|&day| is_owed(day)) => return None,
                    None => {}
                }
                continue;
            }
            let (lo, hi) = self.ends();
            let (lo, hi) = (value(&lo?), value(&hi?));
            if hi.saturating_sub(lo) > MOST_SHOWN {
                return None;
            }
            for day in lo..=hi {
                match on(&[Sum::constant(day)], cells) {
                    Some((cell, _)) => out.extend(self.for_each(&cell).into_iter().map(|cell| (cell, day))),
                    None if is_owed(day) => return None,
                    None => {}
                }
            }
        }
        Some(out)
    }

    /// A prohibition that outranks the duty, and that a breach would bring into play, speaks of the act: what is shown
    /// must not depend on whether it is.
    fn barred_after_a_breach(&self, cell: &Cell) -> bool {
        self.words.above(self.o).map(|index| self.norm(index)).any(|p| {
            let triggered = p.modality == Modality::Prohibition && p.on_breach_of.is_some();
            triggered && self.words.leaves.contains(&p.pattern, cell)
        })
    }

    /// The same act for each thing of its class, where it is owed for each.
    fn for_each(&self, cell: &Cell) -> Vec<Cell> {
        let patterns = self.patterns();
        let mut out = vec![cell.clone()];
        for slot in &self.o.each {
            let Some(leaf) = cell.leaves.get(slot) else { continue };
            let all = self.words.leaves.like(*slot, leaf, &self.o.pattern, &patterns);
            let with = |cell: &Cell, leaf: &Name| {
                let mut cell = cell.clone();
                cell.leaves.insert(*slot, leaf.clone());
                cell
            };
            out = out.iter().flat_map(|cell| all.iter().map(move |leaf| with(cell, leaf))).collect();
        }
        out
    }

    /// Everything that is owed is discharged by acts that none of the selected blockers forbids.
    pub fn kept(&self, instances: &[Vec<Cell>], selected: &dyn Fn(usize) -> Term) -> Term {
        let days = self.all_days();
        let free_on = |cells: &[Cell], day: &Sum| Term::any(cells.iter().map(|cell| self.free(cell, day, selected)));
        let instance = |cells: &Vec<Cell>| {
            let released = |day: &Sum| Term::not(self.owed_on(cells, day));
            if self.o.throughout {
                return Term::all(days.iter().map(|day| Term::any([released(day), free_on(cells, day)])));
            }
            let none_owed = Term::all([self.window_open(), Term::all(days.iter().map(released))]);
            let discharged = Term::any(self.test_days().iter().map(|day| free_on(cells, day)));
            Term::any([none_owed, discharged])
        };
        Term::all(instances.iter().map(instance))
    }
}

/// No more days than this are shown one by one.
const MOST_SHOWN: i64 = 400;

fn distinct(mut days: Vec<Sum>) -> Vec<Sum> {
    if days.is_empty() {
        days.push(Sum::constant(0));
    }
    days.sort();
    days.dedup();
    days
}
