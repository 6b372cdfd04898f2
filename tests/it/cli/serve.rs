use rstest::rstest;
use serde_json::Value;

use crate::support::{Backend, Backend::*, Server, TestApp};

const ADMIN: [(&str, &str); 2] =
    [("MEDBOOK_ADMIN_EMAIL", "root@example.org"), ("MEDBOOK_ADMIN_PASSWORD", "correct horse battery staple")];

#[rstest]
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn serve_is_ready_has_its_first_admin_and_stops_when_told(#[values(Sqlite, Postgres)] backend: Backend) {
    let app = TestApp::start(backend).await;
    let start = Server::start(&app.database_url());
    let mut server = ADMIN.iter().fold(start, |start, (name, value)| start.env(name, value)).await;
    let client = reqwest::Client::new();

    let ready = client.get(server.url("/health/ready")).send().await.expect("the server answers");
    assert_eq!(ready.status(), 200);
    assert_eq!(client.get(server.url("/demo/logins")).send().await.expect("it answers").status(), 404);
    let admin = app.sign_in("root@example.org").await;
    assert_eq!(admin.query("{ viewer { email } }").await.text("/viewer/email"), "root@example.org");
    assert!(server.resident_bytes() < 256 * 1024 * 1024, "{} bytes", server.resident_bytes());

    assert_eq!(server.stop().await, Some(0));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_demo_is_filled_offers_its_logins_and_can_be_started_again() {
    let start = Server::start("sqlite:demo.db").argument("--demo");
    for _ in 0..2 {
        let mut server = start.clone().await;
        let client = reqwest::Client::new();
        let query =
            serde_json::json!({ "query": "{ doctors { totalCount } slots(filter: {}) { nodes { startsAt } } }" });
        let answer = client.post(server.url("/graphql")).json(&query).send().await.expect("the server answers");
        let answer: Value = answer.json().await.expect("JSON");
        assert!(answer["data"]["doctors"]["totalCount"].as_i64() > Some(0), "{answer}");
        assert!(answer["data"]["slots"]["nodes"].as_array().is_some_and(|slots| !slots.is_empty()), "{answer}");
        let logins = client.get(server.url("/demo/logins")).send().await.expect("the server answers");
        let logins: Vec<Value> = logins.json().await.expect("JSON");
        let roles: Vec<_> = logins.iter().filter_map(|login| login["role"].as_str()).collect();
        for role in ["PATIENT", "DOCTOR", "ADMIN"] {
            assert!(roles.contains(&role), "{roles:?}");
        }
        for login in &logins {
            let sign_in = serde_json::json!({
                "query": "mutation($input: LoginInput!) { login(input: $input) { __typename } }",
                "variables": { "input": { "email": login["email"], "password": login["password"] } },
            });
            let answer = client.post(server.url("/graphql")).json(&sign_in).send().await.expect("the server answers");
            let answer: Value = answer.json().await.expect("JSON");
            assert_eq!(answer["data"]["login"]["__typename"], "Session", "{login}");
        }
        assert_eq!(server.stop().await, Some(0));
    }
    start.folder().run(&["check"], &[("DATABASE_URL", "sqlite:demo.db")]).expect_success();
}
