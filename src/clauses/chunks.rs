//! Chunks: what follows a verb, cut where a marker stands.
//!
//! `chunks := noun phrase? (marker noun phrase | bracket | adverb | "to" verb …)*`. Sample: *carry | the mail |
//! to the islands | once a week | if the sea allows*.

use super::brackets::{Bracket, Brackets, Sort};
use super::time;
use super::tokens::{Kind, Role, Tok};
use super::verbs;
use crate::lexicon::{Class, NounType, Shape, Verb};

/// What a chunk is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum What {
    /// A noun phrase without a marker.
    Noun,
    /// A preposition and what it governs.
    Preposition,
    /// An adjunct whose marker says what it is.
    Adjunct(Role),
    /// A clause with "that" or "whether".
    Clause,
    /// "To" and a bare verb.
    Infinitive,
    /// A preposition and a gerund, or a gerund alone.
    Gerund,
    /// "As" and a noun.
    As,
}

/// A piece of a predicate.
#[derive(Clone, Debug)]
pub struct Chunk {
    /// What it is.
    pub what: What,
    /// Its first token.
    pub start: usize,
    /// One past its last.
    pub end: usize,
    /// How many tokens its marker has.
    pub marker: usize,
    /// True if a comma stands before it.
    pub comma: bool,
    /// Where an inner act within it begins.
    pub inner: Option<usize>,
    /// True once a participle after its noun takes the adjuncts that follow without a comma.
    pub participle: bool,
    /// The rule that made it.
    pub rule: &'static str,
}

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

/// Cuts the tokens `from..to` of a predicate into chunks.
pub fn chunk(scene: Scene<'_>, from: usize, to: usize, verb: Option<&Verb>, has_object: bool) -> Vec<Chunk> {
    let mut cutter = Cutter { scene, to, verb, has_object, out: Vec::new(), current: None, comma: false };
    let mut at = from;
    while at < to {
        at = cutter.step(at);
    }
    cutter.flush(to);
    cutter.out
}

struct Cutter<'a> {
    scene: Scene<'a>,
    to: usize,
    verb: Option<&'a Verb>,
    has_object: bool,
    out: Vec<Chunk>,
    current: Option<Chunk>,
    comma: bool,
}

impl Cutter<'_> {
    fn token(&self, at: usize) -> Option<&Tok> {
        self.scene.tokens.get(at).filter(|_| at < self.to)
    }

    fn flush(&mut self, end: usize) {
        if let Some(mut chunk) = self.current.take() {
            chunk.end = end;
            if chunk.what == What::Noun {
                self.has_object = true;
            }
            self.out.push(chunk);
        }
    }

    fn begin(&mut self, at: usize, what: What, marker: usize, rule: &'static str) -> usize {
        self.flush(at);
        let inner = matches!(what, What::Infinitive | What::Gerund).then_some(at);
        let participle = what == What::Adjunct(Role::Exception);
        self.current = Some(Chunk { what, start: at, end: at, marker, comma: self.comma, inner, participle, rule });
        self.comma = false;
        at + marker.max(1)
    }

    /// A chunk that is complete at once.
    fn whole(&mut self, at: usize, end: usize, what: What, marker: usize, rule: &'static str) -> usize {
        self.begin(at, what, marker, rule);
        self.flush(end);
        end
    }

    /// True while an inner act is open that takes adjuncts without a comma.
    fn inner_open(&self) -> bool {
        !self.comma && self.current.as_ref().is_some_and(|chunk| chunk.inner.is_some() || chunk.participle)
    }

    /// True if the noun phrase of the current chunk has its head.
    fn complete(&self, at: usize) -> bool {
        let Some(chunk) = &self.current else { return false };
        let before = &self.scene.tokens[at - 1];
        (chunk.start + chunk.marker..at).any(|index| self.scene.tokens[index].is_nominal())
            && !before.is(Class::PREP.with(Class::CONJ).with(Class::ADJ))
            && !(before.is(Class::DET) && !before.is(Class::PRON))
            && !matches!(before.kind, Kind::Fixed(_, Shape::Phrase) | Kind::Count)
    }

    fn step(&mut self, at: usize) -> usize {
        let scene = self.scene;
        let token = &scene.tokens[at];
        match token.kind {
            Kind::Comma | Kind::Dash | Kind::Mark => {
                self.comma = true;
                return at + 1;
            }
            Kind::Stop | Kind::Semicolon | Kind::Colon => return at + 1,
            _ => {}
        }
        if let Some((bracket, end)) = scene.bracket(at, self.to) {
            return self.bracket(bracket.sort, at, end);
        }
        if let Some(next) = self.recurrence(at) {
            return next;
        }
        if let Some(next) = self.measured(at) {
            return next;
        }
        match token.kind {
            Kind::Fixed(role, shape) => self.fixed(at, role, shape),
            Kind::Word => self.word(at, token),
            _ => self.plain(at),
        }
    }

    fn bracket(&mut self, sort: Sort, at: usize, end: usize) -> usize {
        let role = match sort {
            Sort::Relative | Sort::Main => {
                if self.current.is_none() {
                    self.reopen(at);
                }
                self.comma = false;
                return end;
            }
            Sort::That => {
                if self.current.as_ref().is_some_and(|chunk| chunk.inner.is_some()) {
                    return end;
                }
                let asked = self.verb.is_some_and(|verb| {
                    verb.frames.iter().any(|frame| frame.asks("that").is_some() || frame.asks("whether").is_some())
                });
                if self.current.is_some() && !asked {
                    return end;
                }
                return self.whole(at, end, What::Clause, 1, "that-clause");
            }
            Sort::Participle => Role::Manner,
            Sort::Condition => Role::Condition,
            Sort::Exception => Role::Exception,
            Sort::Window => Role::Window,
            Sort::Purpose => Role::Purpose,
            Sort::Manner => Role::Manner,
        };
        if self.inner_open() && !role.governs() {
            return end;
        }
        // "If A … or if B …" is one condition.
        let joined = self.out.last().is_some_and(|last| last.what == What::Adjunct(role))
            && self.current.is_none()
            && at > 0
            && self.scene.tokens[at - 1].is(Class::CONJ);
        if joined {
            if let Some(last) = self.out.last_mut() {
                last.end = end;
            }
            self.comma = false;
            return end;
        }
        self.whole(at, end, What::Adjunct(role), 1, "clause")
    }

    /// Goes on with the chunk before, where a relative clause or "of" follows it.
    fn reopen(&mut self, at: usize) {
        match self.out.pop() {
            Some(chunk) if !matches!(chunk.what, What::Clause) => self.current = Some(chunk),
            other => {
                self.out.extend(other);
                self.begin(at, What::Noun, 0, "relative alone");
            }
        }
    }

    fn recurrence(&mut self, at: usize) -> Option<usize> {
        let length = time::recurrence(&self.scene.tokens[at..self.to]);
        if length == 0 || self.inner_open() {
            return None;
        }
        let before = at.checked_sub(1).map(|index| &self.scene.tokens[index]);
        if before.is_some_and(|before| {
            before.is(Class::PREP.with(Class::CONJ)) || matches!(before.kind, Kind::Fixed(_, Shape::Phrase))
        }) {
            return None;
        }
        Some(self.whole(at, at + length, What::Adjunct(Role::Window), 0, "recurrence"))
    }

    /// "Thirty days after …", "48 hours in advance": a measured window without a preposition.
    fn measured(&mut self, at: usize) -> Option<usize> {
        let token = &self.scene.tokens[at];
        let measured = token.kind == Kind::Period || token.among(&["immediately", "shortly"]) && token.is(Class::ADV);
        let next = self.token(at + 1)?;
        let goes_on = next.among(&[
            "before",
            "after",
            "following",
            "prior to",
            "in advance",
            "in advance of",
            "later",
            "earlier",
            "beforehand",
            "from the date of",
            "thereafter",
            "subsequent to",
        ]);
        let is_object = !self.has_object && self.current.is_none() && self.verb.is_some_and(Verb::needs_object);
        let before = at.checked_sub(1).map(|index| &self.scene.tokens[index]);
        if is_object
            || !measured
            || !goes_on
            || self.inner_open()
            || before
                .is_some_and(|before| before.is(Class::PREP) || matches!(before.kind, Kind::Fixed(_, Shape::Phrase)))
        {
            return None;
        }
        if let Some((_, stop)) = self.scene.bracket(at + 1, self.to) {
            return Some(self.whole(at, stop, What::Adjunct(Role::Window), 0, "measured window"));
        }
        if matches!(next.kind, Kind::Fixed(_, Shape::Closed)) || next.is(Class::ADV) && !next.is(Class::PREP) {
            return Some(self.whole(at, at + 2, What::Adjunct(Role::Window), 0, "measured window"));
        }
        self.begin(at, What::Adjunct(Role::Window), 0, "measured window");
        Some(at + 2)
    }

    fn fixed(&mut self, at: usize, role: Role, shape: Shape) -> usize {
        match (role, shape) {
            (Role::Noun, _) => {
                if self.current.is_none() && shape == Shape::Closed {
                    return self.plain(at);
                }
                // ", other than …" set off by a comma is an exception.
                if self.comma && self.scene.tokens[at].says("other than") {
                    return self.begin(at, What::Adjunct(Role::Exception), 1, "other than");
                }
                if self.current.is_none() {
                    self.reopen(at);
                }
                self.comma = false;
                at + 1
            }
            (Role::Focus, _) => at + 1,
            (_, Shape::Closed) => {
                if self.inner_open() && !role.governs() {
                    return at + 1;
                }
                if self.current.as_ref().is_some_and(|chunk| chunk.start + chunk.marker == at && chunk.marker > 0) {
                    return at + 1;
                }
                if role == Role::Exception && self.token(at + 1).is_some_and(|next| next.is(Class::PREP)) {
                    return self.begin(at, What::Adjunct(role), 1, "expression");
                }
                self.whole(at, at + 1, What::Adjunct(role), 0, "expression")
            }
            (Role::Purpose, Shape::Verb) => self.begin(at, What::Adjunct(Role::Purpose), 1, "in order to"),
            _ => {
                if self.inner_open() && !role.governs() {
                    return at + 1;
                }
                if self.same_kind_joined(at, Some(role)) {
                    return at + 1;
                }
                if role == Role::Topic
                    && !self.comma
                    && self.current.as_ref().is_some_and(|chunk| matches!(chunk.what, What::Noun | What::Preposition))
                {
                    return at + 1;
                }
                self.begin(at, What::Adjunct(role), 1, "marker")
            }
        }
    }

    /// "In the bay and on the shore": two adjuncts of one kind are one.
    fn same_kind_joined(&self, at: usize, role: Option<Role>) -> bool {
        if at == 0 || !self.scene.tokens[at - 1].is(Class::CONJ) {
            return false;
        }
        self.current.as_ref().is_some_and(|chunk| match role {
            Some(role) => chunk.what == What::Adjunct(role),
            None => matches!(chunk.what, What::Preposition | What::Gerund),
        })
    }

    fn word(&mut self, at: usize, token: &Tok) -> usize {
        if token.says("to") && self.infinitive(at) {
            return self.open_infinitive(at);
        }
        if token.is(Class::PREP) && !(token.is(Class::ADJ) && at > 0 && self.scene.tokens[at - 1].is(Class::DET)) {
            return self.preposition(at, token);
        }
        if token.is(Class::CONJ) {
            return at + 1;
        }
        if token.is(Class::ADV) && !token.is(Class::ADJ.with(Class::NOUN)) {
            return self.adverb(at, token);
        }
        let opens = token.is(Class::DET) && !token.is(Class::NEG) || token.is(Class::PRON);
        if opens && self.current.is_some() && self.complete(at) && self.object_may_begin() && !self.list_goes_on(at) {
            return self.begin(at, What::Noun, 0, "object after adjunct");
        }
        self.plain(at)
    }

    /// True if the verb still lacks an object, and the chunk at hand cannot be it.
    fn object_may_begin(&self) -> bool {
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
        adjunct && !self.has_object && self.verb.is_none_or(Verb::takes_object) || double
    }

    /// True between two members of a list: "the masts, the spars and the rigging".
    fn list_goes_on(&self, at: usize) -> bool {
        let after_conjunction = at > 0 && self.scene.tokens[at - 1].is(Class::CONJ);
        let listed = at > 0
            && self.scene.tokens[at - 1].kind == Kind::Comma
            && self.current.as_ref().is_some_and(|chunk| chunk.what == What::Noun);
        after_conjunction || listed
    }

    fn infinitive(&self, at: usize) -> bool {
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

    fn open_infinitive(&mut self, at: usize) -> usize {
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
    fn takes_infinitive(&self, chunk: &Chunk, at: usize) -> bool {
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

    fn preposition(&mut self, at: usize, token: &Tok) -> usize {
        let of_what = token.says("of")
            && (self.comma || self.current.is_none())
            && self.verb.is_some_and(|verb| {
                verb.frames.iter().any(|frame| frame.slots.len() == 2 && frame.asks("of").is_some())
            });
        if of_what && !self.out.is_empty() | self.current.is_some() {
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
        if self.inner_open() || after_adjective && !self.comma && !time_follows {
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

    fn reopen_noun(&mut self, at: usize) {
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

    fn adverb(&mut self, at: usize, token: &Tok) -> usize {
        let next = self.token(at + 1);
        let modifies = next.is_some_and(|next| {
            next.is(Class::ADJ.with(Class::V_PART).with(Class::NUM))
                || next.is(Class::V_ING) && !self.comma && self.current.is_some()
        }) && next.is_some_and(|next| {
            next.is(Class::ADJ.with(Class::V_PART).with(Class::NUM).with(Class::V_ING)) && !next.is(Class::DET)
                || matches!(next.kind, Kind::Number | Kind::Amount | Kind::Count | Kind::Period)
        });
        if token.among(&[
            "only",
            "also",
            "not",
            "therefore",
            "however",
            "then",
            "thus",
            "hereby",
            "accordingly",
            "even",
            "moreover",
            "furthermore",
            "likewise",
            "so",
        ]) || modifies
            || self.inner_open() && !self.comma
        {
            return if modifies && self.current.is_none() { self.plain(at) } else { at + 1 };
        }
        if token.among(&[
            "thereof",
            "thereto",
            "therein",
            "hereto",
            "hereof",
            "thereon",
            "therefrom",
            "therewith",
            "thereunder",
            "concerned",
            "hereinafter",
        ]) && self.current.is_some()
        {
            return at + 1;
        }
        let role = if time_adverb(&token.norm) {
            Role::Window
        } else if token.among(&["abroad", "ashore", "elsewhere", "outside", "inside", "there", "here"]) {
            Role::Place
        } else {
            Role::Manner
        };
        if token.among(&["back", "out", "up", "down", "over", "off", "away", "aside", "forward", "on"]) {
            return if self.current.is_some() {
                at + 1
            } else {
                self.whole(at, at + 1, What::Adjunct(Role::Focus), 0, "particle")
            };
        }
        self.whole(at, at + 1, What::Adjunct(role), 0, "adverb")
    }

    /// A word of a noun phrase.
    fn plain(&mut self, at: usize) -> usize {
        if !self.comma && self.current.is_some() && self.opens_participle(at) {
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
            || self.scene.tokens[at].kind == Kind::Number && !self.scene.tokens[at - 1].upper;
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
    fn opens_participle(&self, at: usize) -> bool {
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

    fn complete_before_comma(&self, at: usize) -> bool {
        self.current
            .as_ref()
            .is_some_and(|chunk| (chunk.start + chunk.marker..at).any(|index| self.scene.tokens[index].is_nominal()))
    }

    /// "To Ardal, Bergen and Corm": after this word an "and" comes before any marker.
    fn more_of_a_list(&self, at: usize) -> bool {
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
}

fn verbs_object(next: Option<&Tok>) -> bool {
    next.is_some_and(|next| next.starts_phrase() && !next.is(Class::PREP))
}

/// Adverbs of time.
pub fn time_adverb(word: &str) -> bool {
    matches!(
        word,
        "immediately"
            | "promptly"
            | "forthwith"
            | "thereafter"
            | "thereupon"
            | "annually"
            | "monthly"
            | "weekly"
            | "daily"
            | "yearly"
            | "quarterly"
            | "periodically"
            | "regularly"
            | "subsequently"
            | "previously"
            | "temporarily"
            | "permanently"
            | "always"
            | "ever"
            | "forever"
            | "henceforth"
            | "simultaneously"
            | "initially"
            | "now"
            | "soon"
            | "later"
            | "earlier"
            | "once"
            | "twice"
            | "continuously"
            | "continually"
            | "indefinitely"
            | "perpetually"
            | "again"
            | "still"
            | "already"
            | "frequently"
            | "rapidly"
            | "afterwards"
            | "beforehand"
            | "provisionally"
            | "biennially"
            | "today"
            | "never"
            | "urgently"
            | "speedily"
            | "expeditiously"
            | "quickly"
            | "currently"
    )
}
