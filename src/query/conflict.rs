//! When can no act discharge an obligation? (`specs/logic.md` §4, lemmas L1 to L3, and §5.1 and §5.2.)

use std::collections::BTreeSet;

use super::cells::Cell;
use super::discharge::Discharge;
use super::situation::situation;
use super::solver::{Answer, Solver, Undecided, minimal_core};
use super::term::{Model, Sum, Term};
use super::words::{Words, axiom_flag, takes_part};
use crate::model::theory::{GroundNorm, Name};

/// More minimal sets of blockers than this are not looked for with one obligation and one thing that it is owed for.
pub const MOST_CORES: usize = 8;

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
    /// For each blocker, acts that discharge the obligation without it: cells and days.
    pub freed: Vec<(usize, Vec<(Cell, i64)>)>,
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
    let question = Question { of: Discharge::new(words, o), axioms };
    if question.of.owed_for_none() {
        return Ok(Vec::new());
    }
    let cells = question
        .of
        .cells()
        .ok_or_else(|| Undecided::Unknown("there are too many kinds of acts to tell apart".to_owned()))?;
    // Owed throughout an empty period is owed on no day, which breaks nothing.
    let closes = !o.throughout && matches!(question.of.ends(), (Some(_), Some(_)));
    if cells.is_empty() || closes {
        solver.comment(&format!("{}: is there an act, and a day, to discharge it at all?", words.named(o)));
        if let Some(conflict) = question.nothing_at_all(solver, &cells)? {
            return Ok(vec![conflict]);
        }
    }
    let instances = question.of.instances(&cells);
    let mut found: Vec<(BTreeSet<usize>, Model)> = Vec::new();
    for instance in &instances {
        if question.of.blockers.is_empty() || instance.iter().any(|cell| question.of.free_at_all_times(cell)) {
            continue;
        }
        solver.comment(&format!("{}: can all that would discharge it be forbidden?", words.named(o)));
        found.extend(question.blocked(solver, instance)?);
    }
    let smaller = |set: &BTreeSet<usize>, at: usize| {
        let other = |(i, (other, _)): (usize, &(BTreeSet<usize>, Model))| {
            other.is_subset(set) && (other.len() < set.len() || i < at)
        };
        found.iter().enumerate().any(other)
    };
    let minimal = found.iter().enumerate().filter(|(at, (set, _))| !smaller(set, *at));
    minimal.map(|(_, (set, model))| question.complete(solver, &instances, set, model)).collect()
}

struct Question<'q, 'w, 't> {
    of: Discharge<'w, 't>,
    axioms: &'q [String],
}

impl Question<'_, '_, '_> {
    /// No cell, or no day in any admissible situation in which it applies. An open window that may close early is
    /// another's doing and no defect of the clause.
    fn nothing_at_all(&self, solver: &mut dyn Solver, cells: &[Cell]) -> Result<Option<Conflict>, Undecided> {
        solver.push();
        solver.assert(&self.of.applies());
        if self.of.o.throughout {
            solver.assert(&self.of.window_open());
        }
        let asserted = [self.of.applies(), self.of.window_open()];
        let outcome = self.situation(solver, &[], &asserted).and_then(|model| {
            let Some(model) = model else { return Ok(None) };
            let conflict = |axioms| {
                let (blockers, freed) = (Vec::new(), Vec::new());
                Some(Conflict { blockers, model, always: true, axioms, freed })
            };
            if cells.is_empty() {
                return Ok(conflict(Vec::new()));
            }
            solver.assert(&self.of.window_open());
            match solver.check(self.axioms) {
                Answer::Sat(_) => Ok(None),
                Answer::Unknown(why) => Err(Undecided::Unknown(why)),
                Answer::Unsat(_) => Ok(conflict(ids(&minimal_core(solver, self.axioms)?))),
            }
        });
        solver.pop();
        outcome
    }

    /// Every minimal set of blockers that leaves nothing of one instance, each with a situation.
    fn blocked(&self, solver: &mut dyn Solver, cells: &[Cell]) -> Result<Vec<(BTreeSet<usize>, Model)>, Undecided> {
        let flag = |p: usize| takes_part(&self.of.norm(p).id);
        let selections: Vec<String> = self.of.blockers.iter().map(|&p| flag(p)).collect();
        solver.push();
        let mut asserted = vec![self.of.applies(), self.of.owed(cells)];
        let days = self.of.test_days();
        for cell in cells {
            for day in &days {
                asserted.push(Term::not(self.of.free(cell, day, &|p| Term::flag(flag(p)))));
            }
        }
        asserted.iter().for_each(|term| solver.assert(term));
        let mut out = Vec::new();
        let outcome = loop {
            match self.situation(solver, &selections, &asserted) {
                Ok(Some(model)) => {
                    let chosen: BTreeSet<usize> =
                        self.of.blockers.iter().copied().filter(|&p| model.flag(&flag(p))).collect();
                    solver.assert(&Term::any(chosen.iter().map(|&p| Term::not(Term::flag(flag(p))))));
                    out.push((chosen, model));
                    if out.len() == MOST_CORES {
                        break Ok(());
                    }
                }
                Ok(None) => break Ok(()),
                Err(problem) => break Err(problem),
            }
        };
        solver.pop();
        outcome.map(|()| out)
    }

    /// The least situation of what is asserted: fewest of the names first, then circumstances, then dates.
    fn situation(
        &self,
        solver: &mut dyn Solver,
        first: &[String],
        asserted: &[Term],
    ) -> Result<Option<Model>, Undecided> {
        let more: Vec<String> = if self.of.o.throughout { vec![self.of.day_name()] } else { Vec::new() };
        let asserted: Vec<&Term> = asserted.iter().collect();
        situation(self.of.words, solver, self.axioms, &asserted, first, &more)
    }

    /// How grave it is, and what is free without each blocker.
    fn complete(
        &self,
        solver: &mut dyn Solver,
        instances: &[Vec<Cell>],
        blockers: &BTreeSet<usize>,
        model: &Model,
    ) -> Result<Conflict, Undecided> {
        let without = |p: usize| {
            let acts = self.of.strategy(instances, model, &|other| other != p && blockers.contains(&other));
            acts.map(|acts| (p, acts))
        };
        let freed = blockers.iter().filter_map(|&p| without(p)).collect();
        let (always, axioms) = self.always(solver, instances, blockers)?;
        Ok(Conflict { blockers: blockers.iter().copied().collect(), model: model.clone(), always, axioms, freed })
    }

    /// Whether some norm of the set is a dead letter: in no admissible situation does it apply and can all be kept.
    fn always(
        &self,
        solver: &mut dyn Solver,
        instances: &[Vec<Cell>],
        blockers: &BTreeSet<usize>,
    ) -> Result<(bool, Vec<Name>), Undecided> {
        let kept = self.of.kept(instances, &|p| Term::Truth(blockers.contains(&p)));
        let owed = self.of.applies();
        let some_day = Sum::of(self.of.day_name());
        let left = Term::any(instances.iter().map(|cells| self.of.owed_on(cells, &some_day)));
        let of_obligation = Term::all([owed.clone(), left, kept.clone()]);
        let of_blockers = blockers.iter().map(|&p| {
            let applies = self.of.words.applies(self.of.norm(p));
            Term::all([applies, Term::any([Term::not(owed.clone()), kept.clone()])])
        });
        for kept in std::iter::once(of_obligation).chain(of_blockers) {
            solver.push();
            solver.assert(&kept);
            let outcome = match solver.check(self.axioms) {
                Answer::Sat(_) => Ok(None),
                Answer::Unknown(why) => Err(Undecided::Unknown(why)),
                Answer::Unsat(_) => minimal_core(solver, self.axioms).map(Some),
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
