//! The command line: one binary, a subcommand for each thing an operator does. Settings are described in `config`.

mod admin;
mod check;
mod migrate;
mod parse;
mod serve;

use std::io::Write;
use std::process::ExitCode;

use clap::{Parser, Subcommand};

use crate::app::{App, Parts};
use crate::config::{DatabaseConfig, LogConfig, ServerConfig};
use crate::store::Db;

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
    Serve(serve::Serve),
    /// Bring the database up to date
    Migrate(migrate::Migrate),
    /// Manage administrators
    Admin(admin::Admin),
    /// Prove the database's invariants; exits with 1 and a list if one does not hold
    Check(check::Check),
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
    db.migrate().await.map_err(|error| anyhow::anyhow!("cannot bring the database up to date: {error}"))?;
    Ok(db)
}

/// An application for a single command, which never listens.
async fn offline(database: &DatabaseConfig, log: &LogConfig) -> anyhow::Result<App> {
    log.start()?;
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
) -> anyhow::Result<(Parts, std::net::SocketAddr, String)> {
    let address = server.address()?;
    let public_url = server.public_url(address)?;
    let settings = server.settings()?;
    let db = open(database).await?;
    let mut parts = Parts::new(db, public_url.clone(), server.jwt_secret.clone(), settings);
    parts.trusted_proxies = server.trusted_proxies;
    Ok((parts, address, public_url))
}
