//! Where the sentences of a provision end.

use super::words::{has_word, is_blank, is_closer, trim};
use crate::source::Span;

/// Words that a full stop shortens, in small letters without the stop.
const SHORTENED: [&str; 44] = [
    "no", "nos", "art", "arts", "para", "paras", "p", "pp", "cf", "e.g", "i.e", "eg", "ie", "viz", "vol", "vols", "mr",
    "mrs", "ms", "messrs", "dr", "st", "ltd", "inc", "ed", "eds", "ch", "sec", "fig", "figs", "ca", "approx", "op",
    "cit", "ibid", "seq", "v", "vs", "col", "gen", "hon", "prof", "incl", "resp",
];

/// Words after which a single capital letter is a number, not an initial.
const NUMBERED: [&str; 20] = [
    "annex",
    "annexes",
    "appendix",
    "schedule",
    "schedules",
    "part",
    "parts",
    "chapter",
    "section",
    "article",
    "table",
    "list",
    "category",
    "type",
    "class",
    "group",
    "zone",
    "protocol",
    "column",
    "or",
];

/// Cuts the words of a provision at full stops; each piece is trimmed and holds words.
pub(super) fn cut(text: &str, span: Span) -> Vec<Span> {
    let block = text.get(span.range()).unwrap_or_default();
    let quoted = Quotes::of(block);
    let (mut out, mut start): (Vec<Span>, usize) = (Vec::new(), 0);
    let mut depth = quoted.begin();
    let mut chars = block.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        depth.step(c);
        if !matches!(c, '.' | '?' | '!') {
            continue;
        }
        // The stop may be followed by closing quotes and brackets, which belong to the sentence.
        let mut end = at + c.len_utf8();
        while let Some(&(i, d)) = chars.peek()
            && (is_closer(d) || matches!(d, '.' | '?' | '!'))
            && (d != '“' || depth.inside())
            && !(d == '"' && depth.straight_even())
        {
            depth.step(d);
            end = i + d.len_utf8();
            chars.next();
        }
        if !depth.inside() && ends_sentence(block, at, end, c) {
            push(text, &mut out, Span::new(span.start + start, span.start + end));
            start = end;
        }
    }
    push(text, &mut out, Span::new(span.start + start, span.end));
    out
}

/// Adds a piece, or hands its punctuation to the piece before.
fn push(text: &str, out: &mut Vec<Span>, piece: Span) {
    let piece = trim(text, piece);
    if has_word(&text[piece.range()]) {
        out.push(piece);
    } else if let Some(last) = out.last_mut()
        && !piece.is_empty()
    {
        last.end = piece.end;
    }
}

/// True if the stop at `at`, with its closers up to `end`, ends a sentence.
fn ends_sentence(block: &str, at: usize, end: usize, stop: char) -> bool {
    let rest = &block[end..];
    let next = rest.trim_start_matches(is_blank);
    if next.is_empty() || next.len() == rest.len() {
        return false;
    }
    let first = next.trim_start_matches(['"', '“', '‘', '\'', '«', '(', '[', '*', '_']).chars().next();
    if !first.is_some_and(|c| c.is_uppercase() || c.is_ascii_digit()) {
        return false;
    }
    stop != '.' || !is_shortened(&block[..at], first.is_some_and(|c| c.is_ascii_digit()))
}

/// True if the word before the stop is an abbreviation or an initial.
fn is_shortened(before: &str, digit_follows: bool) -> bool {
    let word_start = |text: &str| {
        text.char_indices()
            .rev()
            .take(24)
            .find(|&(_, c)| !(c.is_alphanumeric() || c == '.'))
            .map_or(0, |(i, c)| i + c.len_utf8())
    };
    let head = tail_of(before);
    let word = &head[word_start(head)..];
    let small = word.to_lowercase();
    if small == "no" || small == "nos" {
        // "the answer is no. The Parties" against "No. 5".
        return digit_follows || word.starts_with('N');
    }
    if SHORTENED.contains(&small.as_str()) {
        return true;
    }
    // "U.S", "U.N": letters with stops between.
    let initials =
        word.split('.').filter(|p| !p.is_empty()).all(|p| p.chars().count() == 1 && p.chars().all(char::is_uppercase));
    if !initials || word.is_empty() {
        return false;
    }
    let earlier = head[..head.len() - word.len()].trim_end_matches(is_blank);
    let previous = earlier[word_start(earlier)..].to_lowercase();
    !NUMBERED.contains(&previous.as_str())
}

/// The last few words, so that looking back never costs more than a little.
fn tail_of(before: &str) -> &str {
    let mut start = before.len().saturating_sub(80);
    while !before.is_char_boundary(start) {
        start += 1;
    }
    &before[start..]
}

/// Which quotes and brackets of a block come in pairs, so that a lone one hides nothing.
struct Quotes {
    curly: bool,
    straight: bool,
    angle: bool,
    round: bool,
}

impl Quotes {
    fn of(block: &str) -> Self {
        let (mut curly, mut curly_low, mut straight, mut angle, mut round, mut round_low) =
            (0i64, 0, 0u64, 0i64, 0i64, 0);
        for c in block.chars() {
            match c {
                '“' => curly += 1,
                '”' => curly -= 1,
                '"' => straight += 1,
                '«' => angle += 1,
                '»' => angle -= 1,
                '(' => round += 1,
                ')' => round -= 1,
                _ => {}
            }
            curly_low = curly_low.min(curly);
            round_low = round_low.min(round);
        }
        Self {
            curly: curly == 0 && curly_low == 0,
            straight: straight.is_multiple_of(2),
            angle: angle == 0,
            round: round == 0 && round_low == 0,
        }
    }

    fn begin(&self) -> Depth<'_> {
        Depth { pairs: self, curly: 0, straight: false, angle: 0, round: 0 }
    }
}

/// How deep a place is within quotes and brackets.
struct Depth<'q> {
    pairs: &'q Quotes,
    curly: i64,
    straight: bool,
    angle: i64,
    round: i64,
}

impl Depth<'_> {
    fn step(&mut self, c: char) {
        match c {
            '“' => self.curly += 1,
            '”' => self.curly -= 1,
            '"' => self.straight = !self.straight,
            '«' => self.angle += 1,
            '»' => self.angle -= 1,
            '(' => self.round += 1,
            ')' => self.round -= 1,
            _ => {}
        }
    }

    fn inside(&self) -> bool {
        self.pairs.curly && self.curly > 0
            || self.pairs.straight && self.straight
            || self.pairs.angle && self.angle > 0
            || self.pairs.round && self.round > 0
    }

    /// True if the next straight quote opens.
    fn straight_even(&self) -> bool {
        !self.straight
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pieces(text: &str) -> Vec<&str> {
        cut(text, Span::new(0, text.len())).iter().map(|s| &text[s.range()]).collect()
    }

    #[test]
    fn full_stops_end_sentences() {
        assert_eq!(pieces("The lock is open. It shall stay so."), ["The lock is open.", "It shall stay so."]);
        assert_eq!(pieces("It is shown in Annex A. The Parties pay."), ["It is shown in Annex A.", "The Parties pay."]);
        assert_eq!(pieces("It means the \"Port.\" The Port is free."), ["It means the \"Port.\"", "The Port is free."]);
    }

    #[test]
    fn other_stops_do_not() {
        for text in [
            "Lock No. 5 and Art. 3 of the Act apply.",
            "The U.S. Coast Guard, e.g. Captain J. Doe, pays 3.5 crowns.",
            "The words \"Stop here. Go no further.\" shall be painted.",
            "The lock (see the map. It is annexed) is open.",
            "The lock is open; It shall stay so.",
        ] {
            assert_eq!(pieces(text), [text]);
        }
    }

    #[test]
    fn a_lone_quote_hides_nothing() {
        assert_eq!(pieces("The \"Lock is open. It is free.").len(), 2);
    }
}
