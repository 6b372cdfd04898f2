//! The limit of a booking on PostgreSQL: the same statements through pgbench.

use std::fmt::Write;
use std::path::Path;
use std::process::Command;
use std::time::Duration;

use anyhow::{Context, ensure};
use sqlx::{AssertSqlSafe, Connection, PgConnection};

use crate::measure::{Latencies, Sample};
use crate::pattern::{Booked, Meaning, Step, fresh_ids};
use crate::value::Value;

/// A script for pgbench and the table that it takes its bookings from.
pub struct Script {
    text: String,
    /// The meanings that differ from booking to booking, one column each.
    columns: Vec<Meaning>,
}

impl Script {
    /// Writes the statements down. Each booking looks up one row of its parameters first, which medbook gets by HTTP.
    pub fn new(steps: &[Step]) -> Self {
        let mut columns: Vec<Meaning> = Vec::new();
        let mut body = String::new();
        for step in steps {
            let parameter = |number: usize| match &step.parameters[number - 1] {
                Meaning::Position => ":head_position".to_owned(),
                Meaning::Fixed(value) if !value.literal().contains(':') => value.literal(),
                meaning => {
                    let known = columns.iter().position(|own| own == meaning);
                    let column = known.unwrap_or_else(|| {
                        columns.push(meaning.clone());
                        columns.len() - 1
                    });
                    format!(":c{column}")
                }
            };
            body.push_str(&with_parameters(&step.sql, parameter));
            body.push_str(if step.raises_counter() { " \\gset head_\n" } else { ";\n" });
        }
        let look_up = "SELECT * FROM bench_booking WHERE number = (SELECT nextval('bench_number')) \\gset\n";
        Self { text: look_up.to_owned() + &body, columns }
    }

    /// Makes the table of bookings for one run, anew.
    pub async fn fill(&self, url: &str, first: u64, bookings: &[Booked]) -> anyhow::Result<()> {
        let mut connection = PgConnection::connect(url).await?;
        let columns = (0..self.columns.len()).map(|column| format!(", c{column} text")).collect::<String>();
        let make = format!(
            "DROP TABLE IF EXISTS bench_booking; DROP SEQUENCE IF EXISTS bench_number; CREATE SEQUENCE bench_number; \
             CREATE UNLOGGED TABLE bench_booking (number bigint PRIMARY KEY{columns})"
        );
        sqlx::raw_sql(AssertSqlSafe(make)).execute(&mut connection).await?;
        let mut copy = connection.copy_in_raw("COPY bench_booking FROM STDIN").await?;
        for (chunk, bookings) in bookings.chunks(1_000).enumerate() {
            let mut rows = String::new();
            for (index, booked) in bookings.iter().enumerate() {
                let number = chunk * 1_000 + index + 1;
                let fresh = fresh_ids(booked, first + number as u64);
                let _ = write!(rows, "{number}");
                for meaning in &self.columns {
                    let _ = write!(rows, "\t{}", copied(&meaning.value(booked, &fresh)));
                }
                rows.push('\n');
            }
            copy.send(rows.into_bytes()).await?;
        }
        copy.finish().await?;
        sqlx::raw_sql("ANALYZE bench_booking").execute(&mut connection).await?;
        Ok(connection.close().await?)
    }

    /// Runs it. There must be more bookings in the table than it can make in that time.
    pub fn run(&self, url: &str, clients: usize, duration: Duration) -> anyhow::Result<Sample> {
        let folder = crate::scratch()?.join("pgbench");
        let _ = std::fs::remove_dir_all(&folder);
        std::fs::create_dir_all(&folder)?;
        let script = folder.join("booking.sql");
        std::fs::write(&script, &self.text)?;
        let ended = Command::new("pgbench")
            .args(["--no-vacuum", "--protocol=prepared", "--log"])
            .arg(format!("--client={clients}"))
            .arg(format!("--jobs={}", clients.min(2)))
            .arg(format!("--time={}", duration.as_secs().max(1)))
            .arg(format!("--log-prefix={}", folder.join("log").display()))
            .arg("--file")
            .arg(&script)
            .arg(url)
            .output()
            .context("pgbench is not installed")?;
        let said = String::from_utf8_lossy(&ended.stderr);
        ensure!(ended.status.success() && !said.contains("aborted"), "pgbench failed: {said}");
        read_logs(&folder, Duration::from_secs(duration.as_secs().max(1)))
    }
}

/// The statement with each `$n` replaced.
pub fn with_parameters(sql: &str, mut parameter: impl FnMut(usize) -> String) -> String {
    let mut parts = sql.split('$');
    let mut text = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let digits = part.len() - part.trim_start_matches(|c: char| c.is_ascii_digit()).len();
        match part[..digits].parse() {
            Ok(number) => text.push_str(&parameter(number)),
            Err(_) => text.push('$'),
        }
        text.push_str(&part[digits..]);
    }
    text
}

fn copied(value: &Value) -> String {
    value.text().map_or("\\N".to_owned(), |text| text.replace('\\', "\\\\"))
}

/// Reads the logs of a run: a line for each transaction, its third word the latency in microseconds.
fn read_logs(folder: &Path, duration: Duration) -> anyhow::Result<Sample> {
    let mut latencies = Latencies::default();
    for entry in std::fs::read_dir(folder)? {
        let path = entry?.path();
        if path.extension().is_some_and(|extension| extension == "sql") {
            continue;
        }
        for line in std::fs::read_to_string(&path)?.lines() {
            let latency = line.split(' ').nth(2).context("a log line has three words")?.parse()?;
            latencies.record(Duration::from_micros(latency));
        }
    }
    Ok(latencies.sample(duration))
}
