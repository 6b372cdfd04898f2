//! No input makes the engine panic, or work for ages.

use std::time::Instant;

use chrono::{DateTime, NaiveDate, NaiveTime, TimeDelta, Utc};
use medbook::domain::availability::{BookingPolicy, Calendar, Closure, Occupied, Rule, TimeOff, VisitShape, Window};
use medbook::domain::time::{Tick, TickSpan};
use proptest::prelude::*;

use super::build::{TEN_MINUTES, WEEK, calendar, clinic, daily, date, instant, open_daily, windows, zone};

const ALL_RULES: [Rule; 5] = [Rule::Hours, Rule::Notice, Rule::Horizon, Rule::DailyLimit, Rule::TravelTime];

fn strange_instants() -> Vec<DateTime<Utc>> {
    let mut all = vec![DateTime::<Utc>::MIN_UTC, DateTime::<Utc>::MAX_UTC, DateTime::UNIX_EPOCH];
    for year in [-262_000, -9999, -1, 0, 1, 1883, 1969, 2010, 2011, 2027, 2500, 9998, 9999, 10_000, 262_000] {
        let day = NaiveDate::from_ymd_opt(year, 12, 31).expect("a date of chrono's");
        all.push(day.and_time(NaiveTime::MIN).and_utc());
        all.push(day.and_hms_nano_opt(23, 59, 59, 999_999_999).expect("a time").and_utc());
    }
    all
}

fn strange_calendar() -> Calendar {
    let mut calendar = calendar(vec![
        open_daily(1, "Europe/Madrid", &["09:00-12:00"]),
        open_daily(2, "Pacific/Apia", &["22:00-02:00"]),
    ]);
    calendar.practices[0].policy = BookingPolicy { minimum_notice_minutes: 0, horizon_days: u32::MAX };
    calendar.practices[1].policy = BookingPolicy { minimum_notice_minutes: u32::MAX, horizon_days: u32::MAX };
    for practice in &mut calendar.practices {
        for day in [NaiveDate::MIN, NaiveDate::MAX, date("2026-01-01")] {
            practice.date_rules.insert(day, windows(&["00:00-00:00"]));
            practice.closures.push(Closure { from: day, until: day });
        }
        practice.closures.push(Closure { from: date("2001-01-01"), until: date("2009-01-01") });
    }
    calendar.time_off = vec![TimeOff { from: DateTime::<Utc>::MAX_UTC, until: DateTime::<Utc>::MIN_UTC }];
    calendar.travel.set(clinic(1), clinic(2), u32::MAX);
    for (start, end) in [(i64::MIN, i64::MIN + 1), (i64::MAX - 1, i64::MAX), (i64::MAX, i64::MIN)] {
        calendar.occupied.push(Occupied { clinic: clinic(2), span: TickSpan::new(Tick(start), Tick(end)) });
    }
    calendar
}

#[test]
fn strange_instants_are_answered() {
    let calendar = strange_calendar();
    let endless = VisitShape {
        duration_minutes: u32::MAX,
        buffer_before_minutes: u32::MAX,
        buffer_after_minutes: u32::MAX,
        needs_room: true,
    };
    let nothing = VisitShape { duration_minutes: 0, ..TEN_MINUTES };
    for now in strange_instants() {
        for start in strange_instants() {
            for shape in [TEN_MINUTES, endless, nothing] {
                for overrides in [&[][..], &ALL_RULES] {
                    let _ = calendar.place(&shape, clinic(1), now, start, overrides);
                }
                assert!(calendar.slots(&shape, None, now, start, DateTime::<Utc>::MAX_UTC).take(3).count() <= 3);
            }
        }
    }
}

#[test]
fn strange_instants_have_wall_clock_times() {
    for name in ["Europe/Madrid", "Pacific/Apia", "UTC", "America/Nuuk"] {
        let zone = zone(name);
        for instant in strange_instants() {
            let label = zone.label(instant);
            assert!(label.len() >= 25, "{label}");
            let _ = (zone.wall(instant), zone.weekday(instant));
            let _ = zone.day(zone.local_date(instant));
            let _ = zone.opening(zone.local_date(instant), NaiveTime::MIN, NaiveTime::MIN);
        }
        for day in [NaiveDate::MIN, NaiveDate::MAX] {
            assert_eq!((zone.day(day), zone.at(day, NaiveTime::MIN)), (None, None));
        }
    }
}

#[test]
fn nothing_is_offered_after_the_last_supported_date_even_to_staff() {
    let calendar = strange_calendar();
    let start = instant("9999-06-01T10:00:00Z");
    assert!(calendar.place(&TEN_MINUTES, clinic(1), instant("2027-01-01T00:00:00Z"), start, &ALL_RULES).is_err());
    let (from, until) = (instant("9998-12-31T00:00:00Z"), DateTime::<Utc>::MAX_UTC);
    assert_eq!(calendar.slots(&TEN_MINUTES, Some(clinic(1)), from, from, until).count(), 18);
}

#[test]
fn the_first_slots_of_thousands_of_years_are_found_at_once() {
    let calendar = strange_calendar();
    let started = Instant::now();
    let slots = calendar.slots(
        &TEN_MINUTES,
        Some(clinic(1)),
        instant("2027-05-03T00:00:00Z"),
        DateTime::<Utc>::MIN_UTC,
        DateTime::<Utc>::MAX_UTC,
    );
    assert_eq!(slots.take(18).last().map(|slot| slot.starts_at), Some(instant("2027-05-03T11:50:00+02:00")));
    assert!(started.elapsed() < std::time::Duration::from_secs(1));
}

#[test]
fn a_range_that_ends_before_it_starts_is_empty() {
    let calendar = calendar(vec![open_daily(1, "Europe/Madrid", &["00:00-00:00"])]);
    let (now, later) = (instant("2027-05-03T00:00:00Z"), instant("2027-05-04T00:00:00Z"));
    assert_eq!(calendar.slots(&TEN_MINUTES, None, now, later, now).count(), 0);
    assert_eq!(calendar.slots(&TEN_MINUTES, None, now, later, later).count(), 0);
}

#[test]
fn open_spans_of_all_time_are_lazy() {
    let calendar = strange_calendar();
    let spans: Vec<_> = calendar.open_spans(clinic(1), NaiveDate::MIN, NaiveDate::MAX).take(2).collect();
    assert_eq!(spans[0].span.start.start(), instant("2011-01-01T09:00:00+01:00"));
    assert_eq!(spans[1].span.start.start(), instant("2011-01-02T09:00:00+01:00"));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn windows_that_nobody_checked_are_listed_as_they_are_booked(
        typed in proptest::collection::vec((0..86_400_u32, 0..86_400_u32, 0..7_usize), 0..8),
        capacity in any::<u32>(),
    ) {
        let second = |second| NaiveTime::from_num_seconds_from_midnight_opt(second, 0).expect("a second of a day");
        let mut weekly = daily(&[]);
        for (start, end, day) in typed {
            let window = Window { start: second(start), end: second(end) };
            weekly.push(medbook::domain::availability::WeeklyWindow { weekday: WEEK[day], window });
        }
        let mut calendar = calendar(vec![open_daily(1, "Europe/Madrid", &[])]);
        calendar.practices[0].weekly = weekly;
        calendar.practices[0].rooms = vec![medbook::domain::availability::RoomLoad {
            room: super::build::room(1),
            capacity,
            taken: vec![(u32::MAX, TickSpan::new(Tick(i64::MIN), Tick(i64::MAX)))],
        }];
        let (now, from) = (instant("2012-05-01T00:00:00Z"), instant("2012-05-02T00:00:00Z"));
        let shape = VisitShape { needs_room: true, ..TEN_MINUTES };
        let listed: Vec<_> = calendar.slots(&shape, None, now, from, from + TimeDelta::days(1)).collect();
        let bookable: Vec<_> = (0..288)
            .filter_map(|tick| {
                let start = from + TimeDelta::minutes(tick * 5);
                Some(calendar.place(&shape, clinic(1), now, start, &[]).ok()?.slot)
            })
            .collect();
        prop_assert_eq!(listed, bookable);
    }
}
