//! A doctor at two clinics with something to be done about everything, and the people who may not do it.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use crate::support::{Backend, Caller, Clinic, Doctor, Person, Slot, TestApp, at};

const SURGERY: &str = "service:01900000-0000-7000-8000-000000000005";

/// Everything that the inputs name.
pub struct Scene {
    pub app: TestApp,
    doctor: Doctor,
    /// Confirms at once.
    north: Clinic,
    /// Confirms by hand.
    south: Clinic,
    closure: String,
    time_off: String,
    feedback: String,
    /// The visit with which each step can be taken.
    visits: BTreeMap<&'static str, String>,
    own: Caller,
    visitor: Caller,
    ann: Person,
    colleague: Caller,
    elsewhere: Caller,
}

impl Scene {
    pub async fn set(backend: Backend) -> Self {
        let app = TestApp::start(backend).await;
        let north = app.clinic().create().await;
        let south = app.clinic().auto_confirm(false).create().await;
        let doctor = app.doctor().login().at(&north, "Mon 09:00-12:00").at(&south, "Mon 15:00-17:00").create().await;
        let colleague = app.doctor().login().at(&north, "Mon 09:00-12:00").create().await.sign_in(&app).await;
        let elsewhere = app.clinic_admin(&[&app.clinic().create().await]).await;
        let (own, visitor, ann) = (doctor.sign_in(&app).await, app.visitor(), app.patient("Ann").await);
        let closure = add_closure(&app, &north).await;
        let time_off = add_time_off(&app, &doctor).await;
        let first = ann.first_slot(&doctor).await;
        let rated = app.rate(&ann, &doctor, 5).await;
        let feedback = rated.expect("Feedback")["id"].as_str().expect("an id").to_owned();
        let visits = visits(&app, &ann, &first, &south).await;
        Self { app, doctor, north, south, closure, time_off, feedback, visits, own, visitor, ann, colleague, elsewhere }
    }

    /// The people who may do nothing here, in the order of the table.
    pub fn strangers(&self) -> [(&'static str, &Caller); 4] {
        [
            ("a visitor", &self.visitor),
            ("the patient", &self.ann),
            ("another doctor", &self.colleague),
            ("an administrator of another clinic", &self.elsewhere),
        ]
    }

    /// Somebody who may.
    pub async fn whoever_may(&self, mutation: &str) -> &Caller {
        if mutation == "replyToFeedback" { &self.own } else { self.app.admin().await }
    }

    /// An input that is fine but for who sends it.
    pub fn input(&self, mutation: &str) -> Value {
        if let Some(visit) = self.visits.get(mutation) {
            return json!({ "appointmentId": visit });
        }
        if mutation == "replyToFeedback" {
            return json!({ "feedbackId": self.feedback, "reply": "Thank you" });
        }
        self.of_directory(mutation).unwrap_or_else(|| self.of_schedule(mutation))
    }

    fn of_directory(&self, mutation: &str) -> Option<Value> {
        let (doctor, north) = (&self.doctor.id, &self.north.id);
        Some(match mutation {
            "createClinic" => {
                json!({ "name": "New", "city": "Madrid", "country": "Spain", "timeZone": "Europe/Madrid" })
            }
            "updateClinic" => json!({ "clinicId": north, "name": "Renamed" }),
            "createDoctor" => json!({
                "name": "New", "email": "new@example.org", "specialty": "General practice", "licenseNumber": "NEW-1",
                "clinicIds": [north],
            }),
            "updateDoctor" => json!({ "doctorId": doctor, "bio": "Hearts" }),
            "createService" => json!({ "name": "New", "kind": "SURGERY", "durationMinutes": 30 }),
            "updateService" => json!({ "serviceId": SURGERY, "durationMinutes": 50 }),
            "createRoom" => json!({ "clinicId": north, "name": "New", "kind": "SURGERY" }),
            "addClosure" => json!({ "clinicId": north, "from": "2027-05-03" }),
            "removeClosure" => json!({ "closureId": self.closure }),
            _ => return None,
        })
    }

    fn of_schedule(&self, mutation: &str) -> Value {
        let (doctor, north, south) = (&self.doctor.id, &self.north.id, &self.south.id);
        match mutation {
            "setTravelTime" => {
                json!({ "doctorId": doctor, "clinicId": north, "otherClinicId": south, "minutes": 30 })
            }
            "setDoctorClinics" => json!({ "doctorId": doctor, "clinicIds": [north] }),
            "setWeeklyHours" => json!({
                "doctorId": doctor, "clinicId": north,
                "windows": [{ "weekday": "FRIDAY", "start": "10:00", "end": "11:00" }],
            }),
            "setDateHours" => {
                json!({ "doctorId": doctor, "clinicId": north, "date": "2027-03-08", "windows": [] })
            }
            "clearDateHours" => json!({ "doctorId": doctor, "clinicId": north, "date": "2027-03-08" }),
            "addTimeOff" => {
                json!({ "doctorId": doctor, "from": "2027-04-01T00:00:00Z", "until": "2027-04-02T00:00:00Z" })
            }
            "removeTimeOff" => json!({ "timeOffId": self.time_off }),
            other => panic!("{other} has no input"),
        }
    }
}

async fn add_closure(app: &TestApp, clinic: &Clinic) -> String {
    let input = json!({ "clinicId": clinic.id, "from": "2027-06-01" });
    let admin = app.admin().await;
    let closed = admin.mutate("addClosure", "AddClosureInput", "... on Clinic { closures { id } }", input).await;
    closed.expect("Clinic")["closures"][0]["id"].as_str().expect("an id").to_owned()
}

async fn add_time_off(app: &TestApp, doctor: &Doctor) -> String {
    let input = json!({ "doctorId": doctor.id, "from": "2027-06-08T00:00:00Z", "until": "2027-06-09T00:00:00Z" });
    let admin = app.admin().await;
    let away = admin.mutate("addTimeOff", "AddTimeOffInput", "... on Doctor { timeOff { id } }", input).await;
    away.expect("Doctor")["timeOff"][0]["id"].as_str().expect("an id").to_owned()
}

/// Visits of the patient in the statuses that the steps begin with, at a time at which they can be taken.
async fn visits(app: &TestApp, ann: &Person, first: &Slot, south: &Clinic) -> BTreeMap<&'static str, String> {
    let admin = app.admin().await;
    let afternoon = at("2027-03-01T14:00:00Z") - first.starts_at;
    let requested = Slot { clinic: south.id.clone(), ..first.plus_minutes(afternoon.num_minutes()) };
    let mut visits = BTreeMap::new();
    for (step, slot, status) in [
        ("startAppointment", first.plus_minutes(30), "CONFIRMED"),
        ("completeAppointment", first.plus_minutes(40), "CONFIRMED"),
        ("markNoShow", first.plus_minutes(50), "CONFIRMED"),
        ("undoNoShow", first.plus_minutes(60), "CONFIRMED"),
        ("confirmAppointment", requested.clone(), "PENDING"),
        ("declineAppointment", requested.plus_minutes(10), "PENDING"),
    ] {
        let visit = ann.book(&slot).await.expect_booked();
        assert_eq!(visit.status, status);
        visits.insert(step, visit);
    }
    admin.act("checkInAppointment", &visits["startAppointment"]).await.expect_visit("CHECKED_IN");
    admin.act("checkInAppointment", &visits["completeAppointment"]).await.expect_visit("CHECKED_IN");
    app.advance_to(first.plus_minutes(90).starts_at);
    admin.act("startAppointment", &visits["completeAppointment"]).await.expect_visit("IN_PROGRESS");
    admin.act("markNoShow", &visits["undoNoShow"]).await.expect_visit("NO_SHOW");
    visits.into_iter().map(|(step, visit)| (step, visit.id)).collect()
}
