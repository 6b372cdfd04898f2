//! `medbook backup`.

use std::path::PathBuf;
use std::process::ExitCode;

use clap::Args;

use crate::config::{DatabaseConfig, LogConfig};
use crate::store::{Backend, Db};

/// Copy a SQLite database, also while a server uses it.
#[derive(Args)]
pub struct Backup {
    /// File to write; must not exist
    to: PathBuf,
    #[command(flatten)]
    database: DatabaseConfig,
    #[command(flatten)]
    log: LogConfig,
}

impl Backup {
    pub async fn run(self) -> anyhow::Result<ExitCode> {
        self.log.start(None)?;
        self.database.prepare_existing()?;
        let db = Db::connect(&self.database.url, 1)
            .await
            .map_err(|error| anyhow::anyhow!("DATABASE_URL: cannot open the database: {error}"))?;
        anyhow::ensure!(
            db.backend() == Backend::Sqlite,
            "back up PostgreSQL with its own tools, for example `pg_dump --format=custom` (docs/operations.md)"
        );
        anyhow::ensure!(!self.to.exists(), "{} exists: name a new file", self.to.display());
        db.back_up(&self.to).await?;
        super::print(&format!("backed up to {}\n", self.to.display()))?;
        Ok(ExitCode::SUCCESS)
    }
}
