//! Brackets: subordinate clauses, each with the one finite verb that belongs to it.
//!
//! `bracket := (relative pronoun | subordinator | "that" | participle) …`, kept on a stack: a finite verb goes to the
//! innermost bracket that lacks one. Sample: *A Party [which holds a licence] shall, [if it sells the vessel], return it*.

use super::tokens::{Kind, Role, Tok};
use super::verbs;
use crate::lexicon::{self, Class, Shape, VerbKind};

/// What a bracket holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sort {
    Main,
    Relative,
    Condition,
    Exception,
    Window,
    That,
    Manner,
    Purpose,
    Participle,
}

impl Sort {
    pub(super) fn of(role: Role) -> Self {
        match role {
            Role::Condition => Self::Condition,
            Role::Exception | Role::SubjectTo => Self::Exception,
            Role::Window => Self::Window,
            Role::Purpose => Self::Purpose,
            _ => Self::Manner,
        }
    }

    fn governs(self) -> bool {
        matches!(self, Self::Condition | Self::Exception)
    }
}

/// A subordinate clause.
#[derive(Clone, Debug)]
pub struct Bracket {
    /// What it holds.
    pub sort: Sort,
    /// Its first token.
    pub start: usize,
    /// One past its last token.
    pub end: usize,
    /// The bracket around it.
    pub parent: usize,
    /// Where its finite verb stands.
    pub finite: Option<usize>,
    /// True if a comma stands before it.
    pub comma: bool,
    pub(super) needs: bool,
}

/// A finite verb of the main clause.
#[derive(Clone, Copy, Debug)]
pub struct Finite {
    /// Where it stands.
    pub at: usize,
    /// Where the words begin that go with it.
    pub from: usize,
    /// True if it has a subject of its own.
    pub subject: bool,
    /// True if the subject stands behind it.
    pub inverted: bool,
}

/// All brackets of a sentence; the first is the main clause.
#[derive(Debug, Default)]
pub struct Brackets {
    /// The main clause, then the others in the order of their first tokens.
    pub list: Vec<Bracket>,
    /// The finite verbs of the main clause.
    pub finites: Vec<Finite>,
    /// Modals that found no clause.
    pub left_over: Vec<usize>,
}

impl Brackets {
    /// The outermost bracket that begins at a token.
    pub fn starting(&self, at: usize) -> Option<&Bracket> {
        self.list
            .iter()
            .skip(1)
            .filter(|bracket| bracket.start == at && bracket.parent == 0 && bracket.end > at)
            .max_by_key(|bracket| bracket.end)
    }
}

/// Finds the brackets of a sentence.
pub fn find(tokens: &[Tok]) -> Brackets {
    let main =
        Bracket { sort: Sort::Main, start: 0, end: tokens.len(), parent: 0, finite: None, comma: false, needs: true };
    let mut walk = Walk { tokens, list: vec![main], stack: vec![0], finites: Vec::new(), left_over: Vec::new() };
    walk.run();
    let mut list = walk.list;
    let tail = list.split_off(1);
    let mut order: Vec<usize> = (0..tail.len()).collect();
    order.sort_by_key(|&index| (tail[index].start, std::cmp::Reverse(tail[index].end)));
    let mut place = vec![0; tail.len() + 1];
    for (new, &old) in order.iter().enumerate() {
        place[old + 1] = new + 1;
    }
    for &old in &order {
        let mut bracket = tail[old].clone();
        bracket.parent = place[bracket.parent];
        list.push(bracket);
    }
    Brackets { list, finites: walk.finites, left_over: walk.left_over }
}

/// A walk over the tokens with a stack of open brackets.
pub(super) struct Walk<'a> {
    pub(super) tokens: &'a [Tok],
    pub(super) list: Vec<Bracket>,
    pub(super) stack: Vec<usize>,
    pub(super) finites: Vec<Finite>,
    pub(super) left_over: Vec<usize>,
}

/// A bracket that is about to open.
pub(super) struct Opening {
    pub(super) sort: Sort,
    pub(super) start: usize,
    pub(super) length: usize,
    pub(super) needs: bool,
}

impl Walk<'_> {
    fn run(&mut self) {
        let mut at = 0;
        while at < self.tokens.len() {
            if at == 0
                && self.tokens[0].among(&["should", "were", "had"])
                && verbs::left_over(self.tokens, 1, false).is_some()
            {
                self.open(&Opening { sort: Sort::Condition, start: 0, length: 1, needs: true });
                self.list[1].finite = Some(0);
                at = 1;
                continue;
            }
            let inverted = self.tokens[at].says("should")
                && at > 0
                && self.list[0].finite.is_some()
                && !self.tokens[at - 1].is(Class::CONJ)
                && self.tokens.get(at + 1).is_some_and(|next| next.is(Class::DET))
                && self.top().finite.is_some();
            if inverted {
                self.open(&Opening { sort: Sort::Condition, start: at, length: 1, needs: true });
                if let Some(index) = self.stack.last().copied() {
                    self.list[index].finite = Some(at);
                }
                at += 1;
                continue;
            }
            if self.deadline_of_main(at) {
                self.close_down_to(0, at);
            }
            if let Some(opening) = self.opening(at) {
                self.open(&opening);
                at += opening.length;
                continue;
            }
            match self.tokens[at].kind {
                Kind::Comma => self.comma(at),
                Kind::Semicolon | Kind::Stop => self.close_down_to(0, at),
                _ if self.tokens[at].is(Class::CONJ) => self.conjunction(at),
                _ if self.finite(at) => self.take(at),
                _ => {}
            }
            at += 1;
        }
        self.close_down_to(0, self.tokens.len());
    }

    /// "Scrap the trawlers which it owns within a year": one does not own within a year, so the time is the main verb's.
    fn deadline_of_main(&self, at: usize) -> bool {
        if at == 0 {
            return false;
        }
        let opens = self.tokens[at].says("within")
            && self.tokens.get(at + 1).is_some_and(|next| next.kind == Kind::Period)
            || self.tokens[at].among(&["not later than", "no later than"]);
        let state = |finite: usize| {
            lexicon::lemma_verb(&self.tokens[finite].norm)
                .and_then(|verb| lexicon::verb(&verb))
                .is_some_and(|verb| verb.kind == VerbKind::State)
        };
        // "The Party which captured them | until peace has been signed": what lasts till then is what the main verb says.
        let until = self.tokens[at].says("until") && self.tokens[at - 1].among(&["it", "them", "him", "her"]);
        (opens && self.top().finite.is_some_and(state) || until && self.top().finite.is_some())
            && self.stack.len() == 2
            && self.top().sort == Sort::Relative
            && self.list[0].finite.is_some_and(|finite| self.tokens[finite].is(Class::MODAL))
    }

    pub(super) fn top(&self) -> &Bracket {
        &self.list[self.stack[self.stack.len() - 1]]
    }

    /// Closes all brackets above a place on the stack.
    pub(super) fn close_down_to(&mut self, depth: usize, end: usize) {
        while self.stack.len() > depth + 1 {
            if let Some(index) = self.stack.pop() {
                self.list[index].end = end;
            }
        }
    }

    pub(super) fn open(&mut self, opening: &Opening) {
        // A condition or an exception is no part of a relative that has its verb.
        if opening.sort.governs() && self.list[0].finite.is_some() {
            while self.stack.len() > 1 && self.top().sort == Sort::Relative && self.top().finite.is_some() {
                let depth = self.stack.len() - 2;
                self.close_down_to(depth, opening.start);
            }
            let comma = opening.start > 0 && self.tokens[opening.start - 1].kind == Kind::Comma;
            if comma
                && matches!(self.top().sort, Sort::That | Sort::Window | Sort::Manner | Sort::Participle)
                && self.top().finite.is_some()
            {
                self.close_down_to(0, opening.start);
            }
        }
        let comma = opening.start > 0 && self.tokens[opening.start - 1].kind == Kind::Comma;
        let parent = self.stack[self.stack.len() - 1];
        self.stack.push(self.list.len());
        self.list.push(Bracket {
            sort: opening.sort,
            start: opening.start,
            end: self.tokens.len(),
            parent,
            finite: None,
            comma,
            needs: opening.needs,
        });
    }

    /// The token before, past adverbs, asides and negations.
    pub(super) fn before(&self, at: usize) -> Option<usize> {
        (0..at).rev().find(|&index| !verbs::passable(&self.tokens[index]))
    }

    /// A verb that is finite here.
    fn finite(&self, at: usize) -> bool {
        if verbs::hard_finite(self.tokens, at) {
            return true;
        }
        let needing =
            self.stack.iter().rev().find(|&&index| self.list[index].needs && self.list[index].finite.is_none());
        needing.is_some_and(|&index| self.lexical(at, self.list[index].start, index == 0))
    }

    /// A finite verb that is no auxiliary: "holds", "agreed", "request".
    pub(super) fn lexical(&self, at: usize, start: usize, main: bool) -> bool {
        verbs::lexical_finite(self.tokens, at, start, main)
    }

    /// Gives a finite verb to the bracket that waits for it.
    fn take(&mut self, at: usize) {
        let waiting = (0..self.stack.len()).rev().find(|&depth| {
            let bracket = &self.list[self.stack[depth]];
            bracket.needs && bracket.finite.is_none()
        });
        let Some(depth) = waiting else { return self.coordinate(at) };
        if self.inner_coordination(depth, at) {
            return;
        }
        if self.main_instead(depth, at) {
            return;
        }
        if depth + 1 < self.stack.len() {
            self.split(depth, at);
        }
        let index = self.stack[depth];
        self.list[index].finite = Some(at);
        if index == 0 {
            let inverted = at > 0 && (self.tokens[at - 1].among(&["nor", "neither"]) || self.fronted_negation(at));
            self.finites.push(Finite { at, from: 0, subject: true, inverted });
        }
    }

    /// "In no case shall the toll …", "At no time may …".
    pub(super) fn fronted_negation(&self, at: usize) -> bool {
        let Some(before) = at.checked_sub(1).map(|index| &self.tokens[index]) else { return false };
        if matches!(before.kind, Kind::Fixed(_, Shape::Closed)) {
            return verbs::negating(&before.norm);
        }
        if before.says("only") || before.says("never") {
            return at == 1;
        }
        let first = &self.tokens[0];
        let fronted = first.is(Class::PREP) && !first.says("no")
            || matches!(first.kind, Kind::Fixed(_, _))
            || first.says("only") && !self.tokens.get(1).is_some_and(Tok::starts_phrase)
            || first.says("not");
        let negated = self.tokens[..at].iter().take(3).any(|token| token.among(&["no", "only", "not"]));
        fronted
            && negated
            && self.tokens.get(at + 1).is_some_and(Tok::starts_phrase)
            && (at + 1..self.tokens.len().min(at + 25))
                .any(|index| self.tokens[index].is(Class::V_BASE) || self.tokens[index].says("be"))
            && !self.tokens[..at].iter().any(|token| token.kind == Kind::Comma)
    }

    /// Closes the brackets above the one that takes the verb at `at`, where the subject of that verb begins.
    pub(super) fn split(&mut self, depth: usize, at: usize) {
        let outer = self.stack[depth];
        let first = self.stack[depth + 1];
        let (start, sort, comma) = (self.list[first].start, self.list[first].sort, self.list[first].comma);
        let begins = self.list[outer].start + usize::from(outer != 0);
        let subject_before = (begins..start).any(|index| self.tokens[index].is_nominal())
            && !self.tokens[begins].is(Class::PREP)
            && !matches!(self.tokens[begins].kind, Kind::Fixed(..));
        let restrictive = sort == Sort::Relative && !comma && start > begins;
        if restrictive && subject_before {
            return self.close_down_to(depth, at);
        }
        let finite = self.list[first].finite.unwrap_or(start);
        let cut = (finite + 1..at)
            .rev()
            .find(|&index| self.tokens[index].kind == Kind::Comma && self.subject_between(index + 1, at));
        let cut = cut.or_else(|| self.bare_subject(finite + 1, at));
        let Some(cut) = cut.filter(|_| !(restrictive && subject_before)) else { return self.close_down_to(depth, at) };
        let inside: Vec<usize> = self.stack.drain(depth + 1..).collect();
        for index in inside {
            if self.list[index].start > cut {
                self.list[index].parent = outer;
                self.list[index].end = at;
            } else {
                self.list[index].end = cut;
            }
        }
        for index in 1..self.list.len() {
            if self.list[index].start > cut
                && self.list[index].parent != outer
                && self.list[self.list[index].parent].end <= cut
            {
                self.list[index].parent = outer;
            }
        }
    }

    /// True if a subject, and nothing else, may stand between a comma and a verb.
    pub(super) fn subject_between(&self, from: usize, to: usize) -> bool {
        let Some(first) = self.tokens.get(from).filter(|_| from < to) else { return false };
        let nominal = (from..to).any(|index| self.tokens[index].is_nominal());
        first.starts_phrase() && nominal && !first.is(Class::CONJ) && !first.is(Class::V_ING)
    }

    /// Without a comma: the last noun phrase before the verb.
    pub(super) fn bare_subject(&self, from: usize, at: usize) -> Option<usize> {
        let start = (from..at).rev().find(|&index| {
            let token = &self.tokens[index];
            (token.is(Class::DET.with(Class::SUBJ)))
                && !(index > 0 && self.tokens[index - 1].is(Class::PREP.with(Class::CONJ).with(Class::DET)))
        })?;
        (start > from).then_some(start)
    }

    /// What a comma closes.
    fn comma(&mut self, at: usize) {
        if self.stack.len() == 1 {
            return;
        }
        let Some(next) = self.tokens.get(at + 1) else { return };
        let top = self.top();
        let listed = next.is(Class::V_ING.with(Class::V_PART))
            && (at + 2..self.tokens.len().min(at + 9)).any(|index| {
                self.tokens[index].is(Class::CONJ)
                    && self.tokens.get(index + 1).is_some_and(|after| after.is(Class::V_ING.with(Class::V_PART)))
            });
        if !top.needs && listed {
            return;
        }
        if !top.needs && !next.is(Class::CONJ) {
            let depth = self.stack.len() - 2;
            return self.close_down_to(depth, at);
        }
        if top.finite.is_none() || self.list[0].finite.is_none() {
            return;
        }
        let after = (at + 1..self.tokens.len())
            .find(|&index| !verbs::passable(&self.tokens[index]) && self.tokens[index].kind != Kind::Comma)
            .map(|index| &self.tokens[index]);
        let outermost = &self.list[self.stack[1]];
        let interposed = self.list[0]
            .finite
            .is_some_and(|finite| outermost.start <= finite + 3 && outermost.comma && outermost.start > finite);
        if interposed && after.is_some_and(|token| token.is(Class::V_BASE.with(Class::BE)) || token.says("to")) {
            return self.close_down_to(0, at);
        }
        let governing = matches!(next.kind, Kind::Fixed(role, _) if role.governs())
            || next.among(&["unless", "provided", "except", "save", "if"]);
        let adjunct = next.is(Class::PREP) && !next.says("including")
            || matches!(next.kind, Kind::Fixed(role, _) if role != Role::Noun)
            || next.is(Class::ADV);
        if governing || top.sort == Sort::Relative && adjunct {
            if top.sort == Sort::That && !governing {
                return;
            }
            self.close_down_to(0, at);
        }
    }

    /// ", and report the": back to the main clause, if its verb has the like.
    fn conjunction(&mut self, at: usize) {
        let performs = (at + 1..self.tokens.len())
            .find(|&index| !verbs::passable(&self.tokens[index]))
            .filter(|&index| self.performs(index));
        if let Some(verb) = performs {
            let end = if at > 0 && self.tokens[at - 1].kind == Kind::Comma { at - 1 } else { at };
            self.close_down_to(0, end);
            self.finites.push(Finite { at: verb, from: at + 1, subject: false, inverted: false });
            return;
        }
        if self.stack.len() == 1 || self.top().finite.is_none() && self.top().needs {
            return;
        }
        let Some(main) = self.list[0].finite.filter(|&finite| self.tokens[finite].is(Class::MODAL)) else { return };
        let inner_modal =
            self.top().finite.is_some_and(|finite| self.tokens[finite].is(Class::MODAL)) || self.top().finite.is_none();
        let head = (at + 1..self.tokens.len()).find(|&index| !verbs::passable(&self.tokens[index]));
        let Some(head) = head.filter(|&index| verbs::bare_with_object(self.tokens, index)) else { return };
        if !inner_modal && head > main {
            let end = if self.tokens[at - 1].kind == Kind::Comma { at - 1 } else { at };
            self.close_down_to(0, end);
        }
    }
}
