//! Time: dates, periods, recurrences.
//!
//! `date := day month year? | month year | "the" ordinal "day of" month; period := number unit`.
//! Sample: *from 1 April to 30 September of each year, and within ninety days of the thaw*.

use nom::Parser;
use nom::branch::alt;
use nom::combinator::opt;
use nom::sequence::{pair, preceded, terminated};

use super::input::{Parsed, Toks, kind, one, word};
use super::tokens::{Kind, Tok};
use crate::calendar;
use crate::lexicon::{self, NounType};

/// Parts of the day and of the year, which stand where a day of the week may.
const PARTS: &[&str] = &["morning", "evening", "spring", "summer", "autumn", "winter"];

/// Units of time that a number counts.
const UNITS: &[&str] = &[
    "second",
    "minute",
    "hour",
    "day",
    "night",
    "week",
    "fortnight",
    "month",
    "quarter",
    "year",
    "decade",
    "century",
    "season",
];

fn month(input: Toks<'_>) -> Parsed<'_, &Tok> {
    one(|token| token.upper && calendar::month(&token.norm).is_some())(input)
}

fn year(input: Toks<'_>) -> Parsed<'_, &Tok> {
    one(|token| token.kind == Kind::Number && token.norm.len() == 4 && token.norm.starts_with(['1', '2']))(input)
}

fn day(input: Toks<'_>) -> Parsed<'_, &Tok> {
    one(|token| {
        token.kind == Kind::Number
            && token.norm.len() <= 4
            && token.norm.starts_with(|c: char| c.is_ascii_digit() && c != '0')
    })(input)
}

fn ordinal_day(input: Toks<'_>) -> Parsed<'_, &Tok> {
    one(|token| token.kind == Kind::Word && lexicon::ordinal(&token.norm).is_some() || token.says("last"))(input)
}

/// "15 March 2031", "March 15, 2031", "the first day of March", "31 December of each year", "June 2030".
pub fn date(input: Toks<'_>) -> Parsed<'_, ()> {
    let each_year = || {
        preceded(
            word(&["of", "in"]),
            preceded(
                word(&["each", "every", "the", "that", "any"]),
                pair(opt(word(&["same", "following", "preceding", "next"])), word(&["year"])),
            ),
        )
    };
    let tail = || opt(alt((preceded(opt(kind(Kind::Comma)), year).map(|_| ()), each_year().map(|_| ()))));
    alt((
        (day, opt(preceded(word(&["of"]), opt(word(&["the"])))), month, tail()).map(|_| ()),
        (month, day, opt(preceded(opt(kind(Kind::Comma)), year))).map(|_| ()),
        (opt(word(&["the"])), ordinal_day, opt(word(&["day"])), word(&["of"]), month, tail()).map(|_| ()),
        (opt(word(&["the"])), ordinal_day, month, tail()).map(|_| ()),
        pair(month, year).map(|_| ()),
        clock,
    ))
    .parse(input)
}

/// "06.30", "22.00 hours", "six o'clock".
fn clock(input: Toks<'_>) -> Parsed<'_, ()> {
    let time = one(|token| {
        token.kind == Kind::Number
            && token.norm.len() >= 4
            && token.norm.len() <= 5
            && matches!(token.norm.as_bytes()[token.norm.len() - 3], b'.' | b':')
            && token.norm.len() == 5
            && token.norm.starts_with(|c: char| matches!(c, '0'..='2'))
    });
    terminated(time, opt(word(&["hours", "o'clock", "o’clock", "gmt", "utc", "h"]))).map(|_| ()).parse(input)
}

/// The units after a number: "days", "calendar years", "working days".
pub fn period_words(input: Toks<'_>) -> Parsed<'_, ()> {
    let unit = one(|token| token.kind == Kind::Word && UNITS.contains(&lexicon::lemma_noun(&token.norm).as_str()));
    let quality = word(&[
        "calendar",
        "working",
        "consecutive",
        "full",
        "clear",
        "further",
        "business",
        "successive",
        "complete",
        "additional",
        "more",
        "school",
        "running",
    ]);
    (opt(quality), opt(word(&["calendar", "working"])), unit).map(|_| ()).parse(input)
}

/// "every year", "each month", "every three years", "once a year", "once every five years": the number of tokens.
pub fn recurrence(tokens: &[Tok]) -> usize {
    let is_unit = |token: Option<&Tok>| {
        token.is_some_and(|token| {
            token.kind == Kind::Period
                || token.kind == Kind::Word
                    && (UNITS.contains(&lexicon::lemma_noun(&token.norm).as_str())
                        || calendar::is_weekday(&token.norm)
                        || PARTS.contains(&token.norm.as_str()))
        })
    };
    let every =
        |at: usize| tokens.get(at).is_some_and(|token| token.among(&["every", "each", "a", "an", "per", "any"]));
    let skip = |at: usize| {
        at + usize::from(tokens.get(at).is_some_and(|token| {
            token.among(&["second", "third", "fourth", "fifth", "calendar", "single", "successive", "such", "other"])
        }))
    };
    let Some(first) = tokens.first() else { return 0 };
    if first.among(&["every", "each"]) && is_unit(tokens.get(skip(1))) {
        return skip(1) + 1;
    }
    let mut at =
        usize::from(first.among(&["at"]) && tokens.get(1).is_some_and(|token| token.among(&["least", "most"]))) * 2;
    at += usize::from(at == 0 && first.among(&["not", "no"])) * 3;
    let Some(head) = tokens.get(at) else { return 0 };
    if head.among(&["once", "twice", "thrice"]) {
        at += 1;
    } else if matches!(head.kind, Kind::Number | Kind::Count)
        && tokens.get(at + 1).is_some_and(|token| token.says("times"))
    {
        at += 2;
    } else {
        return 0;
    }
    let preposition = usize::from(tokens.get(at).is_some_and(|token| token.among(&["in", "during", "within"])));
    if every(at + preposition) && is_unit(tokens.get(skip(at + preposition + 1))) {
        return skip(at + preposition + 1) + 1;
    }
    if preposition == 1 && is_unit(tokens.get(at + 1)) {
        return at + 2;
    }
    if at >= 1 { at } else { 0 }
}

/// True if a phrase of time can stand after a preposition: its head is a time, an event or a date.
pub fn temporal(kind: Option<NounType>) -> bool {
    matches!(kind, Some(NounType::TimeUnit | NounType::TimeEvent))
}
