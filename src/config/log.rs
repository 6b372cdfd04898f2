//! What the server says of itself.

use std::io::IsTerminal;

use clap::{Args, ValueEnum};
use tracing_subscriber::EnvFilter;

use super::BadSetting;

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

impl LogConfig {
    /// Starts logging to standard error.
    pub fn start(&self) -> Result<(), BadSetting> {
        let filter = EnvFilter::try_new(&self.level)
            .map_err(|error| BadSetting::new("MEDBOOK_LOG", format!("cannot be read: {error}")))?;
        let builder = tracing_subscriber::fmt()
            .with_env_filter(filter)
            .with_writer(std::io::stderr)
            .with_ansi(std::io::stderr().is_terminal());
        let started = match self.format {
            LogFormat::Text => builder.try_init(),
            LogFormat::Json => builder.json().try_init(),
        };
        started.map_err(|error| BadSetting::new("MEDBOOK_LOG_FORMAT", format!("cannot start the log: {error}")))
    }
}
