//! `medbook admin create`.

use std::io::Read;
use std::process::ExitCode;

use clap::{Args, Subcommand};

use crate::config::{DatabaseConfig, LogConfig};
use crate::service::account::{self, AdminMade};

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
        let said = match account::create_admin(&app.services, &create.email, password).await? {
            AdminMade::Created => "is an administrator now",
            AdminMade::Promoted => {
                "had an account; it is an administrator's now, has the given password and is signed out everywhere"
            }
        };
        super::print(&format!("{} {said}\n", create.email))?;
        Ok(ExitCode::SUCCESS)
    }
}
