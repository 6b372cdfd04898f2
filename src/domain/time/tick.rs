//! The grid on which all visits lie.

use chrono::{DateTime, Utc};

/// Length of a tick in minutes. Five and not ten, because a zone at +05:45 puts its :00 at UTC :15
/// (docs/domain.md §1).
pub const TICK_MINUTES: i64 = 5;
const TICK_SECONDS: i64 = TICK_MINUTES * 60;

/// Five minutes of UTC: `unix_seconds / 300`, rounded down (docs/domain.md §1). What visits claim in the database.
#[derive(Copy, Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Tick(pub i64);

impl Tick {
    /// The tick in which an instant lies.
    pub fn containing(instant: DateTime<Utc>) -> Self {
        Self(instant.timestamp().div_euclid(TICK_SECONDS))
    }

    /// The first tick that does not start before an instant.
    pub fn at_or_after(instant: DateTime<Utc>) -> Self {
        let floor = Self::containing(instant);
        if Self::is_aligned(instant) { floor } else { floor.plus(1) }
    }

    /// Whether an instant is exactly the start of a tick.
    pub fn is_aligned(instant: DateTime<Utc>) -> bool {
        instant.timestamp().rem_euclid(TICK_SECONDS) == 0 && instant.timestamp_subsec_nanos() == 0
    }

    /// The tick's first instant; the nearest one there is, for a tick outside of chrono's years.
    pub fn start(self) -> DateTime<Utc> {
        let nearest = if self.0 < 0 { DateTime::<Utc>::MIN_UTC } else { DateTime::<Utc>::MAX_UTC };
        DateTime::from_timestamp(self.0.saturating_mul(TICK_SECONDS), 0).unwrap_or(nearest)
    }

    /// The tick that is so many ticks later (earlier, if negative); saturates.
    pub const fn plus(self, ticks: i64) -> Self {
        Self(self.0.saturating_add(ticks))
    }

    /// How many ticks are needed for so many minutes; a part of a tick counts as a whole one.
    pub fn needed_for(minutes: u32) -> i64 {
        (i64::from(minutes) + TICK_MINUTES - 1) / TICK_MINUTES
    }
}

/// A run of ticks, the end excluded. It is empty when its end is not after its start.
#[derive(Copy, Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TickSpan {
    /// The first tick.
    pub start: Tick,
    /// The first tick after it.
    pub end: Tick,
}

impl TickSpan {
    /// From `start` to before `end`.
    pub const fn new(start: Tick, end: Tick) -> Self {
        Self { start, end }
    }

    /// The ticks touched by the time from one instant to before another: rounded outward.
    pub fn covering(from: DateTime<Utc>, until: DateTime<Utc>) -> Self {
        let start = Tick::containing(from);
        if from < until { Self::new(start, Tick::at_or_after(until)) } else { Self::new(start, start) }
    }

    /// Whether it has no tick.
    pub fn is_empty(self) -> bool {
        self.end <= self.start
    }

    /// Its length in minutes; saturates.
    pub fn minutes(self) -> i64 {
        if self.is_empty() { 0 } else { self.end.0.saturating_sub(self.start.0).saturating_mul(TICK_MINUTES) }
    }

    /// Whether a tick lies in it.
    pub fn contains(self, tick: Tick) -> bool {
        self.start <= tick && tick < self.end
    }

    /// Whether all of another span lies in it; an empty one does when its ends are not outside.
    pub fn contains_span(self, other: Self) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// Whether the two share a tick. Spans that merely touch do not.
    pub fn intersects(self, other: Self) -> bool {
        !self.intersection(other).is_empty()
    }

    /// What the two share; perhaps empty.
    pub fn intersection(self, other: Self) -> Self {
        Self::new(self.start.max(other.start), self.end.min(other.end))
    }

    /// The span with so many minutes more on either side; a part of a tick counts as a whole one.
    pub fn widened(self, before_minutes: u32, after_minutes: u32) -> Self {
        Self::new(self.start.plus(-Tick::needed_for(before_minutes)), self.end.plus(Tick::needed_for(after_minutes)))
    }

    /// Its ticks, earliest first: what a visit claims.
    pub fn iter(self) -> impl DoubleEndedIterator<Item = Tick> {
        (self.start.0..self.end.0).map(Tick)
    }
}
