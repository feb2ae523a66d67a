//! Who has what and who has none of it, by the draft: "The fleet of A consists of …, that of B of … only", "there are no
//! bears in B", "otters live in the rivers of A alone".

use super::names::{Mention, Names};
use super::phrase::{is_determiner, is_preposition, lemma, nouns};
use super::words::{Word, join, starts_with, words};
use super::{Agent, Declaration, Noun, Restrictor};
use crate::lexicon::{self, Class};

/// What one party's stock of something is made up of.
pub struct Stock {
    /// Whose.
    who: String,
    /// Of what: "fleet", or nothing for what the party simply has.
    whole: String,
    /// The kinds named.
    parts: Vec<Noun>,
    /// Whether there are no others.
    exhaustive: bool,
    /// Which of the statements says so.
    pub statement: usize,
}

const ONLY: [&str; 4] = ["only", "alone", "solely", "exclusively"];

/// The stocks of which a statement tells, in the order of the text.
pub fn stocks(text: &str, statement: usize, names: &Names) -> Vec<Stock> {
    let list = words(text);
    let mut out: Vec<Stock> = Vec::new();
    for part in list.split(|w| w.mark && w.text == ";") {
        let whole_before = out.last().map(|s| s.whole.clone());
        for clause in clauses(part, names) {
            out.extend(stock(clause, statement, whole_before.as_deref(), names));
        }
    }
    out
}

/// Cuts before a party, or the stock of a party, that becomes the subject: "…, and that of B comprises …".
fn clauses<'a>(list: &'a [Word], names: &Names) -> Vec<&'a [Word]> {
    let opens = |at: usize| {
        let joint = list[at - 1].mark || list[at - 1].any(&["and", "while", "whereas", "but"]);
        let verb = |w: &Word| HOLDS.contains(&w.lower.as_str()) || w.any(&["is", "are"]);
        let subject = owner(&list[at..], names).is_some_and(|(_, end)| list.get(at + end).is_some_and(verb));
        joint && subject
    };
    let mut cuts: Vec<usize> = (1..list.len()).filter(|&at| opens(at)).collect();
    cuts.insert(0, 0);
    cuts.push(list.len());
    cuts.windows(2).map(|w| &list[w[0]..w[1]]).collect()
}

/// "The Kingdom of A", "the fleet of the Kingdom of A", "that of A" at the front: whose stock, and where the words end.
fn owner(list: &[Word], names: &Names) -> Option<(String, usize)> {
    let named = |at: usize| match names.mention(list.get(at..)?)? {
        Mention { agent: Agent::Named(name), len, .. } => Some((name, at + len)),
        _ => None,
    };
    if let Some(found) = named(0) {
        let possessive = list[found.1 - 1].possessive;
        return Some((found.0, if possessive { found.1 + 1 } else { found.1 }));
    }
    let of = list.iter().take(6).position(|w| w.is("of"))?;
    named(of + 1)
}

const HOLDS: [&str; 30] = [
    "has",
    "have",
    "possesses",
    "possess",
    "owns",
    "own",
    "keeps",
    "keep",
    "maintains",
    "maintain",
    "operates",
    "operate",
    "consists",
    "consist",
    "comprises",
    "comprise",
    "includes",
    "include",
    "employs",
    "employ",
    "uses",
    "use",
    "builds",
    "build",
    "makes",
    "make",
    "produces",
    "produce",
    "flies",
    "fly",
];

fn stock(list: &[Word], statement: usize, before: Option<&str>, names: &Names) -> Option<Stock> {
    let (who, end) = owner(list, names)?;
    let (whole, mut from, complete) = match list.get(end)? {
        w if w.any(&["consists", "consist", "comprises", "comprise"]) => (subject(&list[..end], before), end + 1, true),
        w if HOLDS.contains(&w.lower.as_str()) => (subject(&list[..end], before), end + 1, false),
        w if w.any(&["is", "are"]) => {
            let made = list.get(end + 1).filter(|w| w.any(&["composed", "made", "formed", "divided"]))?;
            (subject(&list[..end], before), end + 2 + usize::from(made.is("made")), true)
        }
        _ => return None,
    };
    from += usize::from(list.get(from).is_some_and(|w| w.any(&["of", "into"])));
    let rest = list.get(from..)?;
    let stop = (0..rest.len())
        .find(|&i| rest[i].any(&["but", "which", "while", "whereas", "since", "no"]) || rest[i].is("not"))
        .unwrap_or(rest.len());
    let body: Vec<Word> = rest[..stop].iter().filter(|w| !w.any(&ONLY)).cloned().collect();
    let only = rest[..stop].iter().any(|w| w.any(&ONLY)) || starts_with(rest, &["nothing", "but"]);
    let parts = with_common_head(nouns(&join(&body), names).nouns);
    (!parts.is_empty()).then_some(Stock { who, whole, parts, exhaustive: complete || only, statement })
}

/// "Gold, silver and copper coins" are all coins.
fn with_common_head(mut parts: Vec<Noun>) -> Vec<Noun> {
    let Some((last, before)) = parts.split_last_mut() else { return parts };
    let kind = |r: &Restrictor| matches!(r, Restrictor::Word(_));
    if last.restrictors.len() != 1 || !last.restrictors.iter().all(kind) {
        return parts;
    }
    for part in before {
        if part.restrictors.is_empty() && words(&part.text).len() == 1 && super::classes::is_adjective(&part.head) {
            let word = std::mem::replace(&mut part.head, last.head.clone());
            part.restrictors.insert(Restrictor::Word(word));
        }
    }
    parts
}

/// What the stock is of: "fleet"; "that of B" is of what the words before spoke of.
fn subject(list: &[Word], before: Option<&str>) -> String {
    let end = list.iter().position(|w| w.is("of")).unwrap_or(list.len());
    let noun = list[..end].iter().rfind(|w| !w.mark && !is_determiner(&w.lower) && !w.capital());
    match noun {
        Some(noun) => lemma(&noun.lower),
        None if list.first().is_some_and(|w| w.any(&["that", "those"])) => before.unwrap_or_default().to_owned(),
        None => String::new(),
    }
}

/// What one party has not, where its stock is told in full and another's of the same has more.
pub fn missing(stocks: &[Stock]) -> Vec<(usize, Declaration)> {
    let mut out = Vec::new();
    for whole in stocks.iter().filter(|s| s.exhaustive) {
        let mine: Vec<&Noun> =
            stocks.iter().filter(|s| s.who == whole.who && s.whole == whole.whole).flat_map(|s| &s.parts).collect();
        let others = stocks.iter().filter(|s| s.who != whole.who && s.whole == whole.whole).flat_map(|s| &s.parts);
        // A party that has the wider kind may have the narrower.
        let has = |part: &Noun| mine.iter().any(|m| m.head == part.head && m.restrictors.is_subset(&part.restrictors));
        for what in others.filter(|part| !part.head.is_empty() && !has(part)) {
            out.push((whole.statement, Declaration::Has { who: whole.who.clone(), what: what.clone(), has: false }));
        }
    }
    out
}

/// What a statement denies to parties: "there is none in B", "but no airships", "otters live in A only", "only A mines tin".
pub fn denials(text: &str, names: &Names) -> Vec<Declaration> {
    let mut list = words(text);
    lower_first(&mut list);
    let mut out = Vec::new();
    let mut subject: Option<&[Word]> = None;
    for part in list.split(|w| w.mark && w.text == ";").filter(|part| plain(part)) {
        out.extend(none_of(part, names));
        out.extend(there_is_none(part, subject, names));
        out.extend(none_beside(part, names));
        out.extend(in_one_only(part, names));
        out.extend(one_only(part, names));
        subject = finite(part).map(|verb| &part[..verb]);
    }
    out
}

/// Whether words are short enough to be read whole, and speak of things and not of the instrument or its terms.
pub fn plain(part: &[Word]) -> bool {
    const OF_THE_TEXT: [&str; 18] = [
        "agreement",
        "convention",
        "treaty",
        "protocol",
        "article",
        "articles",
        "paragraph",
        "provisions",
        "provision",
        "term",
        "terms",
        "means",
        "apply",
        "applies",
        "applicable",
        "expression",
        "annex",
        "scope",
    ];
    const LONGEST: usize = 60;
    part.len() <= LONGEST && !part.iter().any(|w| w.any(&OF_THE_TEXT))
}

/// "Lynxes live …" begins with no name.
fn lower_first(list: &mut [Word]) {
    let plain = list.get(1).is_some_and(|w| !w.capital());
    if let Some(first) = list.first_mut().filter(|w| plain && (w.lower.ends_with('s') || lexicon::is_known(&w.lower))) {
        first.text.clone_from(&first.lower);
    }
}

fn none(who: &str, what: &[Word], names: &Names) -> Vec<Declaration> {
    let found = nouns(&join(what), names).nouns;
    let real = found.into_iter().filter(|n| !n.head.is_empty());
    real.map(|what| Declaration::Has { who: who.to_owned(), what, has: false }).collect()
}

/// Parties named in some words.
fn named_in(list: &[Word], names: &Names) -> Vec<String> {
    let named = |at: usize| names.mention(&list[at..]).map(|m| m.agent);
    let mut out: Vec<String> =
        (0..list.len()).filter_map(|at| if let Some(Agent::Named(n)) = named(at) { Some(n) } else { None }).collect();
    out.dedup();
    out
}

/// Where the predicate of a statement begins: the first word, not the very first, that can only be its verb.
fn finite(list: &[Word]) -> Option<usize> {
    const BE: [&str; 6] = ["is", "are", "was", "were", "has", "have"];
    let copula = list.iter().position(|w| w.any(&BE)).filter(|&at| at > 0);
    let verb = |&at: &usize| {
        let word = &list[at];
        let after_noun = !is_determiner(&list[at - 1].lower) && !is_preposition(&list[at - 1].lower);
        let governs =
            list.get(at + 1).is_some_and(|w| is_preposition(&w.lower) || is_determiner(&w.lower) || w.any(&ONLY));
        let form = lexicon::lemma_verb(&word.lower).is_some()
            && !word.lower.ends_with("ing")
            && !lexicon::word(&word.lower).class.any(Class::V_PART);
        after_noun && governs && form && !word.capital() && !word.mark && !is_preposition(&word.lower)
    };
    let other = (1..list.len()).find(verb);
    copula.into_iter().chain(other).min()
}

/// "No river of B is navigable": B has no navigable river.
fn none_of(list: &[Word], names: &Names) -> Vec<Declaration> {
    let be = list.iter().position(|w| w.any(&["is", "are"]));
    let (Some(be), Some(first)) = (be, list.first()) else { return Vec::new() };
    let of = list[..be].iter().position(|w| w.is("of"));
    let (Some(of), [quality]) = (of, &list[be + 1..]) else { return Vec::new() };
    let who = named_in(&list[of..be], names);
    let ([who], true) = (who.as_slice(), first.is("no") && super::classes::is_adjective(&quality.lower)) else {
        return Vec::new();
    };
    let what: Vec<Word> = std::iter::once(quality.clone()).chain(list[1..of].iter().cloned()).collect();
    none(who, &what, names)
}

/// "There are no bears in the territory of B", "there is none in B": of what, and whose.
fn there_is_none(list: &[Word], before: Option<&[Word]>, names: &Names) -> Vec<Declaration> {
    let there = list
        .iter()
        .position(|w| w.is("there"))
        .filter(|&at| list.get(at + 1).is_some_and(|w| w.any(&["is", "are", "was", "were", "exists", "exist"])));
    let Some(at) = there.map(|at| at + 2) else { return Vec::new() };
    let Some(said) = list.get(at) else { return Vec::new() };
    let behind =
        (at..list.len()).find(|&i| names.mention(&list[i..]).is_some_and(|m| matches!(m.agent, Agent::Named(_))));
    let place = |i: &usize| list[i - 1].any(&["in", "on", "within", "among", "at"]);
    let end = behind.map_or(Some(list.len() + 1), |m| (at + 1..=m).rev().find(place));
    // "In B there are no …": the party stands before.
    let about = behind.map_or(&list[..at], |_| &list[at..]);
    let (Some(who), Some(end)) = (named_in(about, names).into_iter().next(), end.map(|i| i - 1)) else {
        return Vec::new();
    };
    match said {
        w if w.is("none") => before.map_or_else(Vec::new, |what| none(&who, what, names)),
        w if w.any(&["no", "not"]) && end > at + 1 => none(&who, &list[at + 1..end], names),
        _ => Vec::new(),
    }
}

/// "B has aeroplanes, but no airships", "steamers fly the flag of A, but no motor ship does": the party named before.
fn none_beside(list: &[Word], names: &Names) -> Vec<Declaration> {
    let at = (1..list.len()).find(|&i| list[i].is("no") && list[i - 1].any(&["but", "and", "yet", "though"]));
    let Some(at) = at else { return Vec::new() };
    let Some(who) = named_in(&list[..at], names).pop() else { return Vec::new() };
    let rest = &list[at + 1..];
    let end = finite(rest).unwrap_or(rest.len()).min(rest.iter().position(|w| w.mark).unwrap_or(rest.len()));
    if named_in(&rest[end..], names).is_empty() { none(&who, &rest[..end], names) } else { Vec::new() }
}

/// "Otters live in the rivers of A only", "are kept only in A": the others have none.
fn in_one_only(list: &[Word], names: &Names) -> Vec<Declaration> {
    let Some(verb) = finite(list) else { return Vec::new() };
    let (what, rest) = list.split_at(verb);
    let has = named_in(rest, names);
    let negated = list.iter().any(|w| w.any(&["no", "not", "none", "neither", "never"]));
    if negated || !rest.iter().any(|w| w.any(&ONLY)) || has.is_empty() || mentions_party(what, names) {
        return Vec::new();
    }
    let others = names.parties().filter(|p| limits(rest, names) && !has.iter().any(|h| h == p));
    others.flat_map(|who| none(who, what, names)).collect()
}

/// Whether "only" goes with a party that stands behind "in", "of" or "by": "in A only", "only in the rivers of A".
fn limits(list: &[Word], names: &Names) -> bool {
    let place = |w: &Word| w.any(&["in", "of", "by", "from", "within", "on", "to"]);
    (1..list.len()).any(|at| {
        let Some(mention) = names.mention(&list[at..]).filter(|_| place(&list[at - 1])) else { return false };
        let behind = list.get(at + mention.len).is_some_and(|w| w.any(&ONLY));
        let before = (at.saturating_sub(6)..at).any(|i| list[i].any(&ONLY) && list.get(i + 1).is_some_and(place));
        behind || before
    })
}

fn mentions_party(list: &[Word], names: &Names) -> bool {
    (0..list.len()).any(|at| names.mention(&list[at..]).is_some())
}

/// "Only A mines tin", "A alone has airships": the others have none.
fn one_only(list: &[Word], names: &Names) -> Vec<Declaration> {
    let of_parties = list.iter().position(|w| w.any(&["only", "alone"]));
    let Some(only) = of_parties else { return Vec::new() };
    let Some(start) =
        (0..list.len()).find(|&i| names.mention(&list[i..]).is_some_and(|m| matches!(m.agent, Agent::Named(_))))
    else {
        return Vec::new();
    };
    let end = start + names.mention(&list[start..]).map_or(0, |m| m.len);
    if only + 1 != start && only != end {
        return Vec::new();
    }
    let verb = if only == end { end + 1 } else { end };
    let is_verb = list
        .get(verb)
        .is_some_and(|w| lexicon::lemma_verb(&w.lower).is_some() && !w.any(&["is", "are", "belongs", "was"]));
    let rest = list.get(verb + 1..).unwrap_or_default();
    let stop = rest.iter().position(|w| w.mark || w.any(&["which", "while", "whereas", "but"])).unwrap_or(rest.len());
    let own = named_in(&list[..end], names);
    let others = names.parties().filter(|p| is_verb && !own.iter().any(|o| o == p));
    let mut out: Vec<Declaration> = others.flat_map(|who| none(who, &rest[..stop], names)).collect();
    for one in &mut out {
        if let Declaration::Has { what, .. } = one {
            what.restrictors.retain(|r| !matches!(r, Restrictor::Of(_)));
        }
    }
    out
}
