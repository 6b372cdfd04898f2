//! What a client may do, and how much at once. `docs/limits.md` says what whoever goes beyond it sees.

use std::time::Duration;

use clap::Args;

use super::BadSetting;
use crate::adapter::password::PasswordLimits;
use crate::http::{ConnectionLimits, Limits, OperationLimits};

/// Longest time that can be set, in seconds.
const LONGEST: u64 = 3600;

/// Settings of the edge.
#[derive(Args, Clone)]
pub struct EdgeConfig {
    /// Most open connections; keep it below what `ulimit -n` allows, less 100 and four for each to the database
    #[arg(long, env = "MEDBOOK_MAX_CONNECTIONS", default_value_t = 800)]
    pub max_connections: usize,

    /// Most open connections of one address (IPv6: of one /64 network); does not apply behind trusted proxies
    #[arg(long, env = "MEDBOOK_MAX_CONNECTIONS_PER_ADDRESS", default_value_t = 200)]
    pub max_connections_per_address: usize,

    /// Seconds that a request may take to arrive up to the end of its headers
    #[arg(long, env = "MEDBOOK_HEADER_TIMEOUT", default_value_t = 10)]
    pub header_timeout: u64,

    /// Seconds that the body of a request may take to arrive
    #[arg(long, env = "MEDBOOK_BODY_TIMEOUT", default_value_t = 10)]
    pub body_timeout: u64,

    /// Seconds that a connection may stay open between two requests
    #[arg(long, env = "MEDBOOK_IDLE_TIMEOUT", default_value_t = 60)]
    pub idle_timeout: u64,

    /// Seconds that a client may stop reading its answer
    #[arg(long, env = "MEDBOOK_WRITE_TIMEOUT", default_value_t = 20)]
    pub write_timeout: u64,

    /// Seconds that requests under way may take to end when the server stops
    #[arg(long, env = "MEDBOOK_SHUTDOWN_TIMEOUT", default_value_t = 20)]
    pub shutdown_timeout: u64,

    /// Most operations that run at the same time, at least 2 [default: as many as connections to the database]
    #[arg(long, env = "MEDBOOK_MAX_OPERATIONS")]
    pub max_operations: Option<usize>,

    /// Most operations that wait for that, of each class: bookings, searches, sign-ins
    #[arg(long, env = "MEDBOOK_MAX_WAITING", default_value_t = 128)]
    pub max_waiting: usize,

    /// Seconds that an operation may wait for that
    #[arg(long, env = "MEDBOOK_WAIT_TIMEOUT", default_value_t = 5)]
    pub wait_timeout: u64,

    /// Seconds that an operation may run
    #[arg(long, env = "MEDBOOK_OPERATION_TIMEOUT", default_value_t = 10)]
    pub operation_timeout: u64,

    /// Most passwords that are hashed at the same time, each with 19 MiB and a core [default: half of the cores]
    #[arg(long, env = "MEDBOOK_MAX_PASSWORD_HASHES")]
    pub max_password_hashes: Option<usize>,
}

impl EdgeConfig {
    /// What the edge allows, with `pool` connections to the database.
    pub fn limits(&self, pool: u32, trusted_proxies: usize) -> Result<Limits, BadSetting> {
        let per_address = count("MEDBOOK_MAX_CONNECTIONS_PER_ADDRESS", self.max_connections_per_address, 1, 1_000_000)?;
        let running = self.max_operations.unwrap_or((pool as usize).max(2));
        Ok(Limits {
            connections: ConnectionLimits {
                total: count("MEDBOOK_MAX_CONNECTIONS", self.max_connections, 1, 1_000_000)?,
                // Everybody comes from the proxies' addresses.
                per_address: (trusted_proxies == 0).then_some(per_address),
                head: seconds("MEDBOOK_HEADER_TIMEOUT", self.header_timeout)?,
                body: seconds("MEDBOOK_BODY_TIMEOUT", self.body_timeout)?,
                idle: seconds("MEDBOOK_IDLE_TIMEOUT", self.idle_timeout)?,
                stall: seconds("MEDBOOK_WRITE_TIMEOUT", self.write_timeout)?,
                shutdown: seconds("MEDBOOK_SHUTDOWN_TIMEOUT", self.shutdown_timeout)?,
            },
            operations: OperationLimits {
                running: count("MEDBOOK_MAX_OPERATIONS", running, 2, 100_000)?,
                // Those whose password is being hashed, and as many again that read and write before and after it.
                sign_ins: 2 * self.passwords()?.parallel,
                waiting: count("MEDBOOK_MAX_WAITING", self.max_waiting, 0, 100_000)?,
                patience: seconds("MEDBOOK_WAIT_TIMEOUT", self.wait_timeout)?,
                deadline: seconds("MEDBOOK_OPERATION_TIMEOUT", self.operation_timeout)?,
            },
        })
    }

    /// How many passwords are hashed.
    pub fn passwords(&self) -> Result<PasswordLimits, BadSetting> {
        let machine = PasswordLimits::of_this_machine();
        let parallel = self.max_password_hashes.unwrap_or(machine.parallel);
        let parallel = count("MEDBOOK_MAX_PASSWORD_HASHES", parallel, 1, 1_000)?;
        Ok(PasswordLimits { parallel, patience: seconds("MEDBOOK_WAIT_TIMEOUT", self.wait_timeout)?, ..machine })
    }
}

fn count(name: &'static str, value: usize, least: usize, most: usize) -> Result<usize, BadSetting> {
    match value {
        value if (least..=most).contains(&value) => Ok(value),
        _ => Err(BadSetting::new(name, format!("must be between {least} and {most}"))),
    }
}

fn seconds(name: &'static str, value: u64) -> Result<Duration, BadSetting> {
    match value {
        1..=LONGEST => Ok(Duration::from_secs(value)),
        _ => Err(BadSetting::new(name, format!("must be between 1 and {LONGEST} seconds"))),
    }
}
