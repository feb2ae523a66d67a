//! The page as it lies: what each block is by itself, and where title, preamble and body begin.

use super::headings::{Heading, Rank, heading};
use super::labels::{Mark, Style, mark};
use super::lines::Block;
use super::words::{Ending, ending, has_binding_verb, has_verb, is_title, is_upper, longer_than, starts_small, words};

/// The blocks of a text with what each one is by itself.
pub(super) struct Page<'t> {
    pub text: &'t str,
    pub blocks: &'t [Block],
    pub headings: Vec<Option<Heading>>,
    pub marks: Vec<Option<Mark>>,
    /// The next marked block with no heading before it.
    pub next_mark: Vec<Option<usize>>,
    /// Whether what begins here comes to an article before any other text.
    pub leads_to_article: Vec<bool>,
    /// How many blocks without verb or mark stand together here.
    pub bare_run: Vec<usize>,
    /// How many marked blocks without a verb or a full stop stand together here.
    pub listing_run: Vec<usize>,
    /// The next heading of an article or division.
    pub next_heading: Vec<Option<usize>>,
    /// True if titles of articles stand before their numbers.
    pub titles_first: bool,
}

/// Where the parts of a treaty begin, as indices of blocks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Frame {
    /// First block after the title.
    pub preamble: usize,
    /// First block of the body.
    pub body: usize,
}

impl<'t> Page<'t> {
    pub fn new(text: &'t str, blocks: &'t [Block]) -> Self {
        let headings: Vec<_> = blocks.iter().map(|b| heading(text, b.span)).collect();
        let marks: Vec<_> =
            blocks.iter().zip(&headings).map(|(b, h)| if h.is_some() { None } else { mark(text, b.span) }).collect();
        let count = blocks.len();
        let mut page = Self {
            text,
            blocks,
            headings,
            marks,
            next_mark: vec![None; count],
            leads_to_article: vec![false; count + 1],
            bare_run: Vec::new(),
            listing_run: Vec::new(),
            next_heading: vec![None; count],
            titles_first: false,
        };
        page.look_ahead();
        page.titles_first = page.titles_stand_first();
        page
    }

    fn look_ahead(&mut self) {
        let (mut next, mut heading) = (None, None);
        for i in (0..self.blocks.len()).rev() {
            self.next_mark[i] = next;
            self.next_heading[i] = heading;
            if matches!(self.headings[i], Some(Heading::Article { .. } | Heading::Division { .. })) {
                next = None;
                heading = Some(i);
            } else if self.marks[i].is_some() {
                next = Some(i);
            }
            self.leads_to_article[i] = match &self.headings[i] {
                Some(Heading::Article { .. }) => true,
                Some(Heading::Division { .. }) => self.leads_to_article[i + 1],
                Some(Heading::Section { .. } | Heading::Paragraph { .. }) => false,
                None => self.marks[i].is_none() && is_title(self.slice(i)) && self.leads_to_article[i + 1],
            };
        }
        self.bare_run = self.runs(Self::is_bare);
        self.listing_run = self.runs(Self::is_listing);
    }

    /// Words without verb or stop, such as stand in the cell of a table.
    fn is_cell(&self, i: usize) -> bool {
        i < self.blocks.len() && ending(self.slice(i)) == Ending::Open && !has_verb(self.slice(i))
    }

    /// For each block with the property, how many blocks with it stand together; 0 for the others.
    fn runs(&self, has: impl Fn(&Self, usize) -> bool) -> Vec<usize> {
        let mut out = vec![0; self.blocks.len()];
        let mut start = 0;
        for i in 0..=self.blocks.len() {
            if i < self.blocks.len() && has(self, i) {
                continue;
            }
            let length = i - start;
            out[start..i].fill(length);
            start = i + 1;
        }
        out
    }

    /// An entry of a list of things: a mark and words without verb or stop.
    fn is_listing(&self, i: usize) -> bool {
        let span = self.blocks[i].span;
        self.marks[i].as_ref().is_some_and(|m| {
            let rest = self.text.get(m.rest..span.end).unwrap_or_default();
            m.style != Style::Bare && !has_verb(rest) && ending(rest) == Ending::Open
        })
    }

    /// No heading, no mark, no verb, no full stop.
    fn is_bare(&self, i: usize) -> bool {
        let slice = self.slice(i);
        self.headings[i].is_none()
            && self.marks[i].as_ref().is_none_or(|m| m.style == Style::Bare && self.is_cell(i + 1))
            && !matches!(ending(slice), Ending::Full | Ending::Semicolon | Ending::Comma | Ending::Colon)
            && !longer_than(slice, 25)
            && !has_verb(slice)
            && !starts_small(slice)
    }

    pub fn slice(&self, i: usize) -> &'t str {
        self.blocks.get(i).map_or("", |b| &self.text[b.span.range()])
    }

    /// The own label of a heading: "Annex II".
    pub fn own(&self, i: usize) -> &str {
        match self.headings.get(i) {
            Some(Some(Heading::Article { own, .. } | Heading::Division { own, .. } | Heading::Section { own, .. })) => {
                own
            }
            _ => "",
        }
    }

    pub fn is_article(&self, i: usize) -> bool {
        matches!(self.headings.get(i), Some(Some(Heading::Article { .. })))
    }

    pub fn is_heading(&self, i: usize) -> bool {
        matches!(self.headings.get(i), Some(Some(_)))
    }

    /// A block without number or mark in the shape of a title.
    pub fn is_plain_title(&self, i: usize) -> bool {
        i < self.blocks.len() && self.headings[i].is_none() && self.marks[i].is_none() && is_title(self.slice(i))
    }

    /// The mark after block `i`.
    pub fn following(&self, i: usize) -> Option<&Mark> {
        self.next_mark[i].and_then(|j| self.marks[j].as_ref())
    }

    /// The shape of a title, or a few words with a full stop.
    pub fn may_be_title(&self, i: usize) -> bool {
        let slice = self.slice(i);
        is_title(slice) || ending(slice) == Ending::Full && !longer_than(slice, 12) && !has_verb(slice)
    }

    /// Compares how often a title follows an article's bare number, and how often it goes before.
    fn titles_stand_first(&self) -> bool {
        let (mut before, mut after) = (0, 0);
        for i in 0..self.blocks.len() {
            let Some(Heading::Article { rest, .. }) = &self.headings[i] else {
                continue;
            };
            if *rest < self.blocks[i].span.end {
                continue;
            }
            after += usize::from(self.is_plain_title(i + 1) && !self.is_heading(i + 2));
            before += usize::from(i >= 2 && self.is_plain_title(i - 1) && !self.is_heading(i - 2));
        }
        before > after
    }

    /// Finds the title, the preamble and the body.
    pub fn frame(&self) -> Frame {
        let body = self.first_of_body();
        let mut preamble = 0;
        while preamble < body.min(12).min(self.blocks.len()) && self.is_title_line(preamble) {
            preamble += 1;
        }
        let body = if body == usize::MAX { self.body_without_numbers(preamble) } else { body };
        Frame { preamble, body }
    }

    fn first_of_body(&self) -> usize {
        let starts = |i: &usize| match &self.headings[*i] {
            Some(Heading::Article { .. }) => true,
            Some(Heading::Division { rank, own, .. }) => {
                let annex_without_number = *rank <= Rank::Appendix && !own.contains(' ');
                self.leads_to_article[*i + 1] && !annex_without_number
            }
            _ => false,
        };
        if self.headings.iter().any(|h| matches!(h, Some(Heading::Article { own, .. }) if !own.starts_with("Ad "))) {
            let first = (0..self.blocks.len()).find(starts).unwrap_or(0);
            // Numbered paragraphs between the formula and the first article are provisions too.
            if let Some(formula) = (0..first).find(|&i| self.is_formula(i)) {
                let numbers = (formula + 1..first).filter(|&i| self.marks[i].as_ref().is_some_and(Mark::is_number));
                if numbers.take(3).count() == 3 {
                    return formula + 1;
                }
            }
            let titled = first >= 2 && self.titles_first && self.is_article(first) && self.is_plain_title(first - 1);
            return first - usize::from(titled);
        }
        let formula = (0..self.blocks.len().min(400)).find(|&i| self.is_formula(i)).unwrap_or(0);
        let number = |&i: &usize| {
            self.marks[i].as_ref().is_some_and(Mark::is_number)
                || matches!(&self.headings[i], Some(Heading::Section { .. } | Heading::Paragraph { .. }))
                || i > 0 && matches!(&self.headings[i], Some(Heading::Division { .. })) && self.next_mark[i].is_some()
        };
        (formula..self.blocks.len()).find(number).unwrap_or(usize::MAX)
    }

    /// "Have agreed as follows:"
    fn is_formula(&self, i: usize) -> bool {
        let slice = self.slice(i);
        self.marks[i].is_none()
            && ending(slice) == Ending::Colon
            && words(slice).any(|w| {
                matches!(w.to_ascii_lowercase().as_str(), "agree" | "agreed" | "follows" | "following" | "adopted")
            })
    }

    /// Where the operative text begins if nothing is numbered: after the formula, else after the title.
    fn body_without_numbers(&self, preamble: usize) -> usize {
        match (preamble..self.blocks.len()).find(|&i| self.is_formula(i)) {
            Some(i) => i + 1,
            None => (preamble..self.blocks.len()).find(|&i| !is_recital(self.slice(i))).unwrap_or(self.blocks.len()),
        }
    }

    fn is_title_line(&self, i: usize) -> bool {
        let slice = self.slice(i);
        if self.blocks[i].hash && i == 0 {
            return true;
        }
        let end = ending(slice);
        if is_preamble_word(slice)
            || longer_than(slice, 90)
            || matches!(end, Ending::Comma | Ending::Semicolon | Ending::Colon)
        {
            return false;
        }
        if is_upper(slice) || self.blocks[i].hash {
            return true;
        }
        let opens = matches!(words(slice).next().unwrap_or_default(), "The" | "We");
        let connected = matches!(words(self.slice(i + 1)).next().unwrap_or_default(), "and" | "And" | "hereinafter");
        end == Ending::Open
            && !has_binding_verb(slice)
            && !is_recital(slice)
            && !starts_small(slice)
            && !(opens && (i > 0 || connected))
            || end == Ending::Full && i < 4 && (i == 0 || !longer_than(slice, 14)) && !has_verb(slice)
    }
}

/// "PREAMBLE" by itself.
pub(super) fn is_preamble_word(text: &str) -> bool {
    !longer_than(text, 1) && words(text).any(|w| matches!(w.to_lowercase().as_str(), "preamble" | "preambule"))
}

/// A block that begins as recitals do.
pub(super) fn is_recital(text: &str) -> bool {
    let first = words(text).next().unwrap_or_default();
    matches!(
        first,
        "Whereas"
            | "WHEREAS"
            | "Conscious"
            | "Convinced"
            | "Aware"
            | "Mindful"
            | "Determined"
            | "Resolved"
            | "Considering"
    ) || first.len() > 5 && first.ends_with("ing") && ending(text) != Ending::Open
}
