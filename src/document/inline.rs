//! Items that stand in one paragraph: "Each Party shall: (a) …; (b) …; and (c) ….".

use super::labels::{Mark, Series, Style, mark};
use super::words::{Ending, ending, is_blank};
use crate::source::Span;

/// How many candidates ahead the second item of a list is looked for.
const REACH: usize = 60;
/// How many lists may be open at once.
const DEPTH: usize = 4;

/// The marks of items within a block, in order; empty if it has none.
pub(super) fn marks(text: &str, span: Span) -> Vec<Mark> {
    let candidates = candidates(text, span);
    let (mut out, mut open): (Vec<Mark>, Vec<(Style, Series, u32)>) = (Vec::new(), Vec::new());
    for (i, (candidate, before)) in candidates.iter().enumerate() {
        let next = open.iter().rposition(|&(style, series, value)| {
            style == candidate.style && candidate.value(series) == Some(value + 1) && *before != Before::Word
        });
        // After (h), "(i)" begins a nested list if a colon announces it.
        let nested = *before == Before::Announced && begins(candidate).is_some();
        if let Some(k) = next.filter(|_| !nested) {
            open.truncate(k + 1);
            open[k].2 += 1;
            out.push(candidate.clone());
        } else if let Some(series) = begins(candidate)
            && *before == Before::Announced
            && open.len() < DEPTH
            && candidates[i + 1..]
                .iter()
                .take(REACH)
                .any(|(m, b)| m.style == candidate.style && m.value(series) == Some(2) && *b != Before::Word)
        {
            open.push((candidate.style, series, 1));
            out.push(candidate.clone());
        }
    }
    out
}

/// The series whose first numeral this is.
fn begins(mark: &Mark) -> Option<Series> {
    mark.series.iter().find(|&&(_, v)| v == 1).map(|&(s, _)| s)
}

/// What stands before a mark.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Before {
    /// A colon, a dash, or "shall", "may", "to".
    Announced,
    /// A comma, a semicolon, a full stop, "and", "or".
    Parted,
    /// Any other word: the mark is a reference.
    Word,
}

/// All places in the block that look like a mark, with what is before them.
fn candidates(text: &str, span: Span) -> Vec<(Mark, Before)> {
    let block = text.get(span.range()).unwrap_or_default();
    let (mut out, mut previous) = (Vec::new(), '\0');
    for (at, c) in block.char_indices() {
        let starts = at > 0 && (is_blank(previous) || matches!(previous, ':' | ';' | ',' | '—'));
        previous = c;
        if !starts || !(c == '(' || c.is_ascii_alphanumeric()) {
            continue;
        }
        // A mark is short: no more than a few bytes of the block can matter.
        let Some(found) = mark(text, Span::new(span.start + at, span.end)) else {
            continue;
        };
        let usable = match found.style {
            Style::Round | Style::Half => true,
            Style::Dot => found.series.iter().all(|(s, _)| *s == Series::Digit),
            Style::Bare | Style::Word | Style::Dash => false,
        };
        if usable && found.rest < span.end {
            out.push((found, before(tail(block, at))));
        }
    }
    out
}

fn before(head: &str) -> Before {
    let head = head.trim_end_matches(is_blank);
    let word = head.rsplit(is_blank).next().unwrap_or_default();
    match ending(head) {
        Ending::Colon => Before::Announced,
        Ending::Semicolon | Ending::Comma | Ending::Full => Before::Parted,
        Ending::Open if matches!(word, "shall" | "may" | "not" | "to" | "either" | "both" | "whether") => {
            Before::Announced
        }
        Ending::Open => Before::Word,
    }
}

/// The last few characters before `at`.
fn tail(block: &str, at: usize) -> &str {
    let mut start = at.saturating_sub(24);
    while !block.is_char_boundary(start) {
        start += 1;
    }
    &block[start..at]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<String> {
        marks(text, Span::new(0, text.len())).into_iter().map(|m| m.numeral).collect()
    }

    #[test]
    fn items_on_one_line() {
        assert_eq!(found("Each Party shall: (a) build a quay; (b) light it; and (c) keep it dry."), ["a", "b", "c"]);
        assert_eq!(found("A ship may (i) land, or (ii) lie off: 1) by day, 2) by night."), ["i", "ii", "1", "2"]);
    }

    #[test]
    fn references_are_no_items() {
        for text in [
            "paragraphs 1 (a), (b) and (c) apply",
            "as in subparagraphs (a) and (b)",
            "the list: (a) only",
            "in (a), and in (b)",
        ] {
            assert!(found(text).is_empty(), "{text}");
        }
    }
}
