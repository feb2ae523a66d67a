//! The words of the logic as terms: admissible, applies, in its period, excepted, lifts, forbids (`specs/logic.md` §3).

use std::collections::BTreeSet;

use super::cells::{Cell, Leaves};
use super::solver::Solver;
use super::term::{Sum, Term};
use crate::clauses::Modality;
use crate::model::theory::{Bearers, Condition, Day, GroundNorm, Name, Theory};

/// A theory with its leaves, as every query needs it.
pub struct Words<'t> {
    /// The theory.
    pub theory: &'t Theory,
    /// Its leaves.
    pub leaves: Leaves,
    ranked: BTreeSet<(usize, usize)>,
}

/// The flag under which an axiom is assumed.
pub fn axiom_flag(id: &str) -> String {
    format!("axiom {id}")
}

/// The flag under which a norm takes part.
pub fn takes_part(id: &str) -> String {
    format!("norm {id}")
}

impl<'t> Words<'t> {
    /// The words over a theory.
    pub fn new(theory: &'t Theory) -> Self {
        Self { theory, leaves: Leaves::new(theory), ranked: without_cycles(&theory.outranks) }
    }

    /// A norm for readers of the questions: the label of its clause, and its id.
    pub fn named(&self, norm: &GroundNorm) -> String {
        let label = &self.theory.clauses[norm.clause].cite.label;
        if label.is_empty() { norm.id.clone() } else { format!("{label} [{}]", norm.id) }
    }

    /// Asserts that the situation is admissible; each axiom holds only under its flag. Gives those flags.
    pub fn assert_admissible(&self, solver: &mut dyn Solver) -> Vec<String> {
        solver.comment("the situation is admissible");
        for (name, info) in &self.theory.numbers {
            solver.assert(&Term::within(&Sum::of(name), info.least, info.most));
        }
        for (name, info) in &self.theory.circumstances {
            if let Some((holds, _)) = &info.known {
                let flag = Term::flag(name);
                solver.assert(&if *holds { flag } else { Term::not(flag) });
            }
        }
        for set in &self.theory.exclusive {
            for a in set {
                for b in set.iter().filter(|b| *b > a) {
                    solver.assert(&Term::any([Term::not(Term::flag(a)), Term::not(Term::flag(b))]));
                }
            }
        }
        let flags: Vec<String> = self.theory.axioms.iter().map(|a| axiom_flag(&a.id)).collect();
        for (axiom, flag) in self.theory.axioms.iter().zip(&flags) {
            let holds = Term::at_most_zero(sum(&axiom.at_most_zero));
            solver.assert(&Term::implies(Term::flag(flag), holds));
        }
        flags
    }

    /// `App(n,σ)`.
    pub fn applies(&self, norm: &GroundNorm) -> Term {
        condition(&norm.condition)
    }

    /// `In(n,σ,d)`.
    pub fn in_period(&self, norm: &GroundNorm, day: &Sum) -> Term {
        let lo = norm.period.lo.as_ref().map(|lo| Term::le(&sum(lo), day));
        let hi = norm.period.hi.as_ref().map(|hi| Term::le(day, &sum(hi)));
        Term::all(lo.into_iter().chain(hi))
    }

    /// Some exception of the norm takes the act.
    pub fn excepted(&self, norm: &GroundNorm, cell: &Cell) -> Term {
        let taking = norm.exceptions.iter().filter(|e| self.leaves.contains(&e.pattern, cell));
        Term::any(taking.map(|e| condition(&e.condition)))
    }

    /// `q ≻ p`, ranks inside a cycle left out.
    pub fn outranks(&self, q: &GroundNorm, p: &GroundNorm) -> bool {
        self.ranked.contains(&(q.clause, p.clause))
    }

    /// Some norm that outranks the prohibition allows or demands the act.
    pub fn lifted(&self, p: &GroundNorm, actors: &BTreeSet<Name>, cell: &Cell, day: &Sum) -> Term {
        let lifters = self
            .theory
            .norms
            .iter()
            .filter(|q| self.lifts_some(q, p, actors) && self.leaves.contains(&q.pattern, cell));
        let lifts =
            |q: &GroundNorm| Term::all([self.applies(q), self.in_period(q, day), Term::not(self.excepted(q, cell))]);
        Term::any(lifters.map(lifts))
    }

    /// Some norm that a breach brings into play might lift the prohibition from the act.
    pub fn lifted_after_a_breach(&self, p: &GroundNorm, actors: &BTreeSet<Name>, cell: &Cell, day: &Sum) -> Term {
        let triggered = self.theory.norms.iter().filter(|q| {
            let allows = matches!(q.modality, Modality::Permission | Modality::Obligation);
            let above = self.outranks(q, p) && self.borne_by(q, actors) && self.leaves.contains(&q.pattern, cell);
            allows && q.on_breach_of.is_some() && above
        });
        Term::any(triggered.map(|q| Term::all([self.reaches(q, cell), self.in_period(q, day)])))
    }

    /// Whether a norm is one that could lift a prohibition from these actors.
    pub fn lifts_some(&self, q: &GroundNorm, p: &GroundNorm, actors: &BTreeSet<Name>) -> bool {
        let allows = matches!(q.modality, Modality::Permission | Modality::Obligation);
        allows && q.on_breach_of.is_none() && self.outranks(q, p) && self.borne_by(q, actors)
    }

    /// `forbids(p,σ,a)` for an act of these actors in the cell on the day; false if the pattern does not contain it.
    pub fn forbids(&self, p: &GroundNorm, actors: &BTreeSet<Name>, cell: &Cell, day: &Sum) -> Term {
        if !self.leaves.contains(&p.pattern, cell) {
            return Term::Truth(false);
        }
        Term::all([
            self.applies(p),
            self.in_period(p, day),
            Term::not(self.excepted(p, cell)),
            Term::not(self.lifted(p, actors, cell, day)),
        ])
    }

    /// The norm reaches an act of its bearers in the cell: it applies, and no exception takes the act.
    pub fn reaches(&self, norm: &GroundNorm, cell: &Cell) -> Term {
        Term::all([self.applies(norm), Term::not(self.excepted(norm, cell))])
    }

    /// Whether a norm's bearers are among the actors, or classes to which they belong.
    pub fn borne_by(&self, norm: &GroundNorm, actors: &BTreeSet<Name>) -> bool {
        match &norm.bearers {
            Bearers::Everybody => true,
            Bearers::All(all) => all.iter().all(|b| actors.iter().any(|a| self.is_a(a, b))),
        }
    }

    fn is_a(&self, agent: &Name, class: &Name) -> bool {
        let mut seen = BTreeSet::from([agent.as_str()]);
        let mut open = vec![agent.as_str()];
        while let Some(at) = open.pop() {
            if at == class {
                return true;
            }
            open.extend(
                self.theory
                    .agents
                    .get(at)
                    .into_iter()
                    .flat_map(|a| a.above.iter().map(String::as_str))
                    .filter(|up| seen.insert(up)),
            );
        }
        false
    }

    /// The actors of an act that discharges or uses a norm.
    pub fn actors(&self, norm: &GroundNorm) -> BTreeSet<Name> {
        match &norm.bearers {
            Bearers::Everybody => BTreeSet::new(),
            Bearers::All(all) => all.clone(),
        }
    }

    /// The norms that can make a difference to an act which both `norm` and one of `others` speak of: exceptions aside,
    /// those that lift one of `others`.
    pub fn lifters<'s>(&'s self, others: &[&GroundNorm], actors: &BTreeSet<Name>) -> Vec<&'s GroundNorm> {
        self.theory.norms.iter().filter(|q| others.iter().any(|p| self.lifts_some(q, p, actors))).collect()
    }
}

/// A condition as a term.
pub fn condition(c: &Condition) -> Term {
    match c {
        Condition::True => Term::Truth(true),
        Condition::Holds(name) => Term::flag(name),
        Condition::Not(inner) => Term::not(condition(inner)),
        Condition::All(list) => Term::all(list.iter().map(condition)),
        Condition::Any(list) => Term::any(list.iter().map(condition)),
        Condition::Within(name, least, most) => Term::within(&Sum::of(name), *least, *most),
    }
}

/// A day as a sum.
pub fn sum(day: &Day) -> Sum {
    Sum::from_terms(day.terms.iter().map(|(n, c)| (n.clone(), *c)), day.constant)
}

/// Circumstances and numbers that a condition speaks of.
pub fn names_in(c: &Condition, flags: &mut BTreeSet<Name>, numbers: &mut BTreeSet<Name>) {
    match c {
        Condition::True => {}
        Condition::Holds(name) => _ = flags.insert(name.clone()),
        Condition::Not(inner) => names_in(inner, flags, numbers),
        Condition::All(list) | Condition::Any(list) => list.iter().for_each(|c| names_in(c, flags, numbers)),
        Condition::Within(name, ..) => _ = numbers.insert(name.clone()),
    }
}

/// Ranks between clauses that do not lie on a cycle.
fn without_cycles(outranks: &BTreeSet<(usize, usize)>) -> BTreeSet<(usize, usize)> {
    let reaches = |from: usize, to: usize| {
        let mut seen = BTreeSet::from([from]);
        let mut open = vec![from];
        while let Some(at) = open.pop() {
            if at == to {
                return true;
            }
            open.extend(outranks.iter().filter(|(q, _)| *q == at).map(|(_, p)| *p).filter(|p| seen.insert(*p)));
        }
        false
    };
    outranks.iter().copied().filter(|(q, p)| !reaches(*p, *q)).collect()
}

/// A term with the value of one flag put in.
pub fn with_flag(term: &Term, name: &str, value: bool) -> Term {
    match term {
        Term::Flag(flag) if flag == name => Term::Truth(value),
        Term::Not(inner) => Term::not(with_flag(inner, name, value)),
        Term::All(list) => Term::all(list.iter().map(|t| with_flag(t, name, value))),
        Term::Any(list) => Term::any(list.iter().map(|t| with_flag(t, name, value))),
        other => other.clone(),
    }
}
