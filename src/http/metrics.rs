//! `GET /metrics`, for Prometheus. What it says is for those who run the server, and for nobody else.

use std::time::Duration;

use aws_lc_rs::constant_time::verify_slices_are_equal;
use aws_lc_rs::digest::{SHA256, digest};
use axum::extract::State;
use axum::http::uri::Authority;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};

use super::Edge;
use super::host::is_loopback;
use super::traffic::{Class, Traffic};
use crate::service::{Services, events};
use crate::telemetry::{Reading, process};

/// The media type of OpenMetrics.
const OPEN_METRICS: &str = "application/openmetrics-text; version=1.0.0; charset=utf-8";
/// What proxies add to what they hand on.
const PROXIES_HEADERS: [&str; 4] = ["forwarded", "x-forwarded-for", "x-forwarded-host", "x-real-ip"];
/// How long a scrape waits for the database.
const PATIENCE: Duration = Duration::from_secs(1);

/// Who may read the metrics.
#[derive(Clone)]
pub enum Access {
    /// Whoever asks on the machine itself; for a server that only its own machine can reach.
    Anybody,
    /// Whoever has the token with this SHA-256.
    Token([u8; 32]),
    /// Nobody: the path does not exist.
    Nobody,
}

impl Access {
    /// For those who have `token`.
    pub fn token(token: &str) -> Self {
        Self::Token(hash(token))
    }
}

/// Answers the metrics to those who may read them.
pub async fn serve(State(edge): State<Edge>, headers: HeaderMap) -> Response {
    match &edge.metrics {
        Access::Nobody => return StatusCode::NOT_FOUND.into_response(),
        Access::Token(expected) if !has_token(&headers, expected) => {
            return (StatusCode::UNAUTHORIZED, [(header::WWW_AUTHENTICATE, "Bearer")]).into_response();
        }
        // A proxy on this machine hands on what strangers ask, and a page that a browser here shows may ask under a name
        // of its own that leads here.
        Access::Anybody if !asked_here(&headers) => return StatusCode::NOT_FOUND.into_response(),
        Access::Token(_) | Access::Anybody => {}
    }
    match edge.telemetry.text(readings(&edge).await) {
        Ok(text) => ([(header::CONTENT_TYPE, OPEN_METRICS), (header::CACHE_CONTROL, "no-store")], text).into_response(),
        Err(error) => {
            tracing::error!(%error, "the metrics cannot be written");
            StatusCode::INTERNAL_SERVER_ERROR.into_response()
        }
    }
}

/// Whether the request was made to this machine by its own name, and not handed on by a proxy.
fn asked_here(headers: &HeaderMap) -> bool {
    let handed_on = PROXIES_HEADERS.iter().any(|name| headers.contains_key(*name));
    let host = headers.get(header::HOST).and_then(|host| host.to_str().ok());
    let host = host.and_then(|host| host.parse::<Authority>().ok());
    !handed_on && host.is_some_and(|host| is_loopback(host.host()))
}

/// Hashes are compared, in constant time: neither the token nor its length can be guessed from how long it takes.
fn has_token(headers: &HeaderMap, expected: &[u8; 32]) -> bool {
    let value = headers.get(header::AUTHORIZATION).and_then(|value| value.to_str().ok());
    let token =
        value.and_then(|value| value.split_once(' ')).filter(|(scheme, _)| scheme.eq_ignore_ascii_case("bearer"));
    token.is_some_and(|(_, token)| verify_slices_are_equal(&hash(token.trim()), expected).is_ok())
}

fn hash(token: &str) -> [u8; 32] {
    let mut hash = [0; 32];
    hash.copy_from_slice(digest(&SHA256, token.as_bytes()).as_ref());
    hash
}

/// What others keep, read now. Readings of one name stand together.
async fn readings(edge: &Edge) -> Vec<Reading> {
    let mut readings = database(&edge.services).await;
    let (running, waiting) = edge.services.passwords.load();
    readings.extend([
        Reading::gauge("medbook_password_hashing_running", "Passwords that are being hashed", running),
        Reading::gauge("medbook_password_hashing_waiting", "Passwords that wait to be hashed", waiting),
    ]);
    readings.extend(traffic(&edge.traffic));
    let version = env!("CARGO_PKG_VERSION");
    readings.push(Reading::gauge("medbook_build_info", "The version that runs", true).label("version", version));
    readings.extend(process::readings());
    readings
}

/// Readings of one name stand together.
fn traffic(traffic: &Traffic) -> Vec<Reading> {
    type Count = fn(&Traffic, Class) -> Reading;
    let by_class: [Count; 4] = [
        |traffic, class| {
            let help = "Operations that run, by class";
            Reading::gauge("medbook_admission_running", help, traffic.running(class))
        },
        |traffic, class| {
            let help = "Operations that wait for a place, by class";
            Reading::gauge("medbook_admission_waiting", help, traffic.waiting(class))
        },
        |traffic, class| {
            let help = "Operations that were sent away because the server was busy, by class";
            Reading::counter("medbook_admission_refused", help, traffic.refused(class))
        },
        |traffic, class| {
            let help = "Operations that reached their deadline, by class";
            Reading::counter("medbook_admission_timed_out", help, traffic.timed_out(class))
        },
    ];
    let counts = by_class.iter();
    let mut readings: Vec<_> =
        counts.flat_map(|count| Class::ALL.map(|class| count(traffic, class).label("class", class.as_str()))).collect();
    readings.extend([
        Reading::gauge("medbook_connections_open", "Connections of clients that are open", traffic.connections_open()),
        Reading::counter(
            "medbook_connections_refused",
            "Connections of clients that were refused because there were too many",
            traffic.connections_refused(),
        ),
    ]);
    readings
}

async fn database(services: &Services) -> Vec<Reading> {
    let pool = services.db.pool_state();
    let newest = tokio::time::timeout(PATIENCE, events::newest(services)).await.ok().and_then(Result::ok);
    let connections = "Connections to the database, by what they do";
    let mut readings = vec![
        Reading::gauge("medbook_database_connections", connections, pool.idle).label("state", "idle"),
        Reading::gauge("medbook_database_connections", connections, pool.open - pool.idle).label("state", "used"),
        Reading::gauge("medbook_database_connections_max", "Most connections to the database", pool.most),
        Reading::counter(
            "medbook_transactions_retried",
            "Transactions that began again because another one was in the way or their connection was lost",
            pool.retried,
        ),
        Reading::gauge(
            "medbook_database_up",
            "1 if the database answered this scrape within a second",
            newest.is_some(),
        ),
    ];
    if let Some(newest) = newest {
        readings.push(Reading::gauge("medbook_event_log_position", "Number of the newest event", newest));
    }
    readings
}
