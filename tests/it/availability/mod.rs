//! Free slots: what is listed, for whom, and when it is not.
//!
//! The engine's own tests (`availability_engine`) go further into zones and rules; these prove that the API asks it.

mod hours;
mod listing;
mod rules;
mod search;
mod services;
mod video;
mod zones;
