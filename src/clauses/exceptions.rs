//! Exceptions: what a clause does not reach.
//!
//! `exception := ("except" | "unless" | "save" | "with the exception of" | ", other than" | ", but not") …`.
//! Sample: *No light shall be shown, save by the pilot boat, unless fog has set in*.

use super::chunks::{Chunk, What};
use super::tokens::{Kind, Role, Tok};
use crate::lexicon::{Class, Shape};

/// True if an exception opens at a token; used where a plain noun phrase would otherwise go on.
pub fn opens(tokens: &[Tok], at: usize) -> bool {
    let token = &tokens[at];
    match token.kind {
        Kind::Fixed(Role::Exception, _) => !second_bound(tokens, at),
        Kind::Fixed(Role::Noun, Shape::Phrase) => {
            token.says("other than") && at > 0 && tokens[at - 1].kind == Kind::Comma
        }
        _ => token.among(&["except", "save", "unless", "excluding"]) && token.is(Class::PREP.with(Class::SUB)),
    }
}

/// "At least 30 tonnes but not more than 40": a second bound, and no exception.
pub fn second_bound(tokens: &[Tok], at: usize) -> bool {
    tokens[at].says("but not") && tokens.get(at + 1).is_some_and(|next| matches!(next.kind, Kind::Amount | Kind::Count))
}

/// The part of a noun phrase from an exception on, taken off it.
pub fn take_off(tokens: &[Tok], chunk: &mut Chunk) -> Option<Chunk> {
    let at = (chunk.start + 1..chunk.end).find(|&at| opens(tokens, at))?;
    let taken = Chunk {
        what: What::Adjunct(Role::Exception),
        start: at,
        end: chunk.end,
        marker: 1,
        comma: tokens[at - 1].kind == Kind::Comma,
        inner: None,
        participle: false,
        rule: "exception",
    };
    chunk.end = at;
    Some(taken)
}
