//! Z3 against the enumeration of all values.

use proptest::prelude::*;
use proptest::strategy::ValueTree;

use super::*;
use crate::query::smtlib;
use crate::query::solver::tests::{Enumeration, bounds, least_of_all, small_term, strings};
use crate::query::solver::{Answer, Event, Recorder, Solver, Undecided, canonical_model, minimal_core};
use crate::query::term::{Names, Sum, Term};

fn guarded(flag: &str, term: Term) -> Term {
    Term::implies(Term::flag(flag), term)
}

#[test]
fn the_version_is_told() {
    let version = version();
    assert!(version.starts_with(|c: char| c.is_ascii_digit()), "{version}");
    assert!(!version.contains('\n'), "{version}");
}

#[test]
fn a_library_that_is_too_old_is_refused_in_one_line() {
    assert_eq!(require(), Ok(()));
    assert!(new_enough("4.8.12.0") && new_enough("4.13.3") && new_enough("5.3.3.0 abc") && new_enough("?"));
    assert!(!new_enough("4.8.10.0") && !new_enough("4.4.1"));
    let text = TooOld("4.8.10".into()).to_string();
    assert!(text.contains("z3.py") && !text.contains('\n'), "{text}");
}

#[test]
fn answers_carry_full_models_and_used_assumptions() {
    let (ef, end) = (Sum::of("ef"), Sum::of("end"));
    let mut solver = Z3Solver::new();
    solver.assert(&Term::lt(&ef, &end));
    solver.assert(&guarded("short", Term::le(&end, &ef)));
    solver.assert(&guarded("other", Term::flag("p")));
    match solver.check(&strings(&["other"])) {
        Answer::Sat(model) => {
            assert!(model.number("ef") < model.number("end"));
            assert_eq!(model.flags.keys().collect::<Vec<_>>(), ["other", "p", "short"]);
            assert!(model.flag("p") && !model.flag("short"));
        }
        answer => panic!("{answer:?}"),
    }
    assert_eq!(solver.check(&strings(&["short", "other", "short"])), Answer::Unsat(strings(&["short"])));
    // An assumption that nothing speaks of is in the model nonetheless.
    assert!(matches!(solver.check(&strings(&["new"])), Answer::Sat(model) if model.flag("new")));
}

#[test]
fn scopes_forget_and_stray_pops_do_nothing() {
    let mut solver = Z3Solver::new();
    solver.pop();
    solver.assert(&Term::flag("p"));
    solver.push();
    solver.assert(&Term::not(Term::flag("p")));
    assert_eq!(solver.check(&[]), Answer::Unsat(vec![]));
    solver.pop();
    solver.pop();
    assert!(matches!(solver.check(&[]), Answer::Sat(_)));
    solver.assert(&Term::not(Term::flag("p")));
    assert_eq!(solver.check(&[]), Answer::Unsat(vec![]));
}

#[test]
fn names_may_be_anything() {
    let odd = ["", "a|b", "nul\0", "ß 条", "flag0", "number0", "and"];
    let mut solver = Z3Solver::new();
    for (index, name) in odd.iter().enumerate() {
        solver.assert(&Term::iff(Term::flag(*name), Term::Truth(index % 2 == 0)));
        solver.assert(&Term::eq(&Sum::of(*name), &Sum::constant(index as i64)));
    }
    let Answer::Sat(model) = solver.check(&[]) else { panic!("unsat") };
    for (index, name) in odd.iter().enumerate() {
        assert_eq!(model.flag(name), index % 2 == 0);
        assert_eq!(model.number(name), index as i64);
    }
}

/// `holes + 1` pigeons: every refutation without counting is long.
fn pigeons(solver: &mut dyn Solver, holes: usize) {
    let sits = |pigeon: usize, hole: usize| Term::flag(format!("{pigeon} in {hole}"));
    for pigeon in 0..=holes {
        solver.assert(&Term::any((0..holes).map(|hole| sits(pigeon, hole))));
    }
    for hole in 0..holes {
        for first in 0..=holes {
            for second in 0..first {
                solver.assert(&Term::not(Term::all([sits(first, hole), sits(second, hole)])));
            }
        }
    }
}

#[test]
fn a_limit_ends_in_an_answer() {
    let mut solver = Z3Solver::with_limits(Limits { steps: 200_000, milliseconds: 0 });
    pigeons(&mut solver, 11);
    assert!(matches!(solver.check(&[]), Answer::Unknown(reason) if !reason.is_empty()));
    let core = minimal_core(&mut solver, &strings(&["a"]));
    assert!(matches!(core, Err(Undecided::Unknown(_))));
    // The limit is per question: an easy one is still answered.
    let mut solver = Z3Solver::with_limits(Limits { steps: 200_000, milliseconds: 0 });
    solver.push();
    pigeons(&mut solver, 11);
    solver.check(&[]);
    solver.pop();
    assert!(matches!(solver.check(&[]), Answer::Sat(_)));
    let mut solver = Z3Solver::with_limits(Limits { steps: 0, milliseconds: 1 });
    pigeons(&mut solver, 11);
    assert!(matches!(solver.check(&[]), Answer::Unknown(_)));
}

#[test]
fn numbers_beyond_64_bits_do_not_crash() {
    let x = Sum::of("x");
    let mut solver = Z3Solver::new();
    solver.assert(&Term::AtMost(Sum::from_terms([("x", -1), ("y", i64::MAX)], 0)));
    solver.assert(&Term::lt(&Sum::constant(4), &Sum::of("y")));
    assert!(matches!(solver.check(&[]), Answer::Unknown(reason) if reason.contains("64 bits")));
    let mut solver = Z3Solver::new();
    solver.assert(&Term::AtMost(Sum { constant: i64::MIN, ..x.negate() }));
    assert_eq!(canonical_model(&mut solver, &[], &strings(&["x"])).unwrap().unwrap().number("x"), 0);
    let mut solver = Z3Solver::new();
    solver.assert(&Term::lt(&Sum::constant(i64::MAX - 1), &x));
    assert_eq!(canonical_model(&mut solver, &[], &strings(&["x"])).unwrap().unwrap().number("x"), i64::MAX);
}

#[test]
fn integers_are_not_reals() {
    let mut solver = Z3Solver::new();
    solver.assert(&Term::eq(&Sum::from_terms([("x", 2), ("y", -4)], 0), &Sum::constant(1)));
    assert_eq!(solver.check(&[]), Answer::Unsat(vec![]));
}

#[test]
fn an_unbounded_number_gets_its_value_nearest_to_zero() {
    let mut solver = Z3Solver::new();
    solver.assert(&Term::le(&Sum::constant(1_000_003), &Sum::of("x")));
    solver.assert(&Term::le(&Sum::of("y"), &Sum::of("x").negate()));
    let mut recorder = Recorder::new(&mut solver);
    let model = canonical_model(&mut recorder, &[], &strings(&["x", "y"])).unwrap().unwrap();
    assert_eq!((model.number("x"), model.number("y")), (1_000_003, -1_000_003));
    let asked = recorder.log().iter().filter(|event| matches!(event, Event::Check { .. })).count();
    assert!(asked < 2 * 66, "{asked}");
}

#[test]
fn the_cores_of_z3_are_made_minimal() {
    let x = Sum::of("x");
    let mut solver = Z3Solver::new();
    let names: Vec<String> = (0..40).map(|index| format!("bound {index}")).collect();
    for (index, name) in names.iter().enumerate() {
        let bound = Sum::constant(index as i64);
        let term = if index % 2 == 0 { Term::lt(&x, &bound) } else { Term::lt(&bound, &x) };
        solver.assert(&guarded(name, term));
    }
    assert_eq!(minimal_core(&mut solver, &names), Ok(strings(&["bound 38", "bound 39"])));
}

/// Compares with a second solver if there is one: `SERVANDA_SECOND_SOLVER="cvc5 --incremental"`.
#[test]
fn a_second_solver_gives_the_same_answers() {
    let Ok(command) = std::env::var("SERVANDA_SECOND_SOLVER") else {
        println!("skipped: SERVANDA_SECOND_SOLVER names no solver");
        return;
    };
    let mut recorder = Recorder::new(Z3Solver::new());
    recorder.assert(&bounds(9));
    recorder.assert(&Term::flag("odd |name\\ of \"the\" Commission’s decision"));
    let mut runner = proptest::test_runner::TestRunner::deterministic();
    for round in 0..60 {
        let term = small_term().new_tree(&mut runner).unwrap().current();
        recorder.comment(&format!("round {round}"));
        recorder.push();
        recorder.assert(&guarded("r", term));
        recorder.check(&strings(&["r", "p"]));
        recorder.check(&[]);
        if round % 3 != 0 {
            recorder.pop();
        }
    }
    let words: Vec<&str> = command.split_whitespace().collect();
    let file = tempfile::Builder::new().suffix(".smt2").tempfile().unwrap();
    std::fs::write(file.path(), smtlib::print(recorder.log())).unwrap();
    let output = std::process::Command::new(words[0]).args(&words[1..]).arg(file.path()).output().unwrap();
    let expected: Vec<&str> = recorder
        .log()
        .iter()
        .filter_map(|event| match event {
            Event::Check { answer: Answer::Sat(_), .. } => Some("sat"),
            Event::Check { answer: Answer::Unsat(_), .. } => Some("unsat"),
            _ => None,
        })
        .collect();
    let answers = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(expected.contains(&"unsat") && expected.contains(&"sat"));
    assert_eq!(answers.split_whitespace().collect::<Vec<_>>(), expected, "{}", String::from_utf8_lossy(&output.stderr));
}

const REACH: i64 = 4;

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(256) })]

    #[test]
    fn z3_agrees_with_trying_all_values(terms in prop::collection::vec(small_term(), 1..4)) {
        let whole = Term::All(terms.clone());
        let mut names = Names::default();
        names.collect(&Term::All(vec![bounds(REACH), Term::any(["p", "q", "r"].map(Term::flag)), whole.clone()]));
        let models = Enumeration::models(&names, REACH).into_iter().filter(|model| whole.holds(model)).collect::<Vec<_>>();
        let mut solver = Z3Solver::new();
        solver.assert(&bounds(REACH));
        terms.iter().for_each(|term| solver.assert(term));
        match solver.check(&[]) {
            Answer::Sat(model) => {
                prop_assert!(whole.holds(&model));
                prop_assert!(bounds(REACH).holds(&model));
            }
            Answer::Unsat(_) => prop_assert!(models.is_empty()),
            Answer::Unknown(reason) => prop_assert!(false, "{}", reason),
        }
        let (flags, numbers) = (strings(&["r", "p", "q"]), strings(&["x", "y"]));
        let expected = least_of_all(&models, &flags, &numbers);
        prop_assert_eq!(canonical_model(&mut solver, &flags, &numbers), Ok(expected));
    }

    #[test]
    fn z3_and_enumeration_have_the_same_canonical_core(terms in prop::collection::vec(small_term(), 1..5)) {
        let names: Vec<String> = (0..terms.len()).map(|index| format!("a{index}")).collect();
        let mut plain = Enumeration::new(2);
        let mut solver = Z3Solver::new();
        solver.assert(&bounds(2));
        for (name, term) in names.iter().zip(&terms) {
            plain.assert(&guarded(name, term.clone()));
            solver.assert(&guarded(name, term.clone()));
        }
        match (minimal_core(&mut solver, &names), minimal_core(&mut plain, &names)) {
            (Ok(core), Ok(expected)) => prop_assert_eq!(core, expected),
            (Err(Undecided::Satisfiable(_)), Err(Undecided::Satisfiable(_))) => {}
            (left, right) => prop_assert!(false, "{:?} but {:?}", left, right),
        }
    }
}
