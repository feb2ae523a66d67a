//! The calendar: its months, and days as numbers since 1 January of the year 1, the Gregorian calendar run backwards.
//! Every stage that counts days counts them here.

use std::fmt;
use std::str::FromStr;

/// The months and their days; February has its leap day, so that a day of the year has one number in every year.
pub const MONTHS: [(&str, u16); 12] = [
    ("January", 31),
    ("February", 29),
    ("March", 31),
    ("April", 30),
    ("May", 31),
    ("June", 30),
    ("July", 31),
    ("August", 31),
    ("September", 30),
    ("October", 31),
    ("November", 30),
    ("December", 31),
];

/// True for the name of a day of the week, in any case.
pub fn is_weekday(name: &str) -> bool {
    const DAYS: [&str; 7] = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];
    DAYS.iter().any(|day| day.eq_ignore_ascii_case(name))
}

/// Where a name in any case stands among the months: 0 for January.
pub fn month(name: &str) -> Option<usize> {
    MONTHS.iter().position(|(month, _)| month.eq_ignore_ascii_case(name))
}

/// The number (1 to 366) in the year of a day of a month (0 for January); 1 March is day 61 in every year.
pub fn day_of_year(month: usize, day: u16) -> u16 {
    MONTHS[..month.min(12)].iter().map(|(_, days)| days).sum::<u16>() + day
}

/// Days from 0001-01-01 to a day of a month (1 to 12); a day past the end of its month is one of the next.
///
/// After H. Hinnant, "chrono-compatible low-level date algorithms": years are reckoned from March, so that the leap
/// day is the last day of one.
pub fn day_number(year: i64, month: i64, day: i64) -> i64 {
    let shifted = year - i64::from(month <= 2);
    let (era, in_era) = (shifted.div_euclid(400), shifted.rem_euclid(400));
    let in_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    era * ERA + in_era * 365 + in_era / 4 - in_era / 100 + in_year - MARCH_TO_JANUARY
}

/// A calendar day; `Date(0)` is 0001-01-01.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Date(pub i64);

/// Why some words are no day.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is not a day of the calendar, which is written as in 1999-03-12")]
pub struct NotADate(pub String);

/// Days from 0000-03-01 to 0001-01-01.
const MARCH_TO_JANUARY: i64 = 306;
/// Days in 400 years, after which the calendar repeats.
const ERA: i64 = 146_097;

impl Date {
    /// The day of a year (from 1), a month (1 to 12) and a day of the month, if there is such a day.
    pub fn from_ymd(year: i64, month: i64, day: i64) -> Option<Self> {
        if !(1..=9999).contains(&year) || !(1..=12).contains(&month) || day < 1 {
            return None;
        }
        let date = Self(day_number(year, month, day));
        (date.ymd() == (year, month, day)).then_some(date)
    }

    /// Year, month and day of the month.
    pub fn ymd(self) -> (i64, i64, i64) {
        let days = self.0 + MARCH_TO_JANUARY;
        let (era, in_era) = (days.div_euclid(ERA), days.rem_euclid(ERA));
        let year = (in_era - in_era / 1460 + in_era / 36_524 - in_era / 146_096) / 365;
        let in_year = in_era - (365 * year + year / 4 - year / 100);
        let from_march = (5 * in_year + 2) / 153;
        let day = in_year - (153 * from_march + 2) / 5 + 1;
        let month = if from_march < 10 { from_march + 3 } else { from_march - 9 };
        (year + era * 400 + i64::from(month <= 2), month, day)
    }
}

impl FromStr for Date {
    type Err = NotADate;

    /// Reads `2021-12-17`; a year, or a year and a month, stand for their first day.
    fn from_str(text: &str) -> Result<Self, NotADate> {
        let digits = |part: &str| part.parse::<i64>().ok().filter(|_| part.bytes().all(|byte| byte.is_ascii_digit()));
        let parts: Option<Vec<i64>> = text.split('-').map(digits).collect();
        let date = match parts.as_deref() {
            Some(&[year]) => Self::from_ymd(year, 1, 1),
            Some(&[year, month]) => Self::from_ymd(year, month, 1),
            Some(&[year, month, day]) => Self::from_ymd(year, month, day),
            _ => None,
        };
        date.ok_or_else(|| NotADate(text.to_owned()))
    }
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (year, month, day) = self.ymd();
        write!(f, "{year:04}-{month:02}-{day:02}")
    }
}

impl serde::Serialize for Date {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_counted_from_the_first_day_of_the_year_one() {
        assert_eq!(Date::from_ymd(1, 1, 1), Some(Date(0)));
        assert_eq!(Date::from_ymd(1, 12, 31), Some(Date(364)));
        // 1 January 1970 is day 719163 of the proleptic calendar when 0001-01-01 is day 1.
        assert_eq!(Date::from_ymd(1970, 1, 1), Some(Date(719_162)));
    }

    #[test]
    fn a_day_past_the_end_of_its_month_is_one_of_the_next() {
        assert_eq!(day_number(2030, 4, 31), day_number(2030, 5, 1));
        assert_eq!(Date::from_ymd(2030, 4, 31), None);
    }

    #[test]
    fn a_day_of_the_year_has_one_number_in_every_year() {
        assert_eq!((day_of_year(0, 1), day_of_year(2, 1), day_of_year(11, 31)), (1, 61, 366));
        assert_eq!((month("march"), month("March"), month("Smarch")), (Some(2), Some(2), None));
    }

    #[test]
    fn every_day_of_four_centuries_is_read_back_from_its_printed_form() {
        for number in 0..ERA + 800 {
            assert_eq!(Date(number).to_string().parse(), Ok(Date(number)));
        }
    }

    #[test]
    fn days_that_are_not_in_the_calendar_are_refused() {
        for wrong in ["2021-02-29", "2021-13-01", "2021-00-10", "soon", "2021-1-1-1", "", "+2021", "0000"] {
            assert!(wrong.parse::<Date>().is_err(), "{wrong}");
        }
        assert_eq!("2020-02-29".parse::<Date>().unwrap().to_string(), "2020-02-29");
        assert_eq!("1999".parse::<Date>().unwrap().to_string(), "1999-01-01");
    }
}
