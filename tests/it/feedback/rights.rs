use rstest::rstest;
use serde_json::{Value, json};

use crate::support::{Backend, Backend::*, Caller, Outcome, TestApp, Visit};

async fn leave(caller: &Caller, visit: &Visit, rating: i32, comment: Value) -> Outcome {
    let input = json!({ "appointmentId": visit.id, "rating": rating, "comment": comment });
    caller.mutate("leaveFeedback", "LeaveFeedbackInput", "... on Feedback { id }", input).await
}

#[rstest]
#[tokio::test]
async fn only_the_patient_of_a_completed_visit_rates_it_and_only_once(#[values(Sqlite, Postgres)] backend: Backend) {
    let app = TestApp::start(backend).await;
    let doctor = app.doctor().login().weekly("Mon-Fri 09:00-12:00", "Europe/Madrid").create().await;
    let (ann, ben) = (app.patient("Ann").await, app.patient("Ben").await);
    let visit = app.completed(&ann, &doctor).await;
    let coming = ann.book(&visit.slot().plus_minutes(30)).await.expect_booked();

    leave(&app.visitor(), &visit, 1, Value::Null).await.expect_error("UNAUTHENTICATED");
    leave(&ben, &visit, 1, Value::Null).await.expect_error("NOT_FOUND");
    leave(&doctor.sign_in(&app).await, &visit, 5, Value::Null).await.expect_error("FORBIDDEN");
    leave(&ann, &coming, 5, Value::Null).await.expect_code("WRONG_STATUS");
    leave(&ann, &visit, 0, Value::Null).await.expect_invalid(&["rating"]);
    leave(&ann, &visit, 6, Value::Null).await.expect_invalid(&["rating"]);
    leave(&ann, &visit, 5, json!("x".repeat(200_000))).await.expect_invalid(&["comment"]);
    leave(&ann, &visit, 5, json!("a\u{0}b")).await.expect_invalid(&["comment"]);
    leave(&ann, &visit, 5, json!("Thanks 🫀")).await.expect("Feedback");
    leave(&ann, &visit, 4, Value::Null).await.expect_code("ALREADY_EXISTS");
}
