//! SQL, and only SQL: transactions, constraint names, queries scoped to who may see.
//!
//! Reads take `&impl ConnectionTrait`, so that they serve inside and outside of a transaction; writes take [`Tx`], which
//! only [`transact!`] makes.

pub mod account;
pub mod appointment;
pub mod availability;
pub mod bulk;
pub mod check;
mod constraint;
mod db;
pub mod directory;
mod error;
mod event;
pub mod event_log;
pub mod feedback;
pub mod schedule;

pub use constraint::Constraint;
pub(crate) use db::transact;
pub use db::{Backend, Db, Lock, Tx, Writer};
pub use error::{StoreError, Transient};
pub use event::NewEvent;
