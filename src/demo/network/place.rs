//! The clinics: six cities, six zones, six ways to take bookings.

use crate::domain::access::Principal;
use crate::service::directory::{ClinicFacts, Location, PolicyFacts, create_clinic};
use crate::service::{Outcome, Services};

/// A clinic of the demo network, by its city.
#[derive(Copy, Clone, Debug, PartialEq, Eq, Hash)]
pub enum Place {
    Madrid,
    London,
    NewYork,
    Cairo,
    Kolkata,
    Kathmandu,
}

/// What is known of a clinic.
pub struct ClinicPlan {
    pub place: Place,
    pub name: &'static str,
    pub address: &'static str,
    pub city: &'static str,
    pub country: &'static str,
    pub zone: &'static str,
    pub phone: &'static str,
    pub currency: &'static str,
    pub location: (f64, f64),
    pub auto_confirm: bool,
    /// Minutes of notice, days of horizon, minutes of cancellation notice, minutes of grace.
    pub policy: [i32; 4],
}

pub const CLINICS: [ClinicPlan; 6] = [
    ClinicPlan {
        place: Place::Madrid,
        name: "Clínica Retiro",
        address: "Calle de Ibiza 27, 28009 Madrid",
        city: "Madrid",
        country: "Spain",
        zone: "Europe/Madrid",
        phone: "+34 910 555 027",
        currency: "EUR",
        location: (40.4185, -3.6768),
        auto_confirm: true,
        policy: [2 * 60, 60, 60, 15],
    },
    ClinicPlan {
        place: Place::London,
        name: "Marylebone Medical Centre",
        address: "88 Wimpole Street, London W1G 9RT",
        city: "London",
        country: "United Kingdom",
        zone: "Europe/London",
        phone: "+44 20 7946 0188",
        currency: "GBP",
        location: (51.5194, -0.1486),
        auto_confirm: false,
        policy: [4 * 60, 90, 48 * 60, 10],
    },
    ClinicPlan {
        place: Place::NewYork,
        name: "Hudson Street Health",
        address: "410 Hudson Street, New York, NY 10014",
        city: "New York",
        country: "United States",
        zone: "America/New_York",
        phone: "+1 212 555 0141",
        currency: "USD",
        location: (40.7306, -74.0066),
        auto_confirm: true,
        policy: [60, 120, 30, 15],
    },
    ClinicPlan {
        place: Place::Cairo,
        name: "Zamalek Family Hospital",
        address: "14 Sharia Hassan Sabry, Zamalek, Cairo",
        city: "Cairo",
        country: "Egypt",
        zone: "Africa/Cairo",
        phone: "+20 2 2735 5514",
        currency: "EGP",
        location: (30.0609, 31.2197),
        auto_confirm: true,
        policy: [45, 30, 15, 30],
    },
    ClinicPlan {
        place: Place::Kolkata,
        name: "Ballygunge Specialists",
        address: "51 Gariahat Road, Ballygunge, Kolkata 700019",
        city: "Kolkata",
        country: "India",
        zone: "Asia/Kolkata",
        phone: "+91 33 2461 5551",
        currency: "INR",
        location: (22.5266, 88.3659),
        auto_confirm: false,
        policy: [2 * 60, 45, 6 * 60, 20],
    },
    ClinicPlan {
        place: Place::Kathmandu,
        name: "Lazimpat Health Home",
        address: "Lazimpat Marg 212, Kathmandu 44600",
        city: "Kathmandu",
        country: "Nepal",
        zone: "Asia/Kathmandu",
        phone: "+977 1 441 5552",
        currency: "NPR",
        location: (27.7215, 85.3206),
        auto_confirm: true,
        policy: [15, 30, 0, 20],
    },
];

impl Place {
    /// What is known of the clinic.
    pub fn plan(self) -> &'static ClinicPlan {
        CLINICS.iter().find(|plan| plan.place == self).expect("every place has a clinic")
    }
}

impl ClinicPlan {
    /// Opens the clinic.
    pub async fn open(&self, services: &Services, admin: &Principal) -> Outcome<entity::id::ClinicId> {
        let [notice, horizon, cancel, grace] = self.policy;
        let (latitude, longitude) = self.location;
        let facts = ClinicFacts {
            name: Some(self.name.to_owned()),
            address: Some(Some(self.address.to_owned())),
            city: Some(self.city.to_owned()),
            country: Some(self.country.to_owned()),
            time_zone: Some(self.zone.to_owned()),
            phone: Some(Some(self.phone.to_owned())),
            location: Some(Some(Location { latitude, longitude })),
            currency: Some(Some(self.currency.to_owned())),
            active: None,
            policy: PolicyFacts {
                auto_confirm: Some(self.auto_confirm),
                minimum_notice_minutes: Some(notice),
                booking_horizon_days: Some(horizon),
                cancel_notice_minutes: Some(cancel),
                no_show_grace_minutes: Some(grace),
            },
        };
        Ok(create_clinic(services, admin, facts).await?.id)
    }
}
