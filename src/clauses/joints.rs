//! Joints: which clause a finite verb belongs to when several could take it, and where a second main clause begins.
//!
//! `joint := ("and" | "or" | "nor" | ";") subject? finite verb`. Sample: *The lock shall be shut, and the keeper shall
//! light the lamp*.

use super::brackets::{Finite, Sort, Walk};
use super::tokens::Kind;
use super::verbs;
use crate::lexicon::{Class, Shape};

impl Walk<'_> {
    /// "If the lock is shut and the water has fallen, a Party may …": the second verb is the condition's too.
    pub(super) fn inner_coordination(&self, depth: usize, at: usize) -> bool {
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
    pub(super) fn main_instead(&mut self, depth: usize, at: usize) -> bool {
        let index = self.stack[depth];
        let bracket = &self.list[index];
        // "Those who work shall …": the one word after the pronoun is its verb.
        let near = at == bracket.start + 2 && self.tokens[bracket.start + 1].is(Class::V_BASE);
        let far = (at >= bracket.start + 3 || near) && bracket.sort == Sort::Relative && bracket.start > 0;
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
            .or_else(|| self.bare_subject(start + 2, at))
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

    /// "… and undertake to": a second performative of a main clause in the present.
    pub(super) fn performs(&self, at: usize) -> bool {
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
    pub(super) fn coordinate(&mut self, at: usize) {
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
    pub(super) fn clause_subject_before(&self, comma: usize, last: usize) -> bool {
        (last + 1..comma).rev().take(25).any(|index| {
            self.tokens[index].is(Class::CONJ) && index > 0 && self.tokens[index - 1].kind == Kind::Comma
                || self.tokens[index].kind == Kind::Semicolon
        })
    }

    /// Where a coordinated predicate or clause begins: place of the "and", whether a subject follows, whether behind the verb.
    pub(super) fn joint(&self, at: usize) -> Option<(usize, bool, bool)> {
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
