//! Feedback on visits.

mod mutation;
pub mod object;

pub use mutation::FeedbackMutation;
pub use object::{Feedback, FeedbackConnection, doctor_feedback};
