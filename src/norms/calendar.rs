//! Calendar days and seasons in words: "1 January 1990", "between 1 December and 31 March".

use super::Season;
use super::words::Word;
use crate::calendar::{self, MONTHS, day_number, day_of_year};
use crate::lexicon;

fn month(word: &Word) -> Option<usize> {
    calendar::month(&word.lower).filter(|_| word.capital())
}

/// "1 July", "July 1", "the end of January": month and day, and how many words it takes.
pub fn day_and_month(list: &[Word]) -> Option<(usize, u16, usize)> {
    let day = |w: &Word| {
        lexicon::number(w.lower.trim_end_matches(['s', 't', 'n', 'd', 'r', 'h']))
            .or_else(|| lexicon::ordinal(&w.lower))
            .and_then(|d| u16::try_from(d).ok())
            .filter(|d| (1..=31).contains(d))
    };
    let skip = list.iter().take_while(|w| w.any(&["the", "day", "of", "date"])).count();
    match &list[skip..] {
        [d, m, ..] if day(d).is_some() && month(m).is_some() => Some((month(m)?, day(d)?, skip + 2)),
        [d, of, m, ..] if of.is("of") && day(d).is_some() && month(m).is_some() => Some((month(m)?, day(d)?, skip + 3)),
        [d, word, of, m, ..] if word.is("day") && of.is("of") && day(d).is_some() && month(m).is_some() => {
            Some((month(m)?, day(d)?, skip + 4))
        }
        [m, d, ..] if month(m).is_some() && day(d).is_some() => Some((month(m)?, day(d)?, skip + 2)),
        [last, word, of, m, ..] if last.is("last") && word.is("day") && of.is("of") => {
            month(m).map(|m| (m, MONTHS[m].1, skip + 4))
        }
        [end, of, m, ..] if end.is("end") && of.is("of") => month(m).map(|m| (m, MONTHS[m].1, skip + 3)),
        [start, of, m, ..] if start.any(&["beginning", "start"]) && of.is("of") => month(m).map(|m| (m, 1, skip + 3)),
        _ => None,
    }
}

/// Whether the words name a day that no year has, or not the year that they name: "30 February", "29 February 2031".
pub fn is_no_day(list: &[Word]) -> bool {
    let Some((month, day, used)) = day_and_month(list) else { return false };
    let rest = list[used..].iter().find(|w| !w.mark && !w.any(&["of", "in", "the", "year"]));
    day > MONTHS[month].1
        || month == 1 && day == 29 && !names_the_last(list) && rest.and_then(year).is_some_and(|y| !leap(y))
}

fn leap(year: i64) -> bool {
    year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
}

/// "The last day of February", "the end of February": that day, whichever it is.
fn names_the_last(list: &[Word]) -> bool {
    list.iter().take(2).any(|w| w.any(&["last", "end"]))
}

/// "1 January 1990", "31 December 1999": days since 0001-01-01, and how many words it takes.
pub fn date(list: &[Word]) -> Option<(i64, usize)> {
    let (month, day, mut used) = day_and_month(list)?;
    if list.get(used).is_some_and(|w| w.mark) {
        used += 1;
    }
    let year = year(list.get(used)?)?;
    let common = month == 1 && day == 29 && names_the_last(list) && !leap(year);
    Some((day_number(year, month as i64 + 1, i64::from(day) - i64::from(common)), used + 1))
}

/// A year in figures.
pub fn year(word: &Word) -> Option<i64> {
    (word.lower.len() == 4).then(|| word.lower.parse().ok()).flatten().filter(|y| (1000..3000).contains(y))
}

/// "Before 1 January 1990", "since 1952", "on 1 June 2004", "between … and …": first and last day.
pub fn date_range(phrase: &[Word]) -> Option<(Option<i64>, Option<i64>)> {
    let at = (0..phrase.len()).find(|&i| date(&phrase[i..]).is_some() || year(&phrase[i]).is_some())?;
    let (first, last, used) = match date(&phrase[at..]) {
        Some((day, used)) => (day, day, used),
        None => {
            let y = year(&phrase[at])?;
            (day_number(y, 1, 1), day_number(y, 12, 31), 1)
        }
    };
    let before = |words: &[&str]| phrase[..at].iter().any(|w| w.any(words));
    if before(&["between", "from"])
        && let Some(next) = (at + used..phrase.len()).find_map(|i| date(&phrase[i..]))
    {
        return Some((Some(first), Some(next.0)));
    }
    if before(&["before", "prior", "earlier", "preceding"]) && !before(&["not"]) {
        return Some((None, Some(first - 1)));
    }
    if before(&["after", "later"]) && !before(&["on", "not", "no"]) {
        return Some((Some(last + 1), None));
    }
    if before(&["by", "until", "till", "later"]) {
        return Some((None, Some(last)));
    }
    if before(&["since", "from", "after", "earlier"]) {
        return Some((Some(first), None));
    }
    Some((Some(first), Some(last)))
}

/// Days of each year: "between 1 December and 31 March", "from 1 July to 15 September of each year", "in July".
pub fn season(list: &[Word]) -> Option<Season> {
    if let Some(week) = week_of_month(list) {
        return Some(week);
    }
    let at = (0..list.len()).find(|&i| day_and_month(&list[i..]).is_some());
    if let Some(at) = at {
        let (month, day, used) = day_and_month(&list[at..])?;
        let rest = &list[at + used..];
        if year_follows(rest) {
            return None;
        }
        // "On 15 August of each year".
        if list[..at].last().is_none_or(|w| w.is("on") || w.is("the")) && rest.iter().any(|w| w.any(&["each", "every"]))
        {
            let day = day_of_year(month, day);
            return Some(Season { from: day, to: day });
        }
        let second = (0..rest.len()).find_map(|i| day_and_month(&rest[i..]))?;
        return Some(Season { from: day_of_year(month, day), to: day_of_year(second.0, second.1) });
    }
    months(list)
}

/// "The first Monday of January": one of the first seven days, whichever the year.
fn week_of_month(list: &[Word]) -> Option<Season> {
    let at = list.iter().position(|w| calendar::is_weekday(&w.lower)).filter(|&at| at > 0)?;
    let [of, name, ..] = &list[at + 1..] else { return None };
    let month = month(name).filter(|_| of.any(&["of", "in"]))?;
    let last = MONTHS[month].1;
    let (from, to) = match (list[at - 1].lower.as_str(), lexicon::ordinal(&list[at - 1].lower)) {
        ("last", _) => (last - 6, last),
        (_, Some(n @ 1..=4)) => {
            let end = 7 * u16::try_from(n).ok()?;
            (end - 6, end)
        }
        _ => return None,
    };
    let yearless = !list.iter().any(|w| year(w).is_some());
    yearless.then(|| Season { from: day_of_year(month, from), to: day_of_year(month, to) })
}

pub fn year_follows(rest: &[Word]) -> bool {
    rest.first().is_some_and(|w| year(w).is_some()) || (rest.len() > 1 && rest[0].mark && year(&rest[1]).is_some())
}

/// "In July", "during the months of June and July", "from June to August".
fn months(list: &[Word]) -> Option<Season> {
    let named: Vec<usize> = list
        .iter()
        .enumerate()
        .filter(|(i, w)| month(w).is_some() && (!w.is("may") || *i > 0))
        .filter_map(|(_, w)| month(w))
        .collect();
    let (first, last) = (*named.first()?, *named.last()?);
    if list.iter().any(|w| year(w).is_some()) {
        return None;
    }
    Some(Season { from: day_of_year(first, 1), to: day_of_year(last, MONTHS[last].1) })
}

#[cfg(test)]
mod tests {
    use super::super::words::words;
    use super::*;

    #[test]
    fn ranges_keep_their_open_side() {
        let before = date_range(&words("before 1 January 1990")).unwrap();
        assert_eq!(before, (None, Some(day_number(1989, 12, 31))));
        let since = date_range(&words("since 1952")).unwrap();
        assert_eq!(since, (Some(day_number(1952, 1, 1)), None));
    }

    #[test]
    fn a_weekday_of_a_month_is_in_one_week_of_it() {
        assert_eq!(season(&words("on the first Monday of January")), Some(Season { from: 1, to: 7 }));
        assert_eq!(season(&words("on the last Friday of March in each year")), Some(Season { from: 85, to: 91 }));
        assert_eq!(season(&words("on 2 March of every year")), Some(Season { from: 62, to: 62 }));
    }

    #[test]
    fn a_season_may_run_over_the_new_year() {
        assert_eq!(season(&words("between 1 December and 31 March")), Some(Season { from: 336, to: 91 }));
        assert_eq!(season(&words("from 1 July 2030 to 15 September 2030")), None);
    }

    #[test]
    fn days_that_the_calendar_does_not_have_are_none() {
        for text in ["31 June", "the thirty-first day of April", "February 30", "29 February 2031", "29 February 2100"]
        {
            assert!(is_no_day(&words(text)), "{text}");
        }
        for text in ["30 June", "29 February", "29 February 2032", "the last day of February 2031", "29 February 2000"]
        {
            assert!(!is_no_day(&words(text)), "{text}");
        }
    }
}
