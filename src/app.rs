//! The one place that wires everything together.

use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use tokio::net::TcpListener;

use crate::adapter::clock::{Clock, SystemClock};
use crate::adapter::password::{PasswordLimits, Passwords};
use crate::adapter::random::{Random, SystemRandomness};
use crate::adapter::token::Tokens;
use crate::graphql;
use crate::http::{Admission, ConnectionLimits, DemoLogin, Edge, Limits, MetricsAccess, Traffic, router, server};
use crate::service::{Services, Settings};
use crate::store::{Db, OnlyServer};
use crate::telemetry::Telemetry;
use crate::worker;

/// What differs between a server and a test: where the data is, and where time and randomness come from.
pub struct Parts {
    pub db: Db,
    pub clock: Arc<dyn Clock>,
    pub random: Arc<dyn Random>,
    /// URL under which people reach the server; the issuer of its tokens.
    pub public_url: String,
    pub jwt_secret: String,
    pub settings: Settings,
    pub demo: Option<Arc<[DemoLogin]>>,
    pub trusted_proxies: usize,
    /// The right to serve a SQLite file, kept as long as the application lives.
    pub only_server: Option<OnlyServer>,
    pub metrics: MetricsAccess,
    /// An operation that takes longer is logged.
    pub slow: Duration,
    pub limits: Limits,
    pub passwords: PasswordLimits,
}

impl Parts {
    /// The parts of a real server, without demo.
    pub fn new(db: Db, public_url: String, jwt_secret: String, settings: Settings) -> Self {
        Self {
            db,
            clock: Arc::new(SystemClock),
            random: Arc::new(SystemRandomness::new()),
            public_url,
            jwt_secret,
            settings,
            demo: None,
            trusted_proxies: 0,
            only_server: None,
            metrics: MetricsAccess::Nobody,
            slow: Duration::from_secs(1),
            limits: Limits::default(),
            passwords: PasswordLimits::default(),
        }
    }
}

/// A wired application that is not listening yet.
pub struct App {
    pub services: Arc<Services>,
    edge: Edge,
    _only_server: Option<OnlyServer>,
    connections: ConnectionLimits,
}

impl App {
    /// Puts the parts together.
    pub fn new(parts: Parts) -> anyhow::Result<Self> {
        let passwords = Passwords::new(parts.random.as_ref(), parts.passwords)?;
        let tokens = Tokens::new(&parts.public_url, parts.jwt_secret.as_bytes());
        let services = Arc::new(Services {
            db: parts.db,
            clock: parts.clock,
            random: parts.random,
            passwords,
            tokens,
            settings: parts.settings,
        });
        let schema = graphql::build(Arc::clone(&services));
        let traffic = Arc::new(Traffic::default());
        let edge = Edge {
            schema,
            services: Arc::clone(&services),
            demo: parts.demo,
            trusted_proxies: parts.trusted_proxies,
            telemetry: Telemetry::new(graphql::codes(), parts.slow),
            metrics: parts.metrics,
            body_patience: parts.limits.connections.body,
            admission: Admission::new(parts.limits.operations, Arc::clone(&traffic)),
            traffic,
            readiness: Arc::default(),
        };
        Ok(Self { services, edge, connections: parts.limits.connections, _only_server: parts.only_server })
    }

    /// The HTTP service.
    pub fn router(&self) -> Router {
        router(self.edge.clone())
    }

    /// What is going on at the edge.
    pub fn traffic(&self) -> &Arc<Traffic> {
        &self.edge.traffic
    }

    /// Answers requests until `stop` resolves, then lets what is under way finish, for a while. Answers whether all of it
    /// did.
    pub fn listen<S: Future<Output = ()> + Send>(
        &self,
        listener: TcpListener,
        stop: S,
    ) -> impl Future<Output = bool> + use<S> {
        let (router, limits, admission) = (self.router(), self.connections.clone(), Arc::clone(&self.edge.admission));
        server::serve(listener, router, limits, admission, stop)
    }

    /// The whole server: answers requests and runs the workers until `stop` resolves.
    pub async fn serve(self, listener: TcpListener, stop: impl Future<Output = ()> + Send) {
        let workers = worker::start(Arc::clone(&self.services), Arc::clone(&self.edge.telemetry));
        self.listen(listener, stop).await;
        workers.stop().await;
    }
}
