//! The numbers of the edge (see `docs/limits.md`).

use std::time::Duration;

/// What the edge allows. The defaults are those of a server with 16 connections to its database.
#[derive(Clone, Debug, Default)]
pub struct Limits {
    pub connections: ConnectionLimits,
    pub operations: OperationLimits,
}

/// What a client may do with a connection.
#[derive(Clone, Debug)]
pub struct ConnectionLimits {
    /// Open connections in all.
    pub total: usize,
    /// Open connections of one address (IPv6: of one /64 network); `None` behind proxies, which all come from few.
    pub per_address: Option<usize>,
    /// From the first byte of a request, or from the connect, to the end of its headers.
    pub head: Duration,
    /// From the headers to the end of the body.
    pub body: Duration,
    /// Between two requests.
    pub idle: Duration,
    /// How long a client may let an answer lie without reading on.
    pub stall: Duration,
    /// How long requests under way may take to end after the server was told to stop.
    pub shutdown: Duration,
}

impl Default for ConnectionLimits {
    fn default() -> Self {
        Self {
            total: 800,
            per_address: Some(200),
            head: Duration::from_secs(10),
            body: Duration::from_secs(10),
            idle: Duration::from_secs(60),
            stall: Duration::from_secs(20),
            shutdown: Duration::from_secs(20),
        }
    }
}

/// How many operations run and wait, and for how long.
#[derive(Clone, Debug)]
pub struct OperationLimits {
    /// Bookings and searches that run at the same time; at least 2. A quarter is kept for each of the two.
    pub running: usize,
    /// Sign-ins that run at the same time, beside them.
    pub sign_ins: usize,
    /// Operations of each class that may wait for a place.
    pub waiting: usize,
    /// How long they may wait.
    pub patience: Duration,
    /// How long an operation may run.
    pub deadline: Duration,
}

impl Default for OperationLimits {
    fn default() -> Self {
        Self {
            running: 16,
            sign_ins: 4,
            waiting: 128,
            patience: Duration::from_secs(5),
            deadline: Duration::from_secs(10),
        }
    }
}
