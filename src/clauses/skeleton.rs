//! Skeleton: subject, modal and head verb of each main predicate.
//!
//! `predicate := adjunct* subject adjunct* modal adverb* (form "to")* verb rest`.
//! Sample: *At dawn the pilots, if relieved, shall, without delay, hand over the log*.

use super::brackets::{Finite, Sort};
use super::chunks::{Chunk, What, chunk, time_adverb};
use super::modality::{self};
use super::scene::Scene;
use super::subjects::before_modal;
use super::time;
use super::tokens::{Kind, Role};
use super::unwrap::{Start, unwrap};
use super::verbs;
use super::{Force, Modality};
use crate::lexicon::{Class, Shape};

/// In which form the head verb stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HeadForm {
    /// After a modal.
    Base,
    /// After "to".
    Infinitive,
    /// "-ing".
    Gerund,
    /// A participle after a form of be.
    Passive,
    /// A verb with an ending of its own.
    Finite,
}

/// A head verb with what governs it.
#[derive(Clone, Debug)]
pub struct Head {
    /// Where the verb stands.
    pub at: usize,
    /// Its form.
    pub form: HeadForm,
    /// What is made of it; none for a statement.
    pub modality: Option<Modality>,
    /// How.
    pub force: Force,
    /// True if it is denied and has no modality.
    pub negated: bool,
    /// True after "only": "may only be opened by".
    pub only: bool,
    /// Adjuncts between the modal and the verb.
    pub adjuncts: Vec<Chunk>,
    /// A that-clause that holds the act itself: "agree that …".
    pub clause: Option<(usize, usize)>,
}

/// A main predicate before its remainder is cut.
#[derive(Clone, Debug)]
pub struct Predicate {
    /// The subject, if it has one of its own.
    pub subject: Option<(usize, usize)>,
    /// True if the subject denies: "no Party", "nothing".
    pub denied: bool,
    /// Fronted adjuncts and interpositions after the subject.
    pub adjuncts: Vec<Chunk>,
    /// Head verb.
    pub head: Head,
    /// One past the last token of the predicate.
    pub end: usize,
}

/// Words after the modal that come before the verb.
pub(super) struct Skipped {
    pub(super) at: usize,
    pub(super) denied: bool,
    pub(super) only: bool,
    pub(super) adjuncts: Vec<Chunk>,
}

/// Passes adverbs, negations and interpositions.
pub(super) fn skip(scene: Scene<'_>, mut at: usize, end: usize) -> Skipped {
    let mut out = Skipped { at, denied: false, only: false, adjuncts: Vec::new() };
    while at < end {
        let token = &scene.tokens[at];
        let recurring = time::recurrence(&scene.tokens[at..end]);
        if recurring > 1 {
            out.adjuncts.push(whole(What::Adjunct(Role::Window), at, at + recurring));
            at += recurring;
        } else if token.is(Class::NEG) && token.among(&["not", "never", "neither"]) {
            out.denied = true;
            at += 1;
        } else if token.says("no") && scene.tokens.get(at + 1).is_some_and(|next| next.says("longer")) {
            out.denied = true;
            at += 2;
        } else if token.says("only") {
            out.only = true;
            at += 1;
        } else if token.is(Class::CONJ)
            && !out.adjuncts.is_empty()
            && matches!(scene.tokens.get(at + 1).map(|next| next.kind), Some(Kind::Fixed(role, Shape::Closed)) if role != Role::Noun)
        {
            at += 1;
        } else if let Kind::Fixed(role, Shape::Closed) = token.kind {
            if role == Role::Noun {
                break;
            }
            // "In no case" denies the verb and is heard in the modality alone.
            if modality_denies(&token.norm) {
                out.denied = true;
            } else {
                out.adjuncts.push(whole(What::Adjunct(role), at, at + 1));
            }
            at += 1;
        } else if token.is(Class::ADV)
            && !token.is(Class::ADJ)
            && !(token.is(Class::SUB) && scene.bracket(at, end).is_some())
        {
            if let Some(role) = adverb_role(&token.norm) {
                out.adjuncts.push(whole(What::Adjunct(role), at, at + 1));
            }
            at += 1;
        } else if token.kind == Kind::Aside && at + 1 < end {
            at += 1;
        } else if token.says("further") && scene.tokens.get(at + 1).is_some_and(|next| next.is(Class::DET)) {
            break;
        } else if token.among(&["either", "itself", "themselves", "himself"])
            && scene.tokens.get(at + 1).is_some_and(|next| next.is(Class::V_BASE.with(Class::BE)))
        {
            at += 1;
        } else if token.among(&["each", "all", "both"])
            && scene
                .tokens
                .get(at + 1)
                .is_some_and(|next| next.is(Class::V_BASE.with(Class::BE).with(Class::ADV)) || next.kind == Kind::Comma)
        {
            at += 1;
        } else if let Some((bracket, stop)) =
            scene.bracket(at, end).filter(|(bracket, _)| bracket.sort != Sort::Relative && bracket.sort != Sort::That)
        {
            out.adjuncts.push(whole(What::Adjunct(sort_role(bracket.sort)), at, stop));
            at = stop;
        } else if token.kind == Kind::Comma {
            match interposition(scene, at, end) {
                Some(stop) => {
                    out.adjuncts.extend(chunk(scene, at + 1, stop, None, true));
                    at = stop + 1;
                }
                None => at += 1,
            }
        } else if token.is(Class::PREP) && !token.says("to")
            || matches!(token.kind, Kind::Fixed(role, Shape::Phrase) if role != Role::Noun)
        {
            match bare_verb_after_phrase(scene, at, end) {
                Some(stop) => {
                    out.adjuncts.extend(chunk(scene, at, stop, None, true));
                    at = stop;
                }
                None => break,
            }
        } else {
            break;
        }
    }
    out.at = at;
    out
}

fn modality_denies(expression: &str) -> bool {
    verbs::negating(expression)
}

/// What an adverb before the verb is; none for one that adds nothing.
pub(super) fn adverb_role(word: &str) -> Option<Role> {
    if time_adverb(word) {
        Some(Role::Window)
    } else if word.ends_with("ly")
        && !matches!(word, "accordingly" | "respectively" | "similarly" | "equally" | "consequently" | "finally")
        || word == "together"
    {
        Some(Role::Manner)
    } else {
        None
    }
}

pub(super) fn whole(what: What, start: usize, end: usize) -> Chunk {
    Chunk { what, start, end, marker: 0, comma: false, inner: None, participle: false, rule: "before the verb" }
}

pub(super) fn sort_role(sort: Sort) -> Role {
    match sort {
        Sort::Condition => Role::Condition,
        Sort::Exception => Role::Exception,
        Sort::Window => Role::Window,
        Sort::Purpose => Role::Purpose,
        _ => Role::Manner,
    }
}

/// The comma that ends an interposition which begins with the comma at `at`: a verb, "to" or "not" follows it.
fn interposition(scene: Scene<'_>, at: usize, end: usize) -> Option<usize> {
    let mut index = at + 1;
    while index < end {
        if let Some((_, stop)) = scene.bracket(index, end) {
            index = stop;
            continue;
        }
        if scene.tokens[index].kind == Kind::Comma {
            let verb = (index + 1..end).find(|&next| !verbs::passable(&scene.tokens[next]));
            if verb.is_some_and(|next| {
                let token = &scene.tokens[next];
                (token.is(Class::V_BASE) || token.among(&["be", "have", "do", "to", "not"])) && !token.upper
                    || token.is(Class::V_PART) && !token.is(Class::NOUN)
            }) {
                return Some(index);
            }
        }
        if scene.tokens[index].kind == Kind::Semicolon {
            return None;
        }
        index += 1;
    }
    None
}

/// "Shall within ten days notify": where the phrase ends and the bare verb stands.
fn bare_verb_after_phrase(scene: Scene<'_>, at: usize, end: usize) -> Option<usize> {
    (at + 2..end.min(at + 14)).find(|&index| {
        let token = &scene.tokens[index];
        let before = &scene.tokens[index - 1];
        let verb = token.is(Class::V_BASE) && !token.is(Class::NOUN.with(Class::ADJ))
            || token.says("be")
            || token.is(Class::V_BASE) && verbs::bare_with_object(scene.tokens, index);
        verb && before.is_nominal() && !before.is(Class::DET)
    })
}

/// Reads the predicate of a finite verb that ends before `end`.
pub fn predicate(scene: Scene<'_>, finite: Finite, end: usize) -> Option<Predicate> {
    let (mut adjuncts, mut subject, mut denied);
    let group_start;
    if finite.inverted {
        let verb = inverted_verb(scene, finite.at, end)?;
        (adjuncts, _, denied) = before_modal(scene, finite.from, finite.at);
        denied |= finite.from > 0 && scene.tokens[finite.from - 1].says("nor");
        denied |= scene.tokens[..finite.at]
            .iter()
            .skip(finite.from)
            .any(|token| token.among(&["nor", "neither", "never", "no", "not"]) || modality_denies(&token.norm));
        subject = Some((finite.at + 1, verb));
        group_start = Some(verb);
    } else {
        (adjuncts, subject, denied) = before_modal(scene, finite.from, finite.at);
        group_start = None;
    }
    if !finite.subject {
        denied = finite.from > 0 && scene.tokens[finite.from - 1].says("nor");
        subject = None;
    }
    let head = head(scene, finite.at, group_start, end, denied)?;
    adjuncts.extend(head.adjuncts.iter().cloned());
    Some(Predicate { subject, denied, adjuncts, head, end })
}

/// The bare verb after the subject of an inverted clause.
fn inverted_verb(scene: Scene<'_>, modal: usize, end: usize) -> Option<usize> {
    let mut at = modal + 1;
    while at < end {
        if let Some((_, stop)) = scene.bracket(at, end) {
            at = stop;
            continue;
        }
        let token = &scene.tokens[at];
        let before = &scene.tokens[at - 1];
        let verb = (token.is(Class::V_BASE) || token.among(&["be", "have", "do"]))
            && !token.upper
            && (before.is_nominal() || verbs::passable(before))
            && !(before.is(Class::DET) && !before.is(Class::PRON));
        if at > modal + 1 && verb && (!token.is(Class::NOUN) || verbs::bare_with_object(scene.tokens, at)) {
            return Some(at);
        }
        at += 1;
    }
    None
}

/// The head verb after a finite verb.
fn head(scene: Scene<'_>, finite: usize, group: Option<usize>, end: usize, subject_denies: bool) -> Option<Head> {
    let token = &scene.tokens[finite];
    let mut denied = subject_denies ^ token.is(Class::NEG);
    let mut only = false;
    let mut adjuncts = Vec::new();
    let bare_need = token.says("need") && verbs::hard_finite(scene.tokens, finite);
    let modal = modality::of_modal(&token.norm).filter(|_| token.is(Class::MODAL) || bare_need);
    let mut at = finite;
    let mut form = HeadForm::Finite;
    let mut step = |from: usize, denied: &mut bool| {
        let skipped = skip(scene, from, end);
        *denied ^= skipped.denied;
        only |= skipped.only;
        adjuncts.extend(skipped.adjuncts);
        skipped.at
    };
    if token.is(Class::MODAL) || bare_need {
        at = step(group.unwrap_or(finite + 1), &mut denied);
        form = HeadForm::Base;
        if scene.tokens.get(at).is_some_and(|token| token.says("have")) {
            let next = step_past(scene, at + 1, end);
            if next < end
                && scene.tokens[next].is(Class::V_PART)
                && !scene.tokens[next].is(Class::NOUN.with(Class::ADJ))
            {
                at = next;
            }
        }
    } else if token.is(Class::HAVE) || token.is(Class::DO) {
        let next = step(finite + 1, &mut denied);
        if next < end
            && (token.is(Class::DO) && scene.tokens[next].is(Class::V_BASE)
                || token.is(Class::HAVE)
                    && scene.tokens[next].is(Class::V_PART.with(Class::BE))
                    && !scene.tokens[next].is(Class::DET))
        {
            at = next;
        }
    }
    if at >= end {
        return None;
    }
    if form == HeadForm::Base && !could_be_verb(scene, at) {
        // A long interposition: the verb is the first bare one after a comma, or at the head of an item.
        let bare = |index: usize| {
            scene.tokens[index].among(&["be", "have"])
                || scene.tokens[index].is(Class::V_BASE) && verbs::bare_with_object(scene.tokens, index)
        };
        let opens = |index: usize| scene.tokens[index].gap || scene.tokens[index - 1].kind == Kind::Comma;
        let closes = |index: usize| {
            scene.tokens[index - 1].is_nominal() && !scene.tokens[index].is(Class::NOUN.with(Class::ADJ))
        };
        let found = (at + 1..end)
            .find(|&index| bare(index) && opens(index))
            .or_else(|| (at + 1..end).find(|&index| bare(index) && closes(index)));
        if let Some(verb) = found {
            adjuncts.extend(chunk(scene, at, verb, None, true));
            at = verb;
        }
    }
    let start = Start { at, form, modal, denied, only };
    let mut head = unwrap(scene, start, end)?;
    adjuncts.append(&mut head.adjuncts);
    head.adjuncts = adjuncts;
    Some(head)
}

/// True if a bare verb may stand here.
fn could_be_verb(scene: Scene<'_>, at: usize) -> bool {
    let token = &scene.tokens[at];
    let further = token.says("further");
    token.kind == Kind::Word
        && (further
            || token.is(Class::V_BASE.with(Class::BE).with(Class::HAVE).with(Class::DO))
            || !token.is(Class::PREP
                .with(Class::DET)
                .with(Class::CONJ)
                .with(Class::ADV)
                .with(Class::PRON)
                .with(Class::REL)
                .with(Class::SUB)))
}

fn step_past(scene: Scene<'_>, mut at: usize, end: usize) -> usize {
    while at < end && verbs::passable(&scene.tokens[at]) {
        at += 1;
    }
    at
}
