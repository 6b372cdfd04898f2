use std::time::{Duration, Instant};

use opentelemetry_proto::tonic::trace::v1::Span;
use opentelemetry_proto::tonic::trace::v1::span::SpanKind;
use rstest::rstest;
use serde_json::json;

use super::collector::{Collector, Mood, texts};
use crate::support::{Backend::Sqlite, Server, TestApp};

const TRACE: &str = "0af7651916cd43dd8448eb211c80319c";
const PARENT: &str = "b7ad6b7169203331";

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Asks for the doctors as a caller whose own span is known; `flags` are `01` if it is sampled.
async fn ask(server: &Server, flags: &str) {
    let request = reqwest::Client::new().post(server.url("/graphql"));
    let request = request.header("traceparent", format!("00-{TRACE}-{PARENT}-{flags}"));
    let query = json!({ "query": "query Ann { doctors { totalCount } }" });
    assert_eq!(request.json(&query).send().await.expect("the server answers").status(), 200);
}

/// What the server sends to a collector until it has stopped.
async fn exported(further: &[(&str, &str)], work: impl AsyncFnOnce(&Server)) -> Collector {
    let (app, collector) = (TestApp::start(Sqlite).await, Collector::start(Mood::Takes).await);
    let mut builder = Server::start(&app.database_url()).env("OTEL_EXPORTER_OTLP_ENDPOINT", &collector.url);
    for (name, value) in further {
        builder = builder.env(name, value);
    }
    let mut server = builder.await;
    work(&server).await;
    assert_eq!(server.stop().await, Some(0));
    collector
}

fn only(collector: &Collector) -> Span {
    let mut spans = collector.spans();
    assert_eq!(spans.len(), 1, "{spans:#?}");
    spans.remove(0)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_operation_is_a_span_with_its_name_and_its_end() {
    let collector =
        exported(&[("MEDBOOK_LOG", "error,medbook::cli=info"), ("OTEL_SERVICE_NAME", "booking")], async |server| {
            let visitor = server.visitor();
            visitor.query("query Ann { secret: doctors { totalCount } }").await.data();
            let nobody = json!({ "email": "nobody@example.org", "password": "a wrong password" });
            visitor.mutate("login", "LoginInput", "", nobody).await.expect_code("INVALID_CREDENTIALS");
            visitor.query("{ secret }").await.expect_error("BAD_USER_INPUT");
            reqwest::get(server.url("/health/ready")).await.expect("the server answers");
        })
        .await;

    let service = ("service.name".to_owned(), "booking".to_owned());
    assert!(collector.resource().contains(&service), "{:?}", collector.resource());
    let spans = collector.spans();
    let seen: Vec<_> = spans.iter().map(|span| (span.name.as_str(), texts(&span.attributes))).collect();
    let attributes = |name: &str, kind: &str, outcome: &str, codes: &str| {
        let mut attributes =
            vec![("graphql.operation.name", name), ("graphql.operation.type", kind), ("outcome", outcome)];
        attributes.extend((!codes.is_empty()).then_some(("codes", codes)));
        attributes.into_iter().map(|(key, value)| (key.to_owned(), value.to_owned())).collect::<Vec<_>>()
    };
    assert_eq!(
        seen,
        [
            ("query doctors", attributes("doctors", "query", "ok", "")),
            ("mutation login", attributes("login", "mutation", "problem", "INVALID_CREDENTIALS")),
            ("unknown invalid", attributes("invalid", "unknown", "error", "BAD_USER_INPUT")),
        ]
    );
    for span in spans {
        assert!(span.kind == SpanKind::Server as i32 && span.events.is_empty() && span.parent_span_id.is_empty());
        assert!(span.end_time_unix_nano > span.start_time_unix_nano);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_span_is_a_child_of_the_span_that_a_trusted_proxy_speaks_of() {
    let span = only(&exported(&[("MEDBOOK_TRUSTED_PROXIES", "1")], async |server| ask(server, "01").await).await);

    assert_eq!((hex(&span.trace_id).as_str(), hex(&span.parent_span_id).as_str()), (TRACE, PARENT));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_strangers_span_is_ignored() {
    let span = only(&exported(&[], async |server| ask(server, "01").await).await);

    assert!(hex(&span.trace_id) != TRACE && span.parent_span_id.is_empty());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_callers_flag_decides_nothing_but_the_ratio_does() {
    let proxied = ("MEDBOOK_TRUSTED_PROXIES", "1");
    let all = exported(&[proxied], async |server| ask(server, "00").await).await;
    let none = exported(&[proxied, ("OTEL_TRACES_SAMPLER_ARG", "0")], async |server| ask(server, "01").await).await;

    assert_eq!((all.spans().len(), none.spans().len()), (1, 0));
}

#[rstest]
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_collector_that_fails_disturbs_nobody(
    #[values(None, Some(Mood::Refuses), Some(Mood::Stalls))] mood: Option<Mood>,
) {
    let app = TestApp::start(Sqlite).await;
    let collector = match mood {
        Some(mood) => Some(Collector::start(mood).await),
        None => None,
    };
    // Nobody listens on the port of TCP's discard service.
    let endpoint = collector.as_ref().map_or("http://127.0.0.1:9", |collector| collector.url.as_str());
    let server = Server::start(&app.database_url()).env("OTEL_EXPORTER_OTLP_ENDPOINT", endpoint);
    let mut server = server.env("OTEL_BSP_SCHEDULE_DELAY", "50").env("MEDBOOK_LOG", "trace").await;

    for _ in 0..20 {
        let begun = Instant::now();
        server.visitor().query("{ doctors { totalCount } }").await.data();
        assert!(begun.elapsed() < Duration::from_secs(2), "somebody waited for the collector");
        tokio::time::sleep(Duration::from_millis(30)).await;
    }
    let begun = Instant::now();
    assert_eq!(server.stop().await, Some(0));

    assert!(begun.elapsed() < Duration::from_secs(10), "the end waited for the collector for {:?}", begun.elapsed());
    let complaints = server.log().lines().into_iter().filter(|line| line.contains("takes no spans")).count();
    assert!(complaints <= 1 && (complaints == 1 || mood == Some(Mood::Stalls)), "{complaints} complaints");
}
