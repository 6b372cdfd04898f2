//! The limit of a booking on SQLite: the same statements by one connection that does nothing else.

use std::time::{Duration, Instant};

use sqlx::query::Query;
use sqlx::sqlite::{SqliteArguments, SqliteConnectOptions, SqliteJournalMode, SqliteSynchronous};
use sqlx::{Connection, Row, Sqlite, SqliteConnection};

use crate::measure::{Latencies, Sample};
use crate::pattern::{Booked, Meaning, Step, fresh_ids};
use crate::pgbench::with_parameters;
use crate::value::Value;

/// The statements, as SQLite takes them.
pub struct Direct {
    steps: Vec<Step>,
}

impl Direct {
    /// What medbook sends to SQLite is what it sends to PostgreSQL, but for locks: SQLite has one writer.
    pub fn new(steps: &[Step]) -> Self {
        let steps = steps.iter().filter(|step| !step.sql.contains("pg_advisory")).map(|step| {
            let sql = match step.sql.as_str() {
                "BEGIN" => "BEGIN IMMEDIATE".to_owned(),
                sql => with_parameters(sql, |number| format!("?{number}")).replace(" FOR SHARE", ""),
            };
            Step { sql, ..step.clone() }
        });
        Self { steps: steps.collect() }
    }

    /// Makes one booking after the other for so long.
    pub async fn run(
        &self,
        file: &str,
        duration: Duration,
        first: u64,
        bookings: impl Iterator<Item = Booked>,
    ) -> anyhow::Result<Sample> {
        let options = SqliteConnectOptions::new()
            .filename(file)
            .foreign_keys(true)
            .journal_mode(SqliteJournalMode::Wal)
            .synchronous(SqliteSynchronous::Full);
        let mut connection = SqliteConnection::connect_with(&options).await?;
        // Statements are prepared once and kept, as in the server's connections.
        let statements: Vec<&'static str> = self.steps.iter().map(|step| &*step.sql.clone().leak()).collect();
        let mut latencies = Latencies::default();
        let begun = Instant::now();
        for (number, booked) in (first..).zip(bookings) {
            if begun.elapsed() >= duration {
                break;
            }
            let started = Instant::now();
            self.book(&mut connection, &statements, &booked, number).await?;
            latencies.record(started.elapsed());
        }
        let sample = latencies.sample(begun.elapsed());
        connection.close().await?;
        Ok(sample)
    }

    async fn book(
        &self,
        connection: &mut SqliteConnection,
        statements: &[&'static str],
        booked: &Booked,
        number: u64,
    ) -> anyhow::Result<()> {
        let fresh = fresh_ids(booked, number);
        let mut position = 0;
        for (step, sql) in self.steps.iter().zip(statements) {
            let mut query = sqlx::query(*sql);
            for meaning in &step.parameters {
                query = bind(
                    query,
                    match meaning {
                        Meaning::Position => Value::Int(position),
                        meaning => meaning.value(booked, &fresh),
                    },
                );
            }
            let rows = query.fetch_all(&mut *connection).await?;
            if step.raises_counter() {
                position = rows[0].get("position");
            }
        }
        Ok(())
    }
}

fn bind(query: Query<'_, Sqlite, SqliteArguments>, value: Value) -> Query<'_, Sqlite, SqliteArguments> {
    match value {
        Value::Null => query.bind(None::<String>),
        Value::Bool(value) => query.bind(value),
        Value::Int(value) => query.bind(value),
        Value::Text(value) => query.bind(value),
        Value::Bytes(value) => query.bind(value),
        Value::Uuid(value) => query.bind(value),
        Value::Instant(value) => query.bind(value),
        Value::Date(value) => query.bind(value),
    }
}
