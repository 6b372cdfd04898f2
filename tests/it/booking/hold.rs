use chrono::Duration;
use rstest::rstest;
use serde_json::json;

use crate::support::{Backend, Backend::*, Doctor, TestApp, text};

async fn doctor(app: &TestApp) -> Doctor {
    app.doctor().weekly("Mon-Fri 09:00-12:00", "Europe/Madrid").create().await
}

#[rstest]
#[tokio::test]
async fn a_second_patient_cannot_take_a_slot_that_is_held(#[values(Sqlite, Postgres)] backend: Backend) {
    let app = TestApp::start(backend).await;
    let doctor = doctor(&app).await;
    let (ann, ben) = (app.patient("Ann").await, app.patient("Ben").await);
    let slot = ann.first_slot(&doctor).await;

    let held = ann.hold(&slot).await.expect_held();

    assert_eq!(held.value["holdExpiresAt"], json!(text(app.now() + Duration::minutes(5))));
    let refused = ben.book(&slot).await.expect_code("SLOT_TAKEN");
    let nearest = [slot.plus_minutes(10), slot.plus_minutes(20), slot.plus_minutes(30)];
    assert_eq!(refused.alternatives, nearest);
    assert_eq!(ben.first_slot(&doctor).await, slot.plus_minutes(10), "what is held is not listed");
}

#[rstest]
#[tokio::test]
async fn a_hold_ends_by_the_clock_though_nobody_sweeps(#[values(Sqlite, Postgres)] backend: Backend) {
    let app = TestApp::start(backend).await;
    let doctor = doctor(&app).await;
    let (ann, ben) = (app.patient("Ann").await, app.patient("Ben").await);
    let slot = ann.first_slot(&doctor).await;
    let held = ann.hold(&slot).await.expect_held();

    app.advance(Duration::minutes(5) - Duration::seconds(1));
    ben.book(&slot).await.expect_code("SLOT_TAKEN");
    app.advance(Duration::seconds(1));

    assert_eq!(ann.read(&held).await.expect("its holder sees it").status, "EXPIRED");
    assert_eq!(ben.first_slot(&doctor).await, slot);
    ann.book_hold(&held).await.expect_code("HOLD_EXPIRED");
    ann.cancel(&held).await.expect_code("HOLD_EXPIRED");
    ben.book(&slot).await.expect_booked();
}

#[rstest]
#[tokio::test]
async fn a_sweep_only_writes_down_what_every_read_said_already(#[values(Sqlite, Postgres)] backend: Backend) {
    let app = TestApp::start(backend).await;
    let doctor = doctor(&app).await;
    let ann = app.patient("Ann").await;
    let slot = ann.first_slot(&doctor).await;
    let held = ann.hold(&slot).await.expect_held();
    app.advance(Duration::minutes(6));
    let before = ann.read(&held).await.expect("its holder sees it");

    medbook::service::appointment::sweep(&app.services).await.expect("the sweep succeeds");

    let after = ann.read(&held).await.expect("its holder sees it");
    assert_eq!((before.status.as_str(), after.status.as_str()), ("EXPIRED", "EXPIRED"));
    assert_eq!(ann.first_slot(&doctor).await, slot);
}

#[rstest]
#[tokio::test]
async fn what_was_held_is_booked(#[values(Sqlite, Postgres)] backend: Backend) {
    let app = TestApp::start(backend).await;
    let doctor = doctor(&app).await;
    let ann = app.patient("Ann").await;
    let slot = ann.first_slot(&doctor).await;
    let held = ann.hold(&slot).await.expect_held();

    let booked = ann.book_hold(&held).await.expect_booked();

    assert_eq!((&booked.id, booked.status.as_str(), booked.slot()), (&held.id, "CONFIRMED", slot));
    assert_eq!(booked.value["holdExpiresAt"], json!(null));
    assert_eq!(booked.value["patient"]["id"], json!(ann.patient));
    app.advance(Duration::minutes(10));
    assert_eq!(ann.read(&booked).await.expect("a patient sees their visit").status, "CONFIRMED");
    ann.book_hold(&held).await.expect_code("WRONG_STATUS");
}

#[rstest]
#[tokio::test]
async fn the_hold_of_somebody_else_does_not_exist(#[values(Sqlite, Postgres)] backend: Backend) {
    let app = TestApp::start(backend).await;
    let doctor = doctor(&app).await;
    let (ann, ben) = (app.patient("Ann").await, app.patient("Ben").await);
    let held = ann.hold(&ann.first_slot(&doctor).await).await.expect_held();

    for stranger in [ben, app.guest("Gil")] {
        stranger.book_hold(&held).await.expect_error("NOT_FOUND");
        stranger.cancel(&held).await.expect_error("NOT_FOUND");
        assert_eq!(stranger.read(&held).await, None);
    }
}

#[rstest]
#[tokio::test]
async fn three_open_holds_are_the_limit_of_an_account(#[values(Sqlite, Postgres)] backend: Backend) {
    let app = TestApp::start(backend).await;
    let doctor = doctor(&app).await;
    let ann = app.patient("Ann").await;
    let slot = ann.first_slot(&doctor).await;
    let holds = [
        ann.hold(&slot).await.expect_held(),
        ann.hold(&slot.plus_minutes(10)).await.expect_held(),
        ann.hold(&slot.plus_minutes(20)).await.expect_held(),
    ];

    ann.hold(&slot.plus_minutes(30)).await.expect_code("TOO_MANY_HOLDS");
    app.patient("Ben").await.hold(&slot.plus_minutes(30)).await.expect_held();

    ann.cancel(&holds[0]).await.expect_visit("CANCELLED");
    ann.hold(&slot.plus_minutes(40)).await.expect_held();
    ann.book_hold(&holds[1]).await.expect_booked();
    ann.hold(&slot.plus_minutes(50)).await.expect_held();
    ann.hold(&slot.plus_minutes(60)).await.expect_code("TOO_MANY_HOLDS");
    app.advance(Duration::minutes(5));
    ann.hold(&slot.plus_minutes(60)).await.expect_held();
}

#[rstest]
#[tokio::test]
async fn three_open_holds_are_the_limit_of_an_address(#[values(Sqlite, Postgres)] backend: Backend) {
    let app = TestApp::start(backend).await;
    let doctor = doctor(&app).await;
    let gil = app.guest("Gil");
    let slot = gil.first_slot(&doctor).await;
    for minutes in [0, 10, 20] {
        gil.hold(&slot.plus_minutes(minutes)).await.expect_held();
    }

    gil.on_another_connection().hold(&slot.plus_minutes(30)).await.expect_code("TOO_MANY_HOLDS");
    app.guest("Eve").hold(&slot.plus_minutes(30)).await.expect_held();
}
