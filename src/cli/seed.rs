//! `medbook seed`.

use std::io::{IsTerminal, Read};
use std::process::ExitCode;
use std::time::Duration;

use chrono::NaiveDate;
use clap::Args;
use indicatif::{ProgressBar, ProgressStyle};

use crate::config::{DatabaseConfig, LogConfig};
use crate::domain::account::{EmailAddress, Password, PersonName};
use crate::seed::{self, ADMIN, DOMAIN, Scale, World};
use crate::service::{Services, account};

/// Fill an empty database with a clinic network.
#[derive(Args)]
pub struct Seed {
    /// How many doctors
    #[arg(long, default_value_t = 2_000, value_parser = clap::value_parser!(u32).range(1..=100_000))]
    doctors: u32,
    /// How many clinics, in up to 40 cities
    #[arg(long, default_value_t = 120, value_parser = clap::value_parser!(u32).range(1..=10_000))]
    clinics: u32,
    /// How many patients: account holders, their families, and guests
    #[arg(long, default_value_t = 50_000, value_parser = clap::value_parser!(u32).range(1..=10_000_000))]
    patients: u32,
    /// How many visits, past and to come
    #[arg(long, default_value_t = 200_000, value_parser = clap::value_parser!(u32).range(0..=10_000_000))]
    appointments: u32,
    /// Another number makes another network; the same one makes the same
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// The date that divides past from future (YYYY-MM-DD); today's, if not given
    #[arg(long)]
    today: Option<NaiveDate>,
    /// Read one password for all accounts from standard input; without it, nobody can sign in
    #[arg(long)]
    password_stdin: bool,
    #[command(flatten)]
    database: DatabaseConfig,
    #[command(flatten)]
    log: LogConfig,
}

impl Seed {
    pub async fn run(self) -> anyhow::Result<ExitCode> {
        let mut password = String::new();
        if self.password_stdin {
            std::io::stdin().read_to_string(&mut password)?;
        }
        let app = super::offline(&self.database, &self.log).await?;
        let services = &app.services;
        anyhow::ensure!(!account::anybody_known(services).await?, seed::SeedError::NotEmpty);
        let hash = match self.password_stdin {
            true => Some(hash(services, password.trim_end_matches(['\r', '\n'])).await?),
            false => None,
        };
        let scale = Scale {
            doctors: self.doctors,
            clinics: self.clinics,
            patients: self.patients,
            appointments: self.appointments,
            seed: self.seed,
            today: self.today.unwrap_or_else(|| services.now().date_naive()),
        };
        let bar = bar("visits planned", u64::from(scale.appointments))?;
        let world = World::new(&scale, &|visits| bar.set_position(visits as u64))?;
        bar.finish_and_clear();

        let bar = self::bar("rows written", world.row_count() as u64)?;
        let filled = seed::fill(&services.db, &scale, &world, hash.as_deref(), &|rows| bar.inc(rows)).await?;
        bar.finish_and_clear();
        super::print(&format!(
            "{} clinics, {} doctors, {} patients, {} accounts, {} visits, {} claims, {} events\n",
            scale.clinics, scale.doctors, scale.patients, filled.accounts, filled.visits, filled.claims, filled.events
        ))?;
        super::print(&match hash {
            Some(_) => format!(
                "sign in as {ADMIN}, clinic-1@{DOMAIN}, doctor-1@{DOMAIN} or patient-1@{DOMAIN} with the given password\n"
            ),
            None => format!("nobody can sign in; give {ADMIN} a password with `medbook admin create`\n"),
        })?;
        Ok(ExitCode::SUCCESS)
    }
}

/// What is stored of the password that all accounts share.
async fn hash(services: &Services, password: &str) -> anyhow::Result<String> {
    let (email, name) = (EmailAddress::parse("email", ADMIN)?, PersonName::parse("name", "Administrator")?);
    Ok(account::hash(services, &Password::choose(password, &email, &name)?).await?)
}

/// A bar on a terminal; nothing elsewhere, where every step of it would be a line.
fn bar(what: &'static str, length: u64) -> anyhow::Result<ProgressBar> {
    if !std::io::stderr().is_terminal() {
        super::print(&format!("{what}: {length}\n"))?;
        return Ok(ProgressBar::hidden());
    }
    let style = ProgressStyle::with_template("{msg:16} {wide_bar} {human_pos}/{human_len} {elapsed}")?;
    let bar = ProgressBar::new(length).with_style(style).with_message(what);
    bar.enable_steady_tick(Duration::from_millis(200));
    Ok(bar)
}
