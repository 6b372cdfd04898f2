//! One SQL text for both databases: the few types that differ are written as `{uuid}`, `{instant}`, `{bytes}`, `{date}`,
//! `{time}` and `{key}`.

use fault::Point;
use sea_orm_migration::prelude::{DbErr, SchemaManager};
use sea_orm_migration::sea_orm::{ConnectionTrait, DbBackend};

/// Runs every statement of `sql` (separated by a semicolon at a line's end) in the step's transaction.
pub async fn run(manager: &SchemaManager<'_>, sql: &str) -> Result<(), DbErr> {
    let types = match manager.get_database_backend() {
        DbBackend::Postgres => [
            ("{uuid}", "uuid"),
            ("{instant}", "timestamptz"),
            ("{bytes}", "bytea"),
            ("{date}", "date"),
            ("{time}", "time"),
            // Sorted by code point, as SQLite and the server itself do, whatever the locale of the database.
            ("{key}", "text COLLATE \"C\""),
        ],
        // The names that the driver recognises when it reads a column back.
        _ => [
            ("{uuid}", "uuid_text"),
            ("{instant}", "timestamp_with_timezone_text"),
            ("{bytes}", "blob"),
            ("{date}", "date_text"),
            ("{time}", "time_text"),
            ("{key}", "text"),
        ],
    };
    let sql = types.iter().fold(sql.to_owned(), |sql, (name, kind)| sql.replace(name, kind));
    for statement in sql.split(";\n").map(str::trim).filter(|statement| !statement.is_empty()) {
        manager.get_connection().execute_unprepared(statement).await?;
        at(Point::MigrationInStep).await?;
    }
    Ok(())
}

/// A place where a step can be interrupted.
pub async fn at(point: Point) -> Result<(), DbErr> {
    fault::reached(point).await.map_err(|fault| DbErr::Custom(fault.to_string()))
}

/// Runs `sql` on PostgreSQL only: what SQLite has no counterpart for.
pub async fn run_on_postgres(manager: &SchemaManager<'_>, sql: &str) -> Result<(), DbErr> {
    match manager.get_database_backend() {
        DbBackend::Postgres => run(manager, sql).await,
        _ => Ok(()),
    }
}

/// Declares a step that runs one SQL text in one transaction on both databases, then what is for PostgreSQL alone, then
/// the rows that every installation starts with.
macro_rules! step {
    ($sql:expr $(, postgres: $postgres:expr)? $(, seed: $seed:expr)?) => {
        pub struct Migration;

        impl sea_orm_migration::MigrationName for Migration {
            fn name(&self) -> &str {
                module_path!().rsplit("::").next().unwrap_or_default()
            }
        }

        #[async_trait::async_trait]
        impl sea_orm_migration::MigrationTrait for Migration {
            async fn up(
                &self,
                manager: &sea_orm_migration::SchemaManager,
            ) -> Result<(), sea_orm_migration::DbErr> {
                crate::dialect::at(fault::Point::MigrationBeforeStep).await?;
                crate::dialect::run(manager, $sql).await?;
                $(crate::dialect::run_on_postgres(manager, $postgres).await?;)?
                $($seed(manager).await?;)?
                Ok(())
            }

            fn use_transaction(&self) -> Option<bool> {
                Some(true)
            }
        }
    };
}
pub(crate) use step;
