//! Writes down what the clock has ended: holds and requests that expired, records that nobody needs any more.

use std::sync::Arc;
use std::time::Duration;

use tokio::sync::watch;

use crate::service::{Outcome, Services, account, appointment};
use crate::telemetry::Telemetry;

/// Sweeps every `period` until stopped.
pub async fn run(
    services: Arc<Services>,
    telemetry: Arc<Telemetry>,
    period: Duration,
    mut stopped: watch::Receiver<bool>,
) {
    loop {
        let swept = sweep(&services).await;
        if let Err(error) = &swept {
            tracing::warn!(%error, "the sweep failed; the next one tries again");
        }
        telemetry.swept(swept.ok());
        tokio::select! {
            () = tokio::time::sleep(period) => {}
            // The sender is gone or said so: either way it is over.
            _ = stopped.wait_for(|stop| *stop) => return,
        }
    }
}

async fn sweep(services: &Services) -> Outcome<u64> {
    let expired = appointment::sweep(services).await?;
    account::forget_expired_sessions(services).await?;
    Ok(expired)
}
