//! Small questions about the words of a block: is it a title, how does it end, where does it begin.

use crate::source::Span;

/// How a piece of text ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Ending {
    /// Full stop, question or exclamation mark.
    Full,
    /// Semicolon.
    Semicolon,
    /// Comma.
    Comma,
    /// Colon or a dash: something is announced.
    Colon,
    /// No mark at all.
    Open,
}

/// Characters that wrap words without being words: white space, byte-order mark, soft hyphen.
pub(super) fn is_blank(c: char) -> bool {
    c.is_whitespace() || matches!(c, '\u{feff}' | '\u{ad}' | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{2060}')
}

/// The span without blanks at both ends.
pub(super) fn trim(text: &str, span: Span) -> Span {
    let slice = text.get(span.range()).unwrap_or_default();
    let left = slice.trim_start_matches(is_blank);
    let start = span.end - left.len();
    Span::new(start, start + left.trim_end_matches(is_blank).len())
}

/// True if a letter or a digit stands in it.
pub(super) fn has_word(text: &str) -> bool {
    text.chars().any(char::is_alphanumeric)
}

/// Closing quotes, brackets and emphasis that may follow the last mark of a sentence.
pub(super) fn is_closer(c: char) -> bool {
    matches!(c, '"' | '”' | '’' | '\'' | '»' | ')' | ']' | '*' | '_' | '“')
}

/// How the text ends, looking through closing quotes, and through "; and" to the semicolon.
pub(super) fn ending(text: &str) -> Ending {
    let mut rest = text.trim_end_matches(is_blank);
    for word in ["and/or", "and", "or"] {
        if let Some(before) = rest.strip_suffix(word)
            && before.ends_with(is_blank)
        {
            let before = before.trim_end_matches(is_blank);
            return if before.ends_with(',') { Ending::Comma } else { Ending::Semicolon };
        }
    }
    rest = rest.trim_end_matches(|c| is_closer(c) || is_blank(c));
    match rest.chars().next_back() {
        Some('.' | '?' | '!') => Ending::Full,
        Some(';') => Ending::Semicolon,
        Some(',') => Ending::Comma,
        Some(':' | '—' | '–') => Ending::Colon,
        _ => Ending::Open,
    }
}

/// True if the first letter is a small one, so that the text goes on from what was before.
pub(super) fn starts_small(text: &str) -> bool {
    text.chars().find(|c| c.is_alphanumeric()).is_some_and(char::is_lowercase)
}

/// True if letters stand in it and none of them is small.
pub(super) fn is_upper(text: &str) -> bool {
    let mut letters = text.chars().filter(|c| c.is_alphabetic()).peekable();
    letters.peek().is_some() && letters.all(|c| !c.is_lowercase())
}

/// Finite verbs that no title holds.
const BINDING: [&str; 10] =
    ["shall", "must", "undertake", "undertakes", "agrees", "agree", "will", "means", "cannot", "should"];
/// Finite verbs that a title rarely holds.
const PLAIN: [&str; 18] = [
    "may", "is", "are", "was", "were", "has", "have", "had", "be", "does", "do", "consists", "includes", "applies",
    "apply", "include", "enters", "can",
];

/// True if a word of the text is a finite verb of the commonest kinds.
pub(super) fn has_verb(text: &str) -> bool {
    words(text).any(|w| BINDING.contains(&w) || PLAIN.contains(&w))
}

/// True if a word of the text is a modal or a verb of promising.
pub(super) fn has_binding_verb(text: &str) -> bool {
    words(text).any(|w| BINDING.contains(&w))
}

/// The words of a text, without the punctuation around them.
pub(super) fn words(text: &str) -> impl Iterator<Item = &str> + Clone {
    placed_words(text).map(|(_, word)| word)
}

/// The words of a text with the places where they begin.
pub(super) fn placed_words(text: &str) -> impl Iterator<Item = (usize, &str)> + Clone {
    let mut at = 0;
    std::iter::from_fn(move || {
        let inside = |c: char| c.is_alphanumeric() || matches!(c, '-' | '\'' | '’');
        let start = at + text[at..].find(inside)?;
        at = text[start..].find(|c| !inside(c)).map_or(text.len(), |length| start + length);
        Some((start, &text[start..at]))
    })
}

/// True if the text has more than `limit` words; reads no further than that.
pub(super) fn longer_than(text: &str, limit: usize) -> bool {
    words(text).nth(limit).is_some()
}

/// The shape of a title: short, begins with a capital, ends in no mark, binds nobody.
pub(super) fn is_title(text: &str) -> bool {
    has_word(text)
        && !longer_than(text, 25)
        && ending(text) == Ending::Open
        && !starts_small(text)
        && !has_binding_verb(text)
        && (is_upper(text) || longer_title_is_plain(text))
}

/// A title of many words must not hold a plain verb either.
fn longer_title_is_plain(text: &str) -> bool {
    !longer_than(text, 5) || !words(text).any(|w| PLAIN.contains(&w) && w != "be" && w != "do")
}

/// Rows and columns: cell marks, tabs, or mostly figures.
pub(super) fn is_tabular(text: &str) -> bool {
    if has_binding_verb(text) {
        return false;
    }
    let head: String = text.chars().take(2000).collect();
    if head.matches('|').count() >= 2 || head.matches('\t').count() >= 2 || head.matches("---").count() >= 1 {
        return true;
    }
    let figures = head.chars().filter(char::is_ascii_digit).count();
    let letters = head.chars().filter(|c| c.is_alphabetic()).count();
    figures > 3 && figures > letters
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn endings_look_through_quotes_and_conjunctions() {
        assert_eq!(ending("keep a register; and"), Ending::Semicolon);
        assert_eq!(ending("called the “Port”."), Ending::Full);
        assert_eq!(ending("each Party shall:"), Ending::Colon);
        assert_eq!(ending("Use of land"), Ending::Open);
    }

    #[test]
    fn a_title_is_short_and_binds_nobody() {
        assert!(is_title("Exchange of readings"));
        assert!(is_title("DUTY TO REPORT"));
        assert!(!is_title("Each Party shall report"));
        assert!(!is_title("Reports are public."));
        assert!(!is_title("in accordance with custom"));
    }
}
