//! Weekly hours, written as a clinic's door would show them: `Mon Wed 09:00-14:00 16:00-19:00; Fri 09:00-13:00`.

use chrono::{NaiveTime, Weekday};

use crate::domain::availability::{WeeklyWindow, Window};

/// The windows of a line of hours.
pub fn weekly(line: &str) -> Vec<WeeklyWindow> {
    line.split("; ").flat_map(days).collect()
}

/// The windows of some days that have the same hours.
fn days(part: &str) -> Vec<WeeklyWindow> {
    let (times, days): (Vec<&str>, Vec<&str>) = part.split(' ').partition(|word| word.contains('-'));
    let windows: Vec<Window> = times.into_iter().map(window).collect();
    let on = |day: &str| {
        let weekday: Weekday = day.parse().expect("hours name days as Mon, Tue, …");
        windows.iter().map(move |window| WeeklyWindow { weekday, window: *window }).collect::<Vec<_>>()
    };
    days.into_iter().flat_map(on).collect()
}

/// A window written as `09:00-14:00`.
pub fn window(text: &str) -> Window {
    let time = |text| NaiveTime::parse_from_str(text, "%H:%M").expect("hours are written as 09:00");
    let (start, end) = text.split_once('-').expect("a window has a start and an end");
    Window { start: time(start), end: time(end) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_has_all_windows_of_all_its_days() {
        let windows = weekly("Mon Wed 09:00-14:00 16:00-19:00; Fri 22:00-06:00");
        let shown: Vec<String> = windows
            .iter()
            .map(|weekly| format!("{} {}-{}", weekly.weekday, weekly.window.start, weekly.window.end))
            .collect();
        assert_eq!(
            shown,
            [
                "Mon 09:00:00-14:00:00",
                "Mon 16:00:00-19:00:00",
                "Wed 09:00:00-14:00:00",
                "Wed 16:00:00-19:00:00",
                "Fri 22:00:00-06:00:00",
            ]
        );
    }
}
