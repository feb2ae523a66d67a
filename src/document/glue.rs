//! Provisions that a source has run together in one paragraph: "… in force. 2. The Parties …".

use super::headings::{Heading, heading};
use super::labels::{Series, Style, mark};
use super::lines::Block;
use super::words::{Ending, ending, is_blank, trim};
use crate::source::Span;

/// Cuts blocks where the next numbered paragraph or section begins within one.
pub(super) fn unglue(text: &str, blocks: Vec<Block>) -> Vec<Block> {
    let mut out = Vec::with_capacity(blocks.len());
    let (mut paragraph, mut section) = (None, None);
    for block in blocks {
        let mut start = block.span.start;
        match heading(text, block.span) {
            Some(Heading::Section { own, .. }) => (paragraph, section) = (None, number(&own)),
            Some(_) => paragraph = None,
            None => {
                if let Some(value) = numbered(text, block.span) {
                    paragraph = Some(value);
                }
            }
        }
        for (at, word) in starts(text, block.span) {
            let rest = Span::new(at, block.span.end);
            let next = |last: Option<u32>| last.map(|n| n + 1);
            let cut = if word == "Section" {
                match heading(text, rest) {
                    Some(Heading::Section { own, .. }) if number(&own) == next(section) => {
                        (paragraph, section) = (None, next(section));
                        true
                    }
                    _ => false,
                }
            } else if paragraph.is_some() && numbered(text, rest) == next(paragraph) {
                paragraph = next(paragraph);
                true
            } else {
                false
            };
            if cut {
                out.push(Block { span: trim(text, Span::new(start, at)), hash: block.hash });
                start = at;
            }
        }
        out.push(Block { span: Span::new(start, block.span.end), hash: block.hash });
    }
    out
}

/// The value of "Section 12".
fn number(own: &str) -> Option<u32> {
    own.rsplit(' ').next()?.parse().ok()
}

/// The number of a paragraph `2. The …` with a capital or a bracket behind it.
fn numbered(text: &str, span: Span) -> Option<u32> {
    let mark = mark(text, span).filter(|m| m.style == Style::Dot)?;
    let rest = text.get(mark.rest..span.end)?;
    rest.starts_with(|c: char| c.is_uppercase() || matches!(c, '(' | '"' | '“')).then(|| mark.value(Series::Digit))?
}

/// Where, after a full stop or semicolon, a number or the word "Section" stands.
fn starts(text: &str, span: Span) -> Vec<(usize, &str)> {
    let block = text.get(span.range()).unwrap_or_default();
    let (mut out, mut after_blank, mut stopped) = (Vec::new(), false, false);
    for (at, c) in block.char_indices() {
        if is_blank(c) {
            if !after_blank {
                stopped = matches!(ending(&block[floor(block, at)..at]), Ending::Full | Ending::Semicolon);
            }
            after_blank = true;
            continue;
        }
        if after_blank && stopped && (c.is_ascii_digit() || c == 'S') {
            let word = if c == 'S' { block[at..].get(..7).unwrap_or_default() } else { "" };
            if c != 'S' || word == "Section" {
                out.push((span.start + at, word));
            }
        }
        after_blank = false;
    }
    out
}

/// A place a few bytes before `at`.
fn floor(block: &str, at: usize) -> usize {
    let mut start = at.saturating_sub(12);
    while !block.is_char_boundary(start) {
        start += 1;
    }
    start
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cut(text: &str) -> Vec<&str> {
        let whole = Block { span: Span::new(0, text.len()), hash: false };
        unglue(text, vec![whole]).iter().map(|b| &text[b.span.range()]).collect()
    }

    #[test]
    fn the_next_number_begins_a_block() {
        assert_eq!(
            cut("1. Tolls are free. 2. Each Party shall pay. 3. (a) All."),
            ["1. Tolls are free.", "2. Each Party shall pay.", "3. (a) All."]
        );
        assert_eq!(cut("Section 4. The Bank shall pay. Section 5. The Bank may lend.").len(), 2);
    }

    #[test]
    fn other_numbers_do_not() {
        for text in [
            "1. It ends on 2. May ships pass?",
            "1. The toll is due under No. 5. The rest is free.",
            "Tolls are free. 2. Ships pass.",
            "1. See Section 3. 4. Bells.",
        ] {
            assert_eq!(cut(text).len(), 1, "{text}");
        }
    }
}
