use chrono::Duration;
use rstest::rstest;
use serde_json::json;

use crate::support::{Backend, Backend::*, Doctor, TestApp};

async fn doctor(app: &TestApp) -> Doctor {
    app.doctor().weekly("Mon-Fri 09:00-12:00", "Europe/Madrid").create().await
}

#[rstest]
#[tokio::test]
async fn a_visit_that_is_moved_leaves_a_chain_and_frees_its_old_time(#[values(Sqlite, Postgres)] backend: Backend) {
    let app = TestApp::start(backend).await;
    let doctor = doctor(&app).await;
    let ann = app.patient("Ann").await;
    let slot = ann.first_slot(&doctor).await;
    let first = ann.book_with(&slot, json!({ "reason": "A cough" })).await.expect_booked();

    let second = ann.reschedule(&first, &slot.plus_minutes(30)).await.expect_booked();
    let third = ann.reschedule(&second, &slot.plus_minutes(60)).await.expect_booked();

    assert_eq!((third.status.as_str(), third.slot()), ("CONFIRMED", slot.plus_minutes(60)));
    assert_eq!(third.value["reason"], json!("A cough"));
    assert_eq!(third.value["previous"], json!({ "id": second.id }));
    for (left, successor) in [(&first, &second), (&second, &third)] {
        let left = ann.read(left).await.expect("a patient sees their visit");
        assert_eq!((left.status.as_str(), &left.value["successor"]["id"]), ("RESCHEDULED", &json!(successor.id)));
        ann.reschedule(&left, &slot.plus_minutes(90)).await.expect_code("ALREADY_REPLACED");
        ann.cancel(&left).await.expect_code("ALREADY_REPLACED");
    }
    assert_eq!(ann.first_slot(&doctor).await, slot);
    app.patient("Ben").await.book(&slot).await.expect_booked();
}

#[rstest]
#[tokio::test]
async fn a_visit_may_move_into_its_own_old_time(#[values(Sqlite, Postgres)] backend: Backend) {
    let app = TestApp::start(backend).await;
    let doctor = doctor(&app).await;
    // Surgery lasts an hour: ten minutes later overlaps.
    let ann = app.patient("Ann").await;
    let slot = ann.first_slot(&doctor).await;
    let surgery = json!({ "serviceId": "service:01900000-0000-7000-8000-000000000005" });
    let visit = ann.book_with(&slot, surgery).await.expect_booked();
    assert_eq!(visit.ends_at - visit.starts_at, Duration::minutes(60));

    let moved = ann.reschedule(&visit, &slot.plus_minutes(10)).await.expect_booked();

    assert_eq!((moved.starts_at, moved.ends_at), (slot.plus_minutes(10).starts_at, slot.plus_minutes(60).ends_at));
}

#[rstest]
#[tokio::test]
async fn when_the_new_time_is_lost_the_old_visit_stands_untouched(#[values(Sqlite, Postgres)] backend: Backend) {
    let app = TestApp::start(backend).await;
    let doctor = doctor(&app).await;
    let (ann, ben) = (app.patient("Ann").await, app.patient("Ben").await);
    let slot = ann.first_slot(&doctor).await;
    let visit = ann.book(&slot).await.expect_booked();
    ben.book(&slot.plus_minutes(30)).await.expect_booked();

    let refused = ann.reschedule(&visit, &slot.plus_minutes(30)).await.expect_code("SLOT_TAKEN");
    ann.reschedule(&visit, &slot.plus_minutes(-60)).await.expect_code("SLOT_NOT_OFFERED");

    assert_eq!(refused.alternatives.len(), 3);
    assert_eq!(ann.read(&visit).await, Some(visit));
    ben.book(&slot).await.expect_code("SLOT_TAKEN");
}

#[rstest]
#[tokio::test]
async fn a_visit_on_the_last_place_of_a_day_may_move_within_the_day(#[values(Sqlite, Postgres)] backend: Backend) {
    let app = TestApp::start(backend).await;
    let doctor = app.doctor().daily_limit(1).weekly("Mon-Fri 09:00-12:00", "Europe/Madrid").create().await;
    let ann = app.patient("Ann").await;
    let slot = ann.first_slot(&doctor).await;
    let visit = ann.book(&slot).await.expect_booked();

    let moved = ann.reschedule(&visit, &slot.plus_minutes(30)).await.expect_booked();

    let tuesday = slot.plus_minutes(24 * 60);
    ann.reschedule(&moved, &tuesday).await.expect_booked();
    app.patient("Ben").await.book(&slot).await.expect_booked();
}

#[rstest]
#[tokio::test]
async fn a_moved_visit_needs_a_new_word_from_a_clinic_that_confirms_by_hand(
    #[values(Sqlite, Postgres)] backend: Backend,
) {
    let app = TestApp::start(backend).await;
    let clinic = app.clinic().auto_confirm(false).create().await;
    let doctor = app.doctor().at(&clinic, "Mon-Fri 09:00-12:00").create().await;
    let ann = app.patient("Ann").await;
    let slot = ann.first_slot(&doctor).await;
    let visit = ann.book(&slot).await.expect_booked();
    app.admin().await.act("confirmAppointment", &visit).await.expect_visit("CONFIRMED");

    let moved = ann.reschedule(&visit, &slot.plus_minutes(30)).await.expect_booked();

    assert_eq!(moved.status, "PENDING");
}

#[rstest]
#[tokio::test]
async fn a_visit_moves_to_another_clinic_of_its_doctor(#[values(Sqlite, Postgres)] backend: Backend) {
    let app = TestApp::start(backend).await;
    let (first, second) = (app.clinic().create().await, app.clinic().zone("Atlantic/Canary").create().await);
    let doctor = app.doctor().at(&first, "Mon 09:00-12:00").at(&second, "Tue 09:00-12:00").create().await;
    let ann = app.patient("Ann").await;
    let slot = ann.first_slot(&doctor).await;
    let visit = ann.book(&slot).await.expect_booked();

    let mut there = slot.plus_minutes(25 * 60);
    there.clinic = second.id;
    let moved = ann.reschedule(&visit, &there).await.expect_booked();

    assert_eq!(moved.slot(), there);
    assert_eq!(moved.value["localStart"], json!("2027-03-02T09:00:00+00:00"));
}
