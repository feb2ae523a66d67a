//! Bytes → document: title, parties, articles, paragraphs and items, cut into sentences.
//!
//! Comes in: a [`Source`]. Goes out: a [`Document`]. Knows how treaties are laid out and labelled;
//! knows nothing of grammar, of norms or of facts.

use crate::source::{Source, Span};

/// A treaty as laid out on the page.
#[derive(Clone, Debug)]
pub struct Document {
    /// The text it was read from.
    pub source: Source,
    /// The title, if there is one.
    pub title: Option<Span>,
    /// The parties named in the opening words or in the title, in the order of the text.
    pub parties: Vec<Party>,
    /// What the parties are called together, without article: "Parties", "High Contracting Parties".
    pub collective: Vec<String>,
    /// Articles, paragraphs and items as a tree.
    pub units: Vec<Unit>,
    /// Every sentence of the text in order, headings included; together they cover all its words.
    pub sentences: Vec<Sentence>,
}

/// One of those who conclude the treaty.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Party {
    /// The full name as written, without article: "Republic of Tarnia".
    pub name: String,
    /// The name proper: "Tarnia".
    pub short: String,
    /// What the text calls it besides: "Upper State" after `hereinafter "the Upper State"`.
    pub roles: Vec<String>,
    /// Where it is named first.
    pub span: Span,
}

/// What a unit of the text is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum UnitKind {
    /// Part, chapter, section or annex: a division that holds articles.
    Division,
    /// An article.
    Article,
    /// A numbered paragraph of an article.
    Paragraph,
    /// An item under a chapeau.
    Item,
}

/// A labelled piece of the treaty.
#[derive(Clone, Debug)]
pub struct Unit {
    /// As lawyers cite it: "Article 5(2)(a)", "Annex II, Article 3".
    pub label: String,
    /// What it is.
    pub kind: UnitKind,
    /// Its title, where it has one.
    pub heading: Option<Span>,
    /// All of it, label and children included.
    pub span: Span,
    /// The units within it.
    pub children: Vec<Unit>,
}

/// Where in a treaty a sentence stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// The title, or what stands above it.
    Title,
    /// Heading of a division or an article, with its title.
    Heading,
    /// Parties, recitals and the formula that introduces the articles.
    Preamble,
    /// Articles and annexes.
    Body,
    /// "In witness whereof …", "Done at …" and the signatures.
    Closing,
    /// A table or list without sentences.
    Table,
}

/// A chapeau with its items and tail, or a sentence of a provision without items.
#[derive(Clone, Debug)]
pub struct Sentence {
    /// Label of the unit it stands in; empty outside the articles.
    pub label: String,
    /// Which sentence of the unit it is, from 1, where the unit has several.
    pub ordinal: Option<u32>,
    /// Where it stands.
    pub place: Place,
    /// All of it, without the label in front.
    pub span: Span,
    /// Its parts in the order of the text; one `Main` part when there are no items.
    pub parts: Vec<Part>,
}

/// What a part of a sentence is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PartRole {
    /// The whole sentence, or the words before the items.
    Main,
    /// One item.
    Item,
    /// Words after the last item that belong to the chapeau.
    Tail,
}

/// A part of a sentence that has items.
#[derive(Clone, Debug)]
pub struct Part {
    /// Its label: of the unit for the chapeau and the tail, of the item for an item.
    pub label: String,
    /// What it is.
    pub role: PartRole,
    /// 0 for chapeau and tail, 1 for an item, 2 for an item of an item.
    pub depth: usize,
    /// Its words, without the item mark.
    pub span: Span,
}
