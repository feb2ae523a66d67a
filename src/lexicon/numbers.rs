//! Numbers in figures and in words.

/// The value of a number in figures or words: "1,200", "forty-eight", "four million", "ninetieth".
pub fn number(words: &str) -> Option<i64> {
    let words = words.trim().to_lowercase();
    if words.starts_with(|c: char| c.is_ascii_digit()) {
        return figures(&words);
    }
    let (mut total, mut part, mut seen) = (0_i64, 0_i64, false);
    for word in words.split([' ', '-']).filter(|word| !word.is_empty()) {
        if word == "and" && seen || word == "a" && !seen {
            continue;
        }
        let (value, scale) = value(word)?;
        seen = true;
        match (scale, value) {
            (false, _) => part = part.checked_add(value)?,
            (true, 100) => part = part.max(1).checked_mul(100)?,
            (true, _) => {
                total = total.checked_add(part.max(1).checked_mul(value)?)?;
                part = 0;
            }
        }
    }
    seen.then(|| total.checked_add(part)).flatten()
}

/// The value of an ordinal in figures or words: "2nd", "thirtieth".
pub fn ordinal(word: &str) -> Option<i64> {
    if !["st", "nd", "rd", "th"].iter().any(|ending| word.ends_with(ending)) {
        return None;
    }
    let word = word.to_lowercase();
    if let Some(figures) = ["st", "nd", "rd", "th"].iter().find_map(|ending| word.strip_suffix(ending))
        && let Ok(value) = figures.parse()
    {
        return Some(value);
    }
    let last = word.rsplit('-').next()?;
    ORDINALS.iter().any(|(name, _)| *name == last).then(|| number(&word)).flatten()
}

/// "1,200", "200 000", "4.5 million"; a fraction is cut off.
fn figures(words: &str) -> Option<i64> {
    let end = words
        .find(|c: char| !(c.is_ascii_digit() || matches!(c, ',' | '.' | ' ' | '\u{a0}' | '\u{202f}')))
        .unwrap_or(words.len());
    let (digits, rest) = words.split_at(end);
    let digits = digits.trim_end_matches([',', '.', ' ']);
    let fraction =
        digits.rsplit_once('.').filter(|(_, tail)| tail.len() != 3 && tail.chars().all(|c| c.is_ascii_digit()));
    let whole: String = fraction.map_or(digits, |(head, _)| head).chars().filter(char::is_ascii_digit).collect();
    let value: i64 = whole.parse().ok()?;
    let scale = rest.trim_start().split(|c: char| !c.is_alphabetic()).next().and_then(value_of_scale).unwrap_or(1);
    let tenths: i64 = fraction.and_then(|(_, tail)| tail.get(..1)).and_then(|digit| digit.parse().ok()).unwrap_or(0);
    if scale >= 1000 { value.checked_mul(scale)?.checked_add(tenths * (scale / 10)) } else { value.checked_mul(scale) }
}

fn value_of_scale(word: &str) -> Option<i64> {
    match value(word) {
        Some((value, true)) => Some(value),
        _ => None,
    }
}

/// True if a word begins as a number word does; a quick test before the slow one.
pub fn begins_number(word: &str) -> bool {
    let first = word.split('-').next().unwrap_or(word);
    matches!(
        first,
        "zero"
            | "one"
            | "two"
            | "three"
            | "four"
            | "five"
            | "six"
            | "seven"
            | "eight"
            | "nine"
            | "ten"
            | "eleven"
            | "twelve"
            | "thirteen"
            | "fourteen"
            | "fifteen"
            | "sixteen"
            | "seventeen"
            | "eighteen"
            | "nineteen"
            | "twenty"
            | "thirty"
            | "forty"
            | "fifty"
            | "sixty"
            | "seventy"
            | "eighty"
            | "ninety"
            | "hundred"
            | "thousand"
            | "million"
            | "billion"
            | "dozen"
    )
}

/// The value of one word, and whether it multiplies what stands before it.
fn value(word: &str) -> Option<(i64, bool)> {
    let scale = match word {
        "hundred" | "hundredth" | "hundreds" => 100,
        "thousand" | "thousandth" => 1000,
        "million" | "millionth" => 1_000_000,
        "billion" | "billionth" => 1_000_000_000,
        "dozen" => return Some((12, false)),
        _ => 0,
    };
    if scale > 0 {
        return Some((scale, true));
    }
    CARDINALS.iter().chain(ORDINALS).find(|(name, _)| *name == word).map(|(_, value)| (*value, false))
}

const CARDINALS: &[(&str, i64)] = &[
    ("zero", 0),
    ("one", 1),
    ("two", 2),
    ("three", 3),
    ("four", 4),
    ("five", 5),
    ("six", 6),
    ("seven", 7),
    ("eight", 8),
    ("nine", 9),
    ("ten", 10),
    ("eleven", 11),
    ("twelve", 12),
    ("thirteen", 13),
    ("fourteen", 14),
    ("fifteen", 15),
    ("sixteen", 16),
    ("seventeen", 17),
    ("eighteen", 18),
    ("nineteen", 19),
    ("twenty", 20),
    ("thirty", 30),
    ("forty", 40),
    ("fifty", 50),
    ("sixty", 60),
    ("seventy", 70),
    ("eighty", 80),
    ("ninety", 90),
    ("once", 1),
    ("twice", 2),
];

const ORDINALS: &[(&str, i64)] = &[
    ("first", 1),
    ("second", 2),
    ("third", 3),
    ("fourth", 4),
    ("fifth", 5),
    ("sixth", 6),
    ("seventh", 7),
    ("eighth", 8),
    ("ninth", 9),
    ("tenth", 10),
    ("eleventh", 11),
    ("twelfth", 12),
    ("thirteenth", 13),
    ("fourteenth", 14),
    ("fifteenth", 15),
    ("sixteenth", 16),
    ("seventeenth", 17),
    ("eighteenth", 18),
    ("nineteenth", 19),
    ("twentieth", 20),
    ("thirtieth", 30),
    ("fortieth", 40),
    ("fiftieth", 50),
    ("sixtieth", 60),
    ("seventieth", 70),
    ("eightieth", 80),
    ("ninetieth", 90),
    ("hundredth", 100),
    ("thousandth", 1000),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_and_figures_have_a_value() {
        for (words, value) in [
            ("forty-eight", 48),
            ("four million", 4_000_000),
            ("1,200", 1200),
            ("200 000", 200_000),
            ("ninetieth", 90),
            ("two hundred and fifty", 250),
            ("one hundred and twentieth", 120),
            ("4.5 million", 4_500_000),
            ("twelve", 12),
            ("a hundred", 100),
            ("twenty-first", 21),
        ] {
            assert_eq!(number(words), Some(value), "{words}");
        }
        assert_eq!(number("vessels"), None);
        assert_eq!(number(""), None);
        assert_eq!(ordinal("45th"), Some(45));
        assert_eq!(ordinal("forty-fifth"), Some(45));
        assert_eq!(ordinal("five"), None);
    }
}
