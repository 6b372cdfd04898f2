//! Whether the server lives, and whether it can serve.

use std::time::{Duration, Instant};

use axum::extract::State;
use axum::http::StatusCode;
use tokio::sync::Mutex;

use super::Edge;
use crate::service::Services;

/// The process runs. Says nothing of what it depends on, so that nobody restarts it for another's fault.
pub async fn live() -> &'static str {
    "live\n"
}

/// The database answers and has the schema that this server was built for.
pub async fn ready(State(edge): State<Edge>) -> (StatusCode, &'static str) {
    edge.readiness.look(&edge.services).await
}

/// How long the database may take to answer.
const PATIENCE: Duration = Duration::from_secs(1);
/// For how long an answer serves those who ask as well: whoever asks often must not keep the database busy.
const FRESH: Duration = Duration::from_millis(200);

/// What the database said last, and when.
#[derive(Default)]
pub struct Readiness(Mutex<Option<(Instant, (StatusCode, &'static str))>>);

impl Readiness {
    async fn look(&self, services: &Services) -> (StatusCode, &'static str) {
        let mut last = self.0.lock().await;
        if let Some((when, said)) = *last
            && when.elapsed() < FRESH
        {
            return said;
        }
        let said = match tokio::time::timeout(PATIENCE, services.db.is_ready()).await {
            Ok(Ok(true)) => (StatusCode::OK, "ready\n"),
            Ok(Ok(false)) => {
                (StatusCode::SERVICE_UNAVAILABLE, "the database lacks migrations: run `medbook migrate`\n")
            }
            Ok(Err(_)) | Err(_) => {
                tracing::warn!("the database does not answer");
                (StatusCode::SERVICE_UNAVAILABLE, "the database does not answer\n")
            }
        };
        *last = Some((Instant::now(), said));
        said
    }
}
