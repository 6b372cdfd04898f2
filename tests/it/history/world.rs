//! What the clients fight for: a few doctors with a few slots on one day.

use chrono::{DateTime, Duration, Utc};
use serde_json::json;

use super::record::Time;
use crate::support::{Caller, Clinic, Doctor, Person, set_weekly_hours, text};

/// Minutes of the day at which the doctors begin and end. Their clinic is at a place whose clocks show UTC.
const HOURS: (i64, i64) = (9 * 60, 10 * 60 + 30);
const DAY: i64 = 24 * 60;

/// A world that nobody has booked in.
pub struct World {
    pub clinic: String,
    pub doctors: Vec<String>,
    pub patients: Vec<Person>,
    /// Who may read everything.
    pub admin: Caller,
    /// When the doctors begin on the day that all fight for, in minutes since 1970.
    pub begins: i64,
    pub ends: i64,
}

impl World {
    /// Made through the public API by an administrator. `now` is what the server takes for now.
    pub async fn make(admin: Caller, now: DateTime<Utc>, doctors: usize, patients: usize) -> Self {
        let input = json!({
            "name": "The clinic", "city": "Abidjan", "country": "Ivory Coast", "timeZone": "Africa/Abidjan",
        });
        let created = admin.mutate("createClinic", "CreateClinicInput", "... on Clinic { id }", input).await;
        let clinic = Clinic { id: created.expect("Clinic")["id"].as_str().expect("an id").to_owned() };
        let mut ids = Vec::new();
        for number in 0..doctors {
            let input = json!({
                "name": format!("Doctor {number}"), "email": format!("doctor{number}@example.org"),
                "licenseNumber": format!("LIC-{number}"), "specialty": "General practice", "clinicIds": [clinic.id],
            });
            let created = admin.mutate("createDoctor", "CreateDoctorInput", "... on Doctor { id }", input).await;
            let id = created.expect("Doctor")["id"].as_str().expect("an id").to_owned();
            let doctor = Doctor { id, email: String::new(), clinics: vec![clinic.clone()] };
            let time = |minutes: i64| format!("{:02}:{:02}", minutes / 60, minutes % 60);
            let hours = format!("Mon-Sun {}-{}", time(HOURS.0), time(HOURS.1));
            set_weekly_hours(&admin, &doctor, &clinic, &hours).await.expect("Doctor");
            ids.push(doctor.id);
        }
        let mut people = Vec::new();
        for number in 0..patients {
            let number = u32::try_from(number).expect("a few");
            let visitor = Caller { token: None, ..admin.clone() };
            people.push(Person::register(visitor, "Patient", number).await);
        }
        // Far enough ahead that no hold ends because its visit begins.
        let day = (now + Duration::days(7)).timestamp() / 60 / DAY * DAY;
        let (begins, ends) = (day + HOURS.0, day + HOURS.1);
        Self { clinic: clinic.id, doctors: ids, patients: people, admin, begins, ends }
    }

    /// All of the doctor's day.
    pub fn day(&self, doctor: &str) -> Time {
        Time { doctor: doctor.to_owned(), from: self.begins, until: self.ends }
    }
}

/// Minutes since 1970 as they are sent.
pub fn instant(minutes: i64) -> String {
    text(DateTime::from_timestamp(minutes * 60, 0).expect("a year that exists"))
}

/// Minutes since 1970 of what was received.
pub fn minutes(text: &str) -> Option<i64> {
    Some(DateTime::parse_from_rfc3339(text).ok()?.timestamp() / 60)
}
