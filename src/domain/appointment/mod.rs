//! The life of a visit (domain.md §4): which step leads where, who may take it, and when.

mod lifecycle;
mod policy;

pub use lifecycle::{Step, effective_status, status_at};
pub use policy::{change_allowed, check_in_allowed, mode_suits, no_show_allowed, undo_no_show_allowed};
