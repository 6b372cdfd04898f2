//! What the server says of itself to machines: metrics and traces.

use std::time::Duration;

use clap::Args;

use super::BadSetting;
use crate::telemetry::export::Destination;

/// The shortest token that is taken, in bytes.
const SHORTEST_TOKEN: usize = 16;

/// Settings of metrics and traces.
#[derive(Args, Clone)]
pub struct TelemetryConfig {
    /// Token that /metrics asks for [default: none; then only a server that only this machine can reach has the path]
    #[arg(long, env = "MEDBOOK_METRICS_TOKEN", hide_env_values = true)]
    pub metrics_token: Option<String>,

    /// Milliseconds after which an operation is logged as slow
    #[arg(long, env = "MEDBOOK_SLOW_MILLIS", default_value_t = 1000)]
    pub slow_millis: u64,

    /// Collector that spans are sent to over OTLP/HTTP, such as http://127.0.0.1:4318 [default: none]
    #[arg(long, env = "OTEL_EXPORTER_OTLP_ENDPOINT")]
    pub otlp_endpoint: Option<String>,

    /// Name of this service in traces
    #[arg(long, env = "OTEL_SERVICE_NAME", default_value = "medbook")]
    pub service_name: String,

    /// Part of all operations that is traced, 0 to 1
    #[arg(long, env = "OTEL_TRACES_SAMPLER_ARG", default_value_t = 1.0)]
    pub traces_ratio: f64,
}

impl TelemetryConfig {
    /// The token of the metrics. An empty one is a mistake, not an open door.
    pub fn token(&self) -> Result<Option<&str>, BadSetting> {
        match self.metrics_token.as_deref() {
            Some(token) if token.len() < SHORTEST_TOKEN || token.contains(char::is_whitespace) => {
                let reason = format!("must have at least {SHORTEST_TOKEN} bytes and no spaces");
                Err(BadSetting::new("MEDBOOK_METRICS_TOKEN", reason))
            }
            token => Ok(token),
        }
    }

    /// How long an operation may take before the log says so.
    pub fn slow(&self) -> Duration {
        Duration::from_millis(self.slow_millis)
    }

    /// Where spans go, if anywhere.
    pub fn destination(&self) -> Result<Option<Destination>, BadSetting> {
        if !(0.0..=1.0).contains(&self.traces_ratio) {
            return Err(BadSetting::new("OTEL_TRACES_SAMPLER_ARG", "must be between 0 and 1"));
        }
        let Some(endpoint) = self.otlp_endpoint.clone().filter(|endpoint| !endpoint.is_empty()) else {
            return Ok(None);
        };
        // Spans go to a collector beside the server, which encrypts what it sends on.
        let authority = endpoint.strip_prefix("http://").and_then(|rest| rest.split('/').next());
        if authority.is_none_or(str::is_empty) || endpoint.contains(char::is_whitespace) {
            let reason = "must be an http:// URL of a collector nearby, such as http://127.0.0.1:4318";
            return Err(BadSetting::new("OTEL_EXPORTER_OTLP_ENDPOINT", reason));
        }
        Ok(Some(Destination { endpoint, service: self.service_name.clone(), ratio: self.traces_ratio }))
    }
}
