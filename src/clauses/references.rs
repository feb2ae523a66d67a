//! References to provisions and instruments as one word of a sentence; what they name is read in `citations`.
//!
//! `reference := article (",")? paragraph? | paragraph ("of" article)? | annex | "this" instrument`.
//! Sample: *the tolls fixed under Article 6, paragraph 2 (b), or under Annex I*.

use nom::Parser;
use nom::branch::alt;
use nom::combinator::{opt, recognize, verify};
use nom::multi::{many0_count, many1_count};
use nom::sequence::{delimited, pair, preceded, terminated};

use super::input::{Parsed, Toks, kind, one, word};
use super::tokens::{Kind, Tok};

const ARTICLES: &[&str] = &["article", "articles", "art"];
const PARAGRAPHS: &[&str] = &[
    "paragraph",
    "paragraphs",
    "subparagraph",
    "subparagraphs",
    "sub-paragraph",
    "sub-paragraphs",
    "para",
    "clause",
    "point",
    "points",
    "item",
    "items",
    "letter",
    "sentence",
];
const DIVISIONS: &[&str] = &[
    "annex",
    "annexes",
    "appendix",
    "appendices",
    "part",
    "parts",
    "chapter",
    "chapters",
    "section",
    "sections",
    "schedule",
    "title",
    "protocol",
    "table",
    "rule",
    "rules",
    "regulation",
];
/// Nouns that name the instrument itself after "this" or "the present".
pub const INSTRUMENTS: &[&str] = &[
    "treaty",
    "convention",
    "agreement",
    "protocol",
    "charter",
    "covenant",
    "pact",
    "statute",
    "act",
    "arrangement",
    "accord",
    "constitution",
    "compact",
    "instrument",
];
const PROVISIONS: &[&str] = &[
    "article",
    "paragraph",
    "subparagraph",
    "sub-paragraph",
    "annex",
    "chapter",
    "part",
    "section",
    "clause",
    "provision",
    "provisions",
    "articles",
    "paragraphs",
    "appendix",
    "sentence",
    "title",
];
const POINTERS: &[&str] = &[
    "this",
    "that",
    "these",
    "those",
    "present",
    "preceding",
    "foregoing",
    "following",
    "said",
    "same",
    "aforementioned",
    "aforesaid",
    "above-mentioned",
    "above",
];

fn roman(token: &Tok) -> bool {
    token.upper && token.norm.len() <= 6 && token.norm.chars().all(|c| "ivxlc".contains(c))
}

/// "5", "5.2", "IV", "A" — but no sum of a thousand.
fn numeral(input: Toks<'_>) -> Parsed<'_, &Tok> {
    one(|token| match token.kind {
        Kind::Number => token.norm.len() <= 7,
        Kind::Word => {
            roman(token)
                || token.upper && token.norm.len() == 1
                || token.upper && token.norm.len() == 2 && token.norm.ends_with(|c: char| c.is_ascii_digit())
                || token.upper && token.norm.contains('-') && token.norm.len() <= 4
        }
        _ => false,
    })(input)
}

/// "(a)", "(2)", "(iv)".
fn bracketed(input: Toks<'_>) -> Parsed<'_, &Tok> {
    delimited(
        kind(Kind::Open),
        one(|token| token.norm.len() <= 5 && matches!(token.kind, Kind::Word | Kind::Number)),
        kind(Kind::Close),
    )
    .parse(input)
}

/// "2 (a)", "5(2)(b)", "(a)", "3 bis".
fn number(input: Toks<'_>) -> Parsed<'_, ()> {
    alt((
        terminated(numeral, (opt(word(&["bis", "ter", "quater"])), many0_count(bracketed))).map(|_| ()),
        many1_count(bracketed).map(|_| ()),
    ))
    .parse(input)
}

fn joint(input: Toks<'_>) -> Parsed<'_, ()> {
    alt((
        pair(kind(Kind::Comma), word(&["and", "or"])).map(|_| ()),
        kind(Kind::Comma).map(|_| ()),
        word(&["and", "or", "to", "through", "and/or"]).map(|_| ()),
        kind(Kind::Dash).map(|_| ()),
    ))
    .parse(input)
}

fn numbers(input: Toks<'_>) -> Parsed<'_, ()> {
    (number, many0_count(preceded(joint, number))).map(|_| ()).parse(input)
}

fn article(input: Toks<'_>) -> Parsed<'_, ()> {
    (word(ARTICLES), opt(kind(Kind::Stop)), numbers, opt(preceded(opt(kind(Kind::Comma)), paragraph)))
        .map(|_| ())
        .parse(input)
}

fn paragraph(input: Toks<'_>) -> Parsed<'_, ()> {
    (
        opt(word(&["the"])),
        opt(word(&["first", "second", "third", "fourth", "fifth", "last"])),
        word(PARAGRAPHS),
        opt(numbers),
        many0_count(preceded(opt(joint), (word(PARAGRAPHS), numbers))),
    )
        .map(|_| ())
        .parse(input)
}

fn counted_paragraph(input: Toks<'_>) -> Parsed<'_, ()> {
    alt((
        (word(PARAGRAPHS), numbers, many0_count(preceded(opt(joint), (word(PARAGRAPHS), numbers)))).map(|_| ()),
        (opt(word(&["the"])), word(&["first", "second", "third", "fourth", "fifth"]), word(PARAGRAPHS)).map(|_| ()),
    ))
    .parse(input)
}

fn division(input: Toks<'_>) -> Parsed<'_, ()> {
    (one(|token| token.upper && token.among(DIVISIONS)), numbers).map(|_| ()).parse(input)
}

/// "this Treaty", "the preceding paragraph", "paragraph 1 above" has its own.
fn pointed(input: Toks<'_>) -> Parsed<'_, ()> {
    verify(
        recognize((
            opt(word(&["the"])),
            many1_count(word(POINTERS)),
            one(|token| token.upper && token.among(INSTRUMENTS) || token.among(PROVISIONS)),
        )),
        |all: &Toks<'_>| {
            let last = all.0.last().is_some_and(|token| token.upper || !token.says("title") && !token.says("part"));
            last && !(all.0[0].among(&["that", "following", "these", "those", "said", "same"])
                && !all.0.last().is_some_and(|token| token.upper || token.among(PROVISIONS)))
        },
    )
    .map(|_| ())
    .parse(input)
}

fn single(input: Toks<'_>) -> Parsed<'_, ()> {
    alt((article, counted_paragraph, division, pointed)).parse(input)
}

/// A reference with all that hangs on it by "of", or "and" and another reference.
pub fn reference(input: Toks<'_>) -> Parsed<'_, Toks<'_>> {
    recognize((
        single,
        opt(word(&["above", "below", "hereof", "thereof"])),
        many0_count(preceded(alt((word(&["of", "to", "in"]).map(|_| ()), kind(Kind::Comma).map(|_| ()))), single)),
        many0_count(preceded(joint, (single, many0_count(preceded(word(&["of"]), single))))),
        opt(word(&["above", "below", "hereof"])),
    ))
    .parse(input)
}
