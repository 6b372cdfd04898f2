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
    codes.sort_unstable();
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::telemetry::Telemetry;

    fn request(telemetry: &Arc<Telemetry>) -> Arc<Request> {
        Request::new("a".to_owned(), Arc::clone(telemetry), None)
    }

    /// The line of the operations that ended so.
    fn count(telemetry: &Arc<Telemetry>, outcome: &str) -> Option<String> {
        let text = telemetry.text(Vec::new()).unwrap();
        let labels = format!("_count{{operation=\"login\",kind=\"mutation\",outcome=\"{outcome}\"}} ");
        text.lines().find_map(|line| line.split_once(&labels)).map(|(_, count)| count.to_owned())
    }

    /// Runs an operation that tells `problem` and answers `error`, if any.
    async fn ended(problem: Option<&'static str>, error: Option<&'static str>) -> Arc<Telemetry> {
        let telemetry = Telemetry::new([], Duration::from_secs(1));
        let work = async {
            request::asks_for(Operation { name: "login", kind: Kind::Mutation });
            // As on the edge: in a task of its own.
            let answer =
                tokio::spawn(run(async move { problem.map(request::problem) }, move |_| error.into_iter().collect()));
            answer.await.unwrap();
        };
        request::scope(request(&telemetry), work).await;
        telemetry
    }

    #[tokio::test]
    async fn the_outcome_is_the_worst_of_what_was_told() {
        for (problem, error, outcome) in [
            (None, None, "ok"),
            (Some("SLOT_TAKEN"), None, "problem"),
            (Some("SLOT_TAKEN"), Some("FORBIDDEN"), "error"),
            (Some("SLOT_TAKEN"), Some("INTERNAL"), "internal"),
        ] {
            assert_eq!(count(&ended(problem, error).await, outcome).as_deref(), Some("1"), "{outcome}");
        }
    }

    #[tokio::test]
    async fn an_operation_that_panics_is_counted_once_whether_or_not_somebody_waits_for_its_answer() {
        for waits in [true, false] {
            let telemetry = Telemetry::new([], Duration::from_secs(1));
            let request = request(&telemetry);
            let work = async {
                request::asks_for(Operation { name: "login", kind: Kind::Mutation });
                let work = async { assert!(std::hint::black_box(false), "on purpose") };
                tokio::spawn(run(work, |()| Vec::new())).await.unwrap_err();
                if waits {
                    request::error(INTERNAL);
                    request::current().unwrap().answered(500);
                }
            };
            request::scope(request, work).await;
            assert_eq!(count(&telemetry, "internal").as_deref(), Some("1"));
        }
    }

    #[tokio::test]
    async fn what_is_refused_before_it_runs_is_counted_with_its_answer() {
        let telemetry = Telemetry::new([], Duration::from_secs(1));
        let request = request(&telemetry);
        let work = async {
            request::asks_for(Operation { name: "login", kind: Kind::Mutation });
            request::error("RATE_LIMITED");
        };
        request::scope(Arc::clone(&request), work).await;
        request.answered(503);
        assert_eq!(count(&telemetry, "error").as_deref(), Some("1"));
        assert!(telemetry.text(Vec::new()).unwrap().contains("medbook_refusals_total{code=\"RATE_LIMITED\"} 1"));
    }
}
