//! `medbook admin create`.

use std::io::Read;
use std::process::ExitCode;

use clap::{Args, Subcommand};
use entity::id::ClinicId;

use crate::config::{DatabaseConfig, LogConfig};
use crate::graphql::id::PublicId;
use crate::service::account::{self, AdminMade};

/// Manage administrators.
#[derive(Args)]
pub struct Admin {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Create an administrator of the whole network, or of one clinic
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
    /// The only clinic to administer, by its id as the API shows it (clinic:…); the whole network without
    #[arg(long, value_parser = clinic_id)]
    clinic: Option<ClinicId>,
    #[command(flatten)]
    database: DatabaseConfig,
    #[command(flatten)]
    log: LogConfig,
}

fn clinic_id(text: &str) -> Result<ClinicId, &'static str> {
    ClinicId::parse(&text.into()).map_err(|_| "use an id as the API shows it: clinic: and a UUID")
}

impl Admin {
    pub async fn run(self) -> anyhow::Result<ExitCode> {
        let Command::Create(create) = self.command;
        let mut password = String::new();
        std::io::stdin().read_to_string(&mut password)?;
        let password = password.trim_end_matches(['\r', '\n']);
        let app = super::offline(&create.database, &create.log).await?;
        let said = match account::create_admin(&app.services, &create.email, password, create.clinic).await? {
            AdminMade::Created => "is an administrator now",
            AdminMade::Promoted => {
                "had an account; it is an administrator's now, has the given password and is signed out everywhere"
            }
        };
        super::print(&format!("{} {said}\n", create.email))?;
        Ok(ExitCode::SUCCESS)
    }
}
