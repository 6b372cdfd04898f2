//! The command line: one binary, a subcommand for each thing an operator does. Settings are described in `config`.

mod admin;
mod backup;
mod check;
mod health;
mod migrate;
mod parse;
mod seed;
mod serve;

use std::io::Write;
use std::process::ExitCode;

use clap::{Parser, Subcommand};

use crate::app::{App, Parts};
use crate::config::{BadSetting, DatabaseConfig, LogConfig, ServerConfig, TelemetryConfig};
use crate::http::MetricsAccess;
use crate::store::{Db, OnlyServer};

/// Healthcare appointments, booked live, over GraphQL.
#[derive(Parser)]
#[command(name = "medbook", version, about)]
pub struct Cli {
    #[command(subcommand)]
    command: Command,
}

// There is one, for the life of the process.
#[allow(clippy::large_enum_variant)]
#[derive(Subcommand)]
enum Command {
    /// Serve the API (and bring the database up to date first)
    Serve(Box<serve::Serve>),
    /// Bring the database up to date
    Migrate(migrate::Migrate),
    /// Manage administrators
    Admin(admin::Admin),
    /// Prove the database's invariants; exits with 1 and a list if one does not hold
    Check(check::Check),
    /// Copy a SQLite database into a new file, also while a server uses it
    Backup(backup::Backup),
    /// Ask the server on this machine whether it can serve; exits with 1 if not
    Health(health::Health),
    /// Fill an empty database with a clinic network: to try the server, or to measure it
    Seed(seed::Seed),
    /// Print the GraphQL schema
    Schema,
}

impl Cli {
    /// Does what was asked.
    pub async fn run(self) -> anyhow::Result<ExitCode> {
        match self.command {
            Command::Serve(serve) => serve.run().await,
            Command::Migrate(migrate) => migrate.run().await,
            Command::Admin(admin) => admin.run().await,
            Command::Check(check) => check.run().await,
            Command::Backup(backup) => backup.run().await,
            Command::Health(health) => health.run(),
            Command::Seed(seed) => seed.run().await,
            Command::Schema => {
                print(&crate::graphql::sdl())?;
                Ok(ExitCode::SUCCESS)
            }
        }
    }
}

/// Ends with one line that says why.
pub fn fail(reason: &str) -> ExitCode {
    // Nothing is left to do when even that fails.
    let _ = writeln!(std::io::stderr(), "medbook: {reason}");
    ExitCode::FAILURE
}

/// Prints to standard output; a reader that went away is not an error.
fn print(text: &str) -> std::io::Result<()> {
    match std::io::stdout().write_all(text.as_bytes()) {
        Err(error) if error.kind() == std::io::ErrorKind::BrokenPipe => Ok(()),
        result => result,
    }
}

/// Opens the database and brings it up to date.
async fn open(database: &DatabaseConfig) -> anyhow::Result<Db> {
    database.prepare()?;
    let db = Db::connect(&database.url, database.pool)
        .await
        .map_err(|error| anyhow::anyhow!("DATABASE_URL: cannot open the database: {error}"))?;
    let unknown = db
        .migrate()
        .await
        .map_err(|error| anyhow::anyhow!("DATABASE_URL: cannot bring the database up to date: {error}"))?;
    for step in unknown {
        tracing::warn!(step, "the database is newer than this medbook: finish the upgrade");
    }
    Ok(db)
}

/// An application for a single command, which never listens.
async fn offline(database: &DatabaseConfig, log: &LogConfig) -> anyhow::Result<App> {
    log.start(None)?;
    let db = open(database).await?;
    App::new(Parts::new(
        db,
        "http://127.0.0.1".to_owned(),
        crate::config::DEVELOPMENT_SECRET.to_owned(),
        Default::default(),
    ))
}

/// The application that serves, and where.
async fn online(
    database: &DatabaseConfig,
    server: &ServerConfig,
    telemetry: &TelemetryConfig,
) -> anyhow::Result<(Parts, std::net::SocketAddr, String)> {
    let address = server.address()?;
    let public_url = server.public_url(address)?;
    let settings = server.settings()?;
    database.prepare()?;
    let only_server =
        OnlyServer::of(&database.url).map_err(|error| BadSetting::new("DATABASE_URL", error.to_string()))?;
    let metrics = match telemetry.token()? {
        Some(token) => MetricsAccess::token(token),
        None if server.is_for_others(address) => MetricsAccess::Nobody,
        None => MetricsAccess::Anybody,
    };
    let db = open(database).await?;
    for concern in db.concerns().await? {
        tracing::warn!("{concern}");
    }
    let mut parts = Parts::new(db, public_url.clone(), server.jwt_secret.clone(), settings);
    parts.trusted_proxies = server.trusted_proxies;
    parts.only_server = only_server;
    parts.metrics = metrics;
    parts.slow = telemetry.slow();
    Ok((parts, address, public_url))
}
