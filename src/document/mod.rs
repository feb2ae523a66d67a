//! Bytes → document: title, parties, articles, paragraphs and items, cut into sentences.
//!
//! Comes in: a [`Source`]. Goes out: a [`Document`]. Knows how treaties are laid out and labelled;
//! knows nothing of grammar, of norms or of facts.

use crate::source::{Source, Span};

mod build;
mod frame;
mod glue;
mod headings;
mod inline;
mod labels;
mod lines;
mod lists;
mod names;
mod naming;
mod openings;
mod outline;
mod page;
mod parties;
mod roles;
mod sentences;
#[cfg(test)]
mod tests;
mod words;

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

/// Reads the layout of a text. Any text gives a document; what is not understood stands in it as it is.
pub fn read(source: Source) -> Document {
    let text = std::sync::Arc::clone(&source.text);
    let blocks = glue::unglue(&text, lines::blocks(&text));
    let page = page::Page::new(&text, &blocks);
    let frame = page.frame();
    let outline = frame::outline(&page, frame);
    let labels = naming::labels(&text, &outline.nodes);
    let units = build::tree(&outline.nodes, &labels);
    let sentences = build::sentences(&text, &outline.nodes, &labels, &outline.events);
    let title = parties::title(&text, &blocks[..frame.preamble]);
    let named = parties::read(&text, title, &blocks[frame.preamble..frame.body.min(blocks.len())], &sentences);
    let mut out = Document { source, title, parties: named.parties, collective: named.collective, units, sentences };
    if out.parties.is_empty() {
        out.parties = openings::parties(&out);
    }
    out
}

/// True if the text has an article or a numbered paragraph, and so may be a treaty.
pub fn looks_like_instrument(document: &Document) -> bool {
    document.units_in_order().any(|u| matches!(u.kind, UnitKind::Article | UnitKind::Paragraph))
}

impl Document {
    /// The first unit with this label.
    pub fn unit(&self, label: &str) -> Option<&Unit> {
        self.units_in_order().find(|u| u.label == label)
    }

    /// All units, each before its children.
    pub fn units_in_order(&self) -> impl Iterator<Item = &Unit> {
        let mut stack: Vec<&Unit> = self.units.iter().rev().collect();
        std::iter::from_fn(move || {
            let unit = stack.pop()?;
            stack.extend(unit.children.iter().rev());
            Some(unit)
        })
    }
}
