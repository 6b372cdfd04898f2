use futures::future::join_all;
use rstest::rstest;
use serde_json::json;

use crate::support::{Backend, Backend::*, TestApp};

#[rstest]
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn one_booking_sent_five_times_at_once_is_one_visit_and_five_equal_answers(
    #[values(Sqlite, Postgres)] backend: Backend,
) {
    let app = TestApp::start(backend).await;
    let doctor = app.doctor().weekly("Mon-Fri 09:00-12:00", "Europe/Madrid").create().await;
    for person in [app.patient("Ann").await, app.guest("Gil")] {
        let slot = person.first_slot(&doctor).await;
        let windows: Vec<_> = (0..5).map(|_| person.on_another_connection()).collect();
        let key = json!({ "idempotencyKey": "5d0f5c4e" });

        let outcomes = join_all(windows.iter().map(|window| window.book_with(&slot, key.clone()))).await;

        let visits: Vec<_> = outcomes.iter().map(|outcome| outcome.expect_booked()).collect();
        assert!(visits.iter().all(|visit| *visit == visits[0]), "{visits:#?}");
    }
}
