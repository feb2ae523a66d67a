//! Days of each year: "in the first quarter of every year, but not before 15 February".
//!
//! A phrase that names days by itself is a season. One that names a first or a last day alone is a season only beside
//! another: by itself it may run over the new year.

use super::Season;
use super::calendar::{day_and_month, season, year_follows};
use super::names::Names;
use super::time::{Bound, bound_word};
use super::words::{Word, words};
use crate::calendar::day_of_year;
use crate::lexicon;

/// The last day of a year with a leap day.
const LAST: u16 = 366;
/// First days of the quarters, and the day after the last.
const QUARTERS: [u16; 5] = [1, 92, 183, 275, 367];

/// What a phrase says of the days of each year.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Yearly {
    /// From a day to a day.
    Season(Season),
    /// To the end of the year, or from its beginning.
    Bound(Season),
}

/// Days of each year that the words or a defined term name.
pub fn yearly(list: &[Word], names: &Names) -> Option<Yearly> {
    if let Some(bound) = bound(list) {
        return Some(Yearly::Bound(bound));
    }
    let recurs = list.iter().any(|w| w.any(&["between", "in", "on", "of", "during", "each", "every", "year"]))
        || list.first().is_some_and(|w| w.is("from"));
    let term = || (0..list.len()).find_map(|i| names.season(&list[i..]));
    let told = part_of_year(list).or_else(|| season(list).filter(|_| recurs));
    match (told, term()) {
        (Some(a), Some(b)) => Some(both(a, b)),
        (a, b) => a.or(b),
    }
    .map(Yearly::Season)
}

/// "The first quarter of every calendar year", "the second half of each year".
fn part_of_year(list: &[Word]) -> Option<Season> {
    let at = list.iter().position(|w| w.any(&["quarter", "half"])).filter(|at| *at > 0)?;
    let of_each_year = list[at + 1..].first().is_some_and(|w| w.is("of"))
        && list[at + 1..].iter().any(|w| w.any(&["each", "every", "any"]))
        && list[at + 1..].iter().any(|w| w.is("year"));
    let parts = if list[at].is("quarter") { 4 } else { 2 };
    let which = match list[at - 1].lower.as_str() {
        "last" => parts,
        word => usize::try_from(lexicon::ordinal(word)?).ok()?,
    };
    let width = 4 / parts;
    (of_each_year && (1..=parts).contains(&which))
        .then(|| Season { from: QUARTERS[(which - 1) * width], to: QUARTERS[which * width] - 1 })
}

/// "Not before 15 April", "before 1 June of each year": a bound on the days of the year, if no year stands with it.
fn bound(list: &[Word]) -> Option<Season> {
    let (bound, used) = bound_word(list)?;
    let rest = &list[used..];
    let (month, day, taken) = day_and_month(rest)?;
    let after = &rest[taken..];
    let plain = after.is_empty() || after.iter().any(|w| w.any(&["each", "every", "any"]));
    if year_follows(after) || !plain || (0..after.len()).any(|i| day_and_month(&after[i..]).is_some()) {
        return None;
    }
    let day = day_of_year(month, day);
    Some(match bound {
        Bound::Earliest => Season { from: day, to: LAST },
        Bound::After => Season { from: day + 1, to: LAST },
        Bound::Latest => Season { from: 1, to: day },
        Bound::Before | Bound::Until => Season { from: 1, to: day - 1 },
        Bound::On | Bound::For => return None,
    })
}

/// "In the last quarter of each year | before 15 October": two adjuncts, and not a period reckoned from a day.
pub fn bounds_the_year(before: &str, text: &str) -> bool {
    words(before).last().is_some_and(|w| w.is("year")) && bound(&words(text)).is_some()
}

/// The days that lie in both seasons; a season without days if there are none.
pub fn both(a: Season, b: Season) -> Season {
    let within =
        |s: Season, day: u16| if s.from <= s.to { s.from <= day && day <= s.to } else { day >= s.from || day <= s.to };
    let days: Vec<u16> = (1..=LAST).filter(|d| within(a, *d) && within(b, *d)).collect();
    match (days.first(), days.last()) {
        (Some(first), Some(last)) if days.len() == usize::from(last - first) + 1 => Season { from: *first, to: *last },
        (Some(_), Some(_)) => a,
        _ => Season { from: 0, to: 0 },
    }
}

/// A season with the first and last days told beside it. Of two such days alone, the first may belong to one year and
/// the last to the next, unless the words speak of one calendar year.
pub fn narrowed(season: Option<Season>, bounds: &[Season], adjuncts: &[String]) -> Option<Season> {
    let one_year = || {
        adjuncts.iter().any(|text| {
            let list = words(text);
            list.windows(2).any(|w| w[0].is("calendar") && w[1].is("year") || w[0].is("same") && w[1].is("year"))
        })
    };
    match season {
        Some(season) if season.from <= season.to => Some(bounds.iter().fold(season, |s, b| both(s, *b))),
        None if bounds.len() > 1 && one_year() => {
            let whole = bounds.iter().fold(Season { from: 1, to: LAST }, |s, b| both(s, *b));
            (whole.from == 0).then_some(whole)
        }
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(adjuncts: &[&str]) -> Option<Season> {
        let names = Names::default();
        let mut season = None;
        let mut bounds = Vec::new();
        for text in adjuncts {
            match yearly(&words(text), &names) {
                Some(Yearly::Season(one)) => season = Some(one),
                Some(Yearly::Bound(one)) => bounds.push(one),
                None => {}
            }
        }
        narrowed(season, &bounds, &adjuncts.iter().map(|t| (*t).to_owned()).collect::<Vec<_>>())
    }

    #[test]
    fn parts_of_the_year_are_seasons() {
        assert_eq!(told(&["in the last quarter of every year"]), Some(Season { from: 275, to: 366 }));
        assert_eq!(told(&["in the second half of each year"]), Some(Season { from: 183, to: 366 }));
        assert_eq!(told(&["in the first quarter of 2031"]), None);
    }

    #[test]
    fn a_first_day_narrows_a_season_and_may_leave_nothing_of_it() {
        let quarter = "in the third quarter of each year";
        assert_eq!(told(&[quarter, "not before 1 September"]), Some(Season { from: 245, to: 274 }));
        assert_eq!(told(&[quarter, "before 1 July"]), Some(Season { from: 0, to: 0 }));
    }

    #[test]
    fn a_first_and_a_last_day_may_lie_in_two_years() {
        assert_eq!(told(&["not before 1 October", "not later than 1 March"]), None);
        let one_year = ["in each calendar year", "not before 1 October", "not later than 1 March"];
        assert_eq!(told(&one_year), Some(Season { from: 0, to: 0 }));
    }
}
