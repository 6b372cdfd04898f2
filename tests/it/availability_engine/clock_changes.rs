//! docs/domain.md §1, by example.

use chrono::Weekday;

use super::build::{TEN_MINUTES, brief, calendar, closure, date, labels, open_daily, practice, weekly};

fn slots_on(zone: &str, hours: &str, from: &str, until: &str) -> Vec<String> {
    brief(&calendar(vec![open_daily(1, zone, &[hours])]), &TEN_MINUTES, from, until)
}

fn first_and_last(slots: &[String]) -> (&str, &str) {
    (slots.first().expect("slots"), slots.last().expect("slots"))
}

#[test]
fn the_two_half_past_ones_of_an_autumn_night_are_two_slots() {
    let slots = slots_on("America/New_York", "01:00-02:00", "2027-11-07T00:00:00-04:00", "2027-11-07T12:00:00-05:00");
    assert_eq!(
        slots,
        [
            "07T01:00-04:00",
            "07T01:10-04:00",
            "07T01:20-04:00",
            "07T01:30-04:00",
            "07T01:40-04:00",
            "07T01:50-04:00",
            "07T01:00-05:00",
            "07T01:10-05:00",
            "07T01:20-05:00",
            "07T01:30-05:00",
            "07T01:40-05:00",
            "07T01:50-05:00",
        ]
    );
}

#[test]
fn a_repeated_start_means_its_first_occurrence_and_a_repeated_end_its_last() {
    let slots = slots_on("America/New_York", "01:30-03:00", "2027-11-07T00:00:00-04:00", "2027-11-07T12:00:00-05:00");
    assert_eq!((first_and_last(&slots), slots.len()), (("07T01:30-04:00", "07T02:50-05:00"), 15));
    let slots = slots_on("America/New_York", "00:00-01:30", "2027-11-07T00:00:00-04:00", "2027-11-07T12:00:00-05:00");
    assert_eq!((first_and_last(&slots), slots.len()), (("07T00:00-04:00", "07T01:20-05:00"), 15));
}

#[test]
fn a_start_in_a_spring_gap_is_the_first_instant_after_it() {
    let slots = slots_on("America/New_York", "02:30-04:00", "2027-03-14T00:00:00-05:00", "2027-03-14T12:00:00-04:00");
    assert_eq!((first_and_last(&slots), slots.len()), (("14T03:00-04:00", "14T03:50-04:00"), 6));
}

#[test]
fn an_end_in_a_spring_gap_is_the_first_instant_after_it() {
    let slots = slots_on("America/New_York", "01:00-02:30", "2027-03-14T00:00:00-05:00", "2027-03-14T12:00:00-04:00");
    assert_eq!((first_and_last(&slots), slots.len()), (("14T01:00-05:00", "14T01:50-05:00"), 6));
}

#[test]
fn a_window_that_a_gap_swallows_has_no_slot() {
    let slots = slots_on("America/New_York", "02:10-02:50", "2027-03-14T00:00:00-05:00", "2027-03-14T12:00:00-04:00");
    assert!(slots.is_empty());
}

#[test]
fn the_grid_counts_elapsed_minutes_across_a_gap() {
    let slots = slots_on("America/New_York", "01:35-03:20", "2027-03-14T00:00:00-05:00", "2027-03-14T12:00:00-04:00");
    assert_eq!(slots, ["14T01:35-05:00", "14T01:45-05:00", "14T01:55-05:00", "14T03:05-04:00"]);
}

#[test]
fn lord_howe_changes_by_half_an_hour() {
    let autumn =
        slots_on("Australia/Lord_Howe", "01:00-03:00", "2027-04-04T00:00:00+11:00", "2027-04-04T12:00:00+10:30");
    assert_eq!((first_and_last(&autumn), autumn.len()), (("04T01:00+11:00", "04T02:50+10:30"), 15));
    let spring =
        slots_on("Australia/Lord_Howe", "01:00-03:00", "2027-10-03T00:00:00+10:30", "2027-10-03T12:00:00+11:00");
    assert_eq!((first_and_last(&spring), spring.len()), (("03T01:00+10:30", "03T02:50+11:00"), 9));
}

#[test]
fn kathmandu_lies_at_quarters_of_an_hour() {
    let slots = slots_on("Asia/Kathmandu", "09:00-09:30", "2027-05-03T00:00:00+05:45", "2027-05-04T00:00:00+05:45");
    assert_eq!(slots, ["03T09:00+05:45", "03T09:10+05:45", "03T09:20+05:45"]);
}

#[test]
fn a_night_is_as_long_as_it_lasts() {
    let autumn = slots_on("Europe/Madrid", "22:00-06:00", "2027-10-30T12:00:00+02:00", "2027-10-31T12:00:00+01:00");
    assert_eq!((first_and_last(&autumn), autumn.len()), (("30T22:00+02:00", "31T05:50+01:00"), 9 * 6));
    let spring = slots_on("Europe/Madrid", "22:00-06:00", "2027-03-27T12:00:00+01:00", "2027-03-28T12:00:00+02:00");
    assert_eq!((first_and_last(&spring), spring.len()), (("27T22:00+01:00", "28T05:50+02:00"), 7 * 6));
}

#[test]
fn a_day_without_midnight_starts_at_one() {
    for (zone, day, before, after) in [
        ("Africa/Cairo", "2027-04-30", "+02:00", "+03:00"),
        ("America/Havana", "2027-03-14", "-05:00", "-04:00"),
        ("Asia/Beirut", "2027-03-28", "+02:00", "+03:00"),
    ] {
        let (from, until) = (format!("{day}T00:00:00{before}"), format!("{day}T12:00:00{after}"));
        let slots = slots_on(zone, "00:00-02:00", &from, &until);
        let expected = (format!("{}T01:00{after}", &day[8..]), format!("{}T01:50{after}", &day[8..]));
        assert_eq!((first_and_last(&slots), slots.len()), ((&*expected.0, &*expected.1), 6), "{zone}");
    }
}

#[test]
fn a_day_with_two_midnights_has_both() {
    let slots = slots_on("America/Havana", "00:00-01:00", "2027-11-07T00:00:00-04:00", "2027-11-07T12:00:00-05:00");
    assert_eq!((first_and_last(&slots), slots.len()), (("07T00:00-04:00", "07T00:50-05:00"), 12));
    let slots = slots_on("Asia/Beirut", "23:00-00:00", "2027-10-30T12:00:00+03:00", "2027-10-31T12:00:00+02:00");
    assert_eq!((first_and_last(&slots), slots.len()), (("30T23:00+03:00", "30T23:50+02:00"), 12));
}

#[test]
fn a_second_midnight_that_ends_a_window_belongs_to_the_next_date() {
    let mut havana = practice(1, "America/Havana");
    havana.weekly = vec![weekly(Weekday::Sat, "22:00-00:00")];
    let mut calendar = calendar(vec![havana]);
    let (from, until) = ("2027-11-06T12:00:00-04:00", "2027-11-07T12:00:00-05:00");
    assert_eq!(brief(&calendar, &TEN_MINUTES, from, until).len(), 18);
    calendar.practices[0].closures = vec![closure("2027-11-07", "2027-11-07")];
    let slots = brief(&calendar, &TEN_MINUTES, from, until);
    assert_eq!((first_and_last(&slots), slots.len()), (("06T22:00-04:00", "06T23:50-04:00"), 12));
}

#[test]
fn a_date_that_a_zone_left_out_has_no_slots_and_costs_none() {
    let samoa = calendar(vec![open_daily(1, "Pacific/Apia", &["00:00-00:00"])]);
    let zone = &samoa.practices[0].zone;
    assert!(zone.day(date("2011-12-30")).is_some_and(|day| day.is_empty()));
    let slots = labels(&samoa, &TEN_MINUTES, "2011-12-29T00:00:00-10:00", "2012-01-01T00:00:00+14:00");
    assert_eq!(slots.len(), 2 * 144);
    assert!(slots.iter().all(|label| !label.starts_with("2011-12-30")));
    assert_eq!(slots[143..145], ["2011-12-29T23:50:00-10:00", "2011-12-31T00:00:00+14:00"]);
}

#[test]
fn a_change_that_keeps_the_offset_repeats_nothing() {
    // Greenland came to -02:00 in the spring of 2023 as summer time, and in the autumn stayed there as standard time.
    let slots = slots_on("America/Nuuk", "23:30-00:30", "2023-10-28T12:00:00-02:00", "2023-10-29T12:00:00-02:00");
    assert_eq!((first_and_last(&slots), slots.len()), (("28T23:30-02:00", "29T00:20-02:00"), 6));
}
