//! The visits of the demo: what was, and what is booked. [`play`] lets them happen one after the other, as they did.

mod act;
mod cast;
mod plan;
mod play;
mod reasons;
mod script;
mod visit;
mod words;

pub use play::play;
