//! Every zone of the database at every change of its clocks.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{Days, NaiveDate, Timelike};
use jiff::Timestamp;
use medbook::domain::availability::Calendar;
use medbook::domain::time::{Tick, TickSpan, zone_names};

use super::build::{TEN_MINUTES, calendar, clinic, open_daily, window, zone};
use super::oracle::{Clock, instant_of, jiff_zone, tick_of, wall};

const HOURS: [&[&str]; 4] = [
    &["00:00-00:00"],
    &["01:30-02:30", "02:30-12:00", "22:00-00:15"],
    &["23:35-01:25", "02:05-02:50"],
    &["00:05-01:00", "01:00-03:00", "23:00-23:45"],
];

/// A change of clocks.
struct Change {
    zone: String,
    second: i64,
    /// How many seconds the clock is put forward.
    forward: i64,
    /// The local date just before it.
    date: NaiveDate,
    /// The local second of the day just before it.
    time: u32,
}

fn year(year: i32) -> i64 {
    NaiveDate::from_ymd_opt(year, 1, 1).expect("a date").and_time(chrono::NaiveTime::MIN).and_utc().timestamp()
}

/// The changes of all zones from one year to before another. Of zones that do the same, one stands for all.
fn changes(from: i32, until: i32) -> Vec<Change> {
    let mut distinct = BTreeMap::new();
    for name in zone_names() {
        let zone = jiff_zone(&name);
        let offset = |second| i64::from(zone.to_offset(Timestamp::from_second(second).expect("an instant")).seconds());
        let since = Timestamp::from_second(year(from) - 1).expect("an instant");
        let seconds = zone.following(since).map(|change| change.timestamp().as_second());
        let seconds: Vec<i64> = seconds.take_while(|second| *second < year(until)).collect();
        let behaviour: Vec<(i64, i64)> = seconds.iter().map(|second| (*second, offset(*second))).collect();
        distinct.entry((offset(year(from)), behaviour)).or_insert(name);
    }
    let mut all = Vec::new();
    for ((mut offset, behaviour), zone) in distinct {
        for (second, next) in behaviour {
            let before = wall(&jiff_zone(&zone), second - 1);
            let (date, time) = (before.date(), before.num_seconds_from_midnight());
            all.push(Change { zone: zone.clone(), second, forward: next - offset, date, time });
            offset = next;
        }
    }
    all
}

/// One change for each local behaviour: time of day, length of the change, and how the zone lies on the ticks.
fn distinct_changes() -> Vec<Change> {
    let mut seen = BTreeSet::new();
    let all = changes(2020, 2038);
    all.into_iter().filter(|change| seen.insert((change.time, change.forward, change.second.rem_euclid(600)))).collect()
}

fn around(change: &Change) -> impl Iterator<Item = NaiveDate> + use<> {
    (change.date - Days::new(2)).iter_days().take(7)
}

#[test]
fn days_neither_lose_nor_double_a_tick_at_any_change_of_any_zone() {
    let all = changes(2011, 2038);
    assert!(all.len() > 2000, "{}", all.len());
    for change in all {
        let zone = zone(&change.zone);
        let mut end = None;
        for date in around(&change) {
            let day = zone.day(date).expect("a supported date");
            assert!(end.is_none_or(|end| end == day.start), "{zone:?} {date}");
            let local = |tick: Tick| zone.local_date(tick.start());
            if !day.is_empty() {
                assert_eq!((local(day.start), local(day.end.plus(-1))), (date, date), "{zone:?}");
            }
            end = Some(day.end);
        }
        assert_eq!(change.forward % 300, 0, "offsets of {zone:?} are whole ticks");
    }
}

#[test]
fn every_tick_lies_in_the_day_of_its_own_date() {
    for change in changes(2011, 2020).into_iter().chain(distinct_changes()) {
        let zone = zone(&change.zone);
        let of_jiff = jiff_zone(&change.zone);
        let days: Vec<(NaiveDate, TickSpan)> =
            around(&change).map(|date| (date, zone.day(date).expect("a supported date"))).collect();
        let middle = change.second.div_euclid(300);
        for tick in (middle - 300..middle + 300).step_by(3) {
            let date = wall(&of_jiff, tick * 300).date();
            let own = days.iter().find(|(_, day)| day.contains(Tick(tick))).map(|(own, _)| *own);
            assert_eq!(own, Some(date), "{zone:?} {}", instant_of(tick));
        }
    }
}

#[test]
fn windows_last_from_their_first_occurrence_to_their_last() {
    for change in distinct_changes() {
        let zone = zone(&change.zone);
        let middle = change.second.div_euclid(300);
        let clock = Clock::new(&change.zone, middle - 5 * 288, middle + 6 * 288);
        for date in [change.date - Days::new(1), change.date, change.date + Days::new(1)] {
            for window in HOURS.iter().copied().flatten().map(|text| window(text)) {
                let expected = clock.window(date, window);
                let opening = zone.opening(date, window.start, window.end).expect("a supported date");
                let found = (opening.start.0, opening.end.0);
                assert_eq!(found, (expected.start, expected.end), "{zone:?} {date} {window:?}");
            }
        }
    }
}

fn slots(calendar: &Calendar, from: i64, until: i64) -> Vec<i64> {
    let now = instant_of(from);
    let slots = calendar.slots(&TEN_MINUTES, None, now, now, instant_of(until));
    slots.map(|slot| tick_of(slot.starts_at)).collect()
}

#[test]
fn slots_of_every_zone_are_bookable_and_do_not_overlap() {
    for change in distinct_changes() {
        let middle = change.second.div_euclid(300);
        for hours in HOURS {
            let calendar = calendar(vec![open_daily(1, &change.zone, hours)]);
            let (from, until) = (middle - 36, middle + 36);
            let listed = slots(&calendar, from, until);
            assert!(listed.windows(2).all(|pair| pair[1] - pair[0] >= 2), "{} {}", change.zone, change.date);
            let now = instant_of(from);
            let place = |tick: &i64| calendar.place(&TEN_MINUTES, clinic(1), now, instant_of(*tick), &[]).is_ok();
            assert_eq!(listed, (from..until).filter(place).collect::<Vec<_>>(), "{} {}", change.zone, change.date);
        }
    }
}

#[test]
fn a_clinic_that_never_closes_is_open_for_every_elapsed_minute() {
    for change in changes(2020, 2038).into_iter().step_by(7).chain(distinct_changes()) {
        let calendar = calendar(vec![open_daily(1, &change.zone, &["00:00-00:00"])]);
        let zone = zone(&change.zone);
        let (first, last) = (change.date - Days::new(1), change.date + Days::new(2));
        let [start, end] = [first, last].map(|date| zone.day(date).expect("a supported date").start);
        let open: i64 = calendar.open_spans(clinic(1), first, last).map(|open| open.span.minutes()).sum();
        assert_eq!(open, TickSpan::new(start, end).minutes(), "{} {}", change.zone, change.date);
        let listed = slots(&calendar, start.0, end.0);
        assert_eq!(i64::try_from(listed.len() * 10).expect("few"), open, "{} {}", change.zone, change.date);
    }
}
