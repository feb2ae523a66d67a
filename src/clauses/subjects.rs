//! Subjects: what stands before the modal.
//!
//! `front := adjunct* subject (",", interposition, ",")?`. Sample: *In spring, if the ice allows, the keeper, with his
//! mate, [shall]*.

use super::brackets::Sort;
use super::chunks::{Chunk, What, chunk};
use super::scene::Scene;
use super::skeleton::{adverb_role, sort_role, whole};
use super::time;
use super::tokens::{Kind, Role};
use super::verbs;
use crate::lexicon::{Class, Shape};

/// Fronted adjuncts, and subject, of the tokens before a modal; whether the subject denies.
pub(super) fn before_modal(scene: Scene<'_>, from: usize, to: usize) -> (Vec<Chunk>, Option<(usize, usize)>, bool) {
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
        } else if token.among(&["beginning", "starting", "commencing"])
            && scene.tokens.get(at + 1).is_some_and(|next| next.is(Class::PREP) && !next.says("of"))
        {
            let stop = (at..to).find(|&index| scene.tokens[index].kind == Kind::Comma).unwrap_or(to);
            adjuncts.push(whole(What::Adjunct(Role::Window), at, stop));
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

pub(super) fn fronted(scene: Scene<'_>, at: usize, to: usize) -> bool {
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
pub(super) fn fronted_end(scene: Scene<'_>, from: usize, to: usize) -> usize {
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
pub(super) fn list_ahead(scene: Scene<'_>, from: usize, to: usize) -> bool {
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
pub(super) fn subject_end(scene: Scene<'_>, from: usize, to: usize) -> (usize, Vec<Chunk>) {
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
