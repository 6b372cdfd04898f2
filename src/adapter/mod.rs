//! The outside world: one file or folder a capability, its trait and its implementations.

pub mod clock;
pub mod password;
pub mod random;
pub mod token;
