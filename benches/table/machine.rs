//! On what the table was made.

use std::fmt;
use std::fs;

/// What the figures depend on.
pub struct Machine {
    pub processor: String,
    pub cores: usize,
    pub memory_gib: u64,
    pub postgres: String,
    /// Build profile of medbook and of the load generator.
    pub profile: String,
    pub data: String,
}

impl Machine {
    /// This machine, with what only the caller knows.
    pub fn this(postgres: String, profile: String, data: String) -> Self {
        let processors = fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
        let memory = fs::read_to_string("/proc/meminfo").unwrap_or_default();
        let kilobytes = field(&memory, "MemTotal").and_then(|value| value.split(' ').next()?.parse::<u64>().ok());
        Self {
            processor: field(&processors, "model name").unwrap_or("unknown processor").to_owned(),
            cores: std::thread::available_parallelism().map_or(1, usize::from),
            memory_gib: kilobytes.unwrap_or_default().div_ceil(1024 * 1024),
            postgres,
            profile,
            data,
        }
    }
}

fn field<'t>(text: &'t str, name: &str) -> Option<&'t str> {
    let line = text.lines().find(|line| line.starts_with(name))?;
    line.split_once(':').map(|(_, value)| value.trim())
}

impl fmt::Display for Machine {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{} cores ({}), {} GiB of memory, shared by server, database and load generator · {} · build profile \
             `{}` · {}",
            self.cores, self.processor, self.memory_gib, self.postgres, self.profile, self.data
        )
    }
}
