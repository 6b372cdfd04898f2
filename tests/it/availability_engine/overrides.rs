//! What staff may set aside, and what nobody may.

use medbook::domain::availability::{BookingPolicy, Calendar, Occupied, Refusal, Rule, VisitShape};

use super::build::{TEN_MINUTES, calendar, clinic, date, instant, open_daily, span, time_off};

const NOW: &str = "2027-05-03T12:02:00+02:00";

fn place(calendar: &Calendar, starts_at: &str, overrides: &[Rule]) -> Option<Refusal> {
    calendar.place(&TEN_MINUTES, clinic(1), instant(NOW), instant(starts_at), overrides).err()
}

fn madrid() -> Calendar {
    let mut calendar = calendar(vec![open_daily(1, "Europe/Madrid", &["09:00-17:00"])]);
    calendar.practices[0].policy = BookingPolicy { minimum_notice_minutes: 120, horizon_days: 7 };
    calendar
}

#[test]
fn every_rule_is_overridden_by_its_own_name_only() {
    let mut calendar = madrid();
    calendar.daily_limit = Some(1);
    calendar.day_counts.insert(date("2027-05-05"), 1);
    calendar.travel.set(clinic(1), clinic(2), 60);
    calendar.occupied =
        vec![Occupied { clinic: clinic(2), span: span("2027-05-06T10:00:00+02:00", "2027-05-06T11:00:00+02:00") }];
    let all = [Rule::Hours, Rule::Notice, Rule::Horizon, Rule::DailyLimit, Rule::TravelTime];
    for (starts_at, refusal, rule) in [
        ("2027-05-03T13:00:00+02:00", Refusal::TooSoon, Rule::Notice),
        ("2027-05-11T10:00:00+02:00", Refusal::BeyondHorizon, Rule::Horizon),
        ("2027-05-04T20:00:00+02:00", Refusal::OutsideHours, Rule::Hours),
        ("2027-05-05T10:00:00+02:00", Refusal::DailyLimitReached, Rule::DailyLimit),
        ("2027-05-06T11:30:00+02:00", Refusal::Travel, Rule::TravelTime),
    ] {
        let others: Vec<Rule> = all.into_iter().filter(|other| *other != rule).collect();
        assert_eq!(place(&calendar, starts_at, &others), Some(refusal));
        assert_eq!(place(&calendar, starts_at, &[rule]), None);
    }
}

#[test]
fn hours_cover_time_off_and_the_grid() {
    let mut calendar = madrid();
    calendar.time_off = vec![time_off("2027-05-04T00:00:00Z", "2027-05-05T00:00:00Z")];
    assert_eq!(place(&calendar, "2027-05-04T10:05:00+02:00", &[]), Some(Refusal::OutsideHours));
    assert_eq!(place(&calendar, "2027-05-04T10:05:00+02:00", &[Rule::Hours]), None);
    assert_eq!(place(&calendar, "2027-05-04T10:06:00+02:00", &[Rule::Hours]), Some(Refusal::OffGrid));
}

#[test]
fn without_notice_a_visit_may_start_in_the_tick_that_is_running() {
    let calendar = madrid();
    assert_eq!(place(&calendar, "2027-05-03T12:00:00+02:00", &[Rule::Notice]), None);
    assert_eq!(place(&calendar, "2027-05-03T11:50:00+02:00", &[Rule::Notice]), Some(Refusal::TooSoon));
}

#[test]
fn nobody_overrides_what_is_taken_or_a_missing_room() {
    let all = [Rule::Hours, Rule::Notice, Rule::Horizon, Rule::DailyLimit, Rule::TravelTime];
    let mut calendar = madrid();
    calendar.occupied =
        vec![Occupied { clinic: clinic(1), span: span("2027-05-06T10:00:00+02:00", "2027-05-06T11:00:00+02:00") }];
    assert_eq!(place(&calendar, "2027-05-06T10:30:00+02:00", &all), Some(Refusal::Taken));
    let shape = VisitShape { needs_room: true, ..TEN_MINUTES };
    let starts_at = instant("2027-05-06T12:00:00+02:00");
    assert_eq!(calendar.place(&shape, clinic(1), instant(NOW), starts_at, &all).err(), Some(Refusal::NoRoom));
    calendar.active = false;
    assert_eq!(place(&calendar, "2027-05-06T12:00:00+02:00", &all), Some(Refusal::Inactive));
}
