//! A solver that tries all values, and the comparison of cores and models with it.

use std::collections::BTreeMap;

use proptest::prelude::*;

use super::*;
use crate::query::term::Names;

/// Answers by trying every value of every flag and number: numbers lie within `0 − reach ..= reach`.
#[derive(Debug)]
pub(crate) struct Enumeration {
    scopes: Vec<Vec<Term>>,
    reach: i64,
    /// Checks asked so far.
    pub(crate) asked: usize,
    /// Gives up from this check on.
    pub(crate) patience: usize,
}

impl Enumeration {
    /// Nothing asserted yet.
    pub(crate) fn new(reach: i64) -> Enumeration {
        Enumeration { scopes: vec![Vec::new()], reach, asked: 0, patience: usize::MAX }
    }

    /// Every model of these names.
    pub(crate) fn models(names: &Names, reach: i64) -> Vec<Model> {
        let mut models = vec![Model::default()];
        for flag in &names.flags {
            models = spread(&models, |model| {
                [false, true]
                    .map(|value| {
                        let mut more = model.clone();
                        more.flags.insert(flag.clone(), value);
                        more
                    })
                    .to_vec()
            });
        }
        for number in &names.numbers {
            models = spread(&models, |model| {
                (-reach..=reach)
                    .map(|value| {
                        let mut more = model.clone();
                        more.numbers.insert(number.clone(), value);
                        more
                    })
                    .collect()
            });
        }
        models
    }

    /// The models of what is asserted and assumed.
    fn satisfying(&self, assumptions: &[String]) -> Vec<Model> {
        let mut names = Names::default();
        let terms: Vec<&Term> = self.scopes.iter().flatten().collect();
        terms.iter().for_each(|term| names.collect(term));
        names.flags.extend(assumptions.iter().cloned());
        let mut models = Enumeration::models(&names, self.reach);
        models.retain(|model| {
            terms.iter().all(|term| term.holds(model)) && assumptions.iter().all(|flag| model.flag(flag))
        });
        models
    }
}

fn spread(models: &[Model], more: impl Fn(&Model) -> Vec<Model>) -> Vec<Model> {
    models.iter().flat_map(more).collect()
}

impl Solver for Enumeration {
    fn assert(&mut self, term: &Term) {
        if let Some(scope) = self.scopes.last_mut() {
            scope.push(term.clone());
        }
    }

    fn push(&mut self) {
        self.scopes.push(Vec::new());
    }

    fn pop(&mut self) {
        if self.scopes.len() > 1 {
            self.scopes.pop();
        }
    }

    fn check(&mut self, assumptions: &[String]) -> Answer {
        self.asked += 1;
        if self.asked > self.patience {
            return Answer::Unknown("out of patience".into());
        }
        // The last model rather than the first: so that canonical models are not had by chance.
        match self.satisfying(assumptions).pop() {
            Some(model) => Answer::Sat(model),
            None => {
                let used: BTreeSet<String> = assumptions.iter().cloned().collect();
                Answer::Unsat(used.into_iter().collect())
            }
        }
    }
}

/// The least model by comparing all of them.
pub(crate) fn least_of_all(models: &[Model], flags: &[String], numbers: &[String]) -> Option<Model> {
    let key = |model: &Model| {
        let flags: Vec<bool> = flags.iter().map(|name| model.flag(name)).collect();
        let numbers: Vec<(u64, bool)> =
            numbers.iter().map(|name| (model.number(name).unsigned_abs(), model.number(name) < 0)).collect();
        (flags, numbers)
    };
    let least = models.iter().min_by_key(|model| key(model))?;
    Some(Model {
        flags: flags.iter().map(|name| (name.clone(), least.flag(name))).collect(),
        numbers: numbers.iter().map(|name| (name.clone(), least.number(name))).collect(),
    })
}

pub(crate) fn strings(names: &[&str]) -> Vec<String> {
    names.iter().map(|name| (*name).to_owned()).collect()
}

/// Small terms over the flags p, q, r and the numbers x, y.
pub(crate) fn small_term() -> impl Strategy<Value = Term> {
    let flag = prop::sample::select(vec!["p", "q", "r"]).prop_map(Term::flag);
    let sum = (-2i64..=2, -2i64..=2, -5i64..=5)
        .prop_map(|(x, y, constant)| Term::AtMost(Sum::from_terms([("x", x), ("y", y)], constant)));
    let leaf = prop_oneof![4 => flag, 4 => sum, 1 => any::<bool>().prop_map(Term::Truth)];
    leaf.prop_recursive(3, 12, 3, |inner| {
        prop_oneof![
            inner.clone().prop_map(|term| Term::Not(Box::new(term))),
            prop::collection::vec(inner.clone(), 0..4).prop_map(Term::All),
            prop::collection::vec(inner, 0..4).prop_map(Term::Any),
        ]
    })
}

/// `x` and `y` within `−reach ..= reach`.
pub(crate) fn bounds(reach: i64) -> Term {
    Term::all(["x", "y"].map(|name| Term::within(&Sum::of(name), Some(-reach), Some(reach))))
}

/// Every smallest set of assumptions that cannot hold, by trying all subsets.
fn all_minimal_cores(solver: &mut Enumeration, assumptions: &[String]) -> Vec<BTreeSet<String>> {
    let subsets = (0..1u32 << assumptions.len()).map(|mask| {
        let chosen = assumptions.iter().enumerate().filter(|(i, _)| mask & (1 << i) != 0);
        chosen.map(|(_, name)| name.clone()).collect::<BTreeSet<String>>()
    });
    let refuted: Vec<BTreeSet<String>> = subsets
        .filter(|subset| {
            let names: Vec<String> = subset.iter().cloned().collect();
            matches!(solver.check(&names), Answer::Unsat(_))
        })
        .collect();
    let smaller =
        |core: &BTreeSet<String>| refuted.iter().any(|other| other.len() < core.len() && other.is_subset(core));
    refuted.iter().filter(|core| !smaller(core)).cloned().collect()
}

fn guarded(flag: &str, term: Term) -> Term {
    Term::implies(Term::flag(flag), term)
}

#[test]
fn a_core_is_minimal_and_gives_up_the_first_named_first() {
    let x = Sum::of("x");
    let mut solver = Enumeration::new(9);
    solver.assert(&guarded("a", Term::le(&Sum::constant(5), &x)));
    solver.assert(&guarded("b", Term::le(&x, &Sum::constant(3))));
    solver.assert(&guarded("c", Term::le(&x, &Sum::constant(2))));
    let core = |solver: &mut Enumeration, names: &[&str]| minimal_core(solver, &strings(names));
    assert_eq!(core(&mut solver, &["a", "b", "c"]), Ok(strings(&["a", "c"])));
    assert_eq!(core(&mut solver, &["c", "b", "a"]), Ok(strings(&["a", "b"])));
    assert_eq!(core(&mut solver, &["c", "a", "a", "c"]), Ok(strings(&["a", "c"])));
    assert!(matches!(core(&mut solver, &["b", "c"]), Err(Undecided::Satisfiable(_))));
    solver.assert(&Term::Truth(false));
    assert_eq!(core(&mut solver, &["a", "b"]), Ok(vec![]));
}

#[test]
fn a_solver_that_gives_up_is_reported_and_its_scopes_are_closed() {
    let term = Term::all([guarded("a", Term::flag("p")), guarded("b", Term::not(Term::flag("p")))]);
    for patience in 0..3 {
        let mut solver = Enumeration::new(3);
        solver.assert(&term);
        solver.patience = patience;
        let core = minimal_core(&mut solver, &strings(&["a", "b"]));
        assert_eq!(core, Err(Undecided::Unknown("out of patience".into())));
        let mut solver = Enumeration::new(3);
        solver.assert(&Term::any([Term::flag("a"), Term::flag("b")]));
        solver.patience = patience;
        let model = canonical_model(&mut solver, &strings(&["a", "b"]), &strings(&["x"]));
        assert!(model.is_err(), "{model:?}");
        assert_eq!(solver.scopes.len(), 1);
    }
}

#[test]
fn a_solver_that_contradicts_itself_is_found_out() {
    /// Refutes whatever it is asked first, and holds everything possible afterwards.
    struct Fickle(usize);
    impl Solver for Fickle {
        fn assert(&mut self, _: &Term) {}
        fn push(&mut self) {}
        fn pop(&mut self) {}
        fn check(&mut self, assumptions: &[String]) -> Answer {
            self.0 += 1;
            if self.0 == 1 { Answer::Unsat(assumptions.to_vec()) } else { Answer::Sat(Model::default()) }
        }
    }
    let core = minimal_core(&mut Fickle(0), &strings(&["a", "b"]));
    assert!(matches!(core, Err(Undecided::Inconsistent(_))), "{core:?}");
}

#[test]
fn the_canonical_model_is_nearest_to_zero_and_positive_where_two_are_equal() {
    let x = Sum::of("x");
    let far = Term::any([Term::le(&Sum::constant(4), &x), Term::le(&x, &Sum::constant(-4))]);
    let mut solver = Enumeration::new(9);
    solver.assert(&far);
    let model = canonical_model(&mut solver, &[], &strings(&["x", "free"])).unwrap().unwrap();
    assert_eq!(model.numbers, BTreeMap::from([("x".into(), 4), ("free".into(), 0)]));
    solver.assert(&Term::lt(&x, &Sum::constant(4)));
    let model = canonical_model(&mut solver, &[], &strings(&["x"])).unwrap().unwrap();
    assert_eq!(model.number("x"), -4);
    solver.assert(&Term::Truth(false));
    assert_eq!(canonical_model(&mut solver, &[], &strings(&["x"])), Ok(None));
}

#[test]
fn assumptions_bind_the_canonical_model() {
    let mut solver = Enumeration::new(3);
    solver.assert(&guarded("a", Term::any([Term::flag("p"), Term::flag("q")])));
    let flags = strings(&["a", "p", "q"]);
    let free = canonical_model(&mut solver, &flags, &[]).unwrap().unwrap();
    assert!(free.flags.values().all(|value| !value));
    let bound = canonical_model_under(&mut solver, &strings(&["a"]), &flags, &[]).unwrap().unwrap();
    assert_eq!(bound.flags, BTreeMap::from([("a".into(), true), ("p".into(), false), ("q".into(), true)]));
}

#[test]
fn the_recorder_keeps_the_questions_and_passes_them_on() {
    let mut recorder = Recorder::new(Enumeration::new(2));
    recorder.comment("is it possible?");
    recorder.push();
    recorder.assert(&Term::flag("p"));
    let answer = recorder.check(&strings(&["q"]));
    recorder.pop();
    assert!(matches!(answer, Answer::Sat(_)));
    let (log, inner) = recorder.into_parts();
    assert_eq!(inner.asked, 1);
    assert_eq!(
        log,
        [
            Event::Comment("is it possible?".into()),
            Event::Push,
            Event::Assert(Term::flag("p")),
            Event::Check { assumptions: strings(&["q"]), answer },
            Event::Pop,
        ]
    );
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(64) })]

    #[test]
    fn canonical_models_are_the_least_of_all(terms in prop::collection::vec(small_term(), 1..4)) {
        let mut solver = Enumeration::new(3);
        terms.iter().for_each(|term| solver.assert(term));
        let flags = strings(&["p", "q", "r"]);
        let numbers = strings(&["y", "x"]);
        let expected = least_of_all(&solver.satisfying(&[]), &flags, &numbers);
        prop_assert_eq!(canonical_model(&mut solver, &flags, &numbers), Ok(expected));
    }

    #[test]
    fn minimal_cores_are_among_all_minimal_cores(terms in prop::collection::vec(small_term(), 1..5)) {
        let mut solver = Enumeration::new(2);
        let names: Vec<String> = (0..terms.len()).map(|index| format!("a{index}")).collect();
        for (name, term) in names.iter().zip(&terms) {
            solver.assert(&guarded(name, term.clone()));
        }
        let cores = all_minimal_cores(&mut solver, &names);
        match minimal_core(&mut solver, &names) {
            Ok(core) => prop_assert!(cores.contains(&core.into_iter().collect())),
            Err(undecided) => {
                prop_assert!(cores.is_empty());
                prop_assert!(matches!(undecided, Undecided::Satisfiable(_)));
            }
        }
    }
}
