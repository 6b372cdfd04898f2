//! What hangs on a user. `self.viewer.account` is the account whose rights decide: in the answer of a login, the request
//! itself is still nobody's.

use async_graphql::{ComplexObject, Context};

use super::object::{Patient, User};
use crate::domain::account::MOST_PATIENTS;
use crate::graphql::RequestContext;
use crate::graphql::error::ApiResult;
use crate::service::account::patients_of;

#[ComplexObject]
impl User {
    /// The patients for whom the user may act: first the user, then the others as they were added.
    #[graphql(complexity = "MOST_PATIENTS as usize * child_complexity + 1")]
    async fn patients(&self, ctx: &Context<'_>) -> ApiResult<Vec<Patient>> {
        let patients = patients_of(ctx.services(), self.viewer.user.id).await?;
        Ok(patients.into_iter().map(Patient::from).collect())
    }
}
