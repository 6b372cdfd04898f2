//! What the database can answer instead of rows.

use sea_orm::{DbErr, RuntimeErr};

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
        let refused = driver_error(&error).is_some_and(|cause| cause.as_database_error().is_some());
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
        let Some(cause) = driver_error(&error) else { return Self::Database(error) };
        let Some(refused) = cause.as_database_error() else {
            return match cause {
                sqlx::Error::Io(_) | sqlx::Error::Tls(_) | sqlx::Error::WorkerCrashed => Self::Lost(error),
                _ => Self::Database(error),
            };
        };
        if let Some(constraint) = constraint::violated(refused) {
            return Self::Violated(constraint);
        }
        match refused.code().as_deref() {
            // PostgreSQL: serialization failure, deadlock, lock timeout. SQLite: busy, busy snapshot, locked.
            Some("40001" | "40P01" | "55P03" | "5" | "517" | "6") => Self::Conflict(error),
            // PostgreSQL ends the connection: shut down by an operator or a crash, starting up, idle for too long.
            Some("57P01" | "57P02" | "57P03" | "57P05" | "25P03") => Self::Lost(error),
            Some(code) if code.len() == 5 && code.starts_with("08") => Self::Lost(error),
            _ => Self::Database(error),
        }
    }
}

fn driver_error(error: &DbErr) -> Option<&sqlx::Error> {
    match error {
        DbErr::Exec(RuntimeErr::SqlxError(error))
        | DbErr::Query(RuntimeErr::SqlxError(error))
        | DbErr::Conn(RuntimeErr::SqlxError(error)) => Some(error),
        _ => None,
    }
}
