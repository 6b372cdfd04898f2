//! A consistent copy of a SQLite database.

use std::fs::File;
use std::io;
use std::path::Path;

use sea_orm::{ConnectionTrait, DbBackend, DbErr, Statement};

use super::db::Db;

/// Why there is no copy.
#[derive(Debug, thiserror::Error)]
pub enum BackupError {
    #[error("cannot copy the database: {0}")]
    Copy(#[from] DbErr),
    #[error("cannot write the copy: {0}")]
    Write(#[from] io::Error),
}

impl Db {
    /// Copies a SQLite database as of one moment into the new file `to`, while others read and write. The file appears
    /// under its name when it is complete and on disk, never before.
    pub async fn back_up(&self, to: &Path) -> Result<(), BackupError> {
        let mut unfinished = to.as_os_str().to_owned();
        unfinished.push(".unfinished");
        let unfinished = Path::new(&unfinished);
        match std::fs::remove_file(unfinished) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error.into()),
            _ => {}
        }
        let path = unfinished.to_str().ok_or_else(|| io::Error::other("its name is not text"))?;
        let copy = Statement::from_sql_and_values(DbBackend::Sqlite, "VACUUM INTO ?", [path.into()]);
        self.read().execute_raw(copy).await?;
        File::open(unfinished)?.sync_all()?;
        std::fs::rename(unfinished, to)?;
        let folder = to.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
        Ok(File::open(folder)?.sync_all()?)
    }
}
