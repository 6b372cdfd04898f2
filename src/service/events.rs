//! The event log, for whoever derives something from it: live updates, messages, webhooks.

use entity::event_log::Model;

use super::{Outcome, Services};
use crate::store::event_log;

/// The events after position `after`, in commit order, at most `limit` of them. The log has no gaps: a consumer goes on
/// from the last position that it has dealt with.
pub async fn since(services: &Services, after: i64, limit: u64) -> Outcome<Vec<Model>> {
    Ok(event_log::since(services.db.read(), after, limit).await?)
}

/// The position of the newest event; 0 if there is none.
pub async fn newest(services: &Services) -> Outcome<i64> {
    Ok(event_log::newest(services.db.read()).await?)
}
