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

/// The word of a list that a mistyped word may have meant; words of one or two letters are left alone.
pub fn nearest<'a>(wrong: &str, words: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    if !(3..=60).contains(&wrong.chars().count()) {
        return None;
    }
    crate::nearest::nearest(wrong, words).first().copied()
}

/// The same for names that people number: what differs in a digit is another name.
pub fn nearest_name<'a>(wrong: &str, names: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let digits = |name: &str| name.chars().filter(char::is_ascii_digit).collect::<String>();
    let own = digits(wrong);
    nearest(wrong, names.into_iter().filter(|name| digits(name) == own))
}
