//! The least situation in which something holds: what it speaks of is settled by the solver, the rest of the world
//! stands as it does when nothing is asked of it.

use std::collections::BTreeSet;

use super::solver::{Solver, Undecided, canonical_model_under};
use super::term::{Model, Term};
use super::words::Words;
use crate::model::theory::{Ground, Name};
use crate::model::{ENTRY, SIGNATURE};

/// The least model of the terms just asserted, under the axioms: first `first` (flags, in this order), then the
/// circumstances and numbers that the terms speak of, `more` among them. `None` if there is none.
///
/// # Errors
/// If the solver gives up.
pub fn situation(
    words: &Words,
    solver: &mut dyn Solver,
    axioms: &[String],
    asserted: &[&Term],
    first: &[String],
    more: &[String],
) -> Result<Option<Model>, Undecided> {
    let mut flags: BTreeSet<Name> = BTreeSet::new();
    let mut numbers: BTreeSet<Name> = more.iter().cloned().collect();
    for term in asserted {
        let names = term.names();
        flags.extend(names.flags.into_iter().filter(|f| words.theory.circumstances.contains_key(f)));
        numbers.extend(names.numbers);
    }
    together(words, &mut numbers);
    let flags: Vec<String> = first.iter().cloned().chain(flags).collect();
    let numbers: Vec<String> = numbers.into_iter().collect();
    let model = canonical_model_under(solver, axioms, &flags, &numbers)?;
    model.map(|model| complete(words, solver, axioms, model)).transpose()
}

/// True for an axiom that only puts an event after the entry into force.
fn only_orders(words: &Words, index: usize) -> bool {
    let axiom = &words.theory.axioms[index];
    let (terms, ground) = (&axiom.at_most_zero.terms, &axiom.ground);
    *ground == Ground::Words && terms.get(ENTRY) == Some(&1) && axiom.at_most_zero.constant == 0
}

/// Adds the numbers that axioms tie to those that are there.
fn together(words: &Words, numbers: &mut BTreeSet<Name>) {
    numbers.extend([ENTRY, SIGNATURE].map(str::to_owned).into_iter().filter(|n| words.theory.numbers.contains_key(n)));
    loop {
        let before = numbers.len();
        for (index, axiom) in words.theory.axioms.iter().enumerate() {
            let names = axiom.at_most_zero.terms.keys();
            if !only_orders(words, index) && names.clone().any(|n| numbers.contains(n)) {
                numbers.extend(names.cloned());
            }
        }
        if numbers.len() == before {
            return;
        }
    }
}

/// Puts in what the question does not speak of: circumstances as the facts have them or else not so; numbers as low as
/// they can be; events not before the entry into force.
fn complete(words: &Words, solver: &mut dyn Solver, axioms: &[String], mut model: Model) -> Result<Model, Undecided> {
    for (name, info) in &words.theory.circumstances {
        let known = info.known.as_ref().is_some_and(|(holds, _)| *holds);
        model.flags.entry(name.clone()).or_insert(known);
    }
    let entry = model.number(ENTRY);
    let mut missing: BTreeSet<Name> =
        words.theory.numbers.keys().filter(|n| !model.numbers.contains_key(*n)).cloned().collect();
    for (index, axiom) in words.theory.axioms.iter().enumerate().filter(|(i, _)| only_orders(words, *i)) {
        let event = axiom.at_most_zero.terms.keys().find(|n| *n != ENTRY);
        let tied = |name: &Name| {
            words.theory.axioms.iter().enumerate().any(|(i, a)| i != index && a.at_most_zero.terms.contains_key(name))
        };
        if let Some(event) = event.filter(|e| missing.contains(*e) && !tied(e)) {
            let least = words.theory.numbers.get(event).and_then(|info| info.least).unwrap_or(i64::MIN);
            model.numbers.insert(event.clone(), entry.max(least));
            missing.remove(event);
        }
    }
    // Few are left: durations and measures, each by itself.
    if !missing.is_empty() {
        let rest: Vec<String> = missing.into_iter().collect();
        let other = canonical_model_under(solver, axioms, &[], &rest)?;
        model.numbers.extend(other.into_iter().flat_map(|m| m.numbers));
    }
    Ok(model)
}
