//! Attachment: to which slot of the verb, or to which noun, an adjunct belongs.
//!
//! `score := frame + type + nearest + comma`; the higher wins, ties go to the noun. Sample: *haul the wreck
//! [of the barge] [from the fairway: the verb] before the spring tide [the verb]*.

use super::chunks::{Chunk, Scene, What};
use super::time;
use super::tokens::{Kind, Role};
use crate::lexicon::{self, Class, Frame, NounType, Slot, Verb};

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

/// The slot that marker and head noun of a phrase point to; none if they point nowhere.
fn slot_of(host: &Host<'_>, chunk: &Chunk, marker: &str, kind: Option<NounType>) -> Option<Target> {
    let first = host.scene.tokens.get(chunk.start + 1)?;
    let acts = kind.is_some_and(NounType::acts);
    let placed = kind == Some(NounType::Place);
    let head = host.scene.head(chunk.start + chunk.marker, chunk.end).map_or(first, |head| &host.scene.tokens[head]);
    let unknown_name = kind.is_none() && head.upper && head.kind == Kind::Word && !head.function();
    let of_name = kind.is_none()
        && !unknown_name
        && (chunk.start..chunk.end.saturating_sub(1)).any(|index| {
            host.scene.tokens[index].says("of")
                && (host.scene.tokens[index + 1].upper
                    || host.scene.tokens.get(index + 2).is_some_and(|token| token.upper))
        });
    let temporal = time::temporal(kind) || matches!(first.kind, Kind::Date);
    let bounded = matches!(first.kind, Kind::Amount | Kind::Count)
        || first.kind == Kind::Number && !(first.norm.len() == 4 && marker == "in");
    let window = Some(Target::Window);
    match marker {
        "during" | "until" | "till" | "since" | "pending" => window,
        "after" => window,
        "before" if acts && !temporal || first.is(Class::PRON) => Some(Target::Counterparty),
        "before" => window,
        "upon" if acts || placed => {
            if placed {
                Some(Target::Place)
            } else {
                Some(Target::Counterparty)
            }
        }
        "upon" | "following" => window,
        "within" if matches!(first.kind, Kind::Amount | Kind::Count) => Some(Target::Place),
        "within"
            if temporal
                || host.scene.tokens[chunk.start..chunk.end].iter().any(|token| matches!(token.kind, Kind::Period))
                    && !placed =>
        {
            window
        }
        "by" if temporal => window,
        "to" if temporal && !matches!(first.kind, Kind::Date | Kind::Period) => None,
        "for"
            if matches!(first.kind, Kind::Period)
                || head.kind == Kind::Period
                || kind == Some(NounType::TimeUnit)
                    && !head.among(&["delay", "delays", "deadline", "date", "dates"])
                || first.says("life")
                || first.says("ever") =>
        {
            window
        }
        "at" | "on" | "from" | "in" | "between" | "to" | "throughout" | "over" if temporal && !placed => window,
        "in" if first.kind == Kind::Number && first.norm.len() == 4 => window,
        "at" if head.among(&["meeting", "meetings", "session", "sessions", "sitting", "sittings", "conference"]) => {
            window
        }
        "on" if head.among(&[
            "payment",
            "receipt",
            "delivery",
            "arrival",
            "expiry",
            "expiration",
            "completion",
            "departure",
            "presentation",
            "proof",
            "production",
            "termination",
            "signature",
            "deposit",
            "entry",
        ]) =>
        {
            window
        }
        "on" if kind == Some(NounType::Act)
            && !host.verb.is_some_and(|verb| {
                host.frame.is_none() && verb.frames.iter().any(|frame| frame.asks("on").is_some())
            })
            && (!host.object || host.passive) =>
        {
            window
        }
        "above" | "below" | "beyond" | "over" | "by" | "to" | "under" if bounded => Some(Target::Quantity),
        "by" if host.passive
            && (acts || unknown_name || first.is(Class::PRON) && first.among(&["it", "them", "him"])) =>
        {
            Some(Target::Agent)
        }
        "by" if host.passive && kind.is_none() && first.is(Class::DET) && !of_name => Some(Target::Agent),
        "by" if !host.object && host.passive && kind == Some(NounType::Thing) => Some(Target::Agent),
        "by" => Some(Target::Manner),
        "in" | "on" | "at" | "within" | "outside" | "inside" | "over" | "under" | "through" | "across" | "along"
        | "near" | "beyond" | "above" | "below" | "adjoining" | "between" | "around" | "throughout" | "beneath"
        | "behind" | "into" | "onto" | "off" | "from" | "to" | "towards" | "against"
            if placed =>
        {
            Some(Target::Place)
        }
        "at" if matches!(kind, Some(NounType::Thing | NounType::Organ)) => Some(Target::Place),
        "in" | "at" | "within" | "outside" | "near" | "into" | "across" | "through" | "beyond" | "over"
        | "throughout" | "on" | "along" | "between"
            if unknown_name || of_name || kind == Some(NounType::Party) && marker != "on" && marker != "between" =>
        {
            Some(Target::Place)
        }
        "from" | "to" | "towards"
            if unknown_name
                && !host.verb.is_some_and(|verb| {
                    verb.frames.iter().any(|frame| frame.asks(marker) == Some(Slot::Counterpart))
                }) =>
        {
            Some(Target::Place)
        }
        "to" | "with" | "from" | "against" | "towards" | "toward" | "among" | "vis-à-vis" if acts || unknown_name => {
            Some(Target::Counterparty)
        }
        "for"
            if first.says("purposes")
                || host
                    .scene
                    .head(chunk.start + 1, chunk.end)
                    .is_some_and(|head| host.scene.tokens[head].among(&["purpose", "purposes"])) =>
        {
            Some(Target::Purpose)
        }
        "for" if kind == Some(NounType::Act) => Some(Target::Purpose),
        "without" | "through" | "via" | "despite" => Some(Target::Manner),
        "in" | "under" | "on" | "at" | "with" | "within" | "per" => None,
        _ => None,
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
    // What is certainly no part of a noun phrase.
    let strong = matches!(slot, Some(Target::Window | Target::Agent | Target::Quantity))
        || matches!(slot, Some(Target::Place)) && matches!(tokens[from].kind, Kind::Amount | Kind::Count);
    if noun >= verb && noun > 0 && !(strong && verb >= weight::FITS) {
        return Target::Noun;
    }
    if asked.is_some() && host.direct && !matches!(slot, Some(Target::Window | Target::Agent)) {
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

/// What a frame of the verb makes of a phrase with this preposition.
fn asked(host: &Host<'_>, marker: &str, kind: Option<NounType>, named: bool) -> Option<Target> {
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
            Slot::Object if frame.slots.len() == 1 && !host.object && !host.passive => Target::PrepositionObject,
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

/// True if the noun before takes a phrase with this preposition.
fn noun_asks(host: &Host<'_>, before: &Chunk, marker: &str, kind: Option<NounType>) -> bool {
    let Some(head) = last_noun(host, before) else { return false };
    let word = host.scene.tokens[head].norm.as_str();
    match marker {
        "to" => matches!(
            word,
            "access"
                | "right"
                | "rights"
                | "damage"
                | "changes"
                | "amendments"
                | "amendment"
                | "reference"
                | "references"
                | "accession"
                | "contribution"
                | "contributions"
                | "respect"
                | "threat"
                | "harm"
                | "assistance"
                | "annex"
                | "aid"
                | "injury"
                | "appendix"
                | "reservation"
                | "reservations"
                | "objection"
                | "exception"
                | "exceptions"
                | "party"
                | "parties"
                | "answer"
                | "approach"
                | "entrance"
                | "limits"
                | "danger"
                | "risk"
                | "attack"
                | "title"
        ),
        "on" | "upon" => {
            matches!(
                word,
                "duty"
                    | "duties"
                    | "tax"
                    | "taxes"
                    | "information"
                    | "report"
                    | "reports"
                    | "restriction"
                    | "restrictions"
                    | "ban"
                    | "prohibition"
                    | "limit"
                    | "limits"
                    | "agreement"
                    | "decision"
                    | "decisions"
                    | "tariff"
                    | "tariffs"
                    | "interest"
                    | "data"
                    | "convention"
                    | "statistics"
                    | "attack"
                    | "attacks"
                    | "negotiations"
                    | "consultations"
                    | "charges"
                    | "charge"
                    | "particulars"
                    | "embargo"
                    | "toll"
                    | "tolls"
                    | "views"
                    | "advice"
            ) && kind != Some(NounType::Place)
        }
        "with" => matches!(
            word,
            "agreement"
                | "agreements"
                | "cooperation"
                | "relations"
                | "contact"
                | "contacts"
                | "consultation"
                | "consultations"
                | "negotiations"
                | "treaty"
                | "treaties"
                | "trade"
                | "compliance"
                | "persons"
                | "person"
                | "conformity"
        ),
        "for" => {
            matches!(
                kind,
                Some(NounType::Act | NounType::Abstract | NounType::Thing | NounType::Person | NounType::Place)
            ) && matches!(
                host.scene.tokens[head].noun(),
                Some(
                    NounType::Instrument
                        | NounType::Abstract
                        | NounType::Act
                        | NounType::Organ
                        | NounType::Quantity
                        | NounType::Place
                )
            ) || matches!(
                word,
                "responsibility"
                    | "request"
                    | "support"
                    | "respect"
                    | "compensation"
                    | "facilities"
                    | "fee"
                    | "fees"
                    | "charge"
                    | "penalty"
                    | "permit"
                    | "licence"
            )
        }
        "in" => {
            matches!(
                word,
                "increase"
                    | "reduction"
                    | "change"
                    | "changes"
                    | "interest"
                    | "trade"
                    | "participation"
                    | "traffic"
                    | "cooperation"
                    | "decrease"
                    | "rise"
                    | "fall"
                    | "vacancy"
                    | "specialist"
                    | "confidence"
                    | "research"
            ) && kind != Some(NounType::Place)
                || matches!(word, "trade" | "traffic")
        }
        "from" => {
            matches!(
                word,
                "exemption"
                    | "freedom"
                    | "protection"
                    | "immunity"
                    | "withdrawal"
                    | "goods"
                    | "imports"
                    | "distance"
                    | "revenue"
                    | "income"
                    | "damage"
            ) || kind == Some(NounType::Place) && matches!(word, "fish" | "products" | "waters")
        }
        "between" | "among" => true,
        "against" => matches!(
            word,
            "crime"
                | "crimes"
                | "protection"
                | "attack"
                | "attacks"
                | "claims"
                | "claim"
                | "measures"
                | "action"
                | "offences"
                | "discrimination"
                | "threat"
                | "aggression"
                | "safeguards"
                | "appeal"
        ),
        "under" => matches!(
            word,
            "obligations" | "obligation" | "rights" | "right" | "duties" | "claims" | "commitments" | "persons"
        ),
        "over" => matches!(word, "jurisdiction" | "control" | "sovereignty" | "authority" | "rights" | "bridge"),
        _ => false,
    }
}

/// The last noun of a chunk.
fn last_noun(host: &Host<'_>, chunk: &Chunk) -> Option<usize> {
    (chunk.start..chunk.end).rev().find(|&index| host.scene.tokens[index].is_nominal())
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
fn place_follows(scene: Scene<'_>, at: usize, end: usize) -> bool {
    let stop =
        (at..end).find(|&index| scene.tokens[index].is_mark() || scene.tokens[index].is(Class::PREP)).unwrap_or(end);
    matches!(scene.head_type(at, stop), Some(NounType::Place | NounType::TimeUnit | NounType::TimeEvent))
}

/// Frames whose words are part of the verb; a noun that takes "to" and a verb is an object.
fn usable(frame: &Frame) -> bool {
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
