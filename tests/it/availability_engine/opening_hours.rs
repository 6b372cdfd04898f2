//! What decides whether a clinic is open: closure, time off, date rule, weekly hours (docs/domain.md §2).

use chrono::Weekday;
use medbook::domain::availability::{Calendar, VisitShape};

use super::build::{
    TEN_MINUTES, brief, calendar, closure, date, open_daily, practice, time_off, weekly, window, windows,
};

const HALF_HOUR: VisitShape = VisitShape { duration_minutes: 30, ..TEN_MINUTES };

/// Monday 2027-05-03 is an ordinary day in Madrid.
fn monday(calendar: &Calendar, shape: &VisitShape) -> Vec<String> {
    brief(calendar, shape, "2027-05-03T00:00:00+02:00", "2027-05-04T00:00:00+02:00")
}

fn monday_and_tuesday(calendar: &Calendar, shape: &VisitShape) -> Vec<String> {
    brief(calendar, shape, "2027-05-03T00:00:00+02:00", "2027-05-05T00:00:00+02:00")
}

fn madrid(hours: &[&str]) -> Calendar {
    calendar(vec![open_daily(1, "Europe/Madrid", hours)])
}

/// Open in the night from Monday to Tuesday, 23:30 to 00:30.
fn night() -> Calendar {
    let mut calendar = calendar(vec![practice(1, "Europe/Madrid")]);
    calendar.practices[0].weekly = vec![weekly(Weekday::Mon, "23:30-00:30")];
    calendar
}

#[test]
fn slots_step_by_ten_minutes_and_the_whole_visit_lies_inside() {
    let slots = monday(&madrid(&["09:05-10:00"]), &HALF_HOUR);
    assert_eq!(slots, ["03T09:05+02:00", "03T09:15+02:00", "03T09:25+02:00"]);
}

#[test]
fn an_open_rule_replaces_the_weekly_hours_of_its_date() {
    let mut calendar = madrid(&["09:00-12:00"]);
    calendar.practices[0].date_rules.insert(date("2027-05-03"), windows(&["15:00-15:20"]));
    assert_eq!(
        monday_and_tuesday(&calendar, &TEN_MINUTES)[..3],
        ["03T15:00+02:00", "03T15:10+02:00", "04T09:00+02:00"]
    );
}

#[test]
fn a_closed_rule_closes_its_date_only() {
    let mut calendar = madrid(&["09:00-09:20"]);
    calendar.practices[0].date_rules.insert(date("2027-05-03"), Vec::new());
    assert_eq!(monday_and_tuesday(&calendar, &TEN_MINUTES), ["04T09:00+02:00", "04T09:10+02:00"]);
}

#[test]
fn a_closure_is_stronger_than_an_open_rule_and_includes_both_its_dates() {
    let mut calendar = madrid(&["09:00-09:10"]);
    calendar.practices[0].date_rules.insert(date("2027-05-04"), windows(&["10:00-10:10"]));
    calendar.practices[0].closures = vec![closure("2027-05-03", "2027-05-04")];
    let slots = brief(&calendar, &TEN_MINUTES, "2027-05-02T00:00:00+02:00", "2027-05-06T00:00:00+02:00");
    assert_eq!(slots, ["02T09:00+02:00", "05T09:00+02:00"]);
}

#[test]
fn a_closure_that_ends_before_it_starts_closes_nothing() {
    let mut calendar = madrid(&["09:00-09:10"]);
    calendar.practices[0].closures = vec![closure("2027-05-04", "2027-05-02")];
    assert_eq!(monday(&calendar, &TEN_MINUTES), ["03T09:00+02:00"]);
}

#[test]
fn time_off_is_stronger_than_an_open_rule_and_is_rounded_outward() {
    let mut calendar = madrid(&[]);
    calendar.practices[0].date_rules.insert(date("2027-05-03"), windows(&["09:00-10:00"]));
    calendar.time_off = vec![time_off("2027-05-03T09:19:59+02:00", "2027-05-03T09:30:01+02:00")];
    assert_eq!(monday(&calendar, &TEN_MINUTES), ["03T09:00+02:00", "03T09:40+02:00", "03T09:50+02:00"]);
}

#[test]
fn time_off_does_not_move_the_grid() {
    let mut calendar = madrid(&["09:00-10:00"]);
    calendar.time_off = vec![time_off("2027-05-03T09:00:00+02:00", "2027-05-03T09:25:00+02:00")];
    assert_eq!(monday(&calendar, &TEN_MINUTES), ["03T09:30+02:00", "03T09:40+02:00", "03T09:50+02:00"]);
}

#[test]
fn windows_that_touch_stay_two() {
    let slots = monday(&madrid(&["09:00-09:35", "09:35-10:00"]), &TEN_MINUTES);
    let expected = ["09:00", "09:10", "09:20", "09:35", "09:45"].map(|time| format!("03T{time}+02:00"));
    assert_eq!(slots, expected);
}

#[test]
fn windows_that_meet_in_a_repeated_hour_become_one() {
    let calendar = calendar(vec![open_daily(1, "America/New_York", &["00:25-01:30", "01:30-02:00"])]);
    let slots = brief(&calendar, &TEN_MINUTES, "2027-11-07T00:00:00-04:00", "2027-11-07T12:00:00-05:00");
    assert_eq!(slots.len(), 15);
    assert!(slots.iter().all(|label| label.contains("5-0")), "all on the grid of 00:25");
}

#[test]
fn a_visit_may_cross_midnight() {
    let slots = monday_and_tuesday(&night(), &HALF_HOUR);
    assert_eq!(slots, ["03T23:30+02:00", "03T23:40+02:00", "03T23:50+02:00", "04T00:00+02:00"]);
}

#[test]
fn spill_over_onto_a_closed_date_is_cut() {
    let mut calendar = night();
    calendar.practices[0].closures = vec![closure("2027-05-04", "2027-05-04")];
    assert_eq!(monday_and_tuesday(&calendar, &HALF_HOUR), ["03T23:30+02:00"]);
}

#[test]
fn spill_over_from_a_closed_date_stays_on_its_own_grid() {
    let mut calendar = calendar(vec![practice(1, "Europe/Madrid")]);
    calendar.practices[0].weekly = vec![weekly(Weekday::Mon, "23:35-00:30")];
    calendar.practices[0].closures = vec![closure("2027-05-03", "2027-05-03")];
    assert_eq!(monday_and_tuesday(&calendar, &TEN_MINUTES), ["04T00:05+02:00", "04T00:15+02:00"]);
}

#[test]
fn a_closed_rule_cuts_spill_over_and_has_none_of_its_own() {
    for closed in ["2027-05-03", "2027-05-04"] {
        let mut calendar = night();
        calendar.practices[0].date_rules.insert(date(closed), Vec::new());
        let expected: &[&str] = if closed == "2027-05-04" { &["03T23:30+02:00"] } else { &[] };
        assert_eq!(monday_and_tuesday(&calendar, &HALF_HOUR), expected, "{closed}");
    }
}

#[test]
fn a_closed_rule_cuts_the_spill_over_of_a_rule_too() {
    let mut calendar = night();
    calendar.practices[0].date_rules.insert(date("2027-05-03"), windows(&["23:30-00:30"]));
    calendar.practices[0].date_rules.insert(date("2027-05-04"), Vec::new());
    assert_eq!(monday_and_tuesday(&calendar, &HALF_HOUR), ["03T23:30+02:00"]);
}

#[test]
fn an_open_rule_replaces_weekly_spill_over() {
    let mut calendar = night();
    calendar.practices[0].date_rules.insert(date("2027-05-04"), windows(&["00:15-00:45"]));
    assert_eq!(monday_and_tuesday(&calendar, &HALF_HOUR), ["03T23:30+02:00", "04T00:15+02:00"]);
}

#[test]
fn the_spill_over_of_a_rule_stays_beside_the_next_dates_rule() {
    let mut calendar = madrid(&[]);
    calendar.practices[0].date_rules.insert(date("2027-05-03"), vec![window("23:30-00:30")]);
    calendar.practices[0].date_rules.insert(date("2027-05-04"), vec![window("00:30-01:00")]);
    let slots = monday_and_tuesday(&calendar, &HALF_HOUR);
    assert_eq!(slots, ["03T23:30+02:00", "03T23:40+02:00", "03T23:50+02:00", "04T00:00+02:00", "04T00:30+02:00"]);
}

#[test]
fn rules_that_overlap_across_midnight_become_one_grid() {
    let mut calendar = madrid(&[]);
    calendar.practices[0].date_rules.insert(date("2027-05-03"), vec![window("23:35-00:30")]);
    calendar.practices[0].date_rules.insert(date("2027-05-04"), vec![window("00:20-00:50")]);
    let slots = monday_and_tuesday(&calendar, &HALF_HOUR);
    assert_eq!(slots, ["03T23:35+02:00", "03T23:45+02:00", "03T23:55+02:00", "04T00:05+02:00", "04T00:15+02:00"]);
}

#[test]
fn a_closure_does_not_undo_a_merger() {
    let mut calendar = madrid(&[]);
    calendar.practices[0].date_rules.insert(date("2027-05-03"), vec![window("23:35-00:30")]);
    calendar.practices[0].date_rules.insert(date("2027-05-04"), vec![window("00:20-00:50")]);
    calendar.practices[0].closures = vec![closure("2027-05-03", "2027-05-03")];
    assert_eq!(monday_and_tuesday(&calendar, &HALF_HOUR), ["04T00:05+02:00", "04T00:15+02:00"]);
}

#[test]
fn a_long_chain_of_overlapping_rules_keeps_its_anchor_wherever_one_looks() {
    let mut calendar = madrid(&[]);
    for (day, start) in [(3, "11:05"), (4, "10:00"), (5, "09:05"), (6, "08:00"), (7, "07:05"), (8, "06:00")] {
        let around_the_clock = windows(&[&format!("{start}-{start}")]);
        calendar.practices[0].date_rules.insert(date(&format!("2027-05-{day:02}")), around_the_clock);
    }
    let from = |day| brief(&calendar, &TEN_MINUTES, &format!("2027-05-{day}T00:00:00+02:00"), "2027-05-20T00:00:00Z");
    let whole = from("03");
    assert_eq!((whole[0].as_str(), whole.len()), ("03T11:05+02:00", (5 * 24 + 18) * 6 + 5));
    for day in ["04", "05", "06", "07", "08", "09"] {
        let part = from(day);
        assert_eq!(whole[whole.len() - part.len()..], part, "{day}");
    }
}

#[test]
fn open_spans_tell_the_hours_cut_to_the_dates_asked_for() {
    let mut calendar = night();
    calendar.active = false;
    let clinic = calendar.practices[0].clinic;
    let tuesday: Vec<_> = calendar.open_spans(clinic, date("2027-05-04"), date("2027-05-05")).collect();
    assert_eq!(tuesday.len(), 1);
    assert_eq!((tuesday[0].span.minutes(), tuesday[0].span.start.0 - tuesday[0].anchor.0), (30, 6));
    assert_eq!(calendar.open_spans(clinic, date("2027-05-05"), date("2027-05-04")).count(), 0);
    assert_eq!(calendar.open_spans(super::build::clinic(9), date("2027-05-03"), date("2027-05-05")).count(), 0);
}
