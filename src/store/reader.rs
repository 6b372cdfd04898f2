//! The pool as those see it who only read.

use std::ops::Deref;
use std::time::Duration;

use sea_orm::{ConnectionTrait, DatabaseConnection, DbBackend, DbErr, ExecResult, QueryResult, Statement};

use super::error::is_lost;

/// How often a read is tried again on another connection; with pauses that double, two and a half seconds in all, which
/// is a restart of PostgreSQL.
const AGAIN: u32 = 9;
const FIRST_PAUSE: Duration = Duration::from_millis(5);

/// For reads outside of a transaction, each of which sees the newest commit. A read whose connection is lost changes
/// nothing by being done again: it goes on with another one.
#[derive(Clone)]
pub struct Reader(DatabaseConnection);

impl Reader {
    pub(super) fn new(connection: DatabaseConnection) -> Self {
        Self(connection)
    }

    pub(super) fn watch(&mut self, watcher: impl Fn(&sea_orm::metric::Info<'_>) + Send + Sync + 'static) {
        self.0.set_metric_callback(watcher);
    }
}

impl Deref for Reader {
    type Target = DatabaseConnection;

    fn deref(&self) -> &DatabaseConnection {
        &self.0
    }
}

#[async_trait::async_trait]
impl ConnectionTrait for Reader {
    fn get_database_backend(&self) -> DbBackend {
        self.0.get_database_backend()
    }

    async fn execute_raw(&self, statement: Statement) -> Result<ExecResult, DbErr> {
        self.0.execute_raw(statement).await
    }

    async fn execute_unprepared(&self, sql: &str) -> Result<ExecResult, DbErr> {
        self.0.execute_unprepared(sql).await
    }

    async fn query_one_raw(&self, statement: Statement) -> Result<Option<QueryResult>, DbErr> {
        until_not_lost(|| self.0.query_one_raw(statement.clone())).await
    }

    async fn query_all_raw(&self, statement: Statement) -> Result<Vec<QueryResult>, DbErr> {
        until_not_lost(|| self.0.query_all_raw(statement.clone())).await
    }
}

async fn until_not_lost<T, Asked>(mut ask: impl FnMut() -> Asked) -> Result<T, DbErr>
where
    Asked: Future<Output = Result<T, DbErr>>,
{
    for again in 0..AGAIN {
        match ask().await {
            Err(error) if is_lost(&error) => tokio::time::sleep(FIRST_PAUSE * (1 << again)).await,
            answer => return answer,
        }
    }
    ask().await
}
