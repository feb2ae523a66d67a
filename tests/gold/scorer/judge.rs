//! One sentence of the gold set against the readings of its treaty.
//!
//! Comes in: a [`Labelled`] sentence, the document and its readings. Goes out: a [`Verdict`]. Words are compared as
//! sets, so that where a comma or an article falls decides nothing; nothing else is forgiven.

use std::collections::BTreeSet;

use servanda::clauses::{Clause, Phrase, Reading, SentenceKind, Status};
use servanda::document::Document;
use servanda::render::{modality_name, power_name};
use servanda::source::{Source, Span};

use crate::labels::{Filling, Labelled, Norm, Slot};

/// Two phrases agree if so large a share of their words is common to both (F1).
pub const COMMON: f64 = 0.8;

/// Words that a slot may have or lack without being another one.
const LIGHT: [&str; 12] = ["the", "a", "an", "of", "to", "by", "in", "with", "from", "for", "on", "at"];

/// How one slot of one norm was read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Outcome {
    /// The gold has something here.
    pub wanted: bool,
    /// So has the reading.
    pub given: bool,
    /// They agree; so do two empty slots.
    pub right: bool,
}

/// A norm of the gold and the one that was read for it, or one of them alone.
#[derive(Clone, Debug)]
pub struct Pair<'a> {
    /// What was wanted.
    pub gold: Option<&'a Norm>,
    /// What was read.
    pub read: Option<&'a Clause>,
    /// Slot by slot, in the order of [`Slot::ALL`].
    pub slots: [Outcome; Slot::ALL.len()],
}

impl Pair<'_> {
    /// Every slot is right.
    pub fn whole(&self) -> bool {
        self.gold.is_some() && self.read.is_some() && self.slots.iter().all(|slot| slot.right)
    }
}

/// What came of a sentence.
#[derive(Clone, Debug)]
pub struct Verdict<'a> {
    /// What the program takes it for; nothing, if it has no such sentence.
    pub kind: Option<SentenceKind>,
    /// The kind is right.
    pub kind_right: bool,
    /// Whether it binds is right.
    pub operative_right: bool,
    /// The sentence begins and ends where the gold has it.
    pub cut_alike: bool,
    /// How far it was read, where it binds.
    pub status: Option<Status>,
    /// Its norms.
    pub pairs: Vec<Pair<'a>>,
}

impl Verdict<'_> {
    /// Every norm was read, none beside them, and every slot is right.
    pub fn whole(&self) -> bool {
        self.operative_right && self.kind_right && self.pairs.iter().all(Pair::whole)
    }
}

/// Judges what was read in the place of a sentence.
pub fn judge<'a>(gold: &'a Labelled, document: &Document, readings: &'a [Reading]) -> Verdict<'a> {
    let source = &document.source;
    let near: Vec<(&Reading, Span)> = readings
        .iter()
        .map(|reading| (reading, document.sentences[reading.sentence].span))
        .filter(|(_, span)| common(*span, gold.span) > 0)
        .collect();
    let most = near.iter().max_by_key(|(_, span)| common(*span, gold.span));
    // A neighbour that a sentence only touches says nothing about it.
    let of_it = |span: Span| 2 * common(span, gold.span) > length(span).min(length(gold.span));
    let bound = near.iter().filter(|(reading, span)| reading.operative && of_it(*span));
    let status = bound.clone().map(|(reading, _)| reading.status).max_by_key(|status| severity(*status));
    let operative = status.is_some();
    // A bare "Article 5" is no sentence of its own: it stands in the document as the label of a unit.
    let label =
        || document.units_in_order().any(|unit| gold.span.start <= unit.span.start && unit.span.start < gold.span.end);
    let kind = match most {
        _ if operative => Some(SentenceKind::Norm),
        Some((reading, _)) => Some(reading.kind),
        None => label().then_some(SentenceKind::Heading),
    };
    let read: Vec<&Clause> = near
        .iter()
        .flat_map(|(reading, _)| &reading.clauses)
        .filter(|clause| clause.modality.is_some() && gold.span.contains(clause.verb_span))
        .collect();
    // Where the kind is open, what norms there are is open too.
    let open = gold.operative.len() > 1 || gold.norms.is_empty() && gold.operative.contains(&true);
    Verdict {
        kind,
        kind_right: kind.is_some_and(|kind| gold.kinds.contains(&kind)),
        operative_right: kind.is_some() && gold.operative.contains(&operative),
        cut_alike: most.map_or(kind.is_some(), |(_, span)| same_cut(source, *span, gold.span)),
        status,
        pairs: if open { Vec::new() } else { pair(gold, &read, source) },
    }
}

fn severity(status: Status) -> u8 {
    match status {
        Status::NotOperative => 0,
        Status::Read => 1,
        Status::Partly => 2,
        Status::Unread => 3,
    }
}

fn length(span: Span) -> usize {
    span.end.saturating_sub(span.start)
}

fn common(one: Span, other: Span) -> usize {
    one.end.min(other.end).saturating_sub(one.start.max(other.start))
}

/// The same words, whatever marks and numbers stand before or behind.
fn same_cut(source: &Source, one: Span, other: Span) -> bool {
    let gap = |from: usize, to: usize| {
        let words = source.slice(Span::new(from.min(to), from.max(to)));
        !words.chars().any(|c| c.is_alphanumeric())
    };
    gap(one.start, other.start) && gap(one.end, other.end)
}

/// Each norm of the gold with the reading that is most like it, the likest first.
fn pair<'a>(gold: &'a Labelled, read: &[&'a Clause], source: &Source) -> Vec<Pair<'a>> {
    let mut likeness: Vec<(u32, usize, usize)> = Vec::new();
    for (at, norm) in gold.norms.iter().enumerate() {
        likeness.extend(read.iter().enumerate().map(|(of, clause)| (like(norm, clause, source), at, of)));
    }
    likeness.sort_by(|one, other| other.0.cmp(&one.0).then(one.cmp(other)));
    let (mut left, mut free) = (vec![true; gold.norms.len()], vec![true; read.len()]);
    let mut pairs = Vec::new();
    for (points, at, of) in likeness {
        if points > 0 && left[at] && free[of] {
            (left[at], free[of]) = (false, false);
            pairs.push((at, compare(&gold.norms[at], read[of], source)));
        }
    }
    let missed = left.iter().enumerate().filter(|(_, left)| **left).map(|(at, _)| (at, lost(&gold.norms[at])));
    pairs.extend(missed);
    pairs.sort_by_key(|(at, _)| *at);
    let invented = read.iter().zip(&free).filter(|(_, free)| **free).map(|(clause, _)| beside(clause));
    pairs.into_iter().map(|(_, pair)| pair).chain(invented).collect()
}

/// How much a reading looks like a norm, before it is judged.
fn like(norm: &Norm, clause: &Clause, source: &Source) -> u32 {
    let slots = compare(norm, clause, source).slots;
    let verb = slots[Slot::Verb as usize].right;
    let right = slots.iter().filter(|slot| slot.right && slot.wanted).count() as u32;
    // Without its verb a norm is another one, unless it stands at the same place.
    if verb { 100 + right } else { right }
}

fn lost(norm: &Norm) -> Pair<'_> {
    let slots = Slot::ALL.map(|slot| {
        let wanted = norm.slots[&slot] != Filling::Empty;
        Outcome { wanted, given: false, right: false }
    });
    Pair { gold: Some(norm), read: None, slots }
}

fn beside(clause: &Clause) -> Pair<'_> {
    let slots = Slot::ALL.map(|slot| Outcome { wanted: false, given: given(slot, clause), right: false });
    Pair { gold: None, read: Some(clause), slots }
}

/// Slot by slot; of two labellings that are as good, the one that is nearer.
fn compare<'a>(norm: &'a Norm, clause: &'a Clause, source: &Source) -> Pair<'a> {
    let outcome = |slot: Slot, filling: &Filling| {
        let (wanted, given) = (*filling != Filling::Empty, given(slot, clause));
        let right = if wanted && given { agrees(slot, filling, clause, source) } else { wanted == given };
        Outcome { wanted, given, right }
    };
    let mut slots = Slot::ALL.map(|slot| outcome(slot, &norm.slots[&slot]));
    for group in groups(norm) {
        let other: Vec<(Slot, Outcome)> = group.iter().map(|slot| (*slot, outcome(*slot, &norm.alt[slot]))).collect();
        let now = group.iter().filter(|slot| slots[**slot as usize].right).count();
        if other.iter().filter(|(_, outcome)| outcome.right).count() > now {
            for (slot, outcome) in other {
                slots[slot as usize] = outcome;
            }
        }
    }
    Pair { gold: Some(norm), read: Some(clause), slots }
}

/// The slots that have another labelling; those between which words would move stand together.
fn groups(norm: &Norm) -> Vec<Vec<Slot>> {
    let spans = |slot: Slot| [norm.slots[&slot].spans(), norm.alt[&slot].spans()].concat();
    let mut groups: Vec<Vec<Slot>> = Vec::new();
    for slot in norm.alt.keys().copied() {
        let meets = |other: &Slot| spans(*other).iter().any(|one| spans(slot).iter().any(|two| common(*one, *two) > 0));
        match groups.iter_mut().find(|group| group.iter().any(meets)) {
            Some(group) => group.push(slot),
            None => groups.push(vec![slot]),
        }
    }
    groups
}

/// What a reading has in a slot of words.
pub fn phrases(slot: Slot, clause: &Clause) -> Vec<&Phrase> {
    match slot {
        Slot::Bearer => clause.bearer.iter().collect(),
        Slot::Object => clause.object.iter().collect(),
        Slot::Complement => clause.complement.iter().collect(),
        Slot::Counterparty => clause.counterparty.iter().collect(),
        Slot::Quantity => clause.quantity.iter().collect(),
        Slot::Places => clause.places.iter().collect(),
        Slot::Manner => clause.manner.iter().collect(),
        Slot::Purpose => clause.purpose.iter().collect(),
        Slot::Conditions => clause.conditions.iter().collect(),
        Slot::Exceptions => clause.exceptions.iter().collect(),
        Slot::Window => clause.window.iter().collect(),
        Slot::Rank => clause.rank.iter().map(|rank| &rank.to).collect(),
        Slot::Modality | Slot::Verb | Slot::Power => Vec::new(),
    }
}

/// The name of a modality or a power.
pub fn name(slot: Slot, clause: &Clause) -> Option<&'static str> {
    match slot {
        Slot::Modality => clause.modality.map(modality_name),
        Slot::Power => clause.power.map(power_name),
        _ => None,
    }
}

fn given(slot: Slot, clause: &Clause) -> bool {
    slot == Slot::Verb || name(slot, clause).is_some() || !phrases(slot, clause).is_empty()
}

fn agrees(slot: Slot, filling: &Filling, clause: &Clause, source: &Source) -> bool {
    match filling {
        Filling::Empty => false,
        Filling::Name(wanted) => name(slot, clause) == Some(wanted.as_str()),
        Filling::Words(spans) if slot == Slot::Verb => spans.iter().any(|span| common(*span, clause.verb_span) > 0),
        Filling::Words(spans) => {
            let wanted: Vec<&str> = spans.iter().map(|span| source.slice(*span)).collect();
            let given: Vec<&str> = phrases(slot, clause).iter().map(|phrase| phrase.text.as_str()).collect();
            let (wanted, given) = (wanted.join(" "), given.join(" "));
            // The gold cuts "two" out of "two wardens" as the quantity; readings leave it in the object too.
            let counted = clause.quantity.as_ref().filter(|_| slot == Slot::Object).map(|number| number.text.as_str());
            same(&wanted, &given) || counted.is_some_and(|number| same(&format!("{number} {wanted}"), &given))
        }
        Filling::Ranks(ranks) => {
            let known = |(relation, span): &(_, Span)| {
                clause.rank.iter().any(|rank| rank.relation == *relation && same(source.slice(*span), &rank.to.text))
            };
            ranks.len() == clause.rank.len() && ranks.iter().all(known)
        }
    }
}

/// True if two texts have most of their words in common.
pub fn same(one: &str, other: &str) -> bool {
    let (one, other) = (words(one), words(other));
    let common = one.intersection(&other).count() as f64;
    2.0 * common >= COMMON * (one.len() + other.len()) as f64
}

/// The words that count: small letters, hyphens at line ends mended. If none counts, all do.
fn words(text: &str) -> BTreeSet<String> {
    let mut mended = String::new();
    for word in text.split_whitespace() {
        mended.push_str(word.strip_suffix('-').unwrap_or(word));
        mended.push_str(if word.ends_with('-') { "" } else { " " });
    }
    let mended = mended.to_lowercase();
    let all = || mended.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    let heavy: BTreeSet<String> = all().filter(|word| !LIGHT.contains(word)).map(str::to_owned).collect();
    if heavy.is_empty() { all().map(str::to_owned).collect() } else { heavy }
}
