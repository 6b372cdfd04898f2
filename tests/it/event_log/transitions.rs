use entity::enums::{ActorKind, AppointmentStatus, EventKind};
use entity::event_log::Model;
use medbook::service::events;
use rstest::rstest;

use crate::support::{Backend, Backend::*, TestApp, uuid};

/// The events of a visit: who did what.
fn story(log: &[Model], visit: &str) -> Vec<(i32, ActorKind, Option<AppointmentStatus>, Option<AppointmentStatus>)> {
    let of_visit = log.iter().filter(|event| {
        event.kind == EventKind::Appointment && event.appointment_id.is_some_and(|id| id.0 == uuid(visit))
    });
    of_visit
        .map(|event| {
            (event.version.expect("a transition has a version"), event.actor, event.from_status, event.to_status)
        })
        .collect()
}

#[rstest]
#[tokio::test]
async fn every_transition_is_one_event_and_a_refusal_is_none(#[values(Sqlite, Postgres)] backend: Backend) {
    use ActorKind::{Admin, Patient};
    use AppointmentStatus::{Cancelled, Confirmed, Held, Pending, Rescheduled};

    let app = TestApp::start(backend).await;
    let clinic = app.clinic().auto_confirm(false).create().await;
    let doctor = app.doctor().at(&clinic, "Mon-Fri 09:00-12:00").create().await;
    let (ann, ben) = (app.patient("Ann").await, app.patient("Ben").await);
    let slot = ann.first_slot(&doctor).await;
    let held = ann.hold(&slot).await.expect_held();
    ben.book(&slot).await.expect_code("SLOT_TAKEN");
    let visit = ann.book_hold(&held).await.expect_booked();
    app.admin().await.act("confirmAppointment", &visit).await.expect_visit("CONFIRMED");
    app.admin().await.act("confirmAppointment", &visit).await.expect_code("WRONG_STATUS");
    let moved = ann.reschedule(&visit, &slot.plus_minutes(10)).await.expect_booked();
    ann.cancel(&moved).await.expect_visit("CANCELLED");

    let log = events::since(&app.services, 0, 10_000).await.expect("the log can be read");

    assert_eq!(
        story(&log, &visit.id),
        [
            (1, Patient, None, Some(Held)),
            (2, Patient, Some(Held), Some(Pending)),
            (3, Admin, Some(Pending), Some(Confirmed)),
            (4, Patient, Some(Confirmed), Some(Rescheduled)),
        ]
    );
    assert_eq!(
        story(&log, &moved.id),
        [(1, Patient, None, Some(Pending)), (2, Patient, Some(Pending), Some(Cancelled))]
    );
    let positions: Vec<_> = log.iter().map(|event| event.position).collect();
    assert_eq!(positions, (1..=log.len() as i64).collect::<Vec<_>>());
}
