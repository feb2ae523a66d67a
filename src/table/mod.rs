//! Readings → the table of a treaty: every duty, right and prohibition as a row that is complete in itself.
//!
//! Comes in: treaties that were read. Goes out: a [`Table`] of strings, so that each format of `render` can print it
//! without looking anything up. Operative sentences that were not read are rows too, marked, with the words that stopped
//! the reading. Decides in which order and under which heading rows stand; weighs nothing, and asks no solver.

mod groups;
pub mod norm_words;
mod notation;
mod prose;
mod quote;
pub mod stats;
#[cfg(test)]
mod tests;
mod who;

use std::collections::BTreeMap;

use crate::certify::DocumentReport;
use crate::clauses::{BearerStatus, Force, Modality, Power, Relation, Status, StopReason};
use crate::facts::FactBase;
use crate::pipeline::{self, Loaded};

/// In what order rows stand.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, clap::ValueEnum)]
pub enum By {
    /// As in the text, article by article.
    #[default]
    Place,
    /// Under each of those who bear them.
    Party,
}

/// The table of some treaties.
#[derive(Clone, Debug, PartialEq)]
pub struct Table {
    /// How it is ordered.
    pub by: By,
    /// One for each treaty.
    pub sheets: Vec<Sheet>,
}

/// The table of one treaty.
#[derive(Clone, Debug, PartialEq)]
pub struct Sheet {
    /// Path, title, coverage; the parties by the names that rows have.
    pub about: DocumentReport,
    /// The rows under their headings; by party a row stands under each of its bearers.
    pub groups: Vec<Group>,
    /// How many rows there are, each counted once.
    pub rows: usize,
    /// Everyone under whom a row may stand: the parties first, then the others as they appear.
    pub bearers: Vec<Bearer>,
}

/// Rows under one heading.
#[derive(Clone, Debug, PartialEq)]
pub struct Group {
    /// "Article 5", "United States", "not read".
    pub title: String,
    /// What the text calls the article.
    pub heading: Option<String>,
    /// Its rows.
    pub rows: Vec<Row>,
}

/// One under whom rows stand.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bearer {
    /// The name.
    pub name: String,
    /// What sort of name it is.
    pub sort: BearerSort,
    /// Rows that stand under it.
    pub rows: usize,
}

/// What a row's bearer is named by, in the order in which they are listed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum BearerSort {
    /// A party by its short name, or each Party of an instrument that names none.
    Party,
    /// Somebody or something else by the words of the text: "Joint Commission".
    Other,
    /// "It", "they": the words before tell who.
    Pronoun,
    /// Nobody: the text does not say.
    Unstated,
    /// Nobody: the reading failed.
    Unread,
}

/// One norm, or one operative sentence that was not read.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// As in `read --format json`: "2", "3(a)", "5(2)#2"; empty for a sentence that was not read.
    pub id: String,
    /// The label as lawyers cite it.
    pub label: String,
    /// Which sentence of the unit, where it has several.
    pub sentence: Option<u32>,
    /// Line of the file, from 1.
    pub line: usize,
    /// First byte of the words.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
    /// The bytes `start..end` as they stand.
    pub text: String,
    /// The words for people: chapeau, item and tail, cut at the parts that were found in them.
    pub words: Vec<Piece>,
    /// How far it was read.
    pub status: Status,
    /// The file that corrects the reading, where one does.
    pub corrected: Option<String>,
    /// What stopped the reading.
    pub stops: Vec<Stopped>,
    /// Shall, shall not, may, need not; nothing if it was not read.
    pub modality: Option<Modality>,
    /// Tells a right from a permission.
    pub force: Force,
    /// Who.
    pub who: Who,
    /// Lemma of the first word of the head verb.
    pub verb: String,
    /// The verb with what belongs to it: "enter into force".
    pub verb_phrase: String,
    /// What is acted on.
    pub object: Option<String>,
    /// The inner act within the object.
    pub complement: Option<String>,
    /// How many or how much.
    pub quantity: Option<String>,
    /// Towards whom.
    pub towards: Option<String>,
    /// Where.
    pub places: Vec<String>,
    /// How, by what means.
    pub manner: Vec<String>,
    /// What for.
    pub purpose: Vec<String>,
    /// When.
    pub window: Vec<String>,
    /// If.
    pub conditions: Vec<String>,
    /// Except.
    pub exceptions: Vec<String>,
    /// How it ranks against other provisions.
    pub rank: Vec<RankWords>,
    /// Power over the instrument.
    pub power: Option<Power>,
}

/// Who bears a norm.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Who {
    /// The words, determiner included.
    pub words: Option<String>,
    /// How the bearer is known.
    pub status: BearerStatus,
    /// The parties that the words stand for, by their short names.
    pub parties: Vec<String>,
    /// True if these are all the parties of the treaty.
    pub all: bool,
    /// Under what names the row stands; one at least.
    pub names: Vec<(BearerSort, String)>,
}

/// Words about rank.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RankWords {
    /// Which way.
    pub relation: Relation,
    /// The other provision or instrument, as written.
    pub to: String,
    /// Its label, where it is a provision of the same text.
    pub label: Option<String>,
}

/// What stopped the reading of a row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stopped {
    /// Why.
    pub reason: StopReason,
    /// The words to blame.
    pub words: String,
}

/// Some words of a row, one after the other.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Piece {
    /// The words, single spaces between them and, where there were any, around them.
    pub text: String,
    /// The part that they fill.
    pub part: Part,
}

/// What words are to a norm.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[allow(missing_docs, reason = "the names say all there is to say")]
pub enum Part {
    /// They stopped the reading.
    Unread,
    Who,
    Act,
    Towards,
    Where,
    How,
    When,
    If,
    Except,
    /// Function words, or words of another norm.
    Nothing,
}

impl Row {
    /// The exact words, for people.
    pub fn quote(&self) -> String {
        self.words.iter().map(|piece| piece.text.as_str()).collect::<String>().trim().to_owned()
    }

    /// The verb and what is acted on; nothing if the sentence was not read.
    pub fn act(&self) -> String {
        let object = self.object.as_deref().unwrap_or_default();
        let act = format!("{} {object}", self.verb_phrase);
        // A number that stands outside the object is told with it.
        let apart = |more: &&str| !act.contains(more);
        match self.quantity.as_deref().filter(apart) {
            Some(quantity) => format!("{act} ({quantity})").trim().to_owned(),
            None => act.trim().to_owned(),
        }
    }
}

/// Makes the table of the treaties that were loaded.
pub fn table(loaded: &[Loaded], facts: &FactBase, by: By) -> Table {
    Table { by, sheets: loaded.iter().map(|one| sheet(one, facts, by)).collect() }
}

fn sheet(one: &Loaded, facts: &FactBase, by: By) -> Sheet {
    let draft = pipeline::draft(one, facts);
    let rows = rows(one, &draft);
    let bearers = groups::bearers(&rows, &draft.parties);
    let about = DocumentReport { parties: draft.parties.clone(), ..pipeline::describe(one) };
    let count = rows.len();
    let groups = match by {
        By::Place => groups::by_place(one, rows),
        By::Party => groups::by_party(&rows, &bearers),
    };
    Sheet { about, groups, rows: count, bearers }
}

/// The rows of a treaty in the order of its text.
pub fn rows(one: &Loaded, draft: &crate::norms::Draft) -> Vec<Row> {
    match &one.notation {
        Some(file) => notation::rows(&one.source, &file.norms, &draft.parties),
        None => prose::rows(one, draft),
    }
}

/// Names of norms, unique in their document: the label without "Article", and which norm of the clause it is.
#[derive(Debug, Default)]
pub struct Ids {
    seen: BTreeMap<String, usize>,
}

impl Ids {
    /// The name of the next norm of a clause.
    pub fn next(&mut self, label: &str) -> String {
        let short = label.strip_prefix("Article ").unwrap_or(label).replace(", Article ", ", ");
        let count = self.seen.entry(short.clone()).or_default();
        *count += 1;
        if *count == 1 { short } else { format!("{short}#{count}") }
    }
}
