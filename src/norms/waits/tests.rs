//! Sentences of our own: what each waits for, and what it is a bound on.

use super::super::{Anchor, Draft, Modality, Norm, draft};
use crate::source::Source;

/// The norms of some articles of a treaty between Arl and Bem.
fn norms(articles: &[&str]) -> Vec<Norm> {
    let mut text =
        "TREATY OF THE FORD\n\nThe Republic of Arl and the Kingdom of Bem have agreed as follows:\n".to_owned();
    for (at, article) in articles.iter().enumerate() {
        text.push_str(&format!("\nArticle {}\n{article}\n", at + 1));
    }
    let document = crate::document::read(Source::new("treaty.txt", text.as_str()));
    let readings = crate::clauses::read(&document);
    let Draft { norms, .. } = draft(&document, &readings, 0, &|party| party.name.clone());
    norms
}

fn only(sentence: &str) -> Norm {
    let found = norms(&[sentence]);
    assert!(!found.is_empty(), "{sentence}: no norm");
    found[0].clone()
}

/// What a duty waits for: the verb and the head of what it is done to.
fn waits(sentence: &str) -> Vec<(String, String)> {
    let one = |act: &super::Act| (act.kind.clone(), act.thing.first().map(|n| n.head.clone()).unwrap_or_default());
    only(sentence).window.after.iter().map(one).collect()
}

#[test]
fn a_wait_is_a_wait_in_whatever_words() {
    for sentence in [
        "The Republic of Arl shall reopen the ferry after the bridge has been repaired.",
        "The Republic of Arl shall reopen the ferry, but only after the repair of the bridge.",
        "Once the bridge has been repaired, the Republic of Arl shall reopen the ferry.",
        "Following the repair of the bridge by the Kingdom of Bem, the Republic of Arl shall reopen the ferry.",
        "The Republic of Arl shall reopen the ferry upon the repair of the bridge.",
        "The Republic of Arl shall reopen the ferry within ten days after the repair of the bridge.",
        "When the bridge has been repaired, the Republic of Arl shall reopen the ferry.",
    ] {
        assert!(
            waits(sentence).contains(&("repair".to_owned(), "bridge".to_owned())),
            "{sentence}: {:?}",
            waits(sentence)
        );
    }
}

#[test]
fn what_is_no_act_is_no_wait() {
    for sentence in [
        "The Republic of Arl shall reopen the ferry after the entry into force of this Treaty.",
        "The Republic of Arl shall reopen the ferry within ten days after the signature of this Treaty.",
        "The Republic of Arl shall reopen the ferry after 1 May 2031.",
    ] {
        assert!(waits(sentence).is_empty(), "{sentence}: {:?}", waits(sentence));
    }
}

#[test]
fn a_noun_may_stand_for_the_verb_and_its_bearer() {
    let norm =
        only("The repair of the bridge by the Kingdom of Bem shall take place after the delivery of the timber.");
    assert_eq!((norm.act.kind.as_str(), norm.act.thing[0].head.as_str()), ("repair", "bridge"));
    assert_eq!(norm.window.after.len(), 1);
}

#[test]
fn its_own_is_the_others_own() {
    let found = waits("Each Party shall unlock its sluices after the other Party has unlocked its own.");
    assert_eq!(found, [("unlock".to_owned(), "sluice".to_owned())]);
}

#[test]
fn keeping_a_thing_open_forbids_to_close_it() {
    let found = norms(&["The Republic of Arl shall keep the ford of Ems open to carts."]);
    let kinds: Vec<(Modality, &str)> = found.iter().map(|n| (n.modality, n.act.kind.as_str())).collect();
    assert_eq!(
        kinds,
        [(Modality::Obligation, "keep open"), (Modality::Prohibition, "keep closed"), (Modality::Prohibition, "close")]
    );
    assert!(found.windows(2).all(|pair| pair[0].id != pair[1].id));
}

#[test]
fn a_year_told_once_counts_for_each_day() {
    let norm = only(
        "The Republic of Arl shall deliver the timber in the year 2035, no sooner than 1 August and no later than 1 May of that year.",
    );
    let day = |end: &Option<super::super::Instant>| match end.as_ref().map(|i| i.anchor.clone()) {
        Some(Anchor::Day(day)) => day,
        other => panic!("no day: {other:?}"),
    };
    assert!(day(&norm.window.lo) > day(&norm.window.hi));
}

#[test]
fn a_day_that_no_year_has_leaves_no_window() {
    let norm = only("The Republic of Arl shall count the carts on 31 April of each year.");
    assert!(norm.window.lo.is_some() && norm.window.lo != norm.window.hi);
}

#[test]
fn a_minimum_and_a_maximum_are_two_bounds() {
    let norm = only("The Republic of Arl shall keep at the ford a minimum of 40 and a maximum of 20 ferrymen.");
    let quantity = norm.act.quantity.expect("a number");
    assert_eq!((quantity.least, quantity.most), (Some(40), Some(20)));
}
