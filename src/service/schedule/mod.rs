//! When doctors work. Doctors set their own hours; admins those at their clinics.
//!
//! Everything is written under the doctor's lock, one after the other with that doctor's bookings. Visits that exist are
//! left alone: somebody must speak with the patients.

mod batch;
mod date_hours;
mod desk;
mod time_off;
mod weekly_hours;

pub use batch::{
    DateHoursOf, OnLeave, TimeOffOf, WeeklyHoursOf, date_hours_of, on_leave, time_off_of, weekly_hours_of,
};
pub use date_hours::{SetDateHours, clear_date_hours, set_date_hours};
pub use time_off::{AddTimeOff, add_time_off, remove_time_off};
pub use weekly_hours::{SetWeeklyHours, set_weekly_hours};
