//! The notation of norms: `.norms` text ⇄ [`Norm`]s. The grammar is `grammar/norms.ebnf`, for people `grammar/norms.md`.
//!
//! Comes in: a `.norms` text, with the normaliser of phrases as a parameter. Goes out: a [`NormsFile`], or all the
//! complaints at once. Printing is the inverse of parsing up to places and white space. Knows no English and no facts.

mod calendar;
mod error;
mod file;
mod formulas;
mod lexer;
mod lines;
mod parts;
mod print;
mod show;
mod statement;
mod terms;

#[cfg(test)]
mod tests;

pub use error::NotationError;
pub use file::parse;
pub use print::{print, print_file};

use super::{Agent, Declared, Instant, Norm};
use crate::source::Span;

/// All that a `.norms` text says.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct NormsFile {
    /// `title "…".`
    pub title: Option<String>,
    /// `party …`: those who conclude the treaty.
    pub parties: Vec<(String, Span)>,
    /// `body …`: organs and organisations.
    pub bodies: Vec<(String, Span)>,
    /// `agent …`: others who act.
    pub agents: Vec<(String, Span)>,
    /// `atom …`, `event …`, `measure …`, `stock …`.
    pub circumstances: Vec<CircumstanceLine>,
    /// Facts, taxonomy and map, all in one form.
    pub facts: Vec<FactLine>,
    /// `assume sub(A, B).`, `assume ov(A, B).`
    pub assumptions: Vec<FactLine>,
    /// `life …`: when the instrument is in force.
    pub life: Option<Life>,
    /// `says …`: what the draft declares to be so.
    pub declarations: Vec<Declared>,
    /// `norm …`, in the order of the text.
    pub norms: Vec<Norm>,
}

/// A fact: `kind-of`, `kind-of-act`, `lies-in`, `consists-of` (the whole first), `owner`, `adjoins`, `controls`, `excludes`, or any other.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FactLine {
    /// Its name in findings: as given, or made from its words.
    pub id: String,
    /// The relation.
    pub relation: String,
    /// What it relates.
    pub args: Vec<String>,
    /// Where it stands.
    pub span: Span,
}

/// When the instrument is in force; open where missing.
#[derive(Clone, Debug, PartialEq)]
pub struct Life {
    /// From when.
    pub from: Option<Instant>,
    /// Until when.
    pub until: Option<Instant>,
    /// Where it stands.
    pub span: Span,
}

/// What sort of circumstance a line declares.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CircumstanceKind {
    /// True or false.
    Atom,
    /// It has a date.
    Event,
    /// It has a value.
    Measure,
    /// A value that a party keeps.
    Stock,
}

/// A declared circumstance; every use of its name in the file takes words, controller and judge from here.
#[derive(Clone, Debug, PartialEq)]
pub struct CircumstanceLine {
    /// Its sort.
    pub kind: CircumstanceKind,
    /// Normal form, with `{0}`, `{1}` for the parties.
    pub name: String,
    /// What the parties are called in this line.
    pub params: Vec<String>,
    /// The words for it.
    pub text: Option<String>,
    /// Who brings it about, and who judges it.
    pub control: Control,
    /// The least value.
    pub least: Option<i64>,
    /// The greatest value.
    pub most: Option<i64>,
    /// The levels of an ordered scale, lowest first; their values are 0, 1, 2 …
    pub levels: Vec<String>,
    /// Where it stands.
    pub span: Span,
}

/// Who has a circumstance in hand.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Control {
    /// Who brings it about.
    pub by: By,
    /// Whose opinion it turns on.
    pub judge: Option<Who>,
}

/// Who brings a circumstance about.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum By {
    /// Nobody.
    Nature,
    /// It is not told.
    #[default]
    Unknown,
    /// Somebody.
    Who(Who),
}

/// An agent in a line that declares a circumstance.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Who {
    /// An agent.
    Agent(Agent),
    /// The party that stands in this place of its brackets.
    Argument(usize),
}
