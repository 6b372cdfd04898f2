//! The pool as those see it who only read.

use std::ops::Deref;
use std::pin::pin;
use std::sync::Arc;
use std::time::Duration;

use sea_orm::{ConnectionTrait, DatabaseConnection, DbBackend, DbErr, ExecResult, QueryResult, Statement};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use super::error::is_lost;
use super::release::Release;

/// How often a read is tried again on another connection; with pauses that double, two and a half seconds in all, which
/// is a restart of PostgreSQL.
const AGAIN: u32 = 9;
const FIRST_PAUSE: Duration = Duration::from_millis(5);
/// Connections that one search may use at the same time, however many fields it asks for.
const READS_OF_ONE_SEARCH: usize = 4;

tokio::task_local! {
    /// The turns of the search that this task runs.
    static SEARCH: Arc<Semaphore>;
}

/// Runs a search. Searches leave a quarter of the connections to everybody else, and each has a few of them at a time.
pub async fn as_search<T>(search: impl Future<Output = T>) -> T {
    SEARCH.scope(Arc::new(Semaphore::new(READS_OF_ONE_SEARCH)), search).await
}

/// For reads outside of a transaction, each of which sees the newest commit. A read whose connection is lost changes
/// nothing by being done again: it goes on with another one.
#[derive(Clone)]
pub struct Reader {
    connection: DatabaseConnection,
    for_searches: Arc<Semaphore>,
    release: Release,
}

impl Reader {
    /// Of a pool of so many connections.
    pub(super) fn new(connection: DatabaseConnection, pool: u32, release: Release) -> Self {
        let for_searches = pool.saturating_sub((pool / 4).max(1)).max(1);
        Self { connection, for_searches: Arc::new(Semaphore::new(for_searches as usize)), release }
    }

    pub(super) fn watch(&mut self, watcher: impl Fn(&sea_orm::metric::Info<'_>) + Send + Sync + 'static) {
        self.connection.set_metric_callback(watcher);
    }

    /// Waits for the turn of a read, if it is a search's.
    async fn turn(&self) -> Option<[OwnedSemaphorePermit; 2]> {
        let own = SEARCH.try_with(Arc::clone).ok()?.acquire_owned().await.ok()?;
        let among_searches = Arc::clone(&self.for_searches).acquire_owned().await.ok()?;
        Some([own, among_searches])
    }

    async fn read<T, Asked>(&self, mut ask: impl FnMut() -> Asked) -> Result<T, DbErr>
    where
        Asked: Future<Output = Result<T, DbErr>>,
    {
        let _turn = self.turn().await;
        for again in 0..AGAIN {
            match self.unless_cut(ask()).await {
                Err(error) if is_lost(&error) => tokio::time::sleep(FIRST_PAUSE * (1 << again)).await,
                answer => return answer,
            }
        }
        self.unless_cut(ask()).await
    }

    /// Says so when a statement is dropped before its answer came: its connection is busy with it.
    async fn unless_cut<T>(&self, statement: impl Future<Output = T>) -> T {
        let statement = pin!(statement);
        // Declared after the statement, and so dropped before it.
        let cut = self.release.when_cut();
        let answer = statement.await;
        cut.did_not_happen();
        answer
    }
}

impl Deref for Reader {
    type Target = DatabaseConnection;

    fn deref(&self) -> &DatabaseConnection {
        &self.connection
    }
}

#[async_trait::async_trait]
impl ConnectionTrait for Reader {
    fn get_database_backend(&self) -> DbBackend {
        self.connection.get_database_backend()
    }

    async fn execute_raw(&self, statement: Statement) -> Result<ExecResult, DbErr> {
        self.connection.execute_raw(statement).await
    }

    async fn execute_unprepared(&self, sql: &str) -> Result<ExecResult, DbErr> {
        self.connection.execute_unprepared(sql).await
    }

    async fn query_one_raw(&self, statement: Statement) -> Result<Option<QueryResult>, DbErr> {
        self.read(|| self.connection.query_one_raw(statement.clone())).await
    }

    async fn query_all_raw(&self, statement: Statement) -> Result<Vec<QueryResult>, DbErr> {
        self.read(|| self.connection.query_all_raw(statement.clone())).await
    }
}
