use chrono::Duration;
use futures::future::join_all;
use medbook::service::Settings;
use rstest::rstest;
use serde_json::{Value, json};

use crate::support::{Backend, Backend::*, Caller, Outcome, SESSION, TestApp};

async fn refresh(caller: &Caller, refresh_token: &str) -> Outcome {
    let query = format!(
        "mutation($token: String!) {{ refreshSession(refreshToken: $token) {{
            __typename {SESSION} ... on Problem {{ code message field alternatives {{ startsAt }} }} }} }}"
    );
    Outcome::new(caller.graphql(&query, json!({ "token": refresh_token })).await, "refreshSession")
}

fn token(outcome: &Outcome, field: &str) -> String {
    outcome.expect("Session")[field].as_str().expect("a token").to_owned()
}

async fn is_signed_in(caller: &Caller) -> bool {
    let answer = caller.query("{ viewer { id } }").await;
    if answer.status == 401 {
        assert_eq!(answer.code(), Some("UNAUTHENTICATED"));
        return false;
    }
    *answer.at("/viewer") != Value::Null
}

#[rstest]
#[tokio::test]
async fn a_refresh_token_gives_a_new_pair(#[values(Sqlite, Postgres)] backend: Backend) {
    let app = TestApp::start_with(backend, Settings::default()).await;
    let ann = app.patient("Ann").await;
    app.advance(Duration::minutes(16));
    assert!(!is_signed_in(&ann).await, "an access token lasts fifteen minutes");

    let fresh = refresh(&app.visitor(), &ann.refresh_token).await;

    assert_ne!(token(&fresh, "refreshToken"), ann.refresh_token);
    assert!(is_signed_in(&app.visitor().with_token(&token(&fresh, "accessToken"))).await);
}

#[rstest]
#[tokio::test]
async fn a_client_that_lost_the_answer_may_refresh_again_within_twenty_seconds(
    #[values(Sqlite, Postgres)] backend: Backend,
) {
    let app = TestApp::start_with(backend, Settings::default()).await;
    let ann = app.patient("Ann").await;
    refresh(&app.visitor(), &ann.refresh_token).await.expect("Session");

    app.advance(Duration::seconds(19));
    let again = refresh(&app.visitor(), &ann.refresh_token).await;

    assert!(is_signed_in(&app.visitor().with_token(&token(&again, "accessToken"))).await);
    refresh(&app.visitor(), &token(&again, "refreshToken")).await.expect("Session");
}

#[rstest]
#[tokio::test]
async fn a_used_refresh_token_that_comes_back_later_ends_the_whole_login(#[values(Sqlite, Postgres)] backend: Backend) {
    let app = TestApp::start_with(backend, Settings::default()).await;
    let ann = app.patient("Ann").await;
    let elsewhere = app.sign_in(&ann.email).await;
    let fresh = refresh(&app.visitor(), &ann.refresh_token).await;

    app.advance(Duration::seconds(21));
    refresh(&app.visitor(), &ann.refresh_token).await.expect_code("INVALID_TOKEN");

    refresh(&app.visitor(), &token(&fresh, "refreshToken")).await.expect_code("INVALID_TOKEN");
    assert!(!is_signed_in(&app.visitor().with_token(&token(&fresh, "accessToken"))).await);
    assert!(is_signed_in(&elsewhere).await, "another login of the same account stands");
}

#[rstest]
#[tokio::test]
async fn a_refresh_token_that_nobody_used_for_a_month_has_expired(#[values(Sqlite, Postgres)] backend: Backend) {
    let app = TestApp::start_with(backend, Settings::default()).await;
    let ann = app.patient("Ann").await;

    app.advance(Duration::days(30) + Duration::seconds(1));

    refresh(&app.visitor(), &ann.refresh_token).await.expect_code("INVALID_TOKEN");
}

#[rstest]
#[tokio::test]
async fn what_is_no_refresh_token_is_refused(#[values(Sqlite, Postgres)] backend: Backend) {
    let app = TestApp::start_with(backend, Settings::default()).await;
    let ann = app.patient("Ann").await;
    let access_token = ann.token.clone().expect("a token");

    for wrong in ["", "nonsense", "\u{0}", &access_token, &"a".repeat(100_000)] {
        refresh(&app.visitor(), wrong).await.expect_code("INVALID_TOKEN");
    }
}

#[rstest]
#[tokio::test]
async fn windows_that_refresh_at_the_same_time_all_stay_signed_in(#[values(Sqlite, Postgres)] backend: Backend) {
    let app = TestApp::start_with(backend, Settings::default()).await;
    let ann = app.patient("Ann").await;

    let windows: Vec<_> = (0..5).map(|_| app.visitor()).collect();
    let sessions = join_all(windows.iter().map(|window| refresh(window, &ann.refresh_token))).await;

    for session in &sessions {
        assert!(is_signed_in(&app.visitor().with_token(&token(session, "accessToken"))).await);
    }
}

#[rstest]
#[tokio::test]
async fn logging_out_ends_the_login_and_tells_nothing_of_unknown_tokens(#[values(Sqlite, Postgres)] backend: Backend) {
    let app = TestApp::start_with(backend, Settings::default()).await;
    let ann = app.patient("Ann").await;
    let logout = "mutation($token: String!) { logout(refreshToken: $token) }";

    let known = app.visitor().graphql(logout, json!({ "token": ann.refresh_token })).await;
    let unknown = app.visitor().graphql(logout, json!({ "token": "nonsense" })).await;

    assert_eq!(known.data(), unknown.data());
    refresh(&app.visitor(), &ann.refresh_token).await.expect_code("INVALID_TOKEN");
    assert!(!is_signed_in(&ann).await);
}
