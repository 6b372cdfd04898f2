//! Which path goes where.

use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::extract::Request;
use axum::http::StatusCode;
use axum::middleware::{Next, from_fn, from_fn_with_state};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use tower_http::catch_panic::CatchPanicLayer;

use super::admission::Admission;
use super::traffic::Traffic;
use super::{answer, demo, graphql, health, metrics, observe, pages};
use crate::graphql::ApiSchema;
use crate::service::Services;
use crate::telemetry::Telemetry;

/// Longest path with its query, in bytes.
const LONGEST_URI: usize = 8 * 1024;

/// What the edge works with.
#[derive(Clone)]
pub struct Edge {
    pub schema: ApiSchema,
    pub services: Arc<Services>,
    /// Logins to offer on the playground; `None` unless the server runs a demo.
    pub demo: Option<Arc<[demo::DemoLogin]>>,
    /// How many proxies stand in front and are believed.
    pub trusted_proxies: usize,
    pub telemetry: Arc<Telemetry>,
    /// Who may read the metrics.
    pub metrics: metrics::Access,
    /// How long a client may take to send a body.
    pub body_patience: Duration,
    /// Who may run an operation.
    pub admission: Arc<Admission>,
    pub traffic: Arc<Traffic>,
    pub readiness: Arc<health::Readiness>,
}

/// All paths of the server.
pub fn router(edge: Edge) -> Router {
    Router::new()
        .route("/graphql", get(graphql::get).post(graphql::post).fallback(graphql::other))
        .route("/health/live", get(health::live))
        .route("/health/ready", get(health::ready))
        .route("/metrics", get(metrics::serve))
        .route("/demo/logins", get(demo::logins))
        .merge(pages::router())
        .layer(CatchPanicLayer::custom(answer::panicked))
        .layer(from_fn(refuse_long_uri))
        // Around everything, so that every answer has an id and is counted.
        .layer(from_fn_with_state(edge.clone(), observe::observe))
        .with_state(edge)
}

async fn refuse_long_uri(request: Request, next: Next) -> Response {
    let length = request.uri().path_and_query().map_or(0, |path| path.as_str().len());
    match length > LONGEST_URI {
        true => StatusCode::URI_TOO_LONG.into_response(),
        false => next.run(request).await,
    }
}
