//! What the server says of itself.

use std::io::IsTerminal;

use clap::{Args, ValueEnum};
use tracing::{Level, Metadata};
use tracing_subscriber::filter::{FilterExt, filter_fn};
use tracing_subscriber::layer::SubscriberExt;
use tracing_subscriber::util::SubscriberInitExt;
use tracing_subscriber::{EnvFilter, Layer, fmt};

use super::BadSetting;
use crate::telemetry::export::Export;

/// Settings of the log.
#[derive(Args, Clone)]
pub struct LogConfig {
    /// How log lines look
    #[arg(long = "log-format", env = "MEDBOOK_LOG_FORMAT", value_enum, default_value_t = LogFormat::Text)]
    pub format: LogFormat,

    /// What is logged: a level, or a level per module such as `info,medbook=debug`
    #[arg(long = "log-level", env = "MEDBOOK_LOG", default_value = "info")]
    pub level: String,
}

/// How log lines look.
#[derive(Copy, Clone, Debug, PartialEq, Eq, ValueEnum)]
pub enum LogFormat {
    /// For people.
    Text,
    /// One JSON object a line, for collectors.
    Json,
}

/// Whether something may be logged at all. What the database's drivers say of their work can hold statements and the
/// database's URL: patients' data, and a password.
fn is_discreet(metadata: &Metadata<'_>) -> bool {
    let is_driver = metadata.target().starts_with("sea_orm") || metadata.target().starts_with("sqlx");
    !is_driver || *metadata.level() <= Level::WARN
}

impl LogConfig {
    /// Starts logging to standard error, and listening for spans to export, whatever is logged.
    pub fn start(&self, export: Option<&Export>) -> Result<(), BadSetting> {
        let filter = EnvFilter::try_new(&self.level)
            .map_err(|error| BadSetting::new("MEDBOOK_LOG", format!("cannot be read: {error}")))?;
        let lines = fmt::layer().with_writer(std::io::stderr).with_ansi(std::io::stderr().is_terminal());
        let lines = match self.format {
            LogFormat::Text => lines.boxed(),
            LogFormat::Json => lines.json().boxed(),
        };
        let filter = filter.and(filter_fn(is_discreet));
        let log = tracing_subscriber::registry().with(lines.with_filter(filter)).with(export.map(Export::layer));
        log.try_init().map_err(|error| BadSetting::new("MEDBOOK_LOG_FORMAT", format!("cannot start the log: {error}")))
    }
}
