//! Valency: what the frames of a verb make of the phrases after it.
//!
//! `frame := verb fixed words? (preposition? slot)*`. Sample: *put the keys [at the disposal of] the owner*.

use super::attachment::{Host, Target};
use super::scene::Scene;
use crate::lexicon::{self, Class, Frame, NounType, Slot, Verb};

/// What a frame of the verb makes of a phrase with this preposition.
pub(super) fn asked(host: &Host<'_>, marker: &str, kind: Option<NounType>, named: bool) -> Option<Target> {
    let own = host.verb.filter(|_| host.frame.is_none());
    let frames = host
        .frame
        .into_iter()
        .chain(own.into_iter().flat_map(|verb| verb.frames.iter().filter(|frame| frame.fixed.is_empty())));
    let mut found = None;
    for frame in frames {
        let Some(slot) = frame.asks(marker) else { continue };
        let counterpart = kind.is_some_and(NounType::acts) || kind.is_none() && named;
        let target = match slot {
            Slot::Counterpart if counterpart => Target::Counterparty,
            Slot::Counterpart if kind == Some(NounType::Place) => Target::Place,
            Slot::Counterpart => continue,
            Slot::Place if kind == Some(NounType::Place) || kind.is_none() || kind == Some(NounType::Party) => {
                Target::Place
            }
            Slot::Time => Target::Window,
            Slot::Object | Slot::Place
                if kind.is_some_and(NounType::acts) && matches!(marker, "to" | "with" | "from" | "against") =>
            {
                Target::Counterparty
            }
            Slot::Object
                if frame.slots.len() == 1 && !host.object && !host.passive && !where_it_is_done(host, marker, kind) =>
            {
                Target::PrepositionObject
            }
            Slot::Object if kind == Some(NounType::Place) => Target::Place,
            Slot::Object => Target::Manner,
            _ => continue,
        };
        if found.is_none() || slot == Slot::Counterpart {
            found = Some(target);
        }
    }
    found
}

/// "Build on its soil a bridge": a place, with a verb that has an object of its own.
fn where_it_is_done(host: &Host<'_>, marker: &str, kind: Option<NounType>) -> bool {
    let plain = |frame: &Frame| frame.fixed.is_empty() && frame.slots.first() == Some(&("", Slot::Object));
    kind == Some(NounType::Place)
        && matches!(marker, "on" | "upon" | "in")
        && host.verb.is_some_and(|verb| verb.frames.iter().any(plain))
}

/// The frame with fixed words that begins after the verb, and how many tokens its words take.
pub fn fixed_frame<'a>(
    scene: Scene<'_>,
    verb: Option<&'a Verb>,
    from: usize,
    end: usize,
) -> Option<(&'a Frame, usize)> {
    verb?.frames.iter().filter(|frame| !frame.fixed.is_empty() && usable(frame)).find_map(|frame| {
        let mut at = from;
        let mut index = 0;
        while index < frame.fixed.len() {
            let token = scene.tokens.get(at).filter(|_| at < end)?;
            let words = token.norm.split(' ').count();
            if frame.fixed.get(index..index + words)?.join(" ") != token.norm {
                return None;
            }
            index += words;
            at += 1;
        }
        let next = scene.tokens.get(at).filter(|_| at < end);
        let wanted = frame.slots.first().map_or("", |(preposition, _)| preposition);
        let both = frame.fixed.len() == 1
            && matches!(
                frame.fixed[0],
                "on" | "in" | "over" | "under" | "to" | "up" | "down" | "off" | "through" | "at"
            );
        if both
            && frame.slots.first().is_some_and(|(preposition, _)| preposition.is_empty())
            && next.is_some()
            && place_follows(scene, at, end)
        {
            return None;
        }
        let fits = wanted.is_empty() || next.is_some_and(|next| next.norm == wanted);
        fits.then_some((frame, at - from))
    })
}

/// True if the phrase after a particle is one of place or time: then it is a preposition.
pub(super) fn place_follows(scene: Scene<'_>, at: usize, end: usize) -> bool {
    let stop =
        (at..end).find(|&index| scene.tokens[index].is_mark() || scene.tokens[index].is(Class::PREP)).unwrap_or(end);
    matches!(scene.head_type(at, stop), Some(NounType::Place | NounType::TimeUnit | NounType::TimeEvent))
}

/// Frames whose words are part of the verb; a noun that takes "to" and a verb is an object.
pub(super) fn usable(frame: &Frame) -> bool {
    let particle = matches!(
        frame.fixed[0],
        "out"
            | "over"
            | "up"
            | "on"
            | "off"
            | "down"
            | "back"
            | "about"
            | "forward"
            | "aside"
            | "away"
            | "into"
            | "in"
            | "at"
            | "under"
            | "to"
            | "upon"
            | "for"
            | "through"
            | "together"
    );
    let takes_verb = frame.slots.iter().any(|(_, slot)| *slot == Slot::Verb);
    let light = matches!(
        frame.fixed[0],
        "effect"
            | "recourse"
            | "account"
            | "part"
            | "note"
            | "possession"
            | "place"
            | "precedence"
            | "use"
            | "notice"
            | "rise"
            | "way"
            | "regard"
            | "due"
            | "care"
            | "advantage"
            | "available"
            | "known"
            | "public"
    );
    particle && !(takes_verb && frame.fixed[0] != "in") || light && !takes_verb
}

/// True if a noun is the nominal of an act.
pub fn act_of(noun: &str) -> Option<&'static str> {
    lexicon::nominal_to_verb(noun)
}

/// *Inform C that S*.
pub(super) fn takes_counterpart_and_clause(verb: &lexicon::Verb) -> bool {
    verb.frames.iter().any(|frame| {
        frame.slots.first() == Some(&("", Slot::Counterpart))
            && frame.slots.iter().any(|(_, slot)| *slot == Slot::Clause)
    })
}

/// *Give C O*, *grant C O*.
pub(super) fn takes_two_objects(verb: &lexicon::Verb) -> bool {
    let two = [("", Slot::Counterpart), ("", Slot::Object)];
    verb.frames.iter().any(|frame| frame.fixed.is_empty() && frame.slots == two)
}
