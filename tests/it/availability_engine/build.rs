//! Small words for the tests of the engine.

use std::collections::BTreeMap;

use chrono::{DateTime, NaiveDate, NaiveTime, TimeDelta, Utc, Weekday};
use entity::id::{ClinicId, RoomId};
use medbook::domain::availability::{
    BookingPolicy, Calendar, Closure, Practice, TimeOff, TravelTimes, VisitShape, WeeklyWindow, Window,
};
use medbook::domain::time::{TickSpan, Zone};
use uuid::Uuid;

pub const WEEK: [Weekday; 7] =
    [Weekday::Mon, Weekday::Tue, Weekday::Wed, Weekday::Thu, Weekday::Fri, Weekday::Sat, Weekday::Sun];

/// An ordinary visit of ten minutes.
pub const TEN_MINUTES: VisitShape =
    VisitShape { duration_minutes: 10, buffer_before_minutes: 0, buffer_after_minutes: 0, needs_room: false };

pub fn clinic(number: u128) -> ClinicId {
    ClinicId(Uuid::from_u128(number))
}

pub fn room(number: u128) -> RoomId {
    RoomId(Uuid::from_u128(number))
}

/// An instant, written with any offset.
pub fn instant(text: &str) -> DateTime<Utc> {
    DateTime::parse_from_rfc3339(text).expect("an instant in RFC 3339").to_utc()
}

pub fn date(text: &str) -> NaiveDate {
    text.parse().expect("a date")
}

pub fn time(text: &str) -> NaiveTime {
    NaiveTime::parse_from_str(text, "%H:%M").expect("a time of day")
}

/// `09:00-12:00`
pub fn window(text: &str) -> Window {
    let (start, end) = text.split_once('-').expect("two times");
    Window { start: time(start), end: time(end) }
}

pub fn windows(texts: &[&str]) -> Vec<Window> {
    texts.iter().map(|text| window(text)).collect()
}

pub fn weekly(weekday: Weekday, text: &str) -> WeeklyWindow {
    WeeklyWindow { weekday, window: window(text) }
}

/// The same windows on all seven days.
pub fn daily(texts: &[&str]) -> Vec<WeeklyWindow> {
    WEEK.iter().flat_map(|day| texts.iter().map(|text| weekly(*day, text))).collect()
}

pub fn zone(name: &str) -> Zone {
    Zone::parse(name).expect("a zone of the database")
}

/// A practice without hours, without notice, open far ahead.
pub fn practice(number: u128, zone_name: &str) -> Practice {
    Practice {
        clinic: clinic(number),
        zone: zone(zone_name),
        active: true,
        weekly: Vec::new(),
        date_rules: BTreeMap::new(),
        closures: Vec::new(),
        policy: BookingPolicy { minimum_notice_minutes: 0, horizon_days: 3000 },
        rooms: Vec::new(),
    }
}

/// A practice with the same hours every day.
pub fn open_daily(number: u128, zone_name: &str, texts: &[&str]) -> Practice {
    Practice { weekly: daily(texts), ..practice(number, zone_name) }
}

pub fn calendar(practices: Vec<Practice>) -> Calendar {
    Calendar {
        active: true,
        daily_limit: None,
        practices,
        time_off: Vec::new(),
        occupied: Vec::new(),
        day_counts: BTreeMap::new(),
        travel: TravelTimes::default(),
    }
}

pub fn closure(from: &str, until: &str) -> Closure {
    Closure { from: date(from), until: date(until) }
}

pub fn time_off(from: &str, until: &str) -> TimeOff {
    TimeOff { from: instant(from), until: instant(until) }
}

pub fn span(from: &str, until: &str) -> TickSpan {
    TickSpan::covering(instant(from), instant(until))
}

/// The wall-clock labels of all slots of the first practice that start from one instant to before another, asked a
/// month earlier.
pub fn labels(calendar: &Calendar, shape: &VisitShape, from: &str, until: &str) -> Vec<String> {
    let (from, until) = (instant(from), instant(until));
    let practice = &calendar.practices[0];
    let now = from - TimeDelta::days(30);
    let slots = calendar.slots(shape, Some(practice.clinic), now, from, until);
    slots.map(|slot| practice.zone.label(slot.starts_at)).collect()
}

/// The same, only as `07T01:30-05:00`: day of the month, time, offset.
pub fn brief(calendar: &Calendar, shape: &VisitShape, from: &str, until: &str) -> Vec<String> {
    let shorten = |label: String| format!("{}{}", &label[8..16], &label[19..]);
    labels(calendar, shape, from, until).into_iter().map(shorten).collect()
}
