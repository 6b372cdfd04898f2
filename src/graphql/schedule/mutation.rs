//! Setting hours and time off.

use async_graphql::{Context, Object};
use entity::id::{ClinicId, DoctorId, TimeOffId};

use super::input::{AddTimeOffInput, ClearDateHoursInput, RemoveTimeOffInput, SetDateHoursInput, SetWeeklyHoursInput};
use crate::graphql::RequestContext;
use crate::graphql::directory::Doctor;
use crate::graphql::error::ApiResult;
use crate::graphql::id::PublicId;
use crate::graphql::problem::result_union;
use crate::service::schedule;

result_union!(SetWeeklyHoursResult = Doctor, "The doctor with the new hours, or why they were not set.");
result_union!(SetDateHoursResult = Doctor, "The doctor with the new hours, or why they were not set.");
result_union!(ClearDateHoursResult = Doctor, "The doctor with the weekly hours, or why nothing was changed.");
result_union!(AddTimeOffResult = Doctor, "The doctor with the time off, or why it was not added.");
result_union!(RemoveTimeOffResult = Doctor, "The doctor without the time off, or why it stays.");

/// Mutations of schedules.
#[derive(Default)]
pub struct ScheduleMutation;

#[Object]
impl ScheduleMutation {
    /// Replaces the doctor's weekly hours at one clinic. Visits that exist are left alone. For the doctor and the
    /// clinic's administrators.
    async fn set_weekly_hours(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The hours.")] input: SetWeeklyHoursInput,
    ) -> ApiResult<SetWeeklyHoursResult> {
        let command = input.try_into()?;
        SetWeeklyHoursResult::of(schedule::set_weekly_hours(ctx.services(), ctx.principal(), command).await)
    }

    /// Replaces the hours of one date at one clinic; no windows = closed that day. Visits that exist are left alone. For
    /// the doctor and the clinic's administrators.
    async fn set_date_hours(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The hours.")] input: SetDateHoursInput,
    ) -> ApiResult<SetDateHoursResult> {
        let command = input.try_into()?;
        SetDateHoursResult::of(schedule::set_date_hours(ctx.services(), ctx.principal(), command).await)
    }

    /// Goes back to the weekly hours on one date at one clinic. For the doctor and the clinic's administrators.
    async fn clear_date_hours(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which date.")] input: ClearDateHoursInput,
    ) -> ApiResult<ClearDateHoursResult> {
        let (doctor, clinic) = (DoctorId::parse(&input.doctor_id)?, ClinicId::parse(&input.clinic_id)?);
        let cleared = schedule::clear_date_hours(ctx.services(), ctx.principal(), doctor, clinic, input.date.0).await;
        ClearDateHoursResult::of(cleared)
    }

    /// Adds time in which the doctor is away, at all clinics. Visits that exist are left alone. For the doctor and the
    /// administrators of all their clinics; those of one clinic use `setDateHours`.
    async fn add_time_off(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "When.")] input: AddTimeOffInput,
    ) -> ApiResult<AddTimeOffResult> {
        AddTimeOffResult::of(schedule::add_time_off(ctx.services(), ctx.principal(), input.try_into()?).await)
    }

    /// Takes time off back. For the doctor and the administrators of all their clinics.
    async fn remove_time_off(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which time off.")] input: RemoveTimeOffInput,
    ) -> ApiResult<RemoveTimeOffResult> {
        let time_off = TimeOffId::parse(&input.time_off_id)?;
        RemoveTimeOffResult::of(schedule::remove_time_off(ctx.services(), ctx.principal(), time_off).await)
    }
}
