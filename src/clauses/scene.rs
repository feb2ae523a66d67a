//! A sentence on the table: its text, its tokens and the brackets over them.

use super::brackets::{Bracket, Brackets};
use super::tokens::{Kind, Tok};
use crate::lexicon::{Class, NounType};

/// The words and brackets of a sentence.
#[derive(Clone, Copy)]
pub struct Scene<'a> {
    /// The text of the source.
    pub text: &'a str,
    /// The tokens.
    pub tokens: &'a [Tok],
    /// The brackets over them.
    pub brackets: &'a Brackets,
}

impl<'a> Scene<'a> {
    /// The bracket that begins at a token, cut at a limit.
    pub fn bracket(&self, at: usize, limit: usize) -> Option<(&'a Bracket, usize)> {
        self.brackets.starting(at).map(|bracket| (bracket, bracket.end.min(limit))).filter(|(_, end)| *end > at)
    }

    /// The type of the head noun of a phrase: the last noun before "of", a preposition, a relative or a comma.
    pub fn head(&self, from: usize, to: usize) -> Option<usize> {
        let mut head = None;
        let mut at = from;
        while at < to {
            let token = &self.tokens[at];
            if head.is_some()
                && (token.is(Class::PREP.with(Class::REL).with(Class::CONJ))
                    || token.is_mark()
                    || self.brackets.starting(at).is_some()
                    || matches!(token.kind, Kind::Fixed(..)))
            {
                break;
            }
            if head.is_some() && token.is(Class::V_PART.with(Class::V_ING)) && !token.is(Class::NOUN) {
                break;
            }
            if token.is_nominal()
                && !(token.is(Class::PRON)
                    && token.is(Class::DET)
                    && self.tokens.get(at + 1).is_some_and(|next| next.is_nominal() && at + 1 < to))
            {
                head = Some(at);
            }
            at += 1;
        }
        head
    }

    /// The type of the head noun.
    pub fn head_type(&self, from: usize, to: usize) -> Option<NounType> {
        let head = self.head(from, to)?;
        let token = &self.tokens[head];
        if token.noun().is_none() && token.is(Class::PRON) {
            return Some(if token.among(&["them", "it", "its", "this", "that", "these", "those", "which"]) {
                NounType::Abstract
            } else {
                NounType::Person
            });
        }
        // "The River Ull", "Lake Ummer": the name takes the type of the word before it.
        if token.noun().is_none() && token.upper && head > from {
            let before = &self.tokens[head - 1];
            if before.upper && before.noun().is_some() {
                return before.noun();
            }
        }
        token.noun()
    }
}
