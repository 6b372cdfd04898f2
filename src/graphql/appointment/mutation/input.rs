//! What clients send, and how it becomes a command.

use async_graphql::{ID, InputObject};
use entity::id::{AppointmentId, ClinicId, DoctorId, PatientId, ServiceId};

use crate::domain::refusal::Invalid;
use crate::domain::text;
use crate::graphql::appointment::enums::OverridableRule;
use crate::graphql::directory::VisitMode;
use crate::graphql::error::ApiResult;
use crate::graphql::id::PublicId;
use crate::graphql::scalar::{self, Date, DateTime};
use crate::service::appointment::{Book, Cancel, Guest, Hold, Patient, Reschedule, StaffOverride, Target};

/// Longest reason or description of symptoms, in characters.
const LONGEST_TEXT: usize = 4_000;

/// Somebody who books without an account.
#[derive(InputObject)]
pub struct GuestInput {
    /// The patient's full name.
    name: String,
    /// Where messages about the visit go.
    email: scalar::EmailAddress,
    /// E.164, for example +34600123456.
    phone: Option<String>,
    /// The patient's date of birth.
    birth_date: Option<Date>,
}

impl From<GuestInput> for Guest {
    fn from(input: GuestInput) -> Self {
        Self {
            name: input.name,
            email: input.email.0,
            phone: input.phone,
            birth_date: input.birth_date.map(|date| date.0),
        }
    }
}

/// A time to be held.
#[derive(InputObject)]
pub struct HoldSlotInput {
    /// Whose time.
    doctor_id: ID,
    /// Where.
    clinic_id: ID,
    /// When the visit begins, as a slot said.
    starts_at: DateTime,
    /// For what; the doctor's shortest consultation if not given.
    service_id: Option<ID>,
    /// Makes repeating the request safe: the same key and input give the same hold.
    idempotency_key: Option<String>,
}

impl HoldSlotInput {
    pub fn command(self) -> ApiResult<Hold> {
        Ok(Hold {
            doctor: DoctorId::parse(&self.doctor_id)?,
            clinic: ClinicId::parse(&self.clinic_id)?,
            starts_at: self.starts_at.0,
            service: ServiceId::parse_optional(self.service_id.as_ref())?,
            idempotency_key: self.idempotency_key,
        })
    }
}

/// Rules that staff set aside for one visit. It is recorded on the visit.
#[derive(InputObject)]
pub struct StaffOverrideInput {
    /// Which rules.
    rules: Vec<OverridableRule>,
    /// Why; at most 500 characters.
    reason: String,
}

impl StaffOverrideInput {
    fn command(self) -> Result<StaffOverride, Invalid> {
        if self.rules.is_empty() {
            return Err(Invalid::new("override.rules", "Name the rules to set aside, or leave the override out."));
        }
        let reason = text::paragraph("override.reason", &self.reason, 500)?;
        Ok(StaffOverride { rules: self.rules.into_iter().map(Into::into).collect(), reason })
    }
}

/// Either patientId (signed in) or guest; either a hold or doctor, clinic and time.
#[derive(InputObject)]
pub struct BookAppointmentInput {
    /// A hold of the caller.
    hold_id: Option<ID>,
    /// Whose time, without a hold.
    doctor_id: Option<ID>,
    /// Where, without a hold.
    clinic_id: Option<ID>,
    /// When the visit begins, without a hold.
    starts_at: Option<DateTime>,
    /// For what, without a hold; the doctor's shortest consultation if not given.
    service_id: Option<ID>,
    /// In person or by video.
    #[graphql(default_with = "Some(VisitMode::InPerson)")]
    mode: Option<VisitMode>,
    /// Who is treated: a patient that the signed-in user acts for.
    patient_id: Option<ID>,
    /// Who is treated: somebody without an account.
    guest: Option<GuestInput>,
    /// Why the patient comes; at most 4,000 characters.
    reason: Option<String>,
    /// What the patient feels; at most 4,000 characters.
    symptoms: Option<String>,
    /// For staff: rules to set aside, and why.
    #[graphql(name = "override")]
    staff_override: Option<StaffOverrideInput>,
    /// Makes repeating the request safe: the same key and input give the same visit.
    idempotency_key: Option<String>,
}

impl BookAppointmentInput {
    /// The command, or what cannot be used: malformed ids are errors, everything else a person can mend.
    pub fn command(self) -> ApiResult<Result<Book, Invalid>> {
        let target = self.target()?;
        let profile = PatientId::parse_optional(self.patient_id.as_ref())?;
        Ok(self.complete(target, profile))
    }

    fn target(&self) -> ApiResult<Result<Target, Invalid>> {
        let hold = AppointmentId::parse_optional(self.hold_id.as_ref())?;
        let doctor = DoctorId::parse_optional(self.doctor_id.as_ref())?;
        let clinic = ClinicId::parse_optional(self.clinic_id.as_ref())?;
        let service = ServiceId::parse_optional(self.service_id.as_ref())?;
        let time = (doctor, clinic, self.starts_at);
        Ok(match (hold, time) {
            (Some(hold), (None, None, None)) if service.is_none() => Ok(Target::Hold(hold)),
            (Some(_), _) => {
                Err(Invalid::new("holdId", "Send the hold alone; it knows doctor, clinic, service and time."))
            }
            (None, (Some(doctor), Some(clinic), Some(starts_at))) => {
                Ok(Target::Time { doctor, clinic, starts_at: starts_at.0, service })
            }
            (None, (None, ..)) => Err(Invalid::new("doctorId", "Send holdId, or doctorId, clinicId and startsAt.")),
            (None, (_, None, _)) => Err(Invalid::new("clinicId", "Send clinicId together with doctorId and startsAt.")),
            (None, (.., None)) => Err(Invalid::new("startsAt", "Send startsAt together with doctorId and clinicId.")),
        })
    }

    fn complete(self, target: Result<Target, Invalid>, profile: Option<PatientId>) -> Result<Book, Invalid> {
        let patient = match (profile, self.guest) {
            (Some(profile), None) => Patient::Profile(profile),
            (None, Some(guest)) => Patient::Guest(guest.into()),
            (Some(_), Some(_)) => return Err(Invalid::new("guest", "Send either patientId or guest, not both.")),
            (None, None) => return Err(Invalid::new("patientId", "Say who is treated: send patientId or guest.")),
        };
        Ok(Book {
            target: target?,
            patient,
            mode: self.mode.unwrap_or(VisitMode::InPerson).into(),
            reason: text::optional_paragraph("reason", self.reason.as_deref(), LONGEST_TEXT)?,
            symptoms: text::optional_paragraph("symptoms", self.symptoms.as_deref(), LONGEST_TEXT)?,
            staff_override: self.staff_override.map(StaffOverrideInput::command).transpose()?,
            idempotency_key: self.idempotency_key,
        })
    }
}

/// A new time for a visit.
#[derive(InputObject)]
pub struct RescheduleAppointmentInput {
    /// The visit to move.
    appointment_id: ID,
    /// When it shall begin, as a slot said.
    starts_at: DateTime,
    /// At which clinic of the doctor; the same if not given.
    clinic_id: Option<ID>,
    /// The token that a guest was given when booking.
    manage_token: Option<String>,
    /// Only if the visit is still at this version.
    expected_version: Option<i32>,
    /// For staff: rules to set aside, and why.
    #[graphql(name = "override")]
    staff_override: Option<StaffOverrideInput>,
    /// Makes repeating the request safe: the same key and input give the same answer.
    idempotency_key: Option<String>,
}

impl RescheduleAppointmentInput {
    pub fn command(self) -> ApiResult<Result<Reschedule, Invalid>> {
        let visit = AppointmentId::parse(&self.appointment_id)?;
        let clinic = ClinicId::parse_optional(self.clinic_id.as_ref())?;
        let staff_override = self.staff_override.map(StaffOverrideInput::command).transpose();
        Ok(staff_override.map(|staff_override| Reschedule {
            visit,
            starts_at: self.starts_at.0,
            clinic,
            manage_token: self.manage_token,
            expected_version: self.expected_version,
            staff_override,
            idempotency_key: self.idempotency_key,
        }))
    }
}

/// A visit to be cancelled.
#[derive(InputObject)]
pub struct CancelAppointmentInput {
    /// The visit.
    appointment_id: ID,
    /// Why; at most 500 characters.
    reason: Option<String>,
    /// The token that a guest was given when booking.
    manage_token: Option<String>,
    /// Only if the visit is still at this version.
    expected_version: Option<i32>,
}

impl CancelAppointmentInput {
    pub fn command(self) -> ApiResult<Result<Cancel, Invalid>> {
        let visit = AppointmentId::parse(&self.appointment_id)?;
        let reason = text::optional_paragraph("reason", self.reason.as_deref(), 500);
        Ok(reason.map(|reason| Cancel {
            visit,
            reason,
            manage_token: self.manage_token,
            expected_version: self.expected_version,
        }))
    }
}

/// A visit to take a step with.
#[derive(InputObject)]
pub struct AppointmentActionInput {
    /// The visit.
    pub appointment_id: ID,
    /// Only if the visit is still at this version.
    pub expected_version: Option<i32>,
    /// The token that a guest was given when booking: for checking in.
    pub manage_token: Option<String>,
}
