//! When a patient was born.

use chrono::{DateTime, Datelike, Duration, NaiveDate, Utc};

use crate::domain::refusal::Invalid;

/// Nobody who was born earlier is alive.
const FIRST_YEAR: i32 = 1880;
/// The clock that is furthest ahead, that of Kiribati's Line Islands: where every date comes first.
const FURTHEST_AHEAD: Duration = Duration::hours(14);

/// A date on which somebody who lives now can have been born.
#[derive(Copy, Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct BirthDate(NaiveDate);

impl BirthDate {
    /// Reads a birth date. The future is what has not come anywhere on Earth at `now`.
    pub fn parse(field: &str, date: NaiveDate, now: DateTime<Utc>) -> Result<Self, Invalid> {
        if date.year() < FIRST_YEAR {
            return Err(Invalid::new(field, format!("Give a date of birth in {FIRST_YEAR} or later.")));
        }
        if date > (now + FURTHEST_AHEAD).date_naive() {
            return Err(Invalid::new(field, "Give a date of birth that is not in the future."));
        }
        Ok(Self(date))
    }

    /// [`parse`](Self::parse) of an optional date.
    pub fn optional(field: &str, date: Option<NaiveDate>, now: DateTime<Utc>) -> Result<Option<Self>, Invalid> {
        date.map(|date| Self::parse(field, date, now)).transpose()
    }

    /// The date.
    pub fn date(self) -> NaiveDate {
        self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_birth_date_lies_between_1880_and_the_latest_date_on_earth() {
        let day = |year, month, day| NaiveDate::from_ymd_opt(year, month, day).unwrap();
        let at = |hour| day(2027, 3, 14).and_hms_opt(hour, 0, 0).unwrap().and_utc();
        for (date, now, good) in [
            (day(1879, 12, 31), at(9), false),
            (day(1880, 1, 1), at(9), true),
            (day(2027, 3, 14), at(9), true),
            (day(2027, 3, 15), at(9), false),
            (day(2027, 3, 15), at(10), true),
            (day(2027, 3, 16), at(23), false),
        ] {
            assert_eq!(BirthDate::parse("birthDate", date, now).is_ok(), good, "{date} at {now}");
        }
    }
}
