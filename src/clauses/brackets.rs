//! Brackets: subordinate clauses, each with the one finite verb that belongs to it.
//!
//! `bracket := (relative pronoun | subordinator | "that" | participle) …`, kept on a stack: a finite verb goes to the
//! innermost bracket that lacks one. Sample: *A Party [which holds a licence] shall, [if it sells the vessel], return it*.

use super::tokens::{Kind, Role, Tok};
use super::verbs;
use crate::lexicon::{Class, Shape};

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
    fn of(role: Role) -> Self {
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
    needs: bool,
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

struct Walk<'a> {
    tokens: &'a [Tok],
    list: Vec<Bracket>,
    stack: Vec<usize>,
    finites: Vec<Finite>,
    left_over: Vec<usize>,
}

struct Opening {
    sort: Sort,
    start: usize,
    length: usize,
    needs: bool,
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

    fn top(&self) -> &Bracket {
        &self.list[self.stack[self.stack.len() - 1]]
    }

    /// Closes all brackets above a place on the stack.
    fn close_down_to(&mut self, depth: usize, end: usize) {
        while self.stack.len() > depth + 1 {
            if let Some(index) = self.stack.pop() {
                self.list[index].end = end;
            }
        }
    }

    fn open(&mut self, opening: &Opening) {
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
    fn before(&self, at: usize) -> Option<usize> {
        (0..at).rev().find(|&index| !verbs::passable(&self.tokens[index]))
    }

    /// What opens at a token.
    fn opening(&self, at: usize) -> Option<Opening> {
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
    fn that(&self, at: usize) -> Option<Opening> {
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
    fn r#as(&self, at: usize) -> Option<Opening> {
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
    fn modal_close(&self, from: usize) -> bool {
        (from..self.tokens.len().min(from + 9))
            .any(|index| verbs::hard_finite(self.tokens, index) || self.lexical(index, from, false))
    }

    fn subordinate(&self, at: usize) -> Option<Opening> {
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
                Some(Opening { sort, start: at, length: 1, needs: !elliptic })
            }
        }
    }

    /// "The areas where …" without a comma.
    fn place_before(&self, at: usize) -> bool {
        use crate::lexicon::NounType;
        let before = &self.tokens[at - 1];
        matches!(before.word.noun, Some((NounType::Place, _) | (_, Some(NounType::Place)))) && before.kind == Kind::Word
            || before.among(&["place", "places", "cases", "case", "those", "country", "state"])
    }

    /// True if a finite verb comes before the next mark, and it is not the one that the main clause waits for.
    fn clause_ahead(&self, from: usize) -> bool {
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
    fn zero_that(&self, at: usize) -> bool {
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
    fn zero_relative(&self, at: usize) -> bool {
        let Some(before) = at.checked_sub(1).map(|index| &self.tokens[index]) else { return false };
        let nominal =
            before.kind == Kind::Word && before.is(Class::NOUN) && !before.is(Class::V_S) && !before.function();
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
    fn interposed_participle(&self, at: usize) -> bool {
        let comma = at > 0 && self.tokens[at - 1].kind == Kind::Comma || at == 0;
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
    fn lexical(&self, at: usize, start: usize, main: bool) -> bool {
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

    /// "If the lock is shut and the water has fallen, a Party may …": the second verb is the condition's too.
    fn inner_coordination(&self, depth: usize, at: usize) -> bool {
        if depth + 1 >= self.stack.len()
            || self.tokens[at].is(Class::MODAL)
                && self.list[self.stack[depth]].sort == Sort::Main
                && self.tokens[at].among(&["shall", "must"])
        {
            return false;
        }
        let first = &self.list[self.stack[depth + 1]];
        let Some(finite) = first.finite else { return false };
        let conjoined =
            (finite + 1..at).any(|index| self.tokens[index].is(Class::CONJ) || self.tokens[index].kind == Kind::Comma);
        let cut = (finite + 1..at).rev().any(|index| {
            self.tokens[index].kind == Kind::Comma
                && self.subject_between(index + 1, at)
                && !(index + 1..at)
                    .any(|inside| self.tokens[inside].is(Class::CONJ) && self.tokens[index + 1].is(Class::CONJ))
        });
        let outer = self.list[self.stack[depth]].start;
        let fronted = first.start <= outer + 1
            || first.comma
            || !(outer..first.start).any(|index| self.tokens[index].is_nominal())
            || matches!(self.tokens[outer].kind, Kind::Fixed(..))
            || self.tokens[outer].is(Class::PREP);
        conjoined && !cut && fronted && verbs::left_over(self.tokens, at + 1, false).is_some()
    }

    /// "If the Parties reply in good time, the matter shall …": a modal that the condition would take, and the main
    /// clause has no other verb to come.
    fn main_instead(&mut self, depth: usize, at: usize) -> bool {
        let index = self.stack[depth];
        let bracket = &self.list[index];
        let far = at >= bracket.start + 3 && bracket.sort == Sort::Relative && bracket.start > 0;
        let governed = far
            || matches!(bracket.sort, Sort::Condition | Sort::Exception | Sort::Window | Sort::Manner | Sort::Purpose);
        if index == 0
            || !self.tokens[at].is(Class::MODAL)
            || !governed
            || self.list[0].finite.is_some()
            || verbs::left_over(self.tokens, at + 1, false).is_some()
        {
            return false;
        }
        let start = bracket.start;
        if bracket.sort == Sort::Relative {
            // Its verb was not known: the modal is that of the clause around it.
            self.close_down_to(0, at);
            self.list[0].finite = Some(at);
            self.finites.push(Finite { at, from: 0, subject: true, inverted: false });
            return true;
        }
        let Some(cut) = (start + 2..at)
            .rev()
            .find(|&comma| self.tokens[comma].kind == Kind::Comma && self.subject_between(comma + 1, at))
        else {
            return false;
        };
        let inside: Vec<usize> = self.stack.drain(1..).collect();
        for inner in inside {
            let outside = self.list[inner].start > cut;
            self.list[inner].end = if outside { at } else { cut };
            if outside {
                self.list[inner].parent = 0;
            }
        }
        self.list[0].finite = Some(at);
        self.finites.push(Finite { at, from: 0, subject: true, inverted: false });
        true
    }

    /// "In no case shall the toll …", "At no time may …".
    fn fronted_negation(&self, at: usize) -> bool {
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
            || first.says("only")
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
    fn split(&mut self, depth: usize, at: usize) {
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
    fn subject_between(&self, from: usize, to: usize) -> bool {
        let Some(first) = self.tokens.get(from).filter(|_| from < to) else { return false };
        let nominal = (from..to).any(|index| self.tokens[index].is_nominal());
        first.starts_phrase() && nominal && !first.is(Class::CONJ) && !first.is(Class::V_ING)
    }

    /// Without a comma: the last noun phrase before the verb.
    fn bare_subject(&self, from: usize, at: usize) -> Option<usize> {
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

    /// "… and undertake to": a second performative of a main clause in the present.
    fn performs(&self, at: usize) -> bool {
        let present = self.list[0].finite.is_some_and(|finite| !self.tokens[finite].is(Class::MODAL.with(Class::BE)));
        let goes_on = self
            .tokens
            .get(at + 1)
            .is_some_and(|next| next.is(Class::DET) || next.among(&["to", "not", "that", "never"]));
        present
            && goes_on
            && self.tokens[at].among(&[
                "undertake",
                "undertakes",
                "agree",
                "agrees",
                "renounce",
                "renounces",
                "pledge",
                "pledges",
                "reserve",
                "reserves",
                "accept",
                "accepts",
                "guarantee",
                "guarantees",
                "declare",
                "declares",
                "waive",
                "waives",
                "confirm",
                "confirms",
                "recognize",
                "recognizes",
                "recognise",
                "recognises",
            ])
    }

    /// A finite verb that no bracket waits for: a second predicate, or a second main clause.
    fn coordinate(&mut self, at: usize) {
        let Some((cut, subject, inverted)) = self.joint(at) else {
            let before = self.before(at).map(|index| &self.tokens[index]);
            let opinion = before.is_some_and(|before| {
                before.is(Class::V_S.with(Class::V_BASE).with(Class::V_PAST))
                    && before
                        .word
                        .verb()
                        .is_some_and(|verb| verb.frames.iter().any(|frame| frame.asks("that").is_some()))
            });
            if self.tokens[at].is(Class::MODAL) && !opinion {
                self.left_over.push(at);
            }
            return;
        };
        let modal = self.tokens[at].is(Class::MODAL);
        let top = self.top();
        let comma = cut > 0 && self.tokens[cut - 1].kind == Kind::Comma || self.tokens[cut].kind == Kind::Semicolon;
        if self.stack.len() > 1 {
            let same = top.finite.is_some_and(|finite| {
                self.tokens[finite].is(Class::MODAL) == modal
                    && (!modal || self.tokens[finite].norm == self.tokens[at].norm)
            });
            let main_same = self.list[0].finite.is_some_and(|finite| self.tokens[finite].norm == self.tokens[at].norm);
            if same && !comma && !main_same || !modal && !main_same {
                return;
            }
        }
        let end = if comma { cut.saturating_sub(1) } else { cut };
        self.close_down_to(0, end.max(1));
        let from = cut + 1;
        let behind = at > 0
            && matches!(self.tokens[at - 1].kind, Kind::Fixed(_, Shape::Closed))
            && verbs::negating(&self.tokens[at - 1].norm);
        let (subject, inverted) = (subject || behind, inverted || behind);
        self.finites.push(Finite { at, from, subject, inverted });
    }

    /// True if "and" and a noun phrase stand between the last verb and a comma: then the modal has that subject.
    fn clause_subject_before(&self, comma: usize, last: usize) -> bool {
        (last + 1..comma).rev().take(25).any(|index| {
            self.tokens[index].is(Class::CONJ) && index > 0 && self.tokens[index - 1].kind == Kind::Comma
                || self.tokens[index].kind == Kind::Semicolon
        })
    }

    /// Where a coordinated predicate or clause begins: place of the "and", whether a subject follows, whether behind the verb.
    fn joint(&self, at: usize) -> Option<(usize, bool, bool)> {
        let last = self.finites.last().map_or(0, |finite| finite.at);
        let mut index = at;
        while index > last + 1 {
            index -= 1;
            let token = &self.tokens[index];
            if let Some(bracket) = self.list.iter().skip(1).find(|bracket| {
                bracket.end == index + 1 && bracket.start > last && !self.stack.contains(&bracket.parent)
                    || bracket.end == index + 1 && bracket.start > last && bracket.comma
            }) {
                index = bracket.start;
                continue;
            }
            if token.is(Class::CONJ) {
                let inverted = token.says("nor") && index + 1 == at;
                return Some((index, inverted, inverted));
            }
            if token.kind == Kind::Comma
                && self.tokens[at].is(Class::MODAL)
                && self.list[0].finite.is_some_and(|finite| self.tokens[finite].norm == self.tokens[at].norm)
                && index + 1 == at
            {
                let before_comma = self.tokens[index - 1].is_nominal() || self.tokens[index - 1].is(Class::V_PART);
                if before_comma && !self.clause_subject_before(index, last) {
                    return Some((index, false, false));
                }
            }
            if !(verbs::passable(token) || token.kind == Kind::Comma || token.says("then")) {
                break;
            }
        }
        let mut nearest = None;
        for index in (last + 1..at).rev() {
            let token = &self.tokens[index];
            if token.kind == Kind::Semicolon || token.kind == Kind::Stop {
                return Some((index, true, false));
            }
            if token.is(Class::CONJ)
                && self.subject_between(index + 1, at).max(self.tokens.get(index + 1).is_some_and(|next| {
                    next.kind == Kind::Comma || next.is(Class::SUB) || matches!(next.kind, Kind::Fixed(..))
                }))
            {
                let comma = index > 0 && self.tokens[index - 1].kind == Kind::Comma;
                if comma {
                    return Some((index, true, false));
                }
                nearest = nearest.or(Some(index));
            }
        }
        nearest.map(|index| (index, true, false))
    }
}
