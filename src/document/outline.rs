//! The tree of the body: which mark continues which list, and to which unit each text belongs.
//!
//! What is read goes out twice: as [`Node`]s (the tree) and as [`Event`]s (the words in their order, from
//! which sentences are built).

use super::headings::Rank;
use super::inline;
use super::labels::{Mark, Series, Style};
use super::sentences;
use super::words::{Ending, ending, starts_small, words};
use super::{Place, UnitKind};
use crate::source::Span;

pub(super) type NodeId = usize;

/// No list is nested deeper than this; what goes deeper continues the innermost list.
const DEEPEST: usize = 8;

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
    Solo {
        place: Place,
        node: Option<NodeId>,
        span: Span,
    },
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
struct Level {
    style: Style,
    series: Series,
    value: u32,
    node: NodeId,
    /// True if its items are parts of a sentence, false if they are provisions.
    joined: bool,
}

/// What was read last.
#[derive(Clone, Copy, Debug)]
struct Last {
    ending: Ending,
    /// "The following …", "as follows": items may come after a full stop.
    announces: bool,
    /// A mark without words yet.
    empty: bool,
    /// A heading stands between.
    heading: bool,
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
    article: Option<NodeId>,
    /// Divisions within the article.
    inner: Vec<(Rank, NodeId)>,
    lists: Vec<Level>,
    last: Last,
}

enum Slot {
    Next(usize, Series, u32),
    New {
        keep: usize,
        series: Series,
        value: u32,
    },
}

impl<'t> Outline<'t> {
    pub fn new(text: &'t str) -> Self {
        let last = Last {
            ending: Ending::Full,
            announces: false,
            empty: true,
            heading: false,
        };
        Self {
            text,
            nodes: Vec::new(),
            events: Vec::new(),
            divisions: Vec::new(),
            seen: Vec::new(),
            article: None,
            inner: Vec::new(),
            lists: Vec::new(),
            last,
        }
    }

    /// The innermost division or article.
    pub fn base(&self) -> Option<NodeId> {
        let inner = self.inner.last().map(|d| d.1);
        inner
            .or(self.article)
            .or(self.divisions.last().map(|d| d.1))
    }

    /// True if an article is open.
    pub fn in_article(&self) -> bool {
        self.article.is_some()
    }

    /// True within an annex.
    pub fn in_annex(&self) -> bool {
        self.divisions
            .first()
            .is_some_and(|d| d.0 <= Rank::Appendix)
    }

    /// True if a sentence was begun and not ended.
    pub fn is_open(&self) -> bool {
        !self.last.empty && !self.last.heading && self.last.ending != Ending::Full
    }

    fn push_node(
        &mut self,
        parent: Option<NodeId>,
        kind: UnitKind,
        joint: Joint,
        own: String,
        span: Span,
    ) -> NodeId {
        let node = Node {
            parent,
            kind,
            joint,
            own,
            annex: false,
            heading: None,
            span,
        };
        self.nodes.push(node);
        let id = self.nodes.len() - 1;
        self.reach(Some(id), span.end);
        id
    }

    /// Makes the node and all around it end no sooner than `end`.
    fn reach(&mut self, mut node: Option<NodeId>, end: usize) {
        while let Some(id) = node {
            self.nodes[id].span.end = self.nodes[id].span.end.max(end);
            node = self.nodes[id].parent;
        }
    }

    fn reset(&mut self) {
        self.lists.clear();
        self.last = Last {
            ending: Ending::Full,
            announces: false,
            empty: true,
            heading: false,
        };
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
            let depth = self
                .inner
                .iter()
                .position(|d| d.0 >= rank)
                .unwrap_or(self.inner.len());
            self.inner.truncate(depth);
            let parent = self.base();
            let id = self.push_node(parent, UnitKind::Division, Joint::Top, own, line);
            self.inner.push((rank, id));
            return id;
        }
        self.inner.clear();
        self.article = None;
        let depth = self.depth_of(rank);
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
    fn depth_of(&mut self, rank: Rank) -> usize {
        if rank == Rank::Annex {
            self.seen.clear();
            return 0;
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
        let numbered = self
            .lists
            .iter()
            .take_while(|l| self.nodes[l.node].kind == UnitKind::Paragraph)
            .count();
        self.lists.truncate(numbered);
        self.last = Last {
            ending: Ending::Full,
            announces: false,
            empty: false,
            heading: true,
        };
        self.solo(Place::Heading, self.base(), span);
    }

    /// A sentence by itself.
    pub fn solo(&mut self, place: Place, node: Option<NodeId>, span: Span) {
        self.reach(node, span.end);
        self.events.push(Event::Solo { place, node, span });
    }

    /// True if the mark is exactly the next one of a list that is open.
    pub fn continues(&self, mark: &Mark, following: Option<&Mark>) -> bool {
        self.next_in(mark, following).is_some()
    }

    /// The list of which the mark is the next item, exactly.
    fn next_in(&self, mark: &Mark, following: Option<&Mark>) -> Option<(usize, Series, u32)> {
        self.lists.iter().enumerate().rev().find_map(|(k, level)| {
            let value = mark
                .value(level.series)
                .filter(|_| same_style(level.style, mark.style))?;
            let unordered = matches!(
                level.series,
                Series::Dash | Series::Plain | Series::Decimal(_)
            );
            if !unordered && value != level.value + 1 {
                return None;
            }
            // "(h)" and then "(i)", "(ii)": a nested list of numerals.
            let nested = level.series == Series::Lower
                && mark.numeral == "i"
                && following.is_some_and(|f| {
                    f.style == mark.style && f.value(Series::LowerRoman) == Some(2)
                });
            (!nested).then_some((k, level.series, value))
        })
    }

    fn slot(&self, mark: &Mark, following: Option<&Mark>) -> Slot {
        if let Some((k, series, value)) = self.next_in(mark, following) {
            return Slot::Next(k, series, value);
        }
        let (series, value) = likeliest(mark);
        let announced = self.last.empty || matches!(self.last.ending, Ending::Colon | Ending::Open);
        let same = |level: &Level| {
            same_style(level.style, mark.style) && mark.value(level.series).is_some()
        };
        let at_base = mark.is_number() && matches!(mark.style, Style::Dot | Style::Bare);
        let deepest = if let Series::Decimal(depth) = series {
            let above = |l: &Level| {
                l.series == Series::Digit || matches!(l.series, Series::Decimal(d) if d < depth)
            };
            self.lists.iter().rposition(above).map_or(0, |k| k + 1)
        } else if at_base && !(announced && !self.lists.is_empty() && !self.last.heading) {
            0
        } else {
            self.lists.len()
        };
        if value == 1 && mark.may_begin() {
            if let Some(k) = self
                .lists
                .iter()
                .rposition(|l| l.series == series && same_style(l.style, mark.style))
                && (!announced || self.last.heading)
            {
                return Slot::New {
                    keep: k,
                    series,
                    value,
                };
            }
        } else if let Some(k) = self.lists.iter().rposition(same) {
            let (series, value) = (
                self.lists[k].series,
                mark.value(self.lists[k].series).unwrap_or(value),
            );
            return Slot::Next(k, series, value);
        }
        if deepest >= DEEPEST {
            return Slot::Next(DEEPEST - 1, series, value);
        }
        Slot::New {
            keep: deepest,
            series,
            value,
        }
    }

    /// Reads a mark with the words behind it up to `end`. `sample` are the words that show what kind of
    /// text the mark opens, `following` is the mark after it.
    pub fn mark(&mut self, mark: &Mark, end: usize, sample: &str, following: Option<&Mark>) {
        let node = self.open_mark(mark, sample, following, false);
        let rest = Span::new(mark.rest, end);
        if rest.is_empty() {
            self.reach(Some(node), mark.rest);
        } else {
            self.words(Some(node), rest, following);
        }
    }

    fn open_mark(
        &mut self,
        mark: &Mark,
        sample: &str,
        following: Option<&Mark>,
        within: bool,
    ) -> NodeId {
        let (parent, level) = match self.slot(mark, following) {
            Slot::Next(k, series, value) => {
                self.lists.truncate(k + 1);
                let old = self.lists[k];
                (
                    self.nodes[old.node].parent,
                    Level {
                        style: mark.style,
                        series,
                        value,
                        ..old
                    },
                )
            }
            Slot::New {
                keep,
                series,
                value,
            } => {
                let joined = within || self.joins(keep, mark, sample);
                self.lists.truncate(keep);
                let parent = self.lists.last().map(|l| l.node).or(self.base());
                let level = Level {
                    style: mark.style,
                    series,
                    value,
                    node: 0,
                    joined,
                };
                self.lists.push(level);
                (parent, level)
            }
        };
        let joint = match level.series {
            Series::Dash | Series::Plain => Joint::Silent,
            Series::Decimal(_) => Joint::Decimal,
            Series::Digit => Joint::Number,
            _ => Joint::Letter,
        };
        let above = parent.map(|p| (self.nodes[p].kind, self.nodes[p].joint));
        let under_items = matches!(above, Some((UnitKind::Item, _)));
        let numbered =
            matches!(joint, Joint::Number | Joint::Decimal) && !level.joined && !under_items;
        let nested_number = joint == Joint::Number
            && matches!(
                above,
                Some((UnitKind::Paragraph, Joint::Number | Joint::Decimal))
            );
        let kind = if numbered && !nested_number {
            UnitKind::Paragraph
        } else {
            UnitKind::Item
        };
        let id = self.push_node(
            parent,
            kind,
            joint,
            mark.numeral.clone(),
            Span::new(mark.start, mark.rest),
        );
        if let Some(top) = self.lists.last_mut() {
            *top = Level { node: id, ..level };
        }
        self.last.empty = true;
        self.last.heading = false;
        id
    }

    /// Whether the items of a new list are parts of the sentence before them.
    fn joins(&self, keep: usize, mark: &Mark, sample: &str) -> bool {
        if self.last.empty || self.last.heading {
            return false;
        }
        if keep > 0 && self.lists[keep - 1].joined {
            return true;
        }
        let announced = self.last.ending != Ending::Full || self.last.announces;
        if !mark.is_number() || keep > 0 {
            return announced;
        }
        // Numbers under an article are paragraphs, unless they go on in the sentence of the chapeau.
        let first = words(sample).next().unwrap_or_default();
        self.last.ending == Ending::Colon
            && (ending(sample) != Ending::Full
                || starts_small(sample)
                || matches!(first, "To" | "That" | "By"))
    }

    /// Words behind a mark or of a provision, with the items that stand in the same paragraph.
    fn words(&mut self, node: Option<NodeId>, span: Span, following: Option<&Mark>) {
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
        let joined = self
            .lists
            .last()
            .filter(|l| Some(l.node) == node && l.joined);
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
        self.last = Last {
            ending: ending(slice),
            announces,
            empty: false,
            heading: false,
        };
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
            None if self.lists.is_empty()
                && self.last.ending == Ending::Colon
                && part_ends(slice) =>
            {
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
        let level = Level {
            style: Style::Dash,
            series: Series::Plain,
            value: 1,
            node: 0,
            joined: true,
        };
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

/// A number alone on its line and a number with a stop are the same style.
fn same_style(a: Style, b: Style) -> bool {
    a == b
        || matches!(
            (a, b),
            (Style::Bare, Style::Dot) | (Style::Dot, Style::Bare)
        )
}

/// What a mark is when nothing around it tells.
fn likeliest(mark: &Mark) -> (Series, u32) {
    let first = mark.series.first().copied().unwrap_or((Series::Dash, 1));
    mark.series
        .iter()
        .copied()
        .find(|&(s, v)| v == 1 && !matches!(s, Series::Decimal(_)))
        .unwrap_or(first)
}
