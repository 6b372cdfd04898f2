//! What the database can answer instead of rows.

use sea_orm::{DbErr, RuntimeErr};
use sqlx::error::DatabaseError;
use sqlx::postgres::{PgDatabaseError, PgSeverity};
use sqlx::sqlite::SqliteError;

use super::constraint::{self, Constraint};

/// A failed statement, sorted by what can be done about it.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// A constraint said no; the caller knows what that means.
    #[error("{0:?} violated")]
    Violated(Constraint),
    /// Another transaction was in the way; the same transaction may succeed now.
    #[error("transaction conflict: {0}")]
    Conflict(#[source] DbErr),
    /// The connection was lost before the commit: nothing was done, and the same transaction may succeed on another one.
    #[error("connection lost: {0}")]
    Lost(#[source] DbErr),
    /// The connection was lost during the commit: it may have been done or not.
    #[error("connection lost during the commit: {0}")]
    Unknown(#[source] DbErr),
    /// Anything else: a fault of the database or of ours.
    #[error(transparent)]
    Database(DbErr),
}

impl StoreError {
    /// Whether nothing was done and doing the whole transaction again may help.
    pub fn is_transient(&self) -> bool {
        matches!(self, Self::Conflict(_) | Self::Lost(_))
    }

    /// What the failure of a commit means. It was on its way: only the database itself can say that it was not done.
    pub(super) fn of_commit(error: DbErr) -> Self {
        let refused = driver_error(&error).and_then(sqlx::Error::as_database_error).is_some_and(is_a_refusal);
        match Self::from(error) {
            Self::Lost(error) => Self::Unknown(error),
            Self::Database(error) if !refused => Self::Unknown(error),
            other => other,
        }
    }
}

/// An error that the store may have caused.
pub trait Caused: From<StoreError> {
    /// The store's error in it, or itself if it is another.
    fn into_store_error(self) -> Result<StoreError, Self>;
}

impl Caused for StoreError {
    fn into_store_error(self) -> Result<StoreError, Self> {
        Ok(self)
    }
}

impl From<DbErr> for StoreError {
    fn from(error: DbErr) -> Self {
        if is_lost(&error) {
            return Self::Lost(error);
        }
        let refused = driver_error(&error).and_then(sqlx::Error::as_database_error);
        if let Some(constraint) = refused.and_then(constraint::violated) {
            return Self::Violated(constraint);
        }
        let conflict = refused.is_some_and(|refused| match sqlite_code(refused) {
            // Busy, locked.
            Some(code) => matches!(code, 5 | 6),
            // Serialization failure, deadlock, lock timeout.
            None => matches!(refused.code().as_deref(), Some("40001" | "40P01" | "55P03")),
        });
        if conflict { Self::Conflict(error) } else { Self::Database(error) }
    }
}

/// Whether the connection is gone, whatever became of the statement.
pub(super) fn is_lost(error: &DbErr) -> bool {
    match driver_error(error) {
        Some(sqlx::Error::Io(_) | sqlx::Error::Tls(_) | sqlx::Error::WorkerCrashed) => true,
        // PostgreSQL ends the connection: shut down by an operator or a crash, starting up, idle for too long.
        Some(sqlx::Error::Database(refused)) => refused.code().is_some_and(|code| {
            matches!(&*code, "57P01" | "57P02" | "57P03" | "57P05" | "25P03")
                || code.len() == 5 && code.starts_with("08")
        }),
        _ => false,
    }
}

/// Whether a database that fails a commit says that nothing was committed. It cannot say so when the disk failed it (the
/// end of the commit may be written, and be found after a crash), nor when it goes down over it.
fn is_a_refusal(error: &dyn DatabaseError) -> bool {
    const IO_ERROR: u32 = 10;
    let severity = error.try_downcast_ref::<PgDatabaseError>().map(PgDatabaseError::severity);
    sqlite_code(error) != Some(IO_ERROR) && !matches!(severity, Some(PgSeverity::Fatal | PgSeverity::Panic))
}

/// SQLite's primary code, without what extends it (<https://sqlite.org/rescode.html>).
fn sqlite_code(error: &dyn DatabaseError) -> Option<u32> {
    error.try_downcast_ref::<SqliteError>()?;
    error.code()?.parse::<u32>().ok().map(|code| code & 0xff)
}

fn driver_error(error: &DbErr) -> Option<&sqlx::Error> {
    match error {
        DbErr::Exec(RuntimeErr::SqlxError(error))
        | DbErr::Query(RuntimeErr::SqlxError(error))
        | DbErr::Conn(RuntimeErr::SqlxError(error)) => Some(error),
        _ => None,
    }
}
