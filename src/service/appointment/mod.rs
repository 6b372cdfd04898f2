//! Visits: hold, book, move, cancel, and everything that happens on the day (domain.md §4).
//!
//! Every verb reads and writes in one transaction under the lock of its doctor, and places visits with the same function
//! that listing uses.

mod access;
mod book;
mod booked;
mod cancel;
mod hold;
mod idempotent;
mod manage;
mod place;
mod read;
mod reschedule;
mod step;
mod sweep;
mod treated;

pub use access::Seen;
pub use book::{Book, Target, book};
pub use booked::{Booked, StaffOverride};
pub use cancel::{Cancel, cancel};
pub use hold::{Hold, hold};
pub use read::{agenda, by_id, find, of_chain, of_viewer, of_viewer_count};
pub use reschedule::{Reschedule, reschedule};
pub use step::{TakeStep, take_step};
pub use sweep::sweep;
pub use treated::{Guest, Patient};

pub use crate::store::appointment::VisitKey;
