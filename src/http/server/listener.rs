//! Accepts connections until told to stop; then gives them time to end.

use std::io::ErrorKind;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use tokio::net::TcpListener;
use tokio::sync::watch;
use tokio::task::JoinSet;
use tokio::time::Instant;

use super::connection::Connection;
use super::places::Places;
use super::refusal::Refusals;
use crate::http::admission::Admission;
use crate::http::limits::ConnectionLimits;
use crate::http::traffic::Traffic;

/// How long to wait when the process or the machine has no file or memory left for another connection.
const EXHAUSTED: Duration = Duration::from_millis(100);

/// How long operations that were cut may take to roll back.
const ROLLBACK: Duration = Duration::from_secs(2);

/// Serves `router` until `stop` resolves. What is under way then may end within [`ConnectionLimits::shutdown`]; whatever
/// is left is cut. Answers whether all of it ended.
pub async fn serve(
    listener: TcpListener,
    router: Router,
    limits: ConnectionLimits,
    admission: Arc<Admission>,
    stop: impl Future<Output = ()> + Send,
) -> bool {
    let limits = Arc::new(limits);
    let mut server = Server::new(router, Arc::clone(&limits), admission.traffic());
    let mut stop = std::pin::pin!(stop);
    loop {
        tokio::select! {
            () = &mut stop => break,
            accepted = listener.accept() => match accepted {
                Ok((stream, peer)) => server.open(stream, peer),
                Err(error) => pause_after(&error).await,
            },
            Some(_) = server.connections.join_next() => {}
        }
    }
    drop(listener);
    let deadline = Instant::now() + limits.shutdown;
    let ended = tokio::time::timeout_at(deadline, async {
        server.close().await;
        // Operations whose clients have left.
        admission.drained().await;
    });
    if ended.await.is_ok() {
        return true;
    }
    tracing::warn!(after_seconds = limits.shutdown.as_secs(), "requests that did not end were cut");
    server.connections.shutdown().await;
    admission.close();
    // They roll back.
    let _ = tokio::time::timeout(ROLLBACK, admission.drained()).await;
    false
}

struct Server {
    router: Router,
    limits: Arc<ConnectionLimits>,
    places: Arc<Places>,
    refusals: Refusals,
    connections: JoinSet<()>,
    stopping: watch::Sender<bool>,
}

impl Server {
    fn new(router: Router, limits: Arc<ConnectionLimits>, traffic: &Arc<Traffic>) -> Self {
        let places = Arc::new(Places::new(limits.total, limits.per_address, Arc::clone(traffic)));
        let (stopping, _) = watch::channel(false);
        Self { router, limits, places, refusals: Refusals::default(), connections: JoinSet::new(), stopping }
    }

    fn open(&mut self, stream: tokio::net::TcpStream, peer: std::net::SocketAddr) {
        let Some(place) = self.places.take(peer.ip()) else { return self.refusals.refuse(stream) };
        // Answers are written whole; waiting to send more with them only delays them.
        let _ = stream.set_nodelay(true);
        let connection = Connection {
            stream,
            peer,
            router: self.router.clone(),
            limits: Arc::clone(&self.limits),
            stopping: self.stopping.subscribe(),
        };
        self.connections.spawn(async move {
            connection.serve().await;
            drop(place);
        });
    }

    /// Waits for the end of every connection: idle ones end now, others with the answer to their request.
    async fn close(&mut self) {
        self.stopping.send_replace(true);
        while self.connections.join_next().await.is_some() {}
    }
}

/// A connection that ended before it was accepted is its own fault. Everything else passes when others have ended.
async fn pause_after(error: &std::io::Error) {
    let gone = [ErrorKind::ConnectionAborted, ErrorKind::ConnectionReset, ErrorKind::ConnectionRefused];
    if gone.contains(&error.kind()) {
        return;
    }
    tracing::warn!(%error, "cannot accept connections at the moment");
    tokio::time::sleep(EXHAUSTED).await;
}
