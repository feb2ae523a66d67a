//! The frame of a treaty: title, preamble, body, closing; which block is a heading, a table, a provision.

use super::headings::{Heading, Rank, heading};
use super::labels::{Mark, Series, Style, letters_a_heading, mark};
use super::lines::Block;
use super::outline::Outline;
use super::words::{
    Ending, ending, has_binding_verb, has_verb, is_tabular, is_title, is_upper, longer_than,
    starts_small, words,
};
use super::{Place, UnitKind};
use crate::source::Span;

/// The blocks of a text with what each one is by itself.
pub(super) struct Page<'t> {
    text: &'t str,
    blocks: &'t [Block],
    headings: Vec<Option<Heading>>,
    marks: Vec<Option<Mark>>,
    /// The next marked block with no heading before it.
    next_mark: Vec<Option<usize>>,
    /// Whether what begins here comes to an article before any other text.
    leads_to_article: Vec<bool>,
    /// How many blocks without verb or mark stand together here.
    bare_run: Vec<usize>,
    /// True if titles of articles stand before their numbers.
    titles_first: bool,
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
        let marks: Vec<_> = blocks
            .iter()
            .zip(&headings)
            .map(|(b, h)| {
                if h.is_some() {
                    None
                } else {
                    mark(text, b.span)
                }
            })
            .collect();
        let count = blocks.len();
        let mut page = Self {
            text,
            blocks,
            headings,
            marks,
            next_mark: vec![None; count],
            leads_to_article: vec![false; count + 1],
            bare_run: vec![0; count],
            titles_first: false,
        };
        page.look_ahead();
        page.titles_first = page.titles_stand_first();
        page
    }

    fn look_ahead(&mut self) {
        let mut next = None;
        for i in (0..self.blocks.len()).rev() {
            self.next_mark[i] = next;
            if self.headings[i].is_some() {
                next = None;
            } else if self.marks[i].is_some() {
                next = Some(i);
            }
            self.leads_to_article[i] = match &self.headings[i] {
                Some(Heading::Article { .. }) => true,
                Some(Heading::Division { .. }) => self.leads_to_article[i + 1],
                Some(Heading::Section { .. }) => false,
                None => {
                    self.marks[i].is_none()
                        && is_title(self.slice(i))
                        && self.leads_to_article[i + 1]
                }
            };
        }
        let mut start = 0;
        for i in 0..=self.blocks.len() {
            if i < self.blocks.len() && self.is_bare(i) {
                continue;
            }
            let length = i - start;
            self.bare_run[start..i].fill(length);
            start = i + 1;
        }
    }

    /// No heading, no mark, no verb, no full stop.
    fn is_bare(&self, i: usize) -> bool {
        let slice = self.slice(i);
        self.headings[i].is_none()
            && self.marks[i]
                .as_ref()
                .is_none_or(|m| m.style == Style::Bare)
            && !matches!(
                ending(slice),
                Ending::Full | Ending::Semicolon | Ending::Comma | Ending::Colon
            )
            && !longer_than(slice, 25)
            && !has_verb(slice)
            && !starts_small(slice)
    }

    fn slice(&self, i: usize) -> &'t str {
        self.blocks
            .get(i)
            .map_or("", |b| &self.text[b.span.range()])
    }

    fn is_article(&self, i: usize) -> bool {
        matches!(self.headings.get(i), Some(Some(Heading::Article { .. })))
    }

    fn is_heading(&self, i: usize) -> bool {
        matches!(self.headings.get(i), Some(Some(_)))
    }

    /// A block without number or mark in the shape of a title.
    fn is_plain_title(&self, i: usize) -> bool {
        i < self.blocks.len()
            && self.headings[i].is_none()
            && self.marks[i].is_none()
            && is_title(self.slice(i))
    }

    /// The mark after block `i`.
    fn following(&self, i: usize) -> Option<&Mark> {
        self.next_mark[i].and_then(|j| self.marks[j].as_ref())
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
        while preamble < body.min(12) && self.is_title_line(preamble) {
            preamble += 1;
        }
        let body = if body == usize::MAX {
            self.body_without_numbers(preamble)
        } else {
            body
        };
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
        if self
            .headings
            .iter()
            .any(|h| matches!(h, Some(Heading::Article { own, .. }) if !own.starts_with("Ad ")))
        {
            let first = (0..self.blocks.len()).find(starts).unwrap_or(0);
            let titled = first >= 2
                && self.titles_first
                && self.is_article(first)
                && self.is_plain_title(first - 1);
            return first - usize::from(titled);
        }
        let formula = (0..self.blocks.len().min(400))
            .find(|&i| self.is_formula(i))
            .unwrap_or(0);
        let number = |&i: &usize| {
            self.marks[i].as_ref().is_some_and(Mark::is_number)
                || matches!(&self.headings[i], Some(Heading::Section { .. }))
                || i > 0
                    && matches!(&self.headings[i], Some(Heading::Division { .. }))
                    && self.next_mark[i].is_some()
        };
        (formula..self.blocks.len())
            .find(number)
            .unwrap_or(usize::MAX)
    }

    /// "Have agreed as follows:"
    fn is_formula(&self, i: usize) -> bool {
        let slice = self.slice(i);
        self.marks[i].is_none()
            && ending(slice) == Ending::Colon
            && words(slice).any(|w| {
                matches!(
                    w.to_ascii_lowercase().as_str(),
                    "agree" | "agreed" | "follows" | "following"
                )
            })
    }

    /// Where the operative text begins if nothing is numbered: after the formula, else after the title.
    fn body_without_numbers(&self, preamble: usize) -> usize {
        match (preamble..self.blocks.len()).find(|&i| self.is_formula(i)) {
            Some(i) => i + 1,
            None => (preamble..self.blocks.len())
                .find(|&i| !is_recital(self.slice(i)))
                .unwrap_or(self.blocks.len()),
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
        let connected = matches!(
            words(self.slice(i + 1)).next().unwrap_or_default(),
            "and" | "And" | "hereinafter"
        );
        end == Ending::Open
            && !has_binding_verb(slice)
            && !is_recital(slice)
            && !starts_small(slice)
            && !(opens && (i > 0 || connected))
            || end == Ending::Full && i < 4 && !longer_than(slice, 14) && !has_verb(slice)
    }

    /// Reads all blocks into the outline.
    pub fn read(&self, frame: Frame) -> Outline<'t> {
        let mut outline = Outline::new(self.text);
        for block in &self.blocks[..frame.preamble] {
            outline.solo(Place::Title, None, block.span);
        }
        for i in frame.preamble..frame.body.min(self.blocks.len()) {
            let span = self.blocks[i].span;
            let place = if is_preamble_word(self.slice(i)) {
                Place::Heading
            } else {
                Place::Preamble
            };
            let start = self.marks[i]
                .as_ref()
                .map_or(span.start, |m| m.rest.min(span.end));
            outline.solo(
                place,
                None,
                if start < span.end {
                    Span::new(start, span.end)
                } else {
                    span
                },
            );
        }
        let mut reader = Reader {
            page: self,
            outline,
            closing: false,
            closed: false,
        };
        let mut i = frame.body;
        while i < self.blocks.len() {
            i = reader.block(i);
        }
        reader.outline
    }
}

/// "PREAMBLE" by itself.
fn is_preamble_word(text: &str) -> bool {
    !longer_than(text, 1)
        && words(text).any(|w| matches!(w.to_lowercase().as_str(), "preamble" | "preambule"))
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

struct Reader<'p, 't> {
    page: &'p Page<'t>,
    outline: Outline<'t>,
    /// Within testimonium and signatures.
    closing: bool,
    /// A closing has been seen: what comes is an annex.
    closed: bool,
}

impl<'p> Reader<'p, '_> {
    /// Reads the block at `i` and gives the index of the next one to read.
    fn block(&mut self, i: usize) -> usize {
        let page = self.page;
        let span = page.blocks[i].span;
        match &page.headings[i] {
            Some(Heading::Article { own, rest }) => return self.article(i, own.clone(), *rest),
            Some(Heading::Division { rank, own, rest })
                if !self.closing || *rank <= Rank::Appendix || page.leads_to_article[i + 1] =>
            {
                return self.division(i, *rank, own.clone(), *rest);
            }
            Some(Heading::Section { own, rest }) if !self.closing => {
                self.outline
                    .open_section(own.clone(), Span::new(span.start, *rest));
                self.outline
                    .unmarked(Span::new(*rest, span.end), page.following(i));
                return i + 1;
            }
            _ => {}
        }
        if self.begins_instrument(i) {
            return self.instrument(i);
        }
        if self.closing || self.begins_closing(i) {
            self.closing = true;
            self.closed = true;
            self.outline.solo(Place::Closing, None, span);
            return i + 1;
        }
        if is_tabular(page.slice(i)) || self.outline.in_annex() && page.bare_run[i] >= 3 {
            self.outline.solo(Place::Table, self.outline.base(), span);
            return i + 1;
        }
        match &page.marks[i] {
            Some(mark) => self.marked(i, mark),
            None => self.unmarked(i),
        }
    }

    /// "IN WITNESS WHEREOF", "Done at …", "Signed in triplicate …", "For the Government of …".
    fn begins_closing(&self, i: usize) -> bool {
        let slice = self.page.slice(i);
        if self.page.marks[i].is_some() || self.outline.nodes.is_empty() {
            return false;
        }
        let head: String = words(slice)
            .take(3)
            .collect::<Vec<_>>()
            .join(" ")
            .to_lowercase();
        let starts = |s: &str| head.starts_with(s);
        starts("in witness whereof")
            || starts("in faith whereof")
            || starts("in testimony whereof")
            || starts("in witness thereof")
            || (starts("done at") || starts("done in") || starts("done this") || starts("done on"))
                && !head.starts_with("done so")
            || (starts("signed at")
                || starts("signed in")
                || starts("signed on")
                || starts("signed this"))
                && !has_binding_verb(slice)
    }

    /// The title of an attached instrument with articles of its own.
    fn begins_instrument(&self, i: usize) -> bool {
        const NOUNS: [&str; 14] = [
            "protocol",
            "charter",
            "statute",
            "regulations",
            "rules",
            "declaration",
            "agreement",
            "memorandum",
            "convention",
            "constitution",
            "arrangement",
            "minutes",
            "act",
            "schedule",
        ];
        let page = self.page;
        let slice = page.slice(i);
        (self.closing || self.closed)
            && page.marks[i].is_none()
            && page.leads_to_article[i + 1]
            && !longer_than(slice, 60)
            && !has_binding_verb(slice)
            && words(slice)
                .take(3)
                .any(|w| NOUNS.contains(&w.to_lowercase().as_str()))
    }

    fn instrument(&mut self, i: usize) -> usize {
        let span = self.page.blocks[i].span;
        let own: Vec<String> = words(self.page.slice(i))
            .take(1)
            .map(super::headings::capitalised)
            .collect();
        self.closing = false;
        let node = self.outline.open_division(
            Rank::Annex,
            own.join(" "),
            Span::new(span.start, span.start),
            false,
        );
        self.outline.title(node, span);
        i + 1
    }

    fn article(&mut self, i: usize, own: String, rest: usize) -> usize {
        let page = self.page;
        let span = page.blocks[i].span;
        self.closing = false;
        let node = self.outline.open_article(own, Span::new(span.start, rest));
        if rest >= span.end {
            if self.title_follows(i) {
                self.outline.title(node, page.blocks[i + 1].span);
                return i + 2;
            }
            return i + 1;
        }
        let line = Span::new(rest, span.end);
        if let Some(mark) = mark(page.text, line).filter(|m| m.rest < span.end) {
            self.outline.mark(
                &mark,
                span.end,
                &page.text[mark.rest..span.end],
                page.following(i),
            );
            return i + 1;
        }
        let (title, words) = split_title(page.text, line);
        if let Some(title) = title {
            self.outline.title(node, title);
        }
        if let Some(words) = words {
            self.outline.unmarked(words, page.following(i));
        }
        i + 1
    }

    /// True if the block after an article's number is its title.
    fn title_follows(&self, i: usize) -> bool {
        let page = self.page;
        let (next, slice) = (i + 1, page.slice(i + 1));
        if next >= page.blocks.len() || page.headings[next].is_some() || page.marks[next].is_some()
        {
            return false;
        }
        // With nothing behind it, it is the provision itself.
        let alone = next + 1 >= page.blocks.len() || page.is_heading(next + 1);
        if alone || page.titles_first && page.is_article(next + 1) {
            return false;
        }
        let short = ending(slice) == Ending::Full && !longer_than(slice, 8) && !has_verb(slice);
        let open = ending(slice) == Ending::Open
            && !longer_than(slice, 32)
            && (!has_binding_verb(slice) || is_upper(slice));
        (short || open)
            && !starts_small(slice)
            && !is_tabular(slice)
            && !starts_small(page.slice(next + 1))
    }

    fn division(&mut self, i: usize, rank: Rank, own: String, rest: usize) -> usize {
        let page = self.page;
        let span = page.blocks[i].span;
        let inside =
            self.outline.in_article() && rank > Rank::Chapter && !page.leads_to_article[i + 1];
        let own = if rank == Rank::Annex || rank == Rank::Appendix {
            self.annex_name(own, i)
        } else {
            own
        };
        self.closing = false;
        let node = self
            .outline
            .open_division(rank, own, Span::new(span.start, rest), inside);
        if rest < span.end {
            self.outline.title(node, Span::new(rest, span.end));
            return i + 1;
        }
        let next = i + 1;
        let own_title = page.titles_first && page.is_article(next + 1);
        if self.is_division_title(next, rank) && !own_title {
            self.outline.title(node, page.blocks[next].span);
            return next + 1;
        }
        next
    }

    fn is_division_title(&self, i: usize, rank: Rank) -> bool {
        let page = self.page;
        if page.is_plain_title(i) {
            return true;
        }
        // "ANNEX" and below it "on inspection …".
        i < page.blocks.len()
            && rank <= Rank::Appendix
            && page.headings[i].is_none()
            && page.marks[i].is_none()
            && ending(page.slice(i)) == Ending::Open
            && !longer_than(page.slice(i), 40)
            && !has_binding_verb(page.slice(i))
    }

    /// "Annex" alone is named by its title where there are several without a number.
    fn annex_name(&self, own: String, i: usize) -> String {
        let same = |n: &&super::outline::Node| n.annex && n.parent.is_none() && n.own == own;
        if own.contains(' ') || !self.outline.nodes.iter().any(|n| same(&n)) {
            return own;
        }
        let title: Vec<&str> = self.page.slice(i + 1).split_whitespace().take(6).collect();
        if self.page.is_heading(i + 1) || title.is_empty() {
            own
        } else {
            format!("{own} {}", title.join(" "))
        }
    }

    fn marked(&mut self, i: usize, mark: &Mark) -> usize {
        let page = self.page;
        let span = page.blocks[i].span;
        if mark.style == Style::Bare {
            return self.bare_number(i, mark);
        }
        if letters_a_heading(page.text, mark, span.end)
            && !self.outline.is_open()
            && self.heads_something(i + 1)
        {
            let inside = self.outline.in_article();
            let node = self.outline.open_division(
                Rank::Lettered,
                mark.numeral.clone(),
                Span::new(span.start, mark.rest),
                inside,
            );
            self.outline.title(node, Span::new(mark.rest, span.end));
            return i + 1;
        }
        let sample = if mark.rest < span.end {
            &page.text[mark.rest..span.end]
        } else {
            page.slice(i + 1)
        };
        let list = mark.rest < span.end && !has_verb(sample) && ending(sample) == Ending::Open;
        if self.outline.in_annex()
            && list
            && !self.outline.is_open()
            && !self.heads_something(i + 1)
        {
            self.outline.solo(
                Place::Table,
                self.outline.base(),
                Span::new(mark.rest, span.end),
            );
            return i + 1;
        }
        self.outline.mark(mark, span.end, sample, page.following(i));
        i + 1
    }

    /// True if a provision follows, so that what stands before may be its heading.
    fn heads_something(&self, i: usize) -> bool {
        let page = self.page;
        i < page.blocks.len()
            && (page.marks[i].is_some() || page.is_heading(i) || !page.is_plain_title(i))
            && !starts_small(page.slice(i))
    }

    /// A number alone on its line: the number of a paragraph, or of a page.
    fn bare_number(&mut self, i: usize, mark: &Mark) -> usize {
        let page = self.page;
        let next = page.slice(i + 1);
        let text_follows = !next.is_empty() && !starts_small(next) && !page.is_heading(i + 1);
        let broken = self.outline.is_open() && starts_small(next);
        if !broken && text_follows && self.outline.expects(mark, page.following(i)) {
            self.outline
                .mark(mark, page.blocks[i].span.end, next, page.following(i));
        } else if self.outline.in_annex() && !broken && page.bare_run[i] > 1 {
            self.outline
                .solo(Place::Table, self.outline.base(), page.blocks[i].span);
        }
        i + 1
    }

    fn unmarked(&mut self, i: usize) -> usize {
        let page = self.page;
        let span = page.blocks[i].span;
        let heading = page.blocks[i].hash
            || page.is_plain_title(i)
                && !self.outline.is_open()
                && (i + 1 < page.blocks.len())
                && self.heads_something(i + 1);
        if heading && page.titles_first && page.is_article(i + 1) {
            if let Some(Heading::Article { own, rest }) = &page.headings[i + 1] {
                let node = self
                    .outline
                    .open_article(own.clone(), Span::new(span.start, span.start));
                self.outline.title(node, span);
                return self.after_number(i + 1, *rest);
            }
        }
        if heading {
            // "I" and below it a title: a division that has a numeral only.
            self.outline.subheading(span);
        } else {
            self.outline.unmarked(span, page.following(i));
        }
        i + 1
    }

    /// What stands on the line of an article's number whose title went before.
    fn after_number(&mut self, i: usize, rest: usize) -> usize {
        let page = self.page;
        let span = page.blocks[i].span;
        if rest < span.end {
            self.outline
                .unmarked(Span::new(rest, span.end), page.following(i));
        }
        i + 1
    }
}

/// "Ports. The Parties shall …" and "Ports – The Parties shall …" into title and provision.
fn split_title(text: &str, line: Span) -> (Option<Span>, Option<Span>) {
    let slice = &text[line.range()];
    if is_title(slice) || !has_verb(slice) && !longer_than(slice, 12) {
        return (Some(line), None);
    }
    let head: String = slice.chars().take(120).collect();
    for (sign, width) in [
        (". ", 1),
        (" – ", 0),
        (" — ", 0),
        (" - ", 0),
        (".–", 1),
        (".—", 1),
        (") ", 1),
        (": ", 0),
    ] {
        let Some(at) = head.find(sign) else { continue };
        let title = &head[..at];
        let rest = line.start + at + sign.len();
        let bracket = sign == ") " && !title.starts_with('(');
        if bracket
            || has_verb(title)
            || longer_than(title, 10)
            || rest >= line.end
            || !is_title(title.trim_start_matches('('))
        {
            continue;
        }
        let after = &text[rest..line.end];
        if starts_small(after) || !has_verb(after) {
            continue;
        }
        return (
            Some(Span::new(line.start, line.start + at + width)),
            Some(super::words::trim(text, Span::new(rest, line.end))),
        );
    }
    (None, Some(line))
}

impl Outline<'_> {
    /// True if a number alone on its line can be the next paragraph.
    fn expects(&self, mark: &Mark, following: Option<&Mark>) -> bool {
        let value = mark.value(Series::Digit);
        value == Some(1)
            || self.continues(mark, following)
            || !self.in_article()
                && !self
                    .nodes
                    .iter()
                    .rev()
                    .take(1)
                    .any(|n| n.kind == UnitKind::Article)
    }
}
