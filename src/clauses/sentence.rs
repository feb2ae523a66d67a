//! One run of words as a sentence: its clauses, its definitions, and what stopped the reading.

use super::assemble::{Here, lemma};
use super::brackets::{self, Brackets, Finite};
use super::constitutive;
use super::definitions;
use super::modality;
use super::scene::Scene;
use super::skeleton::{self, HeadForm, Predicate};
use super::special;
use super::tokens::{Kind, Tok};
use super::units::Labels;
use super::{Clause, DefinedBy, Definition, Force, Modality, Stop, StopReason};
use crate::lexicon::{self, Class, NounType};

/// What was read in a run of words.
#[derive(Debug, Default)]
pub struct Flat {
    /// Its predicates.
    pub clauses: Vec<Clause>,
    /// Terms that it defines.
    pub definitions: Vec<Definition>,
    /// What stopped the reading.
    pub why: Vec<Stop>,
    /// True if some predicate makes something so.
    pub constitutive: bool,
    /// True if some predicate tells an aim.
    pub aims: bool,
    /// True if the main verb says what a term means.
    pub defines: bool,
    /// True if a main predicate was found.
    pub found: bool,
}

/// Reads shielded tokens; where a full stop parts them, each part is a sentence of its own.
pub fn read(text: &str, tokens: &[Tok], label: &str, labels: &Labels, depth: u32) -> Flat {
    let mut flat = Flat::default();
    let mut start = 0;
    for at in 0..tokens.len() {
        let ends = tokens[at].kind == Kind::Stop
            && at > start + 2
            && tokens.get(at + 1).is_none_or(|next| next.upper && !next.gap)
            || at + 1 == tokens.len();
        if ends {
            flat.merge(single(text, &tokens[start..=at], label, labels, depth));
            start = at + 1;
        }
    }
    flat
}

impl Flat {
    /// Takes over what was read elsewhere.
    pub fn merge(&mut self, other: Flat) {
        self.clauses.extend(other.clauses);
        self.definitions.extend(other.definitions);
        self.why.extend(other.why);
        self.constitutive |= other.constitutive;
        self.defines |= other.defines;
        self.aims |= other.aims;
        self.found |= other.found;
    }
}

fn single(text: &str, tokens: &[Tok], label: &str, labels: &Labels, depth: u32) -> Flat {
    let found = brackets::find(tokens);
    let scene = Scene { text, tokens, brackets: &found };
    let here = Here { scene, label, labels };
    let mut flat = Flat::default();
    let mut subject = None;
    for (index, finite) in found.finites.iter().enumerate() {
        let end =
            found.finites.get(index + 1).map_or(tokens.len(), |next| next.from.saturating_sub(1).max(finite.at + 1));
        one(here, &mut flat, *finite, end, &mut subject, depth);
    }
    share_fronted_conditions(text, &mut flat.clauses);
    left_over(tokens, &found, &mut flat);
    flat.why.extend(unfound(tokens, &found, &flat));
    flat
}

/// "If the wall gives way, the ferry shall stop and no cart shall cross": what stands before the first subject is said of
/// all that follows up to a semicolon.
fn share_fronted_conditions(text: &str, clauses: &mut [Clause]) {
    let Some((first, rest)) = clauses.split_first_mut() else { return };
    let subject = first.bearer.iter().chain(&first.object).map(|phrase| phrase.span.start).min();
    let Some(subject) = subject.filter(|start| *start < first.verb_span.start) else { return };
    let fronted: Vec<_> = first.conditions.iter().filter(|c| c.span.end <= subject).cloned().collect();
    for clause in rest {
        let between = text.get(first.verb_span.end..clause.verb_span.start);
        if clause.conditions.is_empty() && between.is_some_and(|between| !between.contains(';')) {
            clause.conditions.extend(fronted.iter().cloned());
        }
    }
}

/// A word that binds although no predicate was found for it: the sentence is not silently taken for a statement.
fn unfound(tokens: &[Tok], found: &Brackets, flat: &Flat) -> Option<Stop> {
    let read =
        flat.constitutive || flat.defines || flat.aims || flat.clauses.iter().any(|clause| clause.modality.is_some());
    if read || !flat.why.is_empty() {
        return None;
    }
    let inner =
        |at: usize| flat.found && found.list.iter().skip(1).any(|bracket| bracket.start <= at && at < bracket.end);
    let at = (0..tokens.len()).find(|&at| tokens[at].among(&["shall", "must"]) && !inner(at))?;
    Some(Stop { reason: StopReason::NoPredicate, span: tokens[at].span })
}

fn left_over(tokens: &[Tok], found: &Brackets, flat: &mut Flat) {
    for &at in &found.left_over {
        flat.why.push(Stop { reason: StopReason::ModalLeftOver, span: tokens[at].span });
    }
    let holes: Vec<Stop> = flat.clauses.iter().flat_map(|clause| clause.holes.iter().cloned()).collect();
    flat.why.extend(holes);
}

fn one(here: Here<'_>, flat: &mut Flat, finite: Finite, end: usize, subject: &mut Option<(usize, usize)>, depth: u32) {
    let Some(mut predicate) = skeleton::predicate(here.scene, finite, end) else { return };
    flat.found = true;
    if predicate.subject.is_some() {
        *subject = predicate.subject;
    } else if !finite.subject {
        predicate.subject = *subject;
    }
    if let Some((start, stop)) = predicate.head.clause.filter(|_| depth < 3) {
        return that_clause(here, flat, &predicate, (start, stop), depth);
    }
    classify(here, &mut predicate);
    if aims(here, &predicate) {
        flat.aims = true;
        predicate.head.negated |= predicate.head.modality == Some(Modality::Prohibition);
        predicate.head.modality = None;
    }
    if let Some(clauses) = special::read(here, &predicate) {
        flat.clauses.extend(clauses);
        return;
    }
    if let Some(definition) = defining(here, &predicate) {
        flat.defines |= definition.by == DefinedBy::Means || definition.by == DefinedBy::Includes;
        flat.constitutive |= definition.by == DefinedBy::ConsistsOf;
        flat.definitions.push(definition);
        predicate.head.negated |= predicate.head.modality == Some(Modality::Prohibition);
        predicate.head.modality = None;
    }
    if constitutive::makes_so(here, &predicate) {
        flat.constitutive = true;
        predicate.head.negated |= predicate.head.modality == Some(Modality::Prohibition);
        predicate.head.modality = None;
    }
    let clauses = special::plain(here, &predicate, predicate.subject);
    flat.clauses.extend(clauses);
}

/// "Agree that X shall …": the act is in the inner clause.
fn that_clause(here: Here<'_>, flat: &mut Flat, predicate: &Predicate, (start, stop): (usize, usize), depth: u32) {
    let inner = read(here.scene.text, &here.scene.tokens[start..stop], here.label, here.labels, depth + 1);
    if inner.clauses.iter().any(|clause| clause.modality.is_some()) || inner.constitutive {
        flat.clauses.extend(inner.clauses);
        flat.constitutive |= inner.constitutive;
        flat.why.extend(inner.why);
        return;
    }
    let mut outer = predicate.clone();
    outer.head.clause = None;
    flat.clauses.extend(special::plain(here, &outer, predicate.subject));
}

/// Modals that make no duty, and presents that do.
fn classify(here: Here<'_>, predicate: &mut Predicate) {
    let tokens = here.scene.tokens;
    let kind = predicate.subject.and_then(|(start, end)| here.scene.head_type(start, end));
    let pronoun = predicate.subject.is_some_and(|(start, end)| end == start + 1 && tokens[start].is(Class::SUBJ));
    let head = predicate.subject.and_then(|(start, end)| here.scene.head(start, end).map(|head| (start, head)));
    let named = head.is_some_and(|(start, head)| {
        tokens[head].upper
            && (head > start || tokens[head].norm.ends_with('s') || tokens[head].noun().is_none())
            && kind != Some(NounType::Instrument)
    });
    let acts = kind.is_some_and(NounType::acts) || pronoun || named;
    let modal = (0..=predicate.head.at)
        .rev()
        .find(|&index| tokens[index].is(Class::MODAL))
        .filter(|&index| index + 12 > predicate.head.at)
        .map(|index| tokens[index].norm.as_str());
    if matches!(modal, Some("will" | "can" | "cannot"))
        && !acts
        && predicate.head.form != HeadForm::Passive
        && !predicate.denied
    {
        predicate.head.negated = matches!(predicate.head.modality, Some(Modality::Prohibition));
        predicate.head.modality = None;
        return;
    }
    let verb = lemma(&tokens[predicate.head.at]);
    let near = || {
        (predicate.head.at + 1..predicate.end.min(predicate.head.at + 5))
            .map(|index| &tokens[index])
            .take_while(|token| !token.is(Class::PREP))
    };
    if matches!(predicate.head.modality, Some(Modality::Obligation | Modality::Prohibition))
        && matches!(verb.as_str(), "have" | "enjoy" | "possess")
        && (verb == "enjoy" || near().any(|token| token.among(&["right", "rights", "vote", "votes"])))
        && !near().any(|token| token.among(&["obligations", "duties"]))
    {
        let none = near().any(|token| token.says("no")) ^ (predicate.head.modality == Some(Modality::Prohibition));
        predicate.head.modality = Some(if none { Modality::Prohibition } else { Modality::Permission });
        predicate.head.force = if none { Force::Plain } else { Force::Right };
    }
    if verb == "entitle" && predicate.head.form == HeadForm::Passive {
        // "Is entitled to payment": a right that names no act.
        if let Some(be) =
            (0..predicate.head.at).rev().find(|&index| tokens[index].is(Class::BE) || tokens[index].says("be"))
        {
            let denied = predicate.head.modality == Some(Modality::Prohibition) || predicate.head.negated;
            predicate.head.at = be;
            predicate.head.form = HeadForm::Base;
            predicate.head.modality = Some(if denied { Modality::Prohibition } else { Modality::Permission });
            predicate.head.force = if denied { Force::Plain } else { Force::Right };
            predicate.head.negated = false;
        }
    }
    release(tokens, predicate, &verb);
    if predicate.head.modality.is_some() {
        return;
    }
    let next = tokens.get(predicate.head.at + 1);
    let finite_now = predicate.head.form == HeadForm::Finite
        && !tokens[predicate.head.at].is(Class::V_PAST.with(Class::V_PART))
        || tokens[predicate.head.at].is(Class::V_S.with(Class::V_BASE));
    let right = next.is_some_and(|next| next.among(&["the", "a", "full", "complete"]))
        && (predicate.head.at + 1..predicate.end.min(predicate.head.at + 6))
            .any(|index| tokens[index].among(&["right", "rights", "immunity", "privilege", "privileges", "freedom"]));
    let (modality, force) = match verb.as_str() {
        "enjoy" | "have"
            if right
                && finite_now
                && (predicate.head.at + 1..predicate.end.min(predicate.head.at + 6))
                    .any(|index| tokens[index].among(&["right", "rights"])) =>
        {
            (Modality::Permission, Force::Right)
        }
        "enjoy" if right => (Modality::Permission, Force::Right),
        "need" if predicate.head.negated => (Modality::Exemption, Force::Plain),
        "be" if acts && next.is_some_and(|next| next.among(&["responsible", "liable", "answerable"])) => {
            (Modality::Obligation, Force::Plain)
        }
        "be" if next.is_some_and(|next| next.says("binding")) => (Modality::Obligation, Force::Plain),
        "be" if next.is_some_and(|next| next.among(&["free", "entitled"]))
            && tokens.get(predicate.head.at + 2).is_some_and(|after| after.says("to")) =>
        {
            (Modality::Permission, Force::Leave)
        }
        _ if predicate.head.form == HeadForm::Finite
            && finite_now
            && modality::performative(&verb)
            && acts
            && !tokens[predicate.head.at].is(Class::V_PAST) =>
        {
            (Modality::Obligation, Force::Plain)
        }
        _ => return,
    };
    let bound = matches!(modal, Some("should" | "would" | "could" | "might" | "ought"));
    if !bound {
        predicate.head.modality = Some(if predicate.head.negated && modality == Modality::Obligation {
            Modality::Prohibition
        } else {
            modality
        });
        predicate.head.force = force;
        predicate.head.negated = false;
    }
}

/// Being exempt, not liable and not bound: the duty is taken away, and nothing is forbidden.
fn release(tokens: &[Tok], predicate: &mut Predicate, verb: &str) {
    use Modality::{Exemption, Obligation, Prohibition};
    let next = |words: &[&str]| tokens.get(predicate.head.at + 1).is_some_and(|next| next.among(words));
    let released = match (verb, predicate.head.modality) {
        ("be", None | Some(Obligation)) => next(&["exempt", "immune"]) && !predicate.head.negated,
        ("be", Some(Prohibition)) => next(&["liable"]),
        ("bind", Some(Prohibition)) => predicate.head.form == HeadForm::Passive && next(&["by"]),
        _ => false,
    };
    if released {
        predicate.head.modality = Some(Exemption);
        predicate.head.force = Force::Plain;
        predicate.head.negated = false;
    }
}

/// "The aim of the cooperation shall be to …": what is aimed at is nobody's duty yet.
fn aims(here: Here<'_>, predicate: &Predicate) -> bool {
    let tokens = here.scene.tokens;
    let aim = ["aim", "aims", "objective", "objectives", "purpose", "purposes", "goal", "goals", "object"];
    let head = predicate.subject.and_then(|(start, end)| here.scene.head(start, end));
    head.is_some_and(|head| tokens[head].among(&aim)) && lemma(&tokens[predicate.head.at]) == "be"
}

/// The definition that a predicate makes.
fn defining(here: Here<'_>, predicate: &Predicate) -> Option<Definition> {
    let tokens = here.scene.tokens;
    let subject = predicate.subject?;
    let verb = lexicon::lemma_verb(&tokens[predicate.head.at].norm)?;
    let quoted = tokens[subject.0..subject.1]
        .iter()
        .any(|token| token.kind == Kind::Quoted || token.among(&["term", "expression"]));
    let at = predicate.head.at;
    let next = |offset: usize| tokens.get(at + offset).map_or("", |token| token.norm.as_str());
    let (by, after) = match verb.as_str() {
        "mean" | "denote" | "signify" if predicate.head.form != HeadForm::Passive => (DefinedBy::Means, at + 1),
        "include" | "comprise" if quoted => (DefinedBy::Includes, at + 1),
        "refer" if quoted && next(1) == "to" => (DefinedBy::Means, at + 2),
        "understand" if quoted && predicate.head.form == HeadForm::Passive => {
            (DefinedBy::Means, at + 2 + usize::from(next(2) == "mean"))
        }
        "consist" if next(1) == "of" => (DefinedBy::ConsistsOf, at + 2),
        "compose" | "form" | "make"
            if predicate.head.form == HeadForm::Passive && matches!(next(1), "of" | "by" | "up") =>
        {
            (DefinedBy::ConsistsOf, at + 2 + usize::from(next(1) == "up"))
        }
        "comprise" if predicate.head.form == HeadForm::Finite || predicate.head.form == HeadForm::Passive => {
            (DefinedBy::ConsistsOf, at + 1 + usize::from(next(1) == "of"))
        }
        _ => return None,
    };
    definitions::meaning(here.scene.text, tokens, subject, at, after.min(predicate.end), by, here.label)
}
