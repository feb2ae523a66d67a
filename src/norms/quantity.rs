//! Numbers with comparisons and units: "at least 200", "not more than 40 cubic metres per second", "of 400 tons or more".

use super::time;
use super::words::{Word, starts_with};
use super::{Quantity, Restrictor};
use crate::lexicon;

/// A number at the front of a noun phrase. Without `unit` it counts the noun itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Leading {
    /// Normal form of the unit of measure.
    pub unit: Option<String>,
    /// The least.
    pub least: Option<i64>,
    /// The most.
    pub most: Option<i64>,
}

/// Which side of a number a comparison leaves open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Comparison {
    /// That number or more.
    AtLeast,
    /// That number or less.
    AtMost,
    /// More than that number.
    MoreThan,
    /// Less than that number.
    LessThan,
    /// That number.
    Exactly,
}

impl Comparison {
    /// The least and the most that a number with this comparison leaves.
    pub fn bounds(self, n: i64) -> (Option<i64>, Option<i64>) {
        match self {
            Self::AtLeast => (Some(n), None),
            Self::AtMost => (None, Some(n)),
            Self::MoreThan => (Some(n + 1), None),
            Self::LessThan => (None, Some(n - 1)),
            Self::Exactly => (Some(n), Some(n)),
        }
    }
}

/// Takes "at least 200", "not more than 9 million tonnes of" off the front; gives the noun's words back.
pub fn leading_quantity(list: &[Word]) -> (Option<Leading>, &[Word]) {
    let start = list
        .iter()
        .take_while(|w| {
            w.any(&["a", "the", "an", "total", "its", "their", "quantity", "number", "amount", "sum", "of"])
        })
        .count();
    let (comparison, at) = comparison_words(&list[start..]).map_or((None, start), |(c, n)| (Some(c), start + n));
    let Some((value, used)) = number_at(&list[at..]) else { return (None, list) };
    // "The first instalment" is which one, not how many.
    if used == 1
        && lexicon::ordinal(&list[at].lower).is_some()
        && !list[at].lower.starts_with(|c: char| c.is_ascii_digit())
    {
        return (None, list);
    }
    let mut rest = &list[at + used..];
    let comparison = match trailing_comparison(rest) {
        Some((later, skip, before)) if comparison.is_none() => {
            // "100 soldiers or more": the noun stands between.
            if before == 0 {
                rest = &rest[skip..];
            }
            Some(later)
        }
        _ => comparison,
    };
    if rest.first().is_none_or(|w| w.mark) && comparison.is_none() {
        return (None, list);
    }
    let (value, fraction) = fraction(value, rest);
    let (least, most) = comparison.unwrap_or(Comparison::Exactly).bounds(value);
    let (unit, rest) = fraction.map_or_else(|| unit_of_measure(rest), |rest| (Some("per cent".to_owned()), rest));
    let (found, rest) = super::ranges::with_second(Leading { unit, least, most }, rest);
    (Some(found), rest)
}

/// "One quarter of", "two thirds of": hundredths, and what follows; the value as it is if no fraction stands here.
fn fraction(value: i64, list: &[Word]) -> (i64, Option<&[Word]>) {
    let parts = list.first().and_then(|w| match lexicon::lemma_noun(&w.lower).as_str() {
        "half" => Some(2),
        "third" => Some(3),
        "quarter" => Some(4),
        "fifth" => Some(5),
        "tenth" => Some(10),
        _ => None,
    });
    match parts {
        Some(parts) if list.get(1).is_none_or(|w| w.is("of") || w.mark) => {
            let of = usize::from(list.get(1).is_some_and(|w| w.is("of")));
            (value * 100 / parts, Some(&list[1 + of..]))
        }
        _ => (value, None),
    }
}

/// Reads a whole quantity phrase such as "at least 200 sheep" or "exceed 30 cubic metres per second".
pub fn quantity(text: &str) -> Option<Quantity> {
    let list = super::words::words(text);
    let list = match list.first() {
        Some(w) if w.any(&["exceed", "exceeds", "exceeding"]) => &list[1..],
        _ => &list[..],
    };
    let exceeds = super::words::words(text).first().is_some_and(|w| w.lower.starts_with("exceed"));
    let (leading, rest) = leading_quantity(list);
    let leading = leading?;
    let (rate, rest) = rate(rest, true);
    let unit = leading.unit.clone().or(rate.filter(|_| rest.is_empty())).unwrap_or_else(|| {
        rest.iter().take_while(|w| !w.mark).last().map(|w| lexicon::lemma_noun(&w.lower)).unwrap_or_default()
    });
    let (least, most) = if exceeds { (leading.most.map(|m| m + 1), None) } else { (leading.least, leading.most) };
    Some(Quantity { unit, least, most })
}

/// "Nine crossings a day": takes the rate off the end of what is counted.
pub fn rate(list: &[Word], counted: bool) -> (Option<String>, &[Word]) {
    let [rest @ .., per, unit] = list else { return (None, list) };
    let lemma = lexicon::lemma_noun(&unit.lower);
    let time = matches!(lemma.as_str(), "day" | "week" | "month" | "year" | "hour" | "night");
    let of_time = counted && time && per.any(&["a", "per", "each", "every"]);
    if of_time { (Some(format!("per {lemma}")), rest) } else { (None, list) }
}

/// "Before 1 January 1990", "of 400 gross tons or more", "with a capacity of more than 900 megawatts" after a noun.
pub fn comparison(phrase: &[Word]) -> Option<Restrictor> {
    if let Some((from, to)) = time::date_range(phrase) {
        return Some(Restrictor::Dated { from, to });
    }
    let at =
        phrase.iter().position(|w| w.lower.chars().next().is_some_and(|c| c.is_ascii_digit()) || cardinal(&w.lower))?;
    let (value, used) = number_at(&phrase[at..])?;
    let before = (0..at).find_map(|i| comparison_words(&phrase[i..]).filter(|(_, n)| i + n == at).map(|(c, _)| c));
    let mut rest = &phrase[at + used..];
    // "1,435 or 1,668 millimetres": numbers that share a unit.
    while rest.len() > 1 && (rest[0].mark || rest[0].any(&["or", "and", "to"])) && number_at(&rest[1..]).is_some() {
        rest = &rest[1 + number_at(&rest[1..]).map_or(1, |(_, n)| n)..];
    }
    let (unit, after) = unit_of_measure(rest);
    let unit = unit.or_else(|| {
        rest.first()
            .filter(|w| !w.mark && !super::phrase::is_preposition(&w.lower))
            .map(|w| lexicon::lemma_noun(&w.lower))
    })?;
    let after_noun = if after.len() == rest.len() { rest.get(1..).unwrap_or_default() } else { after };
    let comparison = before
        .or_else(|| trailing_comparison(after_noun).map(|(c, _, _)| c))
        .or_else(|| trailing_comparison(after).map(|(c, _, _)| c));
    let comparison = comparison.or_else(|| {
        phrase[..at].iter().any(|w| w.any(&["exceeding", "above", "over", "exceeds"])).then_some(Comparison::MoreThan)
    });
    let comparison =
        comparison.or_else(|| phrase[..at].iter().any(|w| w.any(&["below", "under"])).then_some(Comparison::LessThan));
    let (least, most) = comparison.unwrap_or(Comparison::Exactly).bounds(value);
    let first = Leading { unit: Some(unit.clone()), least, most };
    let found = if before.is_some() { super::ranges::with_second(first, after).0 } else { first };
    Some(Restrictor::Measured { unit: found.unit.unwrap_or(unit), least: found.least, most: found.most })
}

/// The bounds of a comparison and its number at the front of some words.
pub fn compared(list: &[Word]) -> Option<(Option<i64>, Option<i64>)> {
    let (comparison, used) = comparison_words(list)?;
    let (value, _) = number_at(&list[used..])?;
    Some(comparison.bounds(value))
}

/// "The two transmitters", "six engines": what is counted, if nothing measures it.
pub fn counted(list: &[Word]) -> Option<&[Word]> {
    let start = list.iter().take_while(|w| super::phrase::is_determiner(&w.lower)).count();
    let (_, used) = number_at(&list[start..])?;
    let rest = &list[start + used..];
    (!rest.is_empty() && unit_of_measure(rest).0.is_none()).then_some(rest)
}

/// A comparison in front of a number, and how many words it takes.
pub fn comparison_words(list: &[Word]) -> Option<(Comparison, usize)> {
    const TABLE: [(&[&str], Comparison); 35] = [
        (&["at", "least"], Comparison::AtLeast),
        (&["not", "less", "than"], Comparison::AtLeast),
        (&["no", "less", "than"], Comparison::AtLeast),
        (&["no", "fewer", "than"], Comparison::AtLeast),
        (&["not", "fewer", "than"], Comparison::AtLeast),
        (&["a", "minimum", "of"], Comparison::AtLeast),
        (&["not", "more", "than"], Comparison::AtMost),
        (&["no", "more", "than"], Comparison::AtMost),
        (&["at", "most"], Comparison::AtMost),
        (&["up", "to"], Comparison::AtMost),
        (&["a", "maximum", "of"], Comparison::AtMost),
        (&["minimum", "of"], Comparison::AtLeast),
        (&["maximum", "of"], Comparison::AtMost),
        (&["not", "exceeding"], Comparison::AtMost),
        (&["not", "to", "exceed"], Comparison::AtMost),
        (&["not", "in", "excess", "of"], Comparison::AtMost),
        (&["not", "above"], Comparison::AtMost),
        (&["not", "below"], Comparison::AtLeast),
        (&["in", "excess", "of"], Comparison::MoreThan),
        (&["more", "than"], Comparison::MoreThan),
        (&["exceeding"], Comparison::MoreThan),
        (&["less", "than"], Comparison::LessThan),
        (&["fewer", "than"], Comparison::LessThan),
        (&["not", "greater", "than"], Comparison::AtMost),
        (&["no", "greater", "than"], Comparison::AtMost),
        (&["as", "many", "as"], Comparison::AtMost),
        (&["as", "much", "as"], Comparison::AtMost),
        (&["greater", "than"], Comparison::MoreThan),
        (&["higher", "than"], Comparison::MoreThan),
        (&["larger", "than"], Comparison::MoreThan),
        (&["smaller", "than"], Comparison::LessThan),
        (&["lower", "than"], Comparison::LessThan),
        (&["over"], Comparison::MoreThan),
        (&["exactly"], Comparison::Exactly),
        (&["above"], Comparison::MoreThan),
    ];
    TABLE.iter().find(|(form, _)| starts_with(list, form)).map(|(form, c)| (*c, form.len()))
}

/// "Or more", "or less", "at least" after a number and its noun: the comparison, its words, and what stands before it.
fn trailing_comparison(list: &[Word]) -> Option<(Comparison, usize, usize)> {
    let at = list.iter().position(|w| w.is("or")).filter(|&at| at <= 4)?;
    let word = list.get(at + 1)?;
    let comparison = match word.lower.as_str() {
        "more" | "over" | "above" | "upwards" => Comparison::AtLeast,
        "less" | "fewer" | "under" | "below" => Comparison::AtMost,
        _ => return None,
    };
    Some((comparison, at + 2, at))
}

/// A number in figures or words at the front, and how many words it takes.
pub fn number_at(list: &[Word]) -> Option<(i64, usize)> {
    let longest = list
        .iter()
        .take(8)
        .take_while(|w| {
            !w.mark && (number_word(&w.lower) || w.lower.starts_with(|c: char| c.is_ascii_digit()) || w.is("and"))
        })
        .count();
    (1..=longest).rev().find_map(|n| {
        let text: Vec<&str> = list[..n].iter().map(|w| w.lower.as_str()).collect();
        if text.last() == Some(&"and") {
            return None;
        }
        lexicon::number(&text.join(" ")).map(|value| (value, n))
    })
}

fn cardinal(word: &str) -> bool {
    number_word(word) && lexicon::ordinal(word).is_none()
}

fn number_word(word: &str) -> bool {
    lexicon::number(word).is_some() || matches!(word, "hundred" | "thousand" | "million" | "billion")
}

/// Units of measure: "tonnes of", "cubic metres of water per second"; the unit in normal form and the noun's words.
pub fn unit_of_measure(list: &[Word]) -> (Option<String>, &[Word]) {
    let adjective = list
        .first()
        .is_some_and(|w| w.any(&["cubic", "square", "nautical", "gross", "metric", "per", "statute", "net"]));
    let at = usize::from(adjective);
    let Some(word) = list.get(at) else { return (None, list) };
    let lemma = lexicon::lemma_noun(&word.lower);
    if !is_unit(&lemma) {
        return (None, list);
    }
    let mut unit = if adjective { format!("{} {lemma}", list[0].lower) } else { lemma };
    let mut rest = &list[at + 1..];
    if rest.first().is_some_and(|w| w.any(&["per", "a"])) && rest.len() > 1 {
        unit.push_str(&format!(" per {}", lexicon::lemma_noun(&rest[1].lower)));
        rest = &rest[2..];
    }
    if rest.first().is_some_and(|w| w.is("of")) {
        rest = &rest[1..];
        // "40 cubic metres of water per second".
        if let Some(per) = rest.iter().position(|w| w.is("per")).filter(|&p| p <= 3 && rest.len() > p + 1) {
            unit.push_str(&format!(" per {}", lexicon::lemma_noun(&rest[per + 1].lower)));
            return (Some(unit), &rest[..per]);
        }
    }
    (Some(unit), rest)
}

/// True for "cubic metre" and "ton", false for what is counted: "lighthouse".
pub fn is_measure(unit: &str) -> bool {
    unit.split(' ').any(is_unit)
}

fn is_unit(word: &str) -> bool {
    const LIST: [&str; 59] = [
        "tonne",
        "ton",
        "kilogram",
        "kilogramme",
        "gram",
        "gramme",
        "pound",
        "litre",
        "barrel",
        "metre",
        "meter",
        "kilometre",
        "kilometer",
        "mile",
        "foot",
        "hectare",
        "acre",
        "cent",
        "percent",
        "crown",
        "dollar",
        "euro",
        "franc",
        "mark",
        "pound",
        "shilling",
        "ducat",
        "florin",
        "guilder",
        "rouble",
        "peso",
        "yen",
        "megawatt",
        "kilowatt",
        "watt",
        "kilowatt-hour",
        "volt",
        "degree",
        "millimetre",
        "centimetre",
        "inch",
        "fathom",
        "knot",
        "hour",
        "minute",
        "second",
        "day",
        "week",
        "month",
        "year",
        "head",
        "bushel",
        "hectolitre",
        "quintal",
        "gigawatt",
        "megawatt-hour",
        "gigawatt-hour",
        "yard",
        "kilo",
    ];
    LIST.contains(&word)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comparisons_bound_one_side() {
        let q = quantity("not less than 40 cubic metres of water per second").unwrap();
        assert_eq!(q, Quantity { unit: "cubic metre per second".into(), least: Some(40), most: None });
        let q = quantity("exceed 30 cubic metres per second").unwrap();
        assert_eq!(q, Quantity { unit: "cubic metre per second".into(), least: Some(31), most: None });
        let q = quantity("more than twenty-five tugs").unwrap();
        assert_eq!(q, Quantity { unit: "tug".into(), least: Some(26), most: None });
    }

    #[test]
    fn measures_after_a_noun_are_restrictors() {
        let phrase = super::super::words::words("of 400 gross tons or more");
        assert_eq!(
            comparison(&phrase),
            Some(Restrictor::Measured { unit: "gross ton".into(), least: Some(400), most: None })
        );
    }
}
