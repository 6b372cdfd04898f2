use rstest::rstest;
use serde_json::{Value, json};

use crate::support::{Backend, Backend::*, TestApp};

#[rstest]
#[tokio::test]
async fn a_doctor_who_joins_between_two_pages_is_neither_repeated_nor_pushes_another_out(
    #[values(Sqlite, Postgres)] backend: Backend,
) {
    let app = TestApp::start(backend).await;
    let clinic = app.clinic().create().await;
    for name in ["B", "D", "F", "H"] {
        app.doctor().name(name).at(&clinic, "").create().await;
    }
    let page = async |after: Value| {
        let query = "query($after: String) { doctors(orderBy: NAME, first: 2, after: $after) {
            totalCount nodes { name } pageInfo { endCursor hasNextPage hasPreviousPage } } }";
        app.visitor().graphql(query, json!({ "after": after })).await
    };

    let first = page(Value::Null).await;
    for name in ["A", "C", "E"] {
        app.doctor().name(name).at(&clinic, "").create().await;
    }
    let second = page(first.at("/doctors/pageInfo/endCursor").clone()).await;

    assert_eq!(first.texts("/doctors/nodes", "/name"), ["B", "D"]);
    assert_eq!(second.texts("/doctors/nodes", "/name"), ["E", "F"]);
    assert_eq!(*second.at("/doctors/totalCount"), json!(7));
    assert_eq!(*second.at("/doctors/pageInfo/hasPreviousPage"), json!(true));
}

#[rstest]
#[tokio::test]
async fn clinics_are_paged_in_both_directions(#[values(Sqlite, Postgres)] backend: Backend) {
    let app = TestApp::start(backend).await;
    for name in ["Alpha", "Beta", "Gamma"] {
        app.clinic().name(name).create().await;
    }

    let query = "{ forward: clinics(first: 2) { nodes { name } pageInfo { hasNextPage hasPreviousPage } }
                   backward: clinics(last: 2) { nodes { name } pageInfo { hasNextPage hasPreviousPage } }
                   none: clinics(first: 0) { nodes { name } totalCount pageInfo { startCursor } } }";
    let answer = app.visitor().query(query).await;

    assert_eq!(answer.texts("/forward/nodes", "/name"), ["Alpha", "Beta"]);
    assert_eq!(answer.texts("/backward/nodes", "/name"), ["Beta", "Gamma"]);
    assert_eq!(*answer.at("/forward/pageInfo"), json!({ "hasNextPage": true, "hasPreviousPage": false }));
    assert_eq!(*answer.at("/backward/pageInfo"), json!({ "hasNextPage": false, "hasPreviousPage": true }));
    assert_eq!(*answer.at("/none"), json!({ "nodes": [], "totalCount": 3, "pageInfo": { "startCursor": null } }));
}

#[rstest]
#[case("first: 101")]
#[case("last: 101")]
#[case("first: -1")]
#[case("last: -2147483648")]
#[case("first: 2, last: 2")]
#[case("first: 2, before: \"x\"")]
#[case("after: \"nonsense\"")]
#[case("after: \"\"")]
#[case("before: \"W10\"")]
#[tokio::test]
async fn a_page_that_cannot_be_given_is_refused(#[case] arguments: &str) {
    let app = TestApp::start(Sqlite).await;

    for list in ["doctors", "clinics"] {
        let answer = app.visitor().query(&format!("{{ {list}({arguments}) {{ nodes {{ id }} }} }}")).await;
        answer.expect_error("BAD_USER_INPUT");
    }
}

#[rstest]
#[tokio::test]
async fn a_cursor_of_one_order_is_refused_by_another(#[values(Sqlite, Postgres)] backend: Backend) {
    let app = TestApp::start(backend).await;
    let clinic = app.clinic().create().await;
    app.doctor().fee(100).at(&clinic, "").create().await;
    let cursor =
        app.visitor().query("{ doctors(orderBy: NAME) { edges { cursor } } }").await.text("/doctors/edges/0/cursor");

    let query = "query($after: String) { doctors(orderBy: FEE, after: $after) { nodes { id } } }";

    app.visitor().graphql(query, json!({ "after": cursor })).await.expect_error("BAD_USER_INPUT");
}
