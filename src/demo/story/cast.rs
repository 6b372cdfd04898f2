//! Everybody and everything that a story needs.

use chrono::{DateTime, NaiveDate, Utc};
use entity::enums::Gender;

use super::visit::Who;
use crate::demo::network::{Network, Place};
use crate::demo::people::{GUESTS, GuestPlan, Patient, Population};
use crate::demo::random::Dice;

/// Who is sixteen sees the doctors of adults.
const GROWN_UP: i32 = 16;

/// The network and its patients at the present.
pub struct Cast<'a> {
    pub network: &'a Network,
    pub population: &'a Population,
    /// Midnight of today: nothing of the story is later.
    pub present: DateTime<Utc>,
}

impl Cast<'_> {
    /// Today.
    pub fn today(&self) -> NaiveDate {
        self.present.date_naive()
    }

    /// Somebody at a place whom a doctor of that specialty would see: mostly a patient with an account.
    pub fn somebody(&self, dice: &Dice, place: Place, specialty: &str) -> Option<Who> {
        let patients = self.population.patients.iter().enumerate();
        let fitting: Vec<usize> = patients
            .filter(|(_, patient)| patient.place == place && self.fits(patient, specialty))
            .map(|(index, _)| index)
            .collect();
        let guests: Vec<&'static GuestPlan> = GUESTS.iter().filter(|guest| guest.place == place).collect();
        if dice.chance(72)
            && let Some(patient) = dice.pick(&fitting)
        {
            return Some(Who::Patient(*patient));
        }
        dice.pick(&guests).map(|guest| Who::Guest(guest))
    }

    fn fits(&self, patient: &Patient, specialty: &str) -> bool {
        let age =
            self.today().years_since(patient.born).and_then(|years| i32::try_from(years).ok()).unwrap_or_default();
        let grown_up = age >= GROWN_UP;
        match specialty {
            "Paediatrics" => !grown_up,
            "General Practice" | "Dermatology" | "Ophthalmology" | "Emergency Medicine" => true,
            "Gynaecology" => grown_up && patient.gender == Gender::Female,
            "Andrology" => grown_up && patient.gender == Gender::Male,
            _ => grown_up,
        }
    }
}
