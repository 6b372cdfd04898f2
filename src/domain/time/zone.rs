//! Wall-clock time: the only place that asks the tz database (docs/domain.md §1).
//!
//! The database is the one compiled into the program, never the machine's, so that all servers of an installation
//! agree on every instant.

use std::collections::HashMap;
use std::fmt;
use std::ops::Range;
use std::sync::{Arc, LazyLock, PoisonError, RwLock};

use chrono::{
    DateTime, Datelike, FixedOffset, NaiveDate, NaiveDateTime, NaiveTime, Offset as _, SecondsFormat, TimeDelta, Utc,
    Weekday,
};
use jiff::Timestamp;
use jiff::tz::{TimeZone, TimeZoneDatabase};

use super::tick::{Tick, TickSpan};

/// The first date that has a day. Since 2011 every offset is a whole number of ticks, and no clock goes back past
/// midnight (Newfoundland did until 2010), so that every date is one unbroken run of ticks.
pub const FIRST_DATE: NaiveDate = NaiveDate::from_ymd_opt(2011, 1, 1).expect("a date of the calendar");
/// The last date that has a day: one year before the tz database's arithmetic ends.
pub const LAST_DATE: NaiveDate = NaiveDate::from_ymd_opt(9998, 12, 31).expect("a date of the calendar");

/// No offset is larger than this, so that a wall-clock time read as UTC is at most this far from its instant.
const REACH_SECONDS: i64 = 16 * 60 * 60;

static DATABASE: LazyLock<TimeZoneDatabase> = LazyLock::new(TimeZoneDatabase::bundled);
/// The zones that were asked for, by their name in the spelling of the database: there are no more than in the database.
static KNOWN: LazyLock<RwLock<HashMap<String, Zone>>> = LazyLock::new(RwLock::default);

/// The seconds whose offsets are looked up and not worked out: 2011 to 2060, a good deal more than can be booked.
const LOOKED_UP: Range<i64> = 1_293_840_000..2_840_140_800;

/// A zone of the IANA database. Cheap to clone; shown as its name.
#[derive(Clone, PartialEq, Eq)]
pub struct Zone(Arc<Offsets>);

/// What a zone's clocks show.
#[derive(PartialEq, Eq)]
struct Offsets {
    zone: TimeZone,
    /// The first second of each stretch of unchanging offset and that offset, over all of [`LOOKED_UP`].
    stretches: Vec<(i64, i64)>,
}

impl Offsets {
    fn of(zone: TimeZone) -> Self {
        let mut offsets = Self { zone, stretches: Vec::new() };
        let first = (LOOKED_UP.start, offsets.worked_out(LOOKED_UP.start));
        let start = Timestamp::from_second(LOOKED_UP.start).unwrap_or(Timestamp::MIN);
        let changes = offsets.zone.following(start);
        let changes = changes.map(|change| (change.timestamp().as_second(), i64::from(change.offset().seconds())));
        let stretches = std::iter::once(first).chain(changes.take_while(|(second, _)| LOOKED_UP.contains(second)));
        offsets.stretches = stretches.collect();
        offsets
    }

    fn at(&self, second: i64) -> i64 {
        if !LOOKED_UP.contains(&second) {
            return self.worked_out(second);
        }
        let later = self.stretches.partition_point(|(start, _)| *start <= second);
        self.stretches[later - 1].1
    }

    fn worked_out(&self, second: i64) -> i64 {
        let nearest = second.clamp(Timestamp::MIN.as_second(), Timestamp::MAX.as_second());
        Timestamp::from_second(nearest).map_or(0, |instant| i64::from(self.zone.to_offset(instant).seconds()))
    }
}

/// The name is not one of the tz database.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0:?} is not a zone of the IANA time zone database")]
pub struct UnknownZone(pub String);

/// Which of its two occurrences a repeated wall-clock time means.
#[derive(Copy, Clone)]
enum Occurrence {
    First,
    Last,
}

impl Zone {
    /// Finds a zone by its IANA name, links included, in any case of letters. Offsets, POSIX rules and the machine's
    /// own zone are not names.
    pub fn parse(name: &str) -> Result<Self, UnknownZone> {
        if let Some(zone) = KNOWN.read().unwrap_or_else(PoisonError::into_inner).get(name) {
            return Ok(zone.clone());
        }
        match DATABASE.get(name) {
            Ok(zone) if !zone.is_unknown() && zone.iana_name().is_some() => {
                let zone = Self(Arc::new(Offsets::of(zone)));
                let mut known = KNOWN.write().unwrap_or_else(PoisonError::into_inner);
                Ok(known.entry(zone.name().to_owned()).or_insert(zone).clone())
            }
            _ => Err(UnknownZone(name.to_owned())),
        }
    }

    /// The name in the spelling of the database, such as `Europe/Madrid`.
    pub fn name(&self) -> &str {
        self.0.zone.iana_name().expect("parse only lets named zones pass")
    }

    /// The wall-clock time at an instant.
    pub fn wall(&self, instant: DateTime<Utc>) -> NaiveDateTime {
        let utc = instant.naive_utc();
        utc.checked_add_signed(TimeDelta::seconds(self.offset_at(instant.timestamp()))).unwrap_or(utc)
    }

    /// The date at an instant: the day of a visit that starts then (docs/domain.md §1).
    pub fn local_date(&self, instant: DateTime<Utc>) -> NaiveDate {
        self.wall(instant).date()
    }

    /// The day of the week at an instant.
    pub fn weekday(&self, instant: DateTime<Utc>) -> Weekday {
        self.wall(instant).weekday()
    }

    /// RFC 3339 to the second with the zone's offset, such as `2027-11-07T01:30:00-05:00`.
    pub fn label(&self, instant: DateTime<Utc>) -> String {
        // Offsets before 1973 may have seconds, which RFC 3339 cannot say.
        let minutes = self.offset_at(instant.timestamp()).div_euclid(60);
        let offset = i32::try_from(minutes * 60).ok().and_then(FixedOffset::east_opt);
        // At the very ends of chrono's years there is no room for an offset.
        let offset = offset.filter(|offset| instant.naive_utc().checked_add_offset(*offset).is_some());
        let local = instant.with_timezone(&offset.unwrap_or_else(|| Utc.fix()));
        local.to_rfc3339_opts(SecondsFormat::Secs, false)
    }

    /// The instant of a wall-clock time: its first occurrence, or the first instant after the gap it fell into.
    /// `None` outside of [`FIRST_DATE`] to [`LAST_DATE`].
    pub fn at(&self, date: NaiveDate, time: NaiveTime) -> Option<DateTime<Utc>> {
        self.resolve(supported(date)?, time, Occurrence::First)
    }

    /// The ticks of a local date, from its first instant to the next date's, whether or not it has a midnight. Empty
    /// for a date that a zone left out; `None` outside of [`FIRST_DATE`] to [`LAST_DATE`].
    pub fn day(&self, date: NaiveDate) -> Option<TickSpan> {
        let start = self.resolve(supported(date)?, NaiveTime::MIN, Occurrence::First)?;
        let end = self.resolve(date.succ_opt()?, NaiveTime::MIN, Occurrence::First)?;
        Some(TickSpan::new(Tick::at_or_after(start), Tick::at_or_after(end)))
    }

    /// The ticks of an opening window that starts on a local date (docs/domain.md §1). An end at or before the start
    /// is on the next date; an end in a spring gap, like a start, is the first instant after it; a repeated start
    /// means its first occurrence, a repeated end its last. Empty if a gap swallows it; `None` outside of
    /// [`FIRST_DATE`] to [`LAST_DATE`].
    pub fn opening(&self, date: NaiveDate, start: NaiveTime, end: NaiveTime) -> Option<TickSpan> {
        let end_date = if end <= start { supported(date)?.succ_opt()? } else { supported(date)? };
        let start = self.resolve(date, start, Occurrence::First)?;
        let end = self.resolve(end_date, end, Occurrence::Last)?;
        Some(TickSpan::new(Tick::at_or_after(start), Tick::containing(end)))
    }

    /// The one function that turns wall time into an instant. Fractions of a second are dropped.
    fn resolve(&self, date: NaiveDate, time: NaiveTime, which: Occurrence) -> Option<DateTime<Utc>> {
        let wall = date.and_time(time).and_utc().timestamp();
        let (from, until) = (wall - REACH_SECONDS, wall + REACH_SECONDS);
        let offset = self.offset_at(from);
        let second = match self.offset_at(until) {
            same if same == offset => wall - offset,
            _ => self.resolve_around_change(wall, from, until, which)?,
        };
        DateTime::from_timestamp(second, 0)
    }

    /// Goes through the stretches of unchanging offset between two seconds and looks for a wall-clock time in each of
    /// them. jiff's own search is not used here: it finds a repeated hour that never was where the rules for the
    /// future take over from recorded history without a change of offset (Nuuk, October 2023).
    fn resolve_around_change(&self, wall: i64, from: i64, until: i64, which: Occurrence) -> Option<i64> {
        let changes = self.0.zone.following(Timestamp::from_second(from).ok()?);
        let changes = changes.map(|change| (change.timestamp().as_second(), i64::from(change.offset().seconds())));
        let (mut start, mut offset, mut found) = (from, self.offset_at(from), None);
        for (end, next) in changes.take_while(|(second, _)| *second < until).chain([(until, offset)]) {
            let second = wall - offset;
            match found {
                None if second < start => return Some(start),
                None if second < end => found = Some(second),
                Some(_) if (start..end).contains(&second) && matches!(which, Occurrence::Last) => found = Some(second),
                _ => {}
            }
            (start, offset) = (end, next);
        }
        found
    }

    fn offset_at(&self, second: i64) -> i64 {
        self.0.at(second)
    }
}

impl fmt::Debug for Zone {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.name())
    }
}

/// The names of all zones of the compiled-in database, links included.
pub fn zone_names() -> impl Iterator<Item = String> {
    DATABASE.available().map(|name| name.as_str().to_owned())
}

/// The date, if it has a day.
fn supported(date: NaiveDate) -> Option<NaiveDate> {
    (FIRST_DATE..=LAST_DATE).contains(&date).then_some(date)
}
