//! Free slots.

mod doctor;
pub mod object;
mod query;

pub use doctor::{doctor_next_slot, doctor_slots};
pub use object::Slot;
pub use query::{ALL_FREE_TIMES, AvailabilityQuery};
