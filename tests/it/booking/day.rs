//! The day of a visit: what staff do with it.

use chrono::Duration;
use rstest::rstest;
use serde_json::json;

use crate::support::{Backend, Backend::*, Caller, Doctor, Person, TestApp, Visit, at};

struct Scene {
    app: TestApp,
    doctor: Doctor,
    staff: Caller,
    ann: Person,
    visit: Visit,
}

/// A visit today at nine.
async fn scene(backend: Backend, auto_confirm: bool) -> Scene {
    let app = TestApp::start(backend).await;
    let clinic = app.clinic().auto_confirm(auto_confirm).create().await;
    let doctor = app.doctor().login().at(&clinic, "Mon-Fri 09:00-12:00").create().await;
    let (staff, ann) = (doctor.sign_in(&app).await, app.patient("Ann").await);
    let visit = ann.book(&ann.first_slot(&doctor).await).await.expect_booked();
    Scene { app, doctor, staff, ann, visit }
}

#[rstest]
#[tokio::test]
async fn a_request_is_confirmed_or_declined_by_staff_only(#[values(Sqlite, Postgres)] backend: Backend) {
    let Scene { app, doctor, staff, ann, visit } = scene(backend, false).await;
    let second = ann.book(&visit.slot().plus_minutes(10)).await.expect_booked();
    let colleague = app.doctor().login().at(doctor.clinic(), "").create().await.sign_in(&app).await;

    for action in ["confirmAppointment", "declineAppointment"] {
        ann.act(action, &visit).await.expect_error("FORBIDDEN");
        for stranger in [&app.visitor(), &colleague, &*app.patient("Ben").await] {
            stranger.act(action, &visit).await.expect_error("NOT_FOUND");
        }
    }
    let confirmed = staff.act("confirmAppointment", &visit).await.expect_visit("CONFIRMED");
    staff.act("declineAppointment", &second).await.expect_visit("DECLINED");

    assert_eq!(confirmed.version, visit.version + 1);
    staff.act("confirmAppointment", &visit).await.expect_code("WRONG_STATUS");
    staff.act("confirmAppointment", &second).await.expect_code("WRONG_STATUS");
    assert_eq!(ann.first_slot(&doctor).await, second.slot(), "a declined time is free again");
}

#[rstest]
#[tokio::test]
async fn a_visit_is_checked_in_started_and_completed_in_this_order(#[values(Sqlite, Postgres)] backend: Backend) {
    let Scene { app, staff, ann, visit, .. } = scene(backend, true).await;
    app.advance_to(visit.starts_at);

    staff.act("completeAppointment", &visit).await.expect_code("WRONG_STATUS");
    staff.act("startAppointment", &visit).await.expect_code("WRONG_STATUS");
    ann.act("startAppointment", &visit).await.expect_error("FORBIDDEN");
    staff.act("checkInAppointment", &visit).await.expect_visit("CHECKED_IN");
    staff.act("checkInAppointment", &visit).await.expect_code("WRONG_STATUS");
    staff.act("startAppointment", &visit).await.expect_visit("IN_PROGRESS");
    ann.cancel(&visit).await.expect_code("WRONG_STATUS");
    let completed = staff.act("completeAppointment", &visit).await.expect_visit("COMPLETED");

    assert_eq!(completed.version, visit.version + 3);
    staff.act("markNoShow", &visit).await.expect_code("WRONG_STATUS");
}

#[rstest]
#[tokio::test]
async fn a_patient_checks_in_on_the_local_day_of_the_visit(#[values(Sqlite, Postgres)] backend: Backend) {
    let Scene { app, doctor, ann, .. } = scene(backend, true).await;
    let tuesday = ann.slots(&doctor, at("2027-03-02T00:00:00Z"), at("2027-03-03T00:00:00Z")).await.remove(0);
    let visit = ann.book(&tuesday).await.expect_booked();

    // 23:59 in Madrid.
    app.advance_to(at("2027-03-01T22:59:00Z"));
    ann.act("checkInAppointment", &visit).await.expect_code("OUTSIDE_POLICY");
    app.advance(Duration::minutes(1));
    app.patient("Ben").await.act("checkInAppointment", &visit).await.expect_error("NOT_FOUND");

    ann.act("checkInAppointment", &visit).await.expect_visit("CHECKED_IN");
}

#[rstest]
#[tokio::test]
async fn a_no_show_is_noted_after_the_grace_and_undone_on_the_same_day(#[values(Sqlite, Postgres)] backend: Backend) {
    let Scene { app, doctor, staff, ann, visit } = scene(backend, true).await;
    app.advance_to(visit.starts_at - Duration::seconds(1));
    staff.act("markNoShow", &visit).await.expect_code("OUTSIDE_POLICY");
    app.advance_to(visit.starts_at + Duration::hours(1));
    ann.act("markNoShow", &visit).await.expect_error("FORBIDDEN");

    staff.act("markNoShow", &visit).await.expect_visit("NO_SHOW");
    staff.act("undoNoShow", &visit).await.expect_visit("CONFIRMED");
    staff.act("markNoShow", &visit).await.expect_visit("NO_SHOW");
    app.advance(Duration::days(1));

    staff.act("undoNoShow", &visit).await.expect_code("OUTSIDE_POLICY");
    assert!(ann.first_slot(&doctor).await.starts_at >= app.now());
}

#[rstest]
#[tokio::test]
async fn an_action_on_nothing_is_not_found(#[values(Sqlite, Postgres)] backend: Backend) {
    let Scene { app: _app, staff, doctor, .. } = scene(backend, true).await;

    let nothing = json!({ "appointmentId": "appointment:01900000-0000-7000-8000-00000000ffff" });
    staff.act_input("confirmAppointment", nothing).await.expect_error("NOT_FOUND");
    let a_doctor = json!({ "appointmentId": doctor.id });
    staff.act_input("confirmAppointment", a_doctor).await.expect_error("BAD_USER_INPUT");
}
