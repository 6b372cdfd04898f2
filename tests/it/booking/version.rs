use rstest::rstest;
use serde_json::json;

use crate::support::{Backend, Backend::*, TestApp};

#[rstest]
#[tokio::test]
async fn a_change_of_another_version_than_expected_changes_nothing(#[values(Sqlite, Postgres)] backend: Backend) {
    let app = TestApp::start(backend).await;
    let clinic = app.clinic().auto_confirm(false).create().await;
    let doctor = app.doctor().at(&clinic, "Mon-Fri 09:00-12:00").create().await;
    let (ann, admin) = (app.patient("Ann").await, app.admin().await);
    let slot = ann.first_slot(&doctor).await;
    let seen = ann.book(&slot).await.expect_booked();
    let confirmed = admin.act("confirmAppointment", &seen).await.expect_visit("CONFIRMED");

    let stale = json!({ "appointmentId": seen.id, "expectedVersion": seen.version });
    ann.cancel_input(stale.clone()).await.expect_code("STALE_VERSION");
    admin.act_input("checkInAppointment", stale.clone()).await.expect_code("STALE_VERSION");
    let mut moving = stale;
    moving["startsAt"] = json!(slot.plus_minutes(10).start());
    ann.reschedule_input(moving).await.expect_code("STALE_VERSION");
    assert_eq!(ann.read(&seen).await, Some(confirmed.clone()));

    let fresh = json!({ "appointmentId": seen.id, "expectedVersion": confirmed.version });
    ann.cancel_input(fresh).await.expect_visit("CANCELLED");
}
