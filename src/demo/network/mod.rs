//! The clinic network of the demo, as tables: clinics, what they offer, rooms, doctors. [`open`] makes it real.

mod doctor;
mod hours;
mod offer;
mod open;
mod place;

mod cairo;
mod kathmandu;
mod kolkata;
mod london;
mod madrid;
mod new_york;

#[cfg(test)]
pub use doctor::doctors;
pub use offer::Offer;
pub use open::{Network, Practitioner, midnight, open};
pub use place::Place;
