//! The one way to write.

use std::ops::Deref;
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use entity::id::DoctorId;
use fault::Point;
use sea_orm::{ConnectionTrait, DatabaseTransaction, DbBackend, DbErr, Statement};

use super::db::Db;
use super::error::{Caused, StoreError};
use super::event::{self, NewEvent};

/// How often a transaction is tried, in all: after another one was in the way, or the connection was lost.
const MAX_ATTEMPTS: u32 = 8;

/// What a write transaction takes before anything else, so that all transactions take locks in one order.
#[derive(Copy, Clone, Debug)]
pub enum Lock {
    /// Nothing beyond the rows it touches.
    None,
    /// The schedule of one doctor: bookings, moves and changes of hours of that doctor happen one after the other.
    Doctor(DoctorId),
}

/// An open write transaction. Reads like any connection; events recorded in it are appended right before its commit.
pub struct Tx {
    inner: DatabaseTransaction,
    events: Mutex<Vec<NewEvent>>,
    knows_what_was_done: AtomicBool,
}

impl Deref for Tx {
    type Target = DatabaseTransaction;

    fn deref(&self) -> &Self::Target {
        &self.inner
    }
}

impl Tx {
    pub(super) fn new(inner: DatabaseTransaction) -> Self {
        Self { inner, events: Mutex::default(), knows_what_was_done: AtomicBool::new(false) }
    }

    /// Appends `event` to the event log when this transaction commits, and only then.
    pub fn record(&self, event: NewEvent) {
        self.events.lock().expect("no panic happens while events are held").push(event);
    }

    /// Waits for every other transaction that serializes on the same key, until this one ends. Taken after the
    /// transaction's [`Lock`], never before it. (SQLite's writers are one after the other anyway.)
    pub async fn serialize(&self, key: u64) -> Result<(), StoreError> {
        if self.inner.get_database_backend() == DbBackend::Postgres {
            let sql = "SELECT pg_advisory_xact_lock($1)";
            let lock = Statement::from_sql_and_values(DbBackend::Postgres, sql, [key.cast_signed().into()]);
            self.inner.execute_raw(lock).await?;
        }
        Ok(())
    }

    /// Says that the block begins by looking up what it has done before. When the connection is lost in the middle of
    /// the commit, the block runs again, and finds out whether the commit happened.
    pub fn knows_what_was_done(&self) {
        self.knows_what_was_done.store(true, Ordering::Relaxed);
    }

    async fn commit(self) -> Result<(), StoreError> {
        reached(Point::StoreBeforeEvents).await.map_err(StoreError::Lost)?;
        let events = self.events.into_inner().expect("no panic happens while events are held");
        if !events.is_empty() {
            event::append(&self.inner, events).await?;
        }
        reached(Point::StoreBeforeCommit).await.map_err(StoreError::Lost)?;
        self.inner.commit().await.map_err(StoreError::of_commit)?;
        reached(Point::StoreAfterCommit).await.map_err(StoreError::Unknown)
    }
}

/// The attempts of one write.
pub struct Writer<'db> {
    db: &'db Db,
    lock: Lock,
    attempt: u32,
    turn: Option<tokio::sync::MutexGuard<'db, ()>>,
    /// An earlier attempt may have been committed.
    in_doubt: bool,
}

impl<'db> Writer<'db> {
    pub(super) fn new(db: &'db Db, lock: Lock) -> Self {
        Self { db, lock, attempt: 1, turn: None, in_doubt: false }
    }

    /// Opens the transaction of one attempt. A connection that is lost by then is replaced by another.
    pub async fn begin(&mut self) -> Result<Tx, StoreError> {
        if self.turn.is_none() {
            self.turn = self.db.turn().await;
        }
        loop {
            match self.open().await {
                Err(error) if self.attempt < MAX_ATTEMPTS && self.can_wait(&error) => self.wait(&error).await,
                opened => return opened.map_err(|error| self.doubted(error)),
            }
        }
    }

    async fn open(&self) -> Result<Tx, StoreError> {
        let tx = self.db.begin().await?;
        if let Lock::Doctor(doctor) = self.lock {
            let (high, low) = doctor.0.as_u64_pair();
            // Ids that share a key only wait for each other.
            tx.serialize(high ^ low).await?;
        }
        reached(Point::StoreLocked).await.map_err(StoreError::Lost)?;
        Ok(tx)
    }

    /// Commits what went well and rolls back what did not. `None`: begin again, because another transaction was in the
    /// way, or the connection was lost and that does no harm.
    pub async fn end<T, E: Caused>(&mut self, tx: Tx, done: Result<T, E>) -> Option<Result<T, E>> {
        let knows_what_was_done = tx.knows_what_was_done.load(Ordering::Relaxed);
        let answer = match done {
            Ok(value) => tx.commit().await.map(|()| value).map_err(E::from),
            Err(error) => {
                // Wait for the rollback: the connection goes back clean, and the next writer finds the gate open.
                if let Err(failed) = tx.inner.rollback().await {
                    tracing::warn!(error = %failed, "rollback failed");
                }
                Err(error)
            }
        };
        self.turn = None;
        let cause = match answer.map_err(E::into_store_error) {
            Ok(value) => return Some(Ok(value)),
            Err(Err(refusal)) => return Some(Err(refusal)),
            Err(Ok(cause)) => cause,
        };
        let again = match &cause {
            StoreError::Unknown(_) => {
                self.in_doubt = true;
                knows_what_was_done
            }
            other => other.is_transient(),
        };
        if again && self.attempt < MAX_ATTEMPTS {
            self.wait(&cause).await;
            return None;
        }
        Some(Err(self.doubted(cause).into()))
    }

    /// Whether to try again to begin: without a connection, or while the commit in doubt may still hold the lock.
    fn can_wait(&self, error: &StoreError) -> bool {
        matches!(error, StoreError::Lost(_)) || self.in_doubt && error.is_transient()
    }

    async fn wait(&mut self, cause: &StoreError) {
        // Another transaction is over in moments; a database that restarts takes seconds.
        let unit = if matches!(cause, StoreError::Conflict(_)) { 1 } else { 25 };
        if unit > 1 {
            tracing::warn!(error = %cause, attempt = self.attempt, "a write goes on with another connection");
        }
        tokio::time::sleep(Duration::from_millis(unit << self.attempt)).await;
        self.attempt += 1;
        self.db.count_retry();
    }

    /// What to say when no attempt went through: after a commit whose answer was lost, that it is unknown.
    fn doubted(&self, error: StoreError) -> StoreError {
        match error {
            StoreError::Lost(error) | StoreError::Conflict(error) | StoreError::Database(error) if self.in_doubt => {
                StoreError::Unknown(error)
            }
            error => error,
        }
    }
}

async fn reached(point: Point) -> Result<(), DbErr> {
    fault::reached(point).await.map_err(|fault| DbErr::Custom(fault.to_string()))
}

/// Runs a block in one write transaction and commits it when it answers `Ok`: `transact!(db, lock, |tx| { … })`. When
/// another transaction was in the way, or the connection was lost before the commit, the whole block runs again; so it
/// does nothing but read and write through `tx`.
///
/// (A macro, because a closure that borrows and answers a `Send` future cannot be written down yet.)
macro_rules! transact {
    ($db:expr, $lock:expr, |$tx:ident| $body:expr) => {{
        let mut writer = $db.writer($lock);
        loop {
            let opened = writer.begin().await?;
            let done = {
                let $tx = &opened;
                async { $body }.await
            };
            if let Some(answer) = writer.end(opened, done).await {
                break answer;
            }
        }
    }};
}
pub(crate) use transact;
