//! Chunks: what follows a verb, cut where a marker stands.
//!
//! `chunks := noun phrase? (marker noun phrase | bracket | adverb | "to" verb …)*`. Sample: *carry | the mail |
//! to the islands | once a week | if the sea allows*.

use super::brackets::Sort;
use super::scene::Scene;
use super::time;
use super::tokens::{Kind, Role, Tok};
use crate::lexicon::{Class, Shape, Verb};

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

/// Cuts a predicate from left to right.
pub(super) struct Cutter<'a> {
    pub(super) scene: Scene<'a>,
    pub(super) to: usize,
    pub(super) verb: Option<&'a Verb>,
    pub(super) has_object: bool,
    pub(super) out: Vec<Chunk>,
    pub(super) current: Option<Chunk>,
    pub(super) comma: bool,
}

impl Cutter<'_> {
    pub(super) fn token(&self, at: usize) -> Option<&Tok> {
        self.scene.tokens.get(at).filter(|_| at < self.to)
    }

    pub(super) fn flush(&mut self, end: usize) {
        if let Some(mut chunk) = self.current.take() {
            chunk.end = end;
            if chunk.what == What::Noun {
                self.has_object = true;
            }
            self.out.push(chunk);
        }
    }

    pub(super) fn begin(&mut self, at: usize, what: What, marker: usize, rule: &'static str) -> usize {
        self.flush(at);
        let inner = matches!(what, What::Infinitive | What::Gerund).then_some(at);
        let participle = what == What::Adjunct(Role::Exception);
        self.current = Some(Chunk { what, start: at, end: at, marker, comma: self.comma, inner, participle, rule });
        self.comma = false;
        at + marker.max(1)
    }

    /// A chunk that is complete at once.
    pub(super) fn whole(&mut self, at: usize, end: usize, what: What, marker: usize, rule: &'static str) -> usize {
        self.begin(at, what, marker, rule);
        self.flush(end);
        end
    }

    /// True while an inner act is open that takes adjuncts without a comma.
    pub(super) fn inner_open(&self) -> bool {
        !self.comma && self.current.as_ref().is_some_and(|chunk| chunk.inner.is_some() || chunk.participle)
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
    pub(super) fn reopen(&mut self, at: usize) {
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
            (Role::Exception, _) if super::exceptions::second_bound(self.scene.tokens, at) => {
                self.comma = false;
                at + 1
            }
            (_, Shape::Closed) => {
                let always = self.scene.tokens[at].says("at all times")
                    && !self.current.as_ref().is_some_and(|chunk| chunk.inner.is_some());
                if self.inner_open() && !role.governs() && !always {
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
                if self.same_kind_joined(at, Some(role)) || self.within_act_noun(at) {
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
    pub(super) fn same_kind_joined(&self, at: usize, role: Option<Role>) -> bool {
        if at == 0 || !self.scene.tokens[at - 1].is(Class::CONJ) {
            return false;
        }
        self.current.as_ref().is_some_and(|chunk| match role {
            Some(role) => chunk.what == What::Adjunct(role),
            None => matches!(chunk.what, What::Preposition | What::Gerund),
        })
    }

    fn word(&mut self, at: usize, token: &Tok) -> usize {
        let starts =
            token.among(&["beginning", "starting", "commencing", "ending"]) && (self.comma || self.current.is_none());
        if starts && self.token(at + 1).is_some_and(|next| next.is(Class::PREP) && !next.says("of")) {
            self.begin(at, What::Adjunct(Role::Window), 1, "beginning");
            return at + 2;
        }
        if token.says("to") && self.infinitive(at) {
            return self.open_infinitive(at);
        }
        // "Bear arms anywhere in the fort" leaves out nothing.
        if token.among(&["anywhere", "everywhere", "wherever"])
            && self
                .token(at + 1)
                .is_none_or(|next| next.is(Class::PREP) || next.is_mark() || matches!(next.kind, Kind::Fixed(..)))
        {
            self.flush(at);
            return at + 1;
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
            if self.comma && token.says("even") {
                self.flush(at);
            }
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
