//! What a person may type as opening hours.

use chrono::{NaiveTime, Weekday};
use medbook::domain::availability::{
    MAX_WINDOWS_PER_DAY, WeeklyWindow, Window, WindowProblem, validate_day, validate_weekly,
};

use super::build::{daily, weekly, window, windows};

fn minute(minute: u32) -> NaiveTime {
    NaiveTime::from_num_seconds_from_midnight_opt(minute * 60, 0).expect("a minute of a day")
}

#[test]
fn hours_that_touch_or_run_into_the_night_are_fine() {
    assert_eq!(validate_weekly(&daily(&["09:00-12:00", "12:00-16:00", "22:00-02:00"])), Ok(()));
    assert_eq!(validate_weekly(&daily(&["00:00-00:00"])), Ok(()));
    assert_eq!(validate_weekly(&daily(&["08:00-08:00"])), Ok(()));
    assert_eq!(validate_weekly(&[]), Ok(()));
    assert_eq!(validate_day(&windows(&["12:00-12:00", "09:00-12:00"])), Ok(()));
    assert_eq!(validate_day(&[]), Ok(()));
}

#[test]
fn hours_start_and_end_on_the_grid() {
    let problem = Err(WindowProblem::OffGrid { position: 1 });
    assert_eq!(validate_day(&windows(&["09:00-10:00", "11:03-12:00"])), problem);
    assert_eq!(validate_weekly(&[weekly(Weekday::Mon, "09:00-10:00"), weekly(Weekday::Tue, "09:00-10:01")]), problem);
    for seconds in [(1, 0), (0, 1)] {
        let odd = NaiveTime::from_num_seconds_from_midnight_opt(36_000 + seconds.0, seconds.1).expect("a time");
        let windows = [window("08:00-09:00"), Window { start: odd, end: minute(900) }];
        assert_eq!(validate_day(&windows), problem);
    }
}

#[test]
fn hours_of_one_date_do_not_overlap() {
    let overlap = Err(WindowProblem::Overlap { first: 0, second: 1 });
    assert_eq!(validate_day(&windows(&["09:00-12:00", "11:55-13:00"])), overlap);
    assert_eq!(validate_day(&windows(&["23:00-01:00", "22:00-23:30"])), overlap);
    assert_eq!(validate_day(&windows(&["00:00-00:00", "23:55-00:00"])), overlap);
    assert_eq!(validate_day(&windows(&["09:00-10:00", "09:00-10:00"])), overlap);
}

#[test]
fn hours_of_a_week_do_not_overlap_across_midnight_nor_from_sunday_to_monday() {
    let overlap = Err(WindowProblem::Overlap { first: 0, second: 1 });
    assert_eq!(validate_weekly(&[weekly(Weekday::Mon, "22:00-02:00"), weekly(Weekday::Tue, "01:55-03:00")]), overlap);
    assert_eq!(validate_weekly(&[weekly(Weekday::Mon, "01:55-03:00"), weekly(Weekday::Sun, "22:00-02:00")]), overlap);
    assert_eq!(validate_weekly(&[weekly(Weekday::Mon, "02:00-03:00"), weekly(Weekday::Sun, "22:00-02:00")]), Ok(()));
    assert_eq!(validate_weekly(&[weekly(Weekday::Sun, "22:00-22:00")]), Ok(()));
}

#[test]
fn a_day_has_a_limited_number_of_windows() {
    let quarters = |count: u32| (0..count).map(|n| Window { start: minute(n * 15), end: minute(n * 15 + 10) });
    let most = u32::try_from(MAX_WINDOWS_PER_DAY).expect("a small number");
    let day: Vec<Window> = quarters(most).collect();
    assert_eq!(validate_day(&day), Ok(()));
    let too_many = Err(WindowProblem::TooMany { position: MAX_WINDOWS_PER_DAY });
    assert_eq!(validate_day(&quarters(most + 1).collect::<Vec<_>>()), too_many);
    let on = |weekday, count| quarters(count).map(move |window| WeeklyWindow { weekday, window });
    assert_eq!(validate_weekly(&on(Weekday::Mon, most).chain(on(Weekday::Sun, most)).collect::<Vec<_>>()), Ok(()));
    assert_eq!(validate_weekly(&on(Weekday::Mon, most + 1).collect::<Vec<_>>()), too_many);
}
