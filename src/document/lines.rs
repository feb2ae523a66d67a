//! Lines → blocks: what stands between blank lines, cut again where a heading or a mark begins a line.

use super::headings::{Heading, heading};
use super::labels::{Mark, Series, Style, mark};
use super::words::{Ending, ending, has_binding_verb, has_word, is_blank, is_title, longer_than, starts_small, trim};
use crate::source::Span;

/// Lines longer than this are not wrapped by hand: their end is the end of a paragraph.
const WRAPPED: usize = 160;

/// A paragraph of the page, or a line that stands for itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Block {
    /// Its words, without white space, `#` and emphasis around them.
    pub span: Span,
    /// True for a Markdown heading.
    pub hash: bool,
}

#[derive(Clone, Copy)]
struct Line {
    span: Span,
    hash: bool,
    /// Characters, capped: only short lines are measured.
    width: usize,
    /// True if the line stands for itself whatever is around it.
    heading: bool,
    /// True if it is a heading with its title behind it, as far as one line tells.
    titled: bool,
}

/// Cuts a text into blocks.
pub(super) fn blocks(text: &str) -> Vec<Block> {
    let runs = runs(text);
    let usual = usual_width(&runs);
    let mut out = Vec::new();
    for run in &runs {
        cut_run(text, run, usual, &mut out);
    }
    out.into_iter().flat_map(|block| cells(text, block)).collect()
}

/// The cells of a row in which somebody is bound: each is a block, since a sentence ends where its cell does. Any other
/// block is left whole.
fn cells(text: &str, block: Block) -> Vec<Block> {
    let row = &text[block.span.range()];
    if !(row.starts_with('|') && row.ends_with('|') && has_binding_verb(row)) {
        return vec![block];
    }
    let mut start = block.span.start;
    let cells = row.split('|').map(|cell| {
        let span = Span::new(start, start + cell.len());
        start = span.end + 1;
        trim(text, span)
    });
    cells.filter(|span| has_word(&text[span.range()])).map(|span| Block { span, hash: false }).collect()
}

/// Lines between blank ones.
fn runs(text: &str) -> Vec<Vec<Line>> {
    let (mut runs, mut run, mut start) = (Vec::new(), Vec::new(), 0);
    for raw in text.split_inclusive(['\n', '\u{c}', '\u{2028}', '\u{2029}']) {
        let span = Span::new(start, start + raw.len());
        start = span.end;
        match line(text, span) {
            Some(line) => run.push(line),
            None if run.is_empty() => {}
            None => runs.push(std::mem::take(&mut run)),
        }
    }
    if !run.is_empty() {
        runs.push(run);
    }
    runs
}

fn line(text: &str, span: Span) -> Option<Line> {
    let mut span = trim(text, span);
    if !has_word(&text[span.range()]) {
        return None;
    }
    while text[span.range()].starts_with('>') {
        span = trim(text, Span::new(span.start + 1, span.end));
    }
    let hashes = text[span.range()].bytes().take_while(|&b| b == b'#').count();
    let hash = (1..=6).contains(&hashes) && text[span.start + hashes..span.end].starts_with(is_blank);
    if hash {
        span = trim(text, Span::new(span.start + hashes, span.end));
        let end = span.start + text[span.range()].trim_end_matches('#').len();
        span = trim(text, Span::new(span.start, end));
    }
    let span = without_emphasis(text, span);
    let width = text[span.range()].chars().take(WRAPPED + 1).count();
    let (heading, titled) = if width <= WRAPPED { heading_line(text, span) } else { (false, false) };
    Some(Line { span, hash, width, heading: hash || heading, titled })
}

/// Whether a line holds the number of an article or a division (or a bare number) and nothing else,
/// and whether it holds such a number with a title.
fn heading_line(text: &str, span: Span) -> (bool, bool) {
    match heading(text, span) {
        Some(Heading::Article { rest, .. } | Heading::Division { rest, .. }) => {
            (rest >= span.end, text.get(rest..span.end).is_some_and(is_title))
        }
        Some(Heading::Section { .. }) => (false, false),
        Some(Heading::Paragraph { .. }) => (true, false),
        None => (mark(text, span).is_some_and(|m| m.style == Style::Bare), false),
    }
}

/// Takes `**` or `__` off if they are around the whole.
fn without_emphasis(text: &str, span: Span) -> Span {
    for sign in ["***", "**", "__", "*", "_"] {
        let slice = &text[span.range()];
        let inner = slice.strip_prefix(sign).and_then(|s| s.strip_suffix(sign));
        if let Some(inner) = inner
            && has_word(inner)
            && !inner.contains(sign)
            && !inner.starts_with(is_blank)
        {
            return trim(text, Span::new(span.start + sign.len(), span.end - sign.len()));
        }
    }
    span
}

/// The width at which this text is wrapped: what nearly all lines that go on stay within.
fn usual_width(runs: &[Vec<Line>]) -> usize {
    let mut widths: Vec<usize> =
        runs.iter().flat_map(|run| &run[..run.len() - 1]).map(|l| l.width).filter(|&w| w <= WRAPPED).collect();
    if widths.len() < 5 {
        return 60;
    }
    widths.sort_unstable();
    widths[widths.len() * 19 / 20].max(40)
}

fn cut_run(text: &str, run: &[Line], usual: usize, out: &mut Vec<Block>) {
    let width = run.iter().map(|l| l.width).filter(|&w| w <= WRAPPED).max().unwrap_or(0).max(usual);
    let mut current: Option<Block> = None;
    for (i, line) in run.iter().enumerate() {
        let breaks = i == 0 || breaks(text, &run[..i], *line, width);
        match &mut current {
            Some(block) if !breaks => block.span.end = line.span.end,
            _ => {
                out.extend(current.take());
                current = Some(Block { span: line.span, hash: line.hash });
            }
        }
    }
    out.extend(current);
}

/// True if `line` begins a block of its own, after the lines `before` of the same run.
fn breaks(text: &str, before: &[Line], line: Line, width: usize) -> bool {
    let Some(last) = before.last() else {
        return true;
    };
    let last_text = &text[last.span.range()];
    let this_text = &text[line.span.range()];
    let end = ending(last_text);
    if last.heading || line.hash || last.width > WRAPPED {
        return true;
    }
    let first_word = this_text.split(is_blank).next().map_or(0, |w| w.chars().count());
    let room = last.width + 1 + first_word <= width;
    if last.titled && room && !starts_small(this_text) {
        return true;
    }
    let after_heading = before.len() >= 2 && before[before.len() - 2].heading;
    if line.heading || heading(text, line.span).is_some() {
        return end != Ending::Open || room || after_heading;
    }
    if let Some(mark) = mark(text, line.span) {
        return mark_breaks(last_text, end, &mark, room);
    }
    if last_text.starts_with('|') || this_text.starts_with('|') {
        return true;
    }
    if starts_small(this_text) {
        return false;
    }
    let short = last.width * 10 < width * 6;
    match end {
        Ending::Full | Ending::Colon | Ending::Semicolon => room,
        Ending::Comma => short && room,
        // A line that ends early without a mark is a title, if anything: directly after a number it
        // is enough that the next word would have fitted.
        Ending::Open => (after_heading || short) && room && !longer_than(last_text, 20) && !hangs(last_text),
    }
}

/// True if a text ends in a word that something must follow.
fn hangs(text: &str) -> bool {
    const WORDS: [&str; 26] = [
        "of", "the", "a", "an", "by", "in", "to", "with", "under", "and", "or", "for", "on", "at", "from", "its",
        "their", "each", "any", "this", "that", "such", "no", "not", "as", "between",
    ];
    text.rsplit(is_blank).next().is_some_and(|word| WORDS.contains(&word))
}

/// True if a mark at the beginning of a line is one, and no wrapped reference ("paragraph⏎(a)").
fn mark_breaks(last: &str, end: Ending, mark: &Mark, room: bool) -> bool {
    let last_word = last.rsplit(is_blank).next().unwrap_or_default().trim_start_matches('(').to_lowercase();
    let refers = [
        "article",
        "articles",
        "paragraph",
        "paragraphs",
        "subparagraph",
        "subparagraphs",
        "sub-paragraph",
        "annex",
        "part",
        "chapter",
        "section",
        "no.",
        "nos.",
        "art.",
        "and",
        "of",
        "than",
        "least",
        "the",
        "least",
        "exceed",
        "within",
    ]
    .contains(&last_word.as_str());
    if refers && !(last_word == "and" && end == Ending::Semicolon) {
        return false;
    }
    match mark.style {
        Style::Dash => true,
        _ if mark.series.iter().all(|(s, _)| matches!(s, Series::Upper | Series::UpperRoman)) => {
            end != Ending::Open && room
        }
        _ => end != Ending::Open || room,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cut(text: &str) -> Vec<&str> {
        blocks(text).iter().map(|b| &text[b.span.range()]).collect()
    }

    #[test]
    fn blank_lines_part_blocks_and_wrapped_lines_are_joined() {
        let text = "\u{feff}The ferry shall run\r\nevery day of the year, and shall\r\nnot be late.\r\n\r\n \r\nThe fare is free.\r\n";
        assert_eq!(
            cut(text),
            ["The ferry shall run\r\nevery day of the year, and shall\r\nnot be late.", "The fare is free."]
        );
    }

    #[test]
    fn headings_and_marks_part_lines_without_blank_lines() {
        let text = "Article 1\nFerries\nEach Party shall run:\n(a) a ferry;\n(b) a tug, under\nArticle 9 of the Act.\nArticle 2\nFares are free.";
        let blocks = cut(text);
        assert_eq!(blocks[..3], ["Article 1", "Ferries", "Each Party shall run:"]);
        assert_eq!(
            blocks[3..],
            ["(a) a ferry;", "(b) a tug, under\nArticle 9 of the Act.", "Article 2", "Fares are free."]
        );
    }

    #[test]
    fn markdown_signs_are_taken_off() {
        assert_eq!(
            cut("## Article 1\n\n**Fares**\n\n---\n\n> Fares are free."),
            ["Article 1", "Fares", "Fares are free."]
        );
    }

    #[test]
    fn a_row_that_binds_somebody_is_cut_into_its_cells_and_no_other() {
        assert_eq!(
            cut("| Port | Depth |\n| Quell | Tarnia shall keep a light. | |\n| Marn | 9 m |"),
            ["| Port | Depth |", "Quell", "Tarnia shall keep a light.", "| Marn | 9 m |"]
        );
    }

    #[test]
    fn a_wrapped_reference_begins_no_item() {
        let text = "The duty of the Parties that is laid down in this Treaty in paragraph\n(a) of the list also binds their ports.";
        assert_eq!(cut(text).len(), 1);
    }
}
