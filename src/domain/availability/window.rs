//! Opening windows in wall-clock time.

use chrono::{NaiveTime, Weekday};

/// Opening hours from one wall-clock time to another. An end at or before the start is on the next date, so that equal
/// times mean 24 hours (docs/domain.md §1).
#[derive(Copy, Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Window {
    /// The first wall-clock minute, on the grid of five minutes.
    pub start: NaiveTime,
    /// The wall-clock time that is no longer in it.
    pub end: NaiveTime,
}

/// A window that opens every week on one day.
#[derive(Copy, Clone, Debug, PartialEq, Eq, Hash)]
pub struct WeeklyWindow {
    /// The day on which it starts.
    pub weekday: Weekday,
    /// From when to when.
    pub window: Window,
}
