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
        unfinished.push(format!(".{}", std::process::id()));
        let unfinished = Path::new(&unfinished);
        let copied = self.copy_into(unfinished, to).await;
        // Nothing of it may be there.
        let _ = std::fs::remove_file(unfinished);
        copied?;
        let folder = to.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
        Ok(File::open(folder)?.sync_all()?)
    }

    async fn copy_into(&self, unfinished: &Path, to: &Path) -> Result<(), BackupError> {
        let path = unfinished.to_str().ok_or_else(|| io::Error::other("its name is not text"))?;
        let copy = Statement::from_sql_and_values(DbBackend::Sqlite, "VACUUM INTO ?", [path.into()]);
        self.read().execute_raw(copy).await?;
        File::open(unfinished)?.sync_all()?;
        // A link, unlike a new name, never replaces what is there.
        Ok(std::fs::hard_link(unfinished, to)?)
    }
}
