//! When can no act discharge an obligation? (`specs/logic.md` §4, lemmas L1 to L3, and §5.1 and §5.2.)

use std::collections::{BTreeMap, BTreeSet};

use super::cells::Cell;
use super::solver::{Answer, Solver, Undecided, canonical_model_under, minimal_core};
use super::term::{Model, Sum, Term};
use super::words::{Words, axiom_flag, condition, sum, takes_part};
use crate::clauses::Modality;
use crate::model::theory::{GroundNorm, Name, Pattern};
use crate::norms::Slot;

/// More minimal sets of blockers than this are not looked for with one obligation.
pub const MOST_CORES: usize = 4;

/// An obligation, and a minimal set of prohibitions that together leave no act to discharge it in a situation.
#[derive(Clone, Debug)]
pub struct Conflict {
    /// Indices into the norms of the theory: the prohibitions. None if the obligation has no act or no day of its own.
    pub blockers: Vec<usize>,
    /// The situation.
    pub model: Model,
    /// It is so in every admissible situation in which one of the norms applies.
    pub always: bool,
    /// Axioms without which it would not always be so, by id.
    pub axioms: Vec<Name>,
    /// For each blocker, the act that is free without it: a cell and a day.
    pub freed: Vec<(usize, Cell, i64)>,
}

/// All minimal conflicts of one obligation.
///
/// # Errors
/// If there are too many cells, or the solver gives up.
pub fn conflicts(
    words: &Words,
    solver: &mut dyn Solver,
    axioms: &[String],
    o: &GroundNorm,
) -> Result<Vec<Conflict>, Undecided> {
    let question = Question::new(words, o);
    let cells = question
        .cells()
        .ok_or_else(|| Undecided::Unknown("there are too many kinds of acts to tell apart".to_owned()))?;
    if cells.is_empty() || question.has_both_ends() {
        solver.comment(&format!("{}: is there an act, and a day, to discharge it at all?", words.named(o)));
        if let Some(conflict) = question.nothing_at_all(solver, axioms, &cells)? {
            return Ok(vec![conflict]);
        }
    }
    for instance in question.instances(&cells) {
        let free = |cell: &Cell| {
            !question.blockers.iter().any(|&p| words.leaves.contains(&words.theory.norms[p].pattern, cell))
        };
        if instance.iter().any(free) {
            continue;
        }
        solver.comment(&format!("{}: can all that would discharge it be forbidden?", words.named(o)));
        let found = question.blocked(solver, axioms, &instance)?;
        if !found.is_empty() {
            return Ok(found);
        }
    }
    Ok(Vec::new())
}

struct Question<'w, 't> {
    words: &'w Words<'t>,
    o: &'w GroundNorm,
    actors: BTreeSet<Name>,
    blockers: Vec<usize>,
}

impl<'w, 't> Question<'w, 't> {
    fn new(words: &'w Words<'t>, o: &'w GroundNorm) -> Self {
        let actors = words.actors(o);
        let norms = &words.theory.norms;
        let blocks = |p: &GroundNorm| {
            let unranked = !words.outranks(p, o) && !words.outranks(o, p);
            p.modality == Modality::Prohibition
                && p.on_breach_of.is_none()
                && unranked
                && words.borne_by(p, &actors)
                && words.leaves.meet(&o.pattern, &p.pattern)
        };
        let blockers = (0..norms.len()).filter(|&i| blocks(&norms[i])).collect();
        Self { words, o, actors, blockers }
    }

    fn norm(&self, index: usize) -> &'t GroundNorm {
        &self.words.theory.norms[index]
    }

    /// Patterns that tell acts apart here: of the blockers and what lifts them, exceptions included. Leaving out the
    /// lifters would merge acts that a permission tells apart.
    fn patterns(&self) -> Vec<&Pattern> {
        let blockers: Vec<&GroundNorm> = self.blockers.iter().map(|&p| self.norm(p)).collect();
        let lifters = self.words.lifters(&blockers, &self.actors);
        let all = blockers.into_iter().chain(lifters).chain([self.o]);
        all.flat_map(|n| n.exceptions.iter().map(|e| &e.pattern).chain([&n.pattern])).collect()
    }

    fn cells(&self) -> Option<Vec<Cell>> {
        self.words.leaves.cells(&self.o.pattern, &self.patterns())
    }

    /// The cells of each thing for which the obligation is owed.
    fn instances(&self, cells: &[Cell]) -> Vec<Vec<Cell>> {
        let mut out: BTreeMap<Vec<(Slot, Name)>, Vec<Cell>> = BTreeMap::new();
        for cell in cells {
            let key = self.o.each.iter().filter_map(|s| cell.leaves.get(s).map(|l| (*s, l.clone()))).collect();
            out.entry(key).or_default().push(cell.clone());
        }
        out.into_values().collect()
    }

    fn has_both_ends(&self) -> bool {
        self.o.period.lo.is_some() && self.o.period.hi.is_some()
    }

    fn ends(&self) -> (Option<Sum>, Option<Sum>) {
        (self.o.period.lo.as_ref().map(sum), self.o.period.hi.as_ref().map(sum))
    }

    /// The obligation applies, no exception without words about the act takes it, nobody is exempted.
    fn owed(&self, cells: &[Cell]) -> Term {
        let exempting = self.words.theory.norms.iter().filter(|q| {
            let releases = q.modality == Modality::Exemption
                || (q.modality == Modality::Permission && self.words.outranks(q, self.o));
            releases && self.words.borne_by(q, &self.actors) && self.words.leaves.meet(&q.pattern, &self.o.pattern)
        });
        let not_exempt = exempting.map(|q| Term::not(condition(&q.condition)));
        let not_excepted = cells.iter().map(|c| Term::not(self.words.excepted(self.o, c)));
        let bare = self
            .o
            .exceptions
            .iter()
            .filter(|e| e.pattern == Pattern::default())
            .map(|e| Term::not(condition(&e.condition)));
        Term::all(std::iter::once(self.words.applies(self.o)).chain(not_exempt).chain(not_excepted).chain(bare))
    }

    /// The days on which a discharge would be free if it is free on any (L3).
    fn test_days(&self) -> Vec<Sum> {
        let (lo, hi) = self.ends();
        if self.o.throughout {
            return vec![Sum::of(self.day_name())];
        }
        let blockers: Vec<&GroundNorm> = self.blockers.iter().map(|&p| self.norm(p)).collect();
        let lifters = self.words.lifters(&blockers, &self.actors);
        let mut days: Vec<Sum> = Vec::new();
        days.extend(lo.clone());
        days.extend(blockers.iter().filter_map(|p| p.period.hi.as_ref()).map(|hi| sum(hi).shifted(1)));
        days.extend(lifters.iter().filter_map(|q| q.period.lo.as_ref()).map(sum));
        if lo.is_none() {
            days.extend(hi);
            days.extend(blockers.iter().filter_map(|p| p.period.lo.as_ref()).map(|lo| sum(lo).shifted(-1)));
            days.extend(lifters.iter().filter_map(|q| q.period.hi.as_ref()).map(sum));
        }
        if days.is_empty() {
            days.push(Sum::constant(0));
        }
        days.sort();
        days.dedup();
        days
    }

    fn day_name(&self) -> String {
        format!("day of {}", self.o.id)
    }

    fn window_open(&self) -> Term {
        match self.ends() {
            (Some(lo), Some(hi)) => Term::le(&lo, &hi),
            _ => Term::Truth(true),
        }
    }

    /// No cell, or no day in any admissible situation in which it applies. An open window that may close early is
    /// another's doing and no defect of the clause.
    fn nothing_at_all(
        &self,
        solver: &mut dyn Solver,
        axioms: &[String],
        cells: &[Cell],
    ) -> Result<Option<Conflict>, Undecided> {
        solver.push();
        solver.assert(&self.owed(&[]));
        let model = self.situation(solver, axioms, &[]);
        let outcome = model.and_then(|model| {
            let Some(model) = model else { return Ok(None) };
            if cells.is_empty() {
                return Ok(Some(Conflict {
                    blockers: Vec::new(),
                    model,
                    always: true,
                    axioms: Vec::new(),
                    freed: Vec::new(),
                }));
            }
            solver.assert(&self.window_open());
            match solver.check(axioms) {
                Answer::Sat(_) => Ok(None),
                Answer::Unknown(why) => Err(Undecided::Unknown(why)),
                Answer::Unsat(_) => {
                    let needed = minimal_core(solver, axioms)?;
                    Ok(Some(Conflict {
                        blockers: Vec::new(),
                        model,
                        always: true,
                        axioms: ids(&needed),
                        freed: Vec::new(),
                    }))
                }
            }
        });
        solver.pop();
        outcome
    }

    /// Every minimal set of blockers that leaves nothing of one instance.
    fn blocked(&self, solver: &mut dyn Solver, axioms: &[String], cells: &[Cell]) -> Result<Vec<Conflict>, Undecided> {
        let selections: Vec<String> = self.blockers.iter().map(|&p| takes_part(&self.norm(p).id)).collect();
        solver.push();
        solver.assert(&self.owed(cells));
        solver.assert(&self.window_open());
        if self.o.throughout {
            solver.assert(&self.words.in_period(self.o, &Sum::of(self.day_name())));
        }
        for term in self.all_blocked(cells, &|p| Term::flag(takes_part(&self.norm(p).id))) {
            solver.assert(&term);
        }
        let mut out = Vec::new();
        let mut failed = None;
        while out.len() < MOST_CORES {
            match self.situation(solver, axioms, &selections) {
                Ok(Some(model)) => {
                    let chosen: Vec<usize> =
                        self.blockers.iter().copied().filter(|&p| model.flag(&takes_part(&self.norm(p).id))).collect();
                    solver.assert(&Term::any(
                        chosen.iter().map(|&p| Term::not(Term::flag(takes_part(&self.norm(p).id)))),
                    ));
                    out.push((chosen, model));
                }
                Ok(None) => break,
                Err(problem) => {
                    failed = Some(problem);
                    break;
                }
            }
        }
        solver.pop();
        if let Some(problem) = failed {
            return Err(problem);
        }
        out.into_iter().map(|(chosen, model)| self.complete(solver, axioms, cells, chosen, model)).collect()
    }

    /// For each cell and test day: the day is outside the window, or a selected blocker forbids the act.
    fn all_blocked(&self, cells: &[Cell], selected: &dyn Fn(usize) -> Term) -> Vec<Term> {
        let days = self.test_days();
        let one = |cell: &Cell, day: &Sum| {
            let forbidden = self
                .blockers
                .iter()
                .map(|&p| Term::all([selected(p), self.words.forbids(self.norm(p), &self.actors, cell, day)]));
            Term::any(std::iter::once(Term::not(self.words.in_period(self.o, day))).chain(forbidden))
        };
        cells.iter().flat_map(|cell| days.iter().map(move |day| one(cell, day))).collect()
    }

    /// The least situation of what is asserted: fewest of the names first, then circumstances, then dates.
    fn situation(
        &self,
        solver: &mut dyn Solver,
        axioms: &[String],
        first: &[String],
    ) -> Result<Option<Model>, Undecided> {
        let flags: Vec<String> = first.iter().cloned().chain(self.words.theory.circumstances.keys().cloned()).collect();
        let mut numbers: Vec<String> = self.words.theory.numbers.keys().cloned().collect();
        if self.o.throughout {
            numbers.push(self.day_name());
        }
        canonical_model_under(solver, axioms, &flags, &numbers)
    }

    /// How grave it is, and what is free without each blocker.
    fn complete(
        &self,
        solver: &mut dyn Solver,
        axioms: &[String],
        cells: &[Cell],
        blockers: Vec<usize>,
        model: Model,
    ) -> Result<Conflict, Undecided> {
        let freed = blockers.iter().filter_map(|&p| self.freed(cells, &blockers, p, &model)).collect();
        let (always, needed) = self.always(solver, axioms, cells, &blockers)?;
        Ok(Conflict { blockers, model, always, axioms: needed, freed })
    }

    /// An act that would discharge the obligation if one blocker were not there.
    fn freed(&self, cells: &[Cell], blockers: &[usize], without: usize, model: &Model) -> Option<(usize, Cell, i64)> {
        let days = self.test_days();
        let free = |cell: &Cell, day: &Sum| {
            let others = blockers.iter().filter(|&&p| p != without);
            self.words.in_period(self.o, day).holds(model)
                && others.clone().all(|&p| !self.words.forbids(self.norm(p), &self.actors, cell, day).holds(model))
        };
        let found = cells.iter().find_map(|cell| days.iter().find(|day| free(cell, day)).map(|day| (cell, day)));
        found.map(|(cell, day)| (without, cell.clone(), i64::try_from(day.value(model)).unwrap_or_default()))
    }

    /// Whether some norm of the set is a dead letter: in no admissible situation does it apply and can all be kept.
    fn always(
        &self,
        solver: &mut dyn Solver,
        axioms: &[String],
        cells: &[Cell],
        blockers: &[usize],
    ) -> Result<(bool, Vec<Name>), Undecided> {
        let kept =
            Term::any(self.all_blocked(cells, &|p| Term::Truth(blockers.contains(&p))).into_iter().map(Term::not));
        let owed = self.owed(&[]);
        let mut kept_on_day = vec![self.window_open()];
        if self.o.throughout {
            kept_on_day.push(self.words.in_period(self.o, &Sum::of(self.day_name())));
        }
        kept_on_day.push(kept);
        let fulfilled = Term::all(kept_on_day);
        let of_obligation = Term::all([owed.clone(), fulfilled.clone()]);
        let of_blockers = blockers.iter().map(|&p| {
            Term::all([self.words.applies(self.norm(p)), Term::any([Term::not(owed.clone()), fulfilled.clone()])])
        });
        for kept in std::iter::once(of_obligation).chain(of_blockers) {
            solver.push();
            solver.assert(&kept);
            let outcome = match solver.check(axioms) {
                Answer::Sat(_) => Ok(None),
                Answer::Unknown(why) => Err(Undecided::Unknown(why)),
                Answer::Unsat(_) => minimal_core(solver, axioms).map(Some),
            };
            solver.pop();
            if let Some(needed) = outcome? {
                return Ok((true, ids(&needed)));
            }
        }
        Ok((false, Vec::new()))
    }
}

/// The ids of axioms by their flags.
fn ids(flags: &[String]) -> Vec<Name> {
    let prefix = axiom_flag("");
    flags.iter().filter_map(|f| f.strip_prefix(&prefix).map(str::to_owned)).collect()
}
