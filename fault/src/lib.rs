//! Places in medbook where a test can stop it, fail it or kill it.
//!
//! They do something only in builds with the feature `failpoints` of the crate `fail`, which `cargo test` alone switches on
//! (it is a dev-dependency of medbook). In every other build [`reached`] answers at once and [`arm`] reads no variable.
//!
//! A test starts the binary with `FAILPOINTS="store::before_commit=return(hang)"`. Of the actions that `fail` knows, these
//! are of use:
//!
//! - `return(hang)`: log a line and stay there for good, so that the test can `kill -9` the process at this very place;
//! - `return(500)`: log a line and go on after so many milliseconds;
//! - `return(fail)`: log a line and fail, as the place's own documentation says;
//! - `panic`: a bug at this place.
//!
//! Each can be counted, `2*off->return(hang)` spares the first two visits, and several points are divided by `;`. To add a
//! point: add a [`Point`] with its name, say what it means to fail there, and call [`reached`].

use std::future::pending;
use std::time::Duration;

/// A place in the code.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub enum Point {
    /// A write transaction is open and has its lock; nothing is written. Fails as a lost connection.
    StoreLocked,
    /// A write has written its rows (its claims, if it is a booking), but not its events. Fails as a lost connection.
    StoreBeforeEvents,
    /// Everything is written and nothing is committed. Fails as a lost connection.
    StoreBeforeCommit,
    /// The database has committed, and the server does not know yet. Fails as a connection lost during the commit.
    StoreAfterCommit,
    /// A mutation is done and its answer not sent. Fails as a fault of the server.
    HttpBeforeAnswer,
    /// A resolver begins. Can panic, and nothing else.
    GraphqlResolver,
    /// A batch of rows is loaded for resolvers. Can panic, and nothing else.
    GraphqlLoader,
    /// Between two statements of a migration step.
    MigrationInStep,
    /// Before a migration step.
    MigrationBeforeStep,
    /// Before the sweeper does anything.
    SweepBefore,
    /// Between two transactions of the sweeper.
    SweepBetween,
}

impl Point {
    /// As `FAILPOINTS` names it.
    pub fn name(self) -> &'static str {
        match self {
            Self::StoreLocked => "store::locked",
            Self::StoreBeforeEvents => "store::before_events",
            Self::StoreBeforeCommit => "store::before_commit",
            Self::StoreAfterCommit => "store::after_commit",
            Self::HttpBeforeAnswer => "http::before_answer",
            Self::GraphqlResolver => "graphql::resolver",
            Self::GraphqlLoader => "graphql::loader",
            Self::MigrationInStep => "migration::in_step",
            Self::MigrationBeforeStep => "migration::before_step",
            Self::SweepBefore => "sweep::before",
            Self::SweepBetween => "sweep::between",
        }
    }
}

/// A test said that this place fails.
#[derive(Copy, Clone, Debug)]
pub struct Fault(pub Point);

impl std::fmt::Display for Fault {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "the fault point {} fails", self.0.name())
    }
}

impl std::error::Error for Fault {}

/// Arms the points that `FAILPOINTS` names. To be called once, at the start of the process.
///
/// # Panics
///
/// When `FAILPOINTS` cannot be read as actions; in a build without fault points never.
pub fn arm() {
    if fail::has_failpoints() {
        // Disarmed when it is dropped, and so never.
        std::mem::forget(fail::FailScenario::setup());
    }
}

/// Does what a test has armed this place with: nothing, most of the time.
pub async fn reached(point: Point) -> Result<(), Fault> {
    let Some(action) = told(point.name()) else { return Ok(()) };
    tracing::warn!(point = point.name(), action, "a fault point was reached");
    match action.parse() {
        Ok(milliseconds) => tokio::time::sleep(Duration::from_millis(milliseconds)).await,
        Err(_) if action == "hang" => pending().await,
        Err(_) => return Err(Fault(point)),
    }
    Ok(())
}

/// The same for a place that can neither wait nor fail: it can panic.
pub fn passed(point: Point) {
    told(point.name());
}

/// The argument of `return(…)`.
fn told(name: &'static str) -> Option<String> {
    // Not used by the macro of a build without fault points.
    let _ = name;
    fail::fail_point!(name, |argument| Some(argument.unwrap_or_default()));
    None
}
