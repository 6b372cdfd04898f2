//! The contract's scalars. Each refuses what it cannot mean before anything is executed (`is_valid`): a document whose
//! second mutation has a bad date must not run its first.

use async_graphql::{InputType, InputValueError, InputValueResult, Scalar, ScalarType, Value};
use chrono::{DateTime as Instant, Datelike, NaiveDate, NaiveTime, SecondsFormat, Timelike, Utc};

use crate::domain::time::Zone;

/// RFC 3339 instant, for example 2027-03-14T13:00:00Z; sent in UTC, accepted with any offset.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub struct DateTime(pub Instant<Utc>);

/// ISO 8601 calendar date in the clinic's zone.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub struct Date(pub NaiveDate);

/// Wall-clock time HH:MM in the clinic's zone. An end at or before its start is on the next day.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub struct LocalTime(pub NaiveTime);

/// IANA time zone name, for example Africa/Cairo.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TimeZone(pub String);

/// E-mail address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EmailAddress(pub String);

/// Years that every database, calendar and client agrees on.
const YEARS: std::ops::RangeInclusive<i32> = 1900..=2200;

/// RFC 3339 instant, for example 2027-03-14T13:00:00Z; sent in UTC, accepted with any offset.
#[Scalar(name = "DateTime", specified_by_url = "https://scalars.graphql.org/andimarek/date-time")]
impl ScalarType for DateTime {
    fn parse(value: Value) -> InputValueResult<Self> {
        let instant = Instant::parse_from_rfc3339(string(&value)?)
            .map_err(|_| InputValueError::custom("expected an RFC 3339 instant such as 2027-03-14T13:00:00Z"))?
            .with_timezone(&Utc);
        if !YEARS.contains(&instant.year()) {
            return Err(InputValueError::custom("expected an instant between the years 1900 and 2200"));
        }
        Ok(Self(instant))
    }

    fn is_valid(value: &Value) -> bool {
        <Self as ScalarType>::parse(value.clone()).is_ok()
    }

    fn to_value(&self) -> Value {
        Value::String(self.0.to_rfc3339_opts(SecondsFormat::AutoSi, true))
    }
}

/// ISO 8601 calendar date in the clinic's zone.
#[Scalar(name = "Date")]
impl ScalarType for Date {
    fn parse(value: Value) -> InputValueResult<Self> {
        let text = string(&value)?;
        NaiveDate::parse_from_str(text, "%Y-%m-%d")
            .ok()
            .filter(|date| text.len() == 10 && YEARS.contains(&date.year()))
            .map(Self)
            .ok_or_else(|| {
                InputValueError::custom("expected a date such as 2027-03-14, between the years 1900 and 2200")
            })
    }

    fn is_valid(value: &Value) -> bool {
        <Self as ScalarType>::parse(value.clone()).is_ok()
    }

    fn to_value(&self) -> Value {
        Value::String(self.0.format("%Y-%m-%d").to_string())
    }
}

/// Wall-clock time HH:MM in the clinic's zone. An end at or before its start is on the next day.
#[Scalar(name = "LocalTime")]
impl ScalarType for LocalTime {
    fn parse(value: Value) -> InputValueResult<Self> {
        let text = string(&value)?;
        NaiveTime::parse_from_str(text, "%H:%M")
            .ok()
            .filter(|time| text.len() == 5 && time.nanosecond() == 0)
            .map(Self)
            .ok_or_else(|| InputValueError::custom("expected a wall-clock time such as 09:30"))
    }

    fn is_valid(value: &Value) -> bool {
        <Self as ScalarType>::parse(value.clone()).is_ok()
    }

    fn to_value(&self) -> Value {
        Value::String(self.0.format("%H:%M").to_string())
    }
}

/// IANA time zone name, for example Africa/Cairo.
#[Scalar(name = "TimeZone")]
impl ScalarType for TimeZone {
    fn parse(value: Value) -> InputValueResult<Self> {
        let zone = Zone::parse(string(&value)?)
            .map_err(|_| InputValueError::custom("expected an IANA time zone name such as Africa/Cairo"))?;
        Ok(Self(zone.name().to_owned()))
    }

    fn is_valid(value: &Value) -> bool {
        <Self as ScalarType>::parse(value.clone()).is_ok()
    }

    fn to_value(&self) -> Value {
        Value::String(self.0.clone())
    }
}

/// E-mail address.
#[Scalar(name = "EmailAddress")]
impl ScalarType for EmailAddress {
    fn parse(value: Value) -> InputValueResult<Self> {
        // Whether it is an address is for the use case to say, with the field at fault.
        Ok(Self(string(&value)?.to_owned()))
    }

    fn is_valid(value: &Value) -> bool {
        <Self as ScalarType>::parse(value.clone()).is_ok()
    }

    fn to_value(&self) -> Value {
        Value::String(self.0.clone())
    }
}

fn string<T: InputType>(value: &Value) -> Result<&str, InputValueError<T>> {
    match value {
        Value::String(text) => Ok(text),
        _ => Err(InputValueError::custom("expected a string")),
    }
}
