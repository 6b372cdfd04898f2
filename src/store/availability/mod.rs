//! What decides availability, read from the database: for one doctor or for many, in a handful of queries either way.
//!
//! Listing reads through the pool, booking through its own transaction: the same function, the same rules.

mod desk;
mod load;
mod offer;
mod practising;
mod rooms;

pub use desk::{clinic, clinic_in_use, clinics, doctor, fee, service};
pub use load::{Period, load, load_one};
pub use offer::{Offer, offers};
pub use practising::{Practising, practising};
