//! The body of a treaty, block by block: headings, provisions, tables, closing.

use super::Place;
use super::headings::{Heading, Rank, capitalised};
use super::labels::{Mark, Series, Style, letters_a_heading, mark, roman};
use super::outline::Outline;
use super::page::{Frame, Page, is_preamble_word};
use super::words::{
    Ending, ending, has_binding_verb, has_verb, is_tabular, is_title, is_upper, longer_than, starts_small, trim, words,
};
use crate::source::Span;

/// Reads all blocks into an outline.
pub(super) fn outline<'t>(page: &Page<'t>, frame: Frame) -> Outline<'t> {
    let mut outline = Outline::new(page.text);
    for block in &page.blocks[..frame.preamble] {
        outline.solo(Place::Title, None, block.span);
    }
    let mut reader = Reader { page, outline, closing: false, closed: false };
    for i in frame.preamble..frame.body.min(page.blocks.len()) {
        reader.recital(i);
    }
    let mut i = frame.body;
    while i < page.blocks.len() {
        i = reader.block(i);
    }
    reader.outline
}

struct Reader<'p, 't> {
    page: &'p Page<'t>,
    outline: Outline<'t>,
    /// Within testimonium and signatures.
    closing: bool,
    /// A closing has been seen: what comes is an annex.
    closed: bool,
}

impl Reader<'_, '_> {
    /// A block of a preamble is one sentence, its mark left out.
    fn recital(&mut self, i: usize) {
        let page = self.page;
        let span = page.blocks[i].span;
        let place = if is_preamble_word(page.slice(i)) { Place::Heading } else { Place::Preamble };
        let start = page.marks[i].as_ref().map_or(span.start, |m| m.rest);
        let words = if start < span.end { Span::new(start, span.end) } else { span };
        self.outline.solo(place, None, words);
    }

    /// Reads the block at `i` and gives the index of the next one to read.
    fn block(&mut self, i: usize) -> usize {
        let page = self.page;
        let span = page.blocks[i].span;
        if let Some(next) = self.heading(i) {
            return next;
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
        let list = self.outline.in_annex() && !self.outline.is_open() && !self.lettered(i);
        if is_tabular(page.slice(i)) || list && (page.bare_run[i] >= 3 || page.listing_run[i] >= 3) {
            self.outline.solo(Place::Table, self.outline.base(), span);
            return i + 1;
        }
        match &page.marks[i] {
            Some(mark) => self.marked(i, mark),
            None => self.unmarked(i),
        }
    }

    /// Reads a block that is a heading.
    fn heading(&mut self, i: usize) -> Option<usize> {
        let page = self.page;
        let span = page.blocks[i].span;
        match page.headings[i].as_ref()? {
            Heading::Article { own, rest } => Some(self.article(i, own.clone(), *rest)),
            Heading::Division { rank, own, rest } => {
                let opens = !self.closing || *rank <= Rank::Appendix || page.leads_to_article[i + 1];
                opens.then(|| self.division(i, *rank, own.clone(), *rest))
            }
            Heading::Paragraph { numeral } if !self.closing => {
                let mark = Mark::of_word(numeral, span)?;
                self.outline.mark(&mark, span.end, page.slice(i + 1), None);
                Some(i + 1)
            }
            Heading::Section { own, rest } if !self.closing => {
                self.outline.open_section(own.clone(), Span::new(span.start, *rest));
                self.outline.unmarked(Span::new(*rest, span.end), page.following(i));
                Some(i + 1)
            }
            Heading::Paragraph { .. } | Heading::Section { .. } => None,
        }
    }

    /// "IN WITNESS WHEREOF", "Done at …", "Signed in triplicate …", "For the Republic of …".
    fn begins_closing(&self, i: usize) -> bool {
        const STARTS: [&str; 9] = [
            "in witness whereof",
            "in witness thereof",
            "in faith whereof",
            "in testimony whereof",
            "done at",
            "doneat",
            "done in",
            "done this",
            "done on",
        ];
        let slice = self.page.slice(i);
        if self.page.marks[i].is_some() || self.outline.nodes.is_empty() {
            return false;
        }
        let head = words(slice).take(3).collect::<Vec<_>>().join(" ").to_lowercase();
        let signed = ["signed at", "signed in", "signed on", "signed this"];
        STARTS.iter().any(|s| head.starts_with(s))
            || head.starts_with("for the") && self.is_signature(i)
            || signed.iter().any(|s| head.starts_with(s)) && !has_binding_verb(slice)
    }

    /// "For the Republic of Tarnia:"
    fn is_signature(&self, i: usize) -> bool {
        let slice = self.page.slice(i);
        let third = words(slice).nth(2).unwrap_or_default();
        let named = third.starts_with(char::is_uppercase) && !third.to_lowercase().starts_with("purpose");
        named
            && !longer_than(slice, 20)
            && !has_verb(slice)
            && ending(slice) != Ending::Full
            && self.page.next_heading[i].is_none()
            && self.page.next_mark[i].is_none()
    }

    /// The title of an attached instrument with articles or divisions of its own.
    fn begins_instrument(&self, i: usize) -> bool {
        const NOUNS: [&str; 13] = [
            "protocol",
            "charter",
            "statute",
            "regulations",
            "rules",
            "declaration",
            "agreement",
            "memorandum",
            "convention",
            "arrangement",
            "minutes",
            "schedule",
            "act",
        ];
        let page = self.page;
        let slice = page.slice(i);
        let parted = page.next_heading[i].is_some_and(|j| match &page.headings[j] {
            Some(Heading::Division { rank, .. }) => *rank > Rank::Appendix,
            Some(Heading::Article { .. }) => j < i + 40,
            _ => false,
        });
        self.closed
            && page.marks[i].is_none()
            && (page.leads_to_article[i + 1] || self.closing && parted && page.may_be_title(i))
            && !longer_than(slice, 60)
            && !has_binding_verb(slice)
            && words(slice).take(3).any(|w| NOUNS.contains(&w.to_lowercase().as_str()))
    }

    fn instrument(&mut self, i: usize) -> usize {
        let page = self.page;
        let span = page.blocks[i].span;
        let mut first = words(page.slice(i)).map(capitalised);
        let mut own = first.next().unwrap_or_default();
        if matches!(own.as_str(), "Additional" | "Administrative" | "Optional" | "Final") {
            own = format!("{own} {}", first.next().unwrap_or_default());
        }
        self.closing = false;
        let number = Span::new(span.start, span.start);
        let node = self.outline.open_division(Rank::Annex, own, number, false);
        self.outline.title(node, span);
        if page.next_mark[i].is_some() {
            return i + 1;
        }
        // What stands before its first heading is its preamble.
        let body = page.next_heading[i].unwrap_or(i + 1);
        let plain = (i + 1..body).find(|&j| self.lettered(j)).unwrap_or(body);
        for j in i + 1..plain {
            self.recital(j);
        }
        plain
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
            let sample = &page.text[mark.rest..span.end];
            self.outline.mark(&mark, span.end, sample, page.following(i));
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
        if next >= page.blocks.len() || page.headings[next].is_some() || page.marks[next].is_some() {
            return false;
        }
        // With nothing behind it, it is the provision itself.
        let alone = next + 1 >= page.blocks.len() || page.is_heading(next + 1);
        if page.blocks[next].hash {
            return true;
        }
        if alone || page.titles_first && page.is_article(next + 1) {
            return false;
        }
        let short = ending(slice) == Ending::Full && !longer_than(slice, 8) && !has_verb(slice);
        let free = !has_binding_verb(slice) || is_upper(slice);
        let open = ending(slice) == Ending::Open && !longer_than(slice, 32) && free;
        (short || open) && !starts_small(slice) && !is_tabular(slice) && !starts_small(page.slice(next + 1))
    }

    fn division(&mut self, i: usize, rank: Rank, own: String, rest: usize) -> usize {
        let page = self.page;
        let span = page.blocks[i].span;
        let inside = self.outline.in_article() && rank > Rank::Chapter && !page.leads_to_article[i + 1];
        self.closing = false;
        let node = self.outline.open_division(rank, own, Span::new(span.start, rest), inside);
        if rest < span.end {
            self.outline.title(node, Span::new(rest, span.end));
            return i + 1;
        }
        let next = i + 1;
        if let Some(Some(Heading::Division { own: again, .. })) = page.headings.get(next)
            && *again == page.own(i)
        {
            // "PROTOCOL" and below it "Protocol to the Treaty on …".
            self.outline.title(node, page.blocks[next].span);
            return next + 1;
        }
        let own_title = page.titles_first && page.is_article(next + 1);
        if self.is_division_title(next, rank) && !own_title && !self.lettered(next) {
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

    fn marked(&mut self, i: usize, mark: &Mark) -> usize {
        let page = self.page;
        let span = page.blocks[i].span;
        if mark.style == Style::Bare {
            return self.bare_number(i, mark);
        }
        let next = page.marks.get(i + 1).and_then(Option::as_ref);
        let numbered = next.is_some_and(|m| m.is_number() && m.may_begin());
        let free = !self.outline.is_open() || numbered;
        if letters_a_heading(page.text, mark, span.end, numbered) && free && self.heads_something(i + 1) {
            let title = Span::new(mark.rest, span.end);
            self.lettered_division(i, mark.numeral.clone(), Span::new(span.start, mark.rest), title);
            return i + 1;
        }
        let rest = page.text.get(mark.rest..span.end).filter(|rest| !rest.is_empty());
        let sample = rest.unwrap_or_else(|| page.slice(i + 1));
        self.outline.mark(mark, span.end, sample, page.following(i));
        i + 1
    }

    fn lettered_division(&mut self, i: usize, own: String, number: Span, title: Span) {
        let inside = self.outline.in_article() && !self.page.leads_to_article[i + 1];
        let node = self.outline.open_division(Rank::Lettered, own, number, inside);
        self.outline.title(node, title);
    }

    /// True if a provision follows, perhaps under further headings.
    fn heads_something(&self, i: usize) -> bool {
        let page = self.page;
        let end = page.blocks.len().min(i + 3);
        let provision = |&j: &usize| page.marks[j].is_some() || page.is_heading(j) || !page.is_plain_title(j);
        let found = (i..end).find(provision);
        found.is_some_and(|j| page.marks[j].is_some() || !starts_small(page.slice(j)))
    }

    /// "A" or "IV" alone on its line, and a title below it: a division that has no other name.
    fn lettered(&self, i: usize) -> bool {
        let page = self.page;
        let slice = page.slice(i);
        !slice.is_empty()
            && slice.len() <= 5
            && page.headings[i].is_none()
            && slice.bytes().all(|b| b.is_ascii_uppercase())
            && (slice.len() == 1 || roman(slice).is_some())
            && i + 1 < page.blocks.len()
            && page.headings[i + 1].is_none()
            && page.marks[i + 1].is_none()
            && page.may_be_title(i + 1)
            && page.slice(i + 1).len() > 5
            && self.heads_something(i + 2)
    }

    /// A number alone on its line: the number of a paragraph, or of a page.
    fn bare_number(&mut self, i: usize, mark: &Mark) -> usize {
        let page = self.page;
        let (next, end) = (page.slice(i + 1), page.blocks[i].span.end);
        let text_follows = !next.is_empty() && !starts_small(next) && !page.is_heading(i + 1);
        let broken = self.outline.is_open() && starts_small(next);
        if !broken && text_follows && self.outline.expects(mark, page.following(i)) {
            let node = self.outline.mark(mark, end, next, page.following(i));
            if page.is_plain_title(i + 1) && self.heads_something(i + 2) {
                self.outline.title(node, page.blocks[i + 1].span);
                return i + 2;
            }
        } else if self.outline.in_annex() && !broken && page.bare_run[i] > 1 {
            self.outline.solo(Place::Table, self.outline.base(), page.blocks[i].span);
        }
        i + 1
    }

    fn unmarked(&mut self, i: usize) -> usize {
        let page = self.page;
        let span = page.blocks[i].span;
        let open = self.outline.is_open();
        if !open && self.lettered(i) {
            self.lettered_division(i + 1, page.slice(i).to_owned(), span, page.blocks[i + 1].span);
            return i + 2;
        }
        let followed = i + 1 < page.blocks.len() && self.heads_something(i + 1);
        let heading = page.blocks[i].hash || page.is_plain_title(i) && !open && followed;
        if !heading {
            self.outline.unmarked(span, page.following(i));
            return i + 1;
        }
        if page.titles_first
            && let Some(Some(Heading::Article { own, rest })) = page.headings.get(i + 1)
        {
            let node = self.outline.open_article(own.clone(), Span::new(span.start, span.start));
            self.outline.title(node, span);
            let end = page.blocks[i + 1].span.end;
            if *rest < end {
                self.outline.unmarked(Span::new(*rest, end), page.following(i + 1));
            }
            return i + 2;
        }
        self.outline.subheading(span);
        i + 1
    }
}

/// "Ports. The Parties shall …" and "Ports – The Parties shall …" into title and provision.
fn split_title(text: &str, line: Span) -> (Option<Span>, Option<Span>) {
    const CUTS: [(&str, usize); 8] =
        [(". ", 1), (" – ", 0), (" — ", 0), (" - ", 0), (".–", 1), (".—", 1), (") ", 1), (": ", 0)];
    let slice = &text[line.range()];
    if is_title(slice) || !has_verb(slice) && !longer_than(slice, 12) {
        return (Some(line), None);
    }
    let head: String = slice.chars().take(120).collect();
    for (sign, width) in CUTS {
        let Some(at) = head.find(sign) else { continue };
        let (title, rest) = (&head[..at], line.start + at + sign.len());
        let bracket = sign == ") " && !title.starts_with('(');
        let titled = is_title(title.trim_start_matches('(')) && !has_verb(title) && !longer_than(title, 10);
        let after = text.get(rest..line.end).unwrap_or_default();
        if !bracket && titled && has_verb(after) && !starts_small(after) {
            let title = Span::new(line.start, line.start + at + width);
            return (Some(title), Some(trim(text, Span::new(rest, line.end))));
        }
    }
    (None, Some(line))
}

impl Outline<'_> {
    /// True if a number alone on its line can be the next paragraph.
    fn expects(&self, mark: &Mark, following: Option<&Mark>) -> bool {
        let value = mark.value(Series::Digit);
        value == Some(1) || self.continues(mark, following) || !self.in_article()
    }
}
