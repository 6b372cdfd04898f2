//! What is counted where it happens, and how all of it is written down for a scrape.

use std::fmt;
use std::sync::Arc;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use prometheus_client::encoding::EncodeLabelSet;
use prometheus_client::encoding::text::{encode_eof, encode_registry};
use prometheus_client::metrics::counter::Counter;
use prometheus_client::metrics::family::Family;
use prometheus_client::metrics::gauge::Gauge;
use prometheus_client::metrics::histogram::Histogram;
use prometheus_client::registry::{Registry, Unit};

use super::operation::{Operation, Outcome};
use super::reading::{self, Reading};

/// Upper bounds of the latency histograms, in seconds.
const BUCKETS: [f64; 13] = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0];

/// The classes of HTTP status codes.
const CLASSES: [&str; 5] = ["1xx", "2xx", "3xx", "4xx", "5xx"];

#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct OperationLabels {
    operation: &'static str,
    kind: &'static str,
    outcome: &'static str,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct CodeLabels {
    code: &'static str,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct ClassLabels {
    class: &'static str,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct RunLabels {
    outcome: &'static str,
}

type Latencies = Family<OperationLabels, Histogram, fn() -> Histogram>;

/// The metrics of one application, and what its requests need to be told apart.
pub struct Telemetry {
    registry: Registry,
    operations: Latencies,
    refusals: Family<CodeLabels, Counter>,
    answers: [Counter; CLASSES.len()],
    sweeps: Family<RunLabels, Counter>,
    expired: Counter,
    last_sweep: Gauge<f64, std::sync::atomic::AtomicU64>,
    /// An operation that takes longer is worth a line in the log.
    pub slow: Duration,
}

impl Telemetry {
    /// Metrics at zero. `codes` are those that refusals can have: a rate can only be taken of what was there before.
    pub fn new(codes: impl IntoIterator<Item = &'static str>, slow: Duration) -> Arc<Self> {
        let mut registry = Registry::with_prefix("medbook");
        let operations = Latencies::new_with_constructor(|| Histogram::new(BUCKETS));
        let help = "Time from the arrival of a GraphQL request to the end of its operation";
        registry.register_with_unit("operation_duration", help, Unit::Seconds, operations.clone());
        let refusals = Family::<CodeLabels, Counter>::default();
        registry.register("refusals", "Refusals, by code: problems in results and errors in answers", refusals.clone());
        for code in codes {
            drop(refusals.get_or_create(&CodeLabels { code }));
        }
        let classes = Family::<ClassLabels, Counter>::default();
        registry.register("http_answers", "HTTP answers, by class of status", classes.clone());
        let answers = CLASSES.map(|class| classes.get_or_create_owned(&ClassLabels { class }));
        let sweeps = Family::<RunLabels, Counter>::default();
        registry.register("sweeps", "Runs of the sweeper, by outcome", sweeps.clone());
        for outcome in ["ok", "failed"] {
            drop(sweeps.get_or_create(&RunLabels { outcome }));
        }
        let expired = Counter::default();
        registry.register("swept_visits", "Holds and requests that the sweeper wrote down as expired", expired.clone());
        let last_sweep = Gauge::default();
        let help = "When the sweeper last ended well, in seconds since 1970; 0 if it has not yet";
        registry.register_with_unit("last_sweep_timestamp", help, Unit::Seconds, last_sweep.clone());
        Arc::new(Self { registry, operations, refusals, answers, sweeps, expired, last_sweep, slow })
    }

    /// An operation ended after `took`.
    pub fn operation_ended(&self, operation: Operation, outcome: Outcome, took: Duration) {
        let labels =
            OperationLabels { operation: operation.name, kind: operation.kind.as_str(), outcome: outcome.as_str() };
        self.operations.get_or_create(&labels).observe(took.as_secs_f64());
    }

    /// Something was refused. `code` is one of a closed set.
    pub fn refused(&self, code: &'static str) {
        self.refusals.get_or_create(&CodeLabels { code }).inc();
    }

    /// An HTTP answer left.
    pub fn answered(&self, status: u16) {
        if let Some(answers) = usize::from(status / 100).checked_sub(1).and_then(|class| self.answers.get(class)) {
            answers.inc();
        }
    }

    /// The sweeper ended; `expired` visits, or not at all.
    pub fn swept(&self, expired: Option<u64>) {
        let outcome = if expired.is_some() { "ok" } else { "failed" };
        self.sweeps.get_or_create(&RunLabels { outcome }).inc();
        if let Some(expired) = expired {
            self.expired.inc_by(expired);
            // The machine's time, as that is what alerts compare it with.
            let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
            self.last_sweep.set(now.as_secs_f64());
        }
    }

    /// Everything as OpenMetrics text, with what others have to say at this moment.
    pub fn text(&self, readings: Vec<Reading>) -> Result<String, fmt::Error> {
        let mut text = String::with_capacity(16 * 1024);
        encode_registry(&mut text, &self.registry)?;
        encode_registry(&mut text, &reading::registry(readings))?;
        encode_eof(&mut text)?;
        Ok(text)
    }
}
