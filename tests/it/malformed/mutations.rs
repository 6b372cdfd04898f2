use rstest::rstest;
use serde_json::{Value, json};

use super::hostile;
use crate::support::{Backend, Backend::*, Caller, PASSWORD, Person, TestApp};

/// A mutation, its input type, an input that is fine, and who sends it.
struct Operation<'a> {
    name: &'static str,
    input_type: &'static str,
    input: Value,
    caller: &'a Caller,
}

struct Scene {
    app: TestApp,
    ann: Person,
    doctor: String,
    clinic: String,
    visit: String,
    start: String,
}

async fn scene(backend: Backend) -> Scene {
    let app = TestApp::start(backend).await;
    let doctor = app.doctor().weekly("Mon-Fri 09:00-12:00", "Europe/Madrid").create().await;
    let ann = app.patient("Ann").await;
    let slot = ann.first_slot(&doctor).await;
    let visit = ann.book(&slot).await.expect_booked().id;
    let start = slot.plus_minutes(30).start();
    Scene { ann, clinic: doctor.clinic().id.clone(), doctor: doctor.id, visit, start, app }
}

/// Sends every hostile value in every place of every operation, and collects what was not answered well.
async fn attack(operations: &[Operation<'_>]) -> Vec<String> {
    let mut complaints = Vec::new();
    for operation in operations {
        for path in hostile::paths(&operation.input) {
            for value in hostile::values() {
                let mut input = operation.input.clone();
                *input.pointer_mut(&path).expect("the path exists") = value.clone();
                let query = format!(
                    "mutation($input: {}!) {{ {}(input: $input) {{ __typename ... on Problem {{ code message field }} }} }}",
                    operation.input_type, operation.name
                );
                let answer = operation.caller.graphql(&query, json!({ "input": input })).await;
                if let Err(complaint) = hostile::judge(&answer) {
                    let value: String = value.to_string().chars().take(60).collect();
                    let answer: String = format!("{answer:?}").chars().take(300).collect();
                    complaints.push(format!("{}{path} = {value}: {complaint}: {answer}", operation.name));
                }
            }
        }
    }
    complaints
}

#[track_caller]
fn assert_none(complaints: &[String]) {
    assert!(complaints.is_empty(), "{} answers are wrong:\n{}", complaints.len(), complaints.join("\n"));
}

#[rstest]
#[tokio::test]
async fn bookings_of_hostile_input_are_answered_with_a_code_and_a_sentence(
    #[values(Sqlite, Postgres)] backend: Backend,
) {
    let Scene { app, ann, doctor, clinic, visit, start } = scene(backend).await;
    let gil = app.guest("Gil");
    let service = "service:01900000-0000-7000-8000-000000000001";
    let operation = |name, input_type, input, caller| Operation { name, input_type, input, caller };

    let complaints = attack(&[
        operation(
            "holdSlot",
            "HoldSlotInput",
            json!({ "doctorId": doctor, "clinicId": clinic, "startsAt": start, "serviceId": service, "idempotencyKey": "a" }),
            &gil,
        ),
        operation(
            "bookAppointment",
            "BookAppointmentInput",
            json!({
                "doctorId": doctor, "clinicId": clinic, "startsAt": start, "serviceId": service, "mode": "IN_PERSON",
                "guest": { "name": "Gil", "email": "gil@example.org", "phone": "+34600000001", "birthDate": "1990-01-01" },
                "reason": "A cough", "symptoms": "At night", "idempotencyKey": "b",
            }),
            &gil,
        ),
        operation("bookAppointment", "BookAppointmentInput", json!({ "holdId": visit, "patientId": ann.patient }), &ann),
        operation(
            "rescheduleAppointment",
            "RescheduleAppointmentInput",
            json!({
                "appointmentId": visit, "startsAt": start, "clinicId": clinic, "manageToken": "x",
                "expectedVersion": 99, "idempotencyKey": "c",
            }),
            &ann,
        ),
        operation(
            "cancelAppointment",
            "CancelAppointmentInput",
            json!({ "appointmentId": visit, "reason": "Well again", "manageToken": "x", "expectedVersion": 99 }),
            &ann,
        ),
        operation(
            "confirmAppointment",
            "AppointmentActionInput",
            json!({ "appointmentId": visit, "expectedVersion": 99 }),
            app.admin().await,
        ),
        operation(
            "leaveFeedback",
            "LeaveFeedbackInput",
            json!({ "appointmentId": visit, "rating": 5, "comment": "Good", "anonymous": true }),
            &ann,
        ),
        operation(
            "replyToFeedback",
            "ReplyToFeedbackInput",
            json!({ "feedbackId": "feedback:01900000-0000-7000-8000-00000000ffff", "reply": "Thanks" }),
            app.admin().await,
        ),
    ])
    .await;

    assert_none(&complaints);
}

#[rstest]
#[tokio::test]
async fn the_directory_answers_hostile_input_with_a_code_and_a_sentence(#[values(Sqlite, Postgres)] backend: Backend) {
    let Scene { app, doctor, clinic, .. } = scene(backend).await;
    let admin = app.admin().await;
    let operation = |name, input_type, input| Operation { name, input_type, input, caller: admin };

    let complaints = attack(&[
        operation(
            "createClinic",
            "CreateClinicInput",
            json!({
                "name": "North", "address": "Street 1", "city": "Oslo", "country": "Norway", "timeZone": "Europe/Oslo",
                "policy": {
                    "autoConfirm": true, "minimumNoticeMinutes": 1, "bookingHorizonDays": 1, "cancelNoticeMinutes": 1,
                },
            }),
        ),
        operation(
            "createDoctor",
            "CreateDoctorInput",
            json!({
                "email": "ada@example.org", "name": "Ada", "specialty": "Cardiology", "licenseNumber": "ES-1",
                "degree": "MD", "yearsOfExperience": 1, "bio": "Hearts", "languages": ["Spanish"],
                "consultationFee": { "amount": 1, "currency": "EUR" }, "maxPatientsPerDay": 1, "clinicIds": [clinic],
            }),
        ),
        operation(
            "setWeeklyHours",
            "SetWeeklyHoursInput",
            json!({
                "doctorId": doctor, "clinicId": clinic,
                "windows": [{ "weekday": "MONDAY", "start": "09:00", "end": "12:00" }],
            }),
        ),
        operation(
            "setDateHours",
            "SetDateHoursInput",
            json!({
                "doctorId": doctor, "clinicId": clinic, "date": "2027-03-08",
                "windows": [{ "start": "09:00", "end": "12:00" }],
            }),
        ),
        operation(
            "addTimeOff",
            "AddTimeOffInput",
            json!({
                "doctorId": doctor, "from": "2027-03-08T00:00:00Z", "until": "2027-03-09T00:00:00Z", "reason": "Away",
            }),
        ),
    ])
    .await;

    assert_none(&complaints);
    // Whatever was accepted of it, slots can still be listed.
    app.visitor().query("{ slots(filter: {}) { nodes { startsAt localStart } } }").await.data();
}

#[rstest]
#[tokio::test]
async fn accounts_answer_hostile_input_with_a_code_and_a_sentence(#[values(Sqlite, Postgres)] backend: Backend) {
    let Scene { app, ann, .. } = scene(backend).await;
    let visitor = app.visitor();
    let operation = |name, input_type, input, caller| Operation { name, input_type, input, caller };

    let complaints = attack(&[
        operation(
            "register",
            "RegisterInput",
            json!({
                // Taken, so that the many that are fine are not hashed.
                "email": ann.email, "password": PASSWORD, "name": "Ann", "birthDate": "1990-01-01", "gender": "FEMALE",
                "phone": "+34600000001",
            }),
            &visitor,
        ),
        operation("login", "LoginInput", json!({ "email": "nobody@example.org", "password": "wrong" }), &visitor),
        operation(
            "addPatient",
            "AddPatientInput",
            json!({ "name": "Zoë", "relation": "CHILD", "birthDate": "2020-01-01", "gender": "FEMALE" }),
            &ann,
        ),
    ])
    .await;

    assert_none(&complaints);
}
