//! The exact words of a row, cut at the parts that were found in them.

use super::{Part, Piece};
use crate::document::{PartRole, Sentence};
use crate::source::{Source, Span, join_space};

/// Words of the text with what they are to the norm.
pub type Marked = (Span, Part);

/// The words of a clause with its label: of a sentence with items the chapeau, the item and the tail; what is left out
/// between them is told by an ellipsis.
pub fn clause(source: &Source, sentence: &Sentence, label: &str, marked: &[Marked]) -> Vec<Piece> {
    let item = |part: &crate::document::Part| part.role == PartRole::Item && part.label == label;
    if label == sentence.label || !sentence.parts.iter().any(item) {
        return span(source, sentence.span, marked);
    }
    let mut pieces = Vec::new();
    let mut left_out = false;
    for part in &sentence.parts {
        let kept = part.role != PartRole::Item || holds(&part.label, label);
        left_out |= !kept;
        if kept {
            if !pieces.is_empty() {
                pieces.push(plain(if left_out { " … " } else { " " }));
            }
            left_out = false;
            let mark = part.label.strip_prefix(sentence.label.as_str()).filter(|_| part.role == PartRole::Item);
            // The mark of an item is the last of the marks in its label.
            let mark = mark.and_then(|marks| marks.rfind('(').map(|at| &marks[at..]));
            pieces.extend(mark.map(|mark| plain(&format!("{mark} "))));
            pieces.extend(span(source, part.span, marked));
        }
    }
    if left_out {
        pieces.push(plain(" …"));
    }
    pieces
}

/// True for the label of a unit that is, or holds, the one with the other label.
fn holds(outer: &str, inner: &str) -> bool {
    inner.strip_prefix(outer).is_some_and(|rest| rest.is_empty() || rest.starts_with(['(', ',']))
}

fn plain(text: &str) -> Piece {
    Piece { text: text.to_owned(), part: Part::Nothing }
}

/// All words of a span. Where two parts hold the same words, those that stopped the reading go first, then the narrower.
pub fn span(source: &Source, whole: Span, marked: &[Marked]) -> Vec<Piece> {
    let within = |at: &usize| whole.start < *at && *at < whole.end;
    let mut cuts: Vec<usize> = marked.iter().flat_map(|(span, _)| [span.start, span.end]).filter(within).collect();
    cuts.extend([whole.start, whole.end]);
    cuts.sort_unstable();
    cuts.dedup();
    let mut pieces: Vec<Piece> = Vec::new();
    for pair in cuts.windows(2) {
        let here = Span::new(pair[0], pair[1]);
        let covering = marked.iter().filter(|(span, _)| span.contains(here));
        let part = covering.min_by_key(|(span, part)| (*part != Part::Unread, span.end - span.start));
        let part = part.map_or(Part::Nothing, |(_, part)| *part);
        let text = squeeze(source.slice(here));
        match pieces.last_mut() {
            Some(last) if last.part == part => last.text.push_str(&text),
            _ => pieces.push(Piece { text, part }),
        }
    }
    pieces.retain(|piece| !piece.text.is_empty());
    pieces
}

/// Single spaces between words, and one at either end where there was white space.
fn squeeze(text: &str) -> String {
    let words = join_space(text);
    let space = |there: bool| if there && !words.is_empty() { " " } else { "" };
    let (before, after) = (space(text.starts_with(char::is_whitespace)), space(text.ends_with(char::is_whitespace)));
    if words.is_empty() && !text.is_empty() { " ".to_owned() } else { format!("{before}{words}{after}") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_cut_at_the_parts_that_they_fill_and_the_narrower_part_goes_first() {
        let source = Source::new("a.txt", "Each Party shall\n  tell what it knows.");
        let at = |words: &str| {
            let start = source.text.find(words).unwrap();
            Span::new(start, start + words.len())
        };
        let marked = [(at("Each Party"), Part::Who), (at("what it knows"), Part::Act), (at("it"), Part::Unread)];
        let pieces = span(&source, Span::new(0, source.text.len()), &marked);
        let shown: Vec<(&str, Part)> = pieces.iter().map(|piece| (piece.text.as_str(), piece.part)).collect();
        assert_eq!(
            shown,
            [
                ("Each Party", Part::Who),
                (" shall tell ", Part::Nothing),
                ("what ", Part::Act),
                ("it", Part::Unread),
                (" knows", Part::Act),
                (".", Part::Nothing)
            ]
        );
    }

    #[test]
    fn white_space_between_two_parts_is_kept() {
        let source = Source::new("a.txt", "a \n b");
        let pieces = span(&source, Span::new(0, 5), &[(Span::new(0, 1), Part::Who), (Span::new(4, 5), Part::Act)]);
        assert_eq!(pieces.iter().map(|piece| piece.text.as_str()).collect::<String>(), "a b");
    }
}
