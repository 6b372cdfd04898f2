//! One connection, from its first request to its end.

use std::convert::Infallible;
use std::net::SocketAddr;
use std::sync::Arc;

use axum::Router;
use axum::body::Body;
use axum::extract::ConnectInfo;
use axum::http::{Request, Response, StatusCode};
use hyper::body::{Body as _, Incoming};
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::net::TcpStream;
use tokio::sync::watch;
use tower::ServiceExt;

use super::phase::Phase;
use super::watched::Watched;
use crate::http::limits::ConnectionLimits;

/// Longest request line and headers together, in bytes.
const LARGEST_HEAD: usize = 16 * 1024;
/// Most headers of one request.
const MOST_HEADERS: usize = 64;
/// Memory for what was read and not yet used, and for what was not yet written, in bytes.
const BUFFER: usize = 64 * 1024;

/// A connection with what it needs.
pub struct Connection {
    pub stream: TcpStream,
    pub peer: SocketAddr,
    pub router: Router,
    pub limits: Arc<ConnectionLimits>,
    /// Turns true when the server stops.
    pub stopping: watch::Receiver<bool>,
}

impl Connection {
    /// Answers its requests, one after the other.
    pub async fn serve(self) {
        let Self { stream, peer, router, limits, mut stopping } = self;
        let phase = Phase::default();
        let io = TokioIo::new(Watched::new(stream, phase.clone(), limits.head, limits.stall));
        let service = service_fn(move |request: Request<Incoming>| {
            let (router, phase) = (router.clone(), phase.clone());
            // Now, before anything of the body is read.
            phase.answering(request.body().size_hint().exact());
            async move {
                let response = respond(router, peer, request).await;
                match response.status() {
                    // What became a socket has clocks of its own.
                    StatusCode::SWITCHING_PROTOCOLS => phase.upgraded(),
                    _ => phase.answered(),
                }
                Ok::<_, Infallible>(response)
            }
        });
        let mut http = http1::Builder::new();
        http.timer(TokioTimer::new())
            // Runs between two requests as well; `Watched` is stricter as soon as one begins.
            .header_read_timeout(limits.idle.max(limits.head))
            .max_header_size(LARGEST_HEAD)
            .max_headers(MOST_HEADERS)
            .max_buf_size(BUFFER);
        let mut connection = std::pin::pin!(http.serve_connection(io, service).with_upgrades());
        let stopped = async { drop(stopping.wait_for(|stopping| *stopping).await) };
        let ended = tokio::select! {
            ended = connection.as_mut() => ended,
            () = stopped => {
                connection.as_mut().graceful_shutdown();
                connection.await
            }
        };
        if let Err(error) = ended {
            tracing::debug!(%error, "a connection ended early");
        }
    }
}

async fn respond(router: Router, peer: SocketAddr, request: Request<Incoming>) -> Response<Body> {
    let mut request = request.map(Body::new);
    request.extensions_mut().insert(ConnectInfo(peer));
    router.oneshot(request).await.unwrap_or_else(|never| match never {})
}
