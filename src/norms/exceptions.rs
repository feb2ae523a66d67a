//! Exceptions in words → [`Exception`]: "except …", "with the exception of …", "unless …", "other than …".

use std::collections::BTreeSet;

use super::bearers::{about_me, relative_at};
use super::calendar::season;
use super::conditions::{circumstance, condition};
use super::names::{Mention, Names};
use super::opinions::judge;
use super::phrase::{PARTY, is_determiner, is_preposition, nouns};
use super::words::{Word, join, starts_with, words};
use super::{Act, Agent, Circumstance, Controller, Exception, Formula, Key, Noun, Restrictor};
use crate::source::Span;

/// Reads one exception with its marker.
pub fn exception(text: &str, span: Span, names: &Names) -> Exception {
    let list = without_item_marks(&words(text));
    let plain = Exception { text: text.to_owned(), span, act: Act::default(), who: None, condition: Formula::True };
    let body = strip_marker(&list);
    if list.first().is_some_and(|w| w.is("unless")) || opens_condition(body) {
        return Exception { condition: positive_condition(&list, text, span, names), ..plain };
    }
    let mut out = plain;
    let (adjunct, body) = interrupting(&list, body);
    body_into(&mut out, body, names);
    match season(adjunct) {
        Some(days) => out.act.season = Some(days),
        None => out.act.manner.extend(nouns(&join(adjunct.get(1..).unwrap_or_default()), names).nouns),
    }
    if judge(body, names).is_some() && out.condition == Formula::True {
        out.condition = circumstance(body, &join(body), span, names);
    }
    out
}

/// "Except, during the month of August, a Party that …": the adjunct between the commas, and what is excepted.
fn interrupting<'w>(list: &[Word], body: &'w [Word]) -> (&'w [Word], &'w [Word]) {
    let cut_in = list.len().checked_sub(body.len() + 1).is_some_and(|before| list[before].mark);
    let end = body.iter().position(|w| w.mark).filter(|&end| cut_in && end > 0 && end + 1 < body.len());
    end.map_or((&body[..0], body), |end| (&body[..end], &body[end + 1..]))
}

/// True if the words are those that open an exception, and nothing else.
pub fn is_bare_marker(list: &[Word]) -> bool {
    !list.is_empty() && strip_marker(list).is_empty()
}

/// "Except (a) x; and (b) y": item marks are no words of the phrase.
fn without_item_marks(list: &[Word]) -> Vec<Word> {
    let is_mark = |i: usize| {
        let lone = list[i].lower.len() <= 3
            && list[i].lower.chars().all(|c| "abcdefghivx".contains(c))
            && !list[i].any(&["a", "i"]);
        let first = list[i].any(&["a", "i"]) && i > 0 && list[i - 1].mark;
        (lone && i > 0 && (list[i - 1].mark || list[i - 1].any(&["and", "or", "except", "on", "for", "in", "of"])))
            || first
    };
    let spoken = |i: usize| !is_mark(i) || list[i].any(&["had", "bad", "hid", "did", "head", "had"]);
    (0..list.len()).filter(|&i| spoken(i)).map(|i| list[i].clone()).collect()
}

fn strip_marker(list: &[Word]) -> &[Word] {
    const TABLE: [&[&str]; 16] = [
        &["with", "the", "exception", "of"],
        &["with", "the", "exception"],
        &["with", "the", "sole", "exception", "of"],
        &["with", "the", "exceptions", "of"],
        &["except", "for"],
        &["except"],
        &["excepting"],
        &["excluding"],
        &["save", "for"],
        &["save"],
        &["other", "than"],
        &["apart", "from"],
        &["but", "not"],
        &["unless"],
        &["not", "including"],
        &["saving"],
    ];
    let found = TABLE.iter().filter(|form| starts_with(list, form)).max_by_key(|f| f.len());
    let rest = &list[found.map_or(0, |f| f.len())..];
    let marks = rest.iter().take_while(|w| w.mark).count();
    &rest[marks..]
}

fn opens_condition(body: &[Word]) -> bool {
    let consent = body
        .iter()
        .take(8)
        .any(|w| w.any(&["consent", "permission", "approval", "agreement", "authorization", "authorisation", "leave"]));
    match body {
        [first, ..] if first.any(&["if", "when", "where", "whenever"]) => true,
        [first, second, ..] if first.is("in") && second.any(&["case", "cases"]) => true,
        [first, ..] if first.any(&["with", "by", "at", "upon", "under", "without"]) => {
            consent || body.iter().take(4).any(|w| w.is("request"))
        }
        [first, second, third, ..] if first.is("in") && second.is("the") => third.is("event"),
        // "Except to the extent necessary": when, and not what.
        [first, second, third, ..] if first.any(&["to", "in"]) => {
            second.is("the") && third.is("extent") || second.is("so") && third.is("far")
        }
        [first, ..] if first.is("insofar") => true,
        _ => false,
    }
}

fn positive_condition(list: &[Word], text: &str, span: Span, names: &Names) -> Formula {
    let body = strip_marker(list);
    let reading = condition(&join(body), span, names);
    match reading.formula {
        Formula::Holds(mut c) => {
            text.clone_into(&mut c.text);
            Formula::Holds(c)
        }
        other => other,
    }
}

fn body_into(out: &mut Exception, body: &[Word], names: &Names) {
    let body = without_such_act(body);
    if let Some(season) = season(body)
        && (body.first().is_some_and(|w| w.any(&["between", "from", "in", "during"]))
            || body.iter().take(2).any(|w| w.any(&["month", "months"])))
    {
        out.act.season = Some(season);
        return;
    }
    let Some(first) = body.first() else { return };
    let rest = &body[1..];
    match first.lower.as_str() {
        "in" | "within" | "on" | "at" | "from" | "along" | "inside" | "upon" | "into" | "over" | "near" | "above"
        | "across" | "around" | "beside" | "off" | "below" | "among" => place_or_thing(out, first, rest, names),
        "to" if names.mention(rest).is_none() && !rest.iter().take(2).any(|w| w.is("extent")) => {
            out.act.to = pronouns(nouns(&join(rest), names).nouns, rest);
        }
        "to" | "against" if names.mention(rest).is_some() => out.act.to = nouns(&join(rest), names).nouns,
        "for" | "by" | "with" | "under" | "through" | "during" | "to" => {
            out.act.manner = nouns(&join(rest), names).nouns
        }
        _ => thing_or_agent(out, body, names),
    }
}

/// "Except on merchant vessels of less than 400 tons", "except in its own territory": a place is what can be stood in.
fn place_or_thing(out: &mut Exception, preposition: &Word, rest: &[Word], names: &Names) {
    let found = nouns(&join(&with_of_measure(rest)), names).nouns;
    let thing = preposition.any(&["on", "from"]) && found.iter().all(|n| !n.proper && !is_place(n));
    if thing {
        out.act.thing = found;
    } else {
        out.act.place = found;
    }
}

/// True for a noun that names a place, by the lexicon's type or by its territory word.
pub fn is_place(noun: &Noun) -> bool {
    const ASHORE: [&str; 7] = ["bank", "shore", "beach", "coast", "island", "bed", "mouth"];
    let named = |r: &Restrictor| matches!(r, Restrictor::Phrase(_, key) if key.head.starts_with(char::is_uppercase));
    noun.proper
        || crate::lexicon::noun_type(&noun.head) == Some(crate::lexicon::NounType::Place)
        || ASHORE.contains(&noun.head.as_str()) && noun.restrictors.iter().any(named)
}

/// "Such deployment within …", "the quarrying of marble in …": the act itself, named again, narrows nothing.
fn without_such_act(body: &[Word]) -> &[Word] {
    let such = body.first().is_some_and(|w| w.any(&["such", "that", "any", "the"]));
    match body {
        [_, noun, third, ..] if such && third.any(&["in", "within", "on", "at", "for", "to", "by"]) => {
            let verbal = crate::lexicon::nominal_to_verb(&crate::lexicon::lemma_noun(&noun.lower)).is_some();
            if verbal || body[0].is("such") { &body[2..] } else { body }
        }
        _ => body,
    }
}

fn thing_or_agent(out: &mut Exception, body: &[Word], names: &Names) {
    if let Some(mention) = party_at(body, names).filter(|m| !body[m.len - 1].possessive) {
        let rest = &body[mention.len..];
        if rest.is_empty() || relative_at(rest).is_some() || mention.agent != Agent::Other && opens_quality(rest) {
            out.who = nouns(&join(&body[..mention.len]), names).nouns.into_iter().next();
            out.condition = quality(&mention, body, out.span, names);
            return;
        }
    }
    let body = match of_party_which(out, body, names) {
        Some(kept) => kept,
        None => body,
    };
    let own = own_by_relative(body);
    let body = own.as_deref().unwrap_or(body);
    let body = if body.first().is_some_and(|w| w.any(&["those", "such"])) && body.get(1).is_some_and(|w| w.is("of")) {
        &body[2..]
    } else {
        body
    };
    let mut found = pronouns(nouns(&join(&with_of_measure(body)), names).nouns, body);
    if out.condition != Formula::True {
        found.iter_mut().for_each(any_party_is_bearer);
    }
    if found.iter().all(|n| n.head == PARTY) && !found.is_empty() {
        out.who = found.into_iter().next();
    } else {
        out.act.thing = found;
    }
}

/// "Those which …": a pronoun at the front is no head; it stands for what the rule speaks of.
fn pronouns(mut found: Vec<Noun>, body: &[Word]) -> Vec<Noun> {
    if !body.first().is_some_and(|w| w.any(&["those", "that", "ones", "such"])) {
        return found;
    }
    for noun in &mut found {
        let own_word = body.get(1).is_some_and(|w| {
            !is_determiner(&w.lower) && !is_preposition(&w.lower) && crate::lexicon::lemma_noun(&w.lower) == noun.head
        });
        if !own_word {
            noun.head.clear();
        }
    }
    found
}

/// "The guns which they possess at the date of signature" are their guns.
fn own_by_relative(body: &[Word]) -> Option<Vec<Word>> {
    let at = body.iter().take(8).position(|w| w.any(&["which", "that"]))?;
    let (pronoun, verb) = (body.get(at + 1)?, body.get(at + 2)?);
    let owns = verb.any(&["possess", "possesses", "own", "owns", "have", "has", "hold", "holds"]);
    let dated = body.get(at + 3).is_none_or(|w| w.any(&["at", "on"]));
    let from = body.iter().take_while(|w| is_determiner(&w.lower)).count();
    if !(owns && dated && pronoun.any(&["they", "it"]) && from < at) || body[0].any(&["those", "such"]) {
        return None;
    }
    let mut out = words("their");
    out.extend_from_slice(&body[from..at]);
    Some(out)
}

/// A party at the front of the words; "a State" is one too.
fn party_at(body: &[Word], names: &Names) -> Option<Mention> {
    let of_others = |w: &Word| w.any(&["third", "other", "neighbouring", "foreign", "enemy", "neutral"]);
    let is_state = |at: usize| body.get(at).is_some_and(|w| w.any(&["state", "states"]));
    names.mention(body).or_else(|| {
        let skip = body.iter().take_while(|w| w.any(&["a", "any", "the", "those", "such"])).count();
        let described = body.get(skip).is_some_and(|w| !w.capital() && !of_others(w)) && is_state(skip + 1);
        let role = described.then(|| body[skip].lower.clone());
        let len = skip + 1 + usize::from(described);
        (described || is_state(skip)).then_some(Mention { agent: Agent::AnyParty, len, role })
    })
}

/// "Towers more than 60 metres high": as "of more than 60 metres".
fn with_of_measure(body: &[Word]) -> Vec<Word> {
    const DIMENSIONS: [&str; 8] = ["high", "long", "wide", "deep", "broad", "thick", "tall", "old"];
    let mut out: Vec<Word> = Vec::new();
    let mut measured = false;
    for (at, word) in body.iter().enumerate() {
        let opens = at > 0
            && word.any(&["more", "less", "fewer"])
            && body.get(at + 1).is_some_and(|w| w.is("than"))
            && !is_preposition(&body[at - 1].lower)
            && !body[at - 1].any(&["not", "no"]);
        // "Those weighing more than 80 tonnes": the verb says how they are measured.
        if opens && at == 2 && body[0].is("those") && body[1].lower.ends_with("ing") {
            out.pop();
        }
        if opens {
            out.extend(words("of"));
        }
        measured |= opens;
        if !(measured && word.any(&DIMENSIONS)) {
            out.push(word.clone());
        }
    }
    out
}

/// "Without a sea coast", "bordering the Baltic Sea", "not being members of …": what tells some parties from others.
fn opens_quality(rest: &[Word]) -> bool {
    rest.first().is_some_and(|w| {
        w.any(&["without", "with", "having", "not", "being", "member", "members", "party"]) || w.lower.ends_with("ing")
    })
}

/// When a bearer is one of those that an exception describes.
fn quality(mention: &Mention, body: &[Word], span: Span, names: &Names) -> Formula {
    let rest = &body[mention.len..];
    let text = join(body);
    let role = mention.role.as_ref().map(|role| {
        Formula::Holds(Circumstance {
            name: format!("role {role} {{0}}"),
            about: vec![Agent::Me],
            text: text.clone(),
            controller: Controller::Unknown,
            judge: None,
            span,
        })
    });
    let rest = (!rest.is_empty()).then(|| about_me(circumstance(rest, &text, span, names)));
    match (role, rest) {
        (Some(a), Some(b)) => Formula::All(vec![a, b]),
        (Some(one), None) | (None, Some(one)) => one,
        (None, None) => Formula::True,
    }
}

/// "Aircraft of a Party which has joined the Union": what is excepted is the bearer's, if the bearer is such.
fn of_party_which<'w>(out: &mut Exception, body: &'w [Word], names: &Names) -> Option<&'w [Word]> {
    let (at, mention) = (1..body.len()).filter(|&i| body[i - 1].any(&["of", "by", "from"])).find_map(|i| {
        let mention = party_at(&body[i..], names)?;
        let any = matches!(mention.agent, Agent::AnyParty);
        let rest = &body[i + mention.len..];
        (any && relative_at(rest) == Some(0)).then_some((i, mention))
    })?;
    out.condition = quality(&mention, &body[at..], out.span, names);
    Some(&body[..at + mention.len])
}

/// In what is excepted for "a Party which …", that party is the bearer.
fn any_party_is_bearer(noun: &mut Noun) {
    fn own(list: &BTreeSet<Restrictor>) -> BTreeSet<Restrictor> {
        let one = |r: &Restrictor| match r {
            Restrictor::Of(Agent::AnyParty) => Restrictor::Of(Agent::Me),
            Restrictor::Phrase(preposition, key) => {
                let key = Key { head: key.head.clone(), restrictors: own(&key.restrictors) };
                Restrictor::Phrase(preposition.clone(), Box::new(key))
            }
            other => other.clone(),
        };
        list.iter().map(one).collect()
    }
    noun.restrictors = own(&noun.restrictors);
}
