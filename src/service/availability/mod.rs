//! Free slots: of one doctor, of many, the next one, and those nearest to a refused one.
//!
//! Everything here lists what [`Calendar::slots`](crate::domain::availability::Calendar::slots) offers; booking asks the
//! same calendar.

mod alternative;
mod doctor;
mod next;
mod search;

pub use alternative::{Alternative, with_alternatives};
pub use doctor::{DoctorSlots, of_doctors};
pub use next::{NextSlot, next_slots};
pub use search::{FoundSlot, SlotKey, SlotSearch, slots, zones};
