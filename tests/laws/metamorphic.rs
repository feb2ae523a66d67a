//! What must not change when a theory is told in another way, and what exhaustion claims against brute force.

use std::collections::{BTreeMap, BTreeSet};

use proptest::prelude::*;
use servanda::clauses::Modality;
use servanda::evaluate::{self, Refuted, Verdict};
use servanda::model::theory::{Bearers, Deed, GroundNorm, Name, Node, Situation, Theory};

use crate::build;
use crate::theories::{
    Coupling, DAYS, DeedPlan, brute_conflicts, brute_situations, cases, deed_plans, deeds, situations, theories,
};

type Told = (Theory, prop::sample::Index, Vec<DeedPlan>);

fn told(coupling: Coupling) -> impl Strategy<Value = Told> {
    (theories(coupling), any::<prop::sample::Index>(), deed_plans(4))
}

/// One of the admissible situations, and the acts.
fn made(told: &Told) -> (Situation, Vec<Deed>) {
    let (theory, which, plans) = told;
    (which.get(&situations(theory)).clone(), deeds(theory, plans))
}

fn breached(verdicts: &BTreeMap<Name, Verdict>) -> BTreeSet<Name> {
    let breached = verdicts.iter().filter(|(_, v)| matches!(v, Verdict::Breached { .. }));
    breached.map(|(id, _)| id.clone()).collect()
}

/// The verdicts without their reasons.
fn plain(verdicts: BTreeMap<Name, Verdict>) -> BTreeMap<Name, Verdict> {
    let plain = |v| if let Verdict::Breached { .. } = v { Verdict::Breached { why: String::new() } } else { v };
    verdicts.into_iter().map(|(id, v)| (id, plain(v))).collect()
}

fn of(theory: &Theory, modality: Modality) -> Vec<Name> {
    theory.norms.iter().filter(|n| n.modality == modality).map(|n| n.id.clone()).collect()
}

fn rename(names: &BTreeSet<Name>) -> BTreeSet<Name> {
    names.iter().map(|n| if n == "A" { "Zeeland".to_owned() } else { n.clone() }).collect()
}

proptest! {
    #![proptest_config(cases(400))]

    #[test]
    fn renaming_a_party_changes_nothing(told in told(Coupling::Coupled)) {
        let (situation, behaviour) = made(&told);
        let mut renamed = told.0.clone();
        if let Some(info) = renamed.agents.remove("A") {
            renamed.agents.insert("Zeeland".to_owned(), info);
        }
        for norm in &mut renamed.norms {
            if let Bearers::All(all) = &mut norm.bearers {
                *all = rename(all);
            }
        }
        let acts: Vec<Deed> = behaviour.iter().map(|a| Deed { actors: rename(&a.actors), ..a.clone() }).collect();
        let before = plain(evaluate::judge(&told.0, &situation, &behaviour));
        prop_assert_eq!(before, plain(evaluate::judge(&renamed, &situation, &acts)));
    }

    #[test]
    fn a_node_that_nobody_speaks_of_changes_nothing(told in told(Coupling::Coupled)) {
        let (situation, behaviour) = made(&told);
        let mut more = told.0.clone();
        for taxonomy in more.taxonomies.values_mut() {
            taxonomy.nodes.insert("unspoken".to_owned(), Node::default());
        }
        let before = evaluate::judge(&told.0, &situation, &behaviour);
        prop_assert_eq!(before, evaluate::judge(&more, &situation, &behaviour));
    }

    #[test]
    fn the_order_of_norms_changes_nothing(told in told(Coupling::Coupled)) {
        let (situation, behaviour) = made(&told);
        let mut turned = told.0.clone();
        turned.norms.reverse();
        let before = evaluate::judge(&told.0, &situation, &behaviour);
        prop_assert_eq!(before, evaluate::judge(&turned, &situation, &behaviour));
    }

    #[test]
    fn the_order_of_acts_and_doing_the_same_twice_change_no_verdict(told in told(Coupling::Coupled)) {
        let (situation, behaviour) = made(&told);
        let again: Vec<Deed> = behaviour.iter().rev().chain(&behaviour).cloned().collect();
        let before = plain(evaluate::judge(&told.0, &situation, &behaviour));
        prop_assert_eq!(before, plain(evaluate::judge(&told.0, &situation, &again)));
    }

    #[test]
    fn the_names_of_clauses_change_nothing(told in told(Coupling::Coupled)) {
        let (situation, behaviour) = made(&told);
        let mut turned = told.0.clone();
        let last = turned.clauses.len() - 1;
        for norm in &mut turned.norms {
            norm.clause = last - norm.clause;
        }
        turned.outranks = turned.outranks.iter().map(|(q, p)| (last - q, last - p)).collect();
        let before = evaluate::judge(&told.0, &situation, &behaviour);
        prop_assert_eq!(before, evaluate::judge(&turned, &situation, &behaviour));
    }

    #[test]
    fn a_permission_above_a_prohibition_frees(told in told(Coupling::Uncoupled), which in any::<prop::sample::Index>(), like in any::<prop::sample::Index>()) {
        let (situation, behaviour) = made(&told);
        let prohibitions = of(&told.0, Modality::Prohibition);
        prop_assume!(!prohibitions.is_empty());
        let mut freer = told.0.clone();
        let over = which.get(&prohibitions);
        let permission = GroundNorm {
            id: "leave".to_owned(), clause: freer.clauses.len(), modality: Modality::Permission, ..like.get(&freer.norms).clone()
        };
        let below = freer.norms.iter().find(|n| n.id == *over).map_or(0, |n| n.clause);
        freer.outranks.insert((permission.clause, below));
        freer.norms.push(permission);
        let judged = |t: &Theory| breached(&evaluate::judge(t, &situation, &behaviour));
        let kept = |t: &Theory| judged(t).into_iter().filter(|id| prohibitions.contains(id)).collect::<BTreeSet<_>>();
        prop_assert!(kept(&freer).is_subset(&kept(&told.0)));
    }

    #[test]
    fn doing_nothing_breaches_no_prohibition(told in told(Coupling::Coupled)) {
        let (situation, _) = made(&told);
        let breached = breached(&evaluate::judge(&told.0, &situation, &[]));
        prop_assert!(of(&told.0, Modality::Prohibition).iter().all(|id| !breached.contains(id)));
    }

    #[test]
    fn permissions_and_exemptions_are_never_breached(told in told(Coupling::Coupled)) {
        let (situation, behaviour) = made(&told);
        let breached = breached(&evaluate::judge(&told.0, &situation, &behaviour));
        let rights = [of(&told.0, Modality::Permission), of(&told.0, Modality::Exemption)].concat();
        prop_assert!(rights.iter().all(|id| !breached.contains(id)));
    }

    #[test]
    fn doing_more_mends_no_prohibition_and_breaks_no_duty(told in told(Coupling::Uncoupled)) {
        let (situation, behaviour) = made(&told);
        for fewer in 0..behaviour.len() {
            let less = breached(&evaluate::judge(&told.0, &situation, &behaviour[..fewer]));
            let more = breached(&evaluate::judge(&told.0, &situation, &behaviour));
            let all = |ids: &BTreeSet<Name>, m| of(&told.0, m).into_iter().filter(|id| ids.contains(id)).collect::<BTreeSet<_>>();
            prop_assert!(all(&less, Modality::Prohibition).is_subset(&all(&more, Modality::Prohibition)));
            prop_assert!(all(&more, Modality::Obligation).is_subset(&all(&less, Modality::Obligation)));
        }
    }

    #[test]
    fn saying_it_twice_gives_the_same_verdict_twice(told in told(Coupling::Uncoupled), which in any::<prop::sample::Index>()) {
        let (situation, behaviour) = made(&told);
        let mut twice = told.0.clone();
        let again = which.get(&told.0.norms);
        twice.norms.push(GroundNorm { id: "again".to_owned(), ..again.clone() });
        let mut after = evaluate::judge(&twice, &situation, &behaviour);
        let verdict = after.remove("again");
        prop_assert_eq!(verdict.as_ref(), after.get(&again.id));
        prop_assert_eq!(evaluate::judge(&told.0, &situation, &behaviour), after);
    }

    #[test]
    fn complying_is_breaching_none(told in told(Coupling::Coupled)) {
        let (situation, behaviour) = made(&told);
        let judged = evaluate::judge(&told.0, &situation, &behaviour);
        for norm in &told.0.norms {
            let ids = std::slice::from_ref(&norm.id);
            let is_breached = matches!(judged[&norm.id], Verdict::Breached { .. });
            prop_assert_eq!(evaluate::complies(&told.0, ids, &situation, &behaviour), !is_breached);
            prop_assert_eq!(evaluate::breached(&told.0, norm, &situation, &behaviour), is_breached);
        }
    }

    #[test]
    fn generated_acts_are_possible_acts(told in told(Coupling::Uncoupled)) {
        let (_, behaviour) = made(&told);
        for deed in &behaviour {
            prop_assert_eq!(evaluate::possible(&told.0, deed), Ok(()));
        }
    }

    #[test]
    fn nothing_complies_with_what_exhaustion_shows(told in told(Coupling::Coupled)) {
        let (situation, behaviour) = made(&told);
        let blockers = of(&told.0, Modality::Prohibition);
        for o in told.0.norms.iter().filter(|n| n.modality == Modality::Obligation) {
            let core: Vec<Name> = blockers.iter().chain([&o.id]).cloned().collect();
            match evaluate::no_discharge(&told.0, &situation, &o.id, &blockers) {
                // A wait that never ends, or no breach that triggers it, keeps an obligation from falling due.
                Ok(_) if o.after.is_empty() && o.on_breach_of.is_none() && told.0.norms.iter().all(|n| n.on_breach_of.is_none()) => {
                    prop_assert!(!evaluate::complies(&told.0, &core, &situation, &behaviour));
                }
                Err(Refuted::Free(deed)) if told.0.norms.iter().all(|n| n.after.is_empty() && n.on_breach_of.is_none()) => {
                    let done = [*deed];
                    prop_assert!(evaluate::complies(&told.0, &blockers, &situation, &done));
                    prop_assert!(!o.each.is_empty() || o.throughout || evaluate::complies(&told.0, &core, &situation, &done));
                }
                Err(Refuted::Released) => {
                    let verdict = &evaluate::judge(&told.0, &situation, &[])[&o.id];
                    let owed_for_nothing = !o.each.is_empty() || o.throughout;
                    let uncoupled = told.0.norms.iter().all(|n| n.after.is_empty() && n.on_breach_of.is_none());
                    prop_assert!(!uncoupled || *verdict == Verdict::Released || owed_for_nothing && *verdict == Verdict::Ok);
                }
                _ => {}
            }
        }
    }
}

proptest! {
    #![proptest_config(cases(200))]

    #[test]
    fn exhaustion_agrees_with_brute_force(theory in theories(Coupling::Uncoupled)) {
        let prohibitions = of(&theory, Modality::Prohibition);
        let found = brute_situations(&theory, DAYS);
        for situation in situations(&theory) {
            for o in of(&theory, Modality::Obligation) {
                let shown = |s: &[Name]| evaluate::no_discharge(&theory, &situation, &o, s).is_ok();
                let sets = found.iter().find(|(s, id, _)| *s == situation && *id == o).map(|(_, _, sets)| sets);
                prop_assert_eq!(shown(&prohibitions), sets.is_some(), "{} in {:?}", o, situation);
                for set in sets.into_iter().flatten() {
                    let set: Vec<Name> = set.iter().cloned().collect();
                    prop_assert!(shown(&set));
                    for without in 0..set.len() {
                        let rest = [&set[..without], &set[without + 1..]].concat();
                        let also = sets.into_iter().flatten().any(|s| s.iter().all(|id| rest.contains(id)));
                        prop_assert_eq!(shown(&rest), also);
                    }
                }
            }
        }
    }
}

/// Of a thousand theories a third and more have a conflict, and no construct is rare among these.
#[test]
fn the_generator_makes_conflicts_of_every_sort() {
    let mut runner = proptest::test_runner::TestRunner::deterministic();
    let (mut cases, mut conflicting, mut larger) = (0, 0, 0);
    let mut with: BTreeMap<&str, u32> = BTreeMap::new();
    while cases < 1_000 {
        let Ok(tree) = theories(Coupling::Uncoupled).new_tree(&mut runner) else { continue };
        let theory = proptest::strategy::ValueTree::current(&tree);
        cases += 1;
        let conflicts = brute_conflicts(&theory, DAYS);
        if conflicts.iter().all(|(_, blockers)| blockers.is_empty()) {
            continue;
        }
        conflicting += 1;
        larger += u32::from(conflicts.iter().any(|(_, blockers)| blockers.len() > 1));
        for construct in constructs(&theory) {
            *with.entry(construct).or_default() += 1;
        }
    }
    println!("{cases} theories, {conflicting} with a conflict, {larger} with one of two prohibitions and more");
    for (construct, count) in &with {
        println!("{construct:>24} {count:5} {:3} %", count * 100 / conflicting);
    }
    assert!(conflicting * 100 >= cases * 30);
    assert!(with.values().all(|count| count * 20 >= conflicting), "some construct is too rare");
}

fn constructs(theory: &Theory) -> BTreeSet<&'static str> {
    use servanda::model::theory::{Condition, Extent};
    let any = |holds: &dyn Fn(&GroundNorm) -> bool| theory.norms.iter().any(holds);
    let slots = |n: &GroundNorm, is: fn(&Extent) -> bool| n.pattern.slots.values().any(is);
    let ranks = |q: Modality, p: Modality| {
        let pairs = theory.norms.iter().flat_map(|a| theory.norms.iter().map(move |b| (a, b)));
        pairs.into_iter().any(|(a, b)| a.modality == q && b.modality == p && evaluate::outranks(theory, a, b))
    };
    let has = [
        ("permission", any(&|n| n.modality == Modality::Permission)),
        ("exemption", any(&|n| n.modality == Modality::Exemption)),
        ("condition", any(&|n| n.condition != Condition::True)),
        ("condition on a number", any(&|n| format!("{:?}", n.condition).contains("Within"))),
        ("exception", any(&|n| !n.exceptions.is_empty())),
        ("complement", any(&|n| slots(n, |e| matches!(e, Extent::Not(_))))),
        ("everything", any(&|n| slots(n, |e| *e == Extent::Any))),
        ("quantity", any(&|n| !n.pattern.quantity.is_empty())),
        ("season", any(&|n| n.pattern.season.is_some())),
        ("period from a date", any(&|n| n.period.lo.iter().chain(&n.period.hi).any(|d| !d.terms.is_empty()))),
        ("open period", any(&|n| n.period.lo.is_none() && n.modality == Modality::Obligation)),
        ("each", any(&|n| !n.each.is_empty())),
        ("throughout", any(&|n| n.throughout)),
        ("joint bearers", any(&|n| n.bearers == build::bearers(&["A", "B"]))),
        ("everybody", any(&|n| n.bearers == Bearers::Everybody)),
        ("class of bearers", any(&|n| n.bearers == build::bearers(&["State"]))),
        ("lift by permission", ranks(Modality::Permission, Modality::Prohibition)),
        ("lift by obligation", ranks(Modality::Obligation, Modality::Prohibition)),
        ("prohibition over duty", ranks(Modality::Prohibition, Modality::Obligation)),
        ("permission over duty", ranks(Modality::Permission, Modality::Obligation)),
        ("exclusive circumstances", !theory.exclusive.is_empty()),
        ("order of dates", !theory.axioms.is_empty()),
        ("whole of parts", theory.taxonomies.values().flat_map(|t| t.nodes.values()).any(|n| n.parts.is_some())),
    ];
    has.into_iter().filter(|(_, has)| *has).map(|(name, _)| name).collect()
}
