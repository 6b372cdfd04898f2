//! The connection pool and the one way to write.

use std::ops::Deref;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use entity::id::DoctorId;
use migration::{Migrator, MigratorTrait};
use sea_orm::{
    ConnectOptions, ConnectionTrait, Database, DatabaseConnection, DatabaseTransaction, DbBackend, DbErr,
    SqliteTransactionMode, Statement, TransactionOptions, TransactionTrait,
};

use super::error::{StoreError, Transient};
use super::event::{self, NewEvent};

/// How often a transaction is tried again after another one was in the way.
const MAX_ATTEMPTS: u32 = 8;

/// How long a connection may be idle and still be used without asking whether it is there.
const TESTED_WHEN_IDLE_FOR: Duration = Duration::from_secs(1);

/// Which database stands behind.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub enum Backend {
    Sqlite,
    Postgres,
}

/// The database. Cheap to clone.
#[derive(Clone)]
pub struct Db {
    connection: DatabaseConnection,
    backend: Backend,
    /// SQLite takes one writer at a time; waiting here is fair, waiting in its busy handler is not.
    write_gate: Option<Arc<tokio::sync::Mutex<()>>>,
}

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
}

impl Deref for Tx {
    type Target = DatabaseTransaction;

    fn deref(&self) -> &Self::Target {
        &self.inner
    }
}

impl Tx {
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

    async fn commit(self) -> Result<(), StoreError> {
        let events = self.events.into_inner().expect("no panic happens while events are held");
        if !events.is_empty() {
            event::append(&self.inner, events).await?;
        }
        Ok(self.inner.commit().await?)
    }
}

/// The attempts of one write.
pub struct Writer<'db> {
    db: &'db Db,
    lock: Lock,
    attempt: u32,
    turn: Option<tokio::sync::MutexGuard<'db, ()>>,
}

impl Writer<'_> {
    /// Opens the transaction of one attempt.
    pub async fn begin(&mut self) -> Result<Tx, StoreError> {
        if let (None, Some(gate)) = (&self.turn, &self.db.write_gate) {
            self.turn = Some(gate.lock().await);
        }
        self.db.begin(self.lock).await
    }

    /// Commits what went well and rolls back what did not. `None`: another transaction was in the way, begin again.
    pub async fn end<T, E>(&mut self, tx: Tx, done: Result<T, E>) -> Option<Result<T, E>>
    where
        E: From<StoreError> + Transient,
    {
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
        match &answer {
            Err(error) if error.is_transient() && self.attempt < MAX_ATTEMPTS => {
                tokio::time::sleep(Duration::from_millis(1 << self.attempt)).await;
                self.attempt += 1;
                None
            }
            _ => Some(answer),
        }
    }
}

/// Runs a block in one write transaction and commits it when it answers `Ok`: `transact!(db, lock, |tx| { … })`. When
/// another transaction was in the way, the whole block runs again; so it does nothing but read and write through `tx`.
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

impl Db {
    /// Opens the pool. `url` is `sqlite:<path>` or `postgres://…`; `pool` is the largest number of connections.
    pub async fn connect(url: &str, pool: u32) -> Result<Self, DbErr> {
        let mut options = ConnectOptions::new(url);
        options
            .max_connections(pool)
            .acquire_timeout(Duration::from_secs(10))
            // A connection that was used a moment ago is there; asking it first would double the round trips of reads.
            .test_before_acquire_if_idle_for(TESTED_WHEN_IDLE_FOR)
            // Statements carry patients' data; they are never logged.
            .sqlx_logging(false)
            .map_sqlx_sqlite_opts(|sqlite| {
                sqlite
                    .create_if_missing(true)
                    .foreign_keys(true)
                    .journal_mode(sqlx::sqlite::SqliteJournalMode::Wal)
                    // An answered booking survives a power cut.
                    .synchronous(sqlx::sqlite::SqliteSynchronous::Full)
                    .busy_timeout(Duration::from_secs(5))
            })
            // Statements take milliseconds; nobody waits for one that hangs.
            .map_sqlx_postgres_opts(|postgres| {
                postgres.options([
                    ("lock_timeout", "3s"),
                    ("statement_timeout", "30s"),
                    ("idle_in_transaction_session_timeout", "30s"),
                ])
            });
        let connection = Database::connect(options).await?;
        let backend = match connection.get_database_backend() {
            DbBackend::Postgres => Backend::Postgres,
            _ => Backend::Sqlite,
        };
        let write_gate = (backend == Backend::Sqlite).then(Arc::default);
        Ok(Self { connection, backend, write_gate })
    }

    /// For reads outside of a transaction, each of which sees the newest commit.
    pub fn read(&self) -> &DatabaseConnection {
        &self.connection
    }

    /// Which database stands behind.
    pub fn backend(&self) -> Backend {
        self.backend
    }

    /// A write transaction and its further attempts. Use [`transact!`](crate::store::transact).
    pub fn writer(&self, lock: Lock) -> Writer<'_> {
        Writer { db: self, lock, attempt: 1, turn: None }
    }

    /// The turn of a writer, on SQLite: for as long as it is kept, [`transact!`](crate::store::transact) waits.
    pub(super) async fn take_turn(&self) -> Option<tokio::sync::MutexGuard<'_, ()>> {
        match &self.write_gate {
            Some(gate) => Some(gate.lock().await),
            None => None,
        }
    }

    /// Applies the steps that are missing. Two servers that start at once do it one after the other.
    pub async fn migrate(&self) -> Result<(), DbErr> {
        let _turn = self.take_turn().await;
        if self.backend == Backend::Sqlite {
            return Migrator::up(&self.connection, None).await;
        }
        // One transaction, one connection: the lock goes with it however the process ends, and so does half a schema.
        let tx = self.connection.begin().await?;
        // A step over a large table takes as long as it takes, and so does another server's turn.
        tx.execute_unprepared("SET LOCAL statement_timeout = 0; SET LOCAL lock_timeout = 0").await?;
        tx.execute_unprepared("SELECT pg_advisory_xact_lock(7165060187266378091)").await?;
        Migrator::up(&tx, None).await?;
        tx.commit().await
    }

    /// Whether the database answers and lacks no step.
    pub async fn is_ready(&self) -> Result<bool, DbErr> {
        let applied = Migrator::get_migration_models(&self.connection).await?;
        Ok(Migrator::migrations().iter().all(|step| applied.iter().any(|row| row.version == step.name())))
    }

    async fn begin(&self, lock: Lock) -> Result<Tx, StoreError> {
        let options = TransactionOptions {
            // A deferred transaction that reads and then writes fails when another one wrote in between.
            sqlite_transaction_mode: (self.backend == Backend::Sqlite).then_some(SqliteTransactionMode::Immediate),
            ..TransactionOptions::default()
        };
        let tx = Tx { inner: self.connection.begin_with_options(options).await?, events: Mutex::default() };
        if let Lock::Doctor(doctor) = lock {
            let (high, low) = doctor.0.as_u64_pair();
            // Ids that share a key only wait for each other.
            tx.serialize(high ^ low).await?;
        }
        Ok(tx)
    }
}
