use rstest::rstest;
use serde_json::{Value, json};

use crate::support::{Backend, Backend::*, TestApp, set_weekly_hours};

/// What only an administrator does: the mutation and its input, for a doctor at a clinic.
fn acts(doctor: &str, clinic: &str) -> [(&'static str, &'static str, Value); 2] {
    [
        (
            "createClinic",
            "CreateClinicInput",
            json!({ "name": "New", "city": "Madrid", "country": "Spain", "timeZone": "Europe/Madrid" }),
        ),
        (
            "createDoctor",
            "CreateDoctorInput",
            json!({
                "name": "New", "email": "new@example.org", "specialty": "Cardiology", "licenseNumber": "NEW-1",
                "clinicIds": [clinic], "bio": doctor,
            }),
        ),
    ]
}

/// What administrators and the doctor do.
fn schedule_acts(doctor: &str, clinic: &str) -> [(&'static str, &'static str, Value); 3] {
    let ids = json!({ "doctorId": doctor, "clinicId": clinic });
    let with = |further: Value| {
        let mut input = ids.clone();
        input.as_object_mut().expect("an object").extend(further.as_object().expect("an object").clone());
        input
    };
    let window = json!([{ "weekday": "FRIDAY", "start": "10:00", "end": "11:00" }]);
    [
        ("setWeeklyHours", "SetWeeklyHoursInput", with(json!({ "windows": window }))),
        ("setDateHours", "SetDateHoursInput", with(json!({ "date": "2027-03-08", "windows": [] }))),
        (
            "addTimeOff",
            "AddTimeOffInput",
            json!({ "doctorId": doctor, "from": "2027-04-01T00:00:00Z", "until": "2027-04-02T00:00:00Z" }),
        ),
    ]
}

#[rstest]
#[tokio::test]
async fn only_administrators_keep_the_directory(#[values(Sqlite, Postgres)] backend: Backend) {
    let app = TestApp::start(backend).await;
    let doctor = app.doctor().weekly("Mon 09:00-12:00", "Europe/Madrid").login().create().await;
    let (patient, staff) = (app.patient("Ann").await, doctor.sign_in(&app).await);

    for (act, input_type, input) in acts(&doctor.id, &doctor.clinic().id) {
        let visitor = app.visitor();
        visitor.mutate(act, input_type, "", input.clone()).await.expect_error("UNAUTHENTICATED");
        patient.mutate(act, input_type, "", input.clone()).await.expect_error("FORBIDDEN");
        staff.mutate(act, input_type, "", input.clone()).await.expect_error("FORBIDDEN");
        let word = app.admin().await.mutate(act, input_type, "", input).await.word();
        assert!(["Clinic", "Doctor"].contains(&word.as_str()), "{act}: {word}");
    }
}

#[rstest]
#[tokio::test]
async fn only_administrators_and_the_doctor_change_a_doctors_hours(#[values(Sqlite, Postgres)] backend: Backend) {
    let app = TestApp::start(backend).await;
    let doctor = app.doctor().weekly("Mon 09:00-12:00", "Europe/Madrid").login().create().await;
    let other = app.doctor().at(doctor.clinic(), "").login().create().await;
    let (patient, own, colleague) = (app.patient("Ann").await, doctor.sign_in(&app).await, other.sign_in(&app).await);

    for (act, input_type, input) in schedule_acts(&doctor.id, &doctor.clinic().id) {
        app.visitor().mutate(act, input_type, "", input.clone()).await.expect_error("UNAUTHENTICATED");
        patient.mutate(act, input_type, "", input.clone()).await.expect_error("FORBIDDEN");
        colleague.mutate(act, input_type, "", input.clone()).await.expect_error("FORBIDDEN");
        own.mutate(act, input_type, "", input.clone()).await.expect("Doctor");
        app.admin().await.mutate(act, input_type, "", input).await.expect("Doctor");
    }
}

#[rstest]
#[tokio::test]
async fn a_doctor_has_hours_only_where_they_practise(#[values(Sqlite, Postgres)] backend: Backend) {
    let app = TestApp::start(backend).await;
    let doctor = app.doctor().weekly("Mon 09:00-12:00", "Europe/Madrid").create().await;
    let elsewhere = app.clinic().create().await;

    let refused = set_weekly_hours(app.admin().await, &doctor, &elsewhere, "Mon 14:00-15:00").await;

    assert!(["INVALID_INPUT", "NOT_FOUND", "SLOT_NOT_OFFERED"].contains(&refused.word().as_str()), "{refused:?}");
}
