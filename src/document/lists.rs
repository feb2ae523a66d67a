//! Marks → lists: which mark is the next of which list, and which begins a new one.

use super::UnitKind;
use super::labels::{Mark, Series, Style};
use super::outline::{DEEPEST, Joint, Level, NodeId, Outline};
use super::words::{Ending, ending, starts_small, words};
use crate::source::Span;

enum Slot {
    Next(usize, Series, u32),
    New { keep: usize, series: Series, value: u32 },
}

impl Outline<'_> {
    /// True if the mark is exactly the next one of a list that is open.
    pub fn continues(&self, mark: &Mark, following: Option<&Mark>) -> bool {
        self.next_in(mark, following).is_some()
    }

    /// The list of which the mark is the next item, exactly.
    pub fn next_in(&self, mark: &Mark, following: Option<&Mark>) -> Option<(usize, Series, u32)> {
        self.lists.iter().enumerate().rev().find_map(|(k, level)| {
            let value = mark.value(level.series).filter(|_| same_style(level.style, mark.style))?;
            let unordered = matches!(level.series, Series::Dash | Series::Plain | Series::Decimal(_));
            if !unordered && value != level.value + 1 {
                return None;
            }
            // "(h)" and then "(i)", "(ii)": a nested list of numerals.
            let nested = level.series == Series::Lower
                && mark.numeral == "i"
                && following.is_some_and(|f| f.style == mark.style && f.value(Series::LowerRoman) == Some(2));
            (!nested).then_some((k, level.series, value))
        })
    }

    fn slot(&self, mark: &Mark, following: Option<&Mark>) -> Slot {
        if let Some((k, series, value)) = self.next_in(mark, following) {
            return Slot::Next(k, series, value);
        }
        let (series, value) = likeliest(mark);
        let announced = self.last.empty || matches!(self.last.ending, Ending::Colon | Ending::Open);
        let same = |level: &Level| same_style(level.style, mark.style) && mark.value(level.series).is_some();
        let at_base = mark.is_number() && matches!(mark.style, Style::Dot | Style::Bare | Style::Word);
        let deepest = if let Series::Decimal(depth) = series {
            let above = |l: &Level| l.series == Series::Digit || matches!(l.series, Series::Decimal(d) if d < depth);
            self.lists.iter().rposition(above).map_or(0, |k| k + 1)
        } else if at_base && !(announced && !self.lists.is_empty() && !self.last.heading) {
            0
        } else {
            self.lists.len()
        };
        if value == 1 && mark.may_begin() {
            if let Some(k) = self.lists.iter().rposition(|l| l.series == series && same_style(l.style, mark.style))
                && (!announced || self.last.heading)
            {
                return Slot::New { keep: k, series, value };
            }
        } else if let Some(k) = self.lists.iter().rposition(same) {
            let (series, value) = (self.lists[k].series, mark.value(self.lists[k].series).unwrap_or(value));
            return Slot::Next(k, series, value);
        }
        if deepest >= DEEPEST {
            return Slot::Next(DEEPEST - 1, series, value);
        }
        Slot::New { keep: deepest, series, value }
    }

    /// Reads a mark with the words behind it up to `end`. `sample` are the words that show what kind of
    /// text the mark opens, `following` is the mark after it.
    pub fn mark(&mut self, mark: &Mark, end: usize, sample: &str, following: Option<&Mark>) -> NodeId {
        let node = self.open_mark(mark, sample, following, false);
        let rest = Span::new(mark.rest, end);
        if rest.is_empty() {
            self.reach(Some(node), mark.rest);
        } else {
            self.words(Some(node), rest, following);
        }
        node
    }

    pub fn open_mark(&mut self, mark: &Mark, sample: &str, following: Option<&Mark>, within: bool) -> NodeId {
        let (parent, level) = match self.slot(mark, following) {
            Slot::Next(k, series, value) => {
                self.lists.truncate(k + 1);
                let old = self.lists[k];
                (self.nodes[old.node].parent, Level { style: mark.style, series, value, ..old })
            }
            Slot::New { keep, series, value } => {
                let joined = within || self.joins(keep, mark, sample);
                self.lists.truncate(keep);
                let parent = self.lists.last().map(|l| l.node).or(self.base());
                let level = Level { style: mark.style, series, value, node: 0, joined };
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
        let numbered = matches!(joint, Joint::Number | Joint::Decimal) && !level.joined && !under_items;
        let nested_number =
            joint == Joint::Number && matches!(above, Some((UnitKind::Paragraph, Joint::Number | Joint::Decimal)));
        let kind = if numbered && !nested_number || joint == Joint::Decimal && !under_items {
            UnitKind::Paragraph
        } else {
            UnitKind::Item
        };
        let id = self.push_node(parent, kind, joint, mark.numeral.clone(), Span::new(mark.start, mark.rest));
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
            && (ending(sample) != Ending::Full || starts_small(sample) || matches!(first, "To" | "That" | "By"))
    }
}

/// A number alone on its line and a number with a stop are the same style.
fn same_style(a: Style, b: Style) -> bool {
    a == b || matches!((a, b), (Style::Bare, Style::Dot) | (Style::Dot, Style::Bare))
}

/// What a mark is when nothing around it tells.
fn likeliest(mark: &Mark) -> (Series, u32) {
    let first = mark.series.first().copied().unwrap_or((Series::Dash, 1));
    mark.series.iter().copied().find(|&(s, v)| v == 1 && !matches!(s, Series::Decimal(_))).unwrap_or(first)
}
