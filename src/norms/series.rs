//! Acts that are owed several times in a period, so far apart that they do not fit into it: "three times in each calendar
//! year, at intervals of not less than seven months".
//!
//! Comes in: the slots of a clause. Goes out: the window of the last of the acts, reckoned from the beginning of the
//! period, where it closes before it opens. A series that fits bounds nothing.

use super::quantity::{comparison_words, number_at};
use super::time::duration;
use super::words::{Word, words};
use super::{Anchor, Circumstance, Controller, Instant, Unit};
use crate::clauses::{Clause, Phrase};

/// How the name of the event from which a period runs begins.
pub const BEGINNING: &str = "beginning of every ";

/// A length of time.
type Length = (i64, Unit);

/// First and last day for the last act of a series that does not fit into its period.
pub fn last_of_too_many(clause: &Clause) -> Option<(Instant, Instant)> {
    let told = clause.window.iter().chain(&clause.manner).chain(&clause.object).chain(&clause.places);
    let mut phrases: Vec<&Phrase> = told.collect();
    phrases.sort_by_key(|p| p.span.start);
    let text: Vec<String> = phrases.iter().map(|p| p.text.clone()).collect();
    let list = words(&text.join(" "));
    let (count, period) = series(&list)?;
    let (gap, unit) = interval(&list)?;
    let gaps = gap * (count - 1);
    let (shortest, longest) = (days(gaps, unit).0, days(period.0, period.1).1);
    let same = months(gaps, unit).zip(months(period.0, period.1)).is_some_and(|(gaps, period)| gaps >= period);
    if !(same || shortest >= longest) {
        return None;
    }
    let name = format!("{BEGINNING}{}", named(period));
    let text = format!("the {name}");
    let event =
        Circumstance { name, about: Vec::new(), text, controller: Controller::Nature, judge: None, span: clause.span };
    let from = |plus: Vec<(i64, Unit)>| Instant { anchor: Anchor::Event(event.clone()), plus };
    Some((from(vec![(gaps, unit)]), from(vec![period, (-1, Unit::Day)])))
}

/// "Twice in every month", "at least four times a year": how often, and in what period.
fn series(list: &[Word]) -> Option<(i64, Length)> {
    (0..list.len()).find_map(|at| {
        let (count, used) = match list[at].lower.as_str() {
            "twice" => (2, 1),
            "thrice" => (3, 1),
            _ => number_at(&list[at..])
                .filter(|(_, used)| list.get(at + used).is_some_and(|w| w.is("times")))
                .map(|(count, used)| (count, used + 1))?,
        };
        // "Not more than three times a year" asks for none.
        let at_most = at >= 2 && (list[at - 1].any(&["most"]) || list[at - 1].is("than") && list[at - 2].is("more"));
        let rest: Vec<Word> = list[at + used..]
            .iter()
            .skip_while(|w| {
                w.mark || w.any(&["in", "during", "within", "a", "per", "each", "every", "the", "course", "of", "any"])
            })
            .cloned()
            .collect();
        let one = [words("one"), rest].concat();
        let (value, unit, _) = duration(&one[1..]).or_else(|| duration(&one))?;
        (count > 1 && !at_most && value > 0).then_some((count, (value, unit)))
    })
}

/// "At intervals of not less than seven months", "at least eight months apart", "with at least six weeks between them".
fn interval(list: &[Word]) -> Option<Length> {
    let (at, gap, unit, end) = (0..list.len()).find_map(|at| {
        // Within "not more than" stands no "more than".
        let inner = at > 0 && list[at - 1].any(&["not", "no"]);
        let (comparison, used) = comparison_words(&list[at..]).filter(|_| !inner)?;
        let (least, _) = comparison.bounds(0);
        let (value, unit, taken) = duration(&list[at + used..])?;
        least.map(|_| (at, value, unit, at + used + taken))
    })?;
    let before = list[..at].iter().rev().take(3).any(|w| w.any(&["interval", "intervals"]));
    let after = list[end..].iter().take(4).any(|w| w.any(&["between", "interval", "intervals"]))
        || list[end..].iter().any(|w| w.is("apart"))
        || list[end..].iter().take(2).any(|w| w.any(&["elapse", "elapsing", "intervening"]));
    (before || after).then_some((gap, unit))
}

/// The least and the most days of a period.
fn days(count: i64, unit: Unit) -> (i64, i64) {
    match unit {
        Unit::Hour => (count / 24, (count + 23) / 24),
        Unit::Day => (count, count),
        Unit::Week => (7 * count, 7 * count),
        Unit::Month => (28 * count, 31 * count),
        Unit::Year => (365 * count, 366 * count),
    }
}

fn months(count: i64, unit: Unit) -> Option<i64> {
    match unit {
        Unit::Month => Some(count),
        Unit::Year => Some(12 * count),
        _ => None,
    }
}

fn named((count, unit): (i64, Unit)) -> String {
    let unit = match unit {
        Unit::Hour => "hour",
        Unit::Day => "day",
        Unit::Week => "week",
        Unit::Month => "month",
        Unit::Year => "year",
    };
    if count == 1 { unit.to_owned() } else { format!("{count} {unit}s") }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> (Option<(i64, Length)>, Option<Length>) {
        let list = words(text);
        (series(&list), interval(&list))
    }

    #[test]
    fn series_and_their_intervals_are_told_in_several_ways() {
        let year = (1, Unit::Year);
        assert_eq!(read("four times a year, at least three months apart"), (Some((4, year)), Some((3, Unit::Month))));
        assert_eq!(
            read("twice in each calendar year with an interval of not less than 200 days between them"),
            (Some((2, year)), Some((200, Unit::Day)))
        );
        assert_eq!(
            read("three times in every two years at intervals of more than ten months"),
            (Some((3, (2, Unit::Year))), Some((10, Unit::Month)))
        );
    }

    #[test]
    fn what_is_no_series_is_none() {
        assert_eq!(read("three times a year, at intervals of not more than six months").1, None);
        assert_eq!(read("not more than three times a year, at least five months apart").0, None);
        assert_eq!(read("once a year"), (None, None));
    }
}
