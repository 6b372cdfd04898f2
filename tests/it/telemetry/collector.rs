//! A collector of spans, as OpenTelemetry's is over OTLP/HTTP.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use axum::Router;
use axum::body::Bytes;
use axum::http::{HeaderMap, StatusCode};
use axum::routing::post;
use opentelemetry_proto::tonic::collector::trace::v1::ExportTraceServiceRequest;
use opentelemetry_proto::tonic::common::v1::any_value;
use opentelemetry_proto::tonic::common::v1::{AnyValue, KeyValue};
use opentelemetry_proto::tonic::trace::v1::Span;
use prost::Message;
use tokio::net::TcpListener;

/// What a collector does with what it is sent.
#[derive(Copy, Clone, PartialEq, Eq)]
pub enum Mood {
    Takes,
    Refuses,
    /// Takes the request and never answers.
    Stalls,
}

/// A collector on a port of its own, and all that it was sent.
pub struct Collector {
    pub url: String,
    received: Arc<Mutex<Vec<ExportTraceServiceRequest>>>,
}

impl Collector {
    pub async fn start(mood: Mood) -> Self {
        let received: Arc<Mutex<Vec<_>>> = Arc::default();
        let store = Arc::clone(&received);
        let take = async move |headers: HeaderMap, body: Bytes| {
            match mood {
                Mood::Takes => {}
                Mood::Refuses => return StatusCode::BAD_REQUEST,
                Mood::Stalls => tokio::time::sleep(Duration::from_secs(600)).await,
            }
            assert_eq!(headers["content-type"], "application/x-protobuf");
            let request = ExportTraceServiceRequest::decode(body).expect("OTLP");
            store.lock().expect("nobody panics here").push(request);
            StatusCode::OK
        };
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port is free");
        let url = format!("http://{}", listener.local_addr().expect("an address"));
        let router = Router::new().route("/v1/traces", post(take));
        tokio::spawn(async move { axum::serve(listener, router).await });
        Self { url, received }
    }

    /// All spans so far.
    pub fn spans(&self) -> Vec<Span> {
        let received = self.received.lock().expect("nobody panics here");
        let resources = received.iter().flat_map(|request| &request.resource_spans);
        resources.flat_map(|resource| &resource.scope_spans).flat_map(|scope| scope.spans.clone()).collect()
    }

    /// The attributes of the service that sent them.
    pub fn resource(&self) -> Vec<(String, String)> {
        let received = self.received.lock().expect("nobody panics here");
        let resource = received.first().and_then(|request| request.resource_spans.first()?.resource.clone());
        texts(&resource.expect("something was sent").attributes)
    }

    /// Everything that was sent, as text.
    pub fn text(&self) -> String {
        format!("{:?}", self.received.lock().expect("nobody panics here"))
    }
}

/// Attributes with texts.
pub fn texts(attributes: &[KeyValue]) -> Vec<(String, String)> {
    let text = |value: &Option<AnyValue>| match value.as_ref().and_then(|value| value.value.clone()) {
        Some(any_value::Value::StringValue(text)) => text,
        other => format!("{other:?}"),
    };
    attributes.iter().map(|attribute| (attribute.key.clone(), text(&attribute.value))).collect()
}
