//! Hours and time off as the API shows them.

use std::sync::Arc;

use async_graphql::{Enum, ID, SimpleObject};
use entity::{clinic, time_off};

use crate::domain::availability;
use crate::graphql::directory::Clinic;
use crate::graphql::id::PublicId;
use crate::graphql::scalar::{Date, DateTime, LocalTime};

/// A day of the week.
#[derive(Copy, Clone, Debug, PartialEq, Eq, Enum)]
pub enum Weekday {
    /// ISO 8601: the first day.
    Monday,
    /// The second day.
    Tuesday,
    /// The third day.
    Wednesday,
    /// The fourth day.
    Thursday,
    /// The fifth day.
    Friday,
    /// The sixth day.
    Saturday,
    /// The seventh day.
    Sunday,
}

impl From<Weekday> for chrono::Weekday {
    fn from(weekday: Weekday) -> Self {
        match weekday {
            Weekday::Monday => Self::Mon,
            Weekday::Tuesday => Self::Tue,
            Weekday::Wednesday => Self::Wed,
            Weekday::Thursday => Self::Thu,
            Weekday::Friday => Self::Fri,
            Weekday::Saturday => Self::Sat,
            Weekday::Sunday => Self::Sun,
        }
    }
}

impl From<chrono::Weekday> for Weekday {
    fn from(weekday: chrono::Weekday) -> Self {
        match weekday {
            chrono::Weekday::Mon => Self::Monday,
            chrono::Weekday::Tue => Self::Tuesday,
            chrono::Weekday::Wed => Self::Wednesday,
            chrono::Weekday::Thu => Self::Thursday,
            chrono::Weekday::Fri => Self::Friday,
            chrono::Weekday::Sat => Self::Saturday,
            chrono::Weekday::Sun => Self::Sunday,
        }
    }
}

/// Opening hours of every week.
#[derive(Clone, SimpleObject)]
pub struct WeeklyWindow {
    /// Where.
    pub clinic: Clinic,
    /// The day on which they start.
    pub weekday: Weekday,
    /// When they start.
    pub start: LocalTime,
    /// When they end; at or before the start: on the next day.
    pub end: LocalTime,
}

impl WeeklyWindow {
    /// A window at a clinic.
    pub fn new(clinic: Arc<clinic::Model>, weekly: availability::WeeklyWindow) -> Self {
        Self {
            clinic: Clinic::new(clinic),
            weekday: weekly.weekday.into(),
            start: LocalTime(weekly.window.start),
            end: LocalTime(weekly.window.end),
        }
    }
}

/// Opening hours of one date.
#[derive(Clone, SimpleObject)]
pub struct Window {
    /// When they start.
    pub start: LocalTime,
    /// When they end; at or before the start: on the next day.
    pub end: LocalTime,
}

impl From<availability::Window> for Window {
    fn from(window: availability::Window) -> Self {
        Self { start: LocalTime(window.start), end: LocalTime(window.end) }
    }
}

/// The hours of one date, which hold instead of the weekly ones.
#[derive(Clone, SimpleObject)]
pub struct DateHours {
    /// The date, at the clinic.
    pub date: Date,
    /// The opening hours; none for a date that is closed.
    pub windows: Vec<Window>,
}

/// When a doctor is away, at all clinics.
#[derive(Clone, SimpleObject)]
pub struct TimeOff {
    /// Opaque id.
    pub id: ID,
    /// From when.
    pub from: DateTime,
    /// Until when.
    pub until: DateTime,
    /// Why.
    pub reason: Option<String>,
}

impl From<time_off::Model> for TimeOff {
    fn from(row: time_off::Model) -> Self {
        Self { id: row.id.public(), from: DateTime(row.starts_at), until: DateTime(row.ends_at), reason: row.reason }
    }
}
