//! Doctors for tests.

use serde_json::{Map, Value, json};

use super::app::{PASSWORD, TestApp};
use super::caller::Caller;
use super::clinic::Clinic;
use super::outcome::Outcome;

/// A doctor who exists.
#[derive(Clone)]
pub struct Doctor {
    pub id: String,
    pub email: String,
    /// Where they practise, in the order given.
    pub clinics: Vec<Clinic>,
}

/// A doctor to be created.
#[must_use]
pub struct DoctorBuilder<'app> {
    app: &'app TestApp,
    input: Map<String, Value>,
    clinics: Vec<Clinic>,
    /// Hours at a clinic of their own in that zone.
    own: Option<(String, String)>,
    hours: Vec<(Clinic, String)>,
}

impl<'app> DoctorBuilder<'app> {
    pub fn new(app: &'app TestApp) -> Self {
        let number = app.next();
        let doctor = Self { app, input: Map::new(), clinics: Vec::new(), own: None, hours: Vec::new() };
        doctor
            .set("name", json!(format!("Doctor {number}")))
            .set("email", json!(format!("doctor{number}@example.org")))
            .set("licenseNumber", json!(format!("LIC-{number}")))
            .set("specialty", json!("General practice"))
    }

    /// Sets a field of `CreateDoctorInput`.
    pub fn set(mut self, field: &str, value: Value) -> Self {
        self.input.insert(field.to_owned(), value);
        self
    }

    pub fn name(self, name: &str) -> Self {
        self.set("name", json!(name))
    }

    pub fn specialty(self, name: &str) -> Self {
        self.set("specialty", json!(name))
    }

    /// In minor units of the euro.
    pub fn fee(self, amount: i32) -> Self {
        self.set("consultationFee", json!({ "amount": amount, "currency": "EUR" }))
    }

    pub fn daily_limit(self, visits: i32) -> Self {
        self.set("maxPatientsPerDay", json!(visits))
    }

    /// With a password, so that they can sign in.
    pub fn login(self) -> Self {
        self.set("password", json!(PASSWORD))
    }

    /// At a clinic of their own in `zone`: `weekly("Mon-Fri 09:00-12:00; Sat 10:00-11:00", "Europe/Madrid")`.
    pub fn weekly(self, hours: &str, zone: &str) -> Self {
        Self { own: Some((hours.to_owned(), zone.to_owned())), ..self }
    }

    /// At a clinic that exists; without hours, if they are empty.
    pub fn at(mut self, clinic: &Clinic, hours: &str) -> Self {
        self.clinics.push(clinic.clone());
        if !hours.is_empty() {
            self.hours.push((clinic.clone(), hours.to_owned()));
        }
        self
    }

    /// Creates them and their hours, as an administrator.
    pub async fn create(mut self) -> Doctor {
        if let Some((hours, zone)) = self.own.take() {
            let clinic = self.app.clinic().zone(&zone).create().await;
            self = self.at(&clinic, &hours);
        }
        let ids: Vec<_> = self.clinics.iter().map(|clinic| clinic.id.as_str()).collect();
        let clinic_ids = json!(ids);
        let app = self.app;
        let hours = std::mem::take(&mut self.hours);
        let clinics = std::mem::take(&mut self.clinics);
        let input = Value::Object(self.set("clinicIds", clinic_ids).input);
        let email = input["email"].as_str().unwrap_or_default().to_owned();
        let admin = app.admin().await;
        let created = admin.mutate("createDoctor", "CreateDoctorInput", "... on Doctor { id }", input).await;
        let id = created.expect("Doctor")["id"].as_str().expect("a doctor has an id").to_owned();
        let doctor = Doctor { id, email, clinics };
        for (clinic, hours) in hours {
            set_weekly_hours(admin, &doctor, &clinic, &hours).await.expect("Doctor");
        }
        doctor
    }
}

/// Replaces the weekly hours at one clinic.
pub async fn set_weekly_hours(admin: &Caller, doctor: &Doctor, clinic: &Clinic, hours: &str) -> Outcome {
    let input = json!({ "doctorId": doctor.id, "clinicId": clinic.id, "windows": windows(hours) });
    admin.mutate("setWeeklyHours", "SetWeeklyHoursInput", "... on Doctor { id }", input).await
}

const DAYS: [(&str, &str); 7] = [
    ("Mon", "MONDAY"),
    ("Tue", "TUESDAY"),
    ("Wed", "WEDNESDAY"),
    ("Thu", "THURSDAY"),
    ("Fri", "FRIDAY"),
    ("Sat", "SATURDAY"),
    ("Sun", "SUNDAY"),
];

/// `Mon-Fri 09:00-12:00; Sat 10:00-11:00` as windows.
fn windows(hours: &str) -> Vec<Value> {
    let rule = |rule: &str| {
        let (days, times) = rule.trim().split_once(' ').expect("days and times");
        let (first, last) = days.split_once('-').unwrap_or((days, days));
        let (start, end) = times.split_once('-').expect("a start and an end");
        let (start, end) = (start.to_owned(), end.to_owned());
        DAYS[day(first)..=day(last)]
            .iter()
            .map(move |(_, weekday)| json!({ "weekday": weekday, "start": start, "end": end }))
    };
    hours.split(';').flat_map(rule).collect()
}

fn day(name: &str) -> usize {
    DAYS.iter().position(|(short, _)| *short == name).expect("a day such as Mon")
}

impl Doctor {
    /// Where they practise first.
    pub fn clinic(&self) -> &Clinic {
        &self.clinics[0]
    }

    /// Signs in; made with [`DoctorBuilder::login`].
    pub async fn sign_in(&self, app: &TestApp) -> Caller {
        app.sign_in(&self.email).await
    }
}
