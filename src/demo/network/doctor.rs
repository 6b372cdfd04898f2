//! A doctor of the demo network.

use entity::enums::VisitMode;

use super::offer::Offer;
use super::place::Place;
use super::{cairo, kathmandu, kolkata, london, madrid, new_york};

/// What is known of a doctor.
pub struct DoctorPlan {
    /// The part of the e-mail address before the `@`.
    pub handle: &'static str,
    pub name: &'static str,
    pub degree: &'static str,
    pub specialty: &'static str,
    pub licence: &'static str,
    pub years: i32,
    /// For a consultation, in minor units of the first clinic's currency.
    pub fee: i64,
    pub languages: &'static [&'static str],
    pub bio: &'static str,
    /// The most visits of a day.
    pub limit: Option<i32>,
    pub modes: &'static [VisitMode],
    pub offers: &'static [Offer],
    /// Where, and the weekly hours there.
    pub hours: &'static [(Place, &'static str)],
    /// How patients rate, from worst to best as likely as they are listed.
    pub ratings: &'static [i32],
}

pub const BOTH: &[VisitMode] = &[VisitMode::InPerson, VisitMode::Video];
pub const IN_PERSON: &[VisitMode] = &[VisitMode::InPerson];
pub const VIDEO: &[VisitMode] = &[VisitMode::Video];

/// Everybody, clinic by clinic.
pub fn doctors() -> impl Iterator<Item = &'static DoctorPlan> {
    [madrid::DOCTORS, london::DOCTORS, new_york::DOCTORS, cairo::DOCTORS, kolkata::DOCTORS, kathmandu::DOCTORS]
        .into_iter()
        .flatten()
}

impl DoctorPlan {
    /// The clinic where they mostly are.
    pub fn home(&self) -> Place {
        self.hours.first().expect("every doctor practises somewhere").0
    }
}
