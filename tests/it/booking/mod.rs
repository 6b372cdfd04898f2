//! Visits, from the hold to the end of their day.

mod book;
mod cancel;
mod day;
mod guest;
mod hold;
mod idempotency;
mod overrides;
mod refusal;
mod reschedule;
mod version;
mod visibility;
