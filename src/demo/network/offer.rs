//! What can be booked, and the rooms it takes.

use entity::enums::VisitKind;

use super::place::Place;

/// A service of the demo network.
#[derive(Copy, Clone, Debug, PartialEq, Eq, Hash)]
pub enum Offer {
    Consultation,
    FollowUp,
    First,
    Therapy,
    Vaccination,
    Ultrasound,
    Echocardiogram,
    SemenCollection,
    Pathology,
    MinorSurgery,
    Surgery,
}

/// How a service is carried out.
pub struct OfferPlan {
    pub offer: Offer,
    pub name: &'static str,
    pub kind: VisitKind,
    pub minutes: i32,
    /// Minutes before and after it that the doctor needs.
    pub buffers: (i32, i32),
    pub needs_room: bool,
    /// Its fee, in hundredths of the doctor's consultation fee; `None`: that fee itself.
    pub fee_percent: Option<i64>,
    /// Whether every installation has it, by this name.
    pub is_base: bool,
}

impl OfferPlan {
    const fn new(offer: Offer, name: &'static str, kind: VisitKind, minutes: i32) -> Self {
        Self { offer, name, kind, minutes, buffers: (0, 0), needs_room: false, fee_percent: None, is_base: false }
    }

    const fn base(mut self) -> Self {
        self.is_base = true;
        self
    }

    const fn in_a_room(mut self) -> Self {
        self.needs_room = true;
        self
    }

    const fn buffered(mut self, before: i32, after: i32) -> Self {
        self.buffers = (before, after);
        self
    }

    const fn costs(mut self, percent: i64) -> Self {
        self.fee_percent = Some(percent);
        self
    }
}

pub const OFFERS: [OfferPlan; 11] = [
    OfferPlan::new(Offer::Consultation, "Consultation", VisitKind::Consultation, 10).base(),
    OfferPlan::new(Offer::FollowUp, "Extended consultation", VisitKind::Consultation, 20).costs(130),
    OfferPlan::new(Offer::First, "First appointment", VisitKind::Consultation, 30).costs(160),
    OfferPlan::new(Offer::Therapy, "Therapy session", VisitKind::Consultation, 50).buffered(0, 10).costs(180),
    OfferPlan::new(Offer::Vaccination, "Vaccination", VisitKind::Consultation, 10).costs(50),
    OfferPlan::new(Offer::Ultrasound, "Ultrasound", VisitKind::Ultrasound, 20)
        .base()
        .in_a_room()
        .buffered(0, 10)
        .costs(150),
    OfferPlan::new(Offer::Echocardiogram, "Echocardiogram", VisitKind::Ultrasound, 30)
        .in_a_room()
        .buffered(0, 10)
        .costs(220),
    OfferPlan::new(Offer::SemenCollection, "Semen collection", VisitKind::SemenCollection, 20)
        .base()
        .in_a_room()
        .buffered(0, 10)
        .costs(120),
    OfferPlan::new(Offer::Pathology, "Pathology", VisitKind::Pathology, 10).base().costs(60),
    OfferPlan::new(Offer::MinorSurgery, "Minor surgery", VisitKind::Surgery, 30)
        .in_a_room()
        .buffered(10, 10)
        .costs(400),
    OfferPlan::new(Offer::Surgery, "Surgery", VisitKind::Surgery, 120).base().in_a_room().buffered(30, 30).costs(1800),
];

impl Offer {
    /// How the service is carried out.
    pub fn plan(self) -> &'static OfferPlan {
        OFFERS.iter().find(|plan| plan.offer == self).expect("every offer has a plan")
    }
}

/// The rooms: where, what they are called, for which kind of visit, for how many at once.
pub const ROOMS: [(Place, &str, VisitKind, i32); 16] = [
    (Place::Madrid, "Ecografía 1", VisitKind::Ultrasound, 1),
    (Place::Madrid, "Ecografía 2", VisitKind::Ultrasound, 1),
    (Place::Madrid, "Quirófano", VisitKind::Surgery, 1),
    (Place::London, "Imaging suite", VisitKind::Ultrasound, 1),
    (Place::London, "Private rooms, second floor", VisitKind::SemenCollection, 2),
    (Place::London, "Theatre 1", VisitKind::Surgery, 1),
    (Place::NewYork, "Ultrasound A", VisitKind::Ultrasound, 1),
    (Place::NewYork, "Procedure room", VisitKind::Surgery, 1),
    (Place::Cairo, "Sonar room", VisitKind::Ultrasound, 1),
    (Place::Cairo, "Operating theatre 1", VisitKind::Surgery, 1),
    (Place::Cairo, "Operating theatre 2", VisitKind::Surgery, 1),
    (Place::Kolkata, "USG room", VisitKind::Ultrasound, 1),
    (Place::Kolkata, "Collection rooms", VisitKind::SemenCollection, 2),
    (Place::Kolkata, "Minor OT", VisitKind::Surgery, 1),
    (Place::Kathmandu, "Ultrasound room", VisitKind::Ultrasound, 1),
    (Place::Kathmandu, "Procedure room", VisitKind::Surgery, 1),
];
