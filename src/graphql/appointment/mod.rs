//! Visits.

mod enums;
pub mod mutation;
pub mod object;
mod query;

pub use enums::AppointmentStatus;
pub use mutation::AppointmentMutation;
pub use object::{Appointment, AppointmentConnection};
pub use query::{AppointmentQuery, viewer_appointments};
