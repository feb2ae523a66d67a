//! Numerals: the numbers by which a citation names units, one by one, in lists and in ranges.
//!
//! `numerals := numeral (joint numeral)* "inclusive"?`, `numeral := (figure | roman | letter) ("(" sign ")")*`.
//! Sample: *paragraphs 1 (a), (b) and (c), 3 to 7 inclusive, and 9 bis*.

use super::citations::{Level, Which};
use super::tokens::{Kind, Tok};
use crate::lexicon::Class;
use crate::source::Span;

pub type Named = Vec<(Which, Span)>;

/// "3", "3 (a)", "3 to 7 inclusive", "3, 5 and 9", "1 (a), (b) and (c)".
pub fn numerals(tokens: &[Tok], start: usize, (level, plural): (Level, bool)) -> Option<(Named, usize)> {
    let (first, mut at) = numeral(tokens, start, level)?;
    // "the relevant part(s)"
    let glued = start > 0 && tokens[start].span.start == tokens[start - 1].span.end;
    if glued && tokens[start].kind == Kind::Open && first == ["s"] {
        return None;
    }
    let mut out = vec![(Which::Number(first), tokens[start].span.join(tokens[at - 1].span))];
    let mut closed = false;
    while let Some(token) = tokens.get(at) {
        let comma = token.kind == Kind::Comma;
        let joined = tokens.get(at + usize::from(comma)).is_some_and(|t| t.among(&["and", "or", "and/or"]));
        let range = token.among(&["to", "through", "until"]) || token.kind == Kind::Dash;
        let from = at + usize::from(comma) + usize::from(joined) + usize::from(range);
        let Some((mut parts, end)) = Some(from).filter(|&from| from > at).and_then(|from| numeral(tokens, from, level))
        else {
            break;
        };
        let inner = tokens[from].kind == Kind::Open || tokens[end - 1].kind == Kind::Close && parts.len() == 1;
        let listed = match comma && !joined {
            true if closed => Listed::AfterAnd,
            true => Listed::Comma,
            false => Listed::Joined,
        };
        if !goes_on(tokens, (from, end), (inner, plural), listed) {
            break;
        }
        if let Some((Which::Number(before), _)) = out.last().filter(|_| inner) {
            parts = beside(before, parts);
        }
        let span = tokens[from].span.join(tokens[end - 1].span);
        if range {
            between(&mut out, &parts, span);
        }
        out.push((Which::Number(parts), span));
        closed |= joined && !inner;
        at = end;
    }
    Some((out, after_list(tokens, at)))
}

/// Where a list ends: behind "inclusive", "et seq.", "and those following".
fn after_list(tokens: &[Tok], at: usize) -> usize {
    let says = |ahead: usize, word: &str| tokens.get(at + ahead).is_some_and(|t| t.says(word));
    let length = if says(0, "inclusive") {
        1
    } else if says(0, "(") && says(1, "inclusive") && says(2, ")")
        || says(0, "and") && says(1, "those") && says(2, "following")
    {
        3
    } else if says(0, "et") && (says(1, "seq") || says(1, "sequentes")) {
        2 + usize::from(says(2, "."))
    } else {
        0
    };
    at + length
}

/// "(b)" after "1 (a)" is "1 (b)"; "(3)" after "2 (a)" is "(3)".
fn beside(before: &[String], parts: Vec<String>) -> Vec<String> {
    let figures = |part: &String| part.bytes().all(|b| b.is_ascii_digit());
    let Some(first) = parts.first() else { return parts };
    let alike = before.iter().skip(1).rposition(|part| figures(part) == figures(first)).map(|place| place + 1);
    let Some(place) = alike else { return parts };
    before[..place].iter().cloned().chain(parts).collect()
}

/// Whether a further number belongs to the list: "Articles 3, 5 and 9", but not "under Article 3, 30 days after".
fn goes_on(tokens: &[Tok], (from, end): (usize, usize), (bracketed, plural): (bool, bool), comma: Listed) -> bool {
    let next = tokens.get(end);
    let figure = tokens[from].kind == Kind::Number;
    // "1 and 2 108 The reference": a footnote in the text.
    if figure && next.is_some_and(|next| next.kind == Kind::Number || next.upper && next.is(Class::DET)) {
        return false;
    }
    let counts = next.is_some_and(|next| {
        next.kind == Kind::Word
            && !next.upper
            && !next.function()
            && !next.among(&["above", "below", "inclusive", "thereof", "hereof", "respectively"])
    });
    let after_comma = from > 1 && tokens[from - 2].kind == Kind::Comma;
    match (bracketed, plural, comma) {
        (true, ..) => true,
        (_, true, Listed::AfterAnd) => false,
        (_, true, _) => true,
        (_, false, Listed::Joined) => !counts && !after_comma,
        (_, false, _) => false,
    }
}

/// How a number is joined to the list before it.
#[derive(Clone, Copy)]
enum Listed {
    /// By "and", "to" or a dash.
    Joined,
    /// By a comma.
    Comma,
    /// By a comma, when an "and" has closed the list.
    AfterAnd,
}

/// The units between the last one and `end`: "3 to 7" names 4, 5 and 6 too.
fn between(out: &mut Named, end: &[String], span: Span) {
    /// More than this is no range of provisions.
    const MOST: u32 = 400;
    let Some((Which::Number(first), first_span)) = out.last().cloned() else { return };
    let (Some(low), Some(high)) = (first.last(), end.last()) else { return };
    let whole = first_span.join(span);
    let same_kind = first.len() == end.len() || end.len() == 1;
    let names: Vec<String> = match (low.parse::<u32>(), high.parse::<u32>()) {
        (Ok(low), Ok(high)) if high > low && high - low < MOST => (low + 1..high).map(|n| n.to_string()).collect(),
        _ => letters_between(low, high),
    };
    if !same_kind {
        return;
    }
    for name in names {
        let mut parts = first.clone();
        parts.pop();
        parts.push(name);
        out.push((Which::Number(parts), whole));
    }
}

/// Letters between two single letters; roman numerals are left alone, since "i" may be either.
fn letters_between(low: &str, high: &str) -> Vec<String> {
    match (low.as_bytes(), high.as_bytes()) {
        ([low], [high])
            if low.is_ascii_lowercase() && high.is_ascii_lowercase() && !matches!(low, b'i' | b'v' | b'x') =>
        {
            (low + 1..*high).map(|letter| char::from(letter).to_string()).collect()
        }
        _ => Vec::new(),
    }
}

/// The numbers of one unit, from without inwards: "5 (2) (a)".
fn numeral(tokens: &[Tok], start: usize, level: Level) -> Option<(Vec<String>, usize)> {
    let mut parts = Vec::new();
    let mut at = start;
    if let Some(base) = tokens.get(at).and_then(|token| base(tokens, at, token, level)) {
        let figures = base.trim_end_matches(|c: char| c.is_ascii_alphabetic()).len();
        at += 1;
        if tokens.get(at).is_some_and(|t| t.kind == Kind::Close) && tokens[start].kind != Kind::Open {
            // "1f)" is item f of paragraph 1; "a)" has its bracket.
            let halves = [&base[..figures], &base[figures..]];
            parts.extend(halves.into_iter().filter(|half| !half.is_empty()).map(str::to_owned));
            at += usize::from(figures < base.len());
        } else {
            parts.extend(base.split(':').map(str::to_owned));
        }
        // "Article III:2"
        if tokens
            .get(at)
            .is_some_and(|t| t.kind == Kind::Colon || t.kind == Kind::Stop && t.span.start == tokens[at - 1].span.end)
            && tokens.get(at + 1).is_some_and(|t| {
                t.kind == Kind::Number
                    && (t.span.start <= tokens[at].span.end || tokens.get(at + 2).is_some_and(|t| t.says("of")))
            })
        {
            parts.push(tokens[at + 1].norm.clone());
            at += 2;
        }
        if let Some(suffix) = tokens.get(at).filter(|t| t.among(&["bis", "ter", "quater", "quinquies"])) {
            if let Some(last) = parts.last_mut() {
                *last = format!("{last} {}", suffix.norm);
            }
            at += 1;
        }
    }
    // "the Schedule (a)" is no Schedule A.
    while let Some((part, next)) = bracket(tokens, at, start).filter(|_| level > Level::Division || !parts.is_empty()) {
        parts.push(part);
        at = next;
    }
    (!parts.is_empty()).then_some((parts, at))
}

/// "5", "5.2", "IV", "A", "b" — but no sum of a thousand and no word.
fn base(tokens: &[Tok], at: usize, token: &Tok, level: Level) -> Option<String> {
    let printed = if token.upper { token.norm.to_uppercase() } else { token.norm.clone() };
    let roman = |text: &str| !text.is_empty() && text.len() <= 8 && text.chars().all(|c| "ivxlc".contains(c));
    let next = tokens.get(at + 1);
    let sticks = next.is_some_and(|next| next.span.start == token.span.end && next.kind == Kind::Mark);
    // A scanner's small l for an I.
    let printed = if token.upper && roman(&token.norm) && token.norm.contains("il") {
        printed.replace('L', "I")
    } else {
        printed
    };
    let word = match token.kind {
        Kind::Number => {
            token.norm.len() <= 7
                && !token.norm.contains([',', '/'])
                && token.norm.parse::<u32>().map_or(true, |n| n < 1000)
                && !sticks
        }
        Kind::Word if token.upper => {
            let (head, tail) = token.norm.split_once('-').unwrap_or((&token.norm, ""));
            let letter = token.norm.len() == 1 && token.norm.chars().all(|c| c.is_ascii_lowercase());
            let numbered = token.norm.len() == 2 && token.norm.ends_with(|c: char| c.is_ascii_digit());
            letter && !(token.says("a") && next.is_some_and(|n| n.kind == Kind::Word && !n.function()))
                || roman(&token.norm)
                || numbered
                || roman(head) && tail.len() == 1
                || level <= Level::Division && NUMBERS.contains(&token.norm.as_str())
        }
        // "subparagraph b", "letter c)": never "paragraph a Party".
        Kind::Word if level >= Level::Paragraph => {
            let short = token.norm.len() == 1 || roman(&token.norm) && token.norm.len() <= 4;
            let closed = next.is_some_and(|n| n.kind == Kind::Close);
            short && token.norm.is_ascii() && (level == Level::Item && !token.says("a") && !token.says("i") || closed)
        }
        _ => false,
    };
    word.then_some(printed)
}

const NUMBERS: &[&str] = &[
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
    "twenty",
];

/// "(a)", "(iv)", "(b bis)"; "a)" and ".a" right behind a number.
fn bracket(tokens: &[Tok], at: usize, start: usize) -> Option<(String, usize)> {
    let token = tokens.get(at)?;
    let small = |t: &Tok| t.norm.chars().count() <= 5 && matches!(t.kind, Kind::Word | Kind::Number);
    let printed = |t: &Tok| if t.upper { t.norm.to_uppercase() } else { t.norm.clone() };
    let closes = |at: usize| tokens.get(at).is_some_and(|t| t.kind == Kind::Close);
    if token.kind == Kind::Open {
        let inner = tokens.get(at + 1).filter(|t| small(t))?;
        if closes(at + 2) {
            return Some((printed(inner), at + 3));
        }
        let suffix = tokens.get(at + 2).filter(|t| t.among(&["bis", "ter", "quater"]))?;
        return closes(at + 3).then(|| (format!("{} {}", printed(inner), suffix.norm), at + 4));
    }
    if at == start {
        return None;
    }
    if token.kind == Kind::Word && token.norm.len() <= 3 && small(token) {
        return closes(at + 1).then(|| (printed(token), at + 2));
    }
    let next = tokens.get(at + 1)?;
    let glued = token.span.start == tokens[at - 1].span.end && next.span.start == token.span.end;
    let letter = next.norm.len() == 1 && next.kind == Kind::Word;
    (token.kind == Kind::Stop && glued && letter).then(|| (printed(next), at + 2))
}
