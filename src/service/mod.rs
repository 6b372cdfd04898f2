//! Use cases, a verb a file: `pub async fn book(services, who, command) -> Outcome<Booked>`.
//!
//! A use case checks who asks, applies the rules of `domain`, and reads and writes through `store`. It knows nothing of
//! GraphQL or HTTP. To add one: write the file, take [`Services`] and a `Principal`, answer an [`Outcome`].

pub mod account;
pub mod appointment;
pub mod availability;
pub mod check;
pub mod directory;
mod error;
pub mod events;
pub mod feedback;
pub mod schedule;
mod services;

pub use availability::Alternative;
pub use error::{Error, Outcome};
pub use services::{Services, Settings};

pub use crate::store::as_search;
