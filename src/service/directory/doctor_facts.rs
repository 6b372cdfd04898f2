//! What a doctor is, as somebody typed it, for a new doctor and for changes of one.

use entity::doctor;
use entity::enums::VisitMode;

use super::Change;
use crate::domain::account::{PersonName, PhoneNumber};
use crate::domain::directory::{Money, daily_limit, experience, license_key, modes, photo_url, search_key};
use crate::domain::refusal::Invalid;
use crate::domain::text;

/// Facts of a doctor; what is `None` stays as it is.
#[derive(Clone, Debug, Default)]
pub struct DoctorFacts {
    pub name: Option<String>,
    /// Found by its name in any case, or made by the network's admins.
    pub specialty: Option<String>,
    pub license_number: Option<String>,
    pub degree: Change<String>,
    pub years_of_experience: Change<i32>,
    pub bio: Change<String>,
    pub consultation_fee: Change<Fee>,
    pub max_patients_per_day: Change<i32>,
    pub phone: Change<String>,
    pub photo_url: Change<String>,
    pub modes: Option<Vec<VisitMode>>,
    pub active: Option<bool>,
}

/// An amount of money as somebody typed it.
#[derive(Clone, Debug)]
pub struct Fee {
    /// Minor units.
    pub amount: i64,
    /// ISO 4217.
    pub currency: String,
}

impl Fee {
    pub(super) fn checked(&self, field: &str) -> Result<Money, Invalid> {
        Money::fee(field, self.amount, &self.currency)
    }
}

impl DoctorFacts {
    /// Whether there is any fact that only an administrator may change.
    pub(super) fn needs_admin(&self) -> bool {
        self.name.is_some()
            || self.specialty.is_some()
            || self.license_number.is_some()
            || self.degree.is_some()
            || self.years_of_experience.is_some()
            || self.consultation_fee.is_some()
            || self.max_patients_per_day.is_some()
            || self.modes.is_some()
            || self.active.is_some()
    }

    /// The cleaned name of the specialty, if one is given.
    pub(super) fn specialty_name(&self) -> Result<Option<String>, Invalid> {
        self.specialty.as_deref().map(|name| text::line("specialty", name, 80)).transpose()
    }

    /// Writes the facts into `doctor`, unless one of them cannot be. The specialty is for the caller to find.
    pub(super) fn apply(&self, doctor: &mut doctor::Model) -> Result<(), Invalid> {
        if let Some(name) = &self.name {
            doctor.name = PersonName::parse("name", name)?.into();
        }
        if let Some(number) = &self.license_number {
            doctor.license_number = text::line("licenseNumber", number, 60)?;
        }
        if let Some(degree) = &self.degree {
            doctor.degree = text::optional_line("degree", degree.as_deref(), 120)?;
        }
        if let Some(years) = self.years_of_experience {
            doctor.years_of_experience = years.map(|years| experience("yearsOfExperience", years)).transpose()?;
        }
        if let Some(bio) = &self.bio {
            doctor.bio = text::optional_paragraph("bio", bio.as_deref(), 4000)?;
        }
        if let Some(limit) = self.max_patients_per_day {
            doctor.max_patients_per_day = limit.map(|limit| daily_limit("maxPatientsPerDay", limit)).transpose()?;
        }
        if let Some(phone) = &self.phone {
            doctor.phone = PhoneNumber::optional("phone", phone.as_deref())?.map(String::from);
        }
        if let Some(url) = &self.photo_url {
            doctor.photo_url = url.as_deref().map(|url| photo_url("photoUrl", url)).transpose()?;
        }
        if let Some(fee) = &self.consultation_fee {
            let fee = fee.as_ref().map(|fee| fee.checked("consultationFee")).transpose()?;
            doctor.consultation_fee_amount = fee.as_ref().map(|fee| fee.amount);
            doctor.consultation_fee_currency = fee.map(|fee| fee.currency);
        }
        if let Some(offered) = &self.modes {
            (doctor.offers_in_person, doctor.offers_video) = modes("modes", offered)?;
        }
        doctor.active = self.active.unwrap_or(doctor.active);
        doctor.name_key = search_key(&doctor.name);
        doctor.license_key = license_key(&doctor.license_number);
        doctor.search_text = search_key(&[&doctor.name, doctor.bio.as_deref().unwrap_or_default()].join(" "));
        Ok(())
    }
}
