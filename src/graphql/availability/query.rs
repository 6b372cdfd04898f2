//! `slots`: free slots of all matching doctors.

use async_graphql::{Context, ID, InputObject, Object};
use entity::id::{ClinicId, DoctorId, ServiceId, SpecialtyId};

use super::object::{Slot, SlotConnection};
use crate::domain::text::optional_line;
use crate::graphql::RequestContext;
use crate::graphql::connection::{PageArguments, page_cost};
use crate::graphql::directory::VisitMode;
use crate::graphql::error::ApiResult;
use crate::graphql::id::PublicId;
use crate::graphql::scalar::DateTime;
use crate::service::Error;
use crate::service::availability::{SlotKey, SlotSearch, slots};

/// What working out the free times of all matching doctors costs, however few of them are answered.
pub const ALL_FREE_TIMES: usize = 300;
/// Longest name to search by, in characters.
const LONGEST_NAME: usize = 200;

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
    #[graphql(default_with = "Some(false)")]
    one_per_doctor: Option<bool>,
}

impl SlotFilter {
    fn search(self) -> ApiResult<SlotSearch> {
        Ok(SlotSearch {
            doctor: DoctorId::parse_optional(self.doctor_id.as_ref())?,
            clinic: ClinicId::parse_optional(self.clinic_id.as_ref())?,
            specialty: SpecialtyId::parse_optional(self.specialty_id.as_ref())?,
            specialty_name: name("specialty", self.specialty.as_deref())?,
            city: name("city", self.city.as_deref())?,
            service: ServiceId::parse_optional(self.service_id.as_ref())?,
            mode: self.mode.map(Into::into),
            from: self.from.map(|from| from.0),
            until: self.until.map(|until| until.0),
            one_per_doctor: self.one_per_doctor.unwrap_or_default(),
        })
    }
}

/// A name to search by; a blank one is none.
fn name(field: &str, value: Option<&str>) -> ApiResult<Option<String>> {
    let name = optional_line(field, value, LONGEST_NAME);
    Ok(name.map_err(|invalid| Error::BadRequest(invalid.within("filter")))?)
}

/// Queries for free slots.
#[derive(Default)]
pub struct AvailabilityQuery;

#[Object]
impl AvailabilityQuery {
    /// Free slots of all matching doctors, earliest first.
    #[graphql(complexity = "ALL_FREE_TIMES + page_cost(first, None) * child_complexity")]
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
