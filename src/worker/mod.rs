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
/// How long a loop may take to end.
const PATIENCE: Duration = Duration::from_secs(5);

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
    /// Lets every loop finish what it is doing, if that does not take long.
    pub async fn stop(mut self) {
        self.stop.send_replace(true);
        match tokio::time::timeout(PATIENCE, &mut self.sweeper).await {
            Ok(Ok(())) => {}
            Ok(Err(_)) => tracing::error!("the sweeper panicked"),
            Err(_) => {
                tracing::warn!("the sweeper did not end and was cut");
                self.sweeper.abort();
            }
        }
    }
}
