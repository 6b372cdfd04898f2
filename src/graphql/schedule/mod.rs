//! When doctors work.

mod input;
mod mutation;
mod object;
mod read;

pub use mutation::ScheduleMutation;
pub use object::{DateHours, TimeOff, WeeklyWindow};
pub use read::{date_hours, time_off, weekly_hours};
