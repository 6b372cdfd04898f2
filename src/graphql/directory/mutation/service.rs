//! Making and changing services.

use async_graphql::{Context, Object};

use crate::graphql::RequestContext;
use crate::graphql::directory::input::{CreateServiceInput, UpdateServiceInput};
use crate::graphql::directory::result::{CreateServiceResult, UpdateServiceResult};
use crate::graphql::error::ApiResult;
use crate::service::directory;

/// Mutations of services.
#[derive(Default)]
pub struct ServiceMutation;

#[Object]
impl ServiceMutation {
    /// Makes a service. No doctor offers it yet: see `updateDoctor`. For administrators of the network.
    async fn create_service(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The new service.")] input: CreateServiceInput,
    ) -> ApiResult<CreateServiceResult> {
        CreateServiceResult::of(directory::create_service(ctx.services(), ctx.principal(), input.into()).await)
    }

    /// Changes a service. For administrators of the network.
    async fn update_service(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What changes.")] input: UpdateServiceInput,
    ) -> ApiResult<UpdateServiceResult> {
        let (service, facts) = input.parts()?;
        UpdateServiceResult::of(directory::update_service(ctx.services(), ctx.principal(), service, facts).await)
    }
}
