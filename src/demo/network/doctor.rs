//! A doctor of the demo network.

use chrono::Weekday;
use entity::enums::{VisitKind, VisitMode};

use super::hours;
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

    /// Where they have hours on a weekday.
    pub fn place_on(&self, weekday: Weekday) -> Option<Place> {
        let found = self.hours.iter().find(|(_, line)| hours::weekly(line).iter().any(|day| day.weekday == weekday));
        found.map(|(place, _)| *place)
    }

    /// How they meet a patient for a service: only what is talk can be done by video.
    pub fn modes(&self, offer: Offer) -> &'static [VisitMode] {
        let is_talk = offer.plan().kind == VisitKind::Consultation && offer != Offer::Vaccination;
        if is_talk { self.modes } else { IN_PERSON }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_consultations_are_by_video() {
        for doctor in doctors() {
            for &offer in doctor.offers {
                let modes = doctor.modes(offer);
                assert!(modes == IN_PERSON || offer.plan().kind == VisitKind::Consultation, "{}", doctor.name);
                assert!(modes.iter().all(|mode| doctor.modes.contains(mode)), "{}: {offer:?}", doctor.name);
            }
        }
    }

    #[test]
    fn the_doctor_of_the_login_flies_to_london_on_fridays_and_has_free_weekends() {
        let elena = doctors().find(|doctor| doctor.handle == "doctor").unwrap();
        assert_eq!(elena.place_on(Weekday::Thu), Some(Place::Madrid));
        assert_eq!(elena.place_on(Weekday::Fri), Some(Place::London));
        assert_eq!(elena.place_on(Weekday::Sat), None);
    }
}
