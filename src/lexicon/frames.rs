//! Valency: what a verb asks for.

use super::tables::VerbKind;

/// What stands in a slot of a frame.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Slot {
    /// A thing or an act.
    Object,
    /// A party, an organ or a person.
    Counterpart,
    /// A place.
    Place,
    /// A time.
    Time,
    /// A clause.
    Clause,
    /// A bare verb.
    Verb,
    /// A gerund.
    Gerund,
    /// An adjective or a noun that is said of something.
    Predicate,
}

/// One way to use a verb: "give notice of:O" is fixed words and then a slot after "of".
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Frame {
    /// Words after the verb that are always the same: "effect to", "into force", "out".
    pub fixed: Vec<&'static str>,
    /// Preposition ("" for none) and slot, in order.
    pub slots: Vec<(&'static str, Slot)>,
    /// The kind, where this use has its own.
    pub kind: Option<VerbKind>,
}

impl Frame {
    /// True if the first slot is a direct object.
    pub fn takes_object(&self) -> bool {
        matches!(self.slots.first(), Some(("", Slot::Object | Slot::Counterpart | Slot::Place)))
            || matches!(self.slots.first(), Some((_, Slot::Clause | Slot::Verb | Slot::Gerund)))
    }

    /// The slot that a preposition opens.
    pub fn asks(&self, preposition: &str) -> Option<Slot> {
        self.slots.iter().find(|(word, _)| *word == preposition).map(|(_, slot)| *slot)
    }
}

/// Reads the frames of a verb; those with fixed words come first, the longest first.
pub(super) fn parse(lemma: &str, text: &'static str) -> Vec<Frame> {
    let mut frames: Vec<Frame> =
        text.split(';').map(str::trim).filter(|f| !f.is_empty()).map(|f| frame(lemma, f)).collect();
    frames.sort_by_key(|frame| std::cmp::Reverse(frame.fixed.len()));
    frames
}

fn frame(lemma: &str, text: &'static str) -> Frame {
    let mut frame = Frame { fixed: Vec::new(), slots: Vec::new(), kind: None };
    for (index, word) in text.split(' ').enumerate() {
        if index == 0 && word == lemma {
            continue;
        }
        if let Some(kind) = word.strip_prefix('[').and_then(|word| word.strip_suffix(']')) {
            frame.kind = VerbKind::named(kind);
        } else if let Some((preposition, name)) = word.split_once(':') {
            frame.slots.push((preposition, slot(name)));
        } else if word.starts_with(|c: char| c.is_ascii_uppercase()) {
            frame.slots.push(("", slot(word)));
        } else if word != "intrans" {
            frame.fixed.push(word);
        }
    }
    frame
}

fn slot(name: &str) -> Slot {
    match name {
        "C" => Slot::Counterpart,
        "P" => Slot::Place,
        "T" => Slot::Time,
        "S" => Slot::Clause,
        "V" => Slot::Verb,
        "V-ing" => Slot::Gerund,
        "A" | "V-ed" => Slot::Predicate,
        _ => Slot::Object,
    }
}
