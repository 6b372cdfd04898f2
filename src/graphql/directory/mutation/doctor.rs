//! Taking doctors into the directory, and changing them.

use async_graphql::{Context, Object};
use entity::id::DoctorId;

use crate::graphql::RequestContext;
use crate::graphql::directory::input::{
    CreateDoctorInput, SetDoctorClinicsInput, SetTravelTimeInput, UpdateDoctorInput, ids,
};
use crate::graphql::directory::result::{
    CreateDoctorResult, SetDoctorClinicsResult, SetTravelTimeResult, UpdateDoctorResult,
};
use crate::graphql::error::ApiResult;
use crate::graphql::id::PublicId;
use crate::service::directory;

/// Mutations of doctors.
#[derive(Default)]
pub struct DoctorMutation;

#[Object]
impl DoctorMutation {
    /// Takes a doctor into the directory, with an account to sign in with. For administrators of all the clinics given.
    async fn create_doctor(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The new doctor.")] input: CreateDoctorInput,
    ) -> ApiResult<CreateDoctorResult> {
        CreateDoctorResult::of(directory::create_doctor(ctx.services(), ctx.principal(), input.try_into()?).await)
    }

    /// Changes a doctor. For the doctor and the administrators of all their clinics.
    async fn update_doctor(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What changes.")] input: UpdateDoctorInput,
    ) -> ApiResult<UpdateDoctorResult> {
        let (doctor, facts, links) = input.parts()?;
        UpdateDoctorResult::of(directory::update_doctor(ctx.services(), ctx.principal(), doctor, facts, links).await)
    }

    /// Says where a doctor practises. Clinics that go: for their administrators. Clinics that come: for those who are
    /// administrators of them and of all the doctor's present ones; if there are none, of the network.
    async fn set_doctor_clinics(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which clinics.")] input: SetDoctorClinicsInput,
    ) -> ApiResult<SetDoctorClinicsResult> {
        let (doctor, clinics) = (DoctorId::parse(&input.doctor_id)?, ids(&input.clinic_ids)?);
        let changed = directory::set_doctor_clinics(ctx.services(), ctx.principal(), doctor, &clinics).await;
        SetDoctorClinicsResult::of(changed)
    }

    /// Sets how much time is kept free between visits at two clinics. For the doctor and the administrators of both.
    async fn set_travel_time(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which way, and how long.")] input: SetTravelTimeInput,
    ) -> ApiResult<SetTravelTimeResult> {
        SetTravelTimeResult::of(directory::set_travel_time(ctx.services(), ctx.principal(), input.try_into()?).await)
    }
}
