//! The connection pool.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use migration::{Migrator, MigratorTrait};
use sea_orm::{
    ConnectOptions, ConnectionTrait, Database, DatabaseConnection, DbBackend, DbErr, SqliteTransactionMode, Statement,
    TransactionOptions, TransactionTrait,
};
use sqlx::Executor;

use super::durability::COMMIT_DURABLY;
use super::error::StoreError;
use super::reader::Reader;
use super::release::Release;
use super::transaction::{Lock, Tx, Writer};

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
    pub(super) connection: Reader,
    backend: Backend,
    /// SQLite takes one writer at a time; waiting here is fair, waiting in its busy handler is not.
    write_gate: Option<Arc<tokio::sync::Mutex<()>>>,
    /// Largest number of connections.
    most: u32,
    /// Transactions that began again.
    retried: Arc<AtomicU64>,
}

/// The connections of a pool at one moment, and what its transactions went through.
#[derive(Copy, Clone, Debug)]
pub struct PoolState {
    /// Largest number of connections.
    pub most: u32,
    /// Connections that are open.
    pub open: u32,
    /// Of those, how many nobody uses.
    pub idle: u32,
    /// Transactions that began again because another one was in the way or their connection was lost, since the start.
    pub retried: u64,
}

impl Db {
    /// Opens the pool. `url` is `sqlite:<path>` or `postgres://…`; `pool` is the largest number of connections.
    pub async fn connect(url: &str, pool: u32) -> Result<Self, DbErr> {
        let release = Release::new();
        let (how, cut) = (release.clone(), release.clone());
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
            .map_sqlx_postgres_opts(move |postgres| {
                let postgres = postgres.options([
                    // Statements take milliseconds; nobody waits for one that hangs.
                    ("lock_timeout", "3s"),
                    ("statement_timeout", "30s"),
                    ("idle_in_transaction_session_timeout", "30s"),
                    // A statement ends soon after the connection that asked for it.
                    ("client_connection_check_interval", "2s"),
                    // A notice is logged; `CREATE TABLE IF NOT EXISTS` is no news.
                    ("client_min_messages", "warning"),
                ]);
                how.remember(&postgres);
                postgres
            })
            .map_sqlx_postgres_pool_opts(move |pool| {
                let release = release.clone();
                let pool = pool.after_connect(|connection, _| {
                    Box::pin(async move { connection.execute(COMMIT_DURABLY).await.map(drop) })
                });
                pool.after_release(move |connection, _| {
                    let release = release.clone();
                    Box::pin(async move { release.keeps(connection).await })
                })
            });
        let connection = Database::connect(options).await?;
        let backend = match connection.get_database_backend() {
            DbBackend::Postgres => Backend::Postgres,
            _ => Backend::Sqlite,
        };
        let write_gate = (backend == Backend::Sqlite).then(Arc::default);
        let connection = Reader::new(connection, pool, cut);
        Ok(Self { connection, backend, write_gate, most: pool, retried: Arc::default() })
    }

    /// Lets `watcher` see every statement with its values and how long it took: to time it or to explain it. Values are
    /// patients' data; they belong in no log.
    pub fn watch(&mut self, watcher: impl Fn(&sea_orm::metric::Info<'_>) + Send + Sync + 'static) {
        self.connection.watch(watcher);
    }

    /// For reads outside of a transaction.
    pub fn read(&self) -> &Reader {
        &self.connection
    }

    /// Closes all connections.
    pub async fn close(&self) -> Result<(), DbErr> {
        DatabaseConnection::clone(&self.connection).close().await
    }

    /// Which database stands behind.
    pub fn backend(&self) -> Backend {
        self.backend
    }

    /// How many connections there are, and what they do.
    pub fn pool_state(&self) -> PoolState {
        let (open, idle) = match self.backend {
            Backend::Sqlite => {
                let pool = self.connection.get_sqlite_connection_pool();
                (pool.size(), pool.num_idle())
            }
            Backend::Postgres => {
                let pool = self.connection.get_postgres_connection_pool();
                (pool.size(), pool.num_idle())
            }
        };
        // The two are not counted at one moment.
        let idle = u32::try_from(idle).unwrap_or(open).min(open);
        PoolState { most: self.most, open, idle, retried: self.retried.load(Ordering::Relaxed) }
    }

    pub(super) fn count_retry(&self) {
        self.retried.fetch_add(1, Ordering::Relaxed);
    }

    /// A write transaction and its further attempts. Use [`transact!`](crate::store::transact).
    pub fn writer(&self, lock: Lock) -> Writer<'_> {
        Writer::new(self, lock)
    }

    /// Whether the database answers and lacks no step.
    pub async fn is_ready(&self) -> Result<bool, DbErr> {
        let applied =
            Statement::from_string(self.connection.get_database_backend(), "SELECT version FROM seaql_migrations");
        let applied = self.connection.query_all_raw(applied).await?;
        let applied =
            applied.into_iter().map(|row| row.try_get_by_index::<String>(0)).collect::<Result<Vec<_>, _>>()?;
        Ok(Migrator::migrations().iter().all(|step| applied.iter().any(|known| known == step.name())))
    }

    /// The turn of one writer of SQLite; PostgreSQL needs none.
    pub(super) async fn turn(&self) -> Option<tokio::sync::MutexGuard<'_, ()>> {
        match &self.write_gate {
            Some(gate) => Some(gate.lock().await),
            None => None,
        }
    }

    pub(super) async fn begin(&self) -> Result<Tx, StoreError> {
        if self.backend == Backend::Sqlite {
            return Ok(Tx::new(self.connection.begin_with_options(self.write_options()).await?));
        }
        let (connection, options) = (self.connection.clone(), self.write_options());
        // In a task of its own, because the driver forgets a transaction whose `BEGIN` is dropped on its way.
        let begun = tokio::spawn(async move { connection.begin_with_options(options).await });
        Ok(Tx::new(begun.await.map_err(|error| DbErr::Custom(error.to_string()))??))
    }

    pub(super) fn write_options(&self) -> TransactionOptions {
        TransactionOptions {
            // A deferred transaction that reads and then writes fails when another one wrote in between.
            sqlite_transaction_mode: (self.backend == Backend::Sqlite).then_some(SqliteTransactionMode::Immediate),
            ..TransactionOptions::default()
        }
    }
}
