//! Assembly: a head verb and its chunks become a clause.
//!
//! `clause := bearer? modality verb object? adjunct*`; adjuncts of the whole predicate are repeated in each of its clauses.
//! Sample: *In winter the Parties shall close the pass and clear the road* — two clauses, each in winter.

use super::acts::{light_verb, power};
use super::attachment::{self, Host, Target};
use super::chunks::{Chunk, What, chunk};
use super::coordination::Part;
use super::exceptions;
use super::places;
use super::quantity;
use super::rank;
use super::scene::Scene;
use super::skeleton::{HeadForm, Predicate};
use super::tokens::{Kind, Tok, phrase};
use super::units::Labels;
use super::valency;
use super::{BearerStatus, Clause, Force, Modality, Phrase, Stop, StopReason, Voice};
use crate::lexicon::{self, Class, NounType, Slot, VerbKind};
use crate::source::Span;

/// What assembly needs beside the words.
#[derive(Clone, Copy)]
pub struct Here<'a> {
    /// The words.
    pub scene: Scene<'a>,
    /// The label of the sentence.
    pub label: &'a str,
    /// The labels of the document.
    pub labels: &'a Labels,
}

impl Here<'_> {
    /// The phrase of a stretch of tokens.
    pub fn phrase(&self, start: usize, end: usize, rule: &'static str) -> Option<Phrase> {
        phrase(self.scene.text, self.scene.tokens, start, end, rule)
    }
}

/// An empty clause.
pub fn blank(label: &str, span: Span) -> Clause {
    Clause {
        label: label.to_owned(),
        span,
        modality: None,
        force: Force::Plain,
        negated: false,
        voice: Voice::Active,
        bearer: None,
        bearer_status: BearerStatus::Unstated,
        verb: String::new(),
        verb_phrase: String::new(),
        verb_span: span,
        object: None,
        complement: None,
        counterparty: None,
        places: Vec::new(),
        manner: Vec::new(),
        purpose: Vec::new(),
        conditions: Vec::new(),
        exceptions: Vec::new(),
        window: Vec::new(),
        quantity: None,
        rank: Vec::new(),
        power: None,
        holes: Vec::new(),
    }
}

/// One clause of a predicate.
pub fn clause(
    here: Here<'_>,
    predicate: &Predicate,
    part: &Part,
    subject: Option<(usize, usize)>,
    object_from: Option<&Part>,
) -> Clause {
    let tokens = here.scene.tokens;
    let head = &part.head;
    let first = subject.map_or(head.at, |(start, _)| start.min(head.at));
    let span = tokens[first.min(predicate.end - 1)].span.join(tokens[predicate.end - 1].span);
    let mut clause = blank(here.label, span);
    clause.modality = head.modality;
    clause.force = head.force;
    clause.negated = head.negated;
    clause.verb_span = tokens[head.at].span;
    clause.verb = lemma(&tokens[head.at]);
    let canonical = lexicon::lemma_verb(&tokens[head.at].norm).unwrap_or_else(|| clause.verb.clone());
    let verb = lexicon::verb(&canonical);
    let passive = head.form == HeadForm::Passive;
    let source = object_from.unwrap_or(part);
    let (frame, length) = valency::fixed_frame(here.scene, verb, source.start, source.end)
        .filter(|_| object_from.is_none())
        .map_or((None, 0), |(frame, length)| (Some(frame), length));
    clause.verb_phrase.clone_from(&clause.verb);
    if let Some(frame) = frame {
        for word in &frame.fixed {
            clause.verb_phrase.push(' ');
            clause.verb_phrase.push_str(word);
        }
        if let Some((preposition, _)) = frame.slots.first().filter(|(preposition, _)| !preposition.is_empty()) {
            clause.verb_phrase.push(' ');
            clause.verb_phrase.push_str(preposition);
        }
    }
    set_subject(here, &mut clause, subject, passive);
    let mut from = source.start + length;
    // "Give effect to O": the preposition of the frame opens the object.
    let opener = frame.and_then(|frame| frame.slots.first()).filter(|(preposition, _)| !preposition.is_empty());
    let opened = opener
        .is_some_and(|(preposition, _)| tokens.get(from).is_some_and(|token| token.norm == *preposition))
        && from < source.end;
    let opened_counterparty = opened && opener.is_some_and(|(_, slot)| *slot == Slot::Counterpart);
    if opened {
        from += 1;
    }
    // "Presided over by": a preposition that is left without its noun.
    if passive && frame.is_none() && stranded(here, from, source.end) {
        clause.verb_phrase = format!("{} {}", clause.verb, tokens[from].norm);
        from += 1;
    }
    let chunks = chunk(here.scene, from, source.end, verb, passive);
    let mut host = Host { scene: here.scene, verb, frame, passive, object: passive, direct: true };
    if opened_counterparty {
        let (recipient, rest) = chunks.split_first().map_or((None, &chunks[..]), |(first, rest)| (Some(first), rest));
        clause.counterparty = recipient.and_then(|chunk| here.phrase(chunk.start, chunk.end, "frame"));
        place_all(here, &mut host, &mut clause, rest.to_vec());
    } else {
        place_all(here, &mut host, &mut clause, chunks);
    }
    // The adjuncts of the first head are among those of the predicate.
    let own = if head.at == predicate.head.at { &[][..] } else { &head.adjuncts[..] };
    place_adjuncts(here, &mut host, &mut clause, predicate.adjuncts.iter().chain(own));
    light_verb(here, &mut clause, &canonical);
    finish(here, &mut clause, verb, passive);
    clause
}

/// True if a preposition stands without its noun: "provided for by", "dealt with."
fn stranded(here: Here<'_>, at: usize, end: usize) -> bool {
    let tokens = here.scene.tokens;
    let preposition = tokens
        .get(at)
        .filter(|_| at < end)
        .is_some_and(|token| token.is(Class::PREP) && !token.says("by") && !token.says("as"));
    preposition
        && tokens.get(at + 1).filter(|_| at + 1 < end).is_none_or(|next| {
            next.is_mark() || next.says("by") || next.is(Class::CONJ) || matches!(next.kind, Kind::Fixed(..))
        })
}

/// The lemma of a verb as the text spells it.
pub fn lemma(token: &Tok) -> String {
    if token.is(Class::BE) {
        return "be".to_owned();
    }
    lexicon::verb_as_written(&token.norm).unwrap_or_else(|| token.norm.clone())
}

fn set_subject(here: Here<'_>, clause: &mut Clause, subject: Option<(usize, usize)>, passive: bool) {
    let Some((start, end)) = subject else { return };
    let tokens = here.scene.tokens;
    let pronoun = end == start + 1 && tokens[start].is(Class::SUBJ);
    if passive {
        clause.voice = Voice::Passive;
        let start =
            if tokens[start].among(&["no", "neither"]) && end > start + 1 && !tokens[start + 1].among(&["one", "of"]) {
                start + 1
            } else {
                start
            };
        clause.object = here.phrase(start, end, "subject of a passive");
        clause.quantity = quantity::of(here, start, end);
    } else {
        clause.bearer = here.phrase(start, end, "subject");
        clause.bearer_status = if pronoun { BearerStatus::Implied } else { BearerStatus::Stated };
    }
}

/// Places the chunks after a verb.
pub fn place_all(here: Here<'_>, host: &mut Host<'_>, clause: &mut Clause, chunks: Vec<Chunk>) {
    let mut placed: Vec<(Chunk, Target)> = Vec::new();
    for mut chunk in chunks {
        let taken = if matches!(chunk.what, What::Noun | What::Preposition) && chunk.inner.is_none() {
            exceptions::take_off(here.scene.tokens, &mut chunk)
        } else {
            None
        };
        let target = attachment::target(host, placed.last().map(|(chunk, target)| (chunk, *target)), &chunk);
        match (target, placed.last_mut()) {
            (Target::Predicate, Some((before, Target::Object)))
                if chunk.what == What::Noun && chunk.comma && before.end < chunk.start =>
            {
                clause.holes.push(Stop { reason: StopReason::Unplaced, span: here.scene.tokens[chunk.start].span });
                placed.push((chunk, target));
            }
            (Target::Noun, Some((before, _))) => {
                before.end = chunk.end;
                before.inner = before.inner.or(chunk.inner);
            }
            (Target::Predicate, Some((before, Target::Object))) if chunk.what != What::Noun || !chunk.comma => {
                before.end = chunk.end;
            }
            // "Request the mate to stop", "prevent the crew from leaving": the inner act is part of the object.
            (Target::Complement, Some((before, Target::Object)))
                if matches!(chunk.what, What::Infinitive | What::Gerund) && before.end == chunk.start =>
            {
                before.inner = Some(chunk.inner.unwrap_or(chunk.start));
                before.end = chunk.end;
            }
            _ => {
                host.object |=
                    matches!(target, Target::Object | Target::PrepositionObject) || target == Target::Complement;
                host.direct &= matches!(
                    target,
                    Target::Object
                        | Target::Agent
                        | Target::Counterparty
                        | Target::PrepositionObject
                        | Target::Noun
                        | Target::Particle
                );
                placed.push((chunk, target));
            }
        }
        placed.extend(taken.map(|chunk| (chunk, Target::Exception)));
    }
    for (chunk, target) in placed {
        fill(here, host, clause, &chunk, target);
    }
}

/// Places the adjuncts that stand before the verb.
pub fn place_adjuncts<'c>(
    here: Here<'_>,
    host: &mut Host<'_>,
    clause: &mut Clause,
    chunks: impl Iterator<Item = &'c Chunk>,
) {
    let (object, direct) = (host.object, host.direct);
    host.object = true;
    host.direct = true;
    let mut placed: Vec<(Chunk, Target)> = Vec::new();
    for chunk in chunks {
        let before =
            placed.last().filter(|(before, _)| before.end == chunk.start).map(|(before, target)| (before, *target));
        let target = match attachment::target(host, before, chunk) {
            Target::Noun if before.is_some() => {
                if let Some((before, _)) = placed.last_mut() {
                    before.end = chunk.end;
                }
                continue;
            }
            Target::Noun | Target::Predicate | Target::Object | Target::PrepositionObject => Target::Manner,
            Target::Complement => Target::Purpose,
            target => target,
        };
        placed.push((chunk.clone(), target));
    }
    host.object = object;
    host.direct = direct;
    for (chunk, target) in placed {
        fill(here, host, clause, &chunk, target);
    }
}

fn fill(here: Here<'_>, host: &Host<'_>, clause: &mut Clause, chunk: &Chunk, target: Target) {
    let rule = chunk.rule;
    let words = || here.phrase(chunk.start, chunk.end, rule);
    let bare = || here.phrase(chunk.start + chunk.marker, chunk.end, rule);
    match target {
        Target::Object | Target::PrepositionObject => {
            let from = if target == Target::PrepositionObject { chunk.start + chunk.marker } else { chunk.start };
            if target == Target::PrepositionObject && clause.verb_phrase == clause.verb {
                clause.verb_phrase = format!("{} {}", clause.verb, here.scene.tokens[chunk.start].norm);
            }
            set_object(here, host, clause, chunk, from);
        }
        Target::Complement => {
            clause.complement = words();
            match clause.object.as_ref().filter(|_| clause.voice == Voice::Active) {
                Some(object)
                    if clause.counterparty.is_none()
                        && host.verb.is_some_and(valency::takes_counterpart_and_clause) =>
                {
                    clause.counterparty = Some(object.clone());
                    clause.object = words();
                }
                Some(object) => clause.object = Some(joined(object, clause.complement.as_ref())),
                None if clause.object.is_none() => clause.object = words(),
                None => {}
            }
        }
        Target::OfWhat if clause.voice == Voice::Active => {
            clause.counterparty = clause.object.take();
            clause.object = bare();
        }
        Target::OfWhat => clause.complement = bare(),
        Target::Counterparty => {
            let phrase = bare();
            if clause.counterparty.is_none() { clause.counterparty = phrase } else { clause.manner.extend(words()) }
        }
        Target::Agent => {
            clause.bearer = bare();
            clause.bearer_status = BearerStatus::Stated;
        }
        Target::Place => clause.places.extend(words()),
        Target::Window => clause.window.extend(with_only(here, chunk)),
        Target::Manner => clause.manner.extend(words()),
        Target::Purpose => clause.purpose.extend(words()),
        Target::Condition => clause.conditions.extend(with_only(here, chunk)),
        Target::Exception => clause.exceptions.extend(words()),
        Target::Rank(role) => clause.rank.extend(rank::rank(here.scene, chunk, role, here.label, here.labels)),
        Target::Quantity => {
            if clause.quantity.is_none() {
                clause.quantity = words()
            } else {
                clause.manner.extend(words())
            }
        }
        Target::Particle => {
            if let Some(phrase) = words().filter(|_| chunk.rule == "particle") {
                clause.verb_phrase = format!("{} {}", clause.verb_phrase, phrase.text.to_lowercase());
            }
        }
        Target::Predicate => match clause.object.as_mut() {
            Some(object)
                if clause.voice == Voice::Active && object.span.end <= here.scene.tokens[chunk.start].span.start =>
            {
                let more = words();
                *object = joined(object, more.as_ref());
            }
            // "Every prisoner shall be given a copy": the subject of the passive is whom it is given to.
            Some(_)
                if clause.voice == Voice::Passive
                    && clause.counterparty.is_none()
                    && host.verb.is_some_and(valency::takes_two_objects)
                    && thing(here, chunk) =>
            {
                clause.counterparty = clause.object.take();
                clause.object = words();
            }
            Some(_) => clause.complement = clause.complement.take().or_else(words),
            None => clause.object = words(),
        },
        Target::Noun => clause.manner.extend(words()),
    }
}

/// A condition or an adjunct of time, with the "only" before its marker.
fn with_only(here: Here<'_>, chunk: &Chunk) -> Option<Phrase> {
    let only = chunk.start > 0 && here.scene.tokens[chunk.start - 1].says("only");
    here.phrase(chunk.start - usize::from(only), chunk.end, chunk.rule)
}

fn joined(first: &Phrase, second: Option<&Phrase>) -> Phrase {
    second.map_or_else(
        || first.clone(),
        |second| Phrase {
            text: format!("{} {}", first.text, second.text),
            span: first.span.join(second.span),
            rule: first.rule,
        },
    )
}

/// Whether a phrase after a passive names a thing, and no state ("shall be given free").
fn thing(here: Here<'_>, chunk: &Chunk) -> bool {
    let first = &here.scene.tokens[chunk.start];
    first.is(Class::DET) || first.kind == Kind::Count || here.scene.head_type(chunk.start, chunk.end).is_some()
}

/// The object; with a verb like *inform C of O*, whom and of what; its inner act and its quantity.
fn set_object(here: Here<'_>, host: &Host<'_>, clause: &mut Clause, chunk: &Chunk, from: usize) {
    let tokens = here.scene.tokens;
    let counterpart_of = host.verb.is_some_and(|verb| {
        verb.frames.iter().any(|frame| {
            frame.fixed.is_empty()
                && frame.slots.len() == 2
                && frame.slots[0] == ("", Slot::Counterpart)
                && frame.slots[1].0 == "of"
        })
    });
    if counterpart_of && here.scene.head_type(from, chunk.end).is_none_or(NounType::acts) {
        if let Some(of) = topic_of(here, from, chunk.end) {
            clause.counterparty = here.phrase(from, of, "whom");
            clause.object = here.phrase(of + 1, chunk.end, "of what");
            clause.quantity = clause.quantity.take().or_else(|| quantity::of(here, of + 1, chunk.end));
            return;
        }
        if here.scene.head_type(from, chunk.end).is_some_and(NounType::acts)
            && host.verb.is_some_and(|verb| verb.kind == VerbKind::Communication)
        {
            clause.object = here.phrase(from, chunk.end, "whom");
            return;
        }
    }
    clause.object = here.phrase(from, chunk.end, chunk.rule);
    if let Some(at) = gapped(here, from, chunk.end) {
        clause.holes.push(Stop { reason: StopReason::AmbiguousCoordination, span: tokens[at].span });
    }
    if let Some(inner) = chunk.inner.filter(|&inner| inner > from) {
        clause.complement = here.phrase(inner, chunk.end, "inner act");
    } else if tokens[from].is(Class::V_ING) && !tokens[from].is(Class::NOUN) {
        clause.complement.clone_from(&clause.object);
    }
    clause.quantity = clause.quantity.take().or_else(|| quantity::of(here, from, chunk.inner.unwrap_or(chunk.end)));
}

/// "Ostrava shall mend the north dyke and Luria the south dyke": a second subject without its verb.
fn gapped(here: Here<'_>, from: usize, end: usize) -> Option<usize> {
    let tokens = here.scene.tokens;
    let mut at = from;
    while at + 2 < end {
        if let Some((_, stop)) = here.scene.bracket(at, end) {
            at = stop;
            continue;
        }
        let name = at + 1 + usize::from(tokens[at + 1].is(Class::DET));
        let party = tokens.get(name).is_some_and(|token| matches!(token.kind, Kind::Name(NounType::Party)));
        let object = tokens
            .get(name + 1)
            .filter(|_| name + 1 < end)
            .is_some_and(|next| next.is(Class::DET) || next.kind == Kind::Count);
        if tokens[at].is(Class::CONJ) && party && object {
            return Some(at);
        }
        at += 1;
    }
    None
}

/// The "of" that opens the matter told: the last one, unless a name follows it.
fn topic_of(here: Here<'_>, from: usize, end: usize) -> Option<usize> {
    let tokens = here.scene.tokens;
    let mut found = None;
    let mut at = from;
    while at + 1 < end {
        if let Some((_, stop)) = here.scene.bracket(at, end) {
            at = stop;
            continue;
        }
        if tokens[at].says("of") && at > from {
            let next = &tokens[at + 1];
            let after = &tokens[(at + 2).min(end - 1)];
            let name = next.upper
                || matches!(next.kind, Kind::Name(_))
                || next.is(Class::DET) && (after.upper || matches!(after.kind, Kind::Name(_)));
            if !name {
                return Some(at);
            }
            found = Some(at);
        }
        at += 1;
    }
    found
}

/// Powers, and what is missing.
fn finish(here: Here<'_>, clause: &mut Clause, verb: Option<&lexicon::Verb>, passive: bool) {
    clause.power = power(clause);
    places::settle(clause);
    let at = here.scene.tokens.iter().position(|token| token.span == clause.verb_span);
    let so = at.is_some_and(|at| at > 0 && here.scene.tokens[at - 1].says("so")) || clause.verb == "do";
    let lacks = !passive
        && clause.object.is_none()
        && clause.complement.is_none()
        && clause.counterparty.is_none()
        && clause.verb_phrase == clause.verb;
    if clause.modality.is_some() && lacks && !so && verb.is_some_and(lexicon::Verb::needs_object) {
        clause.holes.push(Stop { reason: StopReason::NoObject, span: clause.verb_span });
    }
    let verbal = at.is_some_and(|at| {
        let token = &here.scene.tokens[at];
        token.kind == Kind::Word
            && (token.is(Class::VERB.with(Class::BE).with(Class::HAVE).with(Class::DO))
                || !token.function() && !token.is(Class::ADV))
    });
    if clause.modality.is_some() && !verbal && at.is_some() {
        clause.holes.push(Stop { reason: StopReason::UnknownVerb, span: clause.verb_span });
    }
}

/// Marks a clause as permitted or forbidden anew.
pub fn with_modality(mut clause: Clause, modality: Modality, force: Force) -> Clause {
    clause.modality = Some(modality);
    clause.force = force;
    clause.negated = false;
    clause
}
