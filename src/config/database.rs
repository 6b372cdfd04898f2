//! Where the data is.

use std::path::Path;

use clap::Args;

use super::BadSetting;

/// Settings of the database.
#[derive(Args, Clone)]
pub struct DatabaseConfig {
    /// Where the data is: `sqlite:<path>` or `postgres://user:password@host/database`
    #[arg(
        long = "database-url",
        env = "DATABASE_URL",
        default_value = "sqlite:data/medbook.db",
        hide_env_values = true
    )]
    pub url: String,

    /// Largest number of connections to the database
    #[arg(long = "database-pool", env = "MEDBOOK_DATABASE_POOL", default_value_t = 16)]
    pub pool: u32,
}

impl DatabaseConfig {
    /// Checks the settings, and makes the folder of a SQLite file.
    pub fn prepare(&self) -> Result<(), BadSetting> {
        let folder = self.file()?.and_then(Path::parent).filter(|folder| !folder.as_os_str().is_empty());
        folder.map_or(Ok(()), |folder| {
            std::fs::create_dir_all(folder)
                .map_err(|error| BadSetting::new("DATABASE_URL", format!("cannot make {}: {error}", folder.display())))
        })
    }

    /// Checks the settings, and that a SQLite file is there: for commands that make no sense on a new one.
    pub fn prepare_existing(&self) -> Result<(), BadSetting> {
        match self.file()? {
            Some(path) if !path.exists() => {
                Err(BadSetting::new("DATABASE_URL", format!("there is no file {}", path.display())))
            }
            _ => Ok(()),
        }
    }

    /// The file of a SQLite database; `None` on PostgreSQL.
    fn file(&self) -> Result<Option<&Path>, BadSetting> {
        if self.pool == 0 {
            return Err(BadSetting::new("MEDBOOK_DATABASE_POOL", "at least one connection is needed"));
        }
        if self.url.starts_with("postgres://") || self.url.starts_with("postgresql://") {
            return Ok(None);
        }
        let Some(path) = self.url.strip_prefix("sqlite:") else {
            return Err(BadSetting::new("DATABASE_URL", "must begin with sqlite: or postgres://"));
        };
        let path = path.trim_start_matches("//").split('?').next().unwrap_or_default();
        if path.is_empty() || path == ":memory:" || self.url.contains("mode=memory") {
            return Err(BadSetting::new("DATABASE_URL", "names no file: write sqlite:data/medbook.db, for example"));
        }
        Ok(Some(Path::new(path)))
    }
}
