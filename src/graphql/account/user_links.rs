//! What hangs on a user. `self.viewer.account` is the account whose rights decide: in the answer of a login, the request
//! itself is still nobody's.

use async_graphql::{ComplexObject, Context};

use super::object::{Patient, User};
use crate::domain::account::MOST_PATIENTS;
use crate::graphql::appointment::{AppointmentConnection, viewer_appointments};
use crate::graphql::connection::{PageArguments, page_cost};
use crate::graphql::directory::Doctor;
use crate::graphql::error::ApiResult;
use crate::graphql::{Loaders, RequestContext};
use crate::service::account::patients_of;

#[ComplexObject]
impl User {
    /// The patients for whom the user may act: first the user, then the others as they were added.
    #[graphql(complexity = "MOST_PATIENTS as usize * child_complexity + 1")]
    async fn patients(&self, ctx: &Context<'_>) -> ApiResult<Vec<Patient>> {
        let patients = patients_of(ctx.services(), self.viewer.user.id).await?;
        Ok(patients.into_iter().map(Patient::from).collect())
    }

    /// The doctor that the user is; null for everybody else.
    async fn doctor(&self, ctx: &Context<'_>) -> ApiResult<Option<Doctor>> {
        let Some(doctor) = self.viewer.account.doctor else { return Ok(None) };
        Ok(ctx.data_unchecked::<Loaders>().get(doctor).await?.map(Doctor::new))
    }

    /// The visits and holds of all the user's patients, newest start first.
    #[graphql(complexity = "page_cost(first, last) * child_complexity + 1")]
    async fn appointments(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "How many from the start, at most 100.")] first: Option<i32>,
        #[graphql(desc = "Continue after this cursor.")] after: Option<String>,
        #[graphql(desc = "How many from the end, at most 100.")] last: Option<i32>,
        #[graphql(desc = "Continue before this cursor.")] before: Option<String>,
    ) -> ApiResult<AppointmentConnection> {
        let page = PageArguments { first, after, last, before };
        viewer_appointments(ctx, self.viewer.user.id, page).await
    }
}
