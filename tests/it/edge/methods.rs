use serde_json::json;

use super::raw::{Raw, post};
use crate::support::{Backend::*, TestApp};

async fn ask(app: &TestApp, request: &str) -> super::raw::RawAnswer {
    let mut connection = Raw::open(app.address()).await;
    connection.send(request).await;
    connection.answer().await.expect("an answer")
}

#[tokio::test]
async fn a_mutation_by_link_or_form_is_refused_and_says_how_it_goes() {
    let app = TestApp::start(Sqlite).await;
    let mutation = "mutation%7Blogout(refreshToken:%22x%22)%7D";
    let link = ask(&app, &format!("GET /graphql?query={mutation} HTTP/1.1\r\nHost: a\r\n\r\n")).await;
    assert_eq!((link.status, link.code().as_str()), (405, "BAD_USER_INPUT"));
    assert!(link.head.contains("allow: post"), "{link:?}");

    for kind in [
        "application/x-www-form-urlencoded",
        "multipart/form-data; boundary=a",
        "text/plain",
        "application/json; charset=utf-16",
    ] {
        let body = r#"{"query":"mutation { logout(refreshToken: \"x\") }"}"#;
        let form = ask(&app, &post(body).replace("application/json", kind)).await;
        assert_eq!((form.status, form.code().as_str()), (415, "BAD_USER_INPUT"), "{kind}");
    }
    for method in ["PUT", "DELETE", "PATCH", "OPTIONS"] {
        let other = ask(&app, &format!("{method} /graphql HTTP/1.1\r\nHost: a\r\nContent-Length: 0\r\n\r\n")).await;
        assert_eq!((other.status, other.code().as_str()), (405, "BAD_USER_INPUT"), "{method}");
        assert!(other.head.contains("allow: get, head, post"), "{other:?}");
    }
}

#[tokio::test]
async fn bodies_that_are_not_one_operation_are_refused_with_a_reason() {
    let app = TestApp::start(Sqlite).await;
    let deep = format!(r#"{{"query":"{{ __typename }}","variables":{{"a":{}{}}}}}"#, "[".repeat(33), "]".repeat(33));
    let bomb = format!(r#"{{"query":"{{ __typename }}","variables":{{"a":{}}}}}"#, "[".repeat(100_000));
    let wide = json!({ "query": "{ __typename }", "variables": { "a": vec![0; 20_000] } }).to_string();
    for (body, reason) in [
        (r#"[{"query":"{ __typename }"}]"#, "Batches"),
        (r#"{"query":"{ __typename }","query":"{ __typename }"}"#, "each once"),
        (r#"{"query":1}"#, "`query`"),
        (r#"{"query":"{ __typename }","variables":[]}"#, "`variables`"),
        (r#"{"query":"{ __typename }","extensions":"a"}"#, "`extensions`"),
        (r#"{"query":"{ __typename }","operationName":{}}"#, "`operationName`"),
        ("", "one JSON object"),
        ("null", "one JSON object"),
        (&deep, "levels"),
        (&bomb, "one JSON object"),
        (&wide, "at most 10000 values"),
    ] {
        let answer = ask(&app, &post(body)).await;
        assert_eq!((answer.status, answer.code().as_str()), (400, "BAD_USER_INPUT"), "{answer:?}");
        assert!(answer.body.contains(reason), "{reason}: {answer:?}");
    }
    let mut connection = Raw::open(app.address()).await;
    let head = "POST /graphql HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: 14\r\n\r\n";
    connection.send([head.as_bytes(), b"{\"query\":\"\xff\xfe\"}"].concat()).await;
    assert_eq!(connection.answer().await.expect("an answer").status, 400, "malformed UTF-8");
}

#[tokio::test]
async fn a_client_that_takes_neither_media_type_is_told_which_there_are() {
    let app = TestApp::start(Sqlite).await;
    let request = post(r#"{"query":"{ __typename }"}"#).replace("Host:", "Accept: text/html\r\nHost:");

    let answer = ask(&app, &request).await;

    assert_eq!(answer.status, 406);
    assert!(answer.body.contains("application/graphql-response+json"), "{answer:?}");
}

#[tokio::test]
async fn the_status_of_a_document_that_cannot_be_executed_follows_the_media_type() {
    let app = TestApp::start(Sqlite).await;
    for (accept, status) in [("application/json", 200), ("application/graphql-response+json", 400), ("*/*", 400)] {
        for query in ["{", "{ nothing }", "query($id: ID!) { __typename }"] {
            let body = json!({ "query": query }).to_string();
            let request = post(&body).replace("Host:", &format!("Accept: {accept}\r\nHost:"));
            let answer = ask(&app, &request).await;
            assert_eq!((answer.status, answer.code().as_str()), (status, "BAD_USER_INPUT"), "{query}: {answer:?}");
            assert!(!answer.body.contains("\"data\""), "{answer:?}");
        }
    }
}
