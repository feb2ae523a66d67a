use serde_json::json;
use servanda::clauses::{self, Reading};
use servanda::document::{self, Document};
use servanda::source::Source;

use crate::judge::{judge, same};
use crate::labels::{Labelled, Slot, parse};
use crate::tally::{Share, Tally};

const TREATY: &str = "Article 1\n\nThe Keeper shall, within ten days, send the log of the lightship to the Board.\n\n\
    Article 2\n\nThis Protocol shall enter into force on 1 May 1931.\n";

fn read() -> (Document, Vec<Reading>) {
    let document = document::read(Source::new("t.txt", TREATY));
    let readings = clauses::read(&document);
    (document, readings)
}

fn place(words: &str) -> [usize; 2] {
    let start = TREATY.find(words).expect("it is there");
    [start, start + words.len()]
}

/// The first sentence of the treaty as a person reads it, with some slots as told.
fn gold(change: impl Fn(&mut serde_json::Value)) -> Labelled {
    let [start, end] = place("The Keeper shall, within ten days, send the log of the lightship to the Board.");
    let mut norm = json!({
        "modality": "obligation", "bearer": place("The Keeper"), "bearer_status": "stated", "verb": place("send"),
        "object": place("the log of the lightship"), "complement": null, "counterparty": place("the Board"),
        "places": [], "manner": [], "purpose": [], "conditions": [], "exceptions": [],
        "window": [place("within ten days")], "quantity": null, "rank": [], "power": null, "alt": {},
    });
    change(&mut norm);
    let line = json!({ "file": "t.txt", "start": start, "end": end, "genre": "sea", "kind": "norm", "operative": true,
        "norms": [norm] });
    parse(&line.to_string()).expect("a label")
}

/// Which slots are wrong.
fn wrong(gold: &Labelled) -> Vec<&'static str> {
    let (document, readings) = read();
    let verdict = judge(gold, &document, &readings);
    assert_eq!(verdict.pairs.len(), 1);
    let slots = Slot::ALL.into_iter().zip(verdict.pairs[0].slots);
    slots.filter(|(_, outcome)| !outcome.right).map(|(slot, _)| slot.name()).collect()
}

#[test]
fn a_reading_that_agrees_is_right_in_every_slot() {
    assert!(wrong(&gold(|_| ())).is_empty());
}

#[test]
fn what_is_missing_and_what_is_beside_it_are_both_wrong() {
    let other = gold(|norm| {
        norm["window"] = json!(null);
        norm["manner"] = json!([place("within ten days")]);
    });
    assert_eq!(wrong(&other), ["manner", "window"]);
}

#[test]
fn another_labelling_that_is_as_good_counts_as_a_whole() {
    let moved = json!({ "manner": [], "window": [place("within ten days")] });
    let other = gold(|norm| {
        norm["window"] = json!(null);
        norm["manner"] = json!([place("within ten days")]);
        norm["alt"] = moved.clone();
    });
    assert!(wrong(&other).is_empty());
    // One of the two counts, and not the best slot of each.
    let half = gold(|norm| {
        norm["window"] = json!(null);
        norm["manner"] = json!([place("within ten days")]);
        norm["alt"] = json!({ "manner": [], "window": [place("the log of the lightship")] });
    });
    assert_eq!(wrong(&half), ["window"]);
}

#[test]
fn a_norm_that_was_not_read_misses_all_its_slots() {
    let (document, readings) = read();
    let mut twice = gold(|_| ());
    twice.norms.push(twice.norms[0].clone());
    let verdict = judge(&twice, &document, &readings);
    assert_eq!(verdict.pairs.iter().filter(|pair| pair.read.is_none()).count(), 1);
    assert!(!verdict.whole());
    let mut tally = Tally::default();
    tally.add(&twice, &verdict);
    let bearer = tally.slot(Slot::Bearer);
    assert_eq!((bearer.right, bearer.given, bearer.wanted), (1, 1, 2));
    assert_eq!(tally.count, Share { right: 0, of: 1 });
}

#[test]
fn kinds_are_told_apart_and_confusions_counted() {
    let (document, readings) = read();
    let [start, end] = place("This Protocol shall enter into force on 1 May 1931.");
    let line = |kind: &str, operative: bool| {
        let line = json!({ "file": "t.txt", "start": start, "end": end, "genre": "sea", "kind": kind,
            "operative": operative, "norms": [] });
        parse(&line.to_string()).expect("a label")
    };
    let mut tally = Tally::default();
    for gold in [line("constitutive", false), line("norm", true)] {
        tally.add(&gold, &judge(&gold, &document, &readings));
    }
    assert_eq!(tally.all.kind, Share { right: 1, of: 2 });
    assert_eq!(tally.confusions.into_iter().collect::<Vec<_>>(), [(("norm", "constitutive"), 1)]);
}

#[test]
fn a_bare_label_is_a_heading() {
    let (document, readings) = read();
    let [start, end] = place("Article 2");
    let line = json!({ "file": "t.txt", "start": start, "end": end, "genre": "sea", "kind": "heading",
        "operative": false, "norms": [] });
    assert!(judge(&parse(&line.to_string()).expect("a label"), &document, &readings).kind_right);
}

#[test]
fn articles_and_prepositions_do_not_count_but_negations_do() {
    assert!(same("to the Board", "the Board"));
    assert!(same("the log of the light-\nship", "log of the lightship"));
    assert!(!same("no logs", "logs"));
    assert!(!same("the log of the lightship at Vell", "the log"));
}

/// The interval of Wilson for 8 of 10, as tables have it.
#[test]
fn intervals_are_those_of_the_books() {
    let (low, high) = Share { right: 8, of: 10 }.interval();
    assert!((low - 0.4902).abs() < 0.0005 && (high - 0.9433).abs() < 0.0005, "{low} {high}");
    assert_eq!(Share { right: 0, of: 0 }.interval(), (0.0, 1.0));
}

#[test]
fn labels_that_are_none_are_refused() {
    assert!(parse("{}").is_err());
    let line = json!({ "file": "t.txt", "start": 0, "end": 9, "genre": "sea", "kind": "poem", "operative": false, "norms": [] });
    assert!(parse(&line.to_string()).is_err());
}
