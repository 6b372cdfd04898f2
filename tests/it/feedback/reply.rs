use rstest::rstest;
use serde_json::json;

use crate::support::{Backend, Backend::*, Caller, Outcome, TestApp};

async fn reply(caller: &Caller, feedback: &str, reply: &str) -> Outcome {
    let input = json!({ "feedbackId": feedback, "reply": reply });
    caller.mutate("replyToFeedback", "ReplyToFeedbackInput", "... on Feedback { id reply }", input).await
}

#[rstest]
#[tokio::test]
async fn the_doctor_who_was_rated_replies(#[values(Sqlite, Postgres)] backend: Backend) {
    let app = TestApp::start(backend).await;
    let doctor = app.doctor().login().weekly("Mon-Fri 09:00-12:00", "Europe/Madrid").create().await;
    let other = app.doctor().login().weekly("Mon-Fri 09:00-12:00", "Europe/Madrid").create().await;
    let ann = app.patient("Ann").await;
    let rated = app.rate(&ann, &doctor, 2).await;
    let feedback = rated.expect("Feedback")["id"].as_str().expect("an id").to_owned();

    reply(&app.visitor(), &feedback, "No").await.expect_error("UNAUTHENTICATED");
    reply(&ann, &feedback, "No").await.expect_error("FORBIDDEN");
    reply(&other.sign_in(&app).await, &feedback, "No").await.expect_error("FORBIDDEN");
    let staff = doctor.sign_in(&app).await;
    reply(&staff, &feedback, " ").await.expect_invalid(&["reply"]);
    reply(&staff, "feedback:01900000-0000-7000-8000-00000000ffff", "Hello").await.expect_error("NOT_FOUND");
    reply(&staff, &feedback, "We will do better.").await.expect("Feedback");

    let query = "query($id: ID!) { node(id: $id) { ... on Feedback { reply rating } } }";
    let read = app.visitor().graphql(query, json!({ "id": feedback })).await;
    assert_eq!(*read.at("/node"), json!({ "reply": "We will do better.", "rating": 2 }));
}
