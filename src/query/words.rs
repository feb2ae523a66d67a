//! The words of the logic as terms: admissible, applies, in its period, excepted, lifts, forbids (`specs/logic.md` §3).

use std::collections::{BTreeMap, BTreeSet};

use super::cells::{Cell, Leaves};
use super::solver::Solver;
use super::term::{Sum, Term};
use crate::clauses::Modality;
use crate::model::theory::{Bearers, Condition, Day, GroundNorm, Name, Pattern, Theory};
use crate::norms::Slot;

/// A theory with its leaves, as every query needs it.
pub struct Words<'t> {
    /// The theory.
    pub theory: &'t Theory,
    /// Its leaves.
    pub leaves: Leaves,
    ranked: BTreeSet<(usize, usize)>,
    /// The clauses that outrank a clause.
    above: BTreeMap<usize, Vec<usize>>,
    /// The norms of a clause, by index.
    by_clause: BTreeMap<usize, Vec<usize>>,
    /// The norms that name kinds of act, by each leaf under these.
    by_kind: BTreeMap<Name, Vec<usize>>,
    /// The norms that leave the kind open, or say which it is not.
    of_any_kind: Vec<usize>,
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
        let (leaves, ranked) = (Leaves::new(theory), without_cycles(&theory.outranks));
        let (mut above, mut by_clause) = (BTreeMap::<_, Vec<_>>::new(), BTreeMap::<_, Vec<_>>::new());
        ranked.iter().for_each(|(q, p)| above.entry(*p).or_default().push(*q));
        let (mut by_kind, mut of_any_kind) = (BTreeMap::<_, Vec<_>>::new(), Vec::new());
        for (index, norm) in theory.norms.iter().enumerate() {
            by_clause.entry(norm.clause).or_default().push(index);
            match leaves.named(Slot::Kind, &norm.pattern) {
                Some(kinds) => kinds.into_iter().for_each(|leaf| by_kind.entry(leaf.clone()).or_default().push(index)),
                None => of_any_kind.push(index),
            }
        }
        Self { theory, leaves, ranked, above, by_clause, by_kind, of_any_kind }
    }

    /// The norms whose kinds of act meet those of a pattern, by index and in order: whatever meets it is among them, and
    /// in a long text most norms are not.
    pub fn of_like_kind(&self, pattern: &Pattern) -> Vec<usize> {
        let Some(kinds) = self.leaves.named(Slot::Kind, pattern) else {
            return (0..self.theory.norms.len()).collect();
        };
        let named = kinds.into_iter().filter_map(|leaf| self.by_kind.get(leaf)).flatten();
        named.chain(&self.of_any_kind).copied().collect::<BTreeSet<usize>>().into_iter().collect()
    }

    /// The norms of a clause, by index.
    pub fn of_clause(&self, clause: usize) -> &[usize] {
        self.by_clause.get(&clause).map_or(&[], Vec::as_slice)
    }

    /// The norms of the clauses that outrank the clause of a norm, by index.
    pub fn above(&self, p: &GroundNorm) -> impl Iterator<Item = usize> {
        let clauses = self.above.get(&p.clause).into_iter().flatten();
        clauses.flat_map(|clause| self.of_clause(*clause)).copied()
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
        let above = self.above(p).map(|index| &self.theory.norms[index]);
        let lifters = above.filter(|q| self.lifts_some(q, p, actors) && self.leaves.contains(&q.pattern, cell));
        let lifts =
            |q: &GroundNorm| Term::all([self.applies(q), self.in_period(q, day), Term::not(self.excepted(q, cell))]);
        Term::any(lifters.map(lifts))
    }

    /// Some norm that a breach brings into play might lift the prohibition from the act.
    pub fn lifted_after_a_breach(&self, p: &GroundNorm, actors: &BTreeSet<Name>, cell: &Cell, day: &Sum) -> Term {
        let above = self.above(p).map(|index| &self.theory.norms[index]);
        let triggered = above.filter(|q| {
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
        let norms = &self.theory.norms;
        let lifting = others.iter().flat_map(|p| self.above(p).filter(|&q| self.lifts_some(&norms[q], p, actors)));
        let lifting: BTreeSet<usize> = lifting.collect();
        lifting.into_iter().map(|index| &norms[index]).collect()
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
