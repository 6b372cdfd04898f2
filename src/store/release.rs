//! What becomes of a connection when an operation ended before its transaction did.

use std::time::Duration;

use futures::future::BoxFuture;
use sqlx::pool::PoolConnectionMetadata;
use sqlx::{Connection, PgConnection};

/// How long the statement that was under way may go on. It usually waits for a lock; PostgreSQL ends it by its own
/// `lock_timeout`, but the pool has another connection by then.
const PATIENCE: Duration = Duration::from_millis(250);

/// Keeps a connection whose transaction was ended as usual, which costs nothing, or could be rolled back soon. Closes any
/// other, so that its place in the pool is free at once.
pub fn of_postgres(
    connection: &mut PgConnection,
    _: PoolConnectionMetadata,
) -> BoxFuture<'_, Result<bool, sqlx::Error>> {
    Box::pin(async move {
        // A rollback that was not sent yet is there only after a transaction was dropped.
        if !connection.should_flush() {
            return Ok(true);
        }
        match tokio::time::timeout(PATIENCE, connection.ping()).await {
            Ok(rolled_back) => rolled_back.map(|()| true),
            // An error makes the pool cut the connection without a word, which would have to wait, too.
            Err(_) => Err(std::io::Error::from(std::io::ErrorKind::TimedOut).into()),
        }
    })
}
