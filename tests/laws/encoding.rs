//! The encoding against brute force: the conflicts that the solver finds are those that are there, and no others.

use std::collections::BTreeSet;

use proptest::prelude::*;
use servanda::certify::{Lookup, certify};
use servanda::checks::{Asked, CHECKS, Candidate};
use servanda::clauses::Modality;
use servanda::evaluate::{self, Verdict};
use servanda::facts::FactBase;
use servanda::model::theory::{Bearers, GroundNorm, Name, Period, Situation, Theory};
use servanda::norms::{Act, Bearer, Formula, Norm, Window};
use servanda::query::conflict::{self, Conflict};
use servanda::query::solver::Solver;
use servanda::query::words::Words;
use servanda::solve::Z3Solver;

use crate::build;
use crate::theories::{Coupling, DAYS, brute_conflicts, cases, situations, theories};

/// Theories in which no duty has a window that is empty in some situations and open in others: that a window may close
/// early is another's doing, and the encoding does not report it.
pub fn settled() -> impl Strategy<Value = Theory> {
    theories(Coupling::Uncoupled).prop_map(|mut theory| {
        let all = situations(&theory);
        let fickle = |o: &GroundNorm| {
            let empty = |(lo, hi): (i64, i64)| lo > hi;
            let windows: BTreeSet<bool> = all.iter().map(|s| empty(evaluate::period(o, s))).collect();
            windows.len() > 1
        };
        let fickle: Vec<bool> = theory.norms.iter().map(fickle).collect();
        for (norm, _) in theory.norms.iter_mut().zip(fickle).filter(|(_, fickle)| *fickle) {
            let hi = norm.period.lo.clone().map(|mut day| {
                day.constant += 2;
                day
            });
            norm.period = Period { hi, ..norm.period.clone() };
        }
        theory
    })
}

/// Theories in which duties may wait for acts, and norms be triggered by breaches. What is forbidden or permitted after
/// an act is so from a date, as the readers of prose and of the notation have it.
fn coupled() -> impl Strategy<Value = Theory> {
    theories(Coupling::Coupled).prop_map(|mut theory| {
        theory.norms.iter_mut().filter(|n| n.modality != Modality::Obligation).for_each(|n| n.after.clear());
        theory
    })
}

/// What the encoding reports: each duty with a set of prohibitions.
pub fn encoded(words: &Words, solver: &mut dyn Solver) -> Vec<(Name, BTreeSet<Name>, Conflict)> {
    let theory = words.theory;
    let axioms = words.assert_admissible(solver);
    let mut out = Vec::new();
    for o in theory.norms.iter().filter(|n| n.modality == Modality::Obligation) {
        let found = conflict::conflicts(words, solver, &axioms, o).expect("an answer");
        let ids = |c: &Conflict| c.blockers.iter().map(|&p| theory.norms[p].id.clone()).collect();
        out.extend(found.into_iter().map(|c| (o.id.clone(), ids(&c), c)));
    }
    out
}

proptest! {
    #![proptest_config(cases(2_000))]

    #[test]
    fn the_encoding_finds_the_conflicts_that_brute_force_finds(theory in settled()) {
        let brute: BTreeSet<(Name, BTreeSet<Name>)> = brute_conflicts(&theory, DAYS).into_iter().collect();
        let encoded = encoded(&Words::new(&theory), &mut Z3Solver::new());
        let sets: BTreeSet<(Name, BTreeSet<Name>)> = encoded.iter().map(|(o, set, _)| (o.clone(), set.clone())).collect();
        prop_assert_eq!(sets, brute);
        for (o, set, conflict) in encoded {
            replays(&theory, &o, &set, &conflict)?;
        }
    }
}

/// The situation is admissible, nothing discharges the duty in it, and without any one of the prohibitions something does.
pub fn replays(theory: &Theory, o: &Name, set: &BTreeSet<Name>, conflict: &Conflict) -> Result<(), TestCaseError> {
    let situation = Situation {
        circumstances: theory.circumstances.keys().map(|n| (n.clone(), conflict.model.flag(n))).collect(),
        numbers: theory.numbers.keys().map(|n| (n.clone(), conflict.model.number(n))).collect(),
    };
    prop_assert_eq!(evaluate::admissible(theory, &situation), Ok(()));
    let blockers: Vec<Name> = set.iter().cloned().collect();
    prop_assert!(evaluate::no_discharge(theory, &situation, o, &blockers).is_ok());
    prop_assert_eq!(conflict.freed.len(), set.len());
    let norm = theory.norms.iter().find(|n| n.id == *o);
    let actors = norm.map(|n| Words::new(theory).actors(n)).unwrap_or_default();
    for (without, acts) in &conflict.freed {
        let behaviour: Vec<_> = acts.iter().map(|(cell, day)| cell.deed(actors.clone(), *day)).collect();
        let rest = blockers.iter().filter(|id| **id != theory.norms[*without].id);
        let kept: Vec<Name> = rest.chain([o]).cloned().collect();
        prop_assert!(evaluate::complies(theory, &kept, &situation, &behaviour), "{kept:?} by {behaviour:?}");
    }
    // Never in force while all can be kept; the duty is not in force where nothing is left of it.
    let owed = |s: &Situation| matches!(evaluate::judge(theory, s, &[]).get(o), Some(Verdict::Breached { .. }));
    let dead = |n: &Name| {
        situations(theory).iter().all(|s| {
            let applies = theory.norms.iter().any(|norm| norm.id == *n && evaluate::applies(norm, s));
            let in_force = applies && (n != o || owed(s));
            !in_force || evaluate::no_discharge(theory, s, o, &blockers).is_ok()
        })
    };
    let always = blockers.iter().chain([o]).any(dead);
    prop_assert_eq!(conflict.always, always);
    Ok(())
}

/// A norm of the text for a norm of a generated theory, which has none.
fn text_of(norm: &GroundNorm) -> Norm {
    let names = match &norm.bearers {
        Bearers::All(all) => all.iter().cloned().collect(),
        Bearers::Everybody => Vec::new(),
    };
    Norm {
        id: norm.id.clone(),
        cite: build::clauses(norm.clause + 1).swap_remove(norm.clause).cite,
        modality: norm.modality,
        force: norm.force,
        bearer: if norm.clause.is_multiple_of(2) { Bearer::Named(names) } else { Bearer::Each },
        act: Act { kind: "act".to_owned(), ..Act::default() },
        condition: Formula::True,
        exceptions: Vec::new(),
        window: Window::default(),
        rank: Vec::new(),
        on_breach_of: norm.on_breach_of.clone(),
        holes: Vec::new(),
    }
}

/// What a check finds in a theory.
pub fn claims(theory: &Theory, wanted: &dyn Fn(&str) -> bool) -> Vec<Candidate> {
    let words = Words::new(theory);
    let mut solver = Z3Solver::new();
    let axioms = words.assert_admissible(&mut solver);
    let owed = |n: &GroundNorm| n.modality == Modality::Obligation && n.on_breach_of.is_none();
    let owed: Vec<usize> = (0..theory.norms.len()).filter(|&i| owed(&theory.norms[i])).collect();
    let conflicts: Vec<(usize, Vec<Conflict>)> = owed
        .into_iter()
        .filter_map(|i| Some((i, conflict::conflicts(&words, &mut solver, &axioms, &theory.norms[i]).ok()?)))
        .filter(|(_, found)| !found.is_empty())
        .collect();
    let texts: Vec<Norm> = theory.norms.iter().map(text_of).collect();
    let norms: Vec<&Norm> = texts.iter().collect();
    let facts = FactBase::empty(None);
    let asked =
        Asked { words: &words, norms: &norms, documents: &[], facts: &facts, axioms: &axioms, conflicts: &conflicts };
    let checks = CHECKS.iter().filter(|check| wanted(check.name));
    checks.flat_map(|check| (check.run)(&asked, &mut solver).candidates).collect()
}

/// What every check claims of a theory and does not replay.
fn not_replayed(theory: &Theory) -> Vec<String> {
    let facts = FactBase::empty(None);
    certify(claims(theory, &|_| true), &Lookup { theory, sources: &[], facts: &facts, documents: &[] }).1
}

proptest! {
    #![proptest_config(cases(300))]

    #[test]
    fn whatever_a_check_claims_replays(theory in prop_oneof![settled(), coupled()]) {
        prop_assert_eq!(not_replayed(&theory), Vec::<String>::new());
    }
}
