//! What can be booked, and who offers it.

use entity::enums::VisitKind;
use entity::id::ServiceId;
use entity::{service, specialty};
use uuid::Uuid;

use crate::domain::directory::search_key;

/// The consultation that every installation has (migration m0002).
const CONSULTATION: Uuid = Uuid::from_u128(0x0190_0000_0000_7000_8000_0000_0000_0001);

/// Name, kind, minutes, buffers before and after, whether it needs a room. The first is there already.
const SERVICES: [(&str, VisitKind, i32, i32, i32, bool); 7] = [
    ("Consultation", VisitKind::Consultation, 10, 0, 0, false),
    ("Check-up", VisitKind::Consultation, 20, 0, 0, false),
    ("Long consultation", VisitKind::Consultation, 30, 0, 10, false),
    ("Ultrasound scan", VisitKind::Ultrasound, 30, 5, 5, true),
    ("Blood test", VisitKind::Pathology, 10, 0, 5, true),
    ("Minor surgery", VisitKind::Surgery, 60, 10, 20, true),
    ("Semen analysis", VisitKind::SemenCollection, 20, 0, 10, true),
];

/// Name, category, how many of a hundred doctors, and which of [`SERVICES`] they offer beyond talking.
const SPECIALTIES: [(&str, &str, usize, &[usize]); 24] = [
    ("General practice", "Primary care", 20, &[4]),
    ("Paediatrics", "Primary care", 9, &[]),
    ("Cardiology", "Internal medicine", 8, &[3, 4]),
    ("Dermatology", "Skin", 7, &[5]),
    ("Gynaecology", "Women's health", 7, &[3]),
    ("Obstetrics", "Women's health", 3, &[3]),
    ("Orthopaedics", "Surgery", 6, &[3]),
    ("General surgery", "Surgery", 4, &[5]),
    ("Ophthalmology", "Head", 5, &[5]),
    ("Otorhinolaryngology", "Head", 4, &[]),
    ("Psychiatry", "Mind", 4, &[]),
    ("Psychotherapy", "Mind", 3, &[]),
    ("Neurology", "Head", 3, &[]),
    ("Endocrinology", "Internal medicine", 2, &[3, 4]),
    ("Gastroenterology", "Internal medicine", 2, &[3]),
    ("Pneumology", "Internal medicine", 2, &[4]),
    ("Nephrology", "Internal medicine", 1, &[4]),
    ("Rheumatology", "Internal medicine", 2, &[4]),
    ("Oncology", "Internal medicine", 1, &[4]),
    ("Urology", "Surgery", 2, &[3, 6]),
    ("Andrology", "Men's health", 2, &[6]),
    ("Reproductive medicine", "Women's health", 1, &[3, 6]),
    ("Allergology", "Skin", 1, &[4]),
    ("Radiology", "Diagnostics", 1, &[3]),
];

/// What the network offers.
pub struct Offered {
    pub specialties: Vec<specialty::Model>,
    /// In the order of [`SERVICES`].
    pub services: Vec<service::Model>,
}

impl Offered {
    pub fn new(mut id: impl FnMut() -> Uuid) -> Self {
        let specialty = |name: &str, category: &str, id| specialty::Model {
            id: entity::id::SpecialtyId(id),
            name: name.to_owned(),
            name_key: search_key(name),
            category: Some(category.to_owned()),
        };
        let specialties = SPECIALTIES.iter().map(|(name, category, ..)| specialty(name, category, id())).collect();
        let mut services: Vec<service::Model> = SERVICES.iter().map(|row| service(row, id())).collect();
        services[0].id = ServiceId(CONSULTATION);
        Self { specialties, services }
    }

    /// Those that an empty database lacks.
    pub fn new_services(&self) -> &[service::Model] {
        &self.services[1..]
    }

    /// A specialty for a number from 0 to below 100.
    pub fn specialty_of(percent: usize) -> usize {
        let mut sum = 0;
        let found = SPECIALTIES.iter().position(|(_, _, share, _)| {
            sum += share;
            percent < sum
        });
        found.unwrap_or(0)
    }

    /// The services that doctors of a specialty offer: talking, and what else they do.
    pub fn services_of(specialty: usize) -> impl Iterator<Item = usize> {
        (0..3).chain(SPECIALTIES[specialty].3.iter().copied())
    }
}

fn service(
    (name, kind, duration, before, after, needs_room): &(&str, VisitKind, i32, i32, i32, bool),
    id: Uuid,
) -> service::Model {
    service::Model {
        id: ServiceId(id),
        name: (*name).to_owned(),
        name_key: search_key(name),
        kind: *kind,
        duration_minutes: *duration,
        buffer_before_minutes: *before,
        buffer_after_minutes: *after,
        needs_room: *needs_room,
        active: true,
    }
}
