//! What a person may type as opening hours.

use chrono::{NaiveTime, Timelike};

use super::window::{WeeklyWindow, Window};
use crate::domain::time::TICK_MINUTES;

/// How many windows may start on one day.
pub const MAX_WINDOWS_PER_DAY: usize = 20;

const DAY_MINUTES: u32 = 24 * 60;
const WEEK_MINUTES: u32 = 7 * DAY_MINUTES;

/// Why windows cannot be used. Positions are those in the list that was given, from 0.
#[derive(Copy, Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum WindowProblem {
    #[error("opening hours start and end on whole multiples of five minutes")]
    OffGrid { position: usize },
    #[error("opening hours must not overlap")]
    Overlap { first: usize, second: usize },
    #[error("a day has at most {MAX_WINDOWS_PER_DAY} windows of opening hours")]
    TooMany { position: usize },
}

/// Checks the windows of a week: on the grid of five minutes, no two overlapping (neither across midnight nor from
/// Sunday into Monday), at most [`MAX_WINDOWS_PER_DAY`] a day. Touching is allowed. No window can be longer than 24
/// hours, because an end at or before its start is on the next date.
pub fn validate_weekly(windows: &[WeeklyWindow]) -> Result<(), WindowProblem> {
    check_grid(windows.iter().map(|weekly| weekly.window))?;
    let mut per_day = [0; 7];
    for (position, weekly) in windows.iter().enumerate() {
        let count = &mut per_day[weekly.weekday.num_days_from_monday() as usize];
        *count += 1;
        if *count > MAX_WINDOWS_PER_DAY {
            return Err(WindowProblem::TooMany { position });
        }
    }
    let day = |weekly: &WeeklyWindow| weekly.weekday.num_days_from_monday();
    let spans = sorted(windows.iter().map(|weekly| minutes(day(weekly), weekly.window)));
    check_neighbours(&spans)?;
    match (spans.first(), spans.last()) {
        (Some(first), Some(last)) if last.end > first.start + WEEK_MINUTES => Err(overlap(first, last)),
        _ => Ok(()),
    }
}

/// Checks the windows of one date, as [`validate_weekly`] does. No windows at all mean "closed".
pub fn validate_day(windows: &[Window]) -> Result<(), WindowProblem> {
    check_grid(windows.iter().copied())?;
    if windows.len() > MAX_WINDOWS_PER_DAY {
        return Err(WindowProblem::TooMany { position: MAX_WINDOWS_PER_DAY });
    }
    check_neighbours(&sorted(windows.iter().map(|window| minutes(0, *window))))
}

/// Minutes since the start of the week or of the date.
struct Minutes {
    start: u32,
    end: u32,
}

struct Placed {
    position: usize,
    start: u32,
    end: u32,
}

fn minutes(day: u32, window: Window) -> Minutes {
    let start = day * DAY_MINUTES + minute_of(window.start);
    let past_midnight = if window.end <= window.start { DAY_MINUTES } else { 0 };
    Minutes { start, end: day * DAY_MINUTES + minute_of(window.end) + past_midnight }
}

fn minute_of(time: NaiveTime) -> u32 {
    time.num_seconds_from_midnight() / 60
}

fn check_grid(windows: impl Iterator<Item = Window>) -> Result<(), WindowProblem> {
    let step = TICK_MINUTES.unsigned_abs() * 60;
    let aligned =
        |time: NaiveTime| u64::from(time.num_seconds_from_midnight()).is_multiple_of(step) && time.nanosecond() == 0;
    for (position, window) in windows.enumerate() {
        if !aligned(window.start) || !aligned(window.end) {
            return Err(WindowProblem::OffGrid { position });
        }
    }
    Ok(())
}

fn sorted(windows: impl Iterator<Item = Minutes>) -> Vec<Placed> {
    let mut placed: Vec<Placed> =
        windows.enumerate().map(|(position, Minutes { start, end })| Placed { position, start, end }).collect();
    placed.sort_by_key(|window| window.start);
    placed
}

fn check_neighbours(sorted: &[Placed]) -> Result<(), WindowProblem> {
    match sorted.windows(2).find(|pair| pair[0].end > pair[1].start) {
        Some(pair) => Err(overlap(&pair[0], &pair[1])),
        None => Ok(()),
    }
}

fn overlap(a: &Placed, b: &Placed) -> WindowProblem {
    WindowProblem::Overlap { first: a.position.min(b.position), second: a.position.max(b.position) }
}
