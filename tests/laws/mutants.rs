//! Deliberate bugs in the encoding, each of which the cross-checks must find.
//!
//! A bug is planted around the encoding and not in it: what the encoding is given is not the theory but one in which
//! something is lost, or its leaves or its solver are not what they should be. An encoding that forgets the exceptions of
//! prohibitions, say, finds just what a right one finds where there are none. So the program knows nothing of mutants, and all
//! of them are tried in one run, without building anything anew. `README.md` has the table.

use std::collections::BTreeSet;

use proptest::strategy::{Strategy, ValueTree};
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};
use servanda::clauses::Modality;
use servanda::model::theory::{Bearers, Condition, Extent, GroundNorm, Name, Pattern, Theory};
use servanda::query::cells::Leaves;
use servanda::query::solver::{Answer, Solver};
use servanda::query::term::Term;
use servanda::query::words::Words;
use servanda::solve::Z3Solver;

use crate::encoding::{encoded, replays, settled};
use crate::theories::{DAYS, brute_conflicts};

/// Where a bug is planted.
enum Bug {
    /// Something is lost of the theory.
    Theory(fn(&mut Theory)),
    /// The leaves are those of a theory in which something is lost.
    Leaves(fn(&mut Theory)),
    /// What is asserted is changed on its way to the solver; nothing is asserted if nothing comes back.
    Asserted(fn(&Term) -> Option<Term>),
    /// Of the minimal sets of each duty only the first is told.
    FirstCore,
}

const BUGS: &[(&str, Bug)] = &[
    ("drop the exceptions of a prohibition", Bug::Theory(|t| each(t, Modality::Prohibition, |n| n.exceptions.clear()))),
    ("drop the exceptions of a duty", Bug::Theory(|t| each(t, Modality::Obligation, |n| n.exceptions.clear()))),
    ("drop the exceptions of a permission", Bug::Theory(|t| each(t, Modality::Permission, |n| n.exceptions.clear()))),
    ("take exceptions whether their condition holds or not", Bug::Theory(always_excepted)),
    (
        "lose the condition of a prohibition",
        Bug::Theory(|t| each(t, Modality::Prohibition, |n| n.condition = Condition::True)),
    ),
    ("lose the condition of a duty", Bug::Theory(|t| each(t, Modality::Obligation, |n| n.condition = Condition::True))),
    (
        "lose the condition of a permission",
        Bug::Theory(|t| each(t, Modality::Permission, |n| n.condition = Condition::True)),
    ),
    ("lose the last day of a prohibition", Bug::Theory(|t| each(t, Modality::Prohibition, |n| n.period.hi = None))),
    ("lose the first day of a permission", Bug::Theory(|t| each(t, Modality::Permission, |n| n.period.lo = None))),
    ("end prohibitions a day early", Bug::Theory(|t| each(t, Modality::Prohibition, |n| shift(&mut n.period.hi, -1)))),
    ("begin duties a day late", Bug::Theory(|t| each(t, Modality::Obligation, |n| shift(&mut n.period.lo, 1)))),
    ("lose a rank", Bug::Theory(|t| _ = t.outranks.pop_first())),
    ("turn ranks about", Bug::Theory(|t| t.outranks = t.outranks.iter().map(|(q, p)| (*p, *q)).collect())),
    ("ignore each slots", Bug::Theory(|t| each(t, Modality::Obligation, |n| n.each.clear()))),
    ("owe once what is owed throughout", Bug::Theory(|t| each(t, Modality::Obligation, |n| n.throughout = false))),
    ("ignore exemptions", Bug::Theory(|t| each(t, Modality::Exemption, |n| n.condition = Condition::Any(Vec::new())))),
    ("bind a class to its own name only", Bug::Theory(|t| t.agents.values_mut().for_each(|info| info.above.clear()))),
    ("spare whoever acts alone what binds everybody", Bug::Theory(everybody_together)),
    ("ignore amounts", Bug::Theory(|t| patterns(t, &|p| p.quantity.clear()))),
    ("raise a least amount by one", Bug::Theory(raise_amounts)),
    ("ignore seasons", Bug::Theory(|t| patterns(t, &|p| p.season = None))),
    ("take “all but” for everything", Bug::Theory(|t| patterns(t, &|p| extents(p, |e| matches!(e, Extent::Not(_)))))),
    (
        "ignore the place of an act",
        Bug::Theory(|t| patterns(t, &|p| _ = p.slots.remove(&servanda::norms::Slot::Place))),
    ),
    ("give a whole a leaf beside its parts", Bug::Theory(|t| nodes(t, |node| node.parts = None))),
    ("find a leaf where there is no such thing", Bug::Theory(|t| nodes(t, |node| node.empty = None))),
    ("climb no further than the first node above", Bug::Theory(|t| nodes(t, |node| node.above.truncate(1)))),
    ("forget the axioms", Bug::Theory(|t| t.axioms.clear())),
    ("forget that circumstances exclude one another", Bug::Theory(|t| t.exclusive.clear())),
    (
        "let numbers be what they cannot be",
        Bug::Theory(|t| t.numbers.values_mut().for_each(|n| n.most = n.most.map(|m| m + 3))),
    ),
    ("merge a leaf into its neighbours", Bug::Leaves(merged)),
    ("merge what only lifters and exceptions tell apart", Bug::Leaves(merged_unless_forbidden)),
    ("forget one of several ways out", Bug::Asserted(without_last)),
    ("drop a test day", Bug::Asserted(without_a_day)),
    ("take “before” for “on or before”", Bug::Asserted(|term| Some(strict(term)))),
    ("stop after the first core", Bug::FirstCore),
];

fn each(t: &mut Theory, modality: Modality, change: impl Fn(&mut GroundNorm)) {
    t.norms.iter_mut().filter(|n| n.modality == modality).for_each(change);
}

fn shift(end: &mut Option<servanda::model::theory::Day>, days: i64) {
    end.iter_mut().for_each(|day| day.constant += days);
}

fn patterns(t: &mut Theory, change: &dyn Fn(&mut Pattern)) {
    for norm in &mut t.norms {
        change(&mut norm.pattern);
        norm.exceptions.iter_mut().for_each(|e| change(&mut e.pattern));
        norm.each.retain(|slot| norm.pattern.slots.contains_key(slot));
    }
}

/// Leaves out of a pattern the slots whose extents are such.
fn extents(p: &mut Pattern, such: impl Fn(&Extent) -> bool) {
    p.slots.retain(|_, extent| !such(extent));
}

fn nodes(t: &mut Theory, change: impl Fn(&mut servanda::model::theory::Node)) {
    t.taxonomies.values_mut().flat_map(|taxonomy| taxonomy.nodes.values_mut()).for_each(change);
}

fn always_excepted(t: &mut Theory) {
    t.norms.iter_mut().flat_map(|n| &mut n.exceptions).for_each(|e| e.condition = Condition::True);
}

fn everybody_together(t: &mut Theory) {
    let all: BTreeSet<Name> = t.agents.iter().filter(|(_, info)| info.party).map(|(name, _)| name.clone()).collect();
    let everybody = t.norms.iter_mut().filter(|n| n.bearers == Bearers::Everybody);
    everybody.for_each(|n| n.bearers = Bearers::All(all.clone()));
}

fn raise_amounts(t: &mut Theory) {
    let raise = |p: &mut Pattern| p.quantity.values_mut().for_each(|(least, _)| *least = least.map(|l| l + 1));
    each(t, Modality::Prohibition, |n| raise(&mut n.pattern));
}

/// The last node of every slot has no leaf, as if it were one class with whatever lies beside it.
fn merged(t: &mut Theory) {
    for taxonomy in t.taxonomies.values_mut() {
        if let Some(mut last) = taxonomy.nodes.last_entry() {
            last.get_mut().empty = Some(servanda::model::theory::Ground::Words);
        }
    }
}

/// Nodes that neither a duty nor a prohibition names have no leaf.
fn merged_unless_forbidden(t: &mut Theory) {
    let mut named = BTreeSet::new();
    for norm in t.norms.iter().filter(|n| matches!(n.modality, Modality::Obligation | Modality::Prohibition)) {
        for (slot, extent) in &norm.pattern.slots {
            if let Extent::Of(all) | Extent::Not(all) = extent {
                named.extend(all.iter().map(|node| (*slot, node.clone())));
            }
        }
    }
    for (slot, taxonomy) in &mut t.taxonomies {
        let unnamed = taxonomy.nodes.iter_mut().filter(|(name, _)| !named.contains(&(*slot, (*name).clone())));
        unnamed.for_each(|(_, node)| node.empty = Some(servanda::model::theory::Ground::Words));
    }
}

/// "Not free here on this day" is the negation of a conjunction; one that is asserted alone is lost where the day is
/// later than the first.
fn without_a_day(term: &Term) -> Option<Term> {
    fn late(term: &Term) -> bool {
        match term {
            Term::AtMost(sum) => sum.constant.abs() > 2,
            Term::Not(inner) => late(inner),
            Term::All(all) | Term::Any(all) => all.iter().any(late),
            Term::Truth(_) | Term::Flag(_) => false,
        }
    }
    let no_discharge =
        matches!(term, Term::Any(_) | Term::Not(_)) && term.names().flags.iter().any(|f| f.starts_with("norm "));
    (!no_discharge || !late(term)).then(|| term.clone())
}

fn without_last(term: &Term) -> Option<Term> {
    Some(match term {
        Term::Any(all) if all.len() > 1 => Term::any(all[..all.len() - 1].iter().cloned()),
        other => other.clone(),
    })
}

/// Bounds between two numbers are a day narrower.
fn strict(term: &Term) -> Term {
    match term {
        Term::AtMost(sum) if sum.terms.len() > 1 => Term::at_most_zero(sum.clone().shifted(1)),
        Term::Not(inner) => Term::not(strict(inner)),
        Term::All(all) => Term::all(all.iter().map(strict)),
        Term::Any(all) => Term::any(all.iter().map(strict)),
        other => other.clone(),
    }
}

/// A solver that is not told what was asserted.
struct Deaf {
    inner: Z3Solver,
    change: fn(&Term) -> Option<Term>,
}

impl Solver for Deaf {
    fn push(&mut self) {
        self.inner.push();
    }

    fn pop(&mut self) {
        self.inner.pop();
    }

    fn assert(&mut self, term: &Term) {
        if let Some(term) = (self.change)(term) {
            self.inner.assert(&term);
        }
    }

    fn check(&mut self, assumptions: &[String]) -> Answer {
        self.inner.check(assumptions)
    }
}

type Found = Vec<(Name, BTreeSet<Name>, servanda::query::conflict::Conflict)>;

/// What the encoding finds with a bug in it.
fn found(theory: &Theory, bug: &Bug) -> Found {
    let lost = |lose: &fn(&mut Theory)| {
        let mut other = theory.clone();
        lose(&mut other);
        other
    };
    match bug {
        Bug::Theory(lose) => encoded(&Words::new(&lost(lose)), &mut Z3Solver::new()),
        Bug::Leaves(lose) => {
            let mut words = Words::new(theory);
            words.leaves = Leaves::new(&lost(lose));
            encoded(&words, &mut Z3Solver::new())
        }
        Bug::Asserted(change) => encoded(&Words::new(theory), &mut Deaf { inner: Z3Solver::new(), change: *change }),
        Bug::FirstCore => {
            let mut told = BTreeSet::new();
            let all = encoded(&Words::new(theory), &mut Z3Solver::new());
            all.into_iter().filter(|(o, ..)| told.insert(o.clone())).collect()
        }
    }
}

/// Whether brute force, or the evaluator, sees that something is wrong.
fn is_found_out(theory: &Theory, brute: &BTreeSet<(Name, BTreeSet<Name>)>, bug: &Bug) -> bool {
    let found = found(theory, bug);
    let sets: BTreeSet<(Name, BTreeSet<Name>)> = found.iter().map(|(o, set, _)| (o.clone(), set.clone())).collect();
    sets != *brute || found.iter().any(|(o, set, conflict)| replays(theory, o, set, conflict).is_err())
}

/// No bug may live longer than this.
const MOST: usize = 20_000;

#[test]
fn every_bug_that_is_planted_is_found() {
    let rng = TestRng::from_seed(RngAlgorithm::ChaCha, &[11; 32]);
    let mut runner = TestRunner::new_with_rng(Config::default(), rng);
    let mut after: Vec<Option<usize>> = vec![None; BUGS.len()];
    let mut tried = 0;
    while after.contains(&None) && tried < MOST {
        tried += 1;
        let theory = settled().new_tree(&mut runner).expect("a theory").current();
        let brute = brute_conflicts(&theory, DAYS).into_iter().collect();
        for ((_, bug), after) in BUGS.iter().zip(&mut after).filter(|(_, after)| after.is_none()) {
            if is_found_out(&theory, &brute, bug) {
                *after = Some(tried);
            }
        }
    }
    println!("| bug | theories tried until it was found |\n| --- | --- |");
    for ((name, _), after) in BUGS.iter().zip(&after) {
        println!("| {name} | {} |", after.map_or("never".to_owned(), |n| n.to_string()));
    }
    let alive: Vec<&str> = BUGS.iter().zip(&after).filter(|(_, a)| a.is_none()).map(|((name, _), _)| *name).collect();
    assert_eq!(alive, Vec::<&str>::new());
}
