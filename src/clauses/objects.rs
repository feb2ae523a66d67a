//! Objects: where a noun phrase begins, goes on, or gives way to another.
//!
//! `object := determiner? word+ (participle …)? ((",") "and" noun phrase)*`. Sample: *send to the mill [the grain
//! threshed at Vell and the sacks]*.

use super::chunks::{Cutter, What};
use super::tokens::Kind;
use crate::lexicon::{Class, Shape, Verb};

impl Cutter<'_> {
    /// True if the verb still lacks an object, and the chunk at hand cannot be it.
    pub(super) fn object_may_begin(&self) -> bool {
        let adjunct = self
            .current
            .as_ref()
            .is_some_and(|chunk| matches!(chunk.what, What::Preposition | What::Adjunct(_)) && chunk.inner.is_none());
        let double = self.current.as_ref().is_some_and(|chunk| chunk.what == What::Noun)
            && !self.has_object
            && self.verb.is_some_and(|verb| {
                verb.frames.iter().any(|frame| {
                    frame.fixed.is_empty()
                        && frame.slots.len() > 1
                        && frame.slots[0].0.is_empty()
                        && frame.slots[1].0.is_empty()
                        && frame.slots[1].1 != crate::lexicon::Slot::Predicate
                })
            });
        adjunct && !self.has_object && self.verb.is_none_or(Verb::takes_object) || double || self.after_frame()
    }

    /// "Place at the disposal of the owner | a boat": the frame has taken the one to whom, and asks for an object.
    fn after_frame(&self) -> bool {
        let Some(chunk) = self.current.as_ref().filter(|chunk| chunk.what == What::Noun && !self.has_object) else {
            return false;
        };
        let says =
            |back: usize, word: &str| chunk.start.checked_sub(back).is_some_and(|at| self.scene.tokens[at].says(word));
        self.verb.is_some_and(|verb| {
            verb.frames.iter().any(|frame| match (frame.fixed.last(), frame.slots.as_slice()) {
                (Some(last), [(opener, crate::lexicon::Slot::Counterpart), ("", _)]) => {
                    says(2, last) && says(1, opener)
                }
                _ => false,
            })
        })
    }

    /// True between two members of a list: "the masts, the spars and the rigging".
    pub(super) fn list_goes_on(&self, at: usize) -> bool {
        let after_conjunction = at > 0 && self.scene.tokens[at - 1].is(Class::CONJ);
        let listed = at > 0
            && self.scene.tokens[at - 1].kind == Kind::Comma
            && self.current.as_ref().is_some_and(|chunk| chunk.what == What::Noun);
        after_conjunction || listed
    }

    /// A word of a noun phrase.
    pub(super) fn plain(&mut self, at: usize) -> usize {
        let token = &self.scene.tokens[at];
        let apart = self.comma
            && token.is(Class::V_PART)
            && !token.is(Class::NOUN.with(Class::ADJ))
            && self.token(at + 1).is_some_and(|next| next.among(&["by", "in", "to", "with", "under", "on"]))
            && self.current.as_ref().is_some_and(|chunk| chunk.what == What::Noun)
            && self.complete_before_comma(at);
        if apart {
            self.comma = false;
        }
        if apart || !self.comma && self.current.is_some() && self.opens_participle(at) {
            if let Some(chunk) = &mut self.current {
                chunk.participle = true;
            }
            return at + 1;
        }
        if self.current.is_none() {
            // The adjunct before goes on after "and": "by sea and land".
            let after_conjunction = at > 0 && self.scene.tokens[at - 1].is(Class::CONJ);
            if after_conjunction
                && !self.out.is_empty()
                && self.out.last().is_some_and(|last| last.end + 1 >= at && !matches!(last.what, What::Clause))
            {
                self.current = self.out.pop();
                return at + 1;
            }
            self.begin(at, What::Noun, 0, "noun phrase");
            return at + 1;
        }
        let token = &self.scene.tokens[at];
        let before = &self.scene.tokens[at - 1];
        let after_name = (before.upper && before.is_nominal() || matches!(before.kind, Kind::Name(_)))
            && !token.upper
            && token.kind == Kind::Word
            && token.is(Class::ADJ.with(Class::NOUN))
            && !token.is(Class::V_ING.with(Class::PREP).with(Class::CONJ).with(Class::V_PART).with(Class::ADV));
        if (token.gap || after_name)
            && !self.comma
            && self.complete(at)
            && self.object_may_begin()
            && self.verb.is_some_and(Verb::takes_object)
        {
            return self.begin(at, What::Noun, 0, "object after adjunct");
        }
        let counted = matches!(self.scene.tokens[at].kind, Kind::Count | Kind::Amount | Kind::Quoted)
            || self.scene.tokens[at].kind == Kind::Number
                && (!self.scene.tokens[at - 1].upper || token.norm.starts_with(char::is_alphabetic));
        if counted && !self.comma && self.complete(at) && self.object_may_begin() && !self.list_goes_on(at) {
            return self.begin(at, What::Noun, 0, "object after adjunct");
        }
        // After a comma a noun phrase may be the object that the verb still lacks.
        let token = &self.scene.tokens[at];
        if self.comma
            && self.object_may_begin()
            && token.starts_phrase()
            && self.complete_before_comma(at)
            && !self.more_of_a_list(at)
        {
            return self.begin(at, What::Noun, 0, "object after comma");
        }
        self.comma = false;
        at + 1
    }

    /// "Goods imported from …", "persons living in …".
    pub(super) fn opens_participle(&self, at: usize) -> bool {
        let token = &self.scene.tokens[at];
        let verbal = token.is(Class::V_PART) && !token.is(Class::NOUN.with(Class::ADJ))
            || token.is(Class::V_ING) && !token.is(Class::NOUN.with(Class::PREP));
        let next = self.token(at + 1);
        let goes_on = next.is_some_and(|next| {
            next.is(Class::PREP.with(Class::ADV))
                || matches!(next.kind, Kind::Fixed(..))
                || token.is(Class::V_ING) && next.starts_phrase()
        });
        verbal && goes_on && self.complete(at)
    }

    pub(super) fn complete_before_comma(&self, at: usize) -> bool {
        self.current
            .as_ref()
            .is_some_and(|chunk| (chunk.start + chunk.marker..at).any(|index| self.scene.tokens[index].is_nominal()))
    }

    /// "To Ardal, Bergen and Corm": after this word an "and" comes before any marker.
    pub(super) fn more_of_a_list(&self, at: usize) -> bool {
        for index in at..self.to.min(at + 6) {
            let token = &self.scene.tokens[index];
            if token.is(Class::CONJ) {
                return !self.scene.tokens[at].is(Class::DET);
            }
            if token.is(Class::PREP) || token.kind == Kind::Comma && index > at + 2 {
                return false;
            }
        }
        false
    }

    /// True if the noun phrase of the current chunk has its head.
    pub(super) fn complete(&self, at: usize) -> bool {
        let Some(chunk) = &self.current else { return false };
        let before = &self.scene.tokens[at - 1];
        (chunk.start + chunk.marker..at).any(|index| self.scene.tokens[index].is_nominal())
            && !before.is(Class::PREP.with(Class::CONJ).with(Class::ADJ))
            && !(before.is(Class::DET) && !before.is(Class::PRON))
            && !matches!(before.kind, Kind::Fixed(_, Shape::Phrase) | Kind::Count)
    }
}
