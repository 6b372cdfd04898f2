//! When doctors work: weekly hours, hours of single dates, time off.

pub mod date_rule;
pub mod time_off;
pub mod weekly;
