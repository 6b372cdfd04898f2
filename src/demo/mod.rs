//! The demo: a small clinic network in an empty database, for `medbook serve --demo`.
//!
//! Everything is made by the use cases that the API calls, from fixed tables and a seeded generator. What lies in the
//! past was really booked, confirmed, begun, completed and rated, on a [`stage`] whose clock stood there and then.

mod logins;
mod network;
mod people;
mod prepare;
mod random;
mod stage;
mod story;
mod welcome;

pub use logins::logins;
pub use prepare::{State, prepare};
pub use welcome::welcome;
