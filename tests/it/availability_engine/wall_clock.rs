//! Zones and ticks (docs/domain.md §1).

use chrono::{DateTime, Utc, Weekday};
use medbook::domain::time::{FIRST_DATE, LAST_DATE, Tick, TickSpan, Zone, zone_names};

use super::build::{date, instant, span, time, zone};

#[test]
fn zones_are_known_by_their_iana_names_and_links() {
    for (typed, name) in [
        ("Europe/Madrid", "Europe/Madrid"),
        ("europe/madrid", "Europe/Madrid"),
        ("US/Eastern", "US/Eastern"),
        ("Asia/Katmandu", "Asia/Katmandu"),
        ("UTC", "UTC"),
        ("Etc/UTC", "Etc/UTC"),
    ] {
        assert_eq!(Zone::parse(typed).map(|zone| zone.name().to_owned()), Ok(name.to_owned()));
    }
    assert_eq!(format!("{:?}", zone("Asia/Kathmandu")), "Asia/Kathmandu");
}

#[test]
fn offsets_rules_and_the_machines_own_zone_are_not_names() {
    for typed in [
        "",
        " ",
        "local",
        "localtime",
        "Etc/Unknown",
        "+05:45",
        "UTC+5",
        "EST5EDT,M3.2.0,M11.1.0",
        "Mars/Phobos",
        ":UTC",
    ] {
        assert!(Zone::parse(typed).is_err(), "{typed:?}");
    }
    let refused = Zone::parse("Mars/Phobos").expect_err("no zone");
    assert_eq!(refused.to_string(), "\"Mars/Phobos\" is not a zone of the IANA time zone database");
}

#[test]
fn every_name_of_the_database_is_a_zone_with_that_name() {
    assert!(zone_names().count() > 500);
    for name in zone_names() {
        assert_eq!(Zone::parse(&name).map(|zone| zone.name().to_owned()), Ok(name));
    }
}

#[test]
fn an_instant_has_a_wall_clock_time_a_date_and_a_label() {
    let new_york = zone("America/New_York");
    let late = instant("2027-11-07T06:30:15.5Z");
    assert_eq!(new_york.wall(late).to_string(), "2027-11-07 01:30:15.500");
    assert_eq!(new_york.label(late), "2027-11-07T01:30:15-05:00");
    assert_eq!(new_york.label(instant("2027-11-07T05:30:00Z")), "2027-11-07T01:30:00-04:00");
    assert_eq!(zone("UTC").label(late), "2027-11-07T06:30:15+00:00");
    assert_eq!(zone("Asia/Kathmandu").label(late), "2027-11-07T12:15:15+05:45");
    assert_eq!(new_york.local_date(instant("2027-11-08T04:59:59Z")), date("2027-11-07"));
    assert_eq!(new_york.weekday(instant("2027-11-08T04:59:59Z")), Weekday::Sun);
}

#[test]
fn a_wall_clock_time_is_its_first_occurrence_or_the_end_of_its_gap() {
    let new_york = zone("America/New_York");
    let at = |day, hour| new_york.at(date(day), time(hour)).map(|instant| new_york.label(instant));
    assert_eq!(at("2027-11-07", "01:30").as_deref(), Some("2027-11-07T01:30:00-04:00"));
    assert_eq!(at("2027-11-07", "02:00").as_deref(), Some("2027-11-07T02:00:00-05:00"));
    assert_eq!(at("2027-03-14", "02:00").as_deref(), Some("2027-03-14T03:00:00-04:00"));
    assert_eq!(at("2027-03-14", "02:59").as_deref(), Some("2027-03-14T03:00:00-04:00"));
    assert_eq!(at("2010-12-31", "12:00"), None);
}

#[test]
fn days_last_as_long_as_they_last() {
    for (name, day, minutes) in [
        ("Europe/Madrid", "2027-05-03", 1440),
        ("Europe/Madrid", "2027-03-28", 1380),
        ("Europe/Madrid", "2027-10-31", 1500),
        ("Australia/Lord_Howe", "2027-04-04", 1470),
        ("Africa/Cairo", "2027-04-30", 1380),
        ("Asia/Beirut", "2027-10-30", 1500),
        ("America/Havana", "2027-11-07", 1500),
        ("America/Nuuk", "2027-03-27", 1380),
        ("Pacific/Apia", "2011-12-30", 0),
    ] {
        assert_eq!(zone(name).day(date(day)).map(TickSpan::minutes), Some(minutes), "{name} {day}");
    }
}

#[test]
fn only_supported_dates_have_days() {
    let madrid = zone("Europe/Madrid");
    for day in [FIRST_DATE, LAST_DATE] {
        assert_eq!(madrid.day(day).map(TickSpan::minutes), Some(1440));
        assert!(madrid.opening(day, time("22:00"), time("02:00")).is_some());
    }
    for day in [FIRST_DATE.pred_opt(), LAST_DATE.succ_opt()].map(|day| day.expect("a date")) {
        assert_eq!(madrid.day(day), None);
        assert_eq!(madrid.opening(day, time("09:00"), time("12:00")), None);
        assert_eq!(madrid.at(day, time("09:00")), None);
    }
}

#[test]
fn ticks_are_five_minutes_of_utc() {
    assert_eq!(Tick::containing(instant("1970-01-01T00:04:59Z")), Tick(0));
    assert_eq!(Tick::containing(instant("1969-12-31T23:59:59Z")), Tick(-1));
    assert_eq!(Tick::at_or_after(instant("1970-01-01T00:05:00Z")), Tick(1));
    assert_eq!(Tick::at_or_after(instant("1970-01-01T00:05:00.001Z")), Tick(2));
    assert_eq!(Tick(-1).start(), instant("1969-12-31T23:55:00Z"));
    assert!(Tick::is_aligned(instant("2027-11-07T06:30:00Z")));
    assert!(!Tick::is_aligned(instant("2027-11-07T06:30:00.5Z")));
    assert!(!Tick::is_aligned(instant("2027-11-07T06:31:00Z")));
    assert_eq!((Tick(i64::MIN).start(), Tick(i64::MAX).start()), (DateTime::<Utc>::MIN_UTC, DateTime::<Utc>::MAX_UTC));
}

#[test]
fn spans_of_ticks_exclude_their_end() {
    let (first, second) = (TickSpan::new(Tick(1), Tick(4)), TickSpan::new(Tick(4), Tick(6)));
    assert!(!first.intersects(second) && first.intersects(TickSpan::new(Tick(3), Tick(5))));
    assert!(first.contains(Tick(3)) && !first.contains(Tick(4)));
    assert!(first.contains_span(TickSpan::new(Tick(2), Tick(4))) && !first.contains_span(second));
    assert_eq!(first.iter().collect::<Vec<_>>(), [Tick(1), Tick(2), Tick(3)]);
    assert_eq!(second.widened(5, 11), TickSpan::new(Tick(3), Tick(9)));
    assert!(TickSpan::new(Tick(4), Tick(1)).is_empty());
    assert_eq!(TickSpan::new(Tick(4), Tick(1)).minutes(), 0);
}

#[test]
fn a_stretch_of_time_covers_every_tick_it_touches() {
    let touched = span("2027-05-03T09:04:59Z", "2027-05-03T09:10:01Z");
    assert_eq!((touched.start.start(), touched.minutes()), (instant("2027-05-03T09:00:00Z"), 15));
    assert!(span("2027-05-03T09:04:59Z", "2027-05-03T09:04:59Z").is_empty());
    assert!(span("2027-05-03T09:04:59Z", "2027-05-03T09:01:00Z").is_empty());
}
