//! Words, signs, strings and numbers of the notation. Every token takes the white space and comments before it.

use std::borrow::Cow;

use nom::bytes::complete::{tag, take_while, take_while1};
use nom::character::complete::{char, one_of, satisfy};
use nom::combinator::{opt, recognize, verify};
use nom::error::{ErrorKind, ParseError};
use nom::multi::many0_count;
use nom::sequence::{pair, preceded};
use nom::{IResult, Parser};

/// How deep formulas and phrases may be nested.
pub const DEPTH: usize = 64;

/// Words with a meaning of their own; as names or phrases they are written in quotation marks.
pub const RESERVED: &[&str] = &[
    "after",
    "all",
    "and",
    "any",
    "as",
    "at",
    "between",
    "by",
    "class",
    "dated",
    "day",
    "during",
    "each",
    "except",
    "exactly",
    "for",
    "from",
    "has",
    "hole",
    "if",
    "in",
    "jointly",
    "judged",
    "lacks",
    "lies",
    "may",
    "name",
    "nature",
    "need",
    "nobody",
    "norm",
    "not",
    "nothing",
    "notwithstanding",
    "of",
    "on",
    "opaque",
    "or",
    "other",
    "says",
    "season",
    "self",
    "sentence",
    "shall",
    "some",
    "subject",
    "the",
    "thing",
    "throughout",
    "to",
    "true",
    "unknown",
    "unless",
    "unstated",
    "until",
    "who",
    "with",
    "within",
    "without",
    "words",
];

/// Why a text could not be read on: where, what could have stood there, and how to mend it.
#[derive(Clone, Debug, PartialEq)]
pub struct Fault<'s> {
    /// The text that is left.
    pub rest: &'s str,
    /// What could have stood here.
    pub expected: Vec<Cow<'static, str>>,
    /// How to mend it.
    pub mend: Option<String>,
}

impl<'s> ParseError<&'s str> for Fault<'s> {
    fn from_error_kind(rest: &'s str, _: ErrorKind) -> Self {
        Self { rest, expected: Vec::new(), mend: None }
    }

    fn append(_: &'s str, _: ErrorKind, other: Self) -> Self {
        other
    }

    /// Of two faults the one that got further; both expectations if they got equally far.
    fn or(mut self, other: Self) -> Self {
        match self.rest.len().cmp(&other.rest.len()) {
            std::cmp::Ordering::Less => self,
            std::cmp::Ordering::Greater => other,
            std::cmp::Ordering::Equal => {
                let new: Vec<_> = other.expected.into_iter().filter(|e| !self.expected.contains(e)).collect();
                self.expected.extend(new);
                self.mend = self.mend.or(other.mend);
                self
            }
        }
    }
}

/// What a parser of the notation gives.
pub type Res<'s, T> = IResult<&'s str, T, Fault<'s>>;

/// Not this: another form may fit.
pub fn miss<'s, T>(rest: &'s str, expected: impl Into<Cow<'static, str>>) -> Res<'s, T> {
    Err(nom::Err::Error(Fault { rest, expected: vec![expected.into()], mend: None }))
}

/// Nothing fits: a complaint about this place.
pub fn stop<'s, T>(rest: &'s str, expected: impl Into<Cow<'static, str>>, mend: impl Into<String>) -> Res<'s, T> {
    Err(nom::Err::Failure(Fault { rest, expected: vec![expected.into()], mend: Some(mend.into()) }))
}

/// Names what a parser wants where it does not fit, and lets nothing else be tried.
pub fn need<'s, T>(
    expected: &'static str,
    mut parser: impl Parser<&'s str, Output = T, Error = Fault<'s>>,
) -> impl FnMut(&'s str) -> Res<'s, T> {
    move |i| match parser.parse(i) {
        Err(nom::Err::Error(fault)) => {
            let (start, _) = gap(i)?;
            let at_start = fault.rest.len() >= start.len();
            let (rest, expected) = if at_start { (start, vec![expected.into()]) } else { (fault.rest, fault.expected) };
            Err(nom::Err::Failure(Fault { rest, expected, mend: fault.mend }))
        }
        other => other,
    }
}

/// Names what a parser wants where it does not fit; another form may still be tried.
pub fn expecting<'s, T>(expected: &'static str, result: Res<'s, T>) -> Res<'s, T> {
    match result {
        Err(nom::Err::Error(fault)) => Err(nom::Err::Error(Fault { expected: vec![expected.into()], ..fault })),
        other => other,
    }
}

/// One or more, with a sign between them.
pub fn list<'s, T>(
    mark: &'static str,
    what: &'static str,
    mut parser: impl Parser<&'s str, Output = T, Error = Fault<'s>>,
) -> impl FnMut(&'s str) -> Res<'s, Vec<T>> {
    move |i| {
        let (mut rest, first) = parser.parse(i)?;
        let mut all = vec![first];
        while let Ok((after, _)) = sign(mark)(rest) {
            let (next, item) = need(what, |i| parser.parse(i))(after)?;
            all.push(item);
            rest = next;
        }
        Ok((rest, all))
    }
}

/// White space and comments.
pub fn gap(i: &str) -> Res<'_, ()> {
    let space = take_while1(|c: char| c.is_whitespace() || c == '\u{feff}');
    let comment = preceded(char('#'), take_while(|c| c != '\n'));
    let (i, _) = many0_count(nom::branch::alt((space, comment))).parse(i)?;
    Ok((i, ()))
}

/// A sign, whatever follows it.
pub fn sign<'s>(mark: &'static str) -> impl FnMut(&'s str) -> Res<'s, &'s str> {
    move |i| {
        let (i, _) = gap(i)?;
        match tag::<_, _, Fault<'s>>(mark).parse(i) {
            Ok(done) => Ok(done),
            Err(_) => miss(i, format!("`{mark}`")),
        }
    }
}

fn is_word_char(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

/// A word: letters, digits and `_`, with hyphens inside; begins with a letter.
pub fn word(i: &str) -> Res<'_, &str> {
    let (start, _) = gap(i)?;
    let tail = many0_count(nom::branch::alt((
        recognize(satisfy(is_word_char)),
        recognize(pair(char('-'), satisfy(is_word_char))),
    )));
    match recognize(pair(satisfy(char::is_alphabetic), tail)).parse(start) {
        Ok(done) => Ok(done),
        Err(nom::Err::Error(Fault { .. })) => miss(start, "a word"),
        Err(other) => Err(other),
    }
}

/// A word that has no meaning of its own.
pub fn ident(i: &str) -> Res<'_, &str> {
    let (start, _) = gap(i)?;
    let (rest, found) = word(i)?;
    if RESERVED.contains(&found) {
        let mend = Some(format!("`{found}` is a word of the notation; as a name or phrase write \"{found}\""));
        return Err(nom::Err::Error(Fault { rest: start, expected: vec!["a name".into()], mend }));
    }
    Ok((rest, found))
}

/// This very word.
pub fn keyword<'s>(wanted: &'static str) -> impl FnMut(&'s str) -> Res<'s, &'s str> {
    move |i| {
        let (start, _) = gap(i)?;
        match verify(word, |found: &str| found == wanted).parse(start) {
            Ok(done) => Ok(done),
            Err(_) => miss(start, format!("`{wanted}`")),
        }
    }
}

/// Several words one after the other.
pub fn keywords<'s>(wanted: &'static [&'static str]) -> impl FnMut(&'s str) -> Res<'s, ()> {
    move |i| {
        let mut rest = i;
        for word in wanted {
            (rest, _) = keyword(word)(rest)?;
        }
        Ok((rest, ()))
    }
}

/// The next word, if one stands here; nothing is taken.
pub fn peek(i: &str) -> Option<&str> {
    word(i).ok().map(|(_, found)| found)
}

/// True if this sign stands here; nothing is taken.
pub fn at_sign(i: &str, mark: &'static str) -> bool {
    sign(mark)(i).is_ok()
}

/// A phrase in straight or curly quotation marks, on one line.
pub fn string(i: &str) -> Res<'_, String> {
    let (start, _) = gap(i)?;
    let (mut rest, open) = match one_of::<_, _, Fault<'_>>("\"“").parse(start) {
        Ok(done) => done,
        Err(_) => return miss(start, "a phrase in quotation marks"),
    };
    let close = if open == '"' { '"' } else { '”' };
    let mut out = String::new();
    loop {
        let Some(c) = rest.chars().next().filter(|&c| c != '\n') else {
            return stop(
                start,
                "a closing quotation mark on the same line",
                "close the phrase; inside a phrase write \\\" for a quotation mark",
            );
        };
        let after = &rest[c.len_utf8()..];
        match c {
            c if c == close => return Ok((after, out)),
            '\\' => {
                let (next, escaped) = escape(after)?;
                out.push(escaped);
                rest = next;
            }
            c => {
                out.push(c);
                rest = after;
            }
        }
    }
}

/// What follows a `\` in a phrase.
fn escape(i: &str) -> Res<'_, char> {
    let mend = "after `\\` write `\\`, `\"`, `n`, `r`, `t` or `u{…}`";
    let after = |c: char| &i[c.len_utf8()..];
    match i.chars().next() {
        Some(c @ ('\\' | '"' | '”')) => Ok((after(c), c)),
        Some('n') => Ok((after('n'), '\n')),
        Some('r') => Ok((after('r'), '\r')),
        Some('t') => Ok((after('t'), '\t')),
        Some('u') => {
            let code = after('u').strip_prefix('{').and_then(|hex| hex.split_once('}'));
            let found = code.and_then(|(hex, rest)| Some((rest, char::from_u32(u32::from_str_radix(hex, 16).ok()?)?)));
            found.map_or_else(|| stop(i, "the number of a character", mend), Ok)
        }
        _ => stop(i, "an escaped character", mend),
    }
}

/// A phrase as the notation writes it.
pub fn quote(text: &str) -> String {
    let mut out = String::from("\"");
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            c if c.is_control() => out.push_str(&format!("\\u{{{:x}}}", u32::from(c))),
            c => out.push(c),
        }
    }
    out.push('"');
    out
}

/// A whole number, with `-` directly before it if it is negative.
pub fn integer(i: &str) -> Res<'_, i64> {
    let (start, _) = gap(i)?;
    let digits = take_while1(|c: char| c.is_ascii_digit());
    match recognize(pair(opt(char::<_, Fault<'_>>('-')), digits)).parse(start) {
        Ok((rest, found)) => match found.parse() {
            Ok(n) => Ok((rest, n)),
            Err(_) => stop(start, "a smaller number", "numbers run from -9223372036854775808 to 9223372036854775807"),
        },
        Err(_) => miss(start, "a whole number"),
    }
}

/// A name: a bare word or a phrase in quotation marks.
pub fn name(i: &str) -> Res<'_, String> {
    nom::branch::alt((ident.map(str::to_owned), string)).parse(i)
}

/// The id of a norm: `3.1`, `5(2)(a)#2`, or a phrase in quotation marks.
pub fn id(i: &str) -> Res<'_, String> {
    let (start, _) = gap(i)?;
    if let Ok(quoted) = string(start) {
        return Ok(quoted);
    }
    let end = bare_id_len(start);
    let found = &start[..end];
    if end == 0 || RESERVED.contains(&found) {
        return miss(start, "the id of a norm, such as `3.1` or \"3, first part\"");
    }
    Ok((&start[end..], found.to_owned()))
}

/// How many bytes of a text make an id without quotation marks.
fn bare_id_len(text: &str) -> usize {
    let mut open = 0_usize;
    let mut at = 0;
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        let next = chars.peek().copied().unwrap_or(' ');
        let fits = match c {
            c if is_word_char(c) => true,
            '(' => at > 0 && is_word_char(next),
            ')' => open > 0,
            '.' | '-' | '#' | '/' => at > 0 && (is_word_char(next) || (c == '.' && next == '(')),
            _ => false,
        };
        if !fits {
            break;
        }
        open = if c == '(' { open + 1 } else { open - usize::from(c == ')') };
        at += c.len_utf8();
    }
    if open == 0 { at } else { 0 }
}

/// True if a text can stand as a name without quotation marks.
pub fn is_bare(text: &str) -> bool {
    text.chars().next().is_some_and(char::is_alphabetic) && matches!(ident(text), Ok(("", _)))
}

/// True if a text can stand without quotation marks where reserved words are allowed too.
pub fn is_word(text: &str) -> bool {
    text.chars().next().is_some_and(char::is_alphabetic) && matches!(word(text), Ok(("", _)))
}

/// A name as the notation writes it.
pub fn show_name(text: &str) -> String {
    if is_bare(text) { text.to_owned() } else { quote(text) }
}

/// An id as the notation writes it.
pub fn show_id(text: &str) -> String {
    let bare = !text.is_empty() && bare_id_len(text) == text.len() && !RESERVED.contains(&text);
    if bare { text.to_owned() } else { quote(text) }
}
