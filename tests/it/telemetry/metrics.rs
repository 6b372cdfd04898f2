use std::time::{SystemTime, UNIX_EPOCH};

use rstest::rstest;
use sea_orm::ConnectionTrait;
use serde_json::json;

use super::scrape::Scrape;
use crate::support::{Backend, Backend::*, TestApp};

#[tokio::test]
async fn every_operation_is_counted_and_timed_by_its_name_and_outcome() {
    let app = TestApp::start(Sqlite).await;
    let visitor = app.visitor();
    visitor.query("query Mine { doctors { totalCount } }").await.data();
    visitor.query("{ doctors { totalCount } __typename }").await.data();
    visitor.query("{ doctors { totalCount } clinics { totalCount } }").await.data();
    visitor.query("{ doctors { nothing } }").await.expect_error("BAD_USER_INPUT");
    visitor.query("{ nothing }").await.expect_error("BAD_USER_INPUT");
    visitor.query("{ unclosed").await.expect_error("BAD_USER_INPUT");
    let nobody = json!({ "email": "nobody@example.org", "password": "a wrong password" });
    visitor.mutate("login", "LoginInput", "", nobody).await.expect_code("INVALID_CREDENTIALS");

    let scrape = Scrape::of(&app).await;

    assert_eq!(scrape.operations("doctors", "query", "ok"), 2.0, "{}", scrape.text);
    assert_eq!(scrape.operations("doctors", "query", "error"), 1.0);
    assert_eq!(scrape.operations("several", "query", "ok"), 1.0);
    assert_eq!(scrape.operations("invalid", "unknown", "error"), 2.0);
    assert_eq!(scrape.operations("login", "mutation", "problem"), 1.0);
    assert_eq!((scrape.refusals("BAD_USER_INPUT"), scrape.refusals("INVALID_CREDENTIALS")), (3.0, 1.0));
    assert_eq!(scrape.refusals("SLOT_TAKEN"), 0.0);
    assert!(scrape.names().contains("medbook_refusals_total{code=\"SLOT_TAKEN\"}"), "a rate needs a zero");
}

#[tokio::test]
async fn http_answers_are_counted_by_class() {
    let app = TestApp::start(Sqlite).await;
    let before = Scrape::of(&app).await;
    let visitor = app.visitor();
    for path in ["/health/live", "/nowhere", "/graphql"] {
        visitor.http.get(app.url(path)).send().await.expect("the server answers");
    }

    let after = Scrape::of(&app).await;

    let more = |class: &str| {
        let series = format!("medbook_http_answers_total{{class=\"{class}\"}}");
        after.value(&series) - before.value(&series)
    };
    // The first scrape is one of them.
    assert_eq!((more("2xx"), more("4xx"), more("5xx")), (2.0, 2.0, 0.0), "{}", after.text);
}

#[tokio::test]
async fn only_errors_that_are_told_are_counted() {
    let app = TestApp::start(Sqlite).await;
    let fields: String = (0..500).map(|n| format!("a{n} ")).collect();
    app.visitor().query(&format!("{{ {fields} }}")).await.expect_error("BAD_USER_INPUT");

    let scrape = Scrape::of(&app).await;

    assert_eq!(scrape.refusals("BAD_USER_INPUT"), 10.0, "{}", scrape.text);
}

#[tokio::test]
async fn a_refused_token_is_counted_with_what_was_asked_for() {
    let app = TestApp::start(Sqlite).await;
    app.visitor().with_token("nonsense").query("{ viewer { id } }").await.expect_error("UNAUTHENTICATED");

    let scrape = Scrape::of(&app).await;

    assert_eq!(scrape.operations("viewer", "query", "error"), 1.0, "{}", scrape.text);
    assert_eq!(scrape.refusals("UNAUTHENTICATED"), 1.0);
}

#[tokio::test]
async fn an_internal_error_is_counted_as_ours() {
    let mut app = TestApp::start(Sqlite).await;
    app.plants_a_violation();
    app.services.db.read().execute_unprepared("ALTER TABLE clinic RENAME TO elsewhere").await.expect("it is renamed");

    app.visitor().query("{ clinics { totalCount } }").await.expect_error("INTERNAL");

    let scrape = Scrape::of(&app).await;
    assert_eq!(scrape.operations("clinics", "query", "internal"), 1.0, "{}", scrape.text);
    assert_eq!(scrape.refusals("INTERNAL"), 1.0);
}

#[tokio::test]
async fn what_clients_call_their_operations_makes_no_new_series() {
    let app = TestApp::start(Sqlite).await;
    let visitor = app.visitor();
    let ask = async |number: usize| {
        let name = format!("Ann_Smith_{number}");
        let named =
            json!({ "query": format!("query {name} {{ {name}: doctors {{ totalCount }} }}"), "operationName": name });
        visitor.post(named.to_string()).await.data();
        visitor.query(&format!("{{ {name} }}")).await.expect_error("BAD_USER_INPUT");
        visitor
            .query(&format!("mutation {name} {{ {name}(input: {{}}) {{ id }} }}"))
            .await
            .expect_error("BAD_USER_INPUT");
        let wrong = json!({ "query": "query a { __typename } query b { __typename }", "operationName": name });
        visitor.post(wrong.to_string()).await.expect_error("BAD_USER_INPUT");
        visitor.http.get(app.url(&format!("/{name}"))).header("x-request-id", &name).send().await.expect("an answer");
    };
    ask(0).await;
    let before = Scrape::of(&app).await;

    for number in 1..40 {
        ask(number).await;
    }

    let after = Scrape::of(&app).await;
    assert_eq!(before.names(), after.names());
    assert!(!after.text.contains("Ann_Smith"), "{}", after.text);
    assert_eq!(after.operations("doctors", "query", "ok"), 40.0);
}

#[rstest]
#[tokio::test]
async fn the_database_and_the_process_say_how_they_are(#[values(Sqlite, Postgres)] backend: Backend) {
    let app = TestApp::start(backend).await;
    let before = Scrape::of(&app).await;
    let doctor = app.doctor().weekly("Mon-Fri 09:00-12:00", "Europe/Madrid").create().await;
    let gil = app.guest("Gil");
    gil.book(&gil.first_slot(&doctor).await).await.expect_booked();

    let after = Scrape::of(&app).await;

    let position = "medbook_event_log_position";
    assert!(after.value(position) > before.value(position), "{}\n{}", before.text, after.text);
    assert_eq!(after.value("medbook_event_log_position"), app.position().await as f64);
    assert_eq!((after.value("medbook_database_up"), after.value("medbook_database_connections_max")), (1.0, 8.0));
    let connections = |state: &str| after.value(&format!("medbook_database_connections{{state=\"{state}\"}}"));
    assert!((1.0..=8.0).contains(&(connections("idle") + connections("used"))), "{}", after.text);
    let now = SystemTime::now().duration_since(UNIX_EPOCH).expect("it is after 1970").as_secs_f64();
    assert!((0.0..86_400.0).contains(&(now - after.value("process_start_time_seconds"))), "{}", after.text);
    for positive in [
        "process_cpu_seconds_total",
        "process_threads",
        "process_resident_memory_bytes",
        "process_open_fds",
        "process_max_fds",
        "medbook_build_info{version=\"0.1.0\"}",
    ] {
        assert!(after.value(positive) > 0.0, "{positive}\n{}", after.text);
    }
}

#[tokio::test]
async fn two_applications_of_one_process_do_not_count_for_each_other() {
    let (app, other) = (TestApp::start(Sqlite).await, TestApp::start(Sqlite).await);
    app.visitor().query("{ doctors { totalCount } }").await.data();

    assert_eq!(Scrape::of(&app).await.operations("doctors", "query", "ok"), 1.0);
    assert_eq!(Scrape::of(&other).await.operations("doctors", "query", "ok"), 0.0);
}
