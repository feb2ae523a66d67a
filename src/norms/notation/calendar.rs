//! Days of the calendar: days since 0001-01-01, and days of the year.

use nom::Parser;
use nom::bytes::complete::take_while_m_n;
use nom::character::complete::char;

use super::lexer::{Res, gap, integer, keyword, miss, need, stop, word};
use crate::calendar::{self, Date, MONTHS};

/// A day as the notation writes it: `2021-12-17`, or `day -3` outside the years 1 to 9999.
pub fn show_day(number: i64) -> String {
    let last = Date::from_ymd(9999, 12, 31).map_or(0, |Date(last)| last);
    if (0..=last).contains(&number) { Date(number).to_string() } else { format!("day {number}") }
}

/// `2021-12-17` or `day 738140`.
pub fn day(i: &str) -> Res<'_, i64> {
    let (start, _) = gap(i)?;
    if let Ok((rest, _)) = keyword("day")(start) {
        return need("the number of a day", integer)(rest);
    }
    let part = |n| take_while_m_n(n, n, |c: char| c.is_ascii_digit());
    let mut date = (part(4), char('-'), part(2), char('-'), part(2));
    let Ok((rest, (year, _, month, _, day))) =
        Parser::<&str>::parse(&mut date, start).map_err(|e: nom::Err<super::lexer::Fault<'_>>| e)
    else {
        return miss(start, "a date such as 2021-12-17");
    };
    let parsed = (year.parse().ok(), month.parse().ok(), day.parse().ok());
    let date = if let (Some(y), Some(m), Some(d)) = parsed { Date::from_ymd(y, m, d) } else { None };
    match date {
        Some(Date(number)) => Ok((rest, number)),
        None => stop(start, "a date of the calendar", "dates are written year-month-day, such as 2021-12-17"),
    }
}

/// A day of the year as the notation writes it: `1 March`; 29 February counts, so that 1 March is day 61.
pub fn show_day_of_year(number: u16) -> String {
    let mut left = number;
    for (month, length) in MONTHS {
        if (1..=length).contains(&left) {
            return format!("{left} {month}");
        }
        left = left.saturating_sub(length);
    }
    format!("day {number}")
}

/// `1 March`, or `day 61`.
pub fn day_of_year(i: &str) -> Res<'_, u16> {
    let (start, _) = gap(i)?;
    if let Ok((rest, _)) = keyword("day")(start) {
        let (after, number) = need("a day of the year", integer)(rest)?;
        return match u16::try_from(number) {
            Ok(number) => Ok((after, number)),
            Err(_) => stop(rest, "a day of the year", "days of the year run from 1 to 366"),
        };
    }
    let (rest, number) = integer(start)?;
    let (after, month) = need("a month such as `March`", word)(rest)?;
    let Some(at) = calendar::month(month).filter(|&at| MONTHS[at].0 == month) else {
        let near = super::error::nearest(month, MONTHS.iter().map(|(m, _)| *m)).unwrap_or("March");
        return stop(rest, "a month", format!("write a day of the year as in `1 {near}`"));
    };
    match u16::try_from(number).ok().filter(|n| (1..=MONTHS[at].1).contains(n)) {
        Some(number) => Ok((after, calendar::day_of_year(at, number))),
        None => stop(start, "a day of that month", format!("{month} has days 1 to {}", MONTHS[at].1)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_counted_from_the_first_of_january_of_year_one() {
        assert_eq!(day("0001-01-01"), Ok(("", 0)));
        assert_eq!(day("1970-01-01"), Ok(("", 719_162)));
        assert_eq!(show_day(719_162), "1970-01-01");
        assert_eq!(show_day(-1), "day -1");
        assert!(day("2021-02-29").is_err());
    }

    #[test]
    fn every_day_is_read_back() {
        for number in (0..3_652_059).step_by(97).chain([3_652_058, 3_652_059, i64::MAX, i64::MIN]) {
            assert_eq!(day(&show_day(number)), Ok(("", number)), "{}", show_day(number));
        }
        for number in 0..=400 {
            assert_eq!(day_of_year(&show_day_of_year(number)), Ok(("", number)));
        }
    }
}
