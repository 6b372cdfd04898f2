//! The proof: one binary that talks to the real application as its clients do, over HTTP, on both databases.
//!
//! A folder a feature, as in `src`; a test is a sentence that states a claim. `support` starts the application.

mod account;
mod availability;
mod booking;
mod directory;
mod feedback;
mod http;
mod race;
mod support;
