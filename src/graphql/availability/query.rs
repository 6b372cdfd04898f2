//! `slots`: free slots of all matching doctors.

use async_graphql::{Context, ID, InputObject, Object};
use entity::id::{ClinicId, DoctorId, ServiceId, SpecialtyId};

use super::object::{Slot, SlotConnection};
use crate::graphql::RequestContext;
use crate::graphql::connection::{PageArguments, page_cost};
use crate::graphql::directory::VisitMode;
use crate::graphql::error::ApiResult;
use crate::graphql::id::PublicId;
use crate::graphql::scalar::DateTime;
use crate::service::availability::{SlotKey, SlotSearch, slots};

/// Whose free slots, and when.
#[derive(InputObject)]
pub struct SlotFilter {
    /// Only of this doctor.
    doctor_id: Option<ID>,
    /// Only at this clinic.
    clinic_id: Option<ID>,
    /// Only of doctors of this specialty.
    specialty_id: Option<ID>,
    /// Case-insensitive name of a specialty.
    specialty: Option<String>,
    /// Only at clinics of this city, in any case of letters.
    city: Option<String>,
    /// Long enough for this service, of doctors who offer it; the doctor's shortest consultation if not given.
    service_id: Option<ID>,
    /// Only of doctors who meet patients this way.
    mode: Option<VisitMode>,
    /// Slots that start then or later; now if not given.
    from: Option<DateTime>,
    /// Slots that start before; 7 days after from if not given. At most 31 days after from.
    until: Option<DateTime>,
    /// Only the earliest slot of each doctor.
    #[graphql(default = false)]
    one_per_doctor: bool,
}

impl SlotFilter {
    fn search(self) -> ApiResult<SlotSearch> {
        Ok(SlotSearch {
            doctor: DoctorId::parse_optional(self.doctor_id.as_ref())?,
            clinic: ClinicId::parse_optional(self.clinic_id.as_ref())?,
            specialty: SpecialtyId::parse_optional(self.specialty_id.as_ref())?,
            specialty_name: self.specialty,
            city: self.city,
            service: ServiceId::parse_optional(self.service_id.as_ref())?,
            mode: self.mode.map(Into::into),
            from: self.from.map(|from| from.0),
            until: self.until.map(|until| until.0),
            one_per_doctor: self.one_per_doctor,
        })
    }
}

/// Queries for free slots.
#[derive(Default)]
pub struct AvailabilityQuery;

#[Object]
impl AvailabilityQuery {
    /// Free slots of all matching doctors, earliest first.
    #[graphql(complexity = "page_cost(first, None) * child_complexity + 1")]
    async fn slots(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Whose slots, and when.")] filter: SlotFilter,
        #[graphql(desc = "How many, at most 100; 20 if not given.")] first: Option<i32>,
        #[graphql(desc = "Continue after this cursor.")] after: Option<String>,
    ) -> ApiResult<SlotConnection> {
        let page = PageArguments { first, after, ..PageArguments::default() }.read()?;
        let found = slots(ctx.services(), &filter.search()?, &page).await?;
        Ok(SlotConnection::new(found, SlotKey::of, Slot::from))
    }
}
