//! The demo's logins, for the playground's buttons. Only a server started with `--demo` has any.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use serde::Serialize;

use super::Edge;

/// An account of the demo network. Its password is public.
#[derive(Clone, Debug, Serialize)]
pub struct DemoLogin {
    /// `PATIENT`, `DOCTOR` or `ADMIN`.
    pub role: &'static str,
    /// Who it is, in a few words.
    pub label: String,
    pub email: String,
    pub password: String,
}

/// `GET /demo/logins`.
pub async fn logins(State(edge): State<Edge>) -> Response {
    match edge.demo {
        Some(logins) => Json(logins.to_vec()).into_response(),
        None => StatusCode::NOT_FOUND.into_response(),
    }
}
