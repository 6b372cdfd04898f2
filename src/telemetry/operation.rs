//! The end of an operation: one number, one line, one span.

use std::sync::Arc;
use std::time::Duration;

use tracing::field::Empty;
use tracing::{Instrument, Span};

use super::request::{self, Request};

/// What an operation is called: by root fields of the schema, never by the name that a client gave it.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub struct Operation {
    pub name: &'static str,
    pub kind: Kind,
}

impl Operation {
    /// A document that is none, asks for what does not exist, or for too much.
    pub const INVALID: Self = Self { name: "invalid", kind: Kind::Unknown };
}

/// What an operation does.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub enum Kind {
    Query,
    Mutation,
    /// Nobody can say.
    Unknown,
}

impl Kind {
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Query => "query",
            Self::Mutation => "mutation",
            Self::Unknown => "unknown",
        }
    }
}

/// How an operation ended.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    Ok,
    /// A person was told that it cannot be: a `Problem` in a result.
    Problem,
    /// A program was told that it did something wrong, or too much: an error in `errors[]`.
    Error,
    /// Our fault: `INTERNAL` in `errors[]`.
    Internal,
}

impl Outcome {
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Ok => "ok",
            Self::Problem => "problem",
            Self::Error => "error",
            Self::Internal => "internal",
        }
    }

    /// Of an operation with these codes.
    fn of(problems: &[&'static str], errors: &[&'static str]) -> Self {
        match (problems, errors) {
            (_, errors) if errors.contains(&INTERNAL) => Self::Internal,
            ([], []) => Self::Ok,
            (_, []) => Self::Problem,
            _ => Self::Error,
        }
    }
}

/// What the spans of operations are told apart by.
pub(super) const TARGET: &str = "medbook::operation";

/// The code of an error that is our fault.
const INTERNAL: &str = "INTERNAL";

/// Runs the current request's operation in a span of its own and accounts for its end; `errors` finds the codes of the
/// errors in its answer. What it answers can be sent to another task: the request goes along.
pub fn run<T>(
    work: impl Future<Output = T> + Send,
    errors: impl FnOnce(&T) -> Vec<&'static str> + Send,
) -> impl Future<Output = T> + Send
where
    T: Send,
{
    let request = request::current();
    let span = request.as_deref().map_or_else(Span::none, span);
    let inner = span.clone();
    async move {
        let Some(request) = request else { return work.await };
        let accounted = Accounted { request: &request, span: &inner };
        let answer = request::scope(Arc::clone(&request), work).await;
        end(&request, &inner, &errors(&answer));
        drop(accounted);
        answer
    }
    .instrument(span)
}

/// An operation that runs. One that panics is accounted for as well, even when nobody waits for its answer any more.
struct Accounted<'r> {
    request: &'r Request,
    span: &'r Span,
}

impl Drop for Accounted<'_> {
    fn drop(&mut self) {
        if std::thread::panicking() {
            end(self.request, self.span, &[INTERNAL]);
        }
    }
}

/// Accounts for an operation that was refused before it could run.
pub(super) fn refuse(request: &Request, errors: &[&'static str]) {
    let span = span(request);
    span.in_scope(|| end(request, &span, errors));
}

fn span(request: &Request) -> Span {
    let operation = request.operation();
    // At the level of errors, so that every line says where it belongs, whatever is logged.
    let span = tracing::error_span!(
        target: TARGET,
        "operation",
        operation = operation.name,
        kind = operation.kind.as_str(),
        outcome = Empty,
        codes = Empty
    );
    request.adopt(&span);
    span
}

fn end(request: &Request, span: &Span, errors: &[&'static str]) {
    let (operation, took) = (request.operation(), request.age());
    let problems = request.end();
    let outcome = Outcome::of(&problems, errors);
    for code in problems.iter().chain(errors) {
        request.telemetry().refused(code);
    }
    request.telemetry().operation_ended(operation, outcome, took);
    let mut codes: Vec<_> = problems.iter().chain(errors).copied().collect();
    codes.dedup();
    let codes = codes.join(" ");
    log(request, outcome, &codes, took);
    span.record("outcome", outcome.as_str());
    if !codes.is_empty() {
        span.record("codes", codes);
    }
}

/// One line an operation. Its name and the request's id are in the spans around it.
fn log(request: &Request, outcome: Outcome, codes: &str, took: Duration) {
    let (outcome_word, ms) = (outcome.as_str(), took.as_secs_f64() * 1000.0);
    if outcome == Outcome::Internal {
        tracing::error!(outcome = outcome_word, codes, ms, "an operation failed");
    } else if took > request.telemetry().slow {
        tracing::warn!(outcome = outcome_word, codes, ms, "an operation was slow");
    } else if outcome == Outcome::Ok {
        tracing::debug!(outcome = outcome_word, ms, "an operation ended");
    } else {
        tracing::info!(outcome = outcome_word, codes, ms, "an operation was refused");
    }
}
