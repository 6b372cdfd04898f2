//! Databases for one run of the benchmark.

use anyhow::Context;
use sqlx::{AssertSqlSafe, Connection, PgConnection};

/// PostgreSQL, found by `.ci/services`.
const USUAL: &str = "postgres://postgres@127.0.0.1:5432/postgres";

/// A database on PostgreSQL that is there until [`remove`](Self::remove).
pub struct Postgres {
    server: String,
    name: String,
    pub url: String,
    /// The server's version and what it does about power cuts.
    pub version: String,
}

impl Postgres {
    pub async fn create() -> anyhow::Result<Self> {
        let server = std::env::var("MEDBOOK_TEST_POSTGRES").unwrap_or_else(|_| USUAL.to_owned());
        let name = format!("medbook_bench_{}", std::process::id());
        let mut connection = PgConnection::connect(&server).await.context("no PostgreSQL answers")?;
        let version: String = sqlx::query_scalar(
            "SELECT 'PostgreSQL ' || split_part(current_setting('server_version'), ' ', 1) || ' (fsync ' \
             || current_setting('fsync') || ', synchronous_commit ' || current_setting('synchronous_commit') || ')'",
        )
        .fetch_one(&mut connection)
        .await?;
        sqlx::raw_sql(AssertSqlSafe(format!("CREATE DATABASE {name}"))).execute(&mut connection).await?;
        let (front, _) = server.rsplit_once('/').context("the URL names a database")?;
        Ok(Self { url: format!("{front}/{name}"), server, name, version })
    }

    pub async fn remove(&self) -> anyhow::Result<()> {
        let mut connection = PgConnection::connect(&self.server).await?;
        let drop = format!("DROP DATABASE IF EXISTS {} WITH (FORCE)", self.name);
        sqlx::raw_sql(AssertSqlSafe(drop)).execute(&mut connection).await?;
        Ok(())
    }

    /// Statistics of what was seeded, and nothing left to write for the checkpointer.
    pub async fn settle(&self) -> anyhow::Result<()> {
        let mut connection = PgConnection::connect(&self.url).await?;
        sqlx::raw_sql("VACUUM ANALYZE").execute(&mut connection).await?;
        sqlx::raw_sql("CHECKPOINT").execute(&mut connection).await?;
        Ok(())
    }
}
