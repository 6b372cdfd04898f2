//! `medbook check`.

use std::process::ExitCode;

use clap::Args;

use crate::config::{DatabaseConfig, LogConfig};

/// Prove the database's invariants.
#[derive(Args)]
pub struct Check {
    #[command(flatten)]
    database: DatabaseConfig,
    #[command(flatten)]
    log: LogConfig,
}

impl Check {
    pub async fn run(self) -> anyhow::Result<ExitCode> {
        let app = super::offline(&self.database, &self.log).await?;
        let report = crate::service::check::run(&app.services).await?;
        super::print(&report.to_string())?;
        Ok(if report.is_clean() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
    }
}
