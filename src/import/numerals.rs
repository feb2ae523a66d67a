//! Numbers as lists write them: 3, 03, c, C, iii, III, 3rd, third.
//!
//! Comes in: a format by its name in the file, and a number. Goes out: what a reader sees.

/// How the numbers of a level are written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Format {
    /// 1, 2, 3
    Decimal,
    /// Figures with zeros before them, at least so many in all.
    Padded(usize),
    /// a, b, … z, aa, bb
    LowerLetter,
    /// A, B, … Z, AA, BB
    UpperLetter,
    /// i, ii, iii
    LowerRoman,
    /// I, II, III
    UpperRoman,
    /// 1st, 2nd, 3rd
    Ordinal,
    /// One, Two, Three
    CardinalText,
    /// First, Second, Third
    OrdinalText,
    /// No number at all, but the words around it.
    Silent,
    /// A sign that stands for itself.
    Bullet,
    /// One that is not known here: it is written in figures.
    Other(String),
}

impl Format {
    /// The format of a name in the file; `pattern` is what a custom one looks like, such as "001, 002, …".
    pub fn named(name: &str, pattern: Option<&str>) -> Self {
        match name {
            "decimal" => Self::Decimal,
            "decimalZero" => Self::Padded(2),
            "lowerLetter" => Self::LowerLetter,
            "upperLetter" => Self::UpperLetter,
            "lowerRoman" => Self::LowerRoman,
            "upperRoman" => Self::UpperRoman,
            "ordinal" => Self::Ordinal,
            "cardinalText" => Self::CardinalText,
            "ordinalText" => Self::OrdinalText,
            "none" => Self::Silent,
            "bullet" => Self::Bullet,
            "custom" => {
                let first = pattern.and_then(|it| it.split(',').next()).unwrap_or_default().trim();
                let figures = (2..10).contains(&first.len()) && first.bytes().all(|b| b.is_ascii_digit());
                if figures { Self::Padded(first.len()) } else { Self::Other(name.to_owned()) }
            }
            other => Self::Other(other.chars().take(40).collect()),
        }
    }

    /// A number in this format.
    pub fn write(&self, number: i64) -> String {
        let figures = || number.to_string();
        let natural = u32::try_from(number).ok().filter(|&it| it > 0);
        match (self, natural) {
            (Self::Silent | Self::Bullet, _) => String::new(),
            (Self::Padded(width), _) => format!("{number:0width$}"),
            (Self::Decimal | Self::Other(_), _) | (_, None) => figures(),
            (Self::LowerLetter, Some(it)) => letters(it, 'a').unwrap_or_else(figures),
            (Self::UpperLetter, Some(it)) => letters(it, 'A').unwrap_or_else(figures),
            (Self::LowerRoman, Some(it)) => roman(it).map_or_else(figures, |it| it.to_lowercase()),
            (Self::UpperRoman, Some(it)) => roman(it).unwrap_or_else(figures),
            (Self::Ordinal, Some(it)) => format!("{it}{}", ending(it)),
            (Self::CardinalText, Some(it)) => in_words(it, false).unwrap_or_else(figures),
            (Self::OrdinalText, Some(it)) => in_words(it, true).unwrap_or_else(figures),
        }
    }
}

/// a … z, and then each letter twice, three times …; no list is so long that it needs thirty.
fn letters(number: u32, first: char) -> Option<String> {
    let (place, times) = ((number - 1) % 26, (number - 1) / 26 + 1);
    let letter = char::from_u32(u32::from(first) + place)?;
    (times <= 30).then(|| std::iter::repeat_n(letter, times as usize).collect())
}

fn roman(number: u32) -> Option<String> {
    const SIGNS: [(u32, &str); 13] = [
        (1000, "M"),
        (900, "CM"),
        (500, "D"),
        (400, "CD"),
        (100, "C"),
        (90, "XC"),
        (50, "L"),
        (40, "XL"),
        (10, "X"),
        (9, "IX"),
        (5, "V"),
        (4, "IV"),
        (1, "I"),
    ];
    if number >= 5000 {
        return None;
    }
    let (mut rest, mut out) = (number, String::new());
    for (value, sign) in SIGNS {
        while rest >= value {
            out.push_str(sign);
            rest -= value;
        }
    }
    Some(out)
}

/// "st", "nd", "rd", "th".
fn ending(number: u32) -> &'static str {
    match (number % 100, number % 10) {
        (11..=13, _) => "th",
        (_, 1) => "st",
        (_, 2) => "nd",
        (_, 3) => "rd",
        _ => "th",
    }
}

/// "Twenty-one", "Twenty-first"; nothing beyond ninety-nine.
fn in_words(number: u32, ordinal: bool) -> Option<String> {
    const SMALL: [(&str, &str); 19] = [
        ("one", "first"),
        ("two", "second"),
        ("three", "third"),
        ("four", "fourth"),
        ("five", "fifth"),
        ("six", "sixth"),
        ("seven", "seventh"),
        ("eight", "eighth"),
        ("nine", "ninth"),
        ("ten", "tenth"),
        ("eleven", "eleventh"),
        ("twelve", "twelfth"),
        ("thirteen", "thirteenth"),
        ("fourteen", "fourteenth"),
        ("fifteen", "fifteenth"),
        ("sixteen", "sixteenth"),
        ("seventeen", "seventeenth"),
        ("eighteen", "eighteenth"),
        ("nineteen", "nineteenth"),
    ];
    const TENS: [&str; 8] = ["twent", "thirt", "fort", "fift", "sixt", "sevent", "eight", "ninet"];
    let small = |it: u32| SMALL.get(it as usize - 1).map(|(one, first)| if ordinal { *first } else { *one });
    let words = match (number, number % 10) {
        (1..=19, _) => small(number)?.to_owned(),
        (20..=99, 0) => format!("{}{}", TENS[number as usize / 10 - 2], if ordinal { "ieth" } else { "y" }),
        (20..=99, unit) => format!("{}y-{}", TENS[number as usize / 10 - 2], small(unit)?),
        _ => return None,
    };
    Some(words[..1].to_uppercase() + &words[1..])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(name: &str, numbers: &[i64]) -> Vec<String> {
        numbers.iter().map(|&number| Format::named(name, None).write(number)).collect()
    }

    #[test]
    fn every_format_of_treaties_is_known() {
        assert_eq!(written("decimal", &[0, 7]), ["0", "7"]);
        assert_eq!(written("decimalZero", &[7, 12]), ["07", "12"]);
        assert_eq!(written("lowerLetter", &[1, 26, 27, 53]), ["a", "z", "aa", "aaa"]);
        assert_eq!(written("upperLetter", &[3]), ["C"]);
        assert_eq!(written("lowerRoman", &[4, 14]), ["iv", "xiv"]);
        assert_eq!(written("upperRoman", &[1949]), ["MCMXLIX"]);
        assert_eq!(written("ordinal", &[1, 2, 3, 4, 11, 22]), ["1st", "2nd", "3rd", "4th", "11th", "22nd"]);
        assert_eq!(written("cardinalText", &[1, 21, 40]), ["One", "Twenty-one", "Forty"]);
        assert_eq!(written("ordinalText", &[1, 12, 21, 40]), ["First", "Twelfth", "Twenty-first", "Fortieth"]);
        assert_eq!(written("none", &[3]), [""]);
    }

    #[test]
    fn numbers_out_of_reach_are_written_in_figures() {
        assert_eq!(written("lowerLetter", &[0, -3, 2_000_000_000]), ["0", "-3", "2000000000"]);
        assert_eq!(written("upperRoman", &[5000, i64::MAX]), ["5000", "9223372036854775807"]);
        assert_eq!(written("ordinalText", &[100]), ["100"]);
        assert_eq!(written("hebrew1", &[3]), ["3"]);
    }

    #[test]
    fn a_custom_format_tells_how_many_figures_it_has() {
        assert_eq!(Format::named("custom", Some("001, 002, 003, ...")).write(7), "007");
        assert_eq!(Format::named("custom", Some("а, й, ф")), Format::Other("custom".to_owned()));
    }
}
