//! Z3 behind the trait.

use std::panic::{AssertUnwindSafe, catch_unwind};

use z3::ast::{Bool, Int};
use z3::{Params, SatResult};

use super::translate::Constants;
use crate::query::solver::{Answer, Solver};
use crate::query::term::{Model, Term};

/// Values further from 0 than this are asked for only if nothing nearer exists and Z3 came up with more than 64 bits.
const FAR: i64 = 1 << 53;

/// How long Z3 may think about one question. What is reached first counts; 0 means no limit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Z3's own count of steps, the same on every machine. A question of this program takes thousands of them;
    /// a million take some tenths of a second.
    pub steps: u32,
    /// Wall-clock time in milliseconds. Depends on the machine: better not used where results are compared.
    pub milliseconds: u32,
}

impl Default for Limits {
    /// Fifty million steps (some ten seconds), no clock.
    fn default() -> Limits {
        Limits { steps: 50_000_000, milliseconds: 0 }
    }
}

/// A Z3 for linear integer arithmetic, with fixed seeds. It belongs to the thread that made it.
pub struct Z3Solver {
    solver: z3::Solver,
    constants: Constants,
    /// Assertions by scope, to test models against.
    scopes: Vec<Vec<Term>>,
    /// What went wrong, if anything did: then every further answer is this.
    broken: Option<String>,
}

impl std::fmt::Debug for Z3Solver {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Z3Solver").field("scopes", &self.scopes).field("broken", &self.broken).finish_non_exhaustive()
    }
}

impl Default for Z3Solver {
    fn default() -> Z3Solver {
        Z3Solver::new()
    }
}

impl Z3Solver {
    /// With [`Limits::default`].
    pub fn new() -> Z3Solver {
        Z3Solver::with_limits(Limits::default())
    }

    /// With these limits to each question. The first solver of a thread costs some 10 ms, a further one next to nothing.
    pub fn with_limits(limits: Limits) -> Z3Solver {
        let solver = z3::Solver::new_for_logic("QF_LIA").unwrap_or_default();
        let mut params = Params::new();
        params.set_u32("random_seed", 0);
        params.set_u32("rlimit", limits.steps);
        if limits.milliseconds > 0 {
            params.set_u32("timeout", limits.milliseconds);
        }
        solver.set_params(&params);
        // An open scope keeps Z3 from choosing another procedure for the first question than for the others.
        solver.push();
        Z3Solver {
            solver,
            constants: Constants::default(),
            scopes: vec![Vec::new()],
            broken: super::require().err().map(|old| old.to_string()),
        }
    }

    /// Does something with Z3. If that panics, as the binding does where Z3 reports an error, the solver is
    /// broken from then on.
    fn guarded<T>(&mut self, what: &str, work: impl FnOnce(&mut Z3Solver) -> T) -> Option<T> {
        if self.broken.is_some() {
            return None;
        }
        match catch_unwind(AssertUnwindSafe(|| work(self))) {
            Ok(value) => Some(value),
            Err(_) => {
                self.broken = Some(format!("Z3 {} failed {what}", super::version()));
                None
            }
        }
    }

    fn ask(&mut self, assumptions: &[String]) -> Answer {
        let literals: Vec<Bool> = assumptions.iter().map(|name| self.constants.flag(name)).collect();
        match self.solver.check_assumptions(&literals) {
            SatResult::Unsat => Answer::Unsat(self.used(assumptions, &literals)),
            SatResult::Unknown => Answer::Unknown(self.reason()),
            SatResult::Sat => match self.model() {
                Some(model) => self.tested(model, assumptions),
                None => self.ask_nearer(assumptions, &literals),
            },
        }
    }

    /// Asks once more with all numbers near 0, because one of them did not fit in 64 bits.
    fn ask_nearer(&mut self, assumptions: &[String], literals: &[Bool]) -> Answer {
        self.solver.push();
        for number in self.constants.numbers.values() {
            self.solver.assert(number.ge(-FAR));
            self.solver.assert(number.le(FAR));
        }
        let found = match self.solver.check_assumptions(literals) {
            SatResult::Sat => self.model(),
            SatResult::Unsat | SatResult::Unknown => None,
        };
        self.solver.pop(1);
        match found {
            Some(model) => self.tested(model, assumptions),
            None => Answer::Unknown("a number that does not fit in 64 bits".into()),
        }
    }

    /// The assumptions in Z3's core, by name.
    fn used(&self, assumptions: &[String], literals: &[Bool]) -> Vec<String> {
        let core = self.solver.get_unsat_core();
        let mut used: Vec<String> = assumptions
            .iter()
            .zip(literals)
            .filter(|(_, literal)| core.contains(literal))
            .map(|(name, _)| name.clone())
            .collect();
        used.sort();
        used.dedup();
        used
    }

    /// A value for every constant, or `None` if one has none that fits.
    fn model(&self) -> Option<Model> {
        let model = self.solver.get_model()?;
        let flag = |constant: &Bool| model.eval(constant, true)?.as_bool();
        let number = |constant: &Int| model.eval(constant, true)?.as_i64();
        Some(Model {
            flags: self
                .constants
                .flags
                .iter()
                .map(|(name, constant)| Some((name.clone(), flag(constant)?)))
                .collect::<Option<_>>()?,
            numbers: self
                .constants
                .numbers
                .iter()
                .map(|(name, constant)| Some((name.clone(), number(constant)?)))
                .collect::<Option<_>>()?,
        })
    }

    /// The model, if it is one: everything asserted and assumed is true in it.
    fn tested(&self, model: Model, assumptions: &[String]) -> Answer {
        let holds = self.scopes.iter().flatten().all(|term| term.holds(&model))
            && assumptions.iter().all(|name| model.flag(name));
        if holds {
            Answer::Sat(model)
        } else {
            Answer::Unknown("a model that does not satisfy what was asserted".into())
        }
    }

    fn reason(&self) -> String {
        self.solver.get_reason_unknown().unwrap_or_else(|| "no reason given".into())
    }
}

impl Solver for Z3Solver {
    fn assert(&mut self, term: &Term) {
        if let Some(scope) = self.scopes.last_mut() {
            scope.push(term.clone());
        }
        self.guarded("to take an assertion", |this| {
            let translated = this.constants.term(term);
            this.solver.assert(translated);
        });
    }

    fn push(&mut self) {
        self.scopes.push(Vec::new());
        self.guarded("to open a scope", |this| this.solver.push());
    }

    fn pop(&mut self) {
        if self.scopes.len() > 1 {
            self.scopes.pop();
            self.guarded("to close a scope", |this| this.solver.pop(1));
        }
    }

    fn check(&mut self, assumptions: &[String]) -> Answer {
        match self.guarded("to answer", |this| this.ask(assumptions)) {
            Some(answer) => answer,
            None => Answer::Unknown(self.broken.clone().unwrap_or_default()),
        }
    }
}
