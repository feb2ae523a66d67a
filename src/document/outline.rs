//! The tree of the body: which mark continues which list, and to which unit each text belongs.
//!
//! What is read goes out twice: as [`Node`]s (the tree) and as [`Event`]s (the words in their order, from
//! which sentences are built).

use std::collections::HashSet;

use super::headings::Rank;
use super::inline;
use super::labels::{Mark, Series, Style};
use super::sentences;
use super::words::{Ending, ending, starts_small, words};
use super::{Place, UnitKind};
use crate::source::Span;

pub(super) type NodeId = usize;

/// No list is nested deeper than this; what goes deeper continues the innermost list.
pub(super) const DEEPEST: usize = 8;

/// How a node's own label is joined to its parent's.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Joint {
    /// Article or division: its parent stands before it only where needed.
    Top,
    /// A numbered paragraph: "(2)", or ", paragraph 2" under a division.
    Number,
    /// "2.1": holds the numbers above it already.
    Decimal,
    /// "(a)"
    Letter,
    /// No label: a dash.
    Silent,
}

/// A unit in the making.
#[derive(Clone, Debug)]
pub(super) struct Node {
    pub parent: Option<NodeId>,
    pub kind: UnitKind,
    pub joint: Joint,
    pub own: String,
    /// True for annexes, whose label stands before everything in them.
    pub annex: bool,
    pub heading: Option<Span>,
    pub span: Span,
}

/// Words of the text, in order.
#[derive(Clone, Copy, Debug)]
pub(super) enum Event {
    /// One sentence by itself.
    Solo { place: Place, node: Option<NodeId>, span: Span },
    /// A provision, to be cut at full stops.
    Text { node: Option<NodeId>, span: Span },
    /// An item of the sentence that is open.
    Item { node: NodeId, span: Span },
    /// More words of the part before.
    More { span: Span },
    /// Words after items that belong to the chapeau, which is the node's.
    Tail { node: Option<NodeId>, span: Span },
}

/// A list that is open.
#[derive(Clone, Copy, Debug)]
pub(super) struct Level {
    pub style: Style,
    pub series: Series,
    pub value: u32,
    pub node: NodeId,
    /// True if its items are parts of a sentence, false if they are provisions.
    pub joined: bool,
}

/// What was read last.
#[derive(Clone, Copy, Debug)]
pub(super) struct Last {
    pub ending: Ending,
    /// "The following …", "as follows": items may come after a full stop.
    pub announces: bool,
    /// A mark without words yet.
    pub empty: bool,
    /// A heading stands between.
    pub heading: bool,
}

/// The body while it is read.
#[derive(Debug)]
pub(super) struct Outline<'t> {
    text: &'t str,
    pub nodes: Vec<Node>,
    pub events: Vec<Event>,
    divisions: Vec<(Rank, NodeId)>,
    /// At which depth each kind of division was first seen.
    seen: Vec<(Rank, usize)>,
    /// The annexes so far.
    annexes: HashSet<String>,
    article: Option<NodeId>,
    /// Divisions within the article.
    inner: Vec<(Rank, NodeId)>,
    pub lists: Vec<Level>,
    pub last: Last,
}

impl<'t> Outline<'t> {
    pub fn new(text: &'t str) -> Self {
        let last = Last { ending: Ending::Full, announces: false, empty: true, heading: false };
        Self {
            text,
            nodes: Vec::new(),
            events: Vec::new(),
            divisions: Vec::new(),
            seen: Vec::new(),
            annexes: HashSet::new(),
            article: None,
            inner: Vec::new(),
            lists: Vec::new(),
            last,
        }
    }

    /// The innermost division or article.
    pub fn base(&self) -> Option<NodeId> {
        let inner = self.inner.last().map(|d| d.1);
        inner.or(self.article).or(self.divisions.last().map(|d| d.1))
    }

    /// True if an article is open.
    pub fn in_article(&self) -> bool {
        self.article.is_some()
    }

    /// True within an annex.
    pub fn in_annex(&self) -> bool {
        self.divisions.first().is_some_and(|d| d.0 <= Rank::Appendix)
    }

    /// True if a sentence was begun and not ended.
    pub fn is_open(&self) -> bool {
        !self.last.empty && !self.last.heading && self.last.ending != Ending::Full
    }

    pub fn push_node(
        &mut self,
        parent: Option<NodeId>,
        kind: UnitKind,
        joint: Joint,
        own: String,
        span: Span,
    ) -> NodeId {
        let node = Node { parent, kind, joint, own, annex: false, heading: None, span };
        self.nodes.push(node);
        let id = self.nodes.len() - 1;
        self.reach(Some(id), span.end);
        id
    }

    /// Makes the node and all around it end no sooner than `end`.
    pub fn reach(&mut self, mut node: Option<NodeId>, end: usize) {
        while let Some(id) = node {
            self.nodes[id].span.end = self.nodes[id].span.end.max(end);
            node = self.nodes[id].parent;
        }
    }

    fn reset(&mut self) {
        self.lists.clear();
        self.last = Last { ending: Ending::Full, announces: false, empty: true, heading: false };
    }

    /// Opens an article; `line` is its number as it stands in the text.
    pub fn open_article(&mut self, own: String, line: Span) -> NodeId {
        self.inner.clear();
        self.reset();
        let parent = self.divisions.last().map(|d| d.1);
        let id = self.push_node(parent, UnitKind::Article, Joint::Top, own, line);
        self.article = Some(id);
        id
    }

    /// Opens a division, within the article if `inside`.
    pub fn open_division(&mut self, rank: Rank, own: String, line: Span, inside: bool) -> NodeId {
        self.reset();
        if inside && self.article.is_some() {
            let depth = self.inner.iter().position(|d| d.0 >= rank).unwrap_or(self.inner.len());
            self.inner.truncate(depth);
            let parent = self.base();
            let id = self.push_node(parent, UnitKind::Division, Joint::Top, own, line);
            self.inner.push((rank, id));
            return id;
        }
        self.inner.clear();
        self.article = None;
        let depth = self.depth_of(rank, &own);
        self.divisions.truncate(depth);
        let parent = self.divisions.last().map(|d| d.1);
        let id = self.push_node(parent, UnitKind::Division, Joint::Top, own, line);
        self.nodes[id].annex = rank <= Rank::Appendix;
        self.divisions.push((rank, id));
        id
    }

    /// A provision that is numbered as a section, within the article or division.
    pub fn open_section(&mut self, own: String, line: Span) {
        self.reset();
        self.inner.clear();
        let parent = self.base();
        let id = self.push_node(parent, UnitKind::Paragraph, Joint::Top, own, line);
        self.inner.push((Rank::Section, id));
    }

    /// How many of the open divisions stay open around a new one.
    fn depth_of(&mut self, rank: Rank, own: &str) -> usize {
        if rank == Rank::Annex {
            self.seen.clear();
            // A second "Annex 1" is that of the protocol which is open.
            let within = self.divisions.first().is_some_and(|d| self.nodes[d.1].own.contains("Protocol"));
            return usize::from(!self.annexes.insert(own.to_owned()) && within);
        }
        if rank == Rank::Appendix {
            self.seen.clear();
            return usize::from(self.divisions.first().is_some_and(|d| d.0 == Rank::Annex));
        }
        if let Some(open) = self.divisions.iter().position(|d| d.0 == rank) {
            return open;
        }
        if let Some(&(_, depth)) = self.seen.iter().find(|s| s.0 == rank) {
            return depth.min(self.divisions.len());
        }
        // The first of its kind is within whatever is open: some treaties put titles into sections.
        let depth = self.divisions.len();
        self.seen.push((rank, depth));
        depth
    }

    /// Sets the title of a node and makes a sentence of it.
    pub fn title(&mut self, node: NodeId, span: Span) {
        self.nodes[node].heading = Some(span);
        self.solo(Place::Heading, Some(node), span);
    }

    /// A heading within the text, which names no unit.
    pub fn subheading(&mut self, span: Span) {
        let numbered = self.lists.iter().take_while(|l| self.nodes[l.node].kind == UnitKind::Paragraph).count();
        self.lists.truncate(numbered);
        self.last = Last { ending: Ending::Full, announces: false, empty: false, heading: true };
        self.solo(Place::Heading, self.base(), span);
    }

    /// A sentence by itself.
    pub fn solo(&mut self, place: Place, node: Option<NodeId>, span: Span) {
        self.reach(node, span.end);
        self.events.push(Event::Solo { place, node, span });
    }

    /// Words behind a mark or of a provision, with the items that stand in the same paragraph.
    pub fn words(&mut self, node: Option<NodeId>, span: Span, following: Option<&Mark>) {
        let marks = inline::marks(self.text, span);
        let Some(first) = marks.first() else {
            return self.emit(node, span);
        };
        let head = Span::new(span.start, first.start);
        let depth = self.lists.len();
        if head.is_empty() || !super::words::has_word(&self.text[head.range()]) {
            return self.emit(node, span);
        }
        self.emit(node, super::words::trim(self.text, head));
        let mut last_piece = None;
        for (i, mark) in marks.iter().enumerate() {
            let end = marks.get(i + 1).map_or(span.end, |m| m.start);
            let next = marks.get(i + 1).or(following);
            let id = self.open_mark(mark, "", next, true);
            let mut piece = super::words::trim(self.text, Span::new(mark.rest, end));
            if i + 1 == marks.len() {
                // After the full stop of the last item the provision goes on by itself.
                let pieces = sentences::cut(self.text, piece);
                if let [one, two, ..] = pieces[..] {
                    last_piece = Some(Span::new(two.start, piece.end));
                    piece = one;
                }
            }
            self.emit(Some(id), piece);
        }
        if let Some(rest) = last_piece {
            self.lists.truncate(depth);
            self.text_at(node, rest);
        }
    }

    /// Writes the words of a node: as an item if its list is part of a sentence, else as a provision.
    fn emit(&mut self, node: Option<NodeId>, span: Span) {
        let joined = self.lists.last().filter(|l| Some(l.node) == node && l.joined);
        match joined {
            Some(level) => {
                let node = level.node;
                self.events.push(Event::Item { node, span });
            }
            None => self.events.push(Event::Text { node, span }),
        }
        self.note(node, span);
    }

    fn text_at(&mut self, node: Option<NodeId>, span: Span) {
        self.events.push(Event::Text { node, span });
        self.note(node, span);
    }

    /// Remembers what was read last.
    fn note(&mut self, node: Option<NodeId>, span: Span) {
        self.reach(node, span.end);
        let slice = &self.text[span.range()];
        let mut start = slice.len().saturating_sub(120);
        while !slice.is_char_boundary(start) {
            start += 1;
        }
        let tail = &slice[start..];
        let announces = words(tail).any(|w| matches!(w, "following" | "follows"));
        self.last = Last { ending: ending(slice), announces, empty: false, heading: false };
    }

    /// Reads a block without a mark.
    pub fn unmarked(&mut self, span: Span, following: Option<&Mark>) {
        let slice = &self.text[span.range()];
        let small = starts_small(slice);
        if self.last.empty {
            let node = self.lists.last().map(|l| l.node).or(self.base());
            return self.words(node, span, following);
        }
        if self.last.heading {
            return self.words(self.base(), span, following);
        }
        if self.lists.last().is_some_and(|l| l.series == Series::Plain) {
            return self.plain_item(span, following);
        }
        let goes_on = small && self.last.ending != Ending::Full;
        let first_joined = self.lists.iter().position(|l| l.joined);
        match following.and_then(|m| self.next_in(m, None)) {
            Some((k, ..)) => self.within(k, span, goes_on, first_joined),
            None if self.lists.is_empty() && self.last.ending == Ending::Colon && part_ends(slice) => {
                self.plain_list(span)
            }
            None => match first_joined {
                Some(k) if small => {
                    self.lists.truncate(k);
                    let node = self.lists.last().map(|l| l.node).or(self.base());
                    self.events.push(Event::Tail { node, span });
                    self.note(node, span);
                }
                None if goes_on => self.more(span),
                _ => {
                    let paragraph = |l: &Level| self.nodes[l.node].kind == UnitKind::Paragraph;
                    let keep = self.lists.iter().rposition(paragraph).map_or(0, |k| k + 1);
                    self.lists.truncate(keep);
                    let node = self.lists.last().map(|l| l.node).or(self.base());
                    self.words(node, span, following);
                }
            },
        }
    }

    /// Text between two items of list `k` belongs to the former.
    fn within(&mut self, k: usize, span: Span, goes_on: bool, first_joined: Option<usize>) {
        let nested = k + 1 < self.lists.len();
        let node = Some(self.lists[k].node);
        let sentence = first_joined.is_some_and(|j| j <= k);
        let tail = nested && (sentence || first_joined.is_some() && goes_on);
        self.lists.truncate(k + 1);
        if tail {
            self.events.push(Event::Tail { node, span });
            self.note(node, span);
        } else if sentence || goes_on {
            self.more(span);
        } else {
            self.text_at(node, span);
        }
    }

    fn more(&mut self, span: Span) {
        let node = self.lists.last().map(|l| l.node).or(self.base());
        self.events.push(Event::More { span });
        self.note(node, span);
    }

    /// Begins a list of items that have no marks.
    fn plain_list(&mut self, span: Span) {
        let level = Level { style: Style::Dash, series: Series::Plain, value: 1, node: 0, joined: true };
        self.lists.push(level);
        self.plain_node(self.base(), span);
    }

    fn plain_node(&mut self, parent: Option<NodeId>, span: Span) {
        let id = self.push_node(parent, UnitKind::Item, Joint::Silent, String::new(), span);
        if let Some(top) = self.lists.last_mut() {
            top.node = id;
        }
        self.emit(Some(id), span);
    }

    /// Goes on with a list of items without marks until one of them ends in a full stop.
    fn plain_item(&mut self, span: Span, following: Option<&Mark>) {
        if self.last.ending != Ending::Full {
            let parent = self.lists.last().and_then(|l| self.nodes[l.node].parent);
            return self.plain_node(parent, span);
        }
        self.lists.pop();
        let node = self.lists.last().map(|l| l.node).or(self.base());
        self.words(node, span, following);
    }
}

/// True for what ends like an item of a list.
fn part_ends(text: &str) -> bool {
    matches!(ending(text), Ending::Semicolon | Ending::Comma)
}
