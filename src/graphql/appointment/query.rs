//! Reading visits.

use async_graphql::{Context, ID, Object};
use entity::id::{AppointmentId, DoctorId, UserId};

use super::object::{Appointment, AppointmentConnection};
use crate::graphql::RequestContext;
use crate::graphql::connection::PageArguments;
use crate::graphql::error::ApiResult;
use crate::graphql::id::PublicId;
use crate::graphql::scalar::DateTime;
use crate::service::appointment::{self, VisitKey};

/// Queries for visits.
#[derive(Default)]
pub struct AppointmentQuery;

#[Object]
impl AppointmentQuery {
    /// One visit, for those who may see it; guests prove it with their token.
    async fn appointment(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The visit.")] id: ID,
        #[graphql(desc = "The token that a guest was given when booking.")] manage_token: Option<String>,
    ) -> ApiResult<Option<Appointment>> {
        let id = AppointmentId::parse(&id)?;
        let seen = appointment::find(ctx.services(), ctx.principal(), id, manage_token.as_deref()).await?;
        Ok(seen.map(Appointment))
    }

    /// A doctor's visits in a period of at most 31 days, earliest first: for the doctor, and for admins of the clinics.
    #[graphql(complexity = "100 * child_complexity + 1")]
    async fn agenda(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Whose visits.")] doctor_id: ID,
        #[graphql(desc = "Visits that end after it.")] from: DateTime,
        #[graphql(desc = "Visits that start before it.")] until: DateTime,
    ) -> ApiResult<Vec<Appointment>> {
        let doctor = DoctorId::parse(&doctor_id)?;
        let visits = appointment::agenda(ctx.services(), ctx.principal(), doctor, (from.0, until.0)).await?;
        Ok(visits.into_iter().map(Appointment).collect())
    }
}

/// The visits of all patients that a user acts for.
pub async fn viewer_appointments(
    ctx: &Context<'_>,
    user: UserId,
    page: PageArguments,
) -> ApiResult<AppointmentConnection> {
    let services = ctx.services();
    let visits = appointment::of_viewer(services, user, &page.read()?).await?;
    let total = match ctx.look_ahead().field("totalCount").exists() {
        true => appointment::of_viewer_count(services, user).await?,
        false => 0,
    };
    Ok(AppointmentConnection::new(visits, |seen| VisitKey::of(&seen.visit), Appointment, total))
}
