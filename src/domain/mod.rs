//! Pure rules: no I/O, no async, no SQL, no GraphQL, no clock. What `docs/domain.md` says, as code.

pub mod access;
pub mod appointment;
pub mod account;
pub mod availability;
pub mod page;
pub mod refusal;
pub mod text;
pub mod time;
