//! References to provisions and instruments, and the labels that they resolve to.
//!
//! `reference := article (",")? paragraph? | paragraph ("of" article)? | annex | "this" instrument`.
//! Sample: *the tolls fixed under Article 6, paragraph 2 (b), or under Annex I*.

use std::collections::HashSet;

use nom::Parser;
use nom::branch::alt;
use nom::combinator::{opt, recognize, verify};
use nom::multi::{many0_count, many1_count};
use nom::sequence::{delimited, pair, preceded, terminated};

use super::Reference;
use super::input::{Parsed, Toks, kind, one, word};
use super::tokens::{Kind, Tok, mend};

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
const INSTRUMENTS: &[&str] = &[
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

/// The labels of a document, to look references up.
pub struct Labels(HashSet<String>);

impl Labels {
    /// All labels of the units of a document.
    pub fn of(units: &[crate::document::Unit]) -> Self {
        let mut all = HashSet::new();
        collect(units, &mut all);
        Self(all)
    }

    fn known(&self, label: String) -> Option<String> {
        self.0.contains(&label).then_some(label)
    }
}

fn collect(units: &[crate::document::Unit], all: &mut HashSet<String>) {
    for unit in units {
        all.insert(unit.label.clone());
        collect(&unit.children, all);
    }
}

/// One provision named in a reference: the pieces of its label, outermost first.
#[derive(Clone, Debug, Default)]
struct Target {
    head: String,
    tail: String,
    start: usize,
    end: usize,
}

/// The provisions that a reference names, each with the label it resolves to.
pub fn resolve(text: &str, tokens: &[Tok], here: &str, labels: &Labels) -> Vec<Reference> {
    let mut out = Vec::new();
    for target in targets(tokens, here) {
        let span = tokens[target.start].span.join(tokens[target.end - 1].span);
        let label = format!("{}{}", target.head, target.tail);
        let resolved = if label.is_empty() {
            None
        } else {
            labels.known(label.clone()).or_else(|| labels.known(label.replace(['(', ')'], ".")))
        };
        out.push(Reference { text: mend(text.get(span.range()).unwrap_or_default()), span, target: resolved });
    }
    out
}

/// The article of a label: "Article 5(2)(a)" → "Article 5".
fn article_of(label: &str) -> &str {
    label.split_once('(').map_or(label, |(head, _)| head)
}

fn targets(tokens: &[Tok], here: &str) -> Vec<Target> {
    let mut out: Vec<Target> = Vec::new();
    let mut word_of_list = String::new();
    let mut at = 0;
    while at < tokens.len() {
        let token = &tokens[at];
        let start = at;
        let name = token.norm.trim_end_matches('s');
        if ARTICLES.contains(&token.norm.as_str())
            || token.upper
                && DIVISIONS.contains(&token.norm.as_str())
                && tokens.get(at + 1).is_some_and(|next| matches!(next.kind, Kind::Number) || roman(next) || next.upper)
        {
            word_of_list = match name {
                "art" => "Article".to_owned(),
                "annexe" | "annex" => "Annex".to_owned(),
                _ => name[..1].to_uppercase() + &name[1..],
            };
            at += 1;
        } else if PARAGRAPHS.contains(&token.norm.as_str()) {
            word_of_list = "paragraph".to_owned();
            at += 1;
        }
        let (label, next) = label_at(tokens, at);
        if next > at {
            add(&mut out, &word_of_list, label, (start, next), here);
            at = next;
        } else if INSTRUMENTS.contains(&token.norm.as_str()) || PROVISIONS.contains(&token.norm.as_str()) {
            pointed_target(&mut out, tokens, at.min(tokens.len() - 1), here);
            at = at.max(start + 1);
        } else {
            at = at.max(start + 1);
        }
    }
    out
}

/// "5(2)(a)" as printed in labels: number first, the rest in brackets.
fn label_at(tokens: &[Tok], mut at: usize) -> (Vec<String>, usize) {
    let mut parts = Vec::new();
    if let Some(token) = tokens.get(at) {
        let printed = if token.upper { token.norm.to_uppercase() } else { token.norm.clone() };
        if token.kind == Kind::Number
            || token.kind == Kind::Word && (roman(token) || token.upper && token.norm.len() <= 2)
        {
            parts.push(printed);
            at += 1;
            if tokens.get(at).is_some_and(|next| next.among(&["bis", "ter", "quater"])) {
                if let Some(last) = parts.last_mut() {
                    *last = format!("{last} {}", tokens[at].norm);
                }
                at += 1;
            }
        }
    }
    while at + 2 < tokens.len() && tokens[at].kind == Kind::Open && tokens[at + 2].kind == Kind::Close {
        let token = &tokens[at + 1];
        parts.push(if token.upper { token.norm.to_uppercase() } else { token.norm.clone() });
        at += 3;
    }
    (parts, at)
}

fn add(out: &mut Vec<Target>, list: &str, label: Vec<String>, place: (usize, usize), here: &str) {
    let bracket = |parts: &[String]| parts.iter().map(|part| format!("({part})")).collect::<String>();
    if list == "paragraph" || list.is_empty() {
        let tail = bracket(&label);
        // "Article 5, paragraph 2" goes on with the article; "paragraph 2" alone stands in this one.
        match out.last_mut() {
            Some(last) if last.end + 2 >= place.0 && last.tail.is_empty() && last.head != article_of(here) => {
                last.tail = tail;
                last.end = place.1;
            }
            _ => out.push(Target { head: article_of(here).to_owned(), tail, start: place.0, end: place.1 }),
        }
        return;
    }
    // "paragraph 2 of Article 5": the paragraphs before it move to the article.
    let head = format!("{list} {}", label[0]);
    let tail = bracket(&label[1..]);
    let here_article = article_of(here);
    let mut moved = false;
    if tail.is_empty() {
        for earlier in
            out.iter_mut().rev().take_while(|earlier| earlier.head == here_article && !earlier.tail.is_empty())
        {
            head.clone_into(&mut earlier.head);
            moved = true;
        }
    }
    if moved {
        if let Some(last) = out.last_mut() {
            last.end = place.1;
        }
    } else {
        out.push(Target { head, tail, start: place.0, end: place.1 });
    }
}

/// "this Article", "the preceding paragraph".
fn pointed_target(out: &mut Vec<Target>, tokens: &[Tok], at: usize, here: &str) {
    let before: Vec<&str> = tokens[..at].iter().rev().take(3).map(|token| token.norm.as_str()).collect();
    let this = before.first().is_some_and(|word| matches!(*word, "this" | "present"));
    let token = &tokens[at];
    let mut start = at;
    while start > 0 && (tokens[start - 1].among(POINTERS) || tokens[start - 1].says("the")) {
        start -= 1;
    }
    if start == at {
        return;
    }
    if token.says("article") && this {
        let here_article = article_of(here).to_owned();
        if out.last().is_some_and(|last| last.head == here_article && last.end + 1 >= start) {
            if let Some(last) = out.last_mut() {
                last.end = at + 1;
            }
            return;
        }
        out.push(Target { head: here_article, tail: String::new(), start, end: at + 1 });
    } else if token.says("paragraph") && this {
        let tail = here[article_of(here).len()..].split_inclusive(')').next().unwrap_or_default().to_owned();
        out.push(Target { head: article_of(here).to_owned(), tail, start, end: at + 1 });
    } else if token.says("paragraph") && before.first().is_some_and(|word| matches!(*word, "preceding" | "foregoing")) {
        let number =
            here[article_of(here).len()..].split(['(', ')']).nth(1).and_then(|number| number.parse::<u32>().ok());
        let tail = number.filter(|n| *n > 1).map(|n| format!("({})", n - 1)).unwrap_or_default();
        let head = if tail.is_empty() { String::new() } else { article_of(here).to_owned() };
        out.push(Target { head, tail, start, end: at + 1 });
    } else if !INSTRUMENTS.contains(&token.norm.as_str()) || !this {
        out.push(Target { head: String::new(), tail: String::new(), start, end: at + 1 });
    }
}
