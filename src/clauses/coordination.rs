//! Coordination: several head verbs under one modal.
//!
//! `heads := verb rest ((",") verb rest)* ("and" | "or") verb rest`. Sample: *The keeper shall light the lamp,
//! sound the horn and enter both in the log*.

use super::chunks::chunk;
use super::scene::Scene;
use super::skeleton::{Head, HeadForm, Predicate};
use super::tokens::Kind;
use super::unwrap::{Start, unwrap};
use super::verbs;
use super::{Force, Modality};
use crate::lexicon::Class;

/// One of the head verbs of a predicate, with the tokens after it.
#[derive(Clone, Debug)]
pub struct Part {
    /// Its verb.
    pub head: Head,
    /// The first token after the verb.
    pub start: usize,
    /// One past the last token that is its own.
    pub end: usize,
    /// True if its object stands with a later verb.
    pub shares: bool,
}

/// Cuts the remainder of a predicate into its head verbs.
pub fn parts(scene: Scene<'_>, predicate: &Predicate) -> Vec<Part> {
    let mut out = Vec::new();
    let mut head = predicate.head.clone();
    let mut start = head.at + 1;
    let mut at = start;
    let mut inner = false;
    while at < predicate.end {
        if let Some((_, stop)) = scene.bracket(at, predicate.end) {
            at = stop;
            continue;
        }
        let token = &scene.tokens[at];
        if token.kind == Kind::Comma {
            inner = false;
        } else if token.says("to")
            && scene.tokens.get(at + 1).is_some_and(|next| next.is(Class::V_BASE) && !next.is(Class::NOUN))
            && at > start
        {
            inner = true;
        } else if token.is(Class::PREP)
            && scene.tokens.get(at + 1).is_some_and(|next| next.is(Class::V_ING) && !next.is(Class::NOUN))
        {
            inner = true;
        }
        let joint = token.kind == Kind::Comma || token.is(Class::CONJ) && !token.says("but");
        if (joint || token.says("but"))
            && let Some((next, denied)) = second(scene, &head, start, at, predicate.end, inner)
        {
            let governed = governed(&head, denied);
            let begun = Start { at: next, form: head.form, modal: governed, denied: false, only: head.only };
            let empty = (start..at)
                .all(|index| verbs::passable(&scene.tokens[index]) || scene.tokens[index].kind == Kind::Comma);
            let same = head.form == HeadForm::Passive && scene.tokens[next].is(Class::V_PART);
            let new = if same {
                Some(Head { at: next, adjuncts: Vec::new(), ..head.clone() })
            } else {
                unwrap(scene, begun, predicate.end)
            };
            if let Some(mut new) = new {
                let own = at + 1 + usize::from(scene.tokens.get(at + 1).is_some_and(|token| token.is(Class::CONJ)));
                if scene.tokens.get(own).is_some_and(|token| token.kind == Kind::Comma) && next > own + 1 {
                    new.adjuncts.extend(chunk(scene, own + 1, next - 1, None, true));
                }
                let end = if at > 0 && scene.tokens[at - 1].kind == Kind::Comma { at - 1 } else { at };
                out.push(Part { head, start, end: end.max(start), shares: empty });
                start = new.at + 1;
                at = start;
                head = Head { form: if same { HeadForm::Passive } else { new.form }, ..new };
                inner = false;
                continue;
            }
        }
        at += 1;
    }
    out.push(Part { head, start, end: predicate.end, shares: false });
    out
}

/// The modality that a head passes on to the next.
fn governed(head: &Head, denied: bool) -> Option<(Modality, Modality, Force)> {
    let modality = head.modality?;
    let plain = if denied {
        match modality {
            Modality::Obligation => Modality::Prohibition,
            Modality::Permission => Modality::Exemption,
            other => other,
        }
    } else {
        modality
    };
    Some((plain, plain, head.force))
}

/// The next head verb after a comma or "and", and whether it is denied.
fn second(scene: Scene<'_>, head: &Head, start: usize, at: usize, end: usize, inner: bool) -> Option<(usize, bool)> {
    let mut next = at + 1;
    let comma_only =
        scene.tokens[at].kind == Kind::Comma && !scene.tokens.get(next).is_some_and(|token| token.is(Class::CONJ));
    if scene.tokens[at].kind == Kind::Comma && !comma_only {
        next += 1;
    }
    // "… and, if asked, report": the verb comes after the next comma.
    if scene.tokens[next - 1].is(Class::CONJ)
        && scene.tokens.get(next).is_some_and(|token| token.kind == Kind::Comma)
        && let Some(comma) = (next + 1..end.min(next + 16))
            .find(|&index| scene.tokens[index].kind == Kind::Comma)
            .filter(|&comma| verbs::bare_with_object(scene.tokens, comma + 1))
    {
        next = comma + 1;
    }
    let mut denied = false;
    let mut to = false;
    while let Some(token) = scene.tokens.get(next).filter(|_| next < end) {
        if token.among(&["not", "never"]) {
            denied = true;
        } else if token.says("to") && head.form == HeadForm::Infinitive && !to {
            to = true;
        } else if token.says("from") && head.form == HeadForm::Gerund {
        } else if !(verbs::passable(token) || token.among(&["either", "both"])) {
            break;
        }
        next += 1;
    }
    let token = scene.tokens.get(next).filter(|token| next < end && token.kind == Kind::Word && !token.upper)?;
    let straight = (start..at).all(|index| verbs::passable(&scene.tokens[index]));
    let fits = match head.form {
        HeadForm::Base | HeadForm::Infinitive => {
            let bare = verbs::bare_with_object(scene.tokens, next)
                || straight && token.is(Class::V_BASE) && !token.is(Class::NOUN)
                || straight && token.is(Class::V_BASE) && (!comma_only || chained(scene, next, end))
                || token.is(Class::V_BASE)
                    && matches!(scene.tokens[at - 1].kind, Kind::Date | Kind::Period)
                    && scene.tokens.get(next + 1).is_some_and(|after| after.is(Class::PREP) && !after.says("of"));
            bare && !inner
        }
        HeadForm::Gerund => {
            token.is(Class::V_ING)
                && (!token.is(Class::NOUN)
                    || scene
                        .tokens
                        .get(next + 1)
                        .is_some_and(|after| after.is(Class::DET) || after.starts_phrase() && !after.is(Class::PREP)))
                && !inner
        }
        HeadForm::Passive => {
            let after = scene.tokens.get(next + 1).filter(|_| next + 1 < end);
            let participle = token.is(Class::V_PART)
                && !token.is(Class::NOUN)
                && after.is_none_or(|after| {
                    after.is(Class::PREP.with(Class::CONJ).with(Class::ADV).with(Class::SUB))
                        || after.is_mark()
                        || matches!(after.kind, Kind::Fixed(..))
                });
            participle && !inner || token.says("be") && scene.tokens.get(next + 1).is_some()
        }
        HeadForm::Finite => {
            token.is(Class::V_S)
                && (!token.is(Class::NOUN)
                    || scene.tokens.get(next + 1).is_some_and(|after| after.is(Class::DET.with(Class::NUM))))
                && !comma_only
                && scene.tokens[head.at].is(Class::V_S)
                && !inner
                || head.modality.is_none()
                    && token.is(Class::V_PAST)
                    && !token.is(Class::NOUN)
                    && scene.tokens[head.at].is(Class::V_PAST)
                    && !comma_only
                    && scene.tokens.get(next + 1).is_some_and(|after| after.is(Class::DET.with(Class::PRON)))
        }
    };
    let list = !comma_only || chain_follows(scene, head.form, next, end, straight);
    (fits && list).then_some((next, denied))
}

/// "…, acquire or stockpile": the word is followed by "or" and another bare verb.
fn chained(scene: Scene<'_>, at: usize, end: usize) -> bool {
    let mut next = at + 1;
    if !scene.tokens.get(next).is_some_and(|token| token.kind == Kind::Comma || token.is(Class::CONJ)) {
        return scene.tokens[at].is(Class::V_BASE)
            && scene
                .tokens
                .get(next)
                .is_some_and(|token| next < end && (token.is(Class::DET.with(Class::ADJ)) || token.starts_phrase()));
    }
    while scene.tokens.get(next).is_some_and(|token| next < end && (token.kind == Kind::Comma || token.is(Class::CONJ)))
    {
        next += 1;
    }
    scene.tokens.get(next).is_some_and(|token| next < end && token.is(Class::V_BASE))
}

/// After a comma without "and": true if "and" and another verb of the same form come later.
fn chain_follows(scene: Scene<'_>, form: HeadForm, from: usize, end: usize, straight: bool) -> bool {
    let mut at = from;
    while at < end {
        if let Some((_, stop)) = scene.bracket(at, end) {
            at = stop;
            continue;
        }
        if scene.tokens[at].is(Class::CONJ) {
            let next = (at + 1..end).find(|&index| !verbs::passable(&scene.tokens[index]));
            let fits = next.is_some_and(|next| {
                let token = &scene.tokens[next];
                match form {
                    HeadForm::Base | HeadForm::Infinitive => {
                        verbs::bare_with_object(scene.tokens, next)
                            || token.says("to")
                            || straight && token.is(Class::V_BASE)
                    }
                    HeadForm::Gerund => token.is(Class::V_ING) || token.says("from"),
                    HeadForm::Passive => token.is(Class::V_PART),
                    HeadForm::Finite => false,
                }
            });
            if fits {
                return true;
            }
        }
        at += 1;
    }
    false
}
