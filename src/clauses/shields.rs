//! Shields: stretches of words that are one token from here on, so that no comma or "and" inside them misleads.
//!
//! `shield := reference | date | quantity | name | quotation | aside | expression`, longest first.
//! Sample: *not later than [15 March 2031], under [Article 6, paragraph 2 (b)], carry [at least 40] beacons*.

use std::collections::HashMap;

use nom::Parser;
use nom::branch::alt;
use nom::combinator::{map, opt, recognize};
use nom::multi::{many0_count, many1_count};
use nom::sequence::{pair, preceded};

use super::concessions::concession;
use super::input::{Parsed, Toks, kind, one, word};
use super::references;
use super::time::{date, period_words};
use super::tokens::{Kind, Role, Tok};
use crate::lexicon::{self, Class, NounType, Shape, Word};

/// Names of several words that this document uses: parties, roles, defined terms.
#[derive(Debug, Default)]
pub struct Names {
    by_first: HashMap<String, Vec<(Vec<String>, NounType)>>,
}

impl Names {
    /// Adds a name; case does not count.
    pub fn add(&mut self, name: &str, kind: NounType) {
        let words: Vec<String> = name.to_lowercase().split_whitespace().map(str::to_owned).collect();
        if let Some(first) = words.first() {
            let list = self.by_first.entry(first.clone()).or_default();
            if !list.iter().any(|(known, _)| *known == words) {
                list.push((words, kind));
                list.sort_by_key(|(words, _)| std::cmp::Reverse(words.len()));
            }
        }
    }

    fn longest(&self, tokens: &[Tok]) -> Option<(usize, NounType)> {
        let first = tokens.first().filter(|token| token.upper)?;
        self.by_first.get(first.norm.as_str())?.iter().find_map(|(words, kind)| {
            let here = tokens.get(..words.len())?;
            here.iter().zip(words).all(|(token, word)| token.norm == *word).then_some((words.len(), *kind))
        })
    }
}

/// Puts shields over the tokens of a sentence.
pub fn shield(mut tokens: Vec<Tok>, names: &Names) -> Vec<Tok> {
    let mut cuts = Vec::with_capacity(tokens.len());
    let mut at = 0;
    while at < tokens.len() {
        let (length, made) = longest(&tokens, at, names);
        cuts.push((length, made));
        at += length.max(1);
    }
    let mut rest = tokens.drain(..);
    let mut out = Vec::with_capacity(cuts.len());
    for (length, made) in cuts {
        let Some(first) = rest.next() else { break };
        out.push(if length == 0 { first } else { join(first, rest.by_ref().take(length - 1), made) });
    }
    drop(rest);
    settle(&mut out);
    out
}

fn join(mut first: Tok, others: impl Iterator<Item = Tok>, made: Kind) -> Tok {
    let mut single = true;
    for token in others {
        first.norm.push(' ');
        first.norm.push_str(&token.norm);
        first.span = first.span.join(token.span);
        single = false;
    }
    first.kind = made;
    if !single {
        first.word = Word::default();
    }
    first
}

/// The longest shield that begins at a token: its length, and what it is.
fn longest(tokens: &[Tok], at: usize, names: &Names) -> (usize, Kind) {
    let rest = &tokens[at..];
    let token = &rest[0];
    if token.kind == Kind::Block {
        return (0, Kind::Block);
    }
    let mut best = (0, Kind::Word);
    let mut offer = |length: usize, kind: Kind| {
        if length > best.0 && !rest[1..length.max(1)].iter().any(|token| token.gap) {
            best = (length, kind);
        }
    };
    if let Some((length, kind)) = marks(rest) {
        offer(length, kind);
    }
    if matches!(token.kind, Kind::Word | Kind::Number) {
        let (start, input) = (rest.len(), Toks(rest));
        if let Ok((left, _)) = references::reference(input) {
            offer(start - left.0.len(), Kind::Reference);
        }
        if let Ok((left, _)) = date(input) {
            offer(start - left.0.len(), Kind::Date);
        }
        if let Ok((left, kind)) = quantity(input) {
            offer(start - left.0.len(), kind);
        }
        if let Some((length, kind)) = names.longest(rest) {
            offer(length, Kind::Name(kind));
        }
        if let Some((length, kind)) = expression(tokens, at) {
            offer(length, kind);
        }
        if let Some(length) = concession(rest) {
            offer(length, Kind::Fixed(Role::Manner, Shape::Closed));
        }
    }
    best
}

/// Quotations and asides.
fn marks(rest: &[Tok]) -> Option<(usize, Kind)> {
    let token = &rest[0];
    if token.among(&["hereinafter", "hereafter"]) {
        return announcement(rest).map(|length| (length, Kind::Aside));
    }
    let close = match token.norm.as_str() {
        "\"" => "\"",
        "“" | "„" | "”" => "”",
        "«" => "»",
        "‘" => "’",
        "'" => "'",
        "(" | "[" => {
            let mut depth = 0_i32;
            for (index, token) in rest.iter().enumerate().take(120) {
                match token.kind {
                    Kind::Open => depth += 1,
                    Kind::Close => depth -= 1,
                    _ => {}
                }
                if depth == 0 {
                    return Some((index + 1, Kind::Aside));
                }
            }
            return None;
        }
        _ => return None,
    };
    let length =
        rest.iter().skip(1).take(18).position(|token| token.says(close) || close == "”" && token.says("“"))? + 2;
    Some((length, Kind::Quoted))
}

/// "Hereinafter referred to as the Zone", to the end of the term.
fn announcement(rest: &[Tok]) -> Option<usize> {
    let mut at = 1;
    while rest.get(at).is_some_and(|token| {
        token.among(&[
            "referred",
            "to",
            "collectively",
            "individually",
            "jointly",
            "as",
            "called",
            "styled",
            "known",
            "designated",
            "termed",
            "named",
            "the",
            "each",
            "a",
            "an",
        ])
    }) {
        at += 1;
    }
    if let Some((length, Kind::Quoted)) =
        rest.get(at).filter(|token| token.kind == Kind::Mark).and_then(|_| marks(&rest[at..]))
    {
        return Some(at + length);
    }
    let start = at;
    while rest.get(at).is_some_and(|token| token.upper && token.kind == Kind::Word) {
        at += 1;
    }
    (at > start).then_some(at)
}

/// The longest fixed expression of the lexicon.
fn expression(tokens: &[Tok], at: usize) -> Option<(usize, Kind)> {
    let rest = &tokens[at..];
    let found = lexicon::expressions(&rest[0].norm).iter().find(|expression| {
        rest.len() >= expression.words.len()
            && expression.words.iter().zip(rest).all(|(word, token)| token.kind == Kind::Word && token.norm == *word)
    })?;
    let length = found.words.len();
    let before = at.checked_sub(1).map(|index| &tokens[index]);
    let role = Role::named(found.slot);
    let next = rest.get(length);
    // "Shall be free of duty": a predicate as well.
    if rest[0].says("free") && before.is_some_and(|token| token.is(Class::BE)) {
        return None;
    }
    // "shall be subject to tax": a predicate, no rank; "as of right", "other than" and the like are left to their nouns.
    if (role == Role::SubjectTo || rest[0].says("subject"))
        && before.is_some_and(|token| {
            token.is(Class::BE)
                || token.is(Class::ADV) && !token.is_mark()
                || token.among(&["remain", "remains", "become", "becomes", "not", "made"])
        })
    {
        return None;
    }
    if rest[0].is(Class::V_BASE)
        && role == Role::Noun
        && before.is_some_and(|before| before.is(Class::MODAL.with(Class::ADV)) || before.says("to"))
    {
        return None;
    }
    if (found.words == ["if", "any"] || found.words == ["if", "not"])
        && next.is_some_and(|token| matches!(token.kind, Kind::Word | Kind::Number))
    {
        return None;
    }
    if found.words == ["in", "so", "far", "as"] || found.words == ["so", "far", "as"] {
        return Some((length, Kind::Fixed(role, Shape::Clause)));
    }
    if found.shape == Shape::Phrase
        && next.is_none_or(|token| token.kind == Kind::Comma || token.kind == Kind::Stop)
        && !matches!(role, Role::Noun)
    {
        return None;
    }
    Some((length, Kind::Fixed(role, found.shape)))
}

/// "at least 40", "not exceeding 10 kilograms", "thirty days", "40 cubic metres".
fn quantity(input: Toks<'_>) -> Parsed<'_, Kind> {
    let (rest, (compared, _)) = pair(opt(comparison), amount_number).parse(input)?;
    if let Ok((after, _)) = period_words(rest) {
        return Ok((after, Kind::Period));
    }
    if let Ok((after, _)) = units(rest) {
        return Ok((after, Kind::Amount));
    }
    if let Ok((after, _)) =
        word(&["half", "halves", "third", "thirds", "quarter", "quarters", "fifth", "fifths", "tenth", "tenths"])(rest)
    {
        return Ok((after, Kind::Count));
    }
    let covered = &input.0[..input.0.len() - rest.0.len()];
    let single = covered.len() == 1 && covered[0].kind == Kind::Word;
    if compared.is_none() && (single || covered.len() == 1) {
        return if single && covered[0].says("one") {
            Err(nom::Err::Error(nom::error::Error::new(input, nom::error::ErrorKind::Fail)))
        } else {
            Ok((rest, Kind::Number))
        };
    }
    Ok((rest, if compared.is_some() { Kind::Count } else { Kind::Number }))
}

fn comparison(input: Toks<'_>) -> Parsed<'_, ()> {
    let pairs = alt((
        preceded(word(&["at"]), word(&["least", "most"])),
        preceded(
            (
                opt(word(&["not", "no"])),
                word(&["more", "less", "fewer", "greater", "higher", "lower", "longer", "larger"]),
            ),
            word(&["than"]),
        ),
        preceded((word(&["not", "no"]), word(&["exceeding"])), opt(word(&["in"]))).map(|_| &input.0[0]),
        preceded(word(&["up"]), word(&["to"])),
        preceded((word(&["in"]), word(&["excess"])), word(&["of"])),
        preceded((opt(word(&["a"])), word(&["maximum", "minimum", "total"])), word(&["of"])),
        word(&["exceeding", "approximately", "about", "exactly"]),
    ));
    map(
        pair(pairs, opt(preceded(word(&["a"]), preceded(word(&["total", "maximum", "minimum"]), word(&["of"]))))),
        |_| (),
    )
    .parse(input)
}

/// A cardinal number: in figures, or a run of number words.
pub fn amount_number(input: Toks<'_>) -> Parsed<'_, ()> {
    let scale = word(&["hundred", "thousand", "million", "billion", "dozen"]);
    let figures = (
        one(|token| {
            token.kind == Kind::Number && token.norm.chars().all(|c| c.is_ascii_digit() || matches!(c, ',' | '.'))
        }),
        many0_count(alt((scale, group_of_three))),
    )
        .map(|_| ());
    let words = many1_count(one(cardinal)).map(|_| ());
    let linked = (words, many0_count(preceded(word(&["and"]), many1_count(one(small_cardinal))))).map(|_| ());
    (alt((figures, linked)), opt((kind(Kind::Open), kind(Kind::Number), kind(Kind::Close)))).map(|_| ()).parse(input)
}

fn group_of_three(input: Toks<'_>) -> Parsed<'_, &Tok> {
    one(|token| token.kind == Kind::Number && token.norm.len() == 3 && token.norm.bytes().all(|b| b.is_ascii_digit()))(
        input,
    )
}

fn cardinal(token: &Tok) -> bool {
    if !lexicon::begins_number(&token.norm) {
        return false;
    }
    token.kind == Kind::Word
        && (lexicon::number(&token.norm).is_some()
            || token.norm.split_once('-').is_some_and(|(_, part)| {
                matches!(part, "third" | "thirds" | "half" | "quarter" | "quarters" | "fifths")
            }))
        && lexicon::ordinal(&token.norm).is_none()
        && !token.among(&["once", "twice"])
}

fn small_cardinal(token: &Tok) -> bool {
    cardinal(token) && lexicon::number(&token.norm).is_some_and(|value| value < 100)
}

/// Units of measure: "cubic metres", "per cent", "nautical miles"; "a year", "per second" after them.
fn units(input: Toks<'_>) -> Parsed<'_, ()> {
    let measured = one(|token| {
        token.kind == Kind::Word
            && !token.upper
            && (matches!(token.noun(), Some(NounType::Quantity))
                && UNITS.contains(&lexicon::lemma_noun(&token.norm).as_str())
                || token.among(&["percent", "%"]))
    });
    let cent = preceded(word(&["per"]), word(&["cent", "centum"]));
    let sign = one(|token| token.among(&["%", "€", "$", "£", "°"]));
    let one_unit = alt((
        preceded(
            opt(word(&[
                "cubic", "square", "nautical", "metric", "gross", "net", "sea", "long", "short", "register", "standard",
            ])),
            preceded(opt(word(&["register"])), measured),
        ),
        cent,
        sign,
    ));
    let rate = alt((
        preceded(
            word(&["per", "a", "an", "each", "every"]),
            word(&[
                "second",
                "minute",
                "hour",
                "day",
                "week",
                "month",
                "year",
                "person",
                "ton",
                "tonne",
                "litre",
                "kilometre",
                "metre",
                "head",
                "annum",
                "hectare",
            ]),
        ),
        preceded(one(|token| token.says("in")), preceded(word(&["any", "each"]), word(&["year"]))),
    ));
    recognize((one_unit, opt(rate))).map(|_| ()).parse(input)
}

const UNITS: &[&str] = &[
    "metre",
    "kilometre",
    "mile",
    "hectare",
    "acre",
    "litre",
    "gallon",
    "barrel",
    "bushel",
    "tonne",
    "ton",
    "kilogram",
    "kilogramme",
    "gram",
    "gramme",
    "pound",
    "ounce",
    "euro",
    "dollar",
    "franc",
    "mark",
    "crown",
    "rouble",
    "degree",
    "watt",
    "kilowatt",
    "megawatt",
    "kilowatt-hour",
    "volt",
    "hertz",
    "knot",
    "fathom",
    "foot",
    "inch",
    "yard",
    "centimetre",
    "millimetre",
    "cubic-metre",
    "percent",
    "unit",
    "kiloton",
    "kilo",
];

/// Words whose class depends on their neighbours, once shields are in place.
fn settle(tokens: &mut [Tok]) {
    for at in 0..tokens.len() {
        if tokens[at].kind != Kind::Word {
            continue;
        }
        // A capital within a sentence: a name or a title, never a verb.
        let begins = at == 0
            || tokens[at].gap
            || matches!(tokens[at - 1].kind, Kind::Stop | Kind::Colon | Kind::Semicolon | Kind::Aside);
        if tokens[at].upper && !begins && tokens[at].word.class.any(Class::VERB) && !tokens[at].function() {
            tokens[at].word.class = Class::NOUN;
        }
        if tokens[at].says("may")
            && tokens[at].upper
            && (tokens.get(at + 1).is_some_and(|next| next.kind == Kind::Number)
                || !begins && tokens[at - 1].is(Class::PREP))
        {
            tokens[at].word.class = Class::NOUN;
        }
        if tokens[at].says("will")
            && at > 0
            && (tokens[at - 1].is(Class::DET) && !tokens[at - 1].is(Class::PRON) || tokens[at - 1].says("free"))
        {
            tokens[at].word.class = Class::NOUN;
        }
    }
}
