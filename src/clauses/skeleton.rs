//! Skeleton: subject, modal and head verb of each main predicate.
//!
//! `predicate := adjunct* subject adjunct* modal adverb* (form "to")* verb rest`.
//! Sample: *At dawn the pilots, if relieved, shall, without delay, hand over the log*.

use super::brackets::{Finite, Sort};
use super::chunks::{Chunk, Scene, What, chunk, time_adverb};
use super::modality::{self, After};
use super::time;
use super::tokens::{Kind, Role};
use super::verbs;
use super::{Force, Modality};
use crate::lexicon::{self, Class, Shape};

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
struct Skipped {
    at: usize,
    denied: bool,
    only: bool,
    adjuncts: Vec<Chunk>,
}

/// Passes adverbs, negations and interpositions.
fn skip(scene: Scene<'_>, mut at: usize, end: usize) -> Skipped {
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
        } else if let Kind::Fixed(role, Shape::Closed) = token.kind {
            if role == Role::Noun {
                break;
            }
            out.denied |= modality_denies(&token.norm);
            out.adjuncts.push(whole(What::Adjunct(role), at, at + 1));
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
fn adverb_role(word: &str) -> Option<Role> {
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

fn whole(what: What, start: usize, end: usize) -> Chunk {
    Chunk { what, start, end, marker: 0, comma: false, inner: None, participle: false, rule: "before the verb" }
}

fn sort_role(sort: Sort) -> Role {
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

/// Fronted adjuncts, and subject, of the tokens before a modal; whether the subject denies.
fn before_modal(scene: Scene<'_>, from: usize, to: usize) -> (Vec<Chunk>, Option<(usize, usize)>, bool) {
    let mut adjuncts = Vec::new();
    let mut at = from;
    while at < to {
        let token = &scene.tokens[at];
        if token.is_mark() || token.is(Class::CONJ) || token.kind == Kind::Fixed(Role::Focus, Shape::Closed) {
            at += 1;
        } else if let Some((bracket, stop)) =
            scene.bracket(at, to).filter(|(bracket, _)| bracket.sort != Sort::Relative)
        {
            adjuncts.push(whole(What::Adjunct(sort_role(bracket.sort)), at, stop));
            at = stop;
        } else if time::recurrence(&scene.tokens[at..to]) > 0 {
            let stop = at + time::recurrence(&scene.tokens[at..to]);
            adjuncts.push(whole(What::Adjunct(Role::Window), at, stop));
            at = stop;
        } else if let Kind::Fixed(role, Shape::Closed) = token.kind {
            if role == Role::Noun {
                break;
            }
            adjuncts.push(whole(What::Adjunct(role), at, at + 1));
            at += 1;
        } else if fronted(scene, at, to) {
            let stop = fronted_end(scene, at, to);
            adjuncts.extend(chunk(scene, at, stop, None, true));
            at = stop;
        } else if token.is(Class::ADV) && !token.is(Class::ADJ.with(Class::NOUN)) && !token.says("only") {
            if let Some(role) = adverb_role(&token.norm) {
                adjuncts.push(whole(What::Adjunct(role), at, at + 1));
            }
            at += 1;
        } else {
            break;
        }
    }
    let (stop, more) = subject_end(scene, at, to);
    adjuncts.extend(more);
    let first = scene.tokens.get(at).filter(|_| at < stop);
    let denied = first.is_some_and(|token| token.is(Class::NEG) || token.says("not"))
        && !first.is_some_and(|token| token.says("nor"));
    (adjuncts, (at < stop).then_some((at, stop)), denied)
}

fn fronted(scene: Scene<'_>, at: usize, to: usize) -> bool {
    let token = &scene.tokens[at];
    match token.kind {
        Kind::Fixed(role, Shape::Phrase | Shape::Verb) => role != Role::Noun,
        Kind::Word => {
            token.is(Class::PREP)
                && !token.is(Class::ADJ)
                && !(token.says("to") && !scene.tokens.get(at + 1).is_some_and(|next| next.is(Class::V_BASE)))
                || token.says("following")
                    && !scene.tokens.get(at + 1).is_some_and(|next| next.is(Class::NOUN) && to == at + 2)
        }
        _ => false,
    }
}

/// Where a fronted phrase ends: at a comma before a subject or another adjunct, else where a new noun phrase begins.
fn fronted_end(scene: Scene<'_>, from: usize, to: usize) -> usize {
    let mut at = from + 1;
    let mut seen_noun = false;
    let mut bare = None;
    while at < to {
        if let Some((bracket, stop)) = scene.bracket(at, to) {
            if bracket.sort != Sort::Relative && scene.tokens[at - 1].kind == Kind::Comma {
                return at;
            }
            at = stop;
            continue;
        }
        let token = &scene.tokens[at];
        let before = &scene.tokens[at - 1];
        if token.gap {
            return at;
        }
        if token.kind == Kind::Comma {
            let next = scene.tokens.get(at + 1).filter(|_| at + 1 < to);
            let subject = next.is_some_and(|next| {
                next.starts_phrase()
                    || next.is(Class::PREP.with(Class::ADV).with(Class::SUB))
                    || matches!(next.kind, Kind::Fixed(..))
                    || next.is(Class::V_ING)
            });
            if next.is_none() || subject && !list_ahead(scene, at + 1, to) {
                return at;
            }
        }
        let begins = token.is(Class::DET.with(Class::SUBJ)) || matches!(token.kind, Kind::Name(_) | Kind::Reference);
        let free = !before.is(Class::PREP.with(Class::CONJ).with(Class::ADJ))
            && !(before.is(Class::DET) && !before.is(Class::PRON))
            && before.kind != Kind::Comma
            && !matches!(before.kind, Kind::Fixed(_, Shape::Phrase));
        if begins && seen_noun && free && bare.is_none() && !token.says("one") {
            bare = Some(at);
        }
        seen_noun |= token.is_nominal() && !(token.is(Class::DET) && token.is(Class::PRON));
        at += 1;
    }
    bare.unwrap_or(to)
}

/// True if the words after a comma go on with a list: "in Ardal, Bergen and Corm, …".
fn list_ahead(scene: Scene<'_>, from: usize, to: usize) -> bool {
    let strict = scene.tokens[from].is(Class::DET) && !scene.tokens[from].says("the");
    let next_comma = (from..to).find(|&index| scene.tokens[index].kind == Kind::Comma);
    !strict
        && next_comma.is_some_and(|comma| {
            (from..=comma.min(to - 1)).any(|index| scene.tokens[index].is(Class::CONJ))
                && !scene.tokens[from].is(Class::PREP)
                && !matches!(scene.tokens[from].kind, Kind::Fixed(..))
                || scene.tokens.get(comma + 1).is_some_and(|next| next.is(Class::CONJ))
                    && comma + 1 < to
                    && (comma + 1..to).any(|index| scene.tokens[index].kind == Kind::Comma)
        })
}

/// The subject without the interpositions that end it, and these.
fn subject_end(scene: Scene<'_>, from: usize, to: usize) -> (usize, Vec<Chunk>) {
    let mut end = to;
    let fixed = |index: usize| {
        matches!(scene.tokens[index].kind, Kind::Fixed(..))
            && index > from
            && scene.tokens[index - 1].kind != Kind::Comma
    };
    while end > from
        && !fixed(end - 1)
        && (scene.tokens[end - 1].kind == Kind::Aside && scene.tokens[end - 1].norm.starts_with("here")
            || verbs::passable(&scene.tokens[end - 1]) && scene.tokens[end - 1].kind != Kind::Aside
            || scene.tokens[end - 1].kind == Kind::Comma
            || scene.tokens[end - 1].among(&["each", "all", "both"]) && end - 1 > from)
    {
        end -= 1;
    }
    let mut more: Vec<Chunk> = (end..to)
        .filter_map(|index| {
            let token = &scene.tokens[index];
            match token.kind {
                Kind::Fixed(role, _) if role != Role::Focus => Some(whole(What::Adjunct(role), index, index + 1)),
                Kind::Word => adverb_role(&token.norm).map(|role| whole(What::Adjunct(role), index, index + 1)),
                _ => None,
            }
        })
        .collect();
    if !(end..to).any(|index| scene.tokens[index].kind == Kind::Comma) {
        // No comma before the modal: a bracket may still stand there ("A Party when leaving shall").
        return (end, more);
    }
    let mut at = from;
    while at < end {
        if let Some((bracket, stop)) = scene.bracket(at, end) {
            if matches!(bracket.sort, Sort::Relative | Sort::That) {
                at = stop;
                continue;
            }
            more.push(whole(What::Adjunct(sort_role(bracket.sort)), at, stop));
            return (at, more);
        }
        if scene.tokens[at].kind == Kind::Comma && at + 1 < end {
            let next = &scene.tokens[at + 1];
            let marker = next.is(Class::PREP) && !next.says("including") && !next.says("of")
                || matches!(next.kind, Kind::Fixed(role, _) if !matches!(role, Role::Noun | Role::Focus))
                || next.is(Class::V_PART) && !next.is(Class::NOUN);
            if marker && at > from {
                more.extend(chunk(scene, at + 1, end, None, true));
                return (at, more);
            }
        }
        at += 1;
    }
    (end, more)
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

/// A verb before it is unwrapped.
#[derive(Clone, Copy)]
pub struct Start {
    /// Where it stands.
    pub at: usize,
    /// Its form.
    pub form: HeadForm,
    /// What the modal makes of it: plain, denied, force.
    pub modal: Option<(Modality, Modality, Force)>,
    /// True if it is denied.
    pub denied: bool,
    /// True after "only".
    pub only: bool,
}

fn flip(modality: Modality) -> Modality {
    match modality {
        Modality::Obligation => Modality::Prohibition,
        Modality::Prohibition => Modality::Obligation,
        Modality::Permission => Modality::Exemption,
        Modality::Exemption => Modality::Permission,
    }
}

/// Unwraps the forms that govern a verb until the act itself is reached.
pub fn unwrap(scene: Scene<'_>, start: Start, end: usize) -> Option<Head> {
    let mut head = Head {
        at: start.at,
        form: start.form,
        modality: None,
        force: Force::Plain,
        negated: start.denied,
        only: start.only,
        adjuncts: Vec::new(),
        clause: None,
    };
    if let Some((plain, denied, force)) = start.modal {
        head.modality = Some(if start.denied { denied } else { plain });
        head.force = if start.denied && head.modality == Some(Modality::Prohibition) { Force::Plain } else { force };
        head.negated = false;
    }
    for _ in 0..4 {
        if matches!(head.modality, Some(Modality::Permission | Modality::Exemption)) {
            break;
        }
        let Some(next) = one_form(scene, &head, end) else { break };
        head = next;
        if head.clause.is_some() {
            return Some(head);
        }
    }
    be(scene, &mut head, end);
    Some(head)
}

/// One form of the table at the head, if there is one.
fn one_form(scene: Scene<'_>, head: &Head, end: usize) -> Option<Head> {
    let skipped = skip(scene, head.at + 1, end);
    let by_be = scene.tokens[head.at].is(Class::BE.with(Class::HAVE));
    let verb = &scene.tokens[head.at];
    let lemma = if verb.is(Class::BE) { "be".to_owned() } else { lexicon::lemma_verb(&verb.norm)? };
    for form in modality::FORMS {
        let Some(after) = form.matches(scene.tokens, &lemma, skipped.at).filter(|&after| after < end) else {
            continue;
        };
        let inner = skip(scene, after, end);
        if inner.at >= end {
            continue;
        }
        let mut inner_denied = inner.denied;
        let mut outer_denied = head.modality == Some(Modality::Prohibition) || head.modality.is_none() && head.negated;
        if by_be {
            outer_denied ^= skipped.denied
        } else {
            inner_denied ^= skipped.denied
        }
        let mut out =
            Head { adjuncts: head.adjuncts.clone(), only: head.only | skipped.only | inner.only, ..head.clone() };
        out.adjuncts.extend(skipped.adjuncts.iter().cloned());
        out.adjuncts.extend(inner.adjuncts);
        match form.after {
            After::Infinitive => {
                if !scene.tokens[inner.at].says("to") {
                    continue;
                }
                let verb = skip(scene, inner.at + 1, end);
                if verb.at >= end || !verb_like(scene, verb.at) {
                    continue;
                }
                inner_denied ^= verb.denied;
                out.adjuncts.extend(verb.adjuncts);
                out.at = verb.at;
                out.form = HeadForm::Infinitive;
            }
            After::Gerund => {
                let at = inner.at + usize::from(scene.tokens[inner.at].says("from"));
                if at >= end || !scene.tokens[at].is(Class::V_ING) && !scene.tokens[at].norm.ends_with("ing") {
                    continue;
                }
                if scene.tokens[at].is(Class::NOUN) && scene.tokens.get(at + 1).is_some_and(|next| next.says("of")) {
                    continue;
                }
                out.at = at;
                out.form = HeadForm::Gerund;
            }
            After::Clause => {
                let Some((bracket, stop)) =
                    scene.bracket(inner.at, end).filter(|(bracket, _)| bracket.sort == Sort::That)
                else {
                    continue;
                };
                out.clause = Some((bracket.start + 1, stop));
            }
        }
        let effect = if outer_denied { form.denied } else { form.plain };
        out.modality = Some(if inner_denied { flip(effect) } else { effect });
        out.force = if matches!(out.modality, Some(Modality::Permission)) { form.force } else { Force::Plain };
        out.negated = false;
        return Some(out);
    }
    None
}

/// True if the word may be a bare verb after "to".
fn verb_like(scene: Scene<'_>, at: usize) -> bool {
    let token = &scene.tokens[at];
    if token.kind != Kind::Word || token.upper {
        return false;
    }
    if token.is(Class::V_BASE) || token.among(&["be", "have", "do"]) {
        return true;
    }
    !token.function()
        && !token.is(Class::ADJ)
        && token.word.noun.is_none()
        && scene.tokens.get(at + 1).is_some_and(|next| next.is(Class::DET) || next.starts_phrase())
}

/// A form of be: passive if a participle follows.
fn be(scene: Scene<'_>, head: &mut Head, end: usize) {
    let token = &scene.tokens[head.at];
    if !token.is(Class::BE) && !token.among(&["be", "been", "being"]) {
        return;
    }
    let skipped = skip(scene, head.at + 1, end);
    if skipped.at < end {
        let next = &scene.tokens[skipped.at];
        let participle = next.is(Class::V_PART)
            && next.kind == Kind::Word
            && (!next.is(Class::NOUN) || next.word.verb().is_some())
            && !next.upper;
        if participle {
            head.at = skipped.at;
            head.form = HeadForm::Passive;
            head.only |= skipped.only;
            head.adjuncts.extend(skipped.adjuncts);
        } else if head.modality.is_none() && skipped.denied {
            head.negated = !head.negated;
        }
        if participle && skipped.denied {
            match head.modality {
                Some(modality) => head.modality = Some(flip(modality)),
                None => head.negated = !head.negated,
            }
        } else if skipped.denied && head.modality == Some(Modality::Obligation) {
            head.modality = Some(Modality::Prohibition);
        }
    }
}
