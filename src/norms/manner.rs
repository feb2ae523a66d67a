//! How an act is done: which of the words that say it narrow the act, and which are a condition in fact.

use super::Noun;
use super::names::Names;
use super::phrase::{is_preposition, one};
use super::words::{Word, join, words};
use crate::clauses::Phrase;

/// Words near the beginning of an adjunct that is said for emphasis or points elsewhere, and narrows no act.
pub const NARROWS_NOTHING: [&str; 17] = [
    "whatever",
    "whatsoever",
    "whichever",
    "whomsoever",
    "whosoever",
    "exception",
    "accordance",
    "pursuant",
    "particular",
    "including",
    "faith",
    "appropriate",
    "conformity",
    "article",
    "writing",
    "case",
    "framework",
];

/// Words near the beginning of a manner that has no normal form.
const TELLS_LITTLE: [&str; 21] = [
    "delay",
    "any",
    "necessary",
    "account",
    "regard",
    "shares",
    "respect",
    "addition",
    "detail",
    "full",
    "possible",
    "time",
    "cooperation",
    "agreement",
    "behalf",
    "advance",
    "means",
    "interest",
    "interests",
    "view",
    "order",
];

/// A manner that narrows the act; the many that narrow nothing ("without delay", "as appropriate") are left out.
pub fn manner(phrase: &Phrase, names: &Names) -> Option<Noun> {
    let list = words(&phrase.text);
    let narrows = list.first().is_some_and(|w| {
        w.any(&["with", "by", "for", "through", "from", "in", "under", "without", "on", "as", "against"])
    });
    if let Some(adverb) = narrowing_adverb(&list) {
        return one(adverb, names);
    }
    // The words that say that nothing is narrowed open the phrase.
    let empty = list.iter().take(4).any(|w| w.any(&NARROWS_NOTHING) || w.any(&TELLS_LITTLE));
    if !narrows || empty {
        return None;
    }
    one(&without_preposition(&phrase.text), names).filter(|n| !n.head.is_empty())
}

/// "Shall not unreasonably delay": an adverb of degree, purpose or mind without which the act is another.
fn narrowing_adverb(list: &[Word]) -> Option<&str> {
    const NARROWING: [&str; 28] = [
        "substantially",
        "unreasonably",
        "unduly",
        "arbitrarily",
        "merely",
        "solely",
        "exclusively",
        "deliberately",
        "knowingly",
        "wilfully",
        "willfully",
        "intentionally",
        "unlawfully",
        "wrongfully",
        "unnecessarily",
        "significantly",
        "materially",
        "adversely",
        "unjustifiably",
        "forcibly",
        "permanently",
        "temporarily",
        "provisionally",
        "otherwise",
        "negligently",
        "directly",
        "indirectly",
        "retroactively",
    ];
    let [word] = list else { return None };
    word.any(&NARROWING).then_some(word.lower.as_str())
}

/// "With the consent of X", "at the request of X": a manner in form, a condition in fact.
pub fn assent(text: &str) -> bool {
    let list = words(text);
    let opens = list.first().is_some_and(|w| w.any(&["with", "by", "at", "upon", "on", "without", "under", "subject"]));
    opens
        && list.iter().take(6).any(|w| {
            w.any(&[
                "consent",
                "approval",
                "permission",
                "request",
                "invitation",
                "leave",
                "authorization",
                "authorisation",
                "concurrence",
                "agreement",
            ])
        })
}

/// Takes the words that open an adjunct off: "in", "on the", "on board of".
pub fn without_preposition(text: &str) -> String {
    let list = words(text);
    let skip = list.iter().take_while(|w| is_preposition(&w.lower)).count();
    join(&list[skip..])
}
