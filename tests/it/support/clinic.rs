//! Clinics for tests.

use serde_json::{Map, Value, json};

use super::app::TestApp;

/// A clinic that exists.
#[derive(Clone, Debug)]
pub struct Clinic {
    pub id: String,
}

/// A clinic to be created.
#[must_use]
pub struct ClinicBuilder<'app> {
    app: &'app TestApp,
    name: String,
    city: String,
    zone: String,
    policy: Map<String, Value>,
}

impl<'app> ClinicBuilder<'app> {
    pub fn new(app: &'app TestApp) -> Self {
        Self {
            app,
            name: format!("Clinic {}", app.next()),
            city: "Madrid".to_owned(),
            zone: "Europe/Madrid".to_owned(),
            policy: Map::new(),
        }
    }

    pub fn name(self, name: &str) -> Self {
        Self { name: name.to_owned(), ..self }
    }

    pub fn city(self, city: &str) -> Self {
        Self { city: city.to_owned(), ..self }
    }

    pub fn zone(self, zone: &str) -> Self {
        Self { zone: zone.to_owned(), ..self }
    }

    pub fn auto_confirm(self, on: bool) -> Self {
        self.policy("autoConfirm", json!(on))
    }

    pub fn minimum_notice(self, minutes: i32) -> Self {
        self.policy("minimumNoticeMinutes", json!(minutes))
    }

    pub fn horizon(self, days: i32) -> Self {
        self.policy("bookingHorizonDays", json!(days))
    }

    pub fn cancel_notice(self, minutes: i32) -> Self {
        self.policy("cancelNoticeMinutes", json!(minutes))
    }

    fn policy(mut self, name: &str, value: Value) -> Self {
        self.policy.insert(name.to_owned(), value);
        self
    }

    /// Creates it, as an administrator.
    pub async fn create(self) -> Clinic {
        let input = json!({
            "name": self.name, "city": self.city, "country": "Spain", "timeZone": self.zone,
            "policy": self.policy,
        });
        let admin = self.app.admin().await;
        let created = admin.mutate("createClinic", "CreateClinicInput", "... on Clinic { id name }", input).await;
        let clinic = created.expect("Clinic");
        Clinic { id: clinic["id"].as_str().expect("a clinic has an id").to_owned() }
    }
}
