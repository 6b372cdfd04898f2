//! Bringing the schema up to date.

use migration::{Migrator, MigratorTrait};
use sea_orm::{ConnectionTrait, DatabaseTransaction, DbErr, TransactionTrait};

use super::db::{Backend, Db};
use super::error::StoreError;

/// How often a start asks for its turn, a few seconds each time: another process is making its changes.
const TURNS: u32 = 24;

/// In the name of a step that takes something away (docs/operations.md, "Migrations and upgrades").
const CONTRACTING: &str = "_contract_";

/// Why the schema could not be brought up to date. Nothing was changed.
#[derive(Debug, thiserror::Error)]
pub enum MigrateError {
    /// A newer version of medbook has taken away what this one may need.
    #[error(
        "it is newer than this medbook, which does not know its step {0}; start the version that made it, or a newer one"
    )]
    Newer(String),
    #[error(transparent)]
    Database(#[from] DbErr),
    /// SQLite's turn never came.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl Db {
    /// Applies the steps that are missing, all or none. Two processes that start at once do it one after the other.
    /// Answers the steps that a newer version has applied and this one does not know; they only added something.
    pub async fn migrate(&self) -> Result<Vec<String>, MigrateError> {
        let _turn = self.turn().await;
        for _ in 1..TURNS {
            match self.migrate_once().await {
                Err(MigrateError::Store(StoreError::Conflict(error))) => {
                    tracing::warn!(%error, "a migration waits for others to finish");
                }
                migrated => return migrated,
            }
        }
        self.migrate_once().await
    }

    async fn migrate_once(&self) -> Result<Vec<String>, MigrateError> {
        // One transaction, one connection: the lock goes with it however the process ends, and so does half a schema.
        let tx = self.begin_migration().await?;
        Migrator::install(&tx).await?;
        let known = Migrator::migrations();
        let mut unknown = Migrator::get_migration_models(&tx).await?;
        let applied = unknown.extract_if(.., |row| known.iter().any(|step| step.name() == row.version)).count();
        let unknown: Vec<String> = unknown.into_iter().map(|row| row.version).collect();
        let in_the_way = unknown.iter().find(|step| step.contains(CONTRACTING) || applied < known.len());
        if let Some(step) = in_the_way {
            return Err(MigrateError::Newer(step.clone()));
        }
        if unknown.is_empty() {
            Migrator::up(&tx, None).await.map_err(StoreError::from)?;
        }
        tx.commit().await.map_err(StoreError::from)?;
        Ok(unknown)
    }

    async fn begin_migration(&self) -> Result<DatabaseTransaction, MigrateError> {
        if self.backend() == Backend::Sqlite {
            let begun = self.connection.begin_with_options(self.write_options()).await;
            return Ok(begun.map_err(StoreError::from)?);
        }
        let tx = self.connection.begin().await?;
        // A step over a large table takes as long as it takes, and so does another server's turn.
        tx.execute_unprepared("SET LOCAL statement_timeout = 0; SET LOCAL lock_timeout = 0").await?;
        tx.execute_unprepared("SELECT pg_advisory_xact_lock(7165060187266378091)").await?;
        // But it does not wait long for a table: others would queue behind it.
        tx.execute_unprepared("SET LOCAL lock_timeout = '3s'").await?;
        Ok(tx)
    }
}
