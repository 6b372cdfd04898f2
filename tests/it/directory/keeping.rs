use rstest::rstest;
use serde_json::{Value, json};

use super::kept::{keep, kept, node};
use crate::support::{Backend, Backend::*, Doctor, TestApp, merge};

const CLINIC: &str = "... on Clinic { id name address city country timeZone phone currency active
    location { latitude longitude } policy { autoConfirm minimumNoticeMinutes bookingHorizonDays cancelNoticeMinutes } }";
const DOCTOR: &str = "... on Doctor { id name degree licenseNumber yearsOfExperience bio languages phone photoUrl modes
    active specialty { name } consultationFee { amount currency } maxPatientsPerDay services { id } }";
const ULTRASOUND: &str = "service:01900000-0000-7000-8000-000000000004";

/// `of` with some fields changed.
fn with(of: &Value, changes: Value) -> Value {
    let mut changed = of.clone();
    merge(&mut changed, changes);
    changed
}

#[rstest]
#[tokio::test]
async fn a_clinic_keeps_what_a_change_does_not_name_and_null_empties(#[values(Sqlite, Postgres)] backend: Backend) {
    let app = TestApp::start(backend).await;
    let created = keep(
        &app,
        "createClinic",
        CLINIC,
        json!({
            "name": "North", "address": "Street 1", "city": "Oslo", "country": "Norway", "timeZone": "Europe/Oslo",
            "phone": "+47 22 00 00 00", "currency": "NOK", "location": { "latitude": 59.9, "longitude": 10.7 },
            "policy": { "minimumNoticeMinutes": 30, "bookingHorizonDays": 60, "cancelNoticeMinutes": 120 },
        }),
    )
    .await;
    let created = created.expect("Clinic").clone();
    let id = &created["id"];

    let renamed = keep(&app, "updateClinic", CLINIC, json!({ "clinicId": id, "name": "South" })).await;
    let expected = with(&created, json!({ "name": "South" }));
    assert_eq!(*renamed.expect("Clinic"), expected);

    let policy = json!({ "clinicId": id, "policy": { "bookingHorizonDays": 30 } });
    let nearer = kept(&app, "updateClinic", CLINIC, policy).await;
    let mut expected = expected;
    expected["policy"]["bookingHorizonDays"] = json!(30);
    assert_eq!(nearer, expected);

    // What a clinic cannot be without stays in spite of null.
    let empty = json!({
        "clinicId": id, "address": null, "phone": null, "currency": null, "location": null, "name": null, "city": null,
    });
    let emptied = keep(&app, "updateClinic", CLINIC, empty).await;
    let nothing = json!({ "address": null, "phone": null, "currency": null, "location": null });
    let expected = with(&expected, nothing);
    assert_eq!(*emptied.expect("Clinic"), expected);
    assert_eq!(node(&app, id, CLINIC).await, expected);
}

#[rstest]
#[tokio::test]
async fn a_doctor_keeps_what_a_change_does_not_name_and_null_empties(#[values(Sqlite, Postgres)] backend: Backend) {
    let app = TestApp::start(backend).await;
    let clinic = app.clinic().create().await;
    let created = keep(
        &app,
        "createDoctor",
        DOCTOR,
        json!({
            "name": "Ada Brown", "email": "ada@example.org", "specialty": "Cardiology", "licenseNumber": "ES-1",
            "degree": "MD", "yearsOfExperience": 12, "bio": "Hearts", "languages": ["Spanish", "English"],
            "phone": "+34 600 000 000", "photoUrl": "https://example.org/ada.png", "maxPatientsPerDay": 20,
            "consultationFee": { "amount": 4500, "currency": "EUR" }, "clinicIds": [clinic.id],
        }),
    )
    .await;
    let created = created.expect("Doctor").clone();
    let id = &created["id"];

    let renamed = keep(&app, "updateDoctor", DOCTOR, json!({ "doctorId": id, "name": "Ada Green" })).await;
    let expected = with(&created, json!({ "name": "Ada Green" }));
    assert_eq!(*renamed.expect("Doctor"), expected);

    let links = json!({ "doctorId": id, "languages": ["Catalan"], "serviceIds": [ULTRASOUND] });
    let relinked = kept(&app, "updateDoctor", DOCTOR, links).await;
    let expected = with(&expected, json!({ "languages": ["Catalan"], "services": [{ "id": ULTRASOUND }] }));
    assert_eq!(relinked, expected);

    // What a doctor cannot be without stays in spite of null.
    let nothing = json!({
        "degree": null, "yearsOfExperience": null, "bio": null, "phone": null, "photoUrl": null,
        "consultationFee": null, "maxPatientsPerDay": null,
    });
    let input = with(&nothing, json!({ "doctorId": id, "name": null, "licenseNumber": null, "languages": null }));
    let emptied = kept(&app, "updateDoctor", DOCTOR, input).await;
    let expected = with(&expected, nothing);
    assert_eq!(emptied, expected);
    assert_eq!(node(&app, id, DOCTOR).await, expected);
}

#[rstest]
#[tokio::test]
async fn who_is_not_active_any_more_has_no_slots(#[values(Sqlite, Postgres)] backend: Backend) {
    let app = TestApp::start(backend).await;
    let doctor = app.doctor().weekly("Mon-Fri 09:00-12:00", "Europe/Madrid").create().await;
    let (id, clinic) = (&doctor.id, &doctor.clinic().id);
    let next = async || node(&app, &json!(id), "... on Doctor { nextSlot { startsAt } }").await["nextSlot"].clone();
    assert!(next().await.is_object());

    for (mutation, field, who) in [("updateDoctor", "doctorId", id), ("updateClinic", "clinicId", clinic)] {
        kept(&app, mutation, "", json!({ field: who, "active": false })).await;
        assert!(!next().await.is_object(), "{mutation}");
        kept(&app, mutation, "", json!({ field: who, "active": true })).await;
        assert!(next().await.is_object(), "{mutation}");
    }
}

#[rstest]
#[tokio::test]
async fn a_service_that_needs_a_room_waits_for_one(#[values(Sqlite, Postgres)] backend: Backend) {
    let app = TestApp::start(backend).await;
    let doctor = app.doctor().weekly("Mon 09:00-10:00", "Europe/Madrid").create().await;
    let clinic = &doctor.clinic().id;
    let slots = async |doctor: &Doctor| {
        let query = "query($doctor: ID, $service: ID) { slots(filter: { doctorId: $doctor, serviceId: $service }) {
            nodes { startsAt } } }";
        let variables = json!({ "doctor": doctor.id, "service": ULTRASOUND });
        app.visitor().graphql(query, variables).await.list("/slots/nodes").len()
    };
    let without = slots(&doctor).await;
    assert!(without > 0);

    let needs = json!({ "serviceId": ULTRASOUND, "needsRoom": true });
    let service = kept(&app, "updateService", "... on Service { needsRoom durationMinutes kind }", needs).await;
    assert_eq!((&service["needsRoom"], &service["kind"]), (&json!(true), &json!("ULTRASOUND")));
    assert_eq!(slots(&doctor).await, 0);
    kept(&app, "createRoom", "", json!({ "clinicId": clinic, "name": "Theatre", "kind": "SURGERY" })).await;
    assert_eq!(slots(&doctor).await, 0, "a room of another kind");
    let room = json!({ "clinicId": clinic, "name": "Scanner", "kind": "ULTRASOUND" });
    let room = kept(&app, "createRoom", "... on Room { name kind capacity }", room).await;

    assert_eq!(room["capacity"], json!(1));
    assert_eq!(slots(&doctor).await, without);
    let rooms = node(&app, &json!(clinic), "... on Clinic { rooms { name } }").await;
    assert_eq!(rooms["rooms"], json!([{ "name": "Scanner" }, { "name": "Theatre" }]));
    let again = json!({ "clinicId": clinic, "name": "Scanner", "kind": "SURGERY" });
    keep(&app, "createRoom", "", again).await.expect_code("ALREADY_EXISTS");
}

#[rstest]
#[tokio::test]
async fn a_refused_change_changes_nothing_and_is_not_in_the_log(#[values(Sqlite, Postgres)] backend: Backend) {
    let app = TestApp::start(backend).await;
    let doctor = app.doctor().weekly("Mon-Fri 09:00-12:00", "Europe/Madrid").create().await;
    let (doctor, clinic) = (&doctor.id, &doctor.clinic().id);
    let (nowhere, nothing) =
        ("clinic:01900000-0000-7000-8000-00000000ffff", "service:01900000-0000-7000-8000-00000000ffff");
    let shown = async || [node(&app, &json!(doctor), DOCTOR).await, node(&app, &json!(clinic), CLINIC).await];
    let (before, position) = (shown().await, app.position().await);
    let fee = json!({ "amount": 1, "currency": "EUR" });

    for (mutation, input, field) in [
        ("updateClinic", json!({ "clinicId": clinic, "city": "Oslo", "name": " " }), "name"),
        ("updateDoctor", json!({ "doctorId": doctor, "bio": "New", "serviceIds": [nothing] }), "serviceIds.0"),
        (
            "updateDoctor",
            json!({ "doctorId": doctor, "active": false, "fees": [{ "serviceId": nothing, "fee": fee }] }),
            "fees.0.serviceId",
        ),
        ("updateService", json!({ "serviceId": ULTRASOUND, "durationMinutes": 7 }), "durationMinutes"),
        ("createRoom", json!({ "clinicId": clinic, "name": "A", "kind": "SURGERY", "capacity": 0 }), "capacity"),
        ("addClosure", json!({ "clinicId": clinic, "from": "2027-03-08", "until": "2027-03-07" }), "until"),
        ("setDoctorClinics", json!({ "doctorId": doctor, "clinicIds": [nowhere] }), "clinicIds.0"),
        (
            "setTravelTime",
            json!({ "doctorId": doctor, "clinicId": clinic, "otherClinicId": clinic, "minutes": 5 }),
            "otherClinicId",
        ),
        (
            "setDateHours",
            json!({ "doctorId": doctor, "clinicId": clinic, "date": "2027-02-28", "windows": [] }),
            "date",
        ),
        (
            "addTimeOff",
            json!({ "doctorId": doctor, "from": "2027-03-02T00:00:00Z", "until": "2027-03-01T12:00:00Z" }),
            "until",
        ),
    ] {
        let refused = keep(&app, mutation, "", input).await;
        refused.expect_invalid(&field.split('.').collect::<Vec<_>>());
        assert_eq!(app.position().await, position, "{mutation}");
    }

    assert_eq!(shown().await, before);
}
