//! A slice of tokens as an input of nom, and the productions that all others are made of.

use nom::error::{Error, ErrorKind};
use nom::{Err, IResult, Input, Needed, Offset};

use super::tokens::{Kind, Tok};

/// Tokens that are still to be read.
#[derive(Clone, Copy, Debug)]
pub struct Toks<'a>(pub &'a [Tok]);

/// What a production over tokens returns.
pub type Parsed<'a, T> = IResult<Toks<'a>, T>;

impl<'a> Input for Toks<'a> {
    type Item = &'a Tok;
    type Iter = std::slice::Iter<'a, Tok>;
    type IterIndices = std::iter::Enumerate<std::slice::Iter<'a, Tok>>;

    fn input_len(&self) -> usize {
        self.0.len()
    }

    fn take(&self, index: usize) -> Self {
        Self(&self.0[..index])
    }

    fn take_from(&self, index: usize) -> Self {
        Self(&self.0[index..])
    }

    fn take_split(&self, index: usize) -> (Self, Self) {
        (Self(&self.0[index..]), Self(&self.0[..index]))
    }

    fn position<P: Fn(Self::Item) -> bool>(&self, predicate: P) -> Option<usize> {
        self.0.iter().position(predicate)
    }

    fn iter_elements(&self) -> Self::Iter {
        self.0.iter()
    }

    fn iter_indices(&self) -> Self::IterIndices {
        self.0.iter().enumerate()
    }

    fn slice_index(&self, count: usize) -> Result<usize, Needed> {
        if count <= self.0.len() { Ok(count) } else { Err(Needed::new(count - self.0.len())) }
    }
}

impl Offset for Toks<'_> {
    fn offset(&self, second: &Self) -> usize {
        self.0.len() - second.0.len()
    }
}

fn fail<T>(input: Toks<'_>) -> Parsed<'_, T> {
    Err(Err::Error(Error::new(input, ErrorKind::Fail)))
}

/// One token that passes a test.
pub fn one<'a>(test: impl Fn(&Tok) -> bool) -> impl Fn(Toks<'a>) -> Parsed<'a, &'a Tok> {
    move |input| match input.0.split_first() {
        Some((token, rest)) if test(token) => Ok((Toks(rest), token)),
        _ => fail(input),
    }
}

/// One word out of a list.
pub fn word<'a>(words: &'static [&'static str]) -> impl Fn(Toks<'a>) -> Parsed<'a, &'a Tok> {
    one(move |token| token.kind == Kind::Word && token.among(words))
}

/// One token of a kind.
pub fn kind<'a>(kind: Kind) -> impl Fn(Toks<'a>) -> Parsed<'a, &'a Tok> {
    one(move |token| token.kind == kind)
}
