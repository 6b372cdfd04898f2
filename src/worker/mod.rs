//! Loops that act on the clock: they only do sooner what every read already takes for granted.

mod sweep;

use std::sync::Arc;
use std::time::Duration;

use tokio::sync::watch;
use tokio::task::JoinHandle;

use crate::service::Services;
use crate::telemetry::Telemetry;

/// How often the sweeper looks for what has expired.
const SWEEP_EVERY: Duration = Duration::from_secs(5);

/// The running loops.
pub struct Workers {
    stop: watch::Sender<bool>,
    sweeper: JoinHandle<()>,
}

/// Starts all loops.
pub fn start(services: Arc<Services>, telemetry: Arc<Telemetry>) -> Workers {
    let (stop, stopped) = watch::channel(false);
    Workers { stop, sweeper: tokio::spawn(sweep::run(services, telemetry, SWEEP_EVERY, stopped)) }
}

impl Workers {
    /// Lets every loop finish what it is doing.
    pub async fn stop(self) {
        self.stop.send_replace(true);
        if let Err(error) = self.sweeper.await {
            tracing::error!(%error, "the sweeper panicked");
        }
    }
}
