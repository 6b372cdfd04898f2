//! `medbook admin create`.

use std::io::Read;
use std::process::ExitCode;

use clap::{Args, Subcommand};

use crate::config::{DatabaseConfig, LogConfig};
use crate::service::account;

/// Manage administrators.
#[derive(Args)]
pub struct Admin {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Create an administrator of the whole network
    Create(Create),
}

#[derive(Args)]
struct Create {
    /// E-mail address to sign in with
    #[arg(long)]
    email: String,
    /// Read the password from standard input, where no process list or shell history shows it
    #[arg(long, required = true)]
    password_stdin: bool,
    #[command(flatten)]
    database: DatabaseConfig,
    #[command(flatten)]
    log: LogConfig,
}

impl Admin {
    pub async fn run(self) -> anyhow::Result<ExitCode> {
        let Command::Create(create) = self.command;
        let mut password = String::new();
        std::io::stdin().read_to_string(&mut password)?;
        let password = password.trim_end_matches(['\r', '\n']);
        let app = super::offline(&create.database, &create.log).await?;
        account::create_admin(&app.services, &create.email, password).await?;
        super::print(&format!("{} is an administrator now\n", create.email))?;
        Ok(ExitCode::SUCCESS)
    }
}
