//! The hours of a doctor, as fields of the doctor: all doctors of a page are answered together.

use std::collections::BTreeMap;
use std::sync::Arc;

use async_graphql::Context;
use chrono::{Days, NaiveDate};
use entity::id::{ClinicId, DoctorId};
use entity::time_off::Model;

use super::object::{DateHours, TimeOff, WeeklyWindow, Window};
use crate::domain::availability;
use crate::graphql::Loaders;
use crate::graphql::error::{ApiError, ApiResult};
use crate::graphql::loader::batch;
use crate::graphql::scalar::Date;
use crate::service::schedule::{
    DateHoursOf, OnLeave, TimeOffOf, WeeklyHours, WeeklyHoursOf, date_hours_of, on_leave, time_off_of, weekly_hours_of,
};

/// The longest period of dates, in days.
const LONGEST: Days = Days::new(366);

batch!(WeeklyHoursOf => Vec<WeeklyHours>, weekly_hours_of);
batch!(DateHoursOf => BTreeMap<NaiveDate, Vec<availability::Window>>, date_hours_of);
batch!(TimeOffOf => Vec<Model>, time_off_of);
batch!(OnLeave => bool, on_leave);

/// The weekly hours of a doctor, at one clinic or at all of theirs.
pub async fn weekly_hours(
    ctx: &Context<'_>,
    doctor: DoctorId,
    clinic: Option<ClinicId>,
) -> ApiResult<Vec<WeeklyWindow>> {
    let loaders = ctx.data_unchecked::<Loaders>();
    let mut hours = loaders.get(WeeklyHoursOf(doctor)).await?.unwrap_or_default();
    hours.retain(|hours| clinic.is_none_or(|clinic| clinic == hours.clinic));
    let clinics = loaders.get_many(hours.iter().map(|hours| hours.clinic).collect()).await?;
    let window = |hours: WeeklyHours| Some(WeeklyWindow::new(Arc::clone(clinics.get(&hours.clinic)?), hours.weekly));
    Ok(hours.into_iter().filter_map(window).collect())
}

/// The dates of a doctor that have hours of their own.
pub async fn date_hours(
    ctx: &Context<'_>,
    doctor: DoctorId,
    clinic: ClinicId,
    (Date(from), Date(until)): (Date, Date),
) -> ApiResult<Vec<DateHours>> {
    if until < from || until > from + LONGEST {
        return Err(ApiError::bad_input("`until` must be `from` or at most 366 days later."));
    }
    let dates = ctx.data_unchecked::<Loaders>().get(DateHoursOf { doctor, clinic, from, until }).await?;
    let hours = |(date, windows): (NaiveDate, Vec<availability::Window>)| DateHours {
        date: Date(date),
        windows: windows.into_iter().map(Window::from).collect(),
    };
    Ok(dates.unwrap_or_default().into_iter().map(hours).collect())
}

/// The time off of a doctor; nothing at all for those who may not know.
pub async fn time_off(ctx: &Context<'_>, doctor: DoctorId) -> ApiResult<Option<Vec<TimeOff>>> {
    let times = ctx.data_unchecked::<Loaders>().get(TimeOffOf(doctor)).await?;
    Ok(times.map(|times| times.into_iter().map(Into::into).collect()))
}
