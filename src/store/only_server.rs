//! One server to a SQLite file.

use std::fs::{File, OpenOptions, TryLockError};
use std::path::{Path, PathBuf};

use sqlx::sqlite::SqliteConnectOptions;

/// The right to serve a SQLite file, as long as this lives. The kernel takes it back however the process ends.
#[derive(Debug)]
pub struct OnlyServer {
    _lock: File,
}

/// Why a file cannot be served.
#[derive(Debug, thiserror::Error)]
pub enum OnlyServerError {
    #[error("another medbook serves {} already; stop that one first (several servers need PostgreSQL)", .0.display())]
    Taken(PathBuf),
    #[error("cannot lock {}: {error}", .path.display())]
    Failed { path: PathBuf, error: std::io::Error },
}

impl OnlyServer {
    /// Takes the right to serve the file that `url` names, by whichever path; `None` if it names no file. Makes the file
    /// if it is missing, and beside it an empty `…-server`, which carries the lock and stays.
    pub fn of(url: &str) -> Result<Option<Self>, OnlyServerError> {
        // The driver would take any other text for a file as well.
        if !url.starts_with("sqlite:") {
            return Ok(None);
        }
        let Ok(options) = url.parse::<SqliteConnectOptions>() else { return Ok(None) };
        let named = options.get_filename();
        let failed = |path: &Path, error| OnlyServerError::Failed { path: path.to_owned(), error };
        // It must be there to have one true name.
        OpenOptions::new().create(true).append(true).open(named).map_err(|error| failed(named, error))?;
        let database = named.canonicalize().map_err(|error| failed(named, error))?;
        let mut beside = database.clone().into_os_string();
        beside.push("-server");
        let beside = PathBuf::from(beside);
        let open = OpenOptions::new().create(true).append(true).open(&beside);
        let lock = open.map_err(|error| failed(&beside, error))?;
        match lock.try_lock() {
            Ok(()) => Ok(Some(Self { _lock: lock })),
            Err(TryLockError::WouldBlock) => Err(OnlyServerError::Taken(database)),
            Err(TryLockError::Error(error)) => Err(failed(&beside, error)),
        }
    }
}
