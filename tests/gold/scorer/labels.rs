//! The gold set as it is stored: sentences as places in files, with what a person read in each of them.
//!
//! Comes in: lines of JSON, and the folder with the texts that they point into. Goes out: [`Labelled`] sentences.

use std::collections::BTreeMap;
use std::path::Path;

use anyhow::{Context, bail};
use serde::Deserialize;
use serde_json::{Map, Value};
use servanda::clauses::{Relation, SentenceKind};
use servanda::source::Span;

/// The parts of a norm that are judged.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[allow(missing_docs, reason = "the names are those of `servanda read --format json`")]
pub enum Slot {
    Modality,
    Bearer,
    Verb,
    Object,
    Complement,
    Counterparty,
    Places,
    Manner,
    Purpose,
    Conditions,
    Exceptions,
    Window,
    Quantity,
    Rank,
    Power,
}

impl Slot {
    /// All of them, in the order of the tables.
    pub const ALL: [Self; 15] = [
        Self::Modality,
        Self::Bearer,
        Self::Verb,
        Self::Object,
        Self::Complement,
        Self::Counterparty,
        Self::Places,
        Self::Manner,
        Self::Purpose,
        Self::Conditions,
        Self::Exceptions,
        Self::Window,
        Self::Quantity,
        Self::Rank,
        Self::Power,
    ];

    /// As it is called in the JSON of readings.
    pub fn name(self) -> &'static str {
        match self {
            Self::Modality => "modality",
            Self::Bearer => "bearer",
            Self::Verb => "verb",
            Self::Object => "object",
            Self::Complement => "complement",
            Self::Counterparty => "counterparty",
            Self::Places => "places",
            Self::Manner => "manner",
            Self::Purpose => "purpose",
            Self::Conditions => "conditions",
            Self::Exceptions => "exceptions",
            Self::Window => "window",
            Self::Quantity => "quantity",
            Self::Rank => "rank",
            Self::Power => "power",
        }
    }
}

/// What fills a slot.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Filling {
    /// Nothing.
    Empty,
    /// A name that is no word of the text: a modality, a power.
    Name(String),
    /// Words of the text.
    Words(Vec<Span>),
    /// Relations to provisions, with the words that name these.
    Ranks(Vec<(Relation, Span)>),
}

impl Filling {
    /// Where its words stand.
    pub fn spans(&self) -> Vec<Span> {
        match self {
            Self::Empty | Self::Name(_) => Vec::new(),
            Self::Words(spans) => spans.clone(),
            Self::Ranks(ranks) => ranks.iter().map(|(_, span)| *span).collect(),
        }
    }
}

/// A norm as a person read it.
#[derive(Clone, Debug)]
pub struct Norm {
    /// Every slot.
    pub slots: BTreeMap<Slot, Filling>,
    /// Slots that may as well be filled so.
    pub alt: BTreeMap<Slot, Filling>,
}

/// A sentence as a person read it.
#[derive(Clone, Debug)]
pub struct Labelled {
    /// The file, below the folder of the corpus.
    pub file: String,
    /// Where it stands there.
    pub span: Span,
    /// What sort of treaty it is from.
    pub genre: String,
    /// What it is; the second is another kind that is as good.
    pub kinds: Vec<SentenceKind>,
    /// Whether it binds; the second answer, if any, is as good.
    pub operative: Vec<bool>,
    /// Its norms.
    pub norms: Vec<Norm>,
}

#[derive(Deserialize)]
struct Line {
    file: String,
    start: usize,
    end: usize,
    genre: String,
    kind: String,
    operative: bool,
    norms: Vec<Map<String, Value>>,
    #[serde(default)]
    alt: Option<Alternative>,
}

#[derive(Deserialize)]
struct Alternative {
    kind: Option<String>,
    operative: Option<bool>,
}

/// The sentences of one half.
pub fn load(path: &Path) -> anyhow::Result<Vec<Labelled>> {
    let text = std::fs::read_to_string(path).with_context(|| format!("{} cannot be read", path.display()))?;
    let place = |index: usize| format!("{}, line {}", path.display(), index + 1);
    text.lines().enumerate().map(|(index, line)| parse(line).with_context(|| place(index))).collect()
}

/// One line of a gold file.
pub fn parse(line: &str) -> anyhow::Result<Labelled> {
    let Line { file, start, end, genre, kind, operative, norms, alt } = serde_json::from_str(line)?;
    let mut kinds = vec![kind_named(&kind)?];
    let mut answers = vec![operative];
    if let Some(alt) = alt {
        kinds.extend(alt.kind.as_deref().map(kind_named).transpose()?);
        answers.extend(alt.operative);
    }
    let norms = norms.iter().map(norm).collect::<anyhow::Result<_>>()?;
    Ok(Labelled { file, span: Span::new(start, end), genre, kinds, operative: answers, norms })
}

fn kind_named(name: &str) -> anyhow::Result<SentenceKind> {
    Ok(match name {
        "norm" => SentenceKind::Norm,
        "constitutive" => SentenceKind::Constitutive,
        "definition" => SentenceKind::Definition,
        "preamble" => SentenceKind::Preamble,
        "statement" => SentenceKind::Statement,
        "heading" => SentenceKind::Heading,
        "table" => SentenceKind::Table,
        "signature" => SentenceKind::Signature,
        _ => bail!("there is no kind `{name}`"),
    })
}

fn norm(fields: &Map<String, Value>) -> anyhow::Result<Norm> {
    let alt = match fields.get("alt") {
        Some(Value::Object(alt)) => fillings(alt)?,
        _ => BTreeMap::new(),
    };
    let mut slots = fillings(fields)?;
    for slot in Slot::ALL {
        slots.entry(slot).or_insert(Filling::Empty);
    }
    Ok(Norm { slots, alt })
}

fn fillings(fields: &Map<String, Value>) -> anyhow::Result<BTreeMap<Slot, Filling>> {
    let given = |slot: Slot| fields.get(slot.name()).map(|value| Ok((slot, filling(value)?)));
    Slot::ALL.into_iter().filter_map(given).collect()
}

fn filling(value: &Value) -> anyhow::Result<Filling> {
    Ok(match value {
        Value::Null => Filling::Empty,
        Value::String(name) => Filling::Name(name.clone()),
        Value::Array(list) if list.is_empty() => Filling::Empty,
        Value::Array(list) if list.iter().all(Value::is_object) => {
            Filling::Ranks(list.iter().map(rank).collect::<anyhow::Result<_>>()?)
        }
        Value::Array(list) if list.iter().all(Value::is_array) => {
            Filling::Words(list.iter().map(span).collect::<anyhow::Result<_>>()?)
        }
        one => Filling::Words(vec![span(one)?]),
    })
}

fn rank(value: &Value) -> anyhow::Result<(Relation, Span)> {
    let relation = match value["relation"].as_str() {
        Some("notwithstanding") => Relation::Notwithstanding,
        Some("subject-to") => Relation::SubjectTo,
        Some("without-prejudice-to") => Relation::WithoutPrejudiceTo,
        _ => bail!("{value} is no rank"),
    };
    Ok((relation, span(&value["to"])?))
}

fn span(value: &Value) -> anyhow::Result<Span> {
    let (start, end): (usize, usize) = serde_json::from_value(value.clone())?;
    if start >= end {
        bail!("{value} is no range");
    }
    Ok(Span::new(start, end))
}
