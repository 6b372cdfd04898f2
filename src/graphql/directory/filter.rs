//! What clinics and doctors are searched by.

use async_graphql::{ID, InputObject};
use entity::id::{ClinicId, SpecialtyId};

use super::VisitMode;
use crate::graphql::error::ApiError;
use crate::graphql::id::PublicId;
use crate::graphql::scalar::DateTime;
use crate::service::directory::{ClinicSearch, DoctorSearch};

/// What clinics are searched by; everything given must hold.
#[derive(InputObject, Default)]
pub struct ClinicFilter {
    /// Case-insensitive name of a city.
    pub city: Option<String>,
    /// Words of the name, address or city; every one must occur.
    pub text: Option<String>,
}

/// What doctors are searched by; everything given must hold.
#[derive(InputObject, Default)]
pub struct DoctorFilter {
    /// The field of medicine.
    pub specialty_id: Option<ID>,
    /// Case-insensitive name of a specialty.
    pub specialty: Option<String>,
    /// Case-insensitive name of a city where the doctor practises.
    pub city: Option<String>,
    /// A clinic where the doctor practises.
    pub clinic_id: Option<ID>,
    /// Every word must occur in the name or the bio, in any case of letters; parts of words count.
    pub text: Option<String>,
    /// A language that the doctor speaks, in any case.
    pub language: Option<String>,
    /// The highest consultation fee, in minor units; doctors who state none are left out.
    pub max_fee: Option<i32>,
    /// How the doctor sees patients.
    pub mode: Option<VisitMode>,
    /// Only doctors with a free slot in this period: from here (now, if only the end is given).
    pub free_from: Option<DateTime>,
    /// The end of the period: at most 31 days after its start, a week after it if only the start is given.
    pub free_until: Option<DateTime>,
}

impl From<ClinicFilter> for ClinicSearch {
    fn from(filter: ClinicFilter) -> Self {
        Self { city: filter.city, text: filter.text }
    }
}

impl TryFrom<DoctorFilter> for DoctorSearch {
    type Error = ApiError;

    fn try_from(filter: DoctorFilter) -> Result<Self, ApiError> {
        Ok(Self {
            specialty_id: SpecialtyId::parse_optional(filter.specialty_id.as_ref())?,
            specialty: filter.specialty,
            city: filter.city,
            clinic: ClinicId::parse_optional(filter.clinic_id.as_ref())?,
            text: filter.text,
            language: filter.language,
            max_fee: filter.max_fee.map(Into::into),
            mode: filter.mode.map(Into::into),
            free_from: filter.free_from.map(|instant| instant.0),
            free_until: filter.free_until.map(|instant| instant.0),
        })
    }
}
