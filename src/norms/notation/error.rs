//! Complaints about a `.norms` text, each with a place and a way to mend it.

use std::fmt;

use super::lexer::{Fault, RESERVED, gap, word};
use crate::source::Span;

/// Why a statement could not be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NotationError {
    /// The words to blame.
    pub span: Span,
    /// What should have stood there.
    pub expected: String,
    /// What stands there.
    pub found: String,
    /// How to mend it.
    pub mend: Option<String>,
}

impl fmt::Display for NotationError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "expected {}, found {}", self.expected, self.found)?;
        match &self.mend {
            Some(mend) => write!(f, ": {mend}"),
            None => Ok(()),
        }
    }
}

impl std::error::Error for NotationError {}

impl NotationError {
    /// A complaint made of a fault in a text that ends at byte `end`.
    pub fn from_fault(fault: Fault<'_>, end: usize) -> Self {
        let rest = gap(fault.rest).map_or(fault.rest, |(rest, ())| rest);
        let token = first_token(rest);
        let start = end - rest.len();
        let expected =
            if fault.expected.is_empty() { "something else".to_owned() } else { fault.expected.join(" or ") };
        let found = if token.is_empty() { "the end of the statement".to_owned() } else { format!("`{token}`") };
        let mend = fault.mend.or_else(|| near_word(token, &expected)).or_else(|| Some(usual_mend(&expected)));
        Self { span: Span::new(start, start + token.len()), expected, found, mend }
    }
}

/// The word, number or sign at the front of a text.
fn first_token(text: &str) -> &str {
    if let Ok((rest, _)) = word(text) {
        return &text[..text.len() - rest.len()];
    }
    let digits = text.bytes().take_while(|b| b.is_ascii_digit() || *b == b'-').count();
    let first = text.chars().next().map_or(0, char::len_utf8);
    &text[..digits.max(first)]
}

/// What can be said where nothing better is known.
fn usual_mend(expected: &str) -> String {
    if expected.starts_with("a statement") {
        return "a statement opens with one of these words, and ends with `.`; a comment opens with `#`".to_owned();
    }
    format!("put {expected} here")
}

/// "did you mean `within`?" for a word close to one of the notation: first of those expected, then of all.
fn near_word(token: &str, expected: &str) -> Option<String> {
    if RESERVED.contains(&token) {
        return None;
    }
    let wanted = expected.split('`').skip(1).step_by(2);
    let near = nearest(token, wanted).or_else(|| nearest(token, RESERVED.iter().copied()))?;
    Some(format!("did you mean `{near}`?"))
}

/// The word of a list that differs least from `wrong`, if it differs in a letter or two.
pub fn nearest<'a>(wrong: &str, words: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let allowed = match wrong.chars().count() {
        0..=2 => 0,
        3..=5 => 1,
        6..=60 => 2,
        _ => return None,
    };
    let scored = words.into_iter().map(|w| (distance(wrong, w), w)).filter(|&(d, _)| d <= allowed);
    scored.min().map(|(_, w)| w)
}

/// How many letters must be put in, left out, changed or swapped with the next, case apart.
fn distance(a: &str, b: &str) -> usize {
    let (a, b): (Vec<char>, Vec<char>) = (a.to_lowercase().chars().collect(), b.to_lowercase().chars().collect());
    let mut before: Vec<usize> = Vec::new();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for i in 1..=a.len() {
        let mut next = vec![i];
        for j in 1..=b.len() {
            let change = row[j - 1] + usize::from(a[i - 1] != b[j - 1]);
            let swapped = i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1];
            let swap = if swapped { before[j - 2] + 1 } else { usize::MAX };
            next.push(change.min(row[j] + 1).min(next[j - 1] + 1).min(swap));
        }
        before = std::mem::replace(&mut row, next);
    }
    row[b.len()]
}
