//! Patients of the demo: families with accounts, and guests without.

mod families;
mod guests;
mod population;

pub use families::NEWCOMER;
pub use guests::{GUESTS, GuestPlan};
pub use population::{Patient, Population, register};
