//! Headings of articles and divisions: "ARTICLE IV – Ports", "PART II", "Annex B to the Protocol".

use super::labels::roman;
use super::words::{Ending, ending, has_binding_verb, has_verb, is_blank, is_title, is_upper, longer_than};
use crate::source::Span;

/// The kinds of division, the outer ones first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) enum Rank {
    /// Annex, protocol or other instrument that begins its own numbering.
    Annex,
    /// Appendix or schedule: within an annex if one is open.
    Appendix,
    Part,
    Title,
    Chapter,
    Section,
    Subsection,
    /// A letter or numeral with a heading: "A. GENERAL PROVISIONS".
    Lettered,
}

/// A heading line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Heading {
    /// An article, or a section that is numbered like one.
    Article {
        /// "Article 5".
        own: String,
        /// Where the title or the provision on the same line begins.
        rest: usize,
    },
    /// A division.
    Division {
        /// Of what kind.
        rank: Rank,
        /// "Part II", "Annex B".
        own: String,
        /// Where the title on the same line begins.
        rest: usize,
    },
    /// "Paragraph 3" alone on its line.
    Paragraph {
        /// "3".
        numeral: String,
    },
    /// "Section 11. The Bank shall …": a provision numbered by section.
    Section {
        /// "Section 11".
        own: String,
        /// Where the provision begins.
        rest: usize,
    },
}

/// Reads a block as a heading, if it is one.
pub(super) fn heading(text: &str, span: Span) -> Option<Heading> {
    let block = text.get(span.range())?;
    let plain = block.trim_start_matches(['*', '_']);
    let first = plain.chars().next().filter(|c| c.is_uppercase())?;
    let word_end = plain.find(|c: char| !c.is_alphanumeric() && c != '-').unwrap_or(plain.len());
    let word = &plain[..word_end];
    if word.len() > 12 {
        return None;
    }
    if first == 'A'
        && let Some(found) = article(plain, word, span.end)
    {
        return Some(found);
    }
    if word.eq_ignore_ascii_case("paragraph") {
        let numeral = plain[word.len()..].trim_matches(|c| is_blank(c) || matches!(c, '*' | '.' | ':'));
        let figures = !numeral.is_empty() && numeral.len() <= 3 && numeral.bytes().all(|b| b.is_ascii_digit());
        return figures.then(|| Heading::Paragraph { numeral: numeral.to_owned() });
    }
    division(plain, word, span.end)
}

/// "Article" with the slips of scanners: a one or an l for the i.
fn is_article(word: &str) -> bool {
    let small = word.to_lowercase().replace(['1', 'l', '|', '!'], "i");
    matches!(small.as_str(), "articie" | "artikei" | "art")
}

fn article(plain: &str, word: &str, end: usize) -> Option<Heading> {
    let (prefix, tail) = match word {
        "Ad" | "AD" => {
            let tail = plain[word.len()..].trim_start_matches(is_blank);
            let next = tail.split(is_blank).next()?;
            if !is_article(next) {
                return None;
            }
            ("Ad Article", &tail[next.len()..])
        }
        _ if is_article(word) => ("Article", plain[word.len()..].strip_prefix('.').unwrap_or(&plain[word.len()..])),
        _ => return None,
    };
    let after = tail.trim_start_matches(|c| is_blank(c) || c == '*');
    let (numeral, used) = article_numeral(after)?;
    let rest = &after[used..];
    if prefix == "Ad Article" {
        let whole = rest.trim_end_matches(|c| is_blank(c) || c == '*' || c == ':');
        return (!longer_than(whole, 12))
            .then(|| Heading::Article { own: format!("{prefix} {numeral}{whole}"), rest: end });
    }
    let words = after_number(rest)?;
    Some(Heading::Article { own: format!("{prefix} {numeral}"), rest: end - words.len() })
}

/// Figures, decimal figures, roman numerals, with a letter or "bis" behind.
fn article_numeral(after: &str) -> Option<(String, usize)> {
    let length = after.find(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '.' | '-'))).unwrap_or(after.len());
    let mut word = &after[..length.min(14)];
    word = word.trim_end_matches(['.', '-']);
    if word.is_empty() {
        return None;
    }
    let figures = word.trim_end_matches(|c: char| c.is_ascii_alphabetic()).trim_end_matches('-');
    let numbered = !figures.is_empty()
        && word.len() <= figures.len() + 3
        && figures.split('.').all(|f| !f.is_empty() && f.len() <= 4 && f.bytes().all(|b| b.is_ascii_digit()));
    let capital_roman = word.bytes().all(|b| b.is_ascii_uppercase()) && roman(word).is_some();
    let small_roman = matches!(word, "l" | "i" | "ii" | "iii" | "iv" | "v" | "vi");
    // "Article VII-A", "Article IVA".
    let mixed = word
        .split_once('-')
        .is_some_and(|(a, b)| b.len() == 1 && a.bytes().all(|x| x.is_ascii_uppercase()) && roman(a).is_some());
    if !(numbered || capital_roman || small_roman || mixed) {
        return None;
    }
    let mut used = word.len();
    let mut numeral = word.to_owned();
    for suffix in ["bis", "ter", "quater", "quinquies"] {
        let rest = after[used..].trim_start_matches(is_blank);
        if rest.strip_prefix(suffix).is_some_and(|r| !r.starts_with(char::is_alphanumeric)) {
            used = after.len() - rest.len() + suffix.len();
            numeral = format!("{numeral} {suffix}");
            break;
        }
    }
    Some((numeral, used))
}

/// The words after a heading's number, if what stands between shows that it is a heading.
fn after_number(rest: &str) -> Option<&str> {
    let marks = |c: char| is_blank(c) || matches!(c, '*' | '_');
    let bare = rest.trim_matches(marks);
    if bare.is_empty() || bare.chars().all(|c| matches!(c, '.' | ':' | '-' | '–' | '—')) {
        return Some("");
    }
    let words = rest.trim_start_matches(marks);
    if let Some(cut) = words.strip_prefix(['.', ':', '–', '—', '-']) {
        let cut = cut.trim_start_matches(|c| marks(c) || matches!(c, '.' | '–' | '—' | '-' | ':'));
        let first = cut.chars().next()?;
        return (!first.is_lowercase() || !words.starts_with(['-', ':'])).then_some(cut);
    }
    if words.len() == rest.len() {
        return None;
    }
    let mut chars = words.chars();
    match chars.next()? {
        '(' => chars.next().filter(|c| c.is_uppercase()).map(|_| words),
        c if c.is_uppercase() || matches!(c, '"' | '“') => Some(words),
        // "Article 4 1. Each Party …": the first paragraph on the line of the heading.
        c if c.is_ascii_digit() => {
            words.trim_start_matches(|c: char| c.is_ascii_digit()).starts_with(". ").then_some(words)
        }
        _ => None,
    }
}

fn division(plain: &str, word: &str, end: usize) -> Option<Heading> {
    let small = word.to_lowercase();
    let rank = match small.as_str() {
        "part" => Rank::Part,
        "title" => Rank::Title,
        "chapter" => Rank::Chapter,
        "section" => Rank::Section,
        "subsection" | "sub-section" => Rank::Subsection,
        "annex" | "annexe" | "annexure" | "attachment" | "protocol" => Rank::Annex,
        "appendix" | "schedule" | "enclosure" => Rank::Appendix,
        _ => return named_annex(plain, end),
    };
    let proper = capitalised(word);
    let tail = &plain[word.len()..];
    let after = tail.trim_start_matches(|c| is_blank(c) || c == '*');
    if let Some((numeral, used)) = division_numeral(after) {
        return numbered_division(rank, format!("{proper} {numeral}"), &after[used..], end);
    }
    if !matches!(rank, Rank::Annex | Rank::Appendix) {
        return None;
    }
    let bare = tail.trim_matches(|c| is_blank(c) || matches!(c, '*' | ':' | '.' | '-' | '–' | '—'));
    if bare.is_empty() {
        return Some(Heading::Division { rank, own: proper, rest: end });
    }
    // "ANNEX ON CHEMICALS", "Protocol to the Agreement …", "Annex: Rules of procedure".
    let titled = tail.starts_with([':', '.'])
        || starts_with_any(after, &["on ", "to ", "for ", "of ", "concerning ", "regarding "])
        || is_upper(plain);
    (titled && is_title(plain) && !longer_than(plain, 60)).then_some(Heading::Division {
        rank,
        own: proper,
        rest: end - plain.len(),
    })
}

fn starts_with_any(text: &str, starts: &[&str]) -> bool {
    let head: String = text.chars().take(12).collect::<String>().to_lowercase();
    starts.iter().any(|s| head.starts_with(s))
}

fn numbered_division(rank: Rank, own: String, tail: &str, end: usize) -> Option<Heading> {
    if let Some(words) = after_number(tail) {
        let full = has_verb(words) && ending(words) == Ending::Full;
        let sentence = (has_binding_verb(words) || full) && !is_upper(words);
        if sentence && rank == Rank::Section {
            return Some(Heading::Section { own, rest: end - words.len() });
        }
        let titled = words.is_empty() || !sentence && !longer_than(words, 40);
        return titled.then_some(Heading::Division { rank, own, rest: end - words.len() });
    }
    // "Appendix 1 to Annex D", "Annex II (Article 4)".
    let tail = tail.trim_start_matches(is_blank);
    let joined = starts_with_any(tail, &["to ", "on ", "of the "]) || tail.starts_with('(');
    let short = !longer_than(tail, 30) && !tail.trim_end_matches(is_blank).ends_with(['.', ',', ';', ':']);
    (joined && short && !has_binding_verb(tail)).then_some(Heading::Division { rank, own, rest: end })
}

/// Roman, figures, one capital letter, "3-A", "IV (B)", a number in words.
fn division_numeral(after: &str) -> Option<(String, usize)> {
    const WORDS: [&str; 10] = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"];
    let length = after.find(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '.' | '-'))).unwrap_or(after.len());
    let word = after[..length.min(12)].trim_end_matches(['.', '-']);
    if word.is_empty() {
        return None;
    }
    let upper = word.bytes().all(|b| b.is_ascii_uppercase());
    let figures = word.bytes().next().is_some_and(|b| b.is_ascii_digit()) && word.len() <= 6;
    let dashed = word.split_once('-').is_some_and(|(a, b)| b.len() <= 2 && (roman(a).is_some() || a.len() == 1));
    let fits = figures
        || upper && (word.len() == 1 || roman(word).is_some())
        || dashed
        || WORDS.contains(&word.to_lowercase().as_str())
        || upper && word.len() == 2 && word.ends_with(|c: char| c.is_ascii_uppercase()) && roman(&word[..1]).is_some();
    if !fits {
        return None;
    }
    // "PART IV (A)": the bracket belongs to the numeral if a single letter stands in it.
    let rest = &after[word.len()..];
    let inner = rest.trim_start_matches(is_blank);
    let bracket: Vec<char> = inner.chars().take(3).collect();
    if let ['(', c, ')'] = bracket[..]
        && c.is_ascii_uppercase()
    {
        return Some((format!("{word} ({c})"), after.len() - inner.len() + 3));
    }
    let numeral = if WORDS.contains(&word.to_lowercase().as_str()) { capitalised(word) } else { word.to_owned() };
    Some((numeral, word.len()))
}

/// "VERIFICATION ANNEX", "Additional Protocol to the Agreement …", "Final Protocol".
fn named_annex(plain: &str, end: usize) -> Option<Heading> {
    let mut words = plain.split(is_blank).filter(|w| !w.is_empty());
    let (first, second) = (words.next()?, words.next()?.trim_end_matches([':', '.', '*']));
    let fits = match second.to_lowercase().as_str() {
        "annex" => words.next().is_none() && is_upper(first),
        "protocol" => matches!(first.to_lowercase().as_str(), "additional" | "optional" | "final" | "supplementary"),
        _ => false,
    };
    let own = format!("{} {}", capitalised(first), capitalised(second));
    (fits && !plain.ends_with(['.', ',', ';', ':']) && !longer_than(plain, 60) && !has_binding_verb(plain)).then(|| {
        Heading::Division { rank: Rank::Annex, own, rest: if words.next().is_some() { end - plain.len() } else { end } }
    })
}

/// "PART" as "Part".
pub(super) fn capitalised(word: &str) -> String {
    let mut chars = word.chars();
    chars.next().map(|c| c.to_uppercase().collect::<String>() + &chars.as_str().to_lowercase()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Option<(String, &str)> {
        Some(match heading(text, Span::new(0, text.len()))? {
            Heading::Article { own, rest } | Heading::Division { own, rest, .. } | Heading::Section { own, rest } => {
                (own, &text[rest..])
            }
            Heading::Paragraph { numeral } => (numeral, ""),
        })
    }

    #[test]
    fn headings_of_articles() {
        assert_eq!(read("ARTICLE IV"), Some(("Article IV".into(), "")));
        assert_eq!(read("Article 12. Ports"), Some(("Article 12".into(), "Ports")));
        assert_eq!(read("Article 3 – Ports of call"), Some(("Article 3".into(), "Ports of call")));
        assert_eq!(read("Article 3 Ports of call"), Some(("Article 3".into(), "Ports of call")));
        assert_eq!(read("**Article 1.** Each Party shall pay."), Some(("Article 1".into(), "Each Party shall pay.")));
        assert_eq!(read("Article 5 bis"), Some(("Article 5 bis".into(), "")));
        assert_eq!(read("ARTICLE 4.2"), Some(("Article 4.2".into(), "")));
        assert_eq!(read("Art1cle 7"), Some(("Article 7".into(), "")));
        assert_eq!(read("Article 6 (Light dues)"), Some(("Article 6".into(), "(Light dues)")));
    }

    #[test]
    fn references_are_no_headings() {
        for text in [
            "Article 5 of this Treaty applies.",
            "Article 5, paragraph 2, applies.",
            "Article 5(2) applies.",
            "Articles 3 to 7",
            "Part II shall apply.",
            "Parties shall pay.",
            "Annex I contains the list.",
        ] {
            assert_eq!(read(text), None, "{text}");
        }
    }

    #[test]
    fn headings_of_divisions() {
        assert_eq!(read("PART IV (A)"), Some(("Part IV (A)".into(), "")));
        assert_eq!(read("Chapter 2: Tolls"), Some(("Chapter 2".into(), "Tolls")));
        assert_eq!(read("ANNEX"), Some(("Annex".into(), "")));
        assert_eq!(read("Appendix 1 to Annex D"), Some(("Appendix 1".into(), "")));
        assert_eq!(read("PART ONE"), Some(("Part One".into(), "")));
        assert_eq!(
            read("Section 11. The Bank shall pay no dues."),
            Some(("Section 11".into(), "The Bank shall pay no dues."))
        );
    }
}
