//! A slot as the API shows it.

use async_graphql::{ComplexObject, Context, SimpleObject};
use entity::id::{ClinicId, DoctorId};

use crate::domain::availability;
use crate::domain::time::Zone;
use crate::graphql::connection::connection;
use crate::graphql::directory::{Clinic, Doctor};
use crate::graphql::error::{ApiError, ApiResult};
use crate::graphql::loader::Loaders;
use crate::graphql::scalar::DateTime;
use crate::service::Alternative;
use crate::service::availability::FoundSlot;

/// A bookable time; its identity is (doctor, clinic, startsAt).
#[derive(Clone, SimpleObject)]
#[graphql(complex)]
pub struct Slot {
    #[graphql(skip)]
    pub doctor_id: DoctorId,
    #[graphql(skip)]
    pub clinic_id: ClinicId,
    /// When the visit begins.
    pub starts_at: DateTime,
    /// When the visit ends.
    pub ends_at: DateTime,
}

connection!(SlotConnection, SlotEdge, Slot, "free slot", "free slots");

impl Slot {
    /// A slot of `doctor`.
    pub fn new(doctor: DoctorId, slot: availability::Slot) -> Self {
        Self {
            doctor_id: doctor,
            clinic_id: slot.clinic,
            starts_at: DateTime(slot.starts_at),
            ends_at: DateTime(slot.ends_at),
        }
    }
}

impl From<Alternative> for Slot {
    fn from(alternative: Alternative) -> Self {
        Self::new(alternative.doctor, alternative.slot)
    }
}

impl From<FoundSlot> for Slot {
    fn from(found: FoundSlot) -> Self {
        Self::new(found.doctor, found.slot)
    }
}

#[ComplexObject]
impl Slot {
    /// Whose slot it is.
    async fn doctor(&self, ctx: &Context<'_>) -> ApiResult<Doctor> {
        Ok(Doctor::new(ctx.data_unchecked::<Loaders>().must(self.doctor_id).await?))
    }

    /// Where the visit would be.
    async fn clinic(&self, ctx: &Context<'_>) -> ApiResult<Clinic> {
        Ok(Clinic::new(ctx.data_unchecked::<Loaders>().must(self.clinic_id).await?))
    }

    /// With the clinic's offset, e.g. 2027-11-07T01:30:00-05:00.
    async fn local_start(&self, ctx: &Context<'_>) -> ApiResult<String> {
        local_label(ctx, self.clinic_id, self.starts_at).await
    }
}

/// An instant in the clinic's wall-clock time with its offset.
pub async fn local_label(ctx: &Context<'_>, clinic: ClinicId, instant: DateTime) -> ApiResult<String> {
    let clinic = ctx.data_unchecked::<Loaders>().must(clinic).await?;
    let zone = Zone::parse(&clinic.time_zone).map_err(|error| ApiError::internal(&error))?;
    Ok(zone.label(instant.0))
}
