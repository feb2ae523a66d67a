//! `specs/logic.md` §1.1, §3 and §5.4, a paragraph a test.

use std::collections::BTreeSet;

use servanda::evaluate::{self, Refuted};
use servanda::model::theory::{Axiom, Bearers, Condition, Day, Deed, Extent, Ground, Name, Period, Theory};
use servanda::norms::{Season, Slot};

use crate::build::*;

fn leaves(theory: &Theory, extent: Extent) -> Vec<Name> {
    evaluate::leaves(&theory.taxonomies[&Slot::Place], &extent).into_iter().collect()
}

fn of(nodes: &[&str]) -> Extent {
    Extent::Of(names(nodes))
}

#[test]
fn leaves_of_a_whole_are_those_of_its_parts() {
    let t = theory(vec![]);
    assert_eq!(leaves(&t, of(&["Reserve"])), ["Dunes", "Marsh"]);
    assert_eq!(leaves(&t, of(&["Coast"])), ["Coast", "Dunes", "Marsh"]);
    assert_eq!(leaves(&t, of(&["Marsh", "Dunes"])), ["Dunes", "Marsh"]);
    assert_eq!(leaves(&t, of(&["Moon"])), Vec::<Name>::new());
    assert_eq!(leaves(&t, Extent::Any), ["*", "Coast", "Dunes", "Marsh"]);
    assert_eq!(leaves(&t, Extent::Not(names(&["Reserve"]))), ["*", "Coast"]);
    assert_eq!(leaves(&t, Extent::Not(vec![])), ["*", "Coast", "Dunes", "Marsh"]);
}

#[test]
fn what_is_not_has_no_leaf() {
    let mut t = theory(vec![]);
    t.taxonomies.get_mut(&Slot::Place).unwrap().nodes.get_mut("Marsh").unwrap().empty = Some(Ground::Words);
    assert_eq!(leaves(&t, of(&["Reserve"])), ["Dunes"]);
    assert_eq!(leaves(&t, of(&["Marsh"])), Vec::<Name>::new());
}

#[test]
fn nodes_above_each_other_are_equal() {
    let loops = taxonomy(&[("a", &["b"]), ("b", &["c"]), ("c", &["a"])]);
    assert_eq!(evaluate::leaves(&loops, &of(&["a"])).len(), 3);
    assert_eq!(evaluate::leaves(&loops, &of(&["b"])), evaluate::leaves(&loops, &of(&["c"])));
}

#[test]
fn a_slot_without_a_taxonomy_has_the_unnamed_leaf() {
    let t = theory(vec![shall(0, "mail").slot(Slot::To, "Y")]);
    assert!(!evaluate::matches(&t, &t.norms[0], &act("mail", 0)));
    assert!(evaluate::matches(&theory(vec![]), &shall(0, "mail"), &at(act("mail", 0), Slot::To, "*")));
}

#[test]
fn assumptions_count_only_when_made() {
    let mut t = theory(vec![]);
    let places = t.taxonomies.get_mut(&Slot::Place).unwrap();
    places.nodes.get_mut("Dunes").unwrap().above = vec![("Reserve".to_owned(), Ground::Assumption(0))];
    t.axioms.push(Axiom { id: "late".to_owned(), at_most_zero: fixed(1), ground: Ground::Assumption(1) });
    assert_eq!(leaves(&evaluate::assuming(&t, &[].into()), of(&["Reserve"])), ["Marsh"]);
    assert_eq!(leaves(&evaluate::assuming(&t, &[0].into()), of(&["Reserve"])), ["Dunes", "Marsh"]);
    assert!(evaluate::admissible(&evaluate::assuming(&t, &[0].into()), &given(&[])).is_ok());
    assert!(evaluate::admissible(&evaluate::assuming(&t, &[1].into()), &given(&[])).is_err());
}

#[test]
fn admissible_are_bounds_axioms_and_exclusion() {
    let mut t = theory(vec![]);
    t.axioms.push(Axiom { id: "ef ≤ 7".to_owned(), at_most_zero: after("ef", -7), ground: Ground::Words });
    t.exclusive.push(names(&["flood", "leave"]).into_iter().collect());
    let on = |ef: i64| {
        let mut s = given(&["flood"]);
        s.numbers.insert("ef".to_owned(), ef);
        s
    };
    assert_eq!(evaluate::admissible(&t, &on(7)), Ok(()));
    assert!(evaluate::admissible(&t, &on(8)).unwrap_err().contains("ef ≤ 7"));
    assert!(evaluate::admissible(&t, &on(-1)).unwrap_err().contains("entry into force"));
    assert!(evaluate::admissible(&t, &given(&["flood", "leave"])).is_err());
}

#[test]
fn conditions() {
    let s = given(&["flood"]);
    let holds = |c: Condition| evaluate::holds(&c, &s);
    assert!(holds(if_("flood")) && holds(unless("leave")) && !holds(if_("unheard of")));
    assert!(holds(Condition::All(vec![])) && !holds(Condition::Any(vec![])));
    assert!(
        holds(Condition::Any(vec![if_("leave"), if_("flood")]))
            && !holds(Condition::All(vec![if_("leave"), if_("flood")]))
    );
    assert!(
        holds(Condition::Within("ef".to_owned(), Some(0), Some(0)))
            && !holds(Condition::Within("ef".to_owned(), Some(1), None))
    );
}

#[test]
fn an_act_lies_in_a_norm_slot_by_slot() {
    let t = theory(vec![shall_not(0, "dredge").place("Reserve")]);
    let lies = |deed: &Deed| evaluate::matches(&t, &t.norms[0], deed);
    let deed = at(act("suction-dredge", 0), Slot::Place, "Marsh");
    assert!(lies(&deed));
    assert!(!lies(&at(deed.clone(), Slot::Place, "Coast")), "the Coast is more than the Reserve");
    assert!(!lies(&at(deed.clone(), Slot::Kind, "mail")));
    assert!(!lies(&act("dredge", 0)), "an unnamed place is not in the Reserve");
    assert!(lies(&done_by(deed.clone(), &["X", "Y"])) && !lies(&done_by(deed, &["Y"])));
}

#[test]
fn bearers_are_all_among_the_actors_or_classes_of_them() {
    let deed = act("dredge", 0);
    let lies = |norm, deed: &Deed| evaluate::matches(&theory(vec![]), &norm, deed);
    assert!(lies(shall_not(0, "dredge").by(&["State"]), &deed));
    assert!(!lies(shall_not(0, "dredge").by(&["X"]), &done_by(deed.clone(), &["State"])));
    assert!(!lies(shall(0, "dredge").by(&["X", "Y"]), &deed));
    assert!(lies(shall(0, "dredge").by(&["X", "Y"]), &done_by(deed.clone(), &["X", "Y"])));
    let mut nobody = shall_not(0, "dredge");
    nobody.bearers = Bearers::Everybody;
    assert!(lies(nobody, &done_by(deed, &[])));
}

#[test]
fn quantities_and_seasons() {
    let t = theory(vec![shall_not(0, "dredge").amount("ton", Some(3), Some(5))]);
    let tons = |n: i64| Deed { quantity: [("ton".to_owned(), n)].into(), ..act("dredge", 0) };
    let lies = |deed: &Deed| evaluate::matches(&t, &t.norms[0], deed);
    assert!(!lies(&tons(2)) && lies(&tons(3)) && lies(&tons(5)) && !lies(&tons(6)));
    assert!(!lies(&act("dredge", 0)), "an act without tons is none of so many tons");
    let mut winter = shall_not(0, "dredge");
    winter.pattern.season = Some(Season { from: 335, to: 59 });
    let on = |day: Option<u16>| evaluate::matches(&t, &winter, &Deed { season: day, ..act("dredge", 0) });
    assert!(on(Some(335)) && on(Some(366)) && on(Some(1)) && on(Some(59)));
    assert!(!on(Some(60)) && !on(Some(334)) && !on(None));
}

#[test]
fn a_prohibition_is_breached_by_any_act_in_its_period() {
    let mut dredging = shall_not(0, "dredge");
    dredging.period = Period { lo: Some(after("ef", 2)), hi: Some(after("ef", 4)) };
    let t = theory(vec![dredging.when(unless("flood"))]);
    let mut s = given(&[]);
    s.numbers.insert("ef".to_owned(), 10);
    let day = |d: i64| verdicts(&t, &s, &[act("mail", 12), act("dredge", d)]);
    assert_eq!(
        (day(11).as_str(), day(12).as_str(), day(14).as_str(), day(15).as_str()),
        ("1 ok", "1 breached", "1 breached", "1 ok")
    );
    assert_eq!(verdicts(&t, &given(&["flood"]), &[act("dredge", 12)]), "1 not-applicable");
}

#[test]
fn an_exception_takes_acts_while_its_condition_holds() {
    let t = theory(vec![shall_not(0, "dredge").place("Reserve").except(&[(Slot::Place, "Marsh")], if_("leave"))]);
    let (marsh, dunes) = (at(act("dredge", 0), Slot::Place, "Marsh"), at(act("dredge", 0), Slot::Place, "Dunes"));
    assert_eq!(verdicts(&t, &given(&["leave"]), std::slice::from_ref(&marsh)), "1 ok");
    assert_eq!(verdicts(&t, &given(&[]), &[marsh]), "1 breached");
    assert_eq!(verdicts(&t, &given(&["leave"]), &[dunes]), "1 breached");
}

#[test]
fn a_permission_above_lifts() {
    let mut t = theory(vec![shall_not(0, "dredge").place("Reserve"), may(1, "dredge").when(if_("flood"))]);
    let deed = [at(act("dredge", 0), Slot::Place, "Marsh")];
    assert_eq!(verdicts(&t, &given(&["flood"]), &deed), "1 breached, 2 ok", "no rank, no lift");
    t.outranks.insert((1, 0));
    assert_eq!(verdicts(&t, &given(&["flood"]), &deed), "1 ok, 2 ok");
    assert_eq!(verdicts(&t, &given(&[]), &deed), "1 breached, 2 not-applicable");
    t.norms[1] = may(1, "dredge").except(&[(Slot::Place, "Marsh")], Condition::True);
    assert_eq!(
        verdicts(&t, &given(&[]), &deed),
        "1 breached, 2 ok",
        "an exception of the permission keeps it from lifting"
    );
    t.norms[1] = may(1, "dredge").between(Some(1), None);
    assert_eq!(verdicts(&t, &given(&[]), &deed), "1 breached, 2 ok", "not yet");
    t.norms[1] = may(1, "dredge").by(&["Y"]);
    assert_eq!(verdicts(&t, &given(&[]), &deed), "1 breached, 2 ok", "another's permission");
}

#[test]
fn an_obligation_above_lifts_and_an_exemption_does_not() {
    let mut t = theory(vec![shall_not(0, "dredge"), shall(1, "dredge").place("Marsh")]);
    let deed = [at(act("dredge", 0), Slot::Place, "Marsh")];
    assert_eq!(verdicts(&t, &given(&[]), &deed), "1 breached, 2 ok");
    t.outranks.insert((1, 0));
    assert_eq!(verdicts(&t, &given(&[]), &deed), "1 ok, 2 ok");
    t.norms[1] = need_not(1, "dredge");
    assert_eq!(verdicts(&t, &given(&[]), &deed), "1 breached, 2 ok");
}

#[test]
fn ranks_in_a_ring_are_ignored() {
    let mut t = theory(vec![shall_not(0, "dredge"), may(1, "dredge"), may(2, "mail"), may(3, "dredge")]);
    t.outranks = [(1, 0), (0, 2), (2, 1), (3, 0), (0, 0)].into();
    assert!(!evaluate::outranks(&t, &t.norms[1], &t.norms[0]) && !evaluate::outranks(&t, &t.norms[0], &t.norms[0]));
    assert!(evaluate::outranks(&t, &t.norms[3], &t.norms[0]), "no part of the ring");
    assert!(!evaluate::outranks(&t, &t.norms[3], &t.norms[2]), "not closed under transitivity");
    t.norms.pop();
    assert_eq!(verdicts(&t, &given(&[]), &[act("dredge", 0)]), "1 breached, 2 ok, 3 ok");
}

#[test]
fn an_obligation_is_breached_when_nothing_discharges_it_in_its_period() {
    let t = theory(vec![shall(0, "dredge").place("Reserve").between(Some(0), Some(5))]);
    let deed = at(act("suction-dredge", 5), Slot::Place, "Dunes");
    assert_eq!(verdicts(&t, &given(&[]), &[]), "1 breached");
    assert_eq!(verdicts(&t, &given(&[]), std::slice::from_ref(&deed)), "1 ok");
    assert_eq!(verdicts(&t, &given(&[]), &[Deed { day: 6, ..deed.clone() }]), "1 breached");
    assert_eq!(verdicts(&t, &given(&[]), &[done_by(deed, &["Y"])]), "1 breached");
    assert_eq!(verdicts(&theory(vec![shall(0, "dredge")]), &given(&[]), &[]), "1 breached", "a history is complete");
}

#[test]
fn each_is_owed_for_every_leaf() {
    let t = theory(vec![
        shall(0, "dredge").place("Coast").each(Slot::Place).except(&[(Slot::Place, "Marsh")], if_("leave")),
    ]);
    let at = |place: &str| at(act("dredge", 0), Slot::Place, place);
    assert_eq!(verdicts(&t, &given(&[]), &[at("Coast"), at("Dunes")]), "1 breached");
    assert_eq!(verdicts(&t, &given(&[]), &[at("Coast"), at("Dunes"), at("Marsh")]), "1 ok");
    assert_eq!(verdicts(&t, &given(&["leave"]), &[at("Coast"), at("Dunes")]), "1 ok");
    let none = theory(vec![shall(0, "dredge").place("Moon").each(Slot::Place)]);
    assert_eq!(verdicts(&none, &given(&[]), &[]), "1 ok", "owed for nothing");
}

#[test]
fn an_excepted_act_does_not_discharge() {
    let t = theory(vec![shall(0, "dredge").place("Reserve").except(&[(Slot::Place, "Marsh")], Condition::True)]);
    assert_eq!(verdicts(&t, &given(&[]), &[at(act("dredge", 0), Slot::Place, "Marsh")]), "1 breached");
    assert_eq!(verdicts(&t, &given(&[]), &[at(act("dredge", 0), Slot::Place, "Dunes")]), "1 ok");
}

#[test]
fn an_exception_of_the_whole_releases() {
    let t = theory(vec![shall(0, "dredge").place("Moon").except(&[], if_("flood"))]);
    assert_eq!(verdicts(&t, &given(&["flood"]), &[]), "1 released");
    assert_eq!(verdicts(&t, &given(&[]), &[]), "1 breached");
    let t = theory(vec![shall(0, "dredge").place("Reserve").except(&[(Slot::Place, "Reserve")], if_("flood"))]);
    assert_eq!(verdicts(&t, &given(&["flood"]), &[]), "1 released");
}

#[test]
fn exemptions_and_permissions_above_release_what_they_cover() {
    let duty = || shall(0, "dredge").place("Reserve").each(Slot::Place).between(Some(0), Some(9));
    let dunes = [at(act("dredge", 0), Slot::Place, "Dunes")];
    let exempt = theory(vec![duty(), need_not(1, "dredge").place("Marsh")]);
    assert_eq!(verdicts(&exempt, &given(&[]), &dunes), "1 ok, 2 ok");
    assert_eq!(verdicts(&exempt, &given(&[]), &[]), "1 breached, 2 ok");
    let all = theory(vec![duty(), need_not(1, "dredge")]);
    assert_eq!(verdicts(&all, &given(&[]), &[]), "1 released, 2 ok");
    let part_of_the_time = theory(vec![duty(), need_not(1, "dredge").between(Some(0), Some(8))]);
    assert_eq!(verdicts(&part_of_the_time, &given(&[]), &[]), "1 breached, 2 ok");
    let mut below = theory(vec![duty(), need_not(1, "dredge")]);
    below.outranks.insert((0, 1));
    assert_eq!(verdicts(&below, &given(&[]), &[]), "1 breached, 2 ok", "the duty stands notwithstanding the exemption");
    let mut permitted = theory(vec![duty(), may(1, "dredge")]);
    assert_eq!(verdicts(&permitted, &given(&[]), &[]), "1 breached, 2 ok");
    permitted.outranks.insert((1, 0));
    assert_eq!(verdicts(&permitted, &given(&[]), &[]), "1 released, 2 ok");
}

#[test]
fn an_exempted_act_still_discharges() {
    let t = theory(vec![shall(0, "dredge").place("Reserve"), need_not(1, "dredge").place("Marsh")]);
    assert_eq!(verdicts(&t, &given(&[]), &[at(act("dredge", 0), Slot::Place, "Marsh")]), "1 ok, 2 ok");
    assert_eq!(verdicts(&t, &given(&[]), &[]), "1 breached, 2 ok", "the Dunes are left");
}

#[test]
fn what_a_higher_prohibition_forbids_does_not_discharge() {
    let mut t = theory(vec![shall(0, "dredge").place("Reserve"), shall_not(1, "dredge").place("Marsh")]);
    let marsh = [at(act("dredge", 0), Slot::Place, "Marsh")];
    assert_eq!(verdicts(&t, &given(&[]), &marsh), "1 ok, 2 breached");
    t.outranks.insert((1, 0));
    assert_eq!(verdicts(&t, &given(&[]), &marsh), "1 breached, 2 breached");
    assert_eq!(verdicts(&t, &given(&[]), &[]), "1 breached, 2 ok");
    t.norms[1] = shall_not(1, "dredge").place("Coast");
    assert_eq!(verdicts(&t, &given(&[]), &[]), "1 released, 2 ok");
    t.norms[1] = shall_not(1, "dredge").between(Some(5), None);
    assert_eq!(verdicts(&t, &given(&[]), &[]), "1 breached, 2 ok", "the days before are left");
}

#[test]
fn a_prohibition_above_ends_a_permission() {
    let mut t = theory(vec![may(0, "dredge"), shall_not(1, "dredge").place("Marsh")]);
    let (marsh, dunes) = (at(act("dredge", 0), Slot::Place, "Marsh"), at(act("dredge", 0), Slot::Place, "Dunes"));
    let permits = |t: &Theory, deed: &Deed| evaluate::permits(t, &t.norms[0], &given(&[]), deed);
    assert!(permits(&t, &marsh));
    t.outranks.insert((1, 0));
    assert!(!permits(&t, &marsh) && permits(&t, &dunes) && !permits(&t, &done_by(dunes, &["Y"])));
    assert!(!evaluate::permits(&t, &t.norms[1], &given(&[]), &marsh), "a prohibition permits nothing");
}

#[test]
fn throughout_is_owed_every_day() {
    let mut keep = shall(0, "stay").between(Some(0), Some(2));
    keep.throughout = true;
    let t = theory(vec![keep.clone(), may(1, "stay")]);
    assert_eq!(verdicts(&t, &given(&[]), &[act("stay", 0), act("stay", 2)]), "1 breached, 2 ok");
    assert_eq!(verdicts(&t, &given(&[]), &[act("stay", 0), act("stay", 1), act("stay", 2)]), "1 ok, 2 ok");
    let t = theory(vec![keep.clone(), need_not(1, "stay").between(Some(1), Some(1))]);
    assert_eq!(verdicts(&t, &given(&[]), &[act("stay", 0), act("stay", 2)]), "1 ok, 2 ok");
    let open = theory(vec![keep.between(Some(3), None)]);
    assert_eq!(verdicts(&open, &given(&[]), &[]), "1 breached");
    assert_eq!(verdicts(&open, &given(&[]), &[act("stay", 3)]), "1 ok");
    assert_eq!(verdicts(&open, &given(&[]), &[act("stay", 3), act("mail", 9)]), "1 breached");
}

#[test]
fn what_waits_is_due_once_the_act_is_done() {
    let t = theory(vec![shall(0, "go").after("tell").between(None, Some(9))]);
    assert_eq!(verdicts(&t, &given(&[]), &[]), "1 ok");
    assert_eq!(verdicts(&t, &given(&[]), &[act("tell", 4)]), "1 breached");
    assert_eq!(verdicts(&t, &given(&[]), &[act("go", 3), act("tell", 4)]), "1 breached");
    assert_eq!(verdicts(&t, &given(&[]), &[act("go", 4), act("tell", 4), act("tell", 8)]), "1 ok");
    assert_eq!(verdicts(&t, &given(&[]), &[done_by(act("tell", 4), &["Y"])]), "1 breached", "whoever tells");
    let both = theory(vec![shall(0, "go").after("tell").after("pay")]);
    assert_eq!(verdicts(&both, &given(&[]), &[act("tell", 1)]), "1 ok");
    assert_eq!(verdicts(&both, &given(&[]), &[act("tell", 1), act("pay", 5), act("go", 4)]), "1 breached");
}

#[test]
fn a_breach_brings_reparation_into_play() {
    let t =
        theory(vec![shall_not(0, "dredge"), shall(1, "pay").on_breach_of("1"), shall(2, "tell").on_breach_of("none")]);
    assert_eq!(verdicts(&t, &given(&[]), &[]), "1 ok, 2 not-applicable, 3 not-applicable");
    assert_eq!(verdicts(&t, &given(&[]), &[act("dredge", 0)]), "1 breached, 2 breached, 3 not-applicable");
    assert_eq!(verdicts(&t, &given(&[]), &[act("dredge", 0), act("pay", 1)]), "1 breached, 2 ok, 3 not-applicable");
}

#[test]
fn a_breach_excuses_nothing_of_itself() {
    let mut t = theory(vec![shall_not(0, "dredge"), may(1, "dredge").on_breach_of("1")]);
    t.outranks.insert((1, 0));
    assert_eq!(verdicts(&t, &given(&[]), &[act("dredge", 0)]), "1 breached, 2 ok");
    let ring = theory(vec![shall(0, "go").on_breach_of("2"), shall(1, "tell").on_breach_of("1")]);
    assert_eq!(verdicts(&ring, &given(&[]), &[]), "1 not-applicable, 2 not-applicable");
}

#[test]
fn compliance_is_of_known_norms() {
    let t = theory(vec![shall(0, "go"), shall_not(1, "tell")]);
    let complies = |ids: &[&str], deeds: &[Deed]| evaluate::complies(&t, &names(ids), &given(&[]), deeds);
    assert!(complies(&["2"], &[]) && !complies(&["1", "2"], &[]) && complies(&["1", "2"], &[act("go", 0)]));
    assert!(!complies(&["3"], &[]));
}

#[test]
fn possible_acts() {
    let t = theory(vec![]);
    assert_eq!(evaluate::possible(&t, &at(act("dredge", 0), Slot::Place, "*")), Ok(()));
    assert!(evaluate::possible(&t, &at(act("dredge", 0), Slot::Place, "Reserve")).is_err(), "a whole is no leaf");
    assert!(evaluate::possible(&t, &act("sing", 0)).is_err());
    assert!(evaluate::possible(&t, &done_by(act("dredge", 0), &["Z"])).is_err());
    assert!(evaluate::possible(&t, &Deed { season: Some(0), ..act("dredge", 0) }).is_err());
}

fn exhausted(t: &Theory, holding: &[&str], blockers: &[&str]) -> Result<u64, Refuted> {
    evaluate::no_discharge(t, &given(holding), "1", &names(blockers))
}

#[test]
fn exhaustion_counts_cells_and_days() {
    let t = theory(vec![
        shall(0, "dredge").place("Reserve").between(Some(0), Some(9)),
        shall_not(1, "dredge").place("Marsh"),
        shall_not(2, "dredge").place("Dunes"),
    ]);
    assert_eq!(exhausted(&t, &[], &["2", "3"]), Ok(40), "two kinds, two places, ten days");
    let Err(Refuted::Free(deed)) = exhausted(&t, &[], &["2"]) else { panic!("the Dunes are free") };
    assert_eq!(deed.leaves[&Slot::Place], "Dunes");
    assert_eq!(exhausted(&t, &[], &["9"]), Err(Refuted::Unknown("9".to_owned())));
    assert_eq!(evaluate::no_discharge(&t, &given(&[]), "2", &[]), Err(Refuted::Unknown("2".to_owned())));
}

#[test]
fn exhaustion_of_an_open_period_goes_by_test_days() {
    let t = theory(vec![
        shall(0, "mail"),
        shall_not(1, "mail").between(None, Some(4)),
        shall_not(2, "mail").between(Some(5), None),
    ]);
    assert!(exhausted(&t, &[], &["2", "3"]).is_ok());
    let t = theory(vec![
        shall(0, "mail"),
        shall_not(1, "mail").between(None, Some(4)),
        shall_not(2, "mail").between(Some(6), None),
    ]);
    assert!(matches!(exhausted(&t, &[], &["2", "3"]), Err(Refuted::Free(deed)) if deed.day == 5));
    let t = theory(vec![shall(0, "mail"), shall_not(1, "mail")]);
    assert!(exhausted(&t, &[], &["2"]).is_ok());
}

#[test]
fn exhaustion_finds_lifters_and_gaps() {
    let mut t = theory(vec![
        shall(0, "mail").between(Some(0), Some(3)),
        shall_not(1, "mail"),
        may(2, "mail").when(if_("leave")).between(Some(3), None),
    ]);
    t.outranks.insert((2, 1));
    assert_eq!(exhausted(&t, &[], &["2"]), Ok(4));
    assert!(matches!(exhausted(&t, &["leave"], &["2"]), Err(Refuted::Free(deed)) if deed.day == 3));
    t.norms[2] = may(2, "mail").amount("ton", Some(2), Some(2));
    assert!(matches!(exhausted(&t, &[], &["2"]), Err(Refuted::Free(deed)) if deed.quantity["ton"] == 2));
    t.norms[2].pattern.quantity.clear();
    t.norms[2].pattern.season = Some(Season { from: 100, to: 100 });
    assert!(matches!(exhausted(&t, &[], &["2"]), Err(Refuted::Free(deed)) if deed.season == Some(100)));
    t.norms[2].after = vec![pattern(&[(Slot::Kind, "tell")])];
    assert!(matches!(exhausted(&t, &[], &["2"]), Err(Refuted::Free(_))), "one may tell first");
    t.norms[2] = may(2, "mail").on_breach_of("2");
    assert_eq!(exhausted(&t, &[], &["2"]), Ok(4), "clean hands");
}

#[test]
fn exhaustion_supposes_what_the_obligation_supposes() {
    let waits = |n: Vec<_>| theory(n);
    let t = waits(vec![shall(0, "go").after("tell"), shall_not(1, "go").after("tell")]);
    assert!(exhausted(&t, &[], &["2"]).is_ok());
    let t = waits(vec![shall(0, "go"), shall_not(1, "go").after("tell")]);
    assert!(exhausted(&t, &[], &["2"]).is_err(), "nobody need tell");
    let t = waits(vec![shall(0, "go").on_breach_of("3"), shall_not(1, "go").on_breach_of("3"), shall_not(2, "tell")]);
    assert!(exhausted(&t, &[], &["2"]).is_ok());
    let t = waits(vec![shall(0, "go"), shall_not(1, "go").on_breach_of("3"), shall_not(2, "tell")]);
    assert!(exhausted(&t, &[], &["2"]).is_err());
}

#[test]
fn exhaustion_of_what_cannot_be_done_at_all() {
    assert_eq!(exhausted(&theory(vec![shall(0, "mail").between(Some(5), Some(4))]), &[], &[]), Ok(0));
    assert_eq!(exhausted(&theory(vec![shall(0, "mail").place("Moon")]), &[], &[]), Ok(0));
    assert_eq!(exhausted(&theory(vec![shall(0, "mail").amount("ton", Some(5), Some(4))]), &[], &[]), Ok(0));
    assert!(matches!(exhausted(&theory(vec![shall(0, "mail")]), &[], &[]), Err(Refuted::Free(_))));
}

#[test]
fn exhaustion_heeds_release_and_application() {
    let t = theory(vec![shall(0, "mail").except(&[], if_("leave")).when(unless("flood")), shall_not(1, "mail")]);
    assert!(exhausted(&t, &[], &["2"]).is_ok());
    assert_eq!(exhausted(&t, &["leave"], &["2"]), Err(Refuted::Released));
    assert_eq!(exhausted(&t, &["flood"], &["2"]), Err(Refuted::NotApplicable));
    let mut t = theory(vec![shall(0, "mail"), shall_not(1, "mail")]);
    t.outranks.insert((1, 0));
    assert_eq!(exhausted(&t, &[], &["2"]), Err(Refuted::Released));
}

#[test]
fn exhaustion_needs_one_instance_only() {
    let t = theory(vec![shall(0, "dredge").place("Reserve").each(Slot::Place), shall_not(1, "dredge").place("Marsh")]);
    assert!(exhausted(&t, &[], &["2"]).is_ok());
    let mut keep = shall(0, "stay").between(Some(0), Some(9));
    keep.throughout = true;
    let t = theory(vec![keep, shall_not(1, "stay").between(Some(4), Some(4))]);
    assert_eq!(exhausted(&t, &[], &["2"]), Ok(5));
}

#[test]
fn too_much_is_said_to_be_too_much() {
    let mut t = theory(vec![shall(0, "mail"), shall_not(1, "mail")]);
    let many: Vec<String> = (0..1_500).map(|i| format!("n{i}")).collect();
    let nodes: Vec<(&str, &[&str])> = many.iter().map(|n| (n.as_str(), &[] as &[&str])).collect();
    for slot in [Slot::To, Slot::Manner] {
        t.taxonomies.insert(slot, taxonomy(&nodes));
        t.norms[1].pattern.slots.insert(slot, Extent::Not(names(&["n0"])));
    }
    t.norms[0].pattern.slots.extend([Slot::To, Slot::Manner].map(|s| (s, Extent::Not(names(&["n0"])))));
    assert_eq!(exhausted(&t, &[], &["2"]), Err(Refuted::TooMany));
}

#[test]
fn a_ring_is_never_due() {
    let t = theory(vec![shall(0, "go").after("tell"), shall(1, "tell").after("pay"), shall(2, "pay").after("go")]);
    let ring = |t: &Theory, ids: &[&str]| evaluate::ring(t, &given(&[]), &names(ids));
    assert!(ring(&t, &["1", "2", "3"]));
    assert!(!ring(&t, &["1", "3", "2"]) && !ring(&t, &["1", "2"]) && !ring(&t, &[]) && !ring(&t, &["4"]));
    assert!(ring(&theory(vec![shall(0, "go").after("go")]), &["1"]));
    let other_way =
        theory(vec![shall(0, "go").after("tell"), shall(1, "tell").after("go"), shall(2, "tell").by(&["Y"])]);
    assert!(!ring(&other_way, &["1", "2"]), "Y must tell, and waits for nothing");
    let free = theory(vec![shall(0, "go").after("tell"), shall_not(1, "tell")]);
    assert!(!ring(&free, &["1"]), "no norm demands it");
    let mut sometimes = theory(vec![shall(0, "go").after("tell"), shall(1, "tell").after("go").when(if_("flood"))]);
    assert!(!ring(&sometimes, &["1", "2"]));
    sometimes.norms[1].condition = Condition::True;
    assert!(ring(&sometimes, &["1", "2"]));
    let all: BTreeSet<_> = [verdicts(&sometimes, &given(&[]), &[])].into();
    assert!(all.contains("1 ok, 2 ok"), "nobody is in breach");
}

#[test]
fn dates_add_up_and_do_not_overflow() {
    let mut s = given(&[]);
    s.numbers.extend([("ef".to_owned(), 5), ("month".to_owned(), 30)]);
    let day = Day { terms: [("ef".to_owned(), 1), ("month".to_owned(), 6)].into(), constant: -1 };
    assert_eq!(evaluate::value(&day, &s), 184);
    s.numbers.insert("ef".to_owned(), i64::MAX);
    assert_eq!(evaluate::value(&after("ef", 7), &s), i64::MAX);
    let t = theory(vec![shall(0, "mail").between(Some(i64::MIN), Some(i64::MAX)), shall_not(1, "mail")]);
    assert!(exhausted(&t, &[], &["2"]).is_ok());
}
