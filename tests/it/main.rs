//! The proof: one binary that talks to the real application as its clients do, over HTTP, on both databases.
//!
//! A folder a feature, as in `src`; a test is a sentence that states a claim. `support` starts the application.

mod account;
mod architecture;
mod availability;
mod availability_engine;
mod booking;
mod check;
mod cli;
mod contract;
mod crash;
mod directory;
mod edge;
mod event_log;
mod feedback;
mod history;
mod http;
mod malformed;
mod operations;
mod pin;
mod plans;
mod race;
mod rights;
mod seed;
mod support;
mod telemetry;
