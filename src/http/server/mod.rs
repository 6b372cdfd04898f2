//! The listener: connections in, requests to the router, and nobody who holds up the others.
//!
//! One task a connection; HTTP/1.1 by hyper, upgrades included. [`places`] caps how many there are, [`watched`] ends those
//! that are too slow, [`phase`] tells their requests apart, [`listener`] accepts them and stops.

mod connection;
mod listener;
mod phase;
mod places;
mod refusal;
mod watched;

pub use listener::serve;
