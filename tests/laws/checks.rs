//! Checks against brute force: what each says of a small theory is so in every situation and of every act, one by one.

use std::collections::BTreeSet;

use proptest::prelude::*;
use servanda::checks::{Candidate, Exhaustion};
use servanda::clauses::{Force, Modality};
use servanda::evaluate::{self, Verdict};
use servanda::model::theory::{Condition, Deed, Except, Extent, GroundNorm, Name, Pattern, Situation, Theory};
use servanda::norms::Slot;

use crate::encoding::{claims, settled};
use crate::theories::{DAYS, acts, cases, situations};

fn found(theory: &Theory, check: &str) -> Vec<Candidate> {
    claims(theory, &|name| name == check)
}

/// The proofs of some findings, one for each norm.
fn proofs(found: &[Candidate]) -> Vec<&Exhaustion> {
    let each = found.iter().filter_map(|c| c.exhaustion.as_ref());
    each.flat_map(|e| if let Exhaustion::Every { of } = e { of.iter().collect() } else { vec![e] }).collect()
}

fn norm<'t>(theory: &'t Theory, id: &Name) -> &'t GroundNorm {
    theory.norms.iter().find(|n| n.id == *id).expect("a norm")
}

/// The situations in which a norm applies.
fn in_force(theory: &Theory, n: &GroundNorm) -> Vec<Situation> {
    situations(theory).into_iter().filter(|s| evaluate::applies(n, s)).collect()
}

/// Some act of a norm, in a situation in which it applies, is such.
fn some_act(theory: &Theory, n: &GroundNorm, is_such: &dyn Fn(&Situation, &Deed) -> bool) -> bool {
    let all = acts(theory, n, 0..=0);
    in_force(theory, n).iter().any(|s| all.iter().any(|a| is_such(s, a)))
}

/// Whether a norm's time has a day.
fn open(n: &GroundNorm, s: &Situation) -> bool {
    let (lo, hi) = evaluate::period(n, s);
    lo <= hi
}

fn takes(theory: &Theory, e: &Except, s: &Situation, a: &Deed) -> bool {
    evaluate::holds(&e.condition, s) && evaluate::fits(theory, &e.pattern, a)
}

/// Clauses that never apply, whose time never comes, or one of whose exceptions never takes anything.
fn brute_vacuous(theory: &Theory) -> BTreeSet<usize> {
    let idle = |n: &&GroundNorm| {
        let cases = in_force(theory, n);
        let (lo, hi) = (n.period.lo.is_some(), n.period.hi.is_some());
        let closed = |s: &Situation| {
            let (lo, hi) = evaluate::period(n, s);
            lo > hi
        };
        let no_time = n.modality != Modality::Obligation && lo && hi && situations(theory).iter().all(closed);
        let any_act = !acts(theory, n, 0..=0).is_empty();
        // What holds in no situation by no fact is how the model says that nobody is at home there; nothing is said of it.
        let told = |e: &Except| e.condition != Condition::Any(Vec::new());
        let useless = |e: &Except| told(e) && !some_act(theory, n, &|s, a| takes(theory, e, s, a));
        cases.is_empty() || no_time || any_act && n.exceptions.iter().any(useless)
    };
    theory.norms.iter().filter(idle).map(|n| n.clause).collect()
}

fn extent(theory: &Theory, p: &Pattern, slot: Slot) -> BTreeSet<Name> {
    let any = Extent::Any;
    theory
        .taxonomies
        .get(&slot)
        .map(|t| evaluate::leaves(t, p.slots.get(&slot).unwrap_or(&any)))
        .unwrap_or_else(|| ["*".to_owned()].into())
}

fn inside(theory: &Theory, a: &Pattern, b: &Pattern) -> bool {
    Slot::ALL.iter().all(|slot| extent(theory, a, *slot).is_subset(&extent(theory, b, *slot)))
}

fn meet(theory: &Theory, a: &Pattern, b: &Pattern) -> bool {
    Slot::ALL.iter().all(|slot| !extent(theory, a, *slot).is_disjoint(&extent(theory, b, *slot)))
}

/// Pairs of clauses of which one demands what the other leaves open.
fn brute_optional(theory: &Theory) -> BTreeSet<(usize, usize)> {
    let ranked = |a: &GroundNorm, b: &GroundNorm| evaluate::outranks(theory, a, b);
    let lifts = |q: &GroundNorm| {
        let banned = |p: &&GroundNorm| p.modality == Modality::Prohibition && ranked(q, p);
        theory.norms.iter().filter(banned).any(|p| meet(theory, &q.pattern, &p.pattern))
    };
    let free = |n: &GroundNorm| n.after.is_empty() && n.on_breach_of.is_none();
    let covers = |n: &GroundNorm, s: &Situation, a: &Deed| {
        evaluate::applies(n, s)
            && evaluate::matches(theory, n, a)
            && evaluate::in_period(n, s, a.day)
            && !evaluate::excepted(theory, n, s, a)
    };
    let pair = |o: &GroundNorm, q: &GroundNorm| {
        (o.modality, q.modality) == (Modality::Obligation, Modality::Permission)
            && q.force != Force::Right
            && o.clause != q.clause
            && o.bearers == q.bearers
            && free(o)
            && free(q)
            && !ranked(o, q)
            && !ranked(q, o)
            && !lifts(q)
            && inside(theory, &q.pattern, &o.pattern)
            && (!o.each.is_empty() || inside(theory, &o.pattern, &q.pattern))
            && in_force(theory, q).iter().all(|s| evaluate::applies(o, s))
            && in_force(theory, q)
                .iter()
                .any(|s| acts(theory, q, DAYS).iter().any(|a| covers(o, s, a) && covers(q, s, a)))
    };
    let with =
        |o: &GroundNorm| theory.norms.iter().filter(|q| pair(o, q)).map(|q| (o.clause, q.clause)).collect::<Vec<_>>();
    theory.norms.iter().flat_map(with).collect()
}

/// Whether whoever keeps some norms keeps a norm, as far as single acts and all acts of one of them at once show.
fn entailed(theory: &Theory, n: &GroundNorm, from: &[Name]) -> bool {
    let members = || from.iter().map(|id| norm(theory, id)).chain([n]);
    let day_by_day: Vec<Vec<Deed>> =
        members().flat_map(|m| DAYS.map(|day| acts(theory, m, day..=day)).collect::<Vec<_>>()).collect();
    let one_by_one = day_by_day.iter().flatten().map(|a| vec![a.clone()]);
    let all: Vec<Vec<Deed>> = one_by_one.chain(day_by_day.iter().cloned()).chain([Vec::new()]).collect();
    let kept = |s: &Situation, acts: &[Deed]| evaluate::complies(theory, from, s, acts);
    let broken = |s: &Situation, acts: &[Deed]| evaluate::breached(theory, n, s, acts);
    situations(theory).iter().all(|s| all.iter().all(|acts| !kept(s, acts) || !broken(s, acts)))
}

proptest! {
    #![proptest_config(cases(200))]

    #[test]
    fn clauses_that_never_apply_are_those_that_brute_force_finds(theory in settled()) {
        let clauses: BTreeSet<usize> = proofs(&found(&theory, "vacuous-clause"))
            .into_iter()
            .filter_map(|e| match e {
                Exhaustion::Never { norm: id, .. } | Exhaustion::Closed { norm: id, .. } => Some(norm(&theory, id).clause),
                _ => None,
            })
            .collect();
        prop_assert_eq!(clauses, brute_vacuous(&theory));
    }

    #[test]
    fn duties_left_to_choice_are_those_that_brute_force_finds(theory in settled()) {
        let pairs: BTreeSet<(usize, usize)> = proofs(&found(&theory, "duty-made-optional"))
            .into_iter()
            .filter_map(|e| match e {
                Exhaustion::Optional { obligation, permission, .. } => {
                    Some((norm(&theory, obligation).clause, norm(&theory, permission).clause))
                }
                _ => None,
            })
            .collect();
        prop_assert_eq!(pairs, brute_optional(&theory));
    }

    #[test]
    fn nothing_is_left_of_a_rule_that_is_swallowed(theory in settled()) {
        let bare = |e: &Except| e.pattern == Pattern::default() && e.condition == Condition::True;
        let by_exceptions = |n: &&GroundNorm| {
            !n.exceptions.is_empty()
                && !n.exceptions.iter().any(bare)
                && some_act(&theory, n, &|s, _| open(n, s))
                && !some_act(&theory, n, &|s, a| !evaluate::excepted(&theory, n, s, a))
        };
        let expected: BTreeSet<usize> = theory.norms.iter().filter(by_exceptions).map(|n| n.clause).collect();
        let found = found(&theory, "exception-swallows-rule");
        let swallowed: Vec<&GroundNorm> = proofs(&found)
            .into_iter()
            .filter_map(|e| if let Exhaustion::NothingLeft { norm: id, .. } = e { Some(norm(&theory, id)) } else { None })
            .collect();
        let clauses: BTreeSet<usize> = swallowed.iter().map(|n| n.clause).collect();
        prop_assert!(expected.is_subset(&clauses), "{expected:?} {clauses:?}");
        for n in swallowed {
            for s in in_force(&theory, n).into_iter().filter(|s| open(n, s)) {
                let doing_nothing = evaluate::judge(&theory, &s, &[]).remove(&n.id);
                prop_assert!(!matches!(doing_nothing, Some(Verdict::Breached { .. })), "{} in {s:?}", n.id);
                for a in acts(&theory, n, DAYS) {
                    prop_assert!(!evaluate::forbids(&theory, n, &s, std::slice::from_ref(&a), &a), "{} forbids {a:?}", n.id);
                }
            }
        }
    }

    #[test]
    fn what_is_redundant_is_kept_by_whoever_keeps_the_rest(theory in settled()) {
        for proof in proofs(&found(&theory, "redundant-clause")) {
            let Exhaustion::Follows { norm: id, from } = proof else { continue };
            prop_assert!(entailed(&theory, norm(&theory, id), from), "{id} from {from:?}");
        }
    }
}
