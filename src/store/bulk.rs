//! Filling an empty database with very many rows, in one transaction: all of them, or none.
//!
//! PostgreSQL is fed by `COPY`, SQLite by inserts of many rows each, whose statements are prepared once.

use std::fmt::Write;

use sea_orm::sea_query::Value;
use sea_orm::{
    ConnectionTrait, DatabaseTransaction, DbBackend, DbErr, EntityTrait, IdenStatic, Iterable, ModelTrait, RuntimeErr,
    SqliteTransactionMode, Statement, TransactionOptions, TransactionTrait,
};

use super::{Backend, Db};

/// How many values one statement of SQLite takes (`SQLITE_MAX_VARIABLE_NUMBER`).
const MOST_BINDS: usize = 32_766;
/// More rows in one statement make it no faster.
const MOST_ROWS: usize = 400;
/// How much is sent to PostgreSQL at once.
const CHUNK: usize = 256 * 1024;
/// SQLite's default, for a connection that goes back to the pool.
const USUAL_CACHE: &str = "PRAGMA cache_size = -2000";
/// Progress is told every so many rows.
const TOLD: u64 = 5_000;

/// The open transaction of a load.
pub struct Bulk<'a> {
    inner: Inner<'a>,
    /// Hears how many rows were written since it was told last.
    progress: &'a (dyn Fn(u64) + Sync),
}

enum Inner<'a> {
    Postgres(sqlx::Transaction<'static, sqlx::Postgres>),
    Sqlite(DatabaseTransaction, Option<tokio::sync::MutexGuard<'a, ()>>),
}

/// Opens the transaction of a load of which the event log will have `events` rows. `None`: the database holds data.
pub async fn begin<'a>(db: &'a Db, events: i64, progress: &'a (dyn Fn(u64) + Sync)) -> Result<Option<Bulk<'a>>, DbErr> {
    let inner = match db.backend() {
        Backend::Postgres => {
            let mut tx = db.read().get_postgres_connection_pool().begin().await.map_err(failed)?;
            // The whole load takes minutes on a slow machine, and so does a table of it.
            let patience = "SET LOCAL statement_timeout = 0; SET LOCAL idle_in_transaction_session_timeout = 0";
            sqlx::raw_sql(patience).execute(&mut *tx).await.map_err(failed)?;
            Inner::Postgres(tx)
        }
        Backend::Sqlite => {
            let turn = db.turn().await;
            let options = TransactionOptions {
                sqlite_transaction_mode: Some(SqliteTransactionMode::Immediate),
                ..TransactionOptions::default()
            };
            let tx = db.read().begin_with_options(options).await?;
            // 256 MiB, so that pages of indexes are not written again and again.
            tx.execute_unprepared("PRAGMA cache_size = -262144").await?;
            Inner::Sqlite(tx, turn)
        }
    };
    let mut bulk = Bulk { inner, progress };
    // The counter's row is locked from here to the commit: nobody else can number an event.
    let claimed = bulk.run("UPDATE event_head SET position = $1 WHERE id = 1 AND position = 0", events).await?;
    let unused = "UPDATE event_head SET position = $1 WHERE NOT EXISTS (SELECT 1 FROM \"user\") \
                  AND NOT EXISTS (SELECT 1 FROM clinic) AND NOT EXISTS (SELECT 1 FROM doctor) \
                  AND NOT EXISTS (SELECT 1 FROM patient_profile)";
    if claimed == 1 && bulk.run(unused, events).await? == 1 {
        return Ok(Some(bulk));
    }
    bulk.give_up().await?;
    Ok(None)
}

impl Bulk<'_> {
    /// Writes rows of one table, each after those that it refers to.
    pub async fn insert<E>(&mut self, _: E, rows: impl Iterator<Item = E::Model> + Send) -> Result<(), DbErr>
    where
        E: EntityTrait,
        E::Model: ModelTrait<Entity = E>,
    {
        match &mut self.inner {
            Inner::Postgres(tx) => copy::<E>(tx, rows, self.progress).await,
            Inner::Sqlite(tx, _) => insert::<E>(tx, rows, self.progress).await,
        }
    }

    /// Links every visit that was moved to the one that names it as its predecessor. Visits are written without: on
    /// SQLite, as long as one refers to a row that is still to come, every insert looks for such rows in the whole table.
    pub async fn link_successors(&mut self) -> Result<(), DbErr> {
        let sql = "UPDATE appointment SET successor_id = (SELECT next.id FROM appointment AS next \
                   WHERE next.previous_id = appointment.id) WHERE status = 'RESCHEDULED'";
        match &mut self.inner {
            Inner::Postgres(tx) => {
                sqlx::query(sql).execute(&mut **tx).await.map_err(failed)?;
            }
            Inner::Sqlite(tx, _) => {
                tx.execute_unprepared(sql).await?;
            }
        }
        Ok(())
    }

    /// Makes everything visible at once.
    pub async fn commit(self) -> Result<(), DbErr> {
        match self.inner {
            Inner::Postgres(tx) => tx.commit().await.map_err(failed),
            Inner::Sqlite(tx, _turn) => {
                tx.execute_unprepared(USUAL_CACHE).await?;
                tx.commit().await
            }
        }
    }

    async fn run(&mut self, sql: &'static str, number: i64) -> Result<u64, DbErr> {
        match &mut self.inner {
            Inner::Postgres(tx) => {
                let done = sqlx::query(sql).bind(number).execute(&mut **tx).await.map_err(failed)?;
                Ok(done.rows_affected())
            }
            Inner::Sqlite(tx, _) => {
                let statement = Statement::from_sql_and_values(DbBackend::Sqlite, sql, [number.into()]);
                Ok(tx.execute_raw(statement).await?.rows_affected())
            }
        }
    }

    async fn give_up(self) -> Result<(), DbErr> {
        match self.inner {
            Inner::Postgres(tx) => tx.rollback().await.map_err(failed),
            Inner::Sqlite(tx, _turn) => {
                tx.execute_unprepared(USUAL_CACHE).await?;
                tx.rollback().await
            }
        }
    }
}

/// Tells the planner what the tables hold; to be called after a load.
pub async fn analyze(db: &Db) -> Result<(), DbErr> {
    match db.backend() {
        Backend::Sqlite => {
            db.read().execute_unprepared("ANALYZE").await?;
        }
        Backend::Postgres => {
            let mut connection = db.read().get_postgres_connection_pool().acquire().await.map_err(failed)?;
            let statements = ["SET statement_timeout = 0", "VACUUM (ANALYZE)", "RESET statement_timeout"];
            for sql in statements {
                sqlx::raw_sql(sql).execute(&mut *connection).await.map_err(failed)?;
            }
        }
    }
    Ok(())
}

fn columns<E: EntityTrait>() -> (String, usize) {
    let names: Vec<String> = E::Column::iter().map(|column| format!("\"{}\"", column.as_str())).collect();
    (format!("\"{}\" ({})", E::default().table_name(), names.join(", ")), names.len())
}

async fn insert<E>(
    tx: &DatabaseTransaction,
    rows: impl Iterator<Item = E::Model>,
    progress: &(dyn Fn(u64) + Sync),
) -> Result<(), DbErr>
where
    E: EntityTrait,
    E::Model: ModelTrait<Entity = E>,
{
    let (table, width) = columns::<E>();
    let at_once = (MOST_BINDS / width).min(MOST_ROWS);
    let row = format!("({})", vec!["?"; width].join(", "));
    let statement = |count: usize| format!("INSERT INTO {table} VALUES {}", vec![row.as_str(); count].join(", "));
    let full = statement(at_once);
    let mut values = Vec::with_capacity(at_once * width);
    let mut told = 0;
    for model in rows {
        values.extend(E::Column::iter().map(|column| model.get(column)));
        if values.len() == at_once * width {
            let values = std::mem::replace(&mut values, Vec::with_capacity(at_once * width));
            tx.execute_raw(Statement::from_sql_and_values(DbBackend::Sqlite, full.as_str(), values)).await?;
            told += at_once as u64;
            if told >= TOLD {
                progress(std::mem::take(&mut told));
            }
        }
    }
    if !values.is_empty() {
        let count = values.len() / width;
        tx.execute_raw(Statement::from_sql_and_values(DbBackend::Sqlite, statement(count), values)).await?;
        told += count as u64;
    }
    progress(told);
    Ok(())
}

async fn copy<E>(
    tx: &mut sqlx::Transaction<'static, sqlx::Postgres>,
    rows: impl Iterator<Item = E::Model>,
    progress: &(dyn Fn(u64) + Sync),
) -> Result<(), DbErr>
where
    E: EntityTrait,
    E::Model: ModelTrait<Entity = E>,
{
    let (table, _) = columns::<E>();
    let mut stream = tx.copy_in_raw(&format!("COPY {table} FROM STDIN")).await.map_err(failed)?;
    let mut text = String::with_capacity(CHUNK + CHUNK / 8);
    let mut told = 0;
    for model in rows {
        for (position, column) in E::Column::iter().enumerate() {
            if position > 0 {
                text.push('\t');
            }
            write_field(&mut text, &model.get(column))?;
        }
        text.push('\n');
        told += 1;
        if text.len() >= CHUNK {
            stream.send(text.as_bytes()).await.map_err(failed)?;
            text.clear();
        }
        if told >= TOLD {
            progress(std::mem::take(&mut told));
        }
    }
    stream.send(text.as_bytes()).await.map_err(failed)?;
    stream.finish().await.map_err(failed)?;
    progress(told);
    Ok(())
}

/// One field in the text format of `COPY`.
fn write_field(text: &mut String, value: &Value) -> Result<(), DbErr> {
    let written = match value {
        Value::Bool(Some(value)) => write!(text, "{value}"),
        Value::SmallInt(Some(value)) => write!(text, "{value}"),
        Value::Int(Some(value)) => write!(text, "{value}"),
        Value::BigInt(Some(value)) => write!(text, "{value}"),
        Value::Double(Some(value)) => write!(text, "{value}"),
        Value::Uuid(Some(value)) => write!(text, "{value}"),
        Value::ChronoDate(Some(value)) => write!(text, "{value}"),
        Value::ChronoTime(Some(value)) => write!(text, "{value}"),
        Value::ChronoDateTimeUtc(Some(value)) => write!(text, "{}", value.format("%Y-%m-%dT%H:%M:%S%.6fZ")),
        Value::Bytes(Some(bytes)) => {
            text.push_str("\\\\x");
            bytes.iter().try_for_each(|byte| write!(text, "{byte:02x}"))
        }
        Value::String(Some(value)) => {
            value.chars().for_each(|character| match character {
                '\\' => text.push_str("\\\\"),
                '\t' => text.push_str("\\t"),
                '\n' => text.push_str("\\n"),
                '\r' => text.push_str("\\r"),
                other => text.push(other),
            });
            Ok(())
        }
        null if is_null(null) => text.write_str("\\N"),
        other => return Err(DbErr::Type(format!("no column holds {other:?}"))),
    };
    written.map_err(|error| DbErr::Custom(error.to_string()))
}

fn is_null(value: &Value) -> bool {
    value == &value.as_null()
}

fn failed(error: sqlx::Error) -> DbErr {
    DbErr::Exec(RuntimeErr::SqlxError(std::sync::Arc::new(error)))
}
