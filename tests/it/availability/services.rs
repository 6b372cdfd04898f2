//! What a service needs: its length, the doctor's time around it, a room.

use entity::enums::VisitKind;
use entity::id::{ClinicId, RoomId, ServiceId};
use entity::{room, service};
use rstest::rstest;
use sea_orm::{ActiveValue::Set, EntityTrait, IntoActiveModel};
use serde_json::json;

use crate::support::{Backend, Backend::*, Clinic, Doctor, Person, Slot, TestApp, text, uuid};

const ULTRASOUND: &str = "service:01900000-0000-7000-8000-000000000004";
const SURGERY: &str = "service:01900000-0000-7000-8000-000000000005";

/// The slots of a service on Monday.
async fn slots(person: &Person, doctor: &Doctor, service: &str) -> Vec<Slot> {
    let query = "query($id: ID!, $service: ID) { node(id: $id) { ... on Doctor {
        slots(from: \"2027-03-01T00:00:00Z\", until: \"2027-03-02T00:00:00Z\", serviceId: $service) {
            startsAt endsAt doctor { id } clinic { id } } } } }";
    Slot::list(person.graphql(query, json!({ "id": doctor.id, "service": service })).await.at("/node/slots"))
}

fn starts(slots: &[Slot]) -> Vec<String> {
    slots.iter().map(|slot| slot.starts_at.format("%H:%M").to_string()).collect()
}

/// Changes the ultrasound of every clinic.
async fn change_ultrasound(app: &TestApp, change: impl FnOnce(&mut service::ActiveModel)) {
    let db = app.services.db.read();
    let id = ServiceId(uuid(ULTRASOUND));
    let found = service::Entity::find_by_id(id).one(db).await.expect("services can be read");
    let mut ultrasound = found.expect("the service exists").into_active_model();
    change(&mut ultrasound);
    service::Entity::update(ultrasound).exec(db).await.expect("the service changes");
}

async fn add_room(app: &TestApp, clinic: &Clinic, capacity: i32) {
    let room = room::ActiveModel {
        id: Set(RoomId(app.services.id())),
        clinic_id: Set(ClinicId(uuid(&clinic.id))),
        name: Set(format!("Room {}", app.next())),
        kind: Set(VisitKind::Ultrasound),
        capacity: Set(capacity),
        active: Set(true),
    };
    room::Entity::insert(room).exec(app.services.db.read()).await.expect("the room is written");
}

#[rstest]
#[tokio::test]
async fn a_longer_service_starts_every_ten_minutes_and_ends_before_closing(
    #[values(Sqlite, Postgres)] backend: Backend,
) {
    let app = TestApp::start(backend).await;
    let doctor = app.doctor().weekly("Mon 09:00-10:30", "Europe/Madrid").create().await;
    let gil = app.guest("Gil");

    let surgeries = slots(&gil, &doctor, SURGERY).await;

    assert_eq!(starts(&surgeries), ["08:00", "08:10", "08:20", "08:30"]);
    assert!(surgeries.iter().all(|slot| (slot.ends_at - slot.starts_at).num_minutes() == 60));
    let visit = gil.book_with(&surgeries[1], json!({ "serviceId": SURGERY })).await.expect_booked();
    assert_eq!(visit.value["endsAt"], json!(text(surgeries[1].ends_at)));
    assert!(slots(&gil, &doctor, SURGERY).await.is_empty());
    assert_eq!(starts(&slots(&gil, &doctor, ULTRASOUND).await), ["09:10"]);
}

#[rstest]
#[tokio::test]
async fn buffers_keep_the_doctor_free_around_a_visit_but_not_the_patient(#[values(Sqlite, Postgres)] backend: Backend) {
    let app = TestApp::start(backend).await;
    let clinic = app.clinic().create().await;
    let doctor = app.doctor().at(&clinic, "Mon 09:00-10:30").create().await;
    let other = app.doctor().at(&clinic, "Mon 09:00-10:30").create().await;
    let ann = app.patient("Ann").await;
    change_ultrasound(&app, |service| {
        service.buffer_before_minutes = Set(10);
        service.buffer_after_minutes = Set(10);
    })
    .await;
    let slot = slots(&ann, &doctor, ULTRASOUND)
        .await
        .into_iter()
        .find(|slot| slot.start().contains("08:30"))
        .expect("half past");

    ann.book_with(&slot, json!({ "serviceId": ULTRASOUND })).await.expect_booked();

    let consultation = "service:01900000-0000-7000-8000-000000000001";
    let free = slots(&ann, &doctor, consultation).await;
    assert_eq!(starts(&free), ["08:00", "08:10", "09:00", "09:10", "09:20"]);
    let right_after = slots(&ann, &other, consultation).await.into_iter().find(|slot| slot.start().contains("08:50"));
    ann.book(&right_after.expect("ten to")).await.expect_booked();
}

#[rstest]
#[tokio::test]
async fn a_service_that_needs_a_room_is_offered_while_one_has_a_place(#[values(Sqlite, Postgres)] backend: Backend) {
    let app = TestApp::start(backend).await;
    let clinic = app.clinic().create().await;
    let mut doctors = Vec::new();
    for _ in 0..3 {
        doctors.push(app.doctor().at(&clinic, "Mon 09:00-09:20").create().await);
    }
    let gil = app.guest("Gil");
    change_ultrasound(&app, |service| service.needs_room = Set(true)).await;
    assert!(slots(&gil, &doctors[0], ULTRASOUND).await.is_empty(), "there is no room");
    add_room(&app, &clinic, 2).await;
    let wanted = slots(&gil, &doctors[2], ULTRASOUND).await.remove(0);

    for doctor in &doctors[..2] {
        let slot = slots(&gil, doctor, ULTRASOUND).await.remove(0);
        gil.book_with(&slot, json!({ "serviceId": ULTRASOUND })).await.expect_booked();
    }

    assert!(slots(&gil, &doctors[2], ULTRASOUND).await.is_empty(), "both places are taken");
    gil.book_with(&wanted, json!({ "serviceId": ULTRASOUND })).await.expect_code("SLOT_NOT_OFFERED");
    gil.book(&wanted).await.expect_booked();
}
