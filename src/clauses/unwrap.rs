//! Unwrapping: through the forms that govern an act to the act itself.
//!
//! `act := (form ("to" | "from" | "that"))* verb`. Sample: *undertakes to refrain from [closing] the lock*.

use super::brackets::Sort;
use super::modality::{self, After};
use super::scene::Scene;
use super::skeleton::{Head, HeadForm, skip};
use super::tokens::Kind;
use super::{Force, Modality};
use crate::lexicon::{self, Class};

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

pub(super) fn flip(modality: Modality) -> Modality {
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
pub(super) fn one_form(scene: Scene<'_>, head: &Head, end: usize) -> Option<Head> {
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
pub(super) fn verb_like(scene: Scene<'_>, at: usize) -> bool {
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
pub(super) fn be(scene: Scene<'_>, head: &mut Head, end: usize) {
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
