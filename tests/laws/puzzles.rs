//! The puzzles of `specs/logic.md` §8 that need no more than the evaluator, with the verdict of this logic.

use servanda::evaluate::{self, Refuted};
use servanda::model::theory::Extent;
use servanda::norms::Slot;

use crate::build::*;

/// Ross: from "mail the letter" no permission to burn it follows, and burning it as well is no breach.
#[test]
fn ross() {
    let t = theory(vec![shall(0, "mail").thing("letter")]);
    let (mail, burn) = (at(act("mail", 0), Slot::Thing, "letter"), at(act("burn", 1), Slot::Thing, "letter"));
    assert_eq!(verdicts(&t, &given(&[]), &[mail, burn.clone()]), "1 ok");
    assert_eq!(verdicts(&t, &given(&[]), std::slice::from_ref(&burn)), "1 breached");
    assert!(!evaluate::permits(&t, &t.norms[0], &given(&[]), &burn));
}

/// Free choice: "may mail or burn" permits either; "may mail" says nothing of burning.
#[test]
fn free_choice() {
    let mut either = may(0, "mail");
    either.pattern.slots.insert(Slot::Kind, Extent::Of(names(&["mail", "burn"])));
    let t = theory(vec![either, may(1, "mail")]);
    let permits = |i: usize, kind: &str| evaluate::permits(&t, &t.norms[i], &given(&[]), &act(kind, 0));
    assert!(permits(0, "mail") && permits(0, "burn") && permits(1, "mail") && !permits(1, "burn"));
}

/// Chisholm: go; if you go, tell; if you do not go, do not tell. No contradiction, and the four stay independent.
#[test]
fn chisholm() {
    let t = theory(vec![shall(0, "go"), shall(1, "tell").after("go"), shall_not(2, "tell").on_breach_of("1")]);
    assert_eq!(verdicts(&t, &given(&[]), &[act("go", 0), act("tell", 1)]), "1 ok, 2 ok, 3 not-applicable");
    assert_eq!(verdicts(&t, &given(&[]), &[]), "1 breached, 2 ok, 3 ok");
    assert_eq!(verdicts(&t, &given(&[]), &[act("tell", 1)]), "1 breached, 2 ok, 3 breached");
    assert_eq!(verdicts(&t, &given(&[]), &[act("go", 0)]), "1 ok, 2 breached, 3 not-applicable");
}

/// Forrester: do not kill; if you kill, kill gently. Who does nothing keeps both; gentle killing breaches the first only.
#[test]
fn forrester() {
    let t = theory(vec![shall_not(0, "kill"), shall(1, "kill gently").on_breach_of("1")]);
    assert_eq!(verdicts(&t, &given(&[]), &[]), "1 ok, 2 not-applicable");
    assert_eq!(verdicts(&t, &given(&[]), &[act("kill gently", 0)]), "1 breached, 2 ok");
    assert_eq!(verdicts(&t, &given(&[]), &[act("kill", 0)]), "1 breached, 2 breached");
}

/// The cottage fence: with "may … notwithstanding" the second rule lifts the first.
#[test]
fn cottage_fence() {
    let mut t = theory(vec![shall_not(0, "dredge"), may(1, "dredge").when(if_("leave"))]);
    t.outranks.insert((1, 0));
    assert_eq!(verdicts(&t, &given(&["leave"]), &[act("dredge", 0)]), "1 ok, 2 ok");
    assert_eq!(verdicts(&t, &given(&[]), &[act("dredge", 0)]), "1 breached, 2 not-applicable");
}

/// The prisoner: must and must not. If the prohibition ranks higher the duty is released; if the duty does, it lifts.
#[test]
fn conflicting_duties() {
    let mut t = theory(vec![shall(0, "go"), shall_not(1, "go")]);
    assert_eq!(evaluate::no_discharge(&t, &given(&[]), "1", &names(&["2"])), Ok(1));
    t.outranks = [(1, 0)].into();
    assert_eq!(evaluate::no_discharge(&t, &given(&[]), "1", &names(&["2"])), Err(Refuted::Released));
    assert_eq!(verdicts(&t, &given(&[]), &[]), "1 released, 2 ok");
    t.outranks = [(0, 1)].into();
    assert!(matches!(evaluate::no_discharge(&t, &given(&[]), "1", &names(&["2"])), Err(Refuted::Free(_))));
    assert_eq!(verdicts(&t, &given(&[]), &[act("go", 0)]), "1 ok, 2 ok");
}

/// Plato's borrowed weapon: a contradiction only if the lender demands it and is mad.
#[test]
fn borrowed_weapon() {
    let t = theory(vec![shall(0, "pay").when(if_("leave")), shall_not(1, "pay").when(if_("flood"))]);
    let stuck = |holding: &[&str]| evaluate::no_discharge(&t, &given(holding), "1", &names(&["2"])).is_ok();
    assert!(stuck(&["leave", "flood"]) && !stuck(&["leave"]) && !stuck(&["flood"]));
}

/// Sartre: stay and go. Silent, since nothing says that the two acts exclude one another.
#[test]
fn sartre() {
    let t = theory(vec![shall(0, "stay"), shall(1, "go")]);
    assert_eq!(verdicts(&t, &given(&[]), &[act("stay", 0), act("go", 0)]), "1 ok, 2 ok");
}

/// Sequences: each after the other is a deadlock, and no contradiction.
#[test]
fn sequences() {
    let t = theory(vec![shall(0, "go").after("tell"), shall(1, "tell").after("go")]);
    assert!(evaluate::ring(&t, &given(&[]), &names(&["1", "2"])));
    assert_eq!(verdicts(&t, &given(&[]), &[]), "1 ok, 2 ok");
}

/// "In case a, always b" with "in case a, never b": kept only while a is not the case.
#[test]
fn always_and_never() {
    let mut always = shall(0, "stay").when(if_("flood")).between(Some(0), Some(3));
    always.throughout = true;
    let t = theory(vec![always, shall_not(1, "stay").when(if_("flood"))]);
    assert_eq!(evaluate::no_discharge(&t, &given(&["flood"]), "1", &names(&["2"])), Ok(1));
    assert_eq!(verdicts(&t, &given(&[]), &[]), "1 not-applicable, 2 not-applicable");
}
