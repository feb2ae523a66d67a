//! Whether a clause may be held against others to the letter: each of its words stands in some slot of its norms, and
//! none of them points to words elsewhere.
//!
//! A finding that one clause says the same as another, or that an exception takes all of a rule, is only as good as the
//! reading of every word. Where a word was put nowhere, or means what an earlier sentence means, such a finding is not
//! made. What a text in the notation says is meant as it stands.

use std::collections::BTreeSet;

use super::Asked;
use crate::model::theory::GroundNorm;
use crate::norms::{Act, Bearer, Formula, Norm, Noun};
use crate::source::Span;

/// Words that stand for others, or for those of another sentence.
const POINTING: [&str; 30] = [
    "such",
    "said",
    "same",
    "aforesaid",
    "aforementioned",
    "abovementioned",
    "these",
    "those",
    "foregoing",
    "preceding",
    "previous",
    "following",
    "above",
    "below",
    "thereof",
    "therein",
    "thereto",
    "therefor",
    "thereby",
    "thereon",
    "thereunder",
    "latter",
    "former",
    "them",
    "concerned",
    "question",
    "likewise",
    "similarly",
    "accordingly",
    "respectively",
];

/// What "this" may stand before without pointing to one part of the text.
const WHOLE: [&str; 8] = ["treaty", "convention", "agreement", "protocol", "pact", "charter", "covenant", "instrument"];

/// Words that no slot keeps: modals, the parties, and what joins clauses or ranks them.
const JOINING: [&str; 60] = [
    "shall",
    "will",
    "must",
    "each",
    "either",
    "neither",
    "both",
    "party",
    "parties",
    "contracting",
    "high",
    "signatory",
    "state",
    "states",
    "that",
    "this",
    "which",
    "with",
    "without",
    "from",
    "into",
    "have",
    "been",
    "upon",
    "under",
    "hereby",
    "also",
    "only",
    "agree",
    "agrees",
    "undertake",
    "undertakes",
    "undertook",
    "notwithstanding",
    "subject",
    "prejudice",
    "provided",
    "article",
    "articles",
    "paragraph",
    "paragraphs",
    "right",
    "free",
    "itself",
    "obliged",
    "obligation",
    "obligations",
    "required",
    "bound",
    "duty",
    "exempt",
    "exempted",
    "prohibited",
    "forbidden",
    "entitled",
    "allowed",
    "permitted",
    "authorized",
    "nothing",
    "present",
];

/// Whether the clause of a norm may be taken to the letter.
pub fn to_the_letter(asked: &Asked, norm: &GroundNorm) -> bool {
    let text = asked.text_of(norm);
    let in_notation = asked.documents.get(text.cite.document).is_none_or(|(document, _)| document.sentences.is_empty());
    in_notation || !points_elsewhere(&words(asked, norm)) && all_placed(asked, norm)
}

/// Whether an exception stands between a subject and its verb, so that it takes some of the bearers, and none of the
/// acts: "prisoners, with the exception of the wounded, shall …".
pub fn qualifies_the_bearer(asked: &Asked, norm: &GroundNorm, at: usize) -> bool {
    let text = asked.text_of(norm);
    let Some(exception) = text.exceptions.get(at) else { return false };
    let clause = asked.words.theory.clauses[norm.clause].text.as_str();
    let before = exception.span.start.checked_sub(asked.words.theory.clauses[norm.clause].cite.span.start);
    let before = before.and_then(|length| clause.get(..length)).map(split).unwrap_or_default();
    let verbal = |word: &String| {
        matches!(word.as_str(), "shall" | "must" | "may" | "will" | "need" | "is" | "are" | "undertake")
    };
    exception.who.is_some() || !before.is_empty() && !before.iter().any(verbal)
}

/// After "the", what every instrument has one of, or what is told by the parties.
const DEFINITE: [&str; 14] = [
    "other",
    "parties",
    "party",
    "contracting",
    "high",
    "territory",
    "territories",
    "purpose",
    "purposes",
    "right",
    "two",
    "use",
    "entry",
    "date",
];

/// Whether a clause of prose means the same wherever it stands: a whole sentence without items that says who is bound, with
/// no pronoun for its subject, and with no definite thing ("the facility") which an earlier sentence may have told.
pub fn stands_alone(asked: &Asked, norm: &GroundNorm) -> bool {
    let cite = &asked.text_of(norm).cite;
    let Some((document, _)) = asked.documents.get(cite.document) else { return true };
    if document.sentences.is_empty() {
        return true;
    }
    let holds = |span: &Span| span.start <= cite.span.start && cite.span.end <= span.end;
    let sentence = document.sentences.iter().find(|sentence| holds(&sentence.span));
    let text = document.source.slice(cite.span);
    let written: Vec<&str> = text.split_whitespace().collect();
    let small = |word: &str| word.chars().next().is_some_and(char::is_lowercase);
    let bare = |word: &str| word.trim_matches(|ch: char| !ch.is_alphanumeric()).to_owned();
    let definite = |pair: &[&str]| {
        pair[0].eq_ignore_ascii_case("the") && small(pair[1]) && !DEFINITE.contains(&bare(pair[1]).as_str())
    };
    let pronoun =
        |word: &&str| matches!(word.to_lowercase().as_str(), "it" | "its" | "he" | "his" | "she" | "they" | "their");
    asked.text_of(norm).bearer != Bearer::Unstated
        && sentence
            .is_some_and(|sentence| sentence.parts.len() == 1 && opens_as_one(document.source.slice(sentence.span)))
        && !written.first().is_some_and(pronoun)
        && !written.windows(2).any(definite)
}

/// Whether words begin as sentences do, and not as what is left of one.
fn opens_as_one(text: &str) -> bool {
    text.trim_start().chars().next().is_some_and(char::is_uppercase)
}

/// Whether two clauses differ in no more words than one and the same rule may: the words of the one are among those of the
/// other, numbers and single letters included; or a fact or a definition relates them, and few words differ.
pub fn alike(asked: &Asked, a: &GroundNorm, b: &GroundNorm, related: bool) -> bool {
    let in_prose = |norm: &GroundNorm| {
        let document = asked.documents.get(asked.text_of(norm).cite.document);
        document.is_some_and(|(document, _)| !document.sentences.is_empty())
    };
    let of = |norm: &GroundNorm| -> BTreeSet<String> {
        let told = words(asked, norm).into_iter().filter(|word| !JOINING.contains(&word.as_str()));
        told.map(|word| stem(&word).to_owned()).collect()
    };
    let prose = in_prose(a) && in_prose(b);
    let (a, b) = (of(a), of(b));
    let differing = if related { 2 } else { 0 };
    !prose || a.difference(&b).count() <= differing || b.difference(&a).count() <= differing
}

/// Words with which a text says again, on purpose, what it has said.
const EMPHATIC: [&str; 12] = [
    "greater certainty",
    "avoidance of doubt",
    "in particular",
    "particularly",
    "especially",
    "without limiting",
    "understood that",
    "reaffirm",
    "recall",
    "again",
    "in any event",
    "in any case",
];

/// Whether a clause repeats on purpose: "for greater certainty". Such words may open its sentence, before the clause.
pub fn emphasises(asked: &Asked, norm: &GroundNorm) -> bool {
    let cite = &asked.text_of(norm).cite;
    let Some((document, _)) = asked.documents.get(cite.document) else { return false };
    let holds = |span: &Span| span.start <= cite.span.start && cite.span.end <= span.end;
    let opening = document.sentences.iter().find(|sentence| holds(&sentence.span)).map_or(cite.span, |s| s.span);
    let whole = Span { end: cite.span.end, ..opening };
    let text = split(document.source.slice(whole)).join(" ");
    EMPHATIC.iter().any(|phrase| text.contains(phrase))
}

/// Whether the words about time, if there are any, came to a period; "in ordinary session" does not.
pub fn dated(asked: &Asked, norm: &GroundNorm) -> bool {
    let words = &asked.text_of(norm).window.text;
    let settled = norm.period.lo.is_some() || norm.period.hi.is_some() || norm.throughout;
    settled || words.iter().all(|text| text == "at any time")
}

/// The words of a clause, in small letters.
fn words(asked: &Asked, norm: &GroundNorm) -> Vec<String> {
    split(&asked.words.theory.clauses[norm.clause].text)
}

fn split(text: &str) -> Vec<String> {
    let words = text.split(|ch: char| !ch.is_alphanumeric() && ch != '-').filter(|word| !word.is_empty());
    words.map(str::to_lowercase).collect()
}

fn points_elsewhere(words: &[String]) -> bool {
    let part = |pair: &[String]| {
        let [first, second] = pair else { return false };
        matches!(first.as_str(), "this" | "present") && !WHOLE.contains(&second.as_str()) && second != "present"
    };
    words.iter().any(|word| POINTING.contains(&word.as_str())) || words.windows(2).any(part)
}

/// Whether every word of weight stands in a slot of some norm of the clause.
fn all_placed(asked: &Asked, norm: &GroundNorm) -> bool {
    let clause = norm.clause;
    let sources: BTreeSet<usize> =
        asked.words.theory.norms.iter().filter(|n| n.clause == clause).map(|n| n.source).collect();
    let placed: BTreeSet<String> = sources.iter().flat_map(|&source| placed(asked.norms[source])).collect();
    let stems: BTreeSet<&str> = placed.iter().map(|word| stem(word)).collect();
    let small = |word: &str| word.chars().count() <= 3 || JOINING.contains(&word) || word.parse::<u64>().is_ok();
    words(asked, norm).iter().all(|word| small(word) || stems.contains(stem(word)))
}

/// The first letters of a word, by which its forms are alike.
fn stem(word: &str) -> &str {
    let end = word.char_indices().nth(4).map_or(word.len(), |(at, _)| at);
    &word[..end]
}

/// All words that stand in the slots of a norm.
fn placed(norm: &Norm) -> BTreeSet<String> {
    let mut out = BTreeSet::new();
    let mut add = |text: &str| out.extend(split(text));
    of_act(&norm.act, &mut add);
    if let Bearer::Class(noun) = &norm.bearer {
        add(&noun.text);
    }
    if let Bearer::Named(names) | Bearer::Jointly(names) = &norm.bearer {
        names.iter().for_each(|name| add(name));
        add("together jointly republic kingdom");
    }
    of_formula(&norm.condition, &mut add);
    for exception in &norm.exceptions {
        add(&exception.text);
        of_act(&exception.act, &mut add);
        of_formula(&exception.condition, &mut add);
    }
    norm.window.text.iter().for_each(|text| add(text));
    norm.window.after.iter().chain(&norm.window.until).for_each(|act| of_act(act, &mut add));
    out
}

fn of_act(act: &Act, add: &mut dyn FnMut(&str)) {
    add(&act.kind);
    let nouns = [&act.thing, &act.place, &act.to, &act.manner];
    nouns.into_iter().flatten().for_each(|noun: &Noun| add(&noun.text));
    act.quantity.iter().for_each(|quantity| add(&quantity.unit));
}

fn of_formula(formula: &Formula, add: &mut dyn FnMut(&str)) {
    match formula {
        Formula::True => {}
        Formula::Holds(what) | Formula::Measure { what, .. } => add(&what.text),
        Formula::Not(inner) => of_formula(inner, add),
        Formula::All(list) | Formula::Any(list) => list.iter().for_each(|one| of_formula(one, add)),
    }
}
