//! Opening and changing clinics.

use async_graphql::{Context, Object};
use entity::id::ClosureId;

use crate::graphql::RequestContext;
use crate::graphql::directory::input::{
    AddClosureInput, CreateClinicInput, CreateRoomInput, RemoveClosureInput, UpdateClinicInput,
};
use crate::graphql::directory::result::{
    AddClosureResult, CreateClinicResult, CreateRoomResult, RemoveClosureResult, UpdateClinicResult,
};
use crate::graphql::error::ApiResult;
use crate::graphql::id::PublicId;
use crate::service::directory;

/// Mutations of clinics.
#[derive(Default)]
pub struct ClinicMutation;

#[Object]
impl ClinicMutation {
    /// Opens a clinic. For administrators of the network.
    async fn create_clinic(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The new clinic.")] input: CreateClinicInput,
    ) -> ApiResult<CreateClinicResult> {
        CreateClinicResult::of(directory::create_clinic(ctx.services(), ctx.principal(), input.into()).await)
    }

    /// Changes a clinic. For its administrators.
    async fn update_clinic(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What changes.")] input: UpdateClinicInput,
    ) -> ApiResult<UpdateClinicResult> {
        let (clinic, facts) = input.parts()?;
        UpdateClinicResult::of(directory::update_clinic(ctx.services(), ctx.principal(), clinic, facts).await)
    }

    /// Closes a clinic on some dates. Visits that exist are left alone. For its administrators.
    async fn add_closure(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which dates.")] input: AddClosureInput,
    ) -> ApiResult<AddClosureResult> {
        AddClosureResult::of(directory::add_closure(ctx.services(), ctx.principal(), input.try_into()?).await)
    }

    /// Takes a closure back. For the clinic's administrators.
    async fn remove_closure(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which closure.")] input: RemoveClosureInput,
    ) -> ApiResult<RemoveClosureResult> {
        let closure = ClosureId::parse(&input.closure_id)?;
        RemoveClosureResult::of(directory::remove_closure(ctx.services(), ctx.principal(), closure).await)
    }

    /// Opens a room. For the clinic's administrators.
    async fn create_room(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The new room.")] input: CreateRoomInput,
    ) -> ApiResult<CreateRoomResult> {
        CreateRoomResult::of(directory::create_room(ctx.services(), ctx.principal(), input.try_into()?).await)
    }
}
