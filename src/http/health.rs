//! Whether the server lives, and whether it can serve.

use axum::extract::State;
use axum::http::StatusCode;

use super::Edge;

/// The process runs. Says nothing of what it depends on, so that nobody restarts it for another's fault.
pub async fn live() -> &'static str {
    "live\n"
}

/// The database answers and has the schema that this server was built for.
pub async fn ready(State(edge): State<Edge>) -> (StatusCode, &'static str) {
    match edge.services.db.is_ready().await {
        Ok(true) => (StatusCode::OK, "ready\n"),
        Ok(false) => (StatusCode::SERVICE_UNAVAILABLE, "the database lacks migrations: run `medbook migrate`\n"),
        Err(error) => {
            tracing::warn!(%error, "the database does not answer");
            (StatusCode::SERVICE_UNAVAILABLE, "the database does not answer\n")
        }
    }
}
