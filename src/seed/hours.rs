//! When doctors work.

use chrono::{Duration, NaiveDate, NaiveTime, Weekday};

use super::cities::City;
use super::dice::Dice;
use crate::domain::availability::{WeeklyWindow, Window};

/// From hour and minute to hour and minute.
type Shift = ((u32, u32), (u32, u32));

/// The shifts of a working day.
const SHIFTS: [&[Shift]; 8] = [
    &[((9, 0), (13, 0)), ((14, 0), (17, 0))],
    &[((9, 0), (13, 0)), ((14, 0), (17, 0))],
    &[((8, 0), (12, 0)), ((16, 0), (20, 0))],
    &[((8, 10), (12, 0)), ((12, 0), (15, 30))],
    &[((10, 0), (18, 0))],
    &[((8, 0), (14, 0))],
    &[((13, 0), (20, 0))],
    &[((19, 0), (1, 30))],
];
/// Evening hours at the other clinic; ordinary shifts that go before it end by then.
const EVENING: Shift = ((18, 30), (20, 30));

/// The weekly hours at each of one or two clinics.
pub fn weekly(dice: &mut Dice, city: &City, clinics: usize) -> Vec<Vec<WeeklyWindow>> {
    let mut days = working_days(city);
    if clinics < 2 {
        if dice.chance(30) {
            days.remove(dice.below(days.len()));
        }
        let shifts = SHIFTS[dice.below(SHIFTS.len())];
        return vec![on(&days, shifts)];
    }
    let other = days.split_off(3);
    let first = SHIFTS[dice.below(2)];
    let mut second = on(&other, SHIFTS[2 + dice.below(4)]);
    // From one clinic to the other on the same day: the way counts.
    second.extend(on(&days[..1], &[EVENING]));
    vec![on(&days, first), second]
}

fn on(days: &[Weekday], shifts: &[Shift]) -> Vec<WeeklyWindow> {
    let day = |weekday: &Weekday| {
        let weekday = *weekday;
        shifts.iter().map(move |shift| WeeklyWindow { weekday, window: window(*shift) })
    };
    days.iter().flat_map(day).collect()
}

/// A window of one date: a Saturday morning, say.
pub fn morning() -> Window {
    window(((9, 0), (12, 0)))
}

fn window(((from, from_minute), (until, until_minute)): Shift) -> Window {
    let time = |hour, minute| NaiveTime::from_hms_opt(hour, minute, 0).expect("times of the table exist");
    Window { start: time(from, from_minute), end: time(until, until_minute) }
}

fn working_days(city: &City) -> Vec<Weekday> {
    use Weekday::{Fri, Mon, Sun, Thu, Tue, Wed};
    if city.friday_weekend { vec![Sun, Mon, Tue, Wed, Thu] } else { vec![Mon, Tue, Wed, Thu, Fri] }
}

/// Some dates near today, each once: for what happens on single dates.
pub fn dates(dice: &mut Dice, today: NaiveDate, count: usize) -> Vec<NaiveDate> {
    let mut dates: Vec<NaiveDate> = (0..count).map(|_| today + Duration::days(dice.between(-80, 60))).collect();
    dates.sort_unstable();
    dates.dedup();
    dates
}
