use std::time::{Duration, Instant};

use medbook::http::ConnectionLimits;

use super::raw::{Raw, ping, post};
use crate::support::{Backend::*, TestApp};

const SHORT: Duration = Duration::from_millis(400);
/// What a noisy machine may add to it.
const LONG: Duration = Duration::from_secs(5);

async fn app(change: impl FnOnce(&mut ConnectionLimits)) -> TestApp {
    TestApp::start_with_parts(Sqlite, 4, |parts| change(&mut parts.limits.connections)).await
}

async fn expect_served(app: &TestApp) {
    assert_eq!(app.visitor().query("{ __typename }").await.status, 200, "the neighbours are served");
}

#[tokio::test]
async fn headers_that_never_end_end_the_connection() {
    let app = app(|limits| limits.head = SHORT).await;
    let mut silent = Raw::open(app.address()).await;
    let mut slow = Raw::open(app.address()).await;
    let begun = Instant::now();
    slow.send("GET /health/live HTTP/1.1\r\nHost: medbook\r\n").await;
    while slow.send("X-More: 1\r\n").await {
        tokio::time::sleep(Duration::from_millis(20)).await;
        assert!(begun.elapsed() < LONG, "the connection is still open");
    }
    assert!(silent.closed_after().await < LONG);
    expect_served(&app).await;
}

#[tokio::test]
async fn the_second_request_of_a_connection_is_watched_like_the_first() {
    let app = app(|limits| (limits.head, limits.idle) = (SHORT, Duration::from_secs(60))).await;
    let mut connection = Raw::open(app.address()).await;
    connection.send(ping()).await;
    assert_eq!(connection.answer().await.expect("an answer").status, 200);
    // Between two requests, `head` does not apply.
    tokio::time::sleep(2 * SHORT).await;
    connection.send(ping()).await;
    assert_eq!(connection.answer().await.expect("an answer").status, 200);

    connection.send("POST /graphql HT").await;

    assert!(connection.closed_after().await < LONG);
}

#[tokio::test]
async fn a_request_that_begins_in_the_bytes_of_the_one_before_is_watched_too() {
    let app = app(|limits| (limits.head, limits.idle) = (SHORT, Duration::from_secs(60))).await;
    let chunked = "POST /graphql HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\n\
        Transfer-Encoding: chunked\r\n\r\n1a\r\n{\"query\":\"{ __typename }\"}\r\n0\r\n\r\n";
    for whole in [ping(), "GET /health/live HTTP/1.1\r\nHost: a\r\n\r\n".to_owned(), chunked.to_owned()] {
        // Nothing follows: the connection stays open.
        let mut patient = Raw::open(app.address()).await;
        patient.send(&whole).await;
        assert_eq!(patient.answer().await.expect("an answer").status, 200, "{whole}");
        tokio::time::sleep(2 * SHORT).await;
        patient.send(&whole).await;
        assert_eq!(patient.answer().await.expect("an answer").status, 200, "{whole}");

        let mut connection = Raw::open(app.address()).await;
        connection.send(format!("{whole}POST /gr")).await;
        assert_eq!(connection.answer().await.expect("an answer").status, 200, "{whole}");
        assert!(connection.closed_after().await < LONG, "{whole}");
    }
}

#[tokio::test]
async fn an_idle_connection_is_closed() {
    let app = app(|limits| (limits.head, limits.idle) = (SHORT, SHORT)).await;
    let mut connection = Raw::open(app.address()).await;
    connection.send(ping()).await;
    assert_eq!(connection.answer().await.expect("an answer").status, 200);
    assert!(connection.closed_after().await < LONG);
}

#[tokio::test]
async fn a_body_that_never_ends_is_408() {
    let app = app(|limits| limits.body = SHORT).await;
    let mut connection = Raw::open(app.address()).await;
    let request = ping();
    connection.send(&request[..request.len() - 1]).await;

    let answer = connection.answer().await.expect("an answer");

    assert_eq!((answer.status, answer.code().as_str()), (408, "BAD_USER_INPUT"), "{answer:?}");
    assert!(answer.head.contains("connection: close"), "{answer:?}");
    assert!(connection.closed_after().await < LONG);
    expect_served(&app).await;
}

#[tokio::test]
async fn an_announced_body_that_is_too_large_is_413_before_it_comes() {
    let app = app(|_| {}).await;
    let mut connection = Raw::open(app.address()).await;
    let head =
        "POST /graphql HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: 999999999\r\n\r\n";
    connection.send(head).await;

    let answer = connection.answer().await.expect("an answer");

    assert_eq!((answer.status, answer.code().as_str()), (413, "BAD_USER_INPUT"), "{answer:?}");
    assert!(connection.closed_after().await < LONG);
}

#[tokio::test]
async fn a_body_of_unknown_length_is_413_as_soon_as_it_is_too_large() {
    let app = app(|_| {}).await;
    let mut connection = Raw::open(app.address()).await;
    let head =
        "POST /graphql HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n";
    connection.send(head).await;
    let chunk = format!("10000\r\n{}\r\n", " ".repeat(0x10000));
    for _ in 0..5 {
        connection.send(&chunk).await;
    }

    let answer = connection.answer().await.expect("an answer");

    assert_eq!((answer.status, answer.code().as_str()), (413, "BAD_USER_INPUT"), "{answer:?}");
}

#[tokio::test]
async fn headers_and_paths_that_are_too_long_are_refused() {
    let app = app(|_| {}).await;
    let large = format!("GET /health/live HTTP/1.1\r\nHost: a\r\nX-Large: {}\r\n\r\n", "x".repeat(17 * 1024));
    let many = format!("GET /health/live HTTP/1.1\r\nHost: a\r\n{}\r\n", "X-Many: 1\r\n".repeat(65));
    let path = format!("GET /graphql?query={} HTTP/1.1\r\nHost: a\r\n\r\n", "x".repeat(9 * 1024));
    for (request, status) in [(large, 431), (many, 431), (path, 414)] {
        let mut connection = Raw::open(app.address()).await;
        connection.send(&request).await;
        let answer = connection.answer().await.expect("an answer");
        assert_eq!(answer.status, status);
        // What could be read is counted and has an id, like every other request.
        assert_eq!(answer.head.contains("x-request-id: "), status == 414, "{answer:?}");
    }
    expect_served(&app).await;
}

#[tokio::test]
async fn connections_beyond_the_cap_are_told_to_come_again_and_those_that_are_open_are_served() {
    let app = app(|limits| (limits.total, limits.head) = (10, Duration::from_secs(2))).await;
    let mut neighbour = Raw::open(app.address()).await;
    neighbour.send(ping()).await;
    assert_eq!(neighbour.answer().await.expect("an answer").status, 200);
    let mut silent = Vec::new();
    for _ in 0..9 {
        silent.push(Raw::open(app.address()).await);
    }

    let (mut told, begun) = (0, Instant::now());
    for _ in 0..100 {
        let mut refused = Raw::open(app.address()).await;
        if let Some(answer) = refused.answer().await {
            assert_eq!((answer.status, answer.code().as_str()), (503, "RATE_LIMITED"), "{answer:?}");
            assert!(answer.head.contains("retry-after: "), "{answer:?}");
            told += 1;
        }
    }

    assert!(told > 0 && begun.elapsed() < LONG, "{told} were told why within {:?}", begun.elapsed());
    neighbour.send(ping()).await;
    assert_eq!(neighbour.answer().await.expect("an answer").status, 200);
    assert!(app.traffic.connections_refused() >= 100 && app.traffic.connections_open() <= 10);
    // Whoever says nothing does not keep the place.
    for mut one in silent {
        one.closed_after().await;
    }
    expect_served(&app).await;
}

#[tokio::test]
async fn one_address_cannot_take_all_connections() {
    let app = app(|limits| limits.per_address = Some(3)).await;
    let mut open = Vec::new();
    for _ in 0..3 {
        let mut connection = Raw::open(app.address()).await;
        connection.send(ping()).await;
        assert_eq!(connection.answer().await.expect("an answer").status, 200);
        open.push(connection);
    }

    let refused = Raw::open(app.address()).await.answer().await.expect("an answer");

    assert_eq!(refused.status, 503);
    drop(open);
}

#[tokio::test]
async fn a_client_that_never_reads_is_cut() {
    let app = app(|limits| limits.stall = SHORT).await;
    let mut deaf = Raw::open(app.address()).await;
    let types = "{ __schema { types { name description fields { name description args { name description } } } } }";
    let request = post(&serde_json::json!({ "query": types }).to_string());
    let begun = Instant::now();

    // More than the buffers of both kernels hold.
    while tokio::time::timeout(SHORT, deaf.send(&request)).await.unwrap_or(true) {
        assert!(begun.elapsed() < Duration::from_secs(15), "the connection is still open");
    }

    let mut waited = Duration::ZERO;
    while app.traffic.connections_open() > 0 {
        tokio::time::sleep(Duration::from_millis(20)).await;
        waited += Duration::from_millis(20);
        assert!(waited < LONG, "the connection is still open");
    }
    expect_served(&app).await;
}

#[tokio::test]
async fn requests_that_come_together_are_answered_in_turn() {
    let app = app(|_| {}).await;
    let mut connection = Raw::open(app.address()).await;
    let requests: String = (0..50).map(|n| post(&format!(r#"{{"query":"{{ a{n}: __typename }}"}}"#))).collect();
    connection.send(requests).await;
    for n in 0..50 {
        let answer = connection.answer().await.expect("an answer");
        assert_eq!(answer.body, format!(r#"{{"data":{{"a{n}":"Query"}}}}"#));
    }
}

#[tokio::test]
async fn what_is_not_http_is_refused() {
    let app = app(|_| {}).await;
    for nonsense in [
        "\u{16}\u{3}\u{1}\u{2}\0",
        "HELO medbook\r\n\r\n",
        "GET / HTTP/9.9\r\n\r\n",
        "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
    ] {
        let mut connection = Raw::open(app.address()).await;
        connection.send(nonsense).await;
        if let Some(answer) = connection.answer().await {
            assert!((400..600).contains(&answer.status), "{nonsense:?}: {answer:?}");
        }
    }
    expect_served(&app).await;
}
