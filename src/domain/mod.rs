//! Pure rules: no I/O, no async, no SQL, no GraphQL, no clock. What `docs/domain.md` says, as code.

pub mod access;
pub mod account;
pub mod appointment;
pub mod availability;
pub mod directory;
pub mod page;
pub mod refusal;
pub mod text;
pub mod time;
