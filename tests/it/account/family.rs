//! The people an account manages.

use rstest::rstest;
use serde_json::{Value, json};

use crate::support::{Backend, Backend::*, Caller, Outcome, TestApp};

async fn add(caller: &Caller, input: Value) -> Outcome {
    caller.mutate("addPatient", "AddPatientInput", "... on Patient { id name relation birthDate gender }", input).await
}

#[rstest]
#[tokio::test]
async fn an_account_manages_its_family(#[values(Sqlite, Postgres)] backend: Backend) {
    let app = TestApp::start(backend).await;
    let ann = app.patient("Ann").await;

    let child = json!({ "name": "Zoë", "relation": "CHILD", "birthDate": "2020-02-29", "gender": "UNDISCLOSED" });
    let added = add(&ann, child).await.expect("Patient").clone();

    assert_eq!(
        (&added["name"], &added["relation"], &added["birthDate"]),
        (&json!("Zoë"), &json!("CHILD"), &json!("2020-02-29"))
    );
    let names = ann.query("{ viewer { patients { name } } }").await.texts("/viewer/patients", "/name");
    assert_eq!(names, ["Ann", "Zoë"]);
}

#[rstest]
#[tokio::test]
async fn an_account_is_itself_only_once(#[values(Sqlite, Postgres)] backend: Backend) {
    let app = TestApp::start(backend).await;
    let ann = app.patient("Ann").await;

    add(&ann, json!({ "name": "Ann again", "relation": "SELF" })).await.expect_code("ALREADY_EXISTS");
}

#[rstest]
#[tokio::test]
async fn nobody_adds_a_patient_without_an_account(#[values(Sqlite, Postgres)] backend: Backend) {
    let app = TestApp::start(backend).await;

    add(&app.visitor(), json!({ "name": "Zoë", "relation": "CHILD" })).await.expect_error("UNAUTHENTICATED");
}

#[rstest]
#[tokio::test]
async fn a_patient_of_somebody_else_does_not_exist(#[values(Sqlite, Postgres)] backend: Backend) {
    let app = TestApp::start(backend).await;
    let (ann, ben) = (app.patient("Ann").await, app.patient("Ben").await);
    let query = "query($id: ID!) { node(id: $id) { id } }";

    assert_eq!(ann.graphql(query, json!({ "id": ann.patient })).await.text("/node/id"), ann.patient);
    for id in [&ann.patient, &ann.user] {
        for caller in [&*ben, &app.visitor()] {
            assert_eq!(*caller.graphql(query, json!({ "id": id })).await.at("/node"), Value::Null);
        }
    }
}

#[rstest]
#[tokio::test]
async fn a_visitor_is_no_viewer(#[values(Sqlite, Postgres)] backend: Backend) {
    let app = TestApp::start(backend).await;

    assert_eq!(*app.visitor().query("{ viewer { id } }").await.at("/viewer"), Value::Null);
}
