use medbook::service::Settings;
use rstest::rstest;
use serde_json::json;

use crate::support::{Backend, Backend::*, Caller, Outcome, PASSWORD, SESSION, TestApp};

async fn login(visitor: &Caller, email: &str, password: &str) -> Outcome {
    visitor.mutate("login", "LoginInput", SESSION, json!({ "email": email, "password": password })).await
}

#[rstest]
#[tokio::test]
async fn the_right_password_signs_in_whatever_the_case_of_the_address(#[values(Sqlite, Postgres)] backend: Backend) {
    let app = TestApp::start_with(backend, Settings::default()).await;
    let ann = app.patient("Ann").await;

    let session = login(&app.visitor(), &ann.email.to_uppercase(), PASSWORD).await.expect("Session").clone();

    assert_eq!(session["user"]["id"], ann.user);
    assert_eq!(session["accessTokenExpiresAt"], "2027-03-01T06:15:00Z");
}

#[rstest]
#[tokio::test]
async fn an_unknown_address_and_a_wrong_password_get_the_same_answer(#[values(Sqlite, Postgres)] backend: Backend) {
    let app = TestApp::start(backend).await;
    let ann = app.patient("Ann").await;
    let visitor = app.visitor();

    let wrong = login(&visitor, &ann.email, "not the password of ann").await;
    let unknown = login(&visitor, "nobody@example.org", "not the password of ann").await;
    let no_address = login(&visitor, "no address at all", "not the password of ann").await;

    assert_eq!(wrong.expect_problem().code, "INVALID_CREDENTIALS");
    assert_eq!(wrong.expect_problem(), unknown.expect_problem());
    assert_eq!(wrong.expect_problem(), no_address.expect_problem());
}

#[rstest]
#[tokio::test]
async fn a_doctor_without_a_password_cannot_sign_in(#[values(Sqlite, Postgres)] backend: Backend) {
    let app = TestApp::start(backend).await;
    let doctor = app.doctor().weekly("Mon 09:00-12:00", "Europe/Madrid").create().await;

    for password in ["", PASSWORD] {
        login(&app.visitor(), &doctor.email, password).await.expect_code("INVALID_CREDENTIALS");
    }
}

#[rstest]
#[tokio::test]
async fn a_doctor_who_signs_in_is_shown_as_one(#[values(Sqlite, Postgres)] backend: Backend) {
    let app = TestApp::start(backend).await;
    let doctor = app.doctor().weekly("Mon 09:00-12:00", "Europe/Madrid").login().create().await;

    let viewer = doctor.sign_in(&app).await.query("{ viewer { roles doctor { id } } }").await;

    assert!(viewer.texts("/viewer/roles", "").contains(&"DOCTOR".to_owned()));
    assert_eq!(viewer.text("/viewer/doctor/id"), doctor.id);
}

#[rstest]
#[tokio::test]
async fn a_password_of_a_megabyte_is_refused_and_not_hashed(#[values(Sqlite, Postgres)] backend: Backend) {
    let app = TestApp::start(backend).await;
    let ann = app.patient("Ann").await;

    let refused = login(&app.visitor(), &ann.email, &"x".repeat(200_000)).await;

    assert!(["INVALID_CREDENTIALS", "INVALID_INPUT"].contains(&refused.word().as_str()), "{refused:?}");
}
