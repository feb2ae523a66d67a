//! Numbers and dates that a draft gives for its parties: "The mines of A are from 40 to 300 metres deep, those of B …".

use std::collections::BTreeSet;

use super::calendar::{date, year};
use super::names::{Mention, Names};
use super::phrase::{is_function_word, is_preposition, lemma};
use super::quantity::{self, comparison, number_at, unit_of_measure};
use super::words::{Word, words};
use super::{Agent, Declaration, Restrictor};
use crate::calendar::day_number;

/// Numbers and dates that are true of a party, segment by segment.
pub fn figures(list: &[Word], names: &Names) -> Vec<Declaration> {
    let mut out = Vec::new();
    let mut who = Vec::new();
    let mut first: Option<BTreeSet<String>> = None;
    let mut superlative = None;
    let people = list.iter().any(|w| w.is("population"));
    for segment in segments(list, names) {
        let named = subjects(segment, names);
        if !named.is_empty() {
            who = named;
        }
        let own = content(segment);
        // "The mines of A …, those of B": what the second part is about stands in the first.
        let about = first.get_or_insert_with(|| own.clone());
        let refers = segment.iter().any(|w| w.any(&["that", "those"]));
        let topic: BTreeSet<String> = if refers { own.union(about).cloned().collect() } else { own };
        // "The deepest mine of A has 90 metres, and that of B 240": the deepest of B as well.
        let carried = superlative.filter(|_| refers && best(segment).is_none());
        superlative = best(segment).or(carried);
        for (unit, least, most) in dates(segment).into_iter().chain(numbers(segment, carried, people && refers)) {
            // What is measured is measured in the whole sentence; what is dated may be several things.
            let topic = if unit == "day" { topic.clone() } else { content(list) };
            let figure = |who: &String| Declaration::Figure {
                who: who.clone(),
                topic: topic.clone(),
                unit: unit.clone(),
                least,
                most,
            };
            out.extend(who.iter().map(figure));
        }
    }
    out
}

/// The lemmas of the words that say what is spoken of.
fn content(list: &[Word]) -> BTreeSet<String> {
    list.iter().filter(|w| !w.mark && !is_function_word(&w.lower)).map(|w| lemma(&w.lower)).collect()
}

/// The party that words name first, and those joined to it: "Harn and the State of Opal".
fn subjects(list: &[Word], names: &Names) -> Vec<String> {
    let mut out = Vec::new();
    let mut at = 0;
    while at < list.len() {
        match names.mention(&list[at..]) {
            Some(Mention { agent: Agent::Named(name), len, .. }) => {
                out.push(name);
                at += len;
            }
            _ if out.is_empty() || list[at].mark || list[at].is("and") => at += 1,
            _ => break,
        }
    }
    out
}

/// Cuts where a new party becomes the subject: "A has six, B has five"; or after it, where figures stand before the party
/// that they are true of: "from 5 to 90 hectares in A and from 5 to 20 hectares in B".
fn segments<'a>(list: &'a [Word], names: &Names) -> Vec<&'a [Word]> {
    let found = mentions(list, names);
    let mut cuts = trailing(list, &found).unwrap_or_else(|| leading(list, &found, names));
    cuts.extend([0, list.len()]);
    cuts.sort_unstable();
    cuts.dedup();
    cuts.windows(2).map(|w| &list[w[0]..w[1]]).collect()
}

/// Where parties are named, and where their names end.
fn mentions(list: &[Word], names: &Names) -> Vec<(usize, usize)> {
    let mut out = Vec::new();
    let mut at = 0;
    while at < list.len() {
        match names.mention(&list[at..]) {
            Some(Mention { agent: Agent::Named(_), len, .. }) => {
                out.push((at, at + len));
                at += len;
            }
            _ => at += 1,
        }
    }
    out
}

/// Cuts behind each party, if each is named behind its own figures.
fn trailing(list: &[Word], found: &[(usize, usize)]) -> Option<Vec<usize>> {
    let measured = |part: &[Word]| {
        (0..part.len())
            .any(|i| number_at(&part[i..]).is_some_and(|(_, used)| unit_of_measure(&part[i + used..]).0.is_some()))
    };
    let mut from = 0;
    for (start, end) in found {
        let linked = *start > 0 && list[start - 1].any(&["in", "of", "for", "by", "on", "within"]);
        if !linked || !measured(&list[from..*start]) {
            return None;
        }
        from = *end;
    }
    let rest = &list[from..];
    let done = !(0..rest.len()).any(|i| number_at(&rest[i..]).is_some());
    (found.len() > 1 && done).then(|| found.iter().map(|(_, end)| *end).collect())
}

/// Cuts where the words go over to another party: right before its name, or after the figures of the one before.
fn leading(list: &[Word], found: &[(usize, usize)], names: &Names) -> Vec<usize> {
    let boundary = |at: usize| list[at].mark || list[at].any(&["and", "while", "whereas", "but"]);
    let mut cuts = Vec::new();
    for at in (4..list.len()).filter(|&at| boundary(at - 1)) {
        let joined = (0..at - 1).any(|i| names.mention(&list[i..at]).is_some_and(|m| i + m.len == at - 1));
        if !joined && found.iter().any(|(start, _)| *start == at) {
            cuts.push(at);
        }
    }
    for pair in found.windows(2) {
        let between = pair[0].1..pair[1].0;
        let last = between.clone().rev().find(|&i| number_at(&list[i..]).is_some());
        let cut = last.and_then(|last| (last + 1..between.end).find(|&i| boundary(i)));
        cuts.extend(cut.map(|at| at + 1));
    }
    cuts
}

type Value = (String, Option<i64>, Option<i64>);

/// "Since 1952", "its first … on 1 June 2004", "none before 1 July 2011", "until 1990".
fn dates(segment: &[Word]) -> Vec<Value> {
    let mut out = Vec::new();
    let mut at = 0;
    while at < segment.len() {
        let found = date(&segment[at..])
            .map(|(d, n)| (d, d, n))
            .or_else(|| year(&segment[at]).map(|y| (day_number(y, 1, 1), day_number(y, 12, 31), 1)));
        let Some((first, last, used)) = found else {
            at += 1;
            continue;
        };
        let near: Vec<&str> = segment[..at].iter().rev().take(3).map(|w| w.lower.as_str()).collect();
        let any = |list: &[&str]| segment.iter().any(|w| w.any(list));
        let (least, most) = if near.contains(&"before") && any(&["no", "none", "not", "never"]) {
            (Some(first), None)
        } else if near.contains(&"since") || near.contains(&"from") || any(&["first", "earliest"]) {
            (Some(first), None)
        } else if near.contains(&"until") || any(&["last", "latest", "ceased"]) {
            (None, Some(last))
        } else if near.contains(&"before") {
            (None, Some(first - 1))
        } else if near.contains(&"after") {
            (Some(last + 1), None)
        } else {
            (Some(first), Some(last))
        };
        out.push(("day".to_owned(), least, most));
        at += used;
    }
    out
}

/// Which end of a scale a superlative speaks of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Best {
    Most,
    Least,
}

/// The superlative in some words.
fn best(list: &[Word]) -> Option<Best> {
    const MOST: [&str; 10] =
        ["largest", "greatest", "biggest", "heaviest", "longest", "highest", "maximum", "most", "oldest", "deepest"];
    const LEAST: [&str; 7] = ["smallest", "lightest", "lowest", "minimum", "shortest", "youngest", "least"];
    let has = |words: &[&str]| list.iter().any(|w| w.any(words));
    if has(&MOST) { Some(Best::Most) } else { has(&LEAST).then_some(Best::Least) }
}

/// The head of what is counted, if an adjective or two stand before it.
fn counted_noun(list: &[Word]) -> Option<String> {
    let end = list.iter().position(|w| w.mark || is_preposition(&w.lower) || is_function_word(&w.lower));
    let head = list[..end.unwrap_or(list.len())].last().filter(|_| (2..=3).contains(&end.unwrap_or(list.len())))?;
    Some(crate::lexicon::lemma_noun(&head.lower))
}

/// "The largest of which has a capacity of 1,200 megawatts", "none of more than 400 tons", "six power stations".
fn numbers(segment: &[Word], carried: Option<Best>, people: bool) -> Vec<Value> {
    let mut out = Vec::new();
    let mut at = 0;
    while at < segment.len() {
        if let Some((_, used)) = date(&segment[at..]) {
            at += used;
            continue;
        }
        let Some((_, used)) = number_at(&segment[at..]).filter(|_| year(&segment[at]).is_none()) else {
            at += 1;
            continue;
        };
        if let Some((value, used)) = span(segment, at) {
            out.push(value);
            at += used;
            continue;
        }
        let from = at.saturating_sub(4);
        let end = (at + used + 5).min(segment.len());
        let people =
            || comparison(&of_people(&segment[..end]).or_else(|| people.then(|| counted_people(&segment[from..end])))?);
        if let Some(Restrictor::Measured { unit, least, most }) = comparison(&segment[from..end]).or_else(people) {
            let first = segment.first().map(|w| w.lower.as_str());
            let before: Vec<&str> = segment[..at].iter().rev().take(9).map(|w| w.lower.as_str()).chain(first).collect();
            let any = |list: &[&str]| before.iter().any(|w| list.contains(w));
            let near = best(&segment[at.saturating_sub(9)..at]).or(carried);
            let value = if near == Some(Best::Most) {
                (unit, None, most.or(least))
            } else if near == Some(Best::Least) && least == most {
                (unit, least, None)
            } else if any(&["none", "no"]) && least.is_some() && most.is_none() {
                (unit, None, least.map(|l| l - 1))
            } else if any(&["none", "no"]) && most.is_some() && least.is_none() {
                (unit, most.map(|m| m + 1), None)
            } else {
                (unit, least, most)
            };
            // "Seven brass cannon" counts cannon.
            let noun = quantity::counted(&segment[at..]).and_then(counted_noun).filter(|noun| *noun != value.0);
            out.extend(noun.map(|noun| (noun, value.1, value.2)));
            out.push(value);
        }
        at += used;
    }
    out
}

/// "A population of more than five million": the number is one of inhabitants, and the words say so.
pub fn of_people(list: &[Word]) -> Option<Vec<Word>> {
    list.iter().any(|w| w.is("population")).then(|| counted_people(list))
}

fn counted_people(list: &[Word]) -> Vec<Word> {
    list.iter().cloned().chain(words("inhabitants")).collect()
}

/// "From 40 to 300 metres", "between 40 and 300 metres", "of 5 to 90 hectares": from its first number.
fn span(segment: &[Word], at: usize) -> Option<(Value, usize)> {
    let between = at > 0 && segment[at - 1].is("between");
    // "Between 40 and 300" is no sum.
    let and = segment[at..].iter().position(|w| w.is("and")).filter(|_| between);
    let (low, used) = number_at(&segment[at..and.map_or(segment.len(), |and| at + and)])?;
    let joint = at + used;
    let joined = segment.get(joint).is_some_and(|w| w.is("to") || between && w.is("and"));
    let (high, after) = number_at(segment.get(joint + 1..)?).filter(|(high, _)| joined && *high >= low)?;
    let end = (joint + 1 + after + 5).min(segment.len());
    match comparison(&segment[joint + 1..end])? {
        Restrictor::Measured { unit, .. } => Some(((unit, Some(low), Some(high)), joint + 1 + after - at)),
        _ => None,
    }
}
