//! Feedback on completed visits, and the doctor's reply.

mod leave;
mod read;
mod reply;

pub use leave::{LeaveFeedback, leave};
pub use read::{FeedbackPage, authors, by_id, counts, pages};
pub use reply::{ReplyToFeedback, reply};

pub use crate::store::feedback::FeedbackKey;
