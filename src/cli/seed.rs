//! `medbook seed`.

use std::io::{IsTerminal, Read};
use std::process::ExitCode;
use std::sync::atomic::{AtomicU64, Ordering};

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
        let planned = Progress::new("visits planned", scale.appointments.into())?;
        let world = World::new(&scale, &|more| planned.add(more as u64))?;
        drop(planned);
        let written = Progress::new("rows written", world.row_count() as u64)?;
        let filled = seed::fill(&services.db, &scale, &world, hash.as_deref(), &|rows| written.add(rows)).await?;
        drop(written);
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

/// How far something is: a bar on a terminal, elsewhere a line for every tenth.
struct Progress {
    what: &'static str,
    length: u64,
    bar: Option<ProgressBar>,
    /// How much is done.
    done: AtomicU64,
}

impl Progress {
    fn new(what: &'static str, length: u64) -> anyhow::Result<Self> {
        let mut progress = Self { what, length, bar: None, done: AtomicU64::new(0) };
        if std::io::stderr().is_terminal() {
            let style = ProgressStyle::with_template("{msg:16} {wide_bar} {human_pos}/{human_len} {elapsed}")?;
            progress.bar = Some(ProgressBar::new(length).with_style(style).with_message(what));
        }
        Ok(progress)
    }

    fn add(&self, more: u64) {
        let before = self.done.fetch_add(more, Ordering::Relaxed);
        let tenth = |done: u64| done * 10 / self.length.max(1);
        match &self.bar {
            Some(bar) => bar.inc(more),
            None if tenth(before) < tenth(before + more) => {
                // Nobody may be listening any more; the work goes on.
                let _ =
                    super::print(&format!("{}: {} of {}\n", self.what, (before + more).min(self.length), self.length));
            }
            None => {}
        }
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        if let Some(bar) = &self.bar {
            bar.finish_and_clear();
        }
    }
}
