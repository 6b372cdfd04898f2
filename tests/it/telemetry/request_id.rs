use std::collections::HashSet;

use sea_orm::ConnectionTrait;
use serde_json::{Value, json};

use crate::support::{Backend::Sqlite, TestApp};

/// Sends a GET with this id and answers the id of the answer.
async fn answered(app: &TestApp, path: &str, own: Option<&[u8]>) -> String {
    let mut request = reqwest::Client::new().get(app.url(path));
    if let Some(own) = own {
        request = request.header("x-request-id", own);
    }
    let response = request.send().await.expect("the server answers");
    response.headers()["x-request-id"].to_str().expect("text").to_owned()
}

#[tokio::test]
async fn every_answer_has_an_id_of_its_own() {
    let app = TestApp::start(Sqlite).await;
    let mut ids = HashSet::new();

    for path in ["/", "/graphiql", "/health/live", "/health/ready", "/metrics", "/nowhere", "/graphql"] {
        for _ in 0..2 {
            let id = answered(&app, path, None).await;
            assert!(id.len() == 32 && id.bytes().all(|byte| byte.is_ascii_alphanumeric()), "{path}: {id}");
            assert!(ids.insert(id), "{path}: an id twice");
        }
    }
}

#[tokio::test]
async fn a_callers_own_id_is_kept_if_it_is_well_formed_and_replaced_if_not() {
    let app = TestApp::start(Sqlite).await;

    let longest = "a".repeat(64);
    for own in ["1", "Checkout-7.of_9", "0af7651916cd43dd8448eb211c80319c", &longest] {
        assert_eq!(answered(&app, "/health/live", Some(own.as_bytes())).await, own);
    }
    let too_long = "a".repeat(65);
    for own in
        [&b""[..], b"two words", b"a/b", b"ann@example.org", b"{\"a\":1}", b"caf\xc3\xa9", b"\xff", too_long.as_bytes()]
    {
        let id = answered(&app, "/health/live", Some(own)).await;
        assert!(id.len() == 32, "{own:?} became {id}");
    }
}

#[tokio::test]
async fn an_internal_error_carries_the_id_so_that_somebody_can_quote_it() {
    let mut app = TestApp::start(Sqlite).await;
    app.plants_a_violation();
    app.services.db.read().execute_unprepared("ALTER TABLE clinic RENAME TO elsewhere").await.expect("it is renamed");
    let ask = async |query: &str| {
        let request = reqwest::Client::new().post(app.url("/graphql")).header("x-request-id", "call-1");
        let response = request.json(&json!({ "query": query })).send().await.expect("the server answers");
        assert_eq!(response.headers()["x-request-id"], "call-1");
        response.json::<Value>().await.expect("JSON")
    };

    let failed = ask("{ clinics { totalCount } }").await;
    assert_eq!(failed["errors"][0]["extensions"], json!({ "code": "INTERNAL", "requestId": "call-1" }));
    let refused = ask("{ nothing }").await;
    assert_eq!(refused["errors"][0]["extensions"], json!({ "code": "BAD_USER_INPUT" }));
}
