//! An administrator of one of a doctor's two clinics: what they may do alone, and what takes the administrator of both.

use rstest::rstest;
use serde_json::{Value, json};

use crate::support::{Backend, Backend::*, Caller, TestApp};

async fn word(caller: &Caller, mutation: &'static str, input: Value) -> String {
    let input_type = format!("{}{}Input", mutation[..1].to_uppercase(), &mutation[1..]);
    caller.mutate(mutation, &input_type, "", input).await.word()
}

#[rstest]
#[tokio::test]
async fn an_administrator_of_one_clinic_of_a_doctor_keeps_what_is_there_only(
    #[values(Sqlite, Postgres)] backend: Backend,
) {
    let app = TestApp::start(backend).await;
    let (north, south) = (app.clinic().create().await, app.clinic().create().await);
    let doctor = app.doctor().at(&north, "Mon 09:00-10:00").at(&south, "Mon 10:00-11:00").create().await;
    let admin = app.clinic_admin(&[&north]).await;
    let (doctor, north, south) = (&doctor.id, &north.id, &south.id);
    let hours = |clinic: &str| json!({ "doctorId": doctor, "clinicId": clinic, "windows": [] });
    let travel = json!({ "doctorId": doctor, "clinicId": north, "otherClinicId": south, "minutes": 5 });
    let away = json!({ "doctorId": doctor, "from": "2027-04-01T00:00:00Z", "until": "2027-04-02T00:00:00Z" });

    for (mutation, input, expected) in [
        ("updateClinic", json!({ "clinicId": north, "name": "North" }), "Clinic"),
        ("updateClinic", json!({ "clinicId": south, "name": "South" }), "FORBIDDEN"),
        ("setWeeklyHours", hours(north), "Doctor"),
        ("setWeeklyHours", hours(south), "FORBIDDEN"),
        ("setTravelTime", travel, "FORBIDDEN"),
        ("updateDoctor", json!({ "doctorId": doctor, "bio": "Mine" }), "FORBIDDEN"),
        ("addTimeOff", away, "FORBIDDEN"),
        ("createClinic", json!({ "name": "A", "city": "B", "country": "C", "timeZone": "Asia/Kolkata" }), "FORBIDDEN"),
        ("createService", json!({ "name": "A", "kind": "SURGERY", "durationMinutes": 30 }), "FORBIDDEN"),
        ("setDoctorClinics", json!({ "doctorId": doctor, "clinicIds": [north] }), "FORBIDDEN"),
        ("setDoctorClinics", json!({ "doctorId": doctor, "clinicIds": [south] }), "Doctor"),
    ] {
        assert_eq!(word(&admin, mutation, input.clone()).await, expected, "{mutation} {input}");
    }
}
