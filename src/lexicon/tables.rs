//! The tables of `data/`, read once.

use std::collections::HashMap;
use std::sync::OnceLock;

use super::frames::{self, Frame, Slot};

/// Classes of words as bits: a word may belong to several.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Class(u32);

#[allow(missing_docs, reason = "each name is the name of a word class")]
impl Class {
    pub const DET: Self = Self(1);
    pub const PRON: Self = Self(1 << 1);
    pub const SUBJ: Self = Self(1 << 2);
    pub const PREP: Self = Self(1 << 3);
    pub const CONJ: Self = Self(1 << 4);
    pub const SUB: Self = Self(1 << 5);
    pub const REL: Self = Self(1 << 6);
    pub const MODAL: Self = Self(1 << 7);
    pub const BE: Self = Self(1 << 8);
    pub const HAVE: Self = Self(1 << 9);
    pub const DO: Self = Self(1 << 10);
    pub const ADV: Self = Self(1 << 11);
    pub const ADJ: Self = Self(1 << 12);
    pub const NEG: Self = Self(1 << 13);
    pub const NUM: Self = Self(1 << 14);
    pub const V_BASE: Self = Self(1 << 15);
    pub const V_S: Self = Self(1 << 16);
    pub const V_PAST: Self = Self(1 << 17);
    pub const V_PART: Self = Self(1 << 18);
    pub const V_ING: Self = Self(1 << 19);
    pub const NOUN: Self = Self(1 << 20);
    pub const PLURAL: Self = Self(1 << 21);
    pub const TIME: Self = Self(1 << 22);
    /// The verb stands only in the wide list: its bare form may well be another word.
    pub const WEAK: Self = Self(1 << 23);
    pub const TOPIC: Self = Self(1 << 24);
    pub const VERB: Self = Self(Self::V_BASE.0 | Self::V_S.0 | Self::V_PAST.0 | Self::V_PART.0 | Self::V_ING.0);

    /// True if any class of `other` is among these.
    pub fn any(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }

    /// These and those.
    pub fn with(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    fn named(name: &str) -> Self {
        match name {
            "det" => Self::DET,
            "pron" => Self::PRON,
            "subj" => Self::SUBJ,
            "prep" => Self::PREP,
            "conj" => Self::CONJ,
            "sub" => Self::SUB,
            "rel" => Self::REL,
            "modal" => Self::MODAL,
            "be" => Self::BE,
            "have" => Self::HAVE,
            "do" => Self::DO,
            "adv" => Self::ADV,
            "adj" => Self::ADJ,
            "neg" => Self::NEG,
            "num" => Self::NUM,
            "v_base" | "v_pl" => Self::V_BASE,
            "v_s" => Self::V_S,
            "v_past" => Self::V_PAST,
            "v_part" => Self::V_PART,
            "v_ing" => Self::V_ING,
            "time" => Self::TIME,
            "topic" => Self::TOPIC,
            _ => Self(0),
        }
    }
}

/// What sort of thing a noun names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[allow(missing_docs, reason = "the names say all there is to say; see `grammar/README.md`")]
pub enum NounType {
    Party,
    Organ,
    Person,
    Instrument,
    Place,
    TimeUnit,
    TimeEvent,
    Quantity,
    Act,
    Thing,
    Abstract,
}

impl NounType {
    fn named(name: &str) -> Option<Self> {
        Some(match name {
            "party" => Self::Party,
            "organ" => Self::Organ,
            "person" => Self::Person,
            "instrument" => Self::Instrument,
            "place" => Self::Place,
            "time-unit" => Self::TimeUnit,
            "time-event" => Self::TimeEvent,
            "quantity" => Self::Quantity,
            "act" => Self::Act,
            "thing" => Self::Thing,
            "abstract" => Self::Abstract,
            _ => return None,
        })
    }

    /// Party, organ or person: one who can act.
    pub fn acts(self) -> bool {
        matches!(self, Self::Party | Self::Organ | Self::Person)
    }
}

/// How a verb bears on the world.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum VerbKind {
    /// Done by somebody, can be seen to be done.
    Act,
    /// Being in a condition.
    State,
    /// Makes something so and lays no duty on anybody.
    Constitutive,
    /// Bears on another act: ensure, prevent, prohibit.
    Causative,
    /// Effort without a fixed result.
    Soft,
    /// Changes which norms apply: denounce, suspend.
    Power,
    /// Words or papers pass to somebody.
    Communication,
    /// Someone settles or chooses.
    Decision,
    /// What somebody thinks.
    Judgement,
    /// Happens without an actor.
    Process,
}

impl VerbKind {
    pub(super) fn named(name: &str) -> Option<Self> {
        Some(match name {
            "act" => Self::Act,
            "state" => Self::State,
            "constitutive" => Self::Constitutive,
            "causative" => Self::Causative,
            "soft" => Self::Soft,
            "power" => Self::Power,
            "communication" => Self::Communication,
            "decision" => Self::Decision,
            "judgement" => Self::Judgement,
            "process" => Self::Process,
            _ => return None,
        })
    }
}

/// A verb of the main table.
#[derive(Debug)]
pub struct Verb {
    /// Its bare form.
    pub lemma: &'static str,
    /// Its kind when active.
    pub kind: VerbKind,
    /// True if it makes something so when passive: "shall be deemed".
    pub constitutive_passive: bool,
    /// What it asks for, fixed expressions first, longest first.
    pub frames: Vec<Frame>,
    /// The nouns of the act.
    pub nominals: Vec<&'static str>,
    /// True if the bare form is a noun too.
    pub noun_too: bool,
}

impl Verb {
    /// True if no frame does without a direct object.
    pub fn needs_object(&self) -> bool {
        let mut plain = self.frames.iter().filter(|frame| frame.fixed.is_empty()).peekable();
        plain.peek().is_some() && plain.all(Frame::takes_object)
    }

    /// True if some frame has this slot directly after the verb.
    pub fn direct(&self, slot: Slot) -> bool {
        self.frames.iter().any(|frame| frame.fixed.is_empty() && frame.slots.first() == Some(&("", slot)))
    }

    /// True if some frame has a direct object.
    pub fn takes_object(&self) -> bool {
        self.frames.iter().any(|frame| frame.fixed.is_empty() && frame.takes_object())
    }
}

/// What is known about one form of a word.
#[derive(Clone, Copy, Debug, Default)]
pub struct Word {
    /// Its classes.
    pub class: Class,
    /// Its verb in the main table, if it is a form of one.
    pub(super) verb: Option<u16>,
    /// Types of the noun, commoner first.
    pub noun: Option<(NounType, Option<NounType>)>,
}

impl Word {
    /// The entry of the verb that it is a form of.
    pub fn verb(self) -> Option<&'static Verb> {
        self.verb.map(|index| &lexicon().verbs[usize::from(index)])
    }
}

/// How a fixed expression goes on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// A noun phrase follows.
    Phrase,
    /// A clause follows.
    Clause,
    /// A bare verb follows.
    Verb,
    /// It is complete.
    Closed,
}

/// A fixed expression of several words.
#[derive(Debug)]
pub struct Expression {
    /// Its words.
    pub words: Vec<&'static str>,
    /// The slot that it fills or opens, as the table names it.
    pub slot: &'static str,
    /// How it goes on.
    pub shape: Shape,
}

/// All tables.
pub(super) struct Lexicon {
    pub(super) words: HashMap<&'static str, Word>,
    pub(super) verbs: Vec<Verb>,
    by_lemma: HashMap<&'static str, u16>,
    /// Form → lemma, for the main table.
    pub(super) lemmas: HashMap<&'static str, &'static str>,
    pub(super) nouns: HashMap<&'static str, (NounType, Option<NounType>)>,
    pub(super) plurals: HashMap<&'static str, &'static str>,
    pub(super) variants: HashMap<&'static str, &'static str>,
    pub(super) weak: HashMap<&'static str, ()>,
    nominals: HashMap<&'static str, &'static str>,
    expressions: HashMap<&'static str, Vec<Expression>>,
}

impl Lexicon {
    pub(super) fn verb(&self, lemma: &str) -> Option<&Verb> {
        self.by_lemma.get(lemma).map(|&index| &self.verbs[usize::from(index)])
    }

    pub(super) fn nominal(&self, noun: &str) -> Option<&'static str> {
        self.nominals.get(noun).copied()
    }

    pub(super) fn known_verb(&self, lemma: &str) -> Option<&'static str> {
        self.by_lemma
            .get_key_value(lemma)
            .map(|(key, _)| *key)
            .or_else(|| self.weak.get_key_value(lemma).map(|(key, ())| *key))
    }

    pub(super) fn expressions(&self, first: &str) -> &[Expression] {
        self.expressions.get(first).map_or(&[], Vec::as_slice)
    }

    fn note(&mut self, form: &'static str, class: Class, verb: Option<u16>) {
        let entry = self.words.entry(form).or_default();
        entry.class = entry.class.with(class);
        if verb.is_some() && (class == Class::V_BASE || entry.verb.is_none()) {
            entry.verb = verb;
        }
    }
}

/// The tables, read at the first call.
pub(super) fn lexicon() -> &'static Lexicon {
    static LEXICON: OnceLock<Lexicon> = OnceLock::new();
    LEXICON.get_or_init(load)
}

fn rows(table: &'static str) -> impl Iterator<Item = Vec<&'static str>> {
    table.lines().filter(|line| !line.is_empty() && !line.starts_with('#')).map(|line| line.split('\t').collect())
}

fn load() -> Lexicon {
    let mut lexicon = Lexicon {
        words: HashMap::with_capacity(8192),
        verbs: Vec::with_capacity(700),
        by_lemma: HashMap::with_capacity(700),
        lemmas: HashMap::with_capacity(4096),
        nouns: HashMap::with_capacity(2048),
        plurals: HashMap::new(),
        variants: HashMap::with_capacity(512),
        weak: HashMap::with_capacity(6000),
        nominals: HashMap::with_capacity(6000),
        expressions: HashMap::with_capacity(256),
    };
    for row in rows(include_str!("data/function.tsv")) {
        let class = row.get(1).map_or(Class::default(), |names| {
            names.split(' ').fold(Class::default(), |class, name| class.with(Class::named(name)))
        });
        lexicon.note(row[0], class, None);
    }
    load_verbs(&mut lexicon);
    load_nouns(&mut lexicon);
    load_variants(&mut lexicon);
    load_expressions(&mut lexicon);
    load_wide_list(&mut lexicon);
    lexicon
}

fn load_verbs(lexicon: &mut Lexicon) {
    for row in rows(include_str!("data/verbs.tsv")) {
        let [lemma, past, participle, gerund, third, frames, nominals, kind, noun_too] = row[..] else { continue };
        let index = u16::try_from(lexicon.verbs.len()).unwrap_or(u16::MAX);
        let auxiliary = matches!(lemma, "be" | "have" | "do");
        for (forms, class) in [
            (lemma, Class::V_BASE),
            (past, Class::V_PAST),
            (participle, Class::V_PART),
            (gerund, Class::V_ING),
            (third, Class::V_S),
        ] {
            for form in forms.split(',').filter(|form| !form.is_empty()) {
                lexicon.note(form, if auxiliary { Class::default() } else { class }, Some(index));
                lexicon.lemmas.entry(form).or_insert(lemma);
            }
        }
        let nominals: Vec<_> = nominals.split(';').filter(|noun| !noun.is_empty()).collect();
        for &noun in &nominals {
            lexicon.nominals.entry(noun).or_insert(lemma);
        }
        lexicon.nominals.entry(gerund).or_insert(lemma);
        let mut kinds = kind.split('/');
        let kind = kinds.next().and_then(VerbKind::named).unwrap_or(VerbKind::Act);
        lexicon.by_lemma.insert(lemma, index);
        lexicon.verbs.push(Verb {
            lemma,
            kind,
            constitutive_passive: kinds.next().is_some(),
            frames: frames::parse(lemma, frames),
            nominals,
            noun_too: noun_too == "y",
        });
    }
}

fn load_nouns(lexicon: &mut Lexicon) {
    for row in rows(include_str!("data/nouns.tsv")) {
        let Some(kind) = row.get(1).and_then(|name| NounType::named(name)) else { continue };
        let types = (kind, row.get(2).and_then(|name| NounType::named(name)));
        let noun = row[0];
        lexicon.nouns.insert(noun, types);
        lexicon.note(noun, Class::NOUN, None);
        if let Some(entry) = lexicon.words.get_mut(noun) {
            entry.noun = Some(types);
        }
        let plural = row.get(3).copied().unwrap_or_default();
        if !plural.is_empty() && plural != "-" && plural != noun {
            lexicon.plurals.insert(plural, noun);
        }
    }
}

fn load_variants(lexicon: &mut Lexicon) {
    for row in rows(include_str!("data/variants.tsv")) {
        let [variant, canonical, kind] = row[..] else { continue };
        match kind {
            "plural" => lexicon.plurals.insert(variant, canonical),
            _ => lexicon.variants.insert(variant, canonical),
        };
    }
}

fn load_expressions(lexicon: &mut Lexicon) {
    for row in rows(include_str!("data/expressions.tsv")) {
        let [expression, slot, shape] = row[..] else { continue };
        let shape = match shape {
            "np" => Shape::Phrase,
            "s" => Shape::Clause,
            "v" => Shape::Verb,
            _ => Shape::Closed,
        };
        let words: Vec<_> = expression.split(' ').collect();
        lexicon.expressions.entry(words[0]).or_default().push(Expression { words, slot, shape });
    }
    for list in lexicon.expressions.values_mut() {
        list.sort_by(|a, b| b.words.len().cmp(&a.words.len()).then_with(|| a.words.cmp(&b.words)));
    }
}

fn load_wide_list(lexicon: &mut Lexicon) {
    for row in rows(include_str!("data/wordnet-verbs.tsv")) {
        lexicon.weak.insert(row[0], ());
        for noun in row.get(1).map_or("", |nouns| nouns).split(';').filter(|noun| !noun.is_empty()) {
            lexicon.nominals.entry(noun).or_insert(row[0]);
        }
    }
}
