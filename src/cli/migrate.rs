//! `medbook migrate`.

use std::process::ExitCode;

use clap::Args;

use crate::config::{DatabaseConfig, LogConfig};

/// Bring the database up to date.
#[derive(Args)]
pub struct Migrate {
    #[command(flatten)]
    database: DatabaseConfig,
    #[command(flatten)]
    log: LogConfig,
}

impl Migrate {
    pub async fn run(self) -> anyhow::Result<ExitCode> {
        self.log.start(None)?;
        super::open(&self.database).await?;
        super::print("the database is up to date\n")?;
        Ok(ExitCode::SUCCESS)
    }
}
