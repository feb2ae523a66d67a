//! Two bounds of one amount: "not less than five tonnes and not more than 8,000 kilograms", "at least three, and not more
//! than half, of its twelve barges". Both come down to one unit, and a share of a whole that is told to a number.

use super::phrase::is_determiner;
use super::quantity::{Comparison, Leading, comparison_words, number_at, unit_of_measure};
use super::units;
use super::words::Word;
use crate::lexicon;

/// An amount after a comparison: a number with its unit, or hundredths of something.
struct Amount<'a> {
    value: i64,
    unit: Option<String>,
    share: bool,
    rest: &'a [Word],
}

/// The first bound of an amount with the second one that the words go on with, and what follows both.
pub fn with_second(first: Leading, list: &[Word]) -> (Leading, &[Word]) {
    let joined = list.iter().take(5).position(|w| w.any(&["and", "but", "nor", "or"]));
    let found = joined.and_then(|at| {
        let (comparison, skip) = comparison_words(&list[at + 1..])?;
        let comparison = denied(&list[at], &first, comparison);
        let second = amount(&list[at + 1 + skip..])?;
        merged(&first, comparison, &second, &list[..at])
    });
    found.unwrap_or((first, list))
}

/// "Not less than two nor more than nine": what "nor" denies; so does "or" after a lower bound.
fn denied(joint: &Word, first: &Leading, comparison: Comparison) -> Comparison {
    let lower = first.least.is_some() && first.most.is_none();
    match comparison {
        Comparison::MoreThan if joint.is("nor") || joint.is("or") && lower => Comparison::AtMost,
        Comparison::LessThan if joint.is("nor") => Comparison::AtLeast,
        other => other,
    }
}

fn amount(list: &[Word]) -> Option<Amount<'_>> {
    if let Some((value, rest)) = share(list) {
        return Some(Amount { value, unit: None, share: true, rest });
    }
    let (value, used) = number_at(list)?;
    let (unit, rest) = unit_of_measure(&list[used..]);
    Some(Amount { value, unit, share: false, rest })
}

/// "Half", "three quarters", "40 per cent": hundredths.
fn share(list: &[Word]) -> Option<(i64, &[Word])> {
    let (value, used) = number_at(list).unwrap_or((1, usize::from(list.first().is_some_and(|w| w.any(&["a", "the"])))));
    let rest = &list[used..];
    let word = rest.first()?;
    let parts = match lexicon::lemma_noun(&word.lower).as_str() {
        "half" => 2,
        "third" => 3,
        "quarter" => 4,
        "fifth" => 5,
        "tenth" => 10,
        "percent" => return Some((value, &rest[1..])),
        "per" if rest.get(1).is_some_and(|w| w.is("cent")) => return Some((value, &rest[2..])),
        _ => return None,
    };
    // "The third" is which one; a share of thirds has its number before it.
    (used > 0 && number_at(list).is_some() || parts == 2).then_some((value * 100 / parts, &rest[1..]))
}

/// ", of its twenty barges": of how many, and the words of what they are.
fn whole(list: &[Word]) -> Option<(i64, &[Word])> {
    let skip = list.iter().take_while(|w| w.mark).count();
    let list = list.get(skip..)?.strip_prefix(&[list.get(skip).filter(|w| w.is("of"))?.clone()])?;
    let skip = list.iter().take_while(|w| is_determiner(&w.lower) || w.any(&["its", "their", "own"])).count();
    let (value, used) = number_at(&list[skip..])?;
    let rest = &list[skip + used..];
    (!rest.is_empty() && unit_of_measure(rest).0.is_none()).then_some((value, rest))
}

/// Both bounds in one unit, if they can be compared; `between` is what stands between first number and "and".
fn merged<'a>(
    first: &Leading,
    c: Comparison,
    second: &Amount<'a>,
    between: &'a [Word],
) -> Option<(Leading, &'a [Word])> {
    let noun_between = between.iter().any(|w| !w.mark);
    // "Three tonnes of wheat and not more than 900 kilograms of sugar": two amounts of two things.
    let last = between.iter().rev().find(|w| !w.mark).map(|w| lexicon::lemma_noun(&w.lower));
    let same = |noun: &String| second.rest.iter().take(8).any(|w| lexicon::lemma_noun(&w.lower) == *noun);
    if last.is_some_and(|noun| second.rest.iter().any(|w| !w.mark) && !same(&noun)) {
        return None;
    }
    let (least, most) = c.bounds(second.value);
    let of_first = first.unit.as_deref();
    if second.share && of_first != Some("per cent") {
        let (total, rest) = whole(second.rest).filter(|_| of_first.is_none())?;
        let bounds = part_of((least, most), total);
        return Some((both(first, (first.least, first.most), bounds, None), rest));
    }
    if of_first == Some("per cent") && !second.share && second.unit.as_deref() != Some("per cent") {
        let (total, rest) = whole(second.rest).filter(|_| second.unit.is_none())?;
        return Some((both(first, part_of((first.least, first.most), total), (least, most), None), rest));
    }
    match (of_first, second.unit.as_deref()) {
        (Some(a), Some(b)) => {
            let (unit, of_a, of_b) = units::in_one(a, b)?;
            let bounds = both(first, scaled((first.least, first.most), of_a), scaled((least, most), of_b), Some(unit));
            Some((bounds, second.rest))
        }
        (None, Some(_)) if noun_between => None,
        (Some("per cent"), None) if second.share => {
            let of = second.rest.iter().take_while(|w| w.mark || w.is("of")).count();
            let unit = Some("per cent".to_owned());
            Some((both(first, (first.least, first.most), (least, most), unit), &second.rest[of..]))
        }
        (a, b) => {
            let unit = a.or(b).map(str::to_owned);
            Some((both(first, (first.least, first.most), (least, most), unit), second.rest))
        }
    }
}

type Bounds = (Option<i64>, Option<i64>);

fn both(first: &Leading, a: Bounds, b: Bounds, unit: Option<String>) -> Leading {
    // "Exactly" bounds both sides; a second bound then says nothing that the first does not.
    let exact = first.least.is_some() && first.most.is_some();
    let (least, most) = if exact { a } else { (b.0.or(a.0), b.1.or(a.1)) };
    Leading { unit, least, most }
}

/// The whole numbers that lie within bounds told in hundredths of a total.
fn part_of((least, most): Bounds, total: i64) -> Bounds {
    (least.map(|l| (l * total + 99).div_euclid(100)), most.map(|m| (m * total).div_euclid(100)))
}

fn scaled((least, most): Bounds, (times, per): (i64, i64)) -> Bounds {
    let up = |n: i64| n.checked_mul(times).map(|n| (n + per - 1).div_euclid(per));
    let down = |n: i64| n.checked_mul(times).map(|n| n.div_euclid(per));
    (least.and_then(up), most.and_then(down))
}

#[cfg(test)]
mod tests {
    use super::super::quantity::leading_quantity;
    use super::super::words::{join, words};

    fn range(text: &str) -> (Option<String>, Option<i64>, Option<i64>, String) {
        let list = words(text);
        let (found, rest) = leading_quantity(&list);
        let found = found.unwrap();
        (found.unit, found.least, found.most, join(rest))
    }

    #[test]
    fn two_units_of_one_measure_are_one() {
        let told = range("at least two tonnes and not more than 900 kilograms of salt");
        assert_eq!(told, (Some("kilogram".into()), Some(2000), Some(900), "salt".into()));
        let told = range("not less than 40 hectares and not more than 2 square kilometres of forest");
        assert_eq!(told, (Some("hectare".into()), Some(40), Some(200), "forest".into()));
    }

    #[test]
    fn a_share_of_a_number_is_a_number() {
        let told = range("at least three, and not more than half, of its twelve barges");
        assert_eq!(told, (None, Some(3), Some(6), "barges".into()));
        let told = range("not fewer than 11 balloons and not more than 30 per cent of its forty balloons");
        assert_eq!(told, (None, Some(11), Some(12), "balloons".into()));
        let told = range("at least three quarters, but not more than eight, of its twelve barges");
        assert_eq!(told, (None, Some(9), Some(8), "barges".into()));
    }

    #[test]
    fn nor_denies_the_second_bound() {
        let told = range("not less than four nor more than seven pilots");
        assert_eq!(told, (None, Some(4), Some(7), "pilots".into()));
        assert_eq!(range("not more than seven nor less than four pilots"), told);
    }

    #[test]
    fn what_cannot_be_compared_is_left_alone() {
        assert_eq!(range("at least three barges and not more than half of its cranes").2, None);
        assert_eq!(range("at least 3 tonnes of wheat and not more than 900 kilograms of sugar").2, None);
        assert_eq!(range("at least 30 miles and not more than 20 kilometres of wire").2, None);
    }
}
