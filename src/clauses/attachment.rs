//! Attachment: to which slot of the verb, or to which noun, an adjunct belongs.
//!
//! `score := frame + type + nearest + comma`; the higher wins, ties go to the noun. Sample: *haul the wreck
//! [of the barge] [from the fairway: the verb] before the spring tide [the verb]*.

use super::chunks::{Chunk, What};
use super::scene::Scene;
use super::slots::{noun_asks, slot_of};
use super::tokens::{Kind, Role};
use super::valency::asked;
use crate::lexicon::{Class, Frame, NounType, Slot, Verb};

/// The weights, in one place.
pub mod weight {
    /// The valency frame of the verb asks for the preposition.
    pub const FRAME: i32 = 4;
    /// The head noun fits the slot.
    pub const FITS: i32 = 2;
    /// The noun is the nearest host.
    pub const NEAREST: i32 = 1;
    /// A comma stands before it.
    pub const COMMA: i32 = 2;
    /// The noun names an act whose verb asks for the preposition, or a thing that takes such a phrase.
    pub const NOUN_ASKS: i32 = 3;
}

/// Where a chunk goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Target {
    /// To the noun before it.
    Noun,
    Object,
    /// The object, after a preposition that the verb asks for.
    PrepositionObject,
    Counterparty,
    Agent,
    Place,
    Window,
    Manner,
    Purpose,
    Condition,
    Exception,
    Rank(Role),
    Quantity,
    /// A second object or a predicate after the object.
    Predicate,
    Complement,
    /// The matter that somebody is told of.
    OfWhat,
    Particle,
}

/// What is known of the predicate while its chunks are placed.
pub struct Host<'a> {
    pub scene: Scene<'a>,
    pub verb: Option<&'a Verb>,
    pub frame: Option<&'a Frame>,
    pub passive: bool,
    /// True once an object was found; a passive has one.
    pub object: bool,
    /// True if only nouns and recipients stand between verb and chunk.
    pub direct: bool,
}

/// The target of a chunk, given the chunk before it.
pub fn target(host: &Host<'_>, before: Option<(&Chunk, Target)>, chunk: &Chunk) -> Target {
    match chunk.what {
        What::Adjunct(role) => adjunct(host, chunk, role),
        What::Clause => Target::Complement,
        What::Infinitive => infinitive(host, before, chunk),
        What::Gerund => gerund(host, before, chunk),
        What::As => Target::Predicate,
        What::Noun if !host.object => Target::Object,
        What::Noun => Target::Predicate,
        What::Preposition => preposition(host, before, chunk),
    }
}

fn adjunct(host: &Host<'_>, chunk: &Chunk, role: Role) -> Target {
    let tokens = host.scene.tokens;
    match role {
        Role::Condition => Target::Condition,
        Role::Exception => Target::Exception,
        Role::Window => Target::Window,
        Role::Purpose => Target::Purpose,
        Role::Place => Target::Place,
        Role::Focus => Target::Particle,
        Role::SubjectTo | Role::Notwithstanding | Role::WithoutPrejudice => {
            let provision = (chunk.start + 1..chunk.end).any(|index| tokens[index].kind == Kind::Reference)
                || matches!(host.scene.head_type(chunk.start + 1, chunk.end), Some(NounType::Instrument))
                || tokens[chunk.start].norm.contains("provision")
                || tokens[chunk.start].norm.contains("provided");
            match role {
                Role::SubjectTo if !provision => Target::Condition,
                Role::Notwithstanding if !provision => Target::Manner,
                _ => Target::Rank(role),
            }
        }
        Role::Manner | Role::Topic | Role::Noun => Target::Manner,
    }
}

fn infinitive(host: &Host<'_>, before: Option<(&Chunk, Target)>, _chunk: &Chunk) -> Target {
    let asks = |frame: &Frame| frame.asks("to") == Some(Slot::Verb);
    let verb_asks = host.verb.is_some_and(|verb| verb.frames.iter().any(asks)) || host.frame.is_some_and(asks);
    let after_object = before.is_some_and(|(_, target)| {
        matches!(target, Target::Object | Target::Counterparty | Target::PrepositionObject | Target::Predicate)
    });
    if verb_asks && (!host.object || before.is_none() || after_object || host.passive)
        || !host.object && before.is_none()
    {
        return Target::Complement;
    }
    Target::Purpose
}

fn gerund(host: &Host<'_>, before: Option<(&Chunk, Target)>, chunk: &Chunk) -> Target {
    let marker = host.scene.tokens[chunk.start].norm.as_str();
    let asks = host.verb.is_some_and(|verb| {
        verb.frames.iter().any(|frame| {
            matches!(frame.asks(marker), Some(Slot::Gerund))
                || frame.asks(marker) == Some(Slot::Object) && matches!(marker, "from" | "in")
        })
    });
    if asks && host.direct {
        return Target::Complement;
    }
    match marker {
        "by" | "without" | "in" | "through" => Target::Manner,
        "for" => {
            if before.is_some_and(|(_, target)| target == Target::Object) && !chunk.comma {
                Target::Noun
            } else {
                Target::Purpose
            }
        }
        "after" | "before" | "upon" | "on" | "until" | "when" | "while" | "since" | "following" | "pending"
        | "during" => Target::Window,
        _ if before.is_some() => Target::Noun,
        _ => Target::Manner,
    }
}

fn preposition(host: &Host<'_>, before: Option<(&Chunk, Target)>, chunk: &Chunk) -> Target {
    let tokens = host.scene.tokens;
    let marker = tokens[chunk.start].norm.as_str();
    if marker == "of" {
        return if chunk.rule == "of what" { Target::OfWhat } else { Target::Noun };
    }
    let from = chunk.start + chunk.marker;
    let kind = host.scene.head_type(from, chunk.end);
    let slot = slot_of(host, chunk, marker, kind);
    let head = host.scene.head(from, chunk.end).map(|head| &tokens[head]);
    let named = head.is_some_and(|head| head.upper || head.is(Class::PRON) || matches!(head.kind, Kind::Fixed(..)))
        || head.is_none()
        || marker == "to"
        || marker == "with";
    let asked = asked(host, marker, kind, named);
    let mut verb = 0;
    if asked.is_some() && host.direct {
        verb += weight::FRAME;
    }
    verb += if slot.is_some() { weight::FITS } else { 0 };
    verb += if chunk.comma { weight::COMMA } else { 0 };
    let noun_host = before.filter(|(chunk, target)| {
        matches!(chunk.what, What::Noun | What::Preposition | What::As)
            && !matches!(target, Target::Window | Target::Quantity)
            || matches!(target, Target::Noun)
    });
    let noun = match noun_host {
        Some((host_chunk, _)) if !chunk.comma => {
            weight::NEAREST + if noun_asks(host, host_chunk, marker, kind) { weight::NOUN_ASKS } else { 0 }
        }
        _ => i32::MIN,
    };
    // "With respect to works | in the Zone": the phrase goes on with the noun of an adjunct.
    if let Some((earlier, _)) = before.filter(|(earlier, target)| {
        matches!(earlier.what, What::Adjunct(Role::Manner | Role::Topic | Role::Purpose | Role::Condition))
            && earlier.marker > 0
            && !chunk.comma
            && !matches!(target, Target::Window)
    }) {
        let reference = last_noun(host, earlier).is_some_and(|at| tokens[at].kind == Kind::Reference);
        let bracketed = (earlier.start..earlier.end).any(|at| host.scene.brackets.starting(at).is_some());
        if !reference && !bracketed && !matches!(slot, Some(Target::Window | Target::Agent | Target::Quantity)) {
            return Target::Noun;
        }
    }
    // "By written notice | to the Depositary": whom one tells belongs to the means by which the act is done.
    let told = ["notice", "notification", "communication", "declaration", "letter", "note", "statement"];
    if let Some((earlier, Target::Manner)) = before.filter(|_| marker == "to" && !chunk.comma) {
        let by = tokens[earlier.start].says("by");
        if by && last_noun(host, earlier).is_some_and(|at| tokens[at].among(&told)) {
            return Target::Noun;
        }
    }
    // "Within ten days | after the thaw", "from 1 May | to 1 June": one window.
    if let Some((earlier, Target::Window)) = before {
        let continues = slot == Some(Target::Window) || matches!(marker, "from" | "to" | "after");
        if continues
            && !chunk.comma
            && matches!(marker, "after" | "from" | "before" | "following" | "to" | "until" | "in" | "since")
            && measures(host, earlier)
        {
            return Target::Noun;
        }
    }
    // "Upon payment of the fee | by the owner": the agent of the noun.
    if let Some((earlier, Target::Window)) = before.filter(|_| slot == Some(Target::Agent) && !chunk.comma) {
        let act = host.scene.head(earlier.start + earlier.marker, earlier.end);
        if act.is_some_and(|head| super::valency::act_of(&tokens[head].norm).is_some()) {
            return Target::Noun;
        }
    }
    // What is certainly no part of a noun phrase.
    let strong = matches!(slot, Some(Target::Window | Target::Agent | Target::Quantity))
        || matches!(slot, Some(Target::Place)) && matches!(tokens[from].kind, Kind::Amount | Kind::Count);
    if noun >= verb && noun > 0 && !(strong && verb >= weight::FITS) {
        return Target::Noun;
    }
    if asked.is_some() && host.direct && !matches!(slot, Some(Target::Window | Target::Agent | Target::Quantity)) {
        return asked.unwrap_or(Target::Manner);
    }
    match slot {
        Some(target) => target,
        None if noun > 0 && verb == 0 => Target::Noun,
        None if kind.is_some_and(NounType::acts) && matches!(marker, "to" | "with" | "from" | "against") => {
            Target::Counterparty
        }
        None => Target::Manner,
    }
}

/// True if a phrase of time ends in a unit or a date that another phrase may go on from.
fn measures(host: &Host<'_>, chunk: &Chunk) -> bool {
    last_noun(host, chunk).is_some_and(|at| {
        let token = &host.scene.tokens[at];
        matches!(token.kind, Kind::Period | Kind::Date) || token.noun() == Some(NounType::TimeUnit)
    })
}

/// The last noun of a chunk.
pub(super) fn last_noun(host: &Host<'_>, chunk: &Chunk) -> Option<usize> {
    (chunk.start..chunk.end).rev().find(|&index| host.scene.tokens[index].is_nominal())
}
