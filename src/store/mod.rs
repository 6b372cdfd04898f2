//! SQL, and only SQL: transactions, constraint names, queries scoped to who may see.
//!
//! Reads take `&impl ConnectionTrait`, so that they serve inside and outside of a transaction; writes take [`Tx`], which
//! only [`transact!`] makes.

pub mod account;
pub mod appointment;
pub mod availability;
mod backup;
pub mod bulk;
pub mod check;
mod constraint;
mod db;
pub mod directory;
mod durability;
mod error;
mod event;
pub mod event_log;
pub mod feedback;
mod migrate;
mod only_server;
mod reader;
mod release;
pub mod schedule;
mod transaction;

pub use constraint::Constraint;
pub use db::{Backend, Db, PoolState};
pub use error::{Caused, StoreError};
pub use event::NewEvent;
pub use migrate::MigrateError;
pub use only_server::{OnlyServer, OnlyServerError};
pub use reader::{Reader, as_search};
pub(crate) use transaction::transact;
pub use transaction::{Lock, Tx, Writer};
