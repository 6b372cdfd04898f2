//! What patients say of their visits.

mod page;
mod write;

pub use page::{FeedbackKey, counts, find, find_many, pages};
pub use write::{insert, reply};
