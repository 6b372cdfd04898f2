//! Settings: from the environment, a `.env` file, or the command line; one documented table in the README.
//!
//! Every setting is checked before anything starts. A bad one stops the start with one line that names it.

mod database;
mod edge;
mod log;
mod server;
mod telemetry;

pub use database::DatabaseConfig;
pub use edge::EdgeConfig;
pub use log::{LogConfig, LogFormat};
pub use server::{DEVELOPMENT_SECRET, ServerConfig};
pub use telemetry::TelemetryConfig;

/// A setting that cannot be used, in one line that names it.
#[derive(Debug, thiserror::Error)]
#[error("{name}: {reason}")]
pub struct BadSetting {
    /// The environment variable.
    pub name: &'static str,
    /// What is wrong and what to do.
    pub reason: String,
}

impl BadSetting {
    pub fn new(name: &'static str, reason: impl Into<String>) -> Self {
        Self { name, reason: reason.into() }
    }
}
