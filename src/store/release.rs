//! What becomes of a connection to PostgreSQL when an operation ended before its transaction did.

use std::sync::{Arc, OnceLock};
use std::time::Duration;

use sqlx::postgres::PgConnectOptions;
use sqlx::{ConnectOptions, Connection, Error, PgConnection};

/// How long the statement that was under way may go on. It usually waits for a lock; PostgreSQL ends it by its own
/// `lock_timeout`, but the pool has another connection by then.
const PATIENCE: Duration = Duration::from_millis(250);

/// How connections are returned to the pool.
#[derive(Clone, Default)]
pub struct Release(Arc<OnceLock<PgConnectOptions>>);

impl Release {
    /// How the pool connects.
    pub fn remember(&self, options: &PgConnectOptions) {
        // The options of a pool do not change.
        let _ = self.0.set(options.clone());
    }

    /// Whether to keep a connection. One whose transaction was ended as usual is kept, and so is one
    /// that could be rolled back soon. Any other is cut, so that its place in the pool is free at once.
    pub async fn keeps(&self, connection: &mut PgConnection) -> Result<bool, Error> {
        // A rollback that was not sent yet is there only after a transaction was dropped.
        if !connection.should_flush() {
            return Ok(true);
        }
        if let Ok(rolled_back) = tokio::time::timeout(PATIENCE, connection.ping()).await {
            return rolled_back.map(|()| true);
        }
        // Closing it, however hard, would wait for the statement: TLS ends with a farewell of both sides. So it is dropped,
        // and the pool gets another one to close in its stead.
        if let Some(options) = self.0.get() {
            let connected = tokio::time::timeout(PATIENCE, options.connect()).await;
            *connection = connected.map_err(|_| Error::Io(std::io::ErrorKind::TimedOut.into()))??;
        }
        Ok(false)
    }
}
