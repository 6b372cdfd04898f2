use chrono::Duration;
use entity::clinic::{Column, Entity};
use rstest::rstest;
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use serde_json::json;

use crate::support::{Backend, Backend::*, Doctor, TestApp};

const DAY: i32 = 24 * 60;

async fn doctor(app: &TestApp, cancel_notice: i32) -> Doctor {
    let clinic = app.clinic().cancel_notice(cancel_notice).create().await;
    app.doctor().at(&clinic, "Tue-Wed 09:00-12:00").create().await
}

/// The clinics change their policy.
async fn change_policy(app: &TestApp, cancel_notice: i32) {
    let change = Entity::update_many().col_expr(Column::CancelNoticeMinutes, Expr::value(cancel_notice));
    change.filter(Column::Active.eq(true)).exec(app.services.db.read()).await.expect("the policy changes");
}

#[rstest]
#[tokio::test]
async fn a_cancelled_visit_frees_its_time_and_keeps_its_reason(#[values(Sqlite, Postgres)] backend: Backend) {
    let app = TestApp::start(backend).await;
    let doctor = doctor(&app, 0).await;
    let ann = app.patient("Ann").await;
    let slot = ann.first_slot(&doctor).await;
    let visit = ann.book(&slot).await.expect_booked();

    let cancelled = ann.cancel_input(json!({ "appointmentId": visit.id, "reason": "I feel better" })).await;

    assert_eq!(cancelled.expect_visit("CANCELLED").value["cancellationReason"], json!("I feel better"));
    assert_eq!(ann.first_slot(&doctor).await, slot);
    ann.cancel(&visit).await.expect_code("WRONG_STATUS");
    app.patient("Ben").await.book(&slot).await.expect_booked();
}

#[rstest]
#[tokio::test]
async fn a_patient_cancels_and_moves_until_the_notice_and_staff_after_it(#[values(Sqlite, Postgres)] backend: Backend) {
    let app = TestApp::start(backend).await;
    let doctor = doctor(&app, DAY).await;
    let ann = app.patient("Ann").await;
    let slot = ann.first_slot(&doctor).await;
    let visit = ann.book(&slot).await.expect_booked();

    app.advance_to(slot.starts_at - Duration::minutes(i64::from(DAY)));
    let moved = ann.reschedule(&visit, &slot.plus_minutes(10)).await.expect_booked();
    app.advance(Duration::minutes(10) + Duration::seconds(1));

    ann.cancel(&moved).await.expect_code("OUTSIDE_POLICY");
    ann.reschedule(&moved, &slot.plus_minutes(30)).await.expect_code("OUTSIDE_POLICY");
    app.admin().await.cancel_input(json!({ "appointmentId": moved.id })).await.expect_visit("CANCELLED");
}

#[rstest]
#[tokio::test]
async fn the_policy_of_the_day_of_the_confirmation_counts(#[values(Sqlite, Postgres)] backend: Backend) {
    let app = TestApp::start(backend).await;
    let doctor = doctor(&app, 60).await;
    let (ann, ben) = (app.patient("Ann").await, app.patient("Ben").await);
    let slot = ann.first_slot(&doctor).await;
    let before = ann.book(&slot).await.expect_booked();
    change_policy(&app, DAY).await;
    let after = ben.book(&slot.plus_minutes(10)).await.expect_booked();

    app.advance_to(slot.starts_at - Duration::minutes(120));

    ben.cancel(&after).await.expect_code("OUTSIDE_POLICY");
    change_policy(&app, 0).await;
    ben.cancel(&after).await.expect_code("OUTSIDE_POLICY");
    ann.cancel(&before).await.expect_visit("CANCELLED");
}

#[rstest]
#[tokio::test]
async fn nobody_but_staff_cancels_a_visit_that_has_started(#[values(Sqlite, Postgres)] backend: Backend) {
    let app = TestApp::start(backend).await;
    let doctor = doctor(&app, 0).await;
    let ann = app.patient("Ann").await;
    let slot = ann.first_slot(&doctor).await;
    let visit = ann.book(&slot).await.expect_booked();

    app.advance_to(slot.starts_at);

    ann.cancel(&visit).await.expect_code("OUTSIDE_POLICY");
    app.admin().await.cancel_input(json!({ "appointmentId": visit.id })).await.expect_visit("CANCELLED");
}
