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
    /// Anything else: a fault of the database or of ours.
    #[error(transparent)]
    Database(DbErr),
}

/// Whether doing the whole transaction again may help.
pub trait Transient {
    fn is_transient(&self) -> bool;
}

impl Transient for StoreError {
    fn is_transient(&self) -> bool {
        matches!(self, Self::Conflict(_))
    }
}

impl From<DbErr> for StoreError {
    fn from(error: DbErr) -> Self {
        let Some(refused) = database_error(&error) else { return Self::Database(error) };
        if let Some(constraint) = constraint::violated(refused) {
            return Self::Violated(constraint);
        }
        match refused.code().as_deref() {
            // PostgreSQL: serialization failure, deadlock, lock timeout. SQLite: busy, busy snapshot, locked.
            Some("40001" | "40P01" | "55P03" | "5" | "517" | "6") => Self::Conflict(error),
            _ => Self::Database(error),
        }
    }
}

fn database_error(error: &DbErr) -> Option<&dyn sqlx::error::DatabaseError> {
    match error {
        DbErr::Exec(RuntimeErr::SqlxError(error))
        | DbErr::Query(RuntimeErr::SqlxError(error))
        | DbErr::Conn(RuntimeErr::SqlxError(error)) => error.as_database_error(),
        _ => None,
    }
}
