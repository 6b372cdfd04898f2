//! The event log.

use medbook::service::events;

use super::app::TestApp;

impl TestApp {
    /// The position of the newest event.
    pub async fn position(&self) -> i64 {
        let log = events::since(&self.services, 0, 10_000).await.expect("the log can be read");
        log.last().map_or(0, |event| event.position)
    }
}
