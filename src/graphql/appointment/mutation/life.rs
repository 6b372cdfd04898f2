//! The steps of a visit's day.

use async_graphql::{Context, Object};
use entity::id::AppointmentId;

use super::input::AppointmentActionInput;
use crate::domain::appointment::Step;
use crate::graphql::RequestContext;
use crate::graphql::appointment::object::AppointmentActionResult;
use crate::graphql::error::ApiResult;
use crate::graphql::id::PublicId;
use crate::service::appointment::{TakeStep, take_step};

/// Mutations that take a step of a visit's day.
#[derive(Default)]
pub struct LifeMutation;

async fn step(ctx: &Context<'_>, step: Step, input: AppointmentActionInput) -> ApiResult<AppointmentActionResult> {
    let command = TakeStep {
        step,
        visit: AppointmentId::parse(&input.appointment_id)?,
        manage_token: input.manage_token,
        expected_version: input.expected_version,
    };
    AppointmentActionResult::of(take_step(ctx.services(), ctx.principal(), command).await)
}

#[Object]
impl LifeMutation {
    /// Confirms a request; its cancellation policy is frozen now. For staff.
    async fn confirm_appointment(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which visit.")] input: AppointmentActionInput,
    ) -> ApiResult<AppointmentActionResult> {
        step(ctx, Step::Confirm, input).await
    }

    /// Refuses a request. For staff.
    async fn decline_appointment(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which visit.")] input: AppointmentActionInput,
    ) -> ApiResult<AppointmentActionResult> {
        step(ctx, Step::Decline, input).await
    }

    /// Notes that the patient has arrived. For staff, and on the day of the visit for the patient.
    async fn check_in_appointment(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which visit.")] input: AppointmentActionInput,
    ) -> ApiResult<AppointmentActionResult> {
        step(ctx, Step::CheckIn, input).await
    }

    /// Begins the visit of a patient who is checked in, or a video visit. For staff.
    async fn start_appointment(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which visit.")] input: AppointmentActionInput,
    ) -> ApiResult<AppointmentActionResult> {
        step(ctx, Step::Start, input).await
    }

    /// Ends a visit that is in progress; the time that is left becomes free. For staff.
    async fn complete_appointment(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which visit.")] input: AppointmentActionInput,
    ) -> ApiResult<AppointmentActionResult> {
        step(ctx, Step::Complete, input).await
    }

    /// Notes that the patient did not come, some minutes after the start (the clinic's grace). For staff.
    async fn mark_no_show(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which visit.")] input: AppointmentActionInput,
    ) -> ApiResult<AppointmentActionResult> {
        step(ctx, Step::MarkNoShow, input).await
    }

    /// Takes a no-show back on the same day, if the time is still free. For staff.
    async fn undo_no_show(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which visit.")] input: AppointmentActionInput,
    ) -> ApiResult<AppointmentActionResult> {
        step(ctx, Step::UndoNoShow, input).await
    }
}
