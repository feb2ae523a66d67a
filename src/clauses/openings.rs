//! Openings: where a bracket begins, and of what sort it is.
//!
//! `opening := relative pronoun | subordinator | "that" | "as" | participle after a comma | pronoun after a noun`.
//! Sample: *the moorings [they use], [acting on advice], [where ice forms]*.

use super::brackets::{Opening, Sort, Walk};
use super::tokens::{Kind, Role};
use super::verbs;
use crate::lexicon::{Class, Shape};

impl Walk<'_> {
    /// What opens at a token.
    pub(super) fn opening(&self, at: usize) -> Option<Opening> {
        let token = &self.tokens[at];
        let plain = |sort, needs| Some(Opening { sort, start: at, length: 1, needs });
        match token.kind {
            Kind::Fixed(role, Shape::Clause) => return plain(Sort::of(role), true),
            Kind::Fixed(role @ (Role::Window | Role::Exception), Shape::Phrase)
                if ["before", "after", "until"].iter().any(|end| token.norm.ends_with(end))
                    && self.clause_ahead(at + 1) =>
            {
                return plain(Sort::of(role), true);
            }
            Kind::Word => {}
            _ => return None,
        }
        if token.is(Class::REL) {
            let preposition = at > 0 && self.tokens[at - 1].is(Class::PREP);
            if self.tokens.get(at + 1).is_some_and(|next| next.among(&["case", "event"])) && preposition {
                return Some(Opening { sort: Sort::Manner, start: at - 1, length: 1, needs: true });
            }
            return Some(Opening {
                sort: Sort::Relative,
                start: at - usize::from(preposition),
                length: 1,
                needs: true,
            });
        }
        match token.norm.as_str() {
            "that" => self.that(at),
            "as" => self.r#as(at),
            "provided" => (at > 0
                && self.tokens[at - 1].kind == Kind::Comma
                && self.tokens.get(at + 1).is_some_and(|next| next.is(Class::DET.with(Class::SUBJ)))
                && self.clause_ahead(at + 1))
            .then_some(Opening { sort: Sort::Condition, start: at, length: 1, needs: true }),
            _ if token.is(Class::SUB) => self.subordinate(at),
            _ if token.is(Class::SUBJ) && self.zero_that(at) => plain(Sort::That, true),
            _ if token.is(Class::SUBJ) && self.zero_relative(at) => plain(Sort::Relative, true),
            _ if token.is(Class::V_ING) && !token.is(Class::PREP) && self.interposed_participle(at) => {
                plain(Sort::Participle, false)
            }
            _ => None,
        }
    }

    /// "That": complement, relative or determiner.
    pub(super) fn that(&self, at: usize) -> Option<Opening> {
        let before = self.before(at).map(|index| &self.tokens[index])?;
        let next = self.tokens.get(at + 1)?;
        let plain = |sort| Some(Opening { sort, start: at, length: 1, needs: true });
        let verb_follows = verbs::hard_finite(self.tokens, at + 1)
            || next.is(Class::V_S.with(Class::V_PAST)) && !next.is(Class::NOUN)
            || before.is(Class::PLURAL) && next.is(Class::V_BASE) && !next.is(Class::NOUN.with(Class::ADJ))
            || next.is(Class::ADV)
                && self.tokens.get(at + 2).is_some_and(|token| token.is(Class::VERB) || token.is(Class::MODAL));
        if before.is(Class::PREP)
            || before.is(Class::CONJ) && !verb_follows && !self.clause_ahead(at + 1)
            || before.is(Class::DET)
        {
            return None;
        }
        let takes_clause = before.is(Class::VERB)
            && before.word.verb().is_some_and(|verb| verb.frames.iter().any(|frame| frame.asks("that").is_some()))
            && !(before.is(Class::NOUN) && verb_follows);
        if takes_clause
            || before.among(&[
                "fact",
                "condition",
                "belief",
                "view",
                "ground",
                "grounds",
                "understanding",
                "necessary",
                "possible",
                "event",
                "sure",
                "clear",
                "opinion",
                "effect",
                "evidence",
                "decision",
                "agreed",
                "conclusion",
                "requirement",
                "principle",
                "so",
            ]) && !verb_follows
        {
            return plain(Sort::That);
        }
        let told = (at.saturating_sub(9)..at).rev().take_while(|&index| !self.tokens[index].is_mark()).find(|&index| {
            self.tokens[index].is(Class::VERB) && !self.tokens[index].upper && self.tokens[index].word.verb().is_some()
        });
        let asks = told
            .and_then(|index| self.tokens[index].word.verb())
            .is_some_and(|verb| verb.frames.iter().any(|frame| frame.asks("that").is_some() && frame.slots.len() > 1));
        if asks && !verb_follows && next.starts_phrase() && self.clause_ahead(at + 1) {
            return plain(Sort::That);
        }
        if verb_follows && before.is_nominal()
            || before.is_nominal() && next.starts_phrase() && !next.is_nominal() && self.clause_ahead(at + 1)
        {
            return plain(Sort::Relative);
        }
        if next.is(Class::SUBJ) {
            return plain(if before.is_nominal() && before.word.noun.is_some() { Sort::Relative } else { Sort::That });
        }
        if before.is(Class::VERB) && !before.is(Class::NOUN) && next.starts_phrase() && self.clause_ahead(at + 1) {
            return plain(Sort::That);
        }
        // After an adjunct of a verb that asks for a clause: "inform the Council that the lock is shut".
        (before.is_nominal() && next.starts_phrase() && next.is(Class::DET) && self.clause_ahead(at + 1))
            .then_some(Opening { sort: Sort::That, start: at, length: 1, needs: true })
    }

    /// "As defined in", "as they deem fit", "as may be agreed".
    pub(super) fn r#as(&self, at: usize) -> Option<Opening> {
        let next = self.tokens.get(at + 1)?;
        let measured = (at.saturating_sub(22)..at)
            .rev()
            .take_while(|&index| !matches!(self.tokens[index].kind, Kind::Semicolon | Kind::Stop))
            .any(|index| self.tokens[index].among(&["such", "same", "as", "so"]));
        if (measured || next.is(Class::DET) && !next.among(&["a", "an"]))
            && next.starts_phrase()
            && self.clause_ahead(at + 1)
            && self.modal_close(at + 1)
        {
            return Some(Opening {
                sort: if measured { Sort::Relative } else { Sort::Manner },
                start: at,
                length: 1,
                needs: true,
            });
        }
        if next.is(Class::SUBJ) || verbs::hard_finite(self.tokens, at + 1) {
            return Some(Opening { sort: Sort::Manner, start: at, length: 1, needs: true });
        }
        (next.is(Class::V_PART) && !next.is(Class::NOUN)).then_some(Opening {
            sort: Sort::Manner,
            start: at,
            length: 1,
            needs: false,
        })
    }

    /// True if a finite verb follows a short subject.
    pub(super) fn modal_close(&self, from: usize) -> bool {
        (from..self.tokens.len().min(from + 9))
            .any(|index| verbs::hard_finite(self.tokens, index) || self.lexical(index, from, false))
    }

    pub(super) fn subordinate(&self, at: usize) -> Option<Opening> {
        let token = &self.tokens[at];
        let next = self.tokens.get(at + 1)?;
        let sort = match token.norm.as_str() {
            "if" | "where" | "when" | "whenever" | "wherever" | "provided" => Sort::Condition,
            "unless" => Sort::Exception,
            "whether" => Sort::That,
            "while" | "whilst" | "once" | "before" | "after" | "until" | "till" | "since" => Sort::Window,
            "lest" => Sort::Purpose,
            _ => Sort::Manner,
        };
        match token.norm.as_str() {
            "before" | "after" | "until" | "till" | "since" | "once" if !self.clause_ahead(at + 1) => None,
            "once" if next.among(&["a", "every", "each", "in"]) => None,
            "where" if at > 0 && self.place_before(at) && next.kind != Kind::Block => {
                Some(Opening { sort: Sort::Relative, start: at, length: 1, needs: true })
            }
            "provided" => None,
            _ => {
                let elliptic = (next.is(Class::V_PART.with(Class::ADJ).with(Class::PREP).with(Class::V_ING))
                    || next.says("so")
                    || next.is(Class::ADV))
                    && !next.starts_phrase_strictly()
                    && !self.clause_ahead(at + 1);
                // "Any body, whether public or private, …" has no verb to wait for.
                let alternatives = token.says("whether")
                    && at > 0
                    && self.tokens[at - 1].kind == Kind::Comma
                    && !self.clause_ahead(at + 1);
                Some(Opening { sort, start: at, length: 1, needs: !elliptic && !alternatives })
            }
        }
    }

    /// "The areas where …" without a comma.
    pub(super) fn place_before(&self, at: usize) -> bool {
        use crate::lexicon::NounType;
        let before = &self.tokens[at - 1];
        matches!(before.word.noun, Some((NounType::Place, _) | (_, Some(NounType::Place)))) && before.kind == Kind::Word
            || before.among(&["place", "places", "cases", "case", "those", "country", "state"])
    }

    /// True if a finite verb comes before the next mark, and it is not the one that the main clause waits for.
    pub(super) fn clause_ahead(&self, from: usize) -> bool {
        let waiting = self.stack.iter().any(|&index| self.list[index].needs && self.list[index].finite.is_none());
        let mut commas = 0;
        let mut open = 0;
        for at in from..self.tokens.len() {
            let token = &self.tokens[at];
            match token.kind {
                Kind::Comma if at == from => commas += 1,
                Kind::Comma if commas % 2 == 1 => commas += 1,
                Kind::Comma | Kind::Semicolon | Kind::Stop | Kind::Colon => return false,
                Kind::Fixed(_, Shape::Clause) => open += 1,
                _ if token.is(Class::REL) || token.is(Class::SUB) && !token.is(Class::PREP) => open += 1,
                _ if verbs::hard_finite(self.tokens, at) => {
                    if open > 0 {
                        open -= 1;
                        continue;
                    }
                    let conjoined = (from..at).rev().take(8).find(|&index| self.tokens[index].is(Class::CONJ));
                    if conjoined.is_some()
                        && token.is(Class::MODAL)
                        && !waiting
                        && self.list[0].finite.is_some_and(|finite| self.tokens[finite].is(Class::MODAL))
                    {
                        return false;
                    }
                    // "After the thaw the Parties shall": the verb is the main clause's.
                    return !waiting
                        || !token.is(Class::MODAL)
                        || verbs::left_over(self.tokens, at + 1, false).is_some();
                }
                _ if at > from && self.lexical(at, from, false) && open == 0 => return true,
                _ => {}
            }
        }
        false
    }

    /// "Considers it cannot …": a clause without "that".
    pub(super) fn zero_that(&self, at: usize) -> bool {
        let verb = at
            .checked_sub(1)
            .map(|index| &self.tokens[index])
            .filter(|verb| verb.is(Class::V_S.with(Class::V_BASE).with(Class::V_PAST)));
        let asks = verb
            .and_then(|verb| verb.word.verb())
            .is_some_and(|verb| verb.frames.iter().any(|frame| frame.asks("that").is_some()));
        asks && verbs::hard_finite(self.tokens, at + 1)
    }

    /// "Any information it deems necessary".
    pub(super) fn zero_relative(&self, at: usize) -> bool {
        let Some(before) = at.checked_sub(1).map(|index| &self.tokens[index]) else { return false };
        let nominal = before.kind == Kind::Word
            && before.is(Class::NOUN)
            && (!before.is(Class::V_S) || at > 1 && self.tokens[at - 2].is(Class::ADJ.with(Class::DET)))
            && !before.function();
        let verb = (at + 1..self.tokens.len()).find(|&index| !verbs::passable(&self.tokens[index]));
        let Some(verb) = verb
            .filter(|&index| self.tokens[index].is(Class::VERB.with(Class::MODAL).with(Class::BE).with(Class::HAVE)))
        else {
            return false;
        };
        let waits = self.stack.iter().any(|&index| self.list[index].needs && self.list[index].finite.is_none());
        nominal && (!waits || verbs::left_over(self.tokens, verb + 1, false).is_some())
    }

    /// ", acting in good faith, …"
    pub(super) fn interposed_participle(&self, at: usize) -> bool {
        let comma = at > 0 && self.tokens[at - 1].kind == Kind::Comma || at == 0;
        if self.list[0].finite.is_none() && self.stack.len() == 1 {
            // "Prior to boarding, inspecting officers shall …": the participle is part of the subject.
            let finite = (at..self.tokens.len()).find(|&index| verbs::hard_finite(self.tokens, index));
            if finite.is_some_and(|finite| !(at..finite).any(|index| self.tokens[index].kind == Kind::Comma)) {
                return false;
            }
        }
        let next = self.tokens.get(at + 1);
        let noun = self.tokens[at].is(Class::NOUN) && !self.tokens[at].is(Class::HAVE);
        comma
            && next.is_some_and(|next| {
                next.starts_phrase()
                    || next.is(Class::PREP) && !next.says("of")
                    || next.is(Class::ADV)
                    || next.is(Class::V_PART)
                    || next.is(Class::BE)
                    || matches!(next.kind, Kind::Fixed(..))
            })
            && !noun
    }
}
