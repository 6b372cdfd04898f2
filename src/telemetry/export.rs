//! Spans for an OpenTelemetry collector: one for each operation, over OTLP/HTTP with protobuf.

use std::collections::HashMap;
use std::sync::Mutex;
use std::time::{Duration, Instant};

use opentelemetry::propagation::TextMapPropagator;
use opentelemetry::trace::{SpanKind, Status, TraceContextExt, TracerProvider};
use opentelemetry::{Context, KeyValue, Value};
use opentelemetry_otlp::{Protocol, SpanExporter, WithExportConfig};
use opentelemetry_sdk::Resource;
use opentelemetry_sdk::error::OTelSdkResult;
use opentelemetry_sdk::propagation::TraceContextPropagator;
use opentelemetry_sdk::trace::{BatchSpanProcessor, Sampler, SdkTracerProvider, SpanData};
use tracing_subscriber::Layer;
use tracing_subscriber::filter::filter_fn;
use tracing_subscriber::registry::LookupSpan;

/// Longest time that one delivery takes, with its retries.
const DELIVERY: Duration = Duration::from_secs(3);
/// Longest time that the end of the server waits for the last delivery.
const LAST_DELIVERY: Duration = Duration::from_secs(3);
/// A collector that cannot be reached is worth a line this often.
const COMPLAIN_EVERY: Duration = Duration::from_secs(60);
/// What a span carries; anything else that a library adds is left out.
const ATTRIBUTES: [&str; 4] = ["operation", "kind", "outcome", "codes"];

/// Where spans go.
#[derive(Clone, Debug, PartialEq)]
pub struct Destination {
    /// Base URL of the collector; spans go to `/v1/traces` below it.
    pub endpoint: String,
    /// `service.name`.
    pub service: String,
    /// The part of all operations that is exported, 0 to 1.
    pub ratio: f64,
}

/// A running export.
pub struct Export(SdkTracerProvider);

impl Export {
    /// Starts the thread that delivers. Nobody waits for it: when its queue is full, spans are dropped.
    pub fn start(destination: &Destination) -> Result<Self, opentelemetry_otlp::ExporterBuildError> {
        let exporter = SpanExporter::builder()
            .with_http()
            .with_endpoint(format!("{}/v1/traces", destination.endpoint.trim_end_matches('/')))
            .with_protocol(Protocol::HttpBinary)
            .with_timeout(DELIVERY)
            .build()?;
        let resource = Resource::builder_empty()
            .with_service_name(destination.service.clone())
            .with_attribute(KeyValue::new("service.version", env!("CARGO_PKG_VERSION")))
            .build();
        let provider = SdkTracerProvider::builder()
            .with_resource(resource)
            // By the trace's id alone: a caller's flag must not decide how much we send.
            .with_sampler(Sampler::TraceIdRatioBased(destination.ratio))
            .with_span_processor(BatchSpanProcessor::builder(Quiet::new(exporter)).build())
            .build();
        Ok(Self(provider))
    }

    /// What listens to spans. To operations only, and never to events: those have texts.
    pub fn layer<S>(&self) -> impl Layer<S> + Send + Sync + use<S>
    where
        S: tracing::Subscriber + for<'span> LookupSpan<'span> + Send + Sync,
    {
        let operations = filter_fn(|metadata| metadata.is_span() && metadata.target() == super::operation::TARGET);
        tracing_opentelemetry::layer()
            .with_tracer(self.0.tracer("medbook"))
            .with_location(false)
            .with_threads(false)
            .with_level(false)
            .with_target(false)
            .with_tracked_inactivity(false)
            .with_filter(operations)
    }

    /// Delivers what is left, within a few seconds.
    pub async fn stop(self) {
        let stopped = tokio::task::spawn_blocking(move || self.0.shutdown_with_timeout(LAST_DELIVERY)).await;
        if !matches!(stopped, Ok(Ok(()))) {
            tracing::warn!("the last spans may not have reached the collector");
        }
    }
}

/// The span that a W3C `traceparent` speaks of.
pub(super) fn parent(traceparent: &str) -> Option<Context> {
    let carrier = HashMap::from([("traceparent".to_owned(), traceparent.to_owned())]);
    let context = TraceContextPropagator::new().extract_with_context(&Context::new(), &carrier);
    context.span().span_context().is_valid().then_some(context)
}

/// Gives spans their names, and complains of a collector that does not answer, but not all the time.
#[derive(Debug)]
struct Quiet<E> {
    exporter: E,
    complaint: Mutex<Complaint>,
}

#[derive(Debug, Default)]
struct Complaint {
    last: Option<Instant>,
    lost: usize,
}

impl<E> Quiet<E> {
    fn new(exporter: E) -> Self {
        Self { exporter, complaint: Mutex::default() }
    }

    fn complain(&self, lost: usize) {
        let mut complaint = self.complaint.lock().expect("no panic happens while it is held");
        complaint.lost += lost;
        if complaint.last.is_none_or(|last| last.elapsed() >= COMPLAIN_EVERY) {
            tracing::warn!(lost = complaint.lost, "the collector of OTEL_EXPORTER_OTLP_ENDPOINT takes no spans");
            *complaint = Complaint { last: Some(Instant::now()), lost: 0 };
        }
    }
}

impl<E: opentelemetry_sdk::trace::SpanExporter> opentelemetry_sdk::trace::SpanExporter for Quiet<E> {
    async fn export(&self, mut batch: Vec<SpanData>) -> OTelSdkResult {
        batch.iter_mut().for_each(dress);
        let spans = batch.len();
        let sent = self.exporter.export(batch).await;
        if sent.is_err() {
            self.complain(spans);
        }
        sent
    }

    fn shutdown_with_timeout(&self, timeout: Duration) -> OTelSdkResult {
        self.exporter.shutdown_with_timeout(timeout)
    }

    fn set_resource(&mut self, resource: &Resource) {
        self.exporter.set_resource(resource);
    }
}

/// A span as collectors show it: `mutation bookAppointment`, of a server, failed if the fault is ours.
fn dress(span: &mut SpanData) {
    span.attributes.retain(|attribute| ATTRIBUTES.contains(&attribute.key.as_str()));
    let attribute = |key: &str| {
        let found = span.attributes.iter().find(|attribute| attribute.key.as_str() == key);
        found.map(|attribute| &attribute.value)
    };
    let text = |value: Option<&Value>| value.map(|value| value.as_str().into_owned()).unwrap_or_default();
    let failed = text(attribute("outcome")) == super::Outcome::Internal.as_str();
    span.name = format!("{} {}", text(attribute("kind")), text(attribute("operation"))).into();
    span.span_kind = SpanKind::Server;
    span.status = if failed { Status::error("INTERNAL") } else { Status::Unset };
    for attribute in &mut span.attributes {
        // GraphQL's own names for both (OpenTelemetry's semantic conventions).
        match attribute.key.as_str() {
            "operation" => attribute.key = "graphql.operation.name".into(),
            "kind" => attribute.key = "graphql.operation.type".into(),
            _ => {}
        }
    }
}
