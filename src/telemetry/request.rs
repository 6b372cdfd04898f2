//! The request that a task works for: its id, and what has been said of it so far.

use std::sync::{Arc, Mutex, MutexGuard};
use std::time::{Duration, Instant};

use opentelemetry::Context;
use tracing::Span;
use tracing_opentelemetry::OpenTelemetrySpanExt;

use super::operation::{self, Operation};
use super::{Telemetry, export};

tokio::task_local! {
    static CURRENT: Arc<Request>;
}

/// Longest id of a caller's own that is kept, in characters.
const LONGEST_ID: usize = 64;

/// A request under way.
pub struct Request {
    id: String,
    begun: Instant,
    telemetry: Arc<Telemetry>,
    /// The caller's span, if it is believed.
    parent: Option<Context>,
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    operation: Option<Operation>,
    problems: Vec<&'static str>,
    /// Codes of errors that ended it before its operation ran.
    errors: Vec<&'static str>,
    ended: bool,
}

impl Request {
    /// A request that begins now. `traceparent` is the header of that name, if its sender is believed.
    pub fn new(id: String, telemetry: Arc<Telemetry>, traceparent: Option<&str>) -> Arc<Self> {
        let parent = traceparent.and_then(export::parent);
        Arc::new(Self { id, begun: Instant::now(), telemetry, parent, state: Mutex::default() })
    }

    /// Its id: of the caller, or made for it.
    pub fn id(&self) -> &str {
        &self.id
    }

    /// The answer has been made. Accounts for an operation that was refused before it could run.
    pub fn answered(&self, status: u16) {
        self.telemetry.answered(status);
        let state = self.state();
        if !state.ended && !state.errors.is_empty() {
            let errors = state.errors.clone();
            drop(state);
            operation::refuse(self, &errors);
        }
    }

    pub(super) fn operation(&self) -> Operation {
        self.state().operation.unwrap_or(Operation::INVALID)
    }

    pub(super) fn age(&self) -> Duration {
        self.begun.elapsed()
    }

    pub(super) fn telemetry(&self) -> &Telemetry {
        &self.telemetry
    }

    /// Its operation has ended: answers the problems that were told.
    pub(super) fn end(&self) -> Vec<&'static str> {
        let mut state = self.state();
        state.ended = true;
        std::mem::take(&mut state.problems)
    }

    /// Makes `span` a child of the caller's.
    pub(super) fn adopt(&self, span: &Span) {
        if let Some(parent) = &self.parent {
            // Without an exporter there is nobody to tell.
            let _ = span.set_parent(parent.clone());
        }
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().expect("no panic happens while it is held")
    }
}

/// Runs `work` for a request: the functions below speak of that request.
pub fn scope<T>(request: Arc<Request>, work: impl Future<Output = T>) -> impl Future<Output = T> {
    CURRENT.scope(request, work)
}

/// The request that this task works for, if any.
pub fn current() -> Option<Arc<Request>> {
    CURRENT.try_with(Arc::clone).ok()
}

/// The id of the current request.
pub fn id() -> Option<String> {
    CURRENT.try_with(|request| request.id.clone()).ok()
}

/// The document could be read: this is what it asks for.
pub fn asks_for(operation: Operation) {
    let _ = CURRENT.try_with(|request| request.state().operation = Some(operation));
}

/// A resolver answers a problem. Whoever works for no request (a command, the demo's story) is not counted.
pub fn problem(code: &'static str) {
    let _ = CURRENT.try_with(|request| request.state().problems.push(code));
}

/// The whole request is answered with an error.
pub fn error(code: &'static str) {
    let _ = CURRENT.try_with(|request| request.state().errors.push(code));
}

/// Whether a caller's own id is taken as it is: short, and harmless wherever it is written.
pub fn is_well_formed(id: &str) -> bool {
    let harmless = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'_' | b'-');
    (1..=LONGEST_ID).contains(&id.len()) && id.bytes().all(harmless)
}
