//! The trait through which everything is asked, and what can be done with any solver behind it.
//!
//! In come [`Term`]s; out come [`Answer`]s, minimal cores and canonical models. The module does not know who
//! answers: `solve` does in the program, a plain enumeration in the tests, a file for a second solver in
//! `export`. What a solver answers is taken on trust as to sat and unsat; *which* core and *which* model it
//! gives is not, for that differs between versions. [`minimal_core`] and [`canonical_model`] depend on the
//! question alone.

use std::collections::BTreeSet;
use std::fmt;

use super::term::{Model, Sum, Term};

/// What a solver says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Answer {
    /// There is such a model, for instance this one. It has a value for every name that was ever asserted.
    Sat(Model),
    /// There is none. The assumptions that were used to show it, sorted, each once: sufficient, not minimal.
    Unsat(Vec<String>),
    /// It gave up (time, resources, a failure inside), and this is its reason: to be shown, never matched on.
    Unknown(String),
}

/// Whoever answers questions about terms.
pub trait Solver {
    /// From now on, until the matching [`Solver::pop`], the term holds.
    fn assert(&mut self, term: &Term);

    /// Opens a scope for assertions.
    fn push(&mut self);

    /// Closes the innermost scope and forgets what was asserted in it. Without an open scope it does nothing.
    fn pop(&mut self);

    /// Is there a model of everything asserted in which the flags of these names are true?
    fn check(&mut self, assumptions: &[String]) -> Answer;

    /// Says in words what is asked next, for whoever keeps a log.
    fn comment(&mut self, _text: &str) {}
}

impl<S: Solver + ?Sized> Solver for &mut S {
    fn assert(&mut self, term: &Term) {
        (**self).assert(term);
    }
    fn push(&mut self) {
        (**self).push();
    }
    fn pop(&mut self) {
        (**self).pop();
    }
    fn check(&mut self, assumptions: &[String]) -> Answer {
        (**self).check(assumptions)
    }
    fn comment(&mut self, text: &str) {
        (**self).comment(text);
    }
}

impl<S: Solver + ?Sized> Solver for Box<S> {
    fn assert(&mut self, term: &Term) {
        (**self).assert(term);
    }
    fn push(&mut self) {
        (**self).push();
    }
    fn pop(&mut self) {
        (**self).pop();
    }
    fn check(&mut self, assumptions: &[String]) -> Answer {
        (**self).check(assumptions)
    }
    fn comment(&mut self, text: &str) {
        (**self).comment(text);
    }
}

/// Why a core or a model could not be had.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Undecided {
    /// The solver gave up, for this reason.
    #[error("the solver gave up: {0}")]
    Unknown(String),
    /// A core was asked for, but the assumptions can hold together; here is how.
    #[error("the assumptions can hold together, so there is no core")]
    Satisfiable(Box<Model>),
    /// The solver's answers do not agree with each other, as told here: a bug in it.
    #[error("the solver contradicts itself: {0}")]
    Inconsistent(String),
}

/// Whether a term, beside what is asserted and under these assumptions, holds in no situation.
///
/// # Errors
/// [`Undecided::Unknown`] if the question is not answered.
pub fn holds_nowhere(solver: &mut dyn Solver, term: &Term, assumptions: &[String]) -> Result<bool, Undecided> {
    solver.push();
    solver.assert(term);
    let answer = solver.check(assumptions);
    solver.pop();
    match answer {
        Answer::Unsat(_) => Ok(true),
        Answer::Sat(_) => Ok(false),
        Answer::Unknown(why) => Err(Undecided::Unknown(why)),
    }
}

/// A smallest set of assumptions that cannot hold together: without any one of them, the rest can.
///
/// Assumptions are tried for deletion in the order given, so those named first are the first to be given up;
/// which core comes out depends on the assertions and that order, and on nothing else. Repeated names count
/// once. The core is returned sorted; it is empty if the assertions alone are contradictory.
///
/// # Errors
/// [`Undecided::Unknown`] if any of the questions is not answered, [`Undecided::Satisfiable`] if there is no
/// core, [`Undecided::Inconsistent`] if the recheck of the result fails.
pub fn minimal_core(solver: &mut dyn Solver, assumptions: &[String]) -> Result<Vec<String>, Undecided> {
    let mut kept = without_repeats(assumptions);
    let mut used = match solver.check(&kept) {
        Answer::Unsat(used) => used,
        Answer::Sat(model) => return Err(Undecided::Satisfiable(Box::new(model))),
        Answer::Unknown(reason) => return Err(Undecided::Unknown(reason)),
    };
    for candidate in kept.clone() {
        let rest = all_but(&kept, &candidate);
        // What the last refutation did not use can go unasked: the rest still contains that refutation. This
        // saves questions and does not change the result.
        if !used.contains(&candidate) {
            kept = rest;
            continue;
        }
        match solver.check(&rest) {
            Answer::Unsat(fewer) => {
                used = fewer;
                kept = rest;
            }
            Answer::Sat(_) => {}
            Answer::Unknown(reason) => return Err(Undecided::Unknown(reason)),
        }
    }
    recheck(solver, &kept)?;
    kept.sort();
    Ok(kept)
}

/// Asks once more that the core cannot hold, and that it can without any one member.
fn recheck(solver: &mut dyn Solver, core: &[String]) -> Result<(), Undecided> {
    match solver.check(core) {
        Answer::Unsat(_) => {}
        Answer::Sat(_) => {
            return Err(Undecided::Inconsistent(format!("a core that can hold: {}", core.join(", "))));
        }
        Answer::Unknown(reason) => return Err(Undecided::Unknown(reason)),
    }
    for member in core {
        match solver.check(&all_but(core, member)) {
            Answer::Sat(_) => {}
            Answer::Unsat(_) => {
                return Err(Undecided::Inconsistent(format!("a core that does not need {member}")));
            }
            Answer::Unknown(reason) => return Err(Undecided::Unknown(reason)),
        }
    }
    Ok(())
}

fn without_repeats(names: &[String]) -> Vec<String> {
    let mut seen = BTreeSet::new();
    names.iter().filter(|name| seen.insert(name.as_str())).cloned().collect()
}

fn all_but(names: &[String], name: &str) -> Vec<String> {
    names.iter().filter(|other| *other != name).cloned().collect()
}

/// The least model under no assumptions: see [`canonical_model_under`].
///
/// # Errors
/// As [`canonical_model_under`].
pub fn canonical_model(
    solver: &mut dyn Solver,
    flags: &[String],
    numbers: &[String],
) -> Result<Option<Model>, Undecided> {
    canonical_model_under(solver, &[], flags, numbers)
}

/// The least model of what is asserted and assumed, or `None` if there is none.
///
/// Least, name by name in the order given, flags before numbers: each flag is false if it can be, then each
/// number has the value nearest to 0 that it can have, the positive one of two equally near. The result has
/// exactly the names asked for, and depends on nothing but the question; names that are left out of the lists
/// are free and do not show. An assumed flag is true if it is listed.
///
/// A number costs at most 66 checks (a bisection of the absolute value that the first model gives it, which
/// fits in 64 bits), one if it can be 0. So an unbounded number ends as well: its nearest value is finite.
///
/// # Errors
/// [`Undecided::Unknown`] if any of the questions is not answered, [`Undecided::Inconsistent`] if the answers
/// do not fit together. The solver's scopes are as before in every case.
pub fn canonical_model_under(
    solver: &mut dyn Solver,
    assumptions: &[String],
    flags: &[String],
    numbers: &[String],
) -> Result<Option<Model>, Undecided> {
    let mut current = match solver.check(assumptions) {
        Answer::Sat(model) => model,
        Answer::Unsat(_) => return Ok(None),
        Answer::Unknown(reason) => return Err(Undecided::Unknown(reason)),
    };
    solver.push();
    let least = settle(solver, assumptions, flags, numbers, &mut current);
    solver.pop();
    least.map(Some)
}

/// Fixes one name after the other. `current` always satisfies everything fixed so far. What is fixed is asserted only
/// when the next question needs it, and a name that was never asserted needs no fixing.
fn settle(
    solver: &mut dyn Solver,
    assumptions: &[String],
    flags: &[String],
    numbers: &[String],
    current: &mut Model,
) -> Result<Model, Undecided> {
    let mut least = Model::default();
    let mut fixed = Vec::new();
    let mut told = false;
    let mut tell = |solver: &mut dyn Solver, fixed: &mut Vec<Term>| {
        if !std::mem::replace(&mut told, true) {
            solver.comment("which such situation is the least, name by name?");
        }
        if !fixed.is_empty() {
            solver.assert(&Term::all(std::mem::take(fixed)));
        }
    };
    for name in flags {
        let off = Term::not(Term::flag(name));
        // A model that has it false already needs no question.
        let mut can_be_off = !current.flag(name);
        if !can_be_off {
            tell(solver, &mut fixed);
            can_be_off = possible(solver, assumptions, &off, current)?;
        }
        if current.flags.contains_key(name) {
            fixed.push(if can_be_off { off } else { Term::flag(name) });
        }
        least.flags.insert(name.clone(), !can_be_off);
    }
    for name in numbers {
        let mut value = current.number(name);
        if value != 0 {
            tell(solver, &mut fixed);
            value = nearest_to_zero(solver, assumptions, name, current)?;
        }
        if current.numbers.contains_key(name) {
            fixed.push(Term::eq(&Sum::of(name), &Sum::constant(value)));
        }
        least.numbers.insert(name.clone(), value);
    }
    Ok(least)
}

/// The value nearest to 0 that the number can have, the positive one of two.
fn nearest_to_zero(
    solver: &mut dyn Solver,
    assumptions: &[String],
    name: &str,
    current: &mut Model,
) -> Result<i64, Undecided> {
    let number = Sum::of(name);
    let magnitude = |value: i64| i64::try_from(value.unsigned_abs()).unwrap_or(i64::MAX);
    let (mut low, mut high) = (0, magnitude(current.number(name)));
    let mut middle = 0; // Most numbers can be 0: ask that first.
    while low < high {
        let close = Term::within(&number, Some(-middle), Some(middle));
        if possible(solver, assumptions, &close, current)? {
            let nearer = magnitude(current.number(name));
            if nearer > middle || nearer < low {
                return Err(Undecided::Inconsistent(format!("{name} lies outside the bounds asked for")));
            }
            high = nearer;
        } else {
            low = middle + 1;
        }
        middle = low + (high - low) / 2;
    }
    let above = Term::eq(&number, &Sum::constant(high));
    if current.number(name) == high || possible(solver, assumptions, &above, current)? {
        Ok(high)
    } else if current.number(name) == -high {
        Ok(-high)
    } else {
        Err(Undecided::Unknown(format!("{name} does not fit in 64 bits")))
    }
}

/// Whether the term can hold besides everything asserted and assumed; if so, `current` becomes such a model.
fn possible(
    solver: &mut dyn Solver,
    assumptions: &[String],
    term: &Term,
    current: &mut Model,
) -> Result<bool, Undecided> {
    solver.push();
    solver.assert(term);
    let answer = solver.check(assumptions);
    solver.pop();
    match answer {
        Answer::Sat(model) => {
            *current = model;
            Ok(true)
        }
        Answer::Unsat(_) => Ok(false),
        Answer::Unknown(reason) => Err(Undecided::Unknown(reason)),
    }
}

/// One thing that a solver was told or asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Event {
    /// Words of whoever asked.
    Comment(String),
    /// An assertion.
    Assert(Term),
    /// A scope was opened.
    Push,
    /// The innermost scope was closed.
    Pop,
    /// A question and its answer.
    Check {
        /// Flags assumed to be true.
        assumptions: Vec<String>,
        /// What the solver said.
        answer: Answer,
    },
}

/// Passes everything on to another solver, and keeps the very questions with their answers.
pub struct Recorder<S: Solver> {
    inner: S,
    log: Vec<Event>,
}

impl<S: Solver> Recorder<S> {
    /// Records what `inner` is asked from now on.
    pub fn new(inner: S) -> Recorder<S> {
        Recorder { inner, log: Vec::new() }
    }

    /// What was told and asked so far, in order.
    pub fn log(&self) -> &[Event] {
        &self.log
    }

    /// Ends the recording: the log and the solver.
    pub fn into_parts(self) -> (Vec<Event>, S) {
        (self.log, self.inner)
    }
}

impl<S: Solver> fmt::Debug for Recorder<S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Recorder").field("log", &self.log).finish_non_exhaustive()
    }
}

impl<S: Solver> Solver for Recorder<S> {
    fn assert(&mut self, term: &Term) {
        self.log.push(Event::Assert(term.clone()));
        self.inner.assert(term);
    }

    fn push(&mut self) {
        self.log.push(Event::Push);
        self.inner.push();
    }

    fn pop(&mut self) {
        self.log.push(Event::Pop);
        self.inner.pop();
    }

    fn check(&mut self, assumptions: &[String]) -> Answer {
        let answer = self.inner.check(assumptions);
        self.log.push(Event::Check { assumptions: assumptions.to_vec(), answer: answer.clone() });
        answer
    }

    fn comment(&mut self, text: &str) {
        self.log.push(Event::Comment(text.to_owned()));
        self.inner.comment(text);
    }
}

#[cfg(test)]
pub(crate) mod tests;
