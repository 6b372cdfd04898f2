//! Notice, horizon, daily limit, and who takes no bookings (docs/domain.md §2).

use medbook::domain::availability::{BookingPolicy, Calendar, Refusal};

use super::build::{TEN_MINUTES, calendar, clinic, date, instant, open_daily};

fn place(calendar: &Calendar, now: &str, starts_at: &str) -> Option<Refusal> {
    calendar.place(&TEN_MINUTES, clinic(1), instant(now), instant(starts_at), &[]).err()
}

fn madrid(minimum_notice_minutes: u32, horizon_days: u32) -> Calendar {
    let mut calendar = calendar(vec![open_daily(1, "Europe/Madrid", &["00:00-00:00"])]);
    calendar.practices[0].policy = BookingPolicy { minimum_notice_minutes, horizon_days };
    calendar
}

#[test]
fn notice_is_elapsed_time_and_may_be_met_exactly() {
    let calendar = madrid(24 * 60, 10);
    // The clocks go forward in between: a day of notice is 25 hours on the wall.
    assert_eq!(place(&calendar, "2027-03-27T12:00:00+01:00", "2027-03-28T12:50:00+02:00"), Some(Refusal::TooSoon));
    assert_eq!(place(&calendar, "2027-03-27T12:00:00+01:00", "2027-03-28T13:00:00+02:00"), None);
    assert_eq!(place(&calendar, "2027-03-27T12:00:01+01:00", "2027-03-28T13:00:00+02:00"), Some(Refusal::TooSoon));
}

#[test]
fn without_notice_the_past_is_still_past() {
    let calendar = madrid(0, 10);
    assert_eq!(place(&calendar, "2027-05-03T12:00:00+02:00", "2027-05-03T11:50:00+02:00"), Some(Refusal::TooSoon));
    assert_eq!(place(&calendar, "2027-05-03T12:00:00+02:00", "2027-05-03T12:00:00+02:00"), None);
    assert_eq!(place(&calendar, "2027-05-03T12:00:00.5+02:00", "2027-05-03T12:00:00+02:00"), Some(Refusal::TooSoon));
}

#[test]
fn the_horizon_counts_local_dates() {
    let calendar = madrid(0, 2);
    for now in ["2027-05-03T00:00:00+02:00", "2027-05-03T23:59:59+02:00"] {
        assert_eq!(place(&calendar, now, "2027-05-05T23:50:00+02:00"), None);
        assert_eq!(place(&calendar, now, "2027-05-06T00:00:00+02:00"), Some(Refusal::BeyondHorizon));
    }
    let last = calendar.slots(
        &TEN_MINUTES,
        None,
        instant("2027-05-03T12:00:00+02:00"),
        instant("2027-05-03T12:00:00+02:00"),
        instant("2099-01-01T00:00:00Z"),
    );
    assert_eq!(last.last().map(|slot| slot.starts_at), Some(instant("2027-05-05T23:50:00+02:00")));
}

#[test]
fn the_daily_limit_goes_by_the_local_date_of_the_start() {
    let mut calendar = madrid(0, 10);
    calendar.daily_limit = Some(3);
    calendar.day_counts.insert(date("2027-05-04"), 3);
    calendar.day_counts.insert(date("2027-05-05"), 2);
    let now = "2027-05-03T12:00:00+02:00";
    assert_eq!(place(&calendar, now, "2027-05-03T23:50:00+02:00"), None);
    assert_eq!(place(&calendar, now, "2027-05-04T00:00:00+02:00"), Some(Refusal::DailyLimitReached));
    assert_eq!(place(&calendar, now, "2027-05-04T23:50:00+02:00"), Some(Refusal::DailyLimitReached));
    assert_eq!(place(&calendar, now, "2027-05-05T00:00:00+02:00"), None);
}

#[test]
fn inactive_doctors_and_clinics_take_nothing() {
    let now = "2027-05-03T12:00:00+02:00";
    let mut doctor = madrid(0, 10);
    doctor.active = false;
    let mut practice = madrid(0, 10);
    practice.practices[0].active = false;
    for calendar in [doctor, practice] {
        assert_eq!(place(&calendar, now, "2027-05-04T12:00:00+02:00"), Some(Refusal::Inactive));
        let (from, until) = (instant(now), instant("2027-05-10T00:00:00Z"));
        assert_eq!(calendar.slots(&TEN_MINUTES, None, from, from, until).count(), 0);
    }
}

#[test]
fn a_clinic_where_the_doctor_does_not_work_is_unknown() {
    let now = instant("2027-05-03T12:00:00Z");
    let refused = madrid(0, 10).place(&TEN_MINUTES, clinic(2), now, now, &[]);
    assert_eq!(refused, Err(Refusal::UnknownClinic));
}

#[test]
fn visits_start_on_ticks_of_the_slot_grid() {
    let calendar = madrid(0, 10);
    let now = "2027-05-03T12:00:00+02:00";
    assert_eq!(place(&calendar, now, "2027-05-04T12:03:00+02:00"), Some(Refusal::OffGrid));
    assert_eq!(place(&calendar, now, "2027-05-04T12:00:00.001+02:00"), Some(Refusal::OffGrid));
    assert_eq!(place(&calendar, now, "2027-05-04T12:05:00+02:00"), Some(Refusal::OutsideHours));
}
