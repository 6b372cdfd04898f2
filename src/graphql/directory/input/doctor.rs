//! Inputs about doctors.

use async_graphql::{ID, InputObject, MaybeUndefined};
use entity::id::{ClinicId, DoctorId, ServiceId};

use crate::graphql::directory::{MoneyInput, VisitMode};
use crate::graphql::error::ApiError;
use crate::graphql::id::PublicId;
use crate::graphql::scalar::EmailAddress;
use crate::service::directory::{CreateDoctor, DoctorFacts, DoctorLinks, Fee, ServiceFee, SetTravelTime};

/// A new doctor, with an account to sign in with.
#[derive(InputObject)]
pub struct CreateDoctorInput {
    /// The address to sign in with; must not have an account yet.
    pub email: EmailAddress,
    /// 8 to 128 characters that are not easy to guess; without one the doctor cannot sign in with a password. Only
    /// administrators of the network choose one.
    pub password: Option<String>,
    /// First and last name.
    pub name: String,
    /// The field of medicine: found by its name in any case, or made if the caller is an administrator of the network.
    pub specialty: String,
    /// The licence to practise; unique, without case and spaces.
    pub license_number: String,
    /// Academic degree.
    pub degree: Option<String>,
    /// For how many years they have practised.
    pub years_of_experience: Option<i32>,
    /// What the doctor says about themself.
    pub bio: Option<String>,
    /// Languages spoken with patients, in the order to be shown.
    pub languages: Option<Vec<String>>,
    /// What a consultation costs.
    pub consultation_fee: Option<MoneyInput>,
    /// The most visits on one local date, over all clinics.
    pub max_patients_per_day: Option<i32>,
    /// Where the doctor will practise. The caller must be an administrator of all of them.
    pub clinic_ids: Vec<ID>,
    /// Telephone number with its country code, such as +34 600 000 000.
    pub phone: Option<String>,
    /// Where a photo is.
    pub photo_url: Option<String>,
    /// In what ways the doctor sees patients; all if not given.
    pub modes: Option<Vec<VisitMode>>,
    /// The services that the doctor offers; all active ones if not given.
    pub service_ids: Option<Vec<ID>>,
    /// What services cost that do not cost the consultation fee.
    pub fees: Option<Vec<ServiceFeeInput>>,
}

/// What a doctor charges for one service.
#[derive(InputObject)]
pub struct ServiceFeeInput {
    /// For what; the doctor must offer it.
    pub service_id: ID,
    /// How much.
    pub fee: MoneyInput,
}

/// Changes of a doctor; what is left out stays. Doctors change their own bio, photo, phone and languages, administrators
/// of all their clinics everything.
#[derive(InputObject)]
pub struct UpdateDoctorInput {
    /// Which doctor.
    pub doctor_id: ID,
    /// First and last name.
    pub name: Option<String>,
    /// The field of medicine: found by its name in any case, or made if the caller is an administrator of the network.
    pub specialty: Option<String>,
    /// The licence to practise; unique, without case and spaces.
    pub license_number: Option<String>,
    /// Academic degree; null for none.
    pub degree: MaybeUndefined<String>,
    /// For how many years they have practised; null for unknown.
    pub years_of_experience: MaybeUndefined<i32>,
    /// What the doctor says about themself; null for nothing.
    pub bio: MaybeUndefined<String>,
    /// Languages spoken with patients, in the order to be shown; replaces those before.
    pub languages: Option<Vec<String>>,
    /// What a consultation costs; null for nothing stated.
    pub consultation_fee: MaybeUndefined<MoneyInput>,
    /// The most visits on one local date, over all clinics; null for no limit.
    pub max_patients_per_day: MaybeUndefined<i32>,
    /// Telephone number with its country code; null for none.
    pub phone: MaybeUndefined<String>,
    /// Where a photo is; null for none.
    pub photo_url: MaybeUndefined<String>,
    /// In what ways the doctor sees patients; replaces those before.
    pub modes: Option<Vec<VisitMode>>,
    /// The services that the doctor offers; replaces those before.
    pub service_ids: Option<Vec<ID>>,
    /// What services cost that do not cost the consultation fee; replaces those before.
    pub fees: Option<Vec<ServiceFeeInput>>,
    /// Whether the doctor takes bookings and is listed.
    pub active: Option<bool>,
}

/// Where a doctor practises.
#[derive(InputObject)]
pub struct SetDoctorClinicsInput {
    /// Which doctor.
    pub doctor_id: ID,
    /// All the clinics where the doctor practises from now on.
    pub clinic_ids: Vec<ID>,
}

/// How long a doctor takes from one clinic to another, the same in both directions.
#[derive(InputObject)]
pub struct SetTravelTimeInput {
    /// Which doctor.
    pub doctor_id: ID,
    /// One clinic where the doctor practises.
    pub clinic_id: ID,
    /// Another one.
    pub other_clinic_id: ID,
    /// From 0 for none to 1440.
    pub minutes: i32,
}

/// The ids of a list, none of them malformed.
pub fn ids<T: PublicId>(ids: &[ID]) -> Result<Vec<T>, ApiError> {
    ids.iter().map(T::parse).collect()
}

fn optional_ids<T: PublicId>(list: Option<Vec<ID>>) -> Result<Option<Vec<T>>, ApiError> {
    list.map(|list| ids(&list)).transpose()
}

fn fees(inputs: Option<Vec<ServiceFeeInput>>) -> Result<Option<Vec<ServiceFee>>, ApiError> {
    let fee = |input: ServiceFeeInput| {
        Ok(ServiceFee { service: ServiceId::parse(&input.service_id)?, fee: input.fee.into() })
    };
    inputs.map(|inputs| inputs.into_iter().map(fee).collect()).transpose()
}

fn modes(modes: Option<Vec<VisitMode>>) -> Option<Vec<entity::enums::VisitMode>> {
    modes.map(|modes| modes.into_iter().map(Into::into).collect())
}

impl TryFrom<CreateDoctorInput> for CreateDoctor {
    type Error = ApiError;

    fn try_from(input: CreateDoctorInput) -> Result<Self, ApiError> {
        Ok(Self {
            email: input.email.0,
            password: input.password,
            facts: DoctorFacts {
                name: Some(input.name),
                specialty: Some(input.specialty),
                license_number: Some(input.license_number),
                degree: Some(input.degree),
                years_of_experience: Some(input.years_of_experience),
                bio: Some(input.bio),
                consultation_fee: Some(input.consultation_fee.map(Fee::from)),
                max_patients_per_day: Some(input.max_patients_per_day),
                phone: Some(input.phone),
                photo_url: Some(input.photo_url),
                modes: modes(input.modes),
                active: None,
            },
            links: DoctorLinks {
                languages: input.languages,
                services: optional_ids(input.service_ids)?,
                fees: fees(input.fees)?,
            },
            clinics: ids(&input.clinic_ids)?,
        })
    }
}

impl UpdateDoctorInput {
    /// Which doctor, and what changes.
    pub fn parts(self) -> Result<(DoctorId, DoctorFacts, DoctorLinks), ApiError> {
        let facts = DoctorFacts {
            name: self.name,
            specialty: self.specialty,
            license_number: self.license_number,
            degree: self.degree.into(),
            years_of_experience: self.years_of_experience.into(),
            bio: self.bio.into(),
            consultation_fee: self.consultation_fee.map_value(Fee::from).into(),
            max_patients_per_day: self.max_patients_per_day.into(),
            phone: self.phone.into(),
            photo_url: self.photo_url.into(),
            modes: modes(self.modes),
            active: self.active,
        };
        let links = DoctorLinks {
            languages: self.languages,
            services: optional_ids(self.service_ids)?,
            fees: fees(self.fees)?,
        };
        Ok((DoctorId::parse(&self.doctor_id)?, facts, links))
    }
}

impl TryFrom<SetTravelTimeInput> for SetTravelTime {
    type Error = ApiError;

    fn try_from(input: SetTravelTimeInput) -> Result<Self, ApiError> {
        Ok(Self {
            doctor: DoctorId::parse(&input.doctor_id)?,
            clinic: ClinicId::parse(&input.clinic_id)?,
            other_clinic: ClinicId::parse(&input.other_clinic_id)?,
            minutes: input.minutes,
        })
    }
}
