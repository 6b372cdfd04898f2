//! Taking, moving and giving up time.

use async_graphql::{Context, Object};

use super::input::{BookAppointmentInput, CancelAppointmentInput, HoldSlotInput, RescheduleAppointmentInput};
use crate::graphql::RequestContext;
use crate::graphql::appointment::object::{
    BookAppointmentResult, CancelAppointmentResult, HoldSlotResult, RescheduleAppointmentResult,
};
use crate::graphql::error::ApiResult;
use crate::service::appointment::{book, cancel, hold, reschedule};

/// Mutations that take, move and give up time.
#[derive(Default)]
pub struct BookingMutation;

#[Object]
impl BookingMutation {
    /// Holds a free time for a few minutes while the form is filled in. Anybody may, a few at a time.
    async fn hold_slot(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The time.")] input: HoldSlotInput,
    ) -> ApiResult<HoldSlotResult> {
        HoldSlotResult::of(hold(ctx.services(), ctx.principal(), input.command()?).await)
    }

    /// Books a held or free time for a patient or a guest. Confirmed at once where the clinic does so, else requested.
    async fn book_appointment(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which time, and for whom.")] input: BookAppointmentInput,
    ) -> ApiResult<BookAppointmentResult> {
        BookAppointmentResult::of(match input.command()? {
            Ok(command) => book(ctx.services(), ctx.principal(), command).await,
            Err(invalid) => Err(invalid.into()),
        })
    }

    /// Moves a visit to another free time; until that is certain, it keeps its old one.
    async fn reschedule_appointment(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which visit, and where to.")] input: RescheduleAppointmentInput,
    ) -> ApiResult<RescheduleAppointmentResult> {
        RescheduleAppointmentResult::of(match input.command()? {
            Ok(command) => reschedule(ctx.services(), ctx.principal(), command).await,
            Err(invalid) => Err(invalid.into()),
        })
    }

    /// Cancels a visit, withdraws a request or gives up a hold.
    async fn cancel_appointment(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which visit, and why.")] input: CancelAppointmentInput,
    ) -> ApiResult<CancelAppointmentResult> {
        CancelAppointmentResult::of(match input.command()? {
            Ok(command) => cancel(ctx.services(), ctx.principal(), command).await,
            Err(invalid) => Err(invalid.into()),
        })
    }
}
