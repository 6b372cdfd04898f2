use entity::enums::AppointmentStatus::{Confirmed, Pending};
use medbook::service;
use rstest::rstest;
use serde_json::{Value, json};

use super::watch::{MayRead, Watch};
use crate::support::{Backend, Backend::*, Caller, PASSWORD, merge};

const COUNTED: MayRead = ("doctor", "counting the doctors that match reads all of them");
const SEARCHED: MayRead = ("doctor", "no index finds parts of words; doctors are thousands, not millions");
const FILTERED: MayRead = ("doctor", "a filter that many doctors pass, or one of another table");
/// Free times are no column: the calendars of everybody who matches are looked at.
const ALL_CALENDARS: &[MayRead] = &[
    ("doctor", "all doctors match"),
    ("doctor_clinic", "of all doctors who match"),
    ("doctor_service", "of all doctors who match"),
    ("weekly_hours", "of all doctors who match"),
    ("appointment", "a fifth of all doctors at once"),
];

const DOCTORS: &str = "query($order: DoctorOrder!, $filter: DoctorFilter, $first: Int, $after: String, $last: Int) {
    doctors(orderBy: $order, filter: $filter, first: $first, after: $after, last: $last) {
        pageInfo { endCursor } nodes { id name languages rating specialty { name } clinics { name } } } }";
const MINE: &str =
    "query($first: Int, $after: String) { viewer { patients { name } appointments(first: $first, after: $after) {
    totalCount pageInfo { endCursor } nodes { status startsAt patient { name } doctor { name specialty { name } }
        clinic { name } service { name } previous { id } successor { id } } } } }";

/// Asks, and expects an answer without errors.
async fn ask(caller: &Caller, query: &str, variables: Value) -> Value {
    // A variable that is used must be given, be it as null.
    let mut all = json!({ "filter": {}, "first": null, "after": null, "last": null });
    merge(&mut all, variables);
    let used: serde_json::Map<String, Value> = match all {
        Value::Object(all) => all.into_iter().filter(|(name, _)| query.contains(&format!("${name}:"))).collect(),
        other => panic!("variables are an object: {other}"),
    };
    caller.graphql(query, used.into()).await.data().clone()
}

fn with(mut variables: Value, further: Value) -> Value {
    merge(&mut variables, further);
    variables
}

#[rstest]
#[tokio::test]
async fn no_operation_that_people_wait_for_reads_all_of_a_big_table(#[values(Sqlite, Postgres)] backend: Backend) {
    let mut watch = Watch::start(backend).await;
    lists_of_doctors(&mut watch).await;
    free_times(&mut watch).await;
    one_doctor(&mut watch).await;
    visits_of_people(&mut watch).await;
    changes(&mut watch).await;
    sessions(&mut watch).await;
    background(&mut watch).await;
    watch.finish();
}

async fn lists_of_doctors(watch: &mut Watch) {
    let visitor = watch.seeded.app.visitor();
    for order in ["RATING", "FEE", "EXPERIENCE", "NAME"] {
        let list = async |rest: Value| {
            let variables = with(json!({ "order": order }), rest);
            ask(&visitor, DOCTORS, variables).await
        };
        let first = list(json!({ "first": 20 })).await;
        let after = first["doctors"]["pageInfo"]["endCursor"].clone();
        watch.explain(order, &[], async { drop(list(json!({ "first": 20 })).await) }).await;
        watch.explain(order, &[], async { drop(list(json!({ "first": 20, "after": after })).await) }).await;
        watch.explain(order, &[], async { drop(list(json!({ "last": 20 })).await) }).await;
    }
    let clinic = format!("clinic:{}", watch.seeded.world.sites[0].row.id.0);
    let specialty = format!("specialty:{}", watch.seeded.world.offered.specialties[5].id.0);
    let filters: [(Value, &[MayRead]); 8] = [
        (json!({ "specialty": "cardiology" }), &[]),
        (json!({ "specialtyId": specialty }), &[]),
        (json!({ "city": "Madrid" }), &[]),
        (json!({ "clinicId": clinic }), &[FILTERED]),
        (json!({ "language": "bengali" }), &[FILTERED]),
        (json!({ "maxFee": 5000 }), &[FILTERED]),
        (json!({ "mode": "VIDEO" }), &[FILTERED]),
        (json!({ "text": "garc" }), &[SEARCHED]),
    ];
    for (filter, may_read) in filters {
        let list = async { drop(ask(&visitor, DOCTORS, json!({ "order": "NAME", "filter": filter })).await) };
        watch.explain(&format!("doctors by {filter}"), may_read, list).await;
    }
    let count = async { drop(ask(&visitor, "{ doctors { totalCount } }", json!({})).await) };
    watch.explain("the count of doctors", &[COUNTED], count).await;
    let clinics =
        "{ clinics(filter: { text: \"central\" }) { totalCount nodes { name rooms { name } closures { from } } } }";
    watch.explain("clinics", &[], async { drop(ask(&visitor, clinics, json!({})).await) }).await;
}

async fn free_times(watch: &mut Watch) {
    let visitor = watch.seeded.app.visitor();
    let of_all = json!({ "order": "NEXT_SLOT", "first": 20 });
    watch
        .explain("doctors by the next slot", ALL_CALENDARS, async { drop(ask(&visitor, DOCTORS, of_all).await) })
        .await;
    let filter = json!({ "city": "Madrid", "specialty": "general practice", "freeFrom": "2027-03-02T00:00:00Z" });
    let free = json!({ "order": "RATING", "filter": filter, "first": 20 });
    watch.explain("free doctors of a city", &[], async { drop(ask(&visitor, DOCTORS, free).await) }).await;
    let slots = "{ slots(filter: { city: \"Madrid\", specialty: \"general practice\", onePerDoctor: true }) {
        nodes { startsAt doctor { name } clinic { name } } } }";
    watch.explain("slots of a city", &[FILTERED], async { drop(ask(&visitor, slots, json!({})).await) }).await;
}

async fn one_doctor(watch: &mut Watch) {
    let app = &watch.seeded.app;
    let doctor = watch.seeded.world.doctors.iter().max_by_key(|doctor| doctor.row.rating_count).expect("a doctor");
    let (id, clinic) = (format!("doctor:{}", doctor.row.id.0), watch.seeded.world.sites[doctor.sites[0]].row.id.0);
    let (visitor, email) = (app.visitor(), doctor.user.email.clone());
    let own = app.sign_in(&email).await;
    let admin = app.sign_in("admin@seed.example").await;
    let page = "query($id: ID!, $clinic: ID!, $after: String) { node(id: $id) { ... on Doctor {
        name onLeave weeklyHours { weekday } dateHours(clinicId: $clinic, from: \"2027-03-01\", until: \"2027-03-14\") { date }
        fees { service { name } } services { name } nextSlot { startsAt }
        slots(from: \"2027-03-01T00:00:00Z\", until: \"2027-03-08T00:00:00Z\") { startsAt }
        feedback(first: 3, after: $after) { totalCount pageInfo { endCursor } nodes { rating comment author } } } } }";
    let variables = json!({ "id": id, "clinic": format!("clinic:{clinic}") });
    let first = ask(&visitor, page, variables.clone()).await;
    let after = json!({ "after": first["node"]["feedback"]["pageInfo"]["endCursor"] });
    let further = with(variables.clone(), after);
    watch.explain("a doctor", &[], async { drop(ask(&visitor, page, variables).await) }).await;
    watch.explain("more feedback", &[], async { drop(ask(&visitor, page, further).await) }).await;

    let agenda =
        "query($id: ID!) { agenda(doctorId: $id, from: \"2027-02-22T00:00:00Z\", until: \"2027-03-08T00:00:00Z\") {
        status startsAt patient { name birthDate } service { name } } }";
    for (who, caller) in [("the doctor's agenda", own), ("an admin's agenda", admin)] {
        watch.explain(who, &[], async { drop(ask(&caller, agenda, json!({ "id": id })).await) }).await;
    }
}

async fn visits_of_people(watch: &mut Watch) {
    let patient = watch.seeded.app.sign_in("patient-1@seed.example").await;
    let first = ask(&patient, MINE, json!({ "first": 1 })).await;
    let after = first["viewer"]["appointments"]["pageInfo"]["endCursor"].clone();
    watch.explain("one's visits", &[], async { drop(ask(&patient, MINE, json!({ "first": 20 })).await) }).await;
    let deeper = json!({ "first": 20, "after": after });
    watch.explain("one's older visits", &[], async { drop(ask(&patient, MINE, deeper).await) }).await;

    let guests = watch.seeded.world.visits.iter().find(|visit| visit.is_guests).expect("a guest has a visit");
    let (id, visitor) = (format!("appointment:{}", guests.row.id.0), watch.seeded.app.visitor());
    let token = "A".repeat(43);
    let query = "query($id: ID!, $token: String) { appointment(id: $id, manageToken: $token) { status } }";
    let read = async { drop(visitor.graphql(query, json!({ "id": id, "token": token })).await) };
    watch.explain("a guest's visit", &[], read).await;
}

async fn changes(watch: &mut Watch) {
    let admin = watch.seeded.app.sign_in("admin@seed.example").await;
    let patient = watch.seeded.app.sign_in("patient-2@seed.example").await;
    let who = ask(&patient, "{ viewer { patients { id } } }", json!({})).await["viewer"]["patients"][0]["id"].clone();
    let slots = "{ slots(filter: { city: \"Madrid\", from: \"2027-03-09T00:00:00Z\" }, first: 3) {
        nodes { startsAt doctor { id } clinic { id } } } }";
    let found = ask(&patient, slots, json!({})).await;
    let slot = |index: usize| {
        let slot = &found["slots"]["nodes"][index];
        json!({ "startsAt": slot["startsAt"], "doctorId": slot["doctor"]["id"], "clinicId": slot["clinic"]["id"] })
    };
    let book = || {
        let input = json!({ "patientId": who, "mode": "IN_PERSON", "idempotencyKey": "a key of one's own" });
        with(slot(0), input)
    };
    watch.explain("a hold", &[], async { drop(patient.hold_input(slot(1)).await) }).await;
    let mut booked = None;
    watch.explain("a booking", &[], async { booked = Some(patient.book_input(book()).await.expect_booked()) }).await;
    let booked = booked.expect("it was booked");
    watch.explain("a booking again", &[], async { drop(patient.book_input(book()).await) }).await;
    let moved = json!({ "appointmentId": booked.id, "startsAt": booked.starts_at + chrono::Duration::days(7) });
    watch.explain("a move", &[], async { drop(patient.reschedule_input(moved).await) }).await;

    let of = |status| {
        let mut visits = watch.seeded.world.visits.iter().map(|visit| &visit.row);
        let later = watch.seeded.app.now() + chrono::Duration::days(3);
        let visit = visits.find(|row| row.status == status && row.starts_at > later).expect("there is one");
        json!({ "appointmentId": format!("appointment:{}", visit.id.0) })
    };
    let (confirmed, pending) = (of(Confirmed), of(Pending));
    watch.explain("a confirmation", &[], async { drop(admin.act_input("confirmAppointment", pending).await) }).await;
    watch
        .explain("a check-in", &[], async { drop(admin.act_input("checkInAppointment", confirmed.clone()).await) })
        .await;
    watch.explain("a cancellation", &[], async { drop(admin.cancel_input(confirmed).await) }).await;
}

async fn sessions(watch: &mut Watch) {
    let app = &watch.seeded.app;
    let visitor = app.visitor();
    let input = json!({ "email": "patient-3@seed.example", "password": PASSWORD });
    let mut session = Value::Null;
    let login = async {
        session =
            visitor.mutate("login", "LoginInput", "... on Session { refreshToken }", input).await.answer.data().clone();
    };
    watch.explain("a login", &[], login).await;
    let renew = "mutation($token: String!) { refreshSession(refreshToken: $token) { __typename } }";
    let token = json!({ "token": session["login"]["refreshToken"] });
    let refresh = async {
        assert_eq!(visitor.graphql(renew, token).await.at("/refreshSession/__typename"), "Session");
    };
    watch.explain("a refresh", &[], refresh).await;
}

async fn background(watch: &mut Watch) {
    let services = std::sync::Arc::clone(&watch.seeded.app.services);
    let events = async { assert_eq!(service::events::since(&services, 20_000, 100).await.expect("events").len(), 100) };
    watch.explain("events since", &[], events).await;
    let sweep = async {
        service::appointment::sweep(&services).await.expect("a sweep");
    };
    watch.explain("the sweeper", &[], sweep).await;
    let forget = async { assert!(service::account::forget_expired_sessions(&services).await.is_ok()) };
    watch.explain("the clean-up of sessions", &[], forget).await;
}
