use rstest::rstest;
use serde_json::{Value, json};

use crate::support::{Backend::*, TestApp};

#[tokio::test]
async fn a_query_can_be_a_link_and_a_mutation_cannot() {
    let app = TestApp::start(Sqlite).await;
    let client = app.visitor().http;

    let query = client.get(app.url("/graphql?query=%7B__typename%7D")).send().await.expect("the server answers");
    let mutation = "/graphql?query=mutation%7Blogout(refreshToken%3A%22x%22)%7D";
    let mutation = client.get(app.url(mutation)).send().await.expect("the server answers");
    let named =
        "/graphql?query=query%20A%7B__typename%7Dmutation%20B%7Blogout(refreshToken%3A%22x%22)%7D&operationName=A";
    let named = client.get(app.url(named)).send().await.expect("the server answers");

    assert_eq!(query.status(), 200);
    assert_eq!(query.json::<Value>().await.expect("JSON"), json!({ "data": { "__typename": "Query" } }));
    assert_eq!(mutation.status(), 405);
    assert!([200, 405].contains(&named.status().as_u16()), "{named:?}");
}

#[rstest]
#[case("text/plain")]
#[case("application/x-www-form-urlencoded")]
#[case("multipart/form-data; boundary=x")]
#[case("application/graphql")]
#[case("application/jsonp")]
#[tokio::test]
async fn what_foreign_pages_can_send_without_asking_is_refused(#[case] content_type: &str) {
    let app = TestApp::start(Sqlite).await;
    let body = r#"{"query":"{ __typename }"}"#;

    let request = app.visitor().http.post(app.url("/graphql")).header("content-type", content_type).body(body);

    assert_eq!(request.send().await.expect("the server answers").status(), 415);
}

#[rstest]
#[case("application/json", "application/json")]
#[case("application/graphql-response+json", "application/graphql-response+json")]
#[case("application/graphql-response+json, application/json;q=0.9", "application/graphql-response+json")]
#[case("*/*", "application/json")]
#[tokio::test]
async fn the_answer_comes_in_the_media_type_that_was_asked_for(#[case] accept: &str, #[case] expected: &str) {
    let app = TestApp::start(Sqlite).await;

    let request = app.visitor().http.post(app.url("/graphql")).header("accept", accept);
    let answer = request.json(&json!({ "query": "{ __typename }" })).send().await.expect("the server answers");

    let content_type = answer.headers()["content-type"].to_str().expect("text").to_owned();
    assert!(content_type.starts_with(expected), "{content_type}");
    assert_eq!(answer.headers()["cache-control"], "no-store");
}

#[tokio::test]
async fn an_authorization_that_is_not_a_bearer_token_is_not_taken_for_a_visitor() {
    let app = TestApp::start(Sqlite).await;
    for authorization in ["Basic YW5uOnB3", "Bearer", "Bearer ", "nonsense", ""] {
        let request = app.visitor().http.post(app.url("/graphql")).header("authorization", authorization);
        let answer = request.json(&json!({ "query": "{ __typename }" })).send().await.expect("the server answers");
        assert_eq!(answer.status(), 401, "{authorization:?}");
    }
}

#[tokio::test]
async fn a_path_that_is_not_there_is_not_found_or_the_application() {
    let app = TestApp::start(Sqlite).await;
    let client = app.visitor().http;

    let asset = client.get(app.url("/assets/nothing.js")).send().await.expect("the server answers");
    let outside = client.get(app.url("/assets/..%2f..%2fCargo.toml")).send().await.expect("the server answers");

    assert_eq!(asset.status(), 404);
    assert!(!outside.text().await.expect("text").contains("[package]"));
}
