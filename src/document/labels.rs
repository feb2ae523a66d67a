//! Numerals and the marks that stand before paragraphs and items.

use super::words::{Ending, ending, is_blank, is_title, longer_than};
use crate::source::Span;

/// How a mark is punctuated.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Style {
    /// `1.` or `a.`
    Dot,
    /// `1)` or `a)`
    Half,
    /// `(1)` or `(a)`
    Round,
    /// A number alone on its line.
    Bare,
    /// "Paragraph 1" alone on its line.
    Word,
    /// A dash or bullet, or no mark at all before an item.
    Dash,
}

/// The series that a numeral belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Series {
    Digit,
    /// `2.1`, `2.1.3`; the number is how many figures there are.
    Decimal(u8),
    Lower,
    Upper,
    LowerRoman,
    UpperRoman,
    Dash,
    /// Items without any mark.
    Plain,
}

/// A mark before a paragraph or an item.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Mark {
    /// How it is punctuated.
    pub style: Style,
    /// The numeral as printed, without punctuation.
    pub numeral: String,
    /// What the numeral may be, the likelier first.
    pub series: Vec<(Series, u32)>,
    /// Where the mark begins.
    pub start: usize,
    /// Where the words after it begin.
    pub rest: usize,
}

impl Mark {
    /// The mark that "Paragraph 4" makes.
    pub fn of_word(numeral: &str, line: Span) -> Option<Self> {
        let series = series_of(numeral);
        let mark = Self { style: Style::Word, numeral: numeral.to_owned(), series, start: line.start, rest: line.end };
        (!mark.series.is_empty()).then_some(mark)
    }

    /// The value in a series, if the numeral can be of it.
    pub fn value(&self, series: Series) -> Option<u32> {
        self.series.iter().find(|(s, _)| *s == series).map(|&(_, v)| v)
    }

    /// True for `1`, `a`, `i`, `A`, `I`: the mark may begin a list.
    pub fn may_begin(&self) -> bool {
        self.series.iter().any(|&(_, v)| v == 1)
    }

    /// True if it is a plain number.
    pub fn is_number(&self) -> bool {
        self.series.iter().any(|(s, _)| matches!(s, Series::Digit | Series::Decimal(_)))
    }
}

/// The value of a roman numeral written in the usual way, in capitals or in small letters.
pub(super) fn roman(numeral: &str) -> Option<u32> {
    const VALUES: [(&str, u32); 13] = [
        ("m", 1000),
        ("cm", 900),
        ("d", 500),
        ("cd", 400),
        ("c", 100),
        ("xc", 90),
        ("l", 50),
        ("xl", 40),
        ("x", 10),
        ("ix", 9),
        ("v", 5),
        ("iv", 4),
        ("i", 1),
    ];
    if numeral.is_empty() || numeral.len() > 9 {
        return None;
    }
    let small = numeral.to_ascii_lowercase();
    let (mut rest, mut total) = (small.as_str(), 0);
    for (sign, value) in VALUES {
        let most = if sign.len() == 2 || matches!(sign, "d" | "l" | "v") { 1 } else { 4 };
        for _ in 0..most {
            let Some(after) = rest.strip_prefix(sign) else {
                break;
            };
            rest = after;
            total += value;
        }
    }
    (rest.is_empty() && total > 0).then_some(total)
}

/// `a` is 1, `z` 26, `aa` 27.
fn letter(numeral: &str) -> Option<u32> {
    let mut chars = numeral.chars();
    let first = chars.next().filter(char::is_ascii_alphabetic)?;
    if numeral.len() > 2 || !chars.all(|c| c == first) {
        return None;
    }
    let place = u32::from(first.to_ascii_lowercase()) - u32::from('a') + 1;
    Some(if numeral.len() == 2 { 26 + place } else { place })
}

/// All that a numeral may be; empty if it is none.
fn series_of(numeral: &str) -> Vec<(Series, u32)> {
    if numeral.bytes().all(|b| b.is_ascii_digit()) {
        return match numeral.parse() {
            Ok(value @ 0..=999) => vec![(Series::Digit, value)],
            _ => Vec::new(),
        };
    }
    let upper = numeral.bytes().all(|b| b.is_ascii_uppercase());
    if !upper && !numeral.bytes().all(|b| b.is_ascii_lowercase()) {
        return Vec::new();
    }
    let (alphabet, numerals) =
        if upper { (Series::Upper, Series::UpperRoman) } else { (Series::Lower, Series::LowerRoman) };
    let mut all: Vec<_> = letter(numeral).map(|v| (alphabet, v)).into_iter().collect();
    all.extend(roman(numeral).filter(|&v| v < 200).map(|v| (numerals, v)));
    all
}

/// Reads the mark at the beginning of a block, if there is one.
pub(super) fn mark(text: &str, span: Span) -> Option<Mark> {
    let block = text.get(span.range())?;
    let plain = block.trim_start_matches(['*', '_']);
    let starred = block.len() - plain.len();
    let start = span.start;
    if (starred == 0 || starred == 1 && plain.starts_with(is_blank))
        && let Some(rest) = dash(block)
    {
        let rest = span.end - rest.trim_start_matches(is_blank).len();
        return Some(Mark { style: Style::Dash, numeral: String::new(), series: vec![(Series::Dash, 1)], start, rest });
    }
    let (style, numeral, used) = signs(plain)?;
    let series = if numeral.contains('.') { decimal(&numeral)? } else { series_of(numeral_core(&numeral)) };
    if series.is_empty() {
        return None;
    }
    let after = &plain[used..];
    let rest = span.end - after.trim_start_matches(|c| is_blank(c) || c == '*').len();
    Some(Mark { style, numeral, series, start, rest })
}

/// What follows a bullet; `---` and `-5` are none.
fn dash(block: &str) -> Option<&str> {
    let rest = block.strip_prefix(['-', '–', '—', '•', '·', '*', '‑', '−'])?;
    let sticks = !block.starts_with('*') && rest.starts_with(char::is_alphabetic);
    (sticks || rest.starts_with(is_blank)).then_some(rest)
}

/// The numeral without "bis", "ter".
fn numeral_core(numeral: &str) -> &str {
    let core = numeral.split(' ').next().unwrap_or(numeral);
    core.trim_end_matches(|c: char| c.is_ascii_lowercase() && core.starts_with(|d: char| d.is_ascii_digit()))
}

fn decimal(numeral: &str) -> Option<Vec<(Series, u32)>> {
    let figures: Vec<u32> = numeral.split('.').map(|f| f.parse().ok().filter(|&v| v < 1000)).collect::<Option<_>>()?;
    let depth = u8::try_from(figures.len()).ok().filter(|&d| d <= 5)?;
    Some(vec![(Series::Decimal(depth), *figures.last()?)])
}

/// Style, numeral and length of the mark at the beginning of `block`.
fn signs(block: &str) -> Option<(Style, String, usize)> {
    let open = block.starts_with('(');
    let body = &block[usize::from(open)..];
    let length = body.find(|c: char| !(c.is_ascii_alphanumeric() || c == '.' && !open)).unwrap_or(body.len());
    let mut length = length.min(12);
    if body[..length].ends_with('.') {
        length -= 1;
    }
    let word = &body[..length];
    let dotted = word.contains('.');
    if word.is_empty() || word.len() > 7 && !dotted {
        return None;
    }
    if dotted && !word.bytes().all(|b| b.is_ascii_digit() || b == b'.') {
        return first_figure(word, body);
    }
    let (numeral, used) = with_bis(word, body);
    let after = &body[used..];
    if open {
        let rest = after.strip_prefix(')')?;
        // "(1).": the stop belongs to the mark.
        let stop = usize::from(rest.starts_with(". "));
        return closes(&rest[stop..]).then_some((Style::Round, numeral, used + 2 + stop));
    }
    if let Some(rest) = after.strip_prefix(')') {
        let stop = usize::from(rest.starts_with(". "));
        return closes(&rest[stop..]).then_some((Style::Half, numeral, used + 1 + stop));
    }
    if let Some(rest) = after.strip_prefix('.') {
        let fits =
            rest.is_empty() || rest.starts_with(|c| is_blank(c) || c == '*') || capital_after_number(&numeral, rest);
        return fits.then_some((Style::Dot, numeral, used + 1));
    }
    if dotted {
        let rest = after.trim_start_matches(is_blank);
        let fits = rest.is_empty() || rest.len() < after.len() && rest.starts_with(|c: char| !c.is_lowercase());
        return fits.then_some((Style::Dot, numeral, used));
    }
    let alone = after.trim_matches(|c| is_blank(c) || c == '*').is_empty();
    (alone && numeral.bytes().all(|b| b.is_ascii_digit())).then_some((Style::Bare, numeral, used))
}

/// `1.Text` and `a.Text`: the words stick to the mark.
fn first_figure(word: &str, body: &str) -> Option<(Style, String, usize)> {
    let (numeral, _) = word.split_once('.')?;
    let rest = &body[numeral.len() + 1..];
    (!numeral.is_empty() && capital_after_number(numeral, rest))
        .then(|| (Style::Dot, numeral.to_owned(), numeral.len() + 1))
}

fn capital_after_number(numeral: &str, rest: &str) -> bool {
    let mut chars = rest.chars();
    numeral.bytes().all(|b| b.is_ascii_digit())
        && chars.next().is_some_and(|c| c.is_uppercase() || matches!(c, '"' | '“' | '('))
        && chars.next() != Some('.')
}

/// `4 bis`, `4bis`.
fn with_bis(word: &str, body: &str) -> (String, usize) {
    let after = &body[word.len()..];
    for suffix in [" bis", " ter", " quater", " quinquies"] {
        let ends = |rest: &str| !rest.starts_with(char::is_alphanumeric);
        if word.len() < 4 && after.strip_prefix(suffix).is_some_and(ends) {
            return (format!("{word}{suffix}"), word.len() + suffix.len());
        }
    }
    (word.to_owned(), word.len())
}

/// What may stand after the closing bracket of a mark.
fn closes(rest: &str) -> bool {
    rest.is_empty()
        || rest.starts_with(|c| is_blank(c) || c == '*')
        || rest.starts_with(char::is_uppercase)
        || rest.starts_with(['"', '“', '('])
}

/// True if a capital letter with a stop is here the number of a heading: `A. GENERAL PROVISIONS`.
/// If numbered provisions follow, more may pass for a title.
pub(super) fn letters_a_heading(text: &str, mark: &Mark, end: usize, numbered: bool) -> bool {
    let rest = text.get(mark.rest..end).unwrap_or_default();
    mark.style == Style::Dot
        && mark.series.iter().any(|(s, _)| matches!(s, Series::Upper | Series::UpperRoman))
        && (is_title(rest) || numbered && ending(rest) == Ending::Open && !longer_than(rest, 30))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Option<(Style, String, usize)> {
        mark(text, Span::new(0, text.len())).map(|m| (m.style, m.numeral, m.rest))
    }

    #[test]
    fn roman_numerals_are_canonical_or_nothing() {
        assert_eq!(roman("XIV"), Some(14));
        assert_eq!(roman("iv"), Some(4));
        assert_eq!(roman("IIII"), Some(4));
        assert_eq!(roman("vx"), None);
        assert_eq!(roman("mill"), None);
        assert_eq!(roman(""), None);
    }

    #[test]
    fn marks_of_all_styles() {
        assert_eq!(read("1. Each Party"), Some((Style::Dot, "1".into(), 3)));
        assert_eq!(read("(iv) to keep"), Some((Style::Round, "iv".into(), 5)));
        assert_eq!(read("b) to keep"), Some((Style::Half, "b".into(), 3)));
        assert_eq!(read("2.1 Legal steps"), Some((Style::Dot, "2.1".into(), 4)));
        assert_eq!(read("12"), Some((Style::Bare, "12".into(), 2)));
        assert_eq!(read("- a wharf"), Some((Style::Dash, String::new(), 2)));
        assert_eq!(read("**3.** Ships"), Some((Style::Dot, "3".into(), 7)));
        assert_eq!(read("3.Ships"), Some((Style::Dot, "3".into(), 2)));
    }

    #[test]
    fn words_and_numbers_in_a_text_are_no_marks() {
        for text in [
            "(the other) Party",
            "2.5 per cent of the catch",
            "1951 was",
            "Each Party",
            "U.S. ships",
            "12 members",
            "e.g. ships",
        ] {
            assert_eq!(read(text), None, "{text}");
        }
    }
}
