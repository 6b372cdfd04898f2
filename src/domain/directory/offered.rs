//! Numbers of services, rooms and ways between clinics.

use crate::domain::refusal::Invalid;

/// The longest way between two clinics: a day.
pub const MAX_TRAVEL_MINUTES: i32 = 24 * 60;

/// Minutes of a visit: 10, 20, … 480.
pub fn duration(field: &str, minutes: i32) -> Result<i32, Invalid> {
    if (10..=480).contains(&minutes) && minutes % 10 == 0 {
        Ok(minutes)
    } else {
        Err(Invalid::new(field, "Give a multiple of 10 minutes between 10 and 480."))
    }
}

/// Minutes that the doctor needs before or after a visit: 0, 5, … 240.
pub fn buffer(field: &str, minutes: i32) -> Result<i32, Invalid> {
    if (0..=240).contains(&minutes) && minutes % 5 == 0 {
        Ok(minutes)
    } else {
        Err(Invalid::new(field, "Give a multiple of 5 minutes between 0 and 240."))
    }
}

/// How many visits fit into a room at once.
pub fn capacity(field: &str, visits: i32) -> Result<i32, Invalid> {
    if (1..=100).contains(&visits) { Ok(visits) } else { Err(Invalid::new(field, "Give a number between 1 and 100.")) }
}

/// Minutes between two clinics.
pub fn travel_minutes(field: &str, minutes: i32) -> Result<i32, Invalid> {
    if (0..=MAX_TRAVEL_MINUTES).contains(&minutes) {
        Ok(minutes)
    } else {
        Err(Invalid::new(field, format!("Give a number of minutes between 0 and {MAX_TRAVEL_MINUTES}.")))
    }
}
