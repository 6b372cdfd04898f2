//! What becomes of a connection to PostgreSQL when an operation ended before its statement or its transaction did.

use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, OnceLock};
use std::time::{Duration, Instant};

use sqlx::postgres::PgConnectOptions;
use sqlx::{ConnectOptions, Connection, Error, PgConnection};

/// How long the statement that was under way may go on. It usually waits for a lock; PostgreSQL ends it by its own
/// `lock_timeout`, but the pool has another connection by then.
const PATIENCE: Duration = Duration::from_millis(250);
/// For how long after a read was cut connections are looked at before they are kept: its own comes back at once.
const WATCHFUL: Duration = Duration::from_secs(2);

/// How connections are returned to the pool. Cheap to clone.
#[derive(Clone)]
pub struct Release(Arc<Inner>);

struct Inner {
    /// How the pool connects.
    options: OnceLock<PgConnectOptions>,
    begun: Instant,
    /// When a read was cut last, in milliseconds since `begun`, plus one; 0 is never.
    last_cut: AtomicU64,
}

/// A read under way: dropping it says that it was cut.
pub struct WhenCut<'r>(Option<&'r Inner>);

impl WhenCut<'_> {
    /// The read has come to its end.
    pub fn did_not_happen(mut self) {
        self.0 = None;
    }
}

impl Drop for WhenCut<'_> {
    fn drop(&mut self) {
        if let Some(inner) = self.0 {
            inner.last_cut.store(inner.now() + 1, Ordering::Release);
        }
    }
}

impl Inner {
    fn now(&self) -> u64 {
        u64::try_from(self.begun.elapsed().as_millis()).unwrap_or(u64::MAX - 1)
    }

    fn is_watchful(&self) -> bool {
        let last = self.last_cut.load(Ordering::Acquire);
        last > 0 && u128::from(self.now().saturating_sub(last - 1)) < WATCHFUL.as_millis()
    }
}

impl Release {
    pub fn new() -> Self {
        let (options, last_cut) = Default::default();
        Self(Arc::new(Inner { options, begun: Instant::now(), last_cut }))
    }

    /// How the pool connects.
    pub fn remember(&self, options: &PgConnectOptions) {
        // The options of a pool do not change.
        let _ = self.0.options.set(options.clone());
    }

    /// To be held while a statement runs outside of a transaction.
    pub fn when_cut(&self) -> WhenCut<'_> {
        WhenCut(Some(&self.0))
    }

    /// Whether to keep a connection. One whose statement and transaction were ended as usual is kept, and so is one that
    /// is ready again soon. Any other is cut, so that its place in the pool is free at once.
    pub async fn keeps(&self, connection: &mut PgConnection) -> Result<bool, Error> {
        // A rollback that was not sent yet is there only after a transaction was dropped.
        if !connection.should_flush() && !self.0.is_watchful() {
            return Ok(true);
        }
        if let Ok(rolled_back) = tokio::time::timeout(PATIENCE, connection.ping()).await {
            return rolled_back.map(|()| true);
        }
        // Closing it, however hard, would wait for the statement: TLS ends with a farewell of both sides. So it is dropped,
        // and the pool gets another one to close in its stead.
        if let Some(options) = self.0.options.get() {
            let connected = tokio::time::timeout(PATIENCE, options.connect()).await;
            *connection = connected.map_err(|_| Error::Io(std::io::ErrorKind::TimedOut.into()))??;
        }
        Ok(false)
    }
}
