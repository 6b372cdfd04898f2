//! Around every request: its id, its span, and its part in the counts.

use std::sync::Arc;

use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderName, HeaderValue};
use axum::middleware::Next;
use axum::response::Response;
use tracing::Instrument;

use super::Edge;
use crate::telemetry::request::{self, is_well_formed};

/// Says which request an answer, a line of the log and an error report are about.
const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");
/// The caller's span (W3C Trace Context).
const TRACEPARENT: HeaderName = HeaderName::from_static("traceparent");

/// Gives the request an id, and everything that is done for it. A well-formed id of the caller's own is kept, so that a
/// request can be followed through proxies; any other is replaced.
pub async fn observe(State(edge): State<Edge>, request: Request, next: Next) -> Response {
    let id = text(request.headers(), &REQUEST_ID).filter(|id| is_well_formed(id)).map(str::to_owned);
    let id = id.unwrap_or_else(|| edge.services.id().simple().to_string());
    // A stranger's trace is nobody's business; a proxy of ours writes its own or hands on what it believes.
    let traceparent = text(request.headers(), &TRACEPARENT).filter(|_| edge.trusted_proxies > 0);
    let observed = request::Request::new(id, Arc::clone(&edge.telemetry), traceparent);

    // At the level of errors, so that every line carries the id, whatever is logged.
    let span = tracing::error_span!("request", request_id = observed.id());
    let mut response = request::scope(Arc::clone(&observed), next.run(request)).instrument(span.clone()).await;
    span.in_scope(|| observed.answered(response.status().as_u16()));
    let id = HeaderValue::from_str(observed.id()).expect("a well-formed id is visible ASCII");
    response.headers_mut().insert(REQUEST_ID, id);
    response
}

fn text<'h>(headers: &'h HeaderMap, name: &HeaderName) -> Option<&'h str> {
    headers.get(name).and_then(|value| value.to_str().ok())
}
