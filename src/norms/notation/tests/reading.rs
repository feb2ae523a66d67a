//! What each form is read as.

use super::file;
use crate::clauses::{Force, Modality, Relation, StopReason};
use crate::norms::{
    Agent, Anchor, Bearer, Controller, Declaration, Formula, Norm, Quantifier, Quantity, Restrictor, Season, Unit,
};

/// The sketch of the logic, in the notation as it is.
const SKETCH: &str = r#"
party Upland, Lowland.  body Commission.  agent CanalCo.             # comments with #
place Reserve = Marsh | Dunes.            # consists of: no remainder
place Reserve < Coast.  adjoins(Reserve, Heath, land).  owner(Reserve) = Upland.
kind  suction-dredge < dredge.            thing barge < vessel.
atom  flood : nature.   atom leave(X) : Commission.   atom alarmed(X, place) : judged by X.
measure casualties : nature, int >= 0.   measure alert : nature, low < guarded < high.
event ef, sighted(wreck) : nature.        stock tugs : each party, int >= 0.   life [ef, ef+25y].
fact f1: controls(Upland, Port-Office).   fact f2: excludes(open sluice, close sluice).

norm 3.1 each X:  shall not dredge in Reserve except (in Marsh if leave(X)).
norm 4   Upland:  shall dredge in Marsh within [ef, ef+45d].
norm 5   each X:  may dredge in Reserve if flood notwithstanding 3.1.
norm 6   each X:  shall keep tugs <= 25 during [ef, end].
norm 7   Lowland: shall remove each wreck in Reserve within [sighted(wreck), sighted(wreck)+30d].
norm 8   Upland:  shall open sluice after act 9.
norm 9   Lowland: shall close lock.
norm 10  each X:  shall pay compensation to other(X) on breach of 3.1 within [breach, breach+60d].
norm 11  Lowland: shall ensure "raising of the toll".
norm 12  Upland & Lowland jointly: shall survey Reserve.
norm 13  each X:  shall not anchor in {place: adjoining {territory: of other(X)}} unless leave(X) subject to 5.
norm 14  each X:  shall endeavour "to reduce the toll".
assume sub("river barge", "vessel").
norm 15  each X:  shall report if casualties > 20 and alert >= guarded.
"#;

fn norm(text: &str) -> Norm {
    file(text).norms.into_iter().next().unwrap()
}

#[test]
fn facts_taxonomy_and_map_are_facts() {
    let file = file(SKETCH);
    let facts: Vec<String> =
        file.facts.iter().map(|f| format!("{}: {}({})", f.id, f.relation, f.args.join(", "))).collect();
    let expected = [
        "reserve-consists-of-marsh-dunes: consists-of(Reserve, Marsh, Dunes)",
        "reserve-lies-in-coast: lies-in(Reserve, Coast)",
        "reserve-adjoins-heath-land: adjoins(Reserve, Heath, land)",
        "reserve-owner-upland: owner(Reserve, Upland)",
        "suction-dredge-kind-of-act-dredge: kind-of-act(suction-dredge, dredge)",
        "barge-kind-of-vessel: kind-of(barge, vessel)",
        "f1: controls(Upland, Port-Office)",
        "f2: excludes(open sluice, close sluice)",
    ];
    assert_eq!(facts, expected);
    assert_eq!(file.assumptions[0].args, ["river barge", "vessel"]);
    assert_eq!(file.parties.iter().map(|(name, _)| name.as_str()).collect::<Vec<_>>(), ["Upland", "Lowland"]);
    assert!(file.life.is_some_and(|life| life.until.is_some_and(|until| until.plus == [(25, Unit::Year)])));
}

#[test]
fn the_slots_of_the_sketch_are_filled() {
    let norms = file(SKETCH).norms;
    let by_id = |id: &str| norms.iter().find(|norm| norm.id == id).unwrap();
    let dredge = by_id("3.1");
    assert_eq!(
        (dredge.modality, &dredge.bearer, dredge.cite.label.as_str()),
        (Modality::Prohibition, &Bearer::Each, "3.1")
    );
    assert_eq!(
        (dredge.act.kind.as_str(), dredge.act.place[0].head.as_str(), dredge.act.place[0].proper),
        ("dredge", "Reserve", true)
    );
    let exception = &dredge.exceptions[0];
    assert_eq!(
        (exception.act.kind.as_str(), exception.act.place[0].head.as_str(), exception.text.as_str()),
        ("", "Marsh", "in Marsh if leave(X)")
    );
    let Formula::Holds(leave) = &exception.condition else { panic!("{exception:?}") };
    assert_eq!((leave.name.as_str(), leave.about.as_slice()), ("leave({0})", &[Agent::Me][..]));
    assert_eq!(leave.controller, Controller::Agent(Agent::Named("Commission".to_owned())));
    assert_eq!(by_id("5").rank, [(Relation::Notwithstanding, "3.1".to_owned())]);
    assert_eq!((by_id("5").force, by_id("9").force), (Force::Leave, Force::Plain));
    assert_eq!(by_id("6").act.quantity, Some(Quantity { unit: "tugs".to_owned(), least: None, most: Some(25) }));
    assert!(by_id("6").window.throughout);
    assert_eq!(by_id("7").act.thing[0].quantifier, Quantifier::Each);
    assert_eq!(by_id("8").window.after, [by_id("9").act.clone()]);
    assert_eq!(by_id("10").on_breach_of.as_deref(), Some("3.1"));
    assert!(
        by_id("10").act.to[0].head == "party"
            && by_id("10").act.to[0].restrictors.contains(&Restrictor::Of(Agent::Other))
    );
    assert_eq!(by_id("12").bearer, Bearer::Jointly(vec!["Upland".to_owned(), "Lowland".to_owned()]));
    assert!(matches!(&by_id("13").condition, Formula::Not(inner) if matches!(**inner, Formula::Holds(_))));
    let Formula::All(all) = &by_id("15").condition else { panic!("{:?}", by_id("15")) };
    let bounds =
        |f: &Formula| if let Formula::Measure { least, most, .. } = f { (*least, *most) } else { (None, None) };
    assert_eq!(all.iter().map(bounds).collect::<Vec<_>>(), [(Some(21), None), (Some(1), None)]);
}

#[test]
fn spans_are_those_of_the_text() {
    let text = "party A.\n\nnorm 1 each X: shall stay if\n  flood except (in Marsh). # end";
    let norm = norm(text);
    assert_eq!(&text[norm.cite.span.range()], "norm 1 each X: shall stay if\n  flood except (in Marsh).");
    assert_eq!(&text[norm.exceptions[0].span.range()], "except (in Marsh)");
    let Formula::Holds(flood) = &norm.condition else { panic!("{norm:?}") };
    assert_eq!(&text[flood.span.range()], "flood");
}

#[test]
fn periods_dates_and_seasons() {
    let norm =
        norm("norm 1 A: shall stay throughout from 0001-01-02 until ef - 6m + 2w season 29 February to 1 March.");
    assert!(norm.window.throughout);
    assert_eq!(norm.window.lo.unwrap().anchor, Anchor::Day(1));
    let until = norm.window.hi.unwrap();
    assert!(matches!(&until.anchor, Anchor::Event(event) if event.name == "entry into force"));
    assert_eq!(until.plus, [(-6, Unit::Month), (2, Unit::Week)]);
    assert_eq!(norm.act.season, Some(Season { from: 60, to: 61 }));
    assert_eq!(norm.window.text, ["throughout from 0001-01-02", "until ef - 6m + 2w"]);
}

#[test]
fn labels_stand_for_ids_and_declared_parties_for_parties() {
    let norms = file("party B. norm 1 @\"Article 1\" A: may go to B subject to 2. norm 2 @\"Article 2(a)\" sentence 3 B: shall not go hole no-object.").norms;
    assert_eq!(norms[0].rank, [(Relation::SubjectTo, "Article 2(a)".to_owned())]);
    assert_eq!(norms[0].act.to[0].restrictors.first(), Some(&Restrictor::Of(Agent::Named("B".to_owned()))));
    assert_eq!((norms[1].cite.label.as_str(), norms[1].cite.sentence), ("Article 2(a)", Some(3)));
    assert_eq!(norms[1].holes[0].reason, StopReason::NoObject);
}

#[test]
fn the_words_of_a_declared_circumstance_go_wherever_it_stands() {
    let text = "norm 1 each X: shall go if \"harm {0}\"(other(X)). atom \"harm {0}\"(Y) \"the other Party is harmed\" : judged by Y.";
    let Formula::Holds(harm) = norm(text).condition else { panic!() };
    assert_eq!(
        (harm.text.as_str(), harm.judge, harm.controller),
        ("the other Party is harmed", Some(Agent::Other), Controller::Unknown)
    );
}

#[test]
fn what_the_draft_says_is_declared() {
    let declared = file(
        "says @\"Article 1\": term \"Lake waters\" means Lake | \"the canals\". says: A lies only in B. says: A lacks port.",
    )
    .declarations;
    assert!(matches!(&declared[0].what, Declaration::Term { meaning, exhaustive: true, .. } if meaning.len() == 2));
    assert_eq!(
        (declared[0].cite.label.as_str(), declared[0].text.as_str()),
        ("Article 1", "term \"Lake waters\" means Lake | \"the canals\"")
    );
    assert!(matches!(&declared[1].what, Declaration::Within { only: true, .. }));
    assert!(matches!(&declared[2].what, Declaration::Has { has: false, .. }));
}

#[test]
fn the_words_of_circumstances_survive_printing() {
    let text = "atom \"harm {0}\"(X) \"the other Party is harmed\" : judged by X.\nnorm 1 each X: shall go if \"harm {0}\"(other(X)).\n";
    let norms = file(text).norms;
    let printed = super::super::print(None, &[], &norms, &[], &super::normalise);
    assert_eq!(printed.replace("\n\n", "\n"), text);
}
