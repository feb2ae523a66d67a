//! Complements: inner acts and phrases that open with a preposition.
//!
//! `complement := "to" verb … | preposition gerund … | preposition noun phrase`. Sample: *measures [to stop the leak],
//! [by pumping], [with hoses of the dock]*.

use super::chunks::{Chunk, Cutter, What};
use super::tokens::{Kind, Role, Tok};
use super::verbs;
use crate::lexicon::Class;

impl Cutter<'_> {
    pub(super) fn infinitive(&self, at: usize) -> bool {
        let mut next = at + 1;
        while self.token(next).is_some_and(|token| token.is(Class::ADV) && !token.is(Class::V_BASE)) {
            next += 1;
        }
        let after = self.token(next + 1);
        let asked = self
            .verb
            .is_some_and(|verb| verb.frames.iter().any(|frame| frame.asks("to") == Some(crate::lexicon::Slot::Verb)))
            || self.current.as_ref().is_some_and(|chunk| chunk.what == What::Noun && self.takes_infinitive(chunk, at));
        if asked
            && self.token(next).is_some_and(|token| token.is(Class::V_BASE) && !token.upper)
            && after.is_none_or(|after| {
                after.is_mark()
                    || after.is(Class::PREP.with(Class::ADV).with(Class::CONJ).with(Class::DET).with(Class::ADJ))
                        && !after.says("of")
                    || after.is(Class::PLURAL)
                    || matches!(after.kind, Kind::Fixed(..))
            })
        {
            return true;
        }
        self.token(next).is_some_and(|token| {
            (token.is(Class::V_BASE) || token.among(&["be", "have", "do"]))
                && !token.upper
                && (!token.is(Class::NOUN) && !token.is(Class::WEAK)
                    || verbs::bare_with_object(self.scene.tokens, next)
                    || after.is_none_or(|after| after.is_mark() || after.is(Class::PREP) && !after.says("of"))
                        && token.word.verb().is_some_and(|verb| !verb.noun_too))
        })
    }

    pub(super) fn open_infinitive(&mut self, at: usize) -> usize {
        let joined = at > 0
            && self.scene.tokens[at - 1].is(Class::CONJ)
            && self.current.as_ref().is_some_and(|chunk| chunk.inner.is_some());
        if joined {
            return at + 2;
        }
        let governed = self.current.as_ref().filter(|_| !self.comma).is_some_and(|chunk| {
            matches!(chunk.what, What::Adjunct(_))
                || matches!(chunk.what, What::Noun | What::Preposition) && self.takes_infinitive(chunk, at)
        });
        if governed || self.inner_open() {
            if let Some(chunk) = &mut self.current {
                chunk.inner = chunk.inner.or(Some(at));
            }
            return at + 2;
        }
        self.begin(at, What::Infinitive, 1, "infinitive") + 1
    }

    /// "Measures to …", "the right to …".
    pub(super) fn takes_infinitive(&self, chunk: &Chunk, at: usize) -> bool {
        let before = &self.scene.tokens[at - 1];
        let noun = |token: &Tok| {
            token.among(&[
                "measures",
                "measure",
                "steps",
                "step",
                "action",
                "right",
                "rights",
                "obligation",
                "obligations",
                "duty",
                "power",
                "powers",
                "authority",
                "effort",
                "efforts",
                "request",
                "requests",
                "decision",
                "intention",
                "opportunity",
                "ability",
                "attempt",
                "attempts",
                "agreement",
                "undertaking",
                "freedom",
                "permission",
                "consent",
                "refusal",
                "failure",
                "invitation",
                "proposal",
                "proposals",
                "arrangements",
                "arrangement",
                "facilities",
                "means",
                "necessary",
                "readiness",
                "willingness",
                "commitment",
                "wish",
                "option",
                "offer",
                "order",
                "orders",
                "legislation",
                "provision",
                "provisions",
                "jurisdiction",
                "precautions",
                "able",
                "likely",
                "required",
                "entitled",
                "liable",
                "free",
                "intended",
                "designed",
                "obliged",
                "due",
                "possible",
                "sufficient",
                "competent",
                "ready",
                "time",
                "need",
                "party",
            ])
        };
        if noun(before) {
            return true;
        }
        if chunk.what == What::Noun {
            return self.scene.head(chunk.start, at).is_some_and(|head| noun(&self.scene.tokens[head]));
        }
        false
    }

    pub(super) fn preposition(&mut self, at: usize, token: &Tok) -> usize {
        let of_what = token.says("of")
            && (self.comma || self.current.is_none())
            && self.verb.is_some_and(|verb| {
                verb.frames.iter().any(|frame| frame.slots.len() == 2 && frame.asks("of").is_some())
            });
        if of_what && !self.out.is_empty() | self.current.is_some() && !self.after_share(at) {
            return self.begin(at, What::Preposition, 1, "of what");
        }
        let attached = token.among(&["of", "including", "per", "than"]);
        if attached || token.among(&["as"]) && self.token(at + 1).is_none() {
            if self.current.is_none() {
                self.reopen_noun(at);
            }
            self.comma = false;
            return at + 1;
        }
        let gerund = self.token(at + 1).is_some_and(|next| {
            next.is(Class::V_ING)
                && !(next.is(Class::NOUN) && !verbs_object(self.token(at + 2)))
                && !next.is(Class::PREP)
        });
        let after_gerund = self.token(at + 1).is_some_and(|next| next.is(Class::ADV))
            && self.token(at + 2).is_some_and(|next| next.is(Class::V_ING));
        let predicate = self.verb.is_some_and(|verb| verb.lemma == "be")
            && at > 0
            && self.scene.tokens[at - 1].is(Class::ADJ)
            && self.current.as_ref().is_some_and(|chunk| chunk.what == What::Noun);
        let after_adjective = predicate
            || at > 0
                && self.scene.tokens[at - 1].is(Class::ADJ)
                && !self.scene.tokens[at - 1].is(Class::NOUN.with(Class::DET))
                && self
                    .current
                    .as_ref()
                    .is_some_and(|chunk| (chunk.start..at - 1).any(|index| self.scene.tokens[index].is_nominal()));
        let time_follows = self.token(at + 1).is_some_and(|next| matches!(next.kind, Kind::Date | Kind::Period));
        // "Return the sums deposited within ten days": the day by which is that of the main verb.
        let deadline = token.says("within")
            && self.token(at + 1).is_some_and(|next| next.kind == Kind::Period)
            && at > 0
            && self.scene.tokens[at - 1].is(Class::V_PART)
            && self.current.as_ref().is_some_and(|chunk| chunk.what == What::Noun && chunk.inner.is_none());
        if self.inner_open() && !deadline || after_adjective && !self.comma && !time_follows || self.within_act_noun(at)
        {
            return at + 1;
        }
        if self.same_kind_joined(at, None) {
            return at + 1;
        }
        // A preposition straight after another one: "from within", "up to".
        if self.current.as_ref().is_some_and(|chunk| chunk.start + chunk.marker == at && chunk.marker > 0) {
            return at + 1;
        }
        if token.says("as") {
            if !self.comma
                && self.current.as_ref().is_some_and(|chunk| {
                    (chunk.start..at).any(|index| {
                        self.scene.tokens[index].says("such")
                            || self.scene.tokens[index].says("same")
                            || self.scene.tokens[index].says("as")
                    })
                })
            {
                return at + 1;
            }
            return self.begin(at, What::As, 1, "as");
        }
        if gerund || after_gerund {
            if token.says("for") && !self.comma && self.current.as_ref().is_some_and(|chunk| chunk.what == What::Noun) {
                return at + 1;
            }
            let next = self.begin(at, What::Gerund, 1, "gerund");
            return next + 1;
        }
        if token.is(Class::TOPIC) {
            if !self.comma && self.current.is_some() {
                return at + 1;
            }
            return self.begin(at, What::Adjunct(Role::Topic), 1, "topic");
        }
        if token.among(&["except", "save", "excluding"]) {
            return self.begin(at, What::Adjunct(Role::Exception), 1, "except");
        }
        self.begin(at, What::Preposition, 1, "preposition")
    }

    /// "At least three, and not more than half, | of its barges": what a share is a share of goes on with it.
    fn after_share(&self, at: usize) -> bool {
        let before = self.scene.tokens[..at].iter().rev().find(|token| token.kind != Kind::Comma);
        before.is_some_and(|token| {
            matches!(token.kind, Kind::Amount | Kind::Count | Kind::Number)
                || token.kind == Kind::Period && token.norm.contains("quarter")
                || token
                    .among(&["cent", "percent", "half", "third", "thirds", "quarter", "quarters", "fifth", "fifths"])
        })
    }

    /// "The handing over of the keys", "the putting into service of the pump", "the withdrawal from circulation of the
    /// coins": between the noun of an act and its "of" stands what belongs to the verb.
    pub(super) fn within_act_noun(&self, at: usize) -> bool {
        let Some(before) = at.checked_sub(1).map(|at| &self.scene.tokens[at]) else { return false };
        let of = |at: usize| self.token(at).is_some_and(|token| token.says("of"));
        let act = before.is(Class::V_ING) || crate::lexicon::nominal_to_verb(&before.norm).is_some();
        let marker = &self.scene.tokens[at];
        let goes_in =
            marker.among(&["into", "from", "to", "under"]) || before.is(Class::V_ING) && marker.among(&["in", "on"]);
        // "An inspection in territory of the other": where it is done.
        let bare = |token: &Tok| {
            token.is_nominal()
                && !token.upper
                && !token.is(Class::DET.with(Class::PRON))
                && token.noun() != Some(crate::lexicon::NounType::Place)
        };
        let particle = before.is(Class::V_ING) && (marker.among(&PARTICLES) && of(at + 1) || marker.says("out of"));
        let inner = goes_in && self.token(at + 1).is_some_and(bare) && of(at + 2);
        act && !self.comma && (particle || inner) && self.of_time_or_thing()
    }

    /// True while the phrase at hand is an object or says when.
    fn of_time_or_thing(&self) -> bool {
        self.current.as_ref().is_some_and(|chunk| match chunk.what {
            What::Noun | What::Adjunct(Role::Window) => true,
            What::Preposition => self.scene.tokens[chunk.start].among(&[
                "after",
                "upon",
                "following",
                "on",
                "until",
                "till",
                "before",
                "within",
                "since",
                "pending",
                "from",
            ]),
            _ => false,
        })
    }

    pub(super) fn reopen_noun(&mut self, at: usize) {
        match self.out.pop() {
            Some(chunk) if !matches!(chunk.what, What::Clause | What::Adjunct(Role::Condition | Role::Exception)) => {
                self.current = Some(chunk)
            }
            other => {
                self.out.extend(other);
                self.begin(at, What::Noun, 0, "of");
            }
        }
    }
}

/// Particles that may stand between a gerund and its "of".
const PARTICLES: [&str; 8] = ["over", "out", "up", "down", "off", "back", "away", "in"];

fn verbs_object(next: Option<&Tok>) -> bool {
    next.is_some_and(|next| next.starts_phrase() && !next.is(Class::PREP))
}
