//! What clients send about hours and time off.

use async_graphql::{ID, InputObject};
use chrono::Timelike;
use entity::id::{ClinicId, DoctorId};

use super::object::Weekday;
use crate::domain::availability::{self, WeeklyWindow};
use crate::graphql::error::ApiError;
use crate::graphql::id::PublicId;
use crate::graphql::scalar::{Date, DateTime, LocalTime};
use crate::service::schedule::{AddTimeOff, SetDateHours, SetWeeklyHours};

/// Opening hours of every week.
#[derive(InputObject)]
pub struct WeeklyWindowInput {
    /// The day on which they start.
    pub weekday: Weekday,
    /// When they start.
    pub start: LocalTime,
    /// When they end; at or before the start: on the next day.
    pub end: LocalTime,
}

/// Opening hours of one date.
#[derive(InputObject)]
pub struct WindowInput {
    /// When they start.
    pub start: LocalTime,
    /// When they end; at or before the start: on the next day.
    pub end: LocalTime,
}

/// The hours of every week of a doctor at one clinic.
#[derive(InputObject)]
pub struct SetWeeklyHoursInput {
    /// Which doctor.
    pub doctor_id: ID,
    /// A clinic where the doctor practises.
    pub clinic_id: ID,
    /// All the hours of the week; at most 20 windows a day, none of which overlap.
    pub windows: Vec<WeeklyWindowInput>,
}

/// The hours of one date of a doctor at one clinic.
#[derive(InputObject)]
pub struct SetDateHoursInput {
    /// Which doctor.
    pub doctor_id: ID,
    /// A clinic where the doctor practises.
    pub clinic_id: ID,
    /// Which date, at the clinic; today or within three years.
    pub date: Date,
    /// All the hours of the date; none: closed.
    pub windows: Vec<WindowInput>,
}

/// A date on which the weekly hours hold again.
#[derive(InputObject)]
pub struct ClearDateHoursInput {
    /// Which doctor.
    pub doctor_id: ID,
    /// A clinic where the doctor practises.
    pub clinic_id: ID,
    /// Which date, at the clinic.
    pub date: Date,
}

/// When a doctor is away, at all clinics.
#[derive(InputObject)]
pub struct AddTimeOffInput {
    /// Which doctor.
    pub doctor_id: ID,
    /// From when; may be past.
    pub from: DateTime,
    /// Until when; not past, and at most two years later.
    pub until: DateTime,
    /// Why; only the doctor and administrators can read it.
    pub reason: Option<String>,
}

/// Time off to take back.
#[derive(InputObject)]
pub struct RemoveTimeOffInput {
    /// Which time off.
    pub time_off_id: ID,
}

impl TryFrom<SetWeeklyHoursInput> for SetWeeklyHours {
    type Error = ApiError;

    fn try_from(input: SetWeeklyHoursInput) -> Result<Self, ApiError> {
        let window = |window: WeeklyWindowInput| WeeklyWindow {
            weekday: window.weekday.into(),
            window: availability::Window { start: window.start.0, end: window.end.0 },
        };
        Ok(Self {
            doctor: DoctorId::parse(&input.doctor_id)?,
            clinic: ClinicId::parse(&input.clinic_id)?,
            windows: input.windows.into_iter().map(window).collect(),
        })
    }
}

impl TryFrom<SetDateHoursInput> for SetDateHours {
    type Error = ApiError;

    fn try_from(input: SetDateHoursInput) -> Result<Self, ApiError> {
        let window = |window: WindowInput| availability::Window { start: window.start.0, end: window.end.0 };
        Ok(Self {
            doctor: DoctorId::parse(&input.doctor_id)?,
            clinic: ClinicId::parse(&input.clinic_id)?,
            date: input.date.0,
            windows: input.windows.into_iter().map(window).collect(),
        })
    }
}

impl TryFrom<AddTimeOffInput> for AddTimeOff {
    type Error = ApiError;

    fn try_from(input: AddTimeOffInput) -> Result<Self, ApiError> {
        Ok(Self {
            doctor: DoctorId::parse(&input.doctor_id)?,
            from: in_micros(input.from),
            until: in_micros(input.until),
            reason: input.reason,
        })
    }
}

/// The instant in the precision of both databases.
fn in_micros(DateTime(instant): DateTime) -> chrono::DateTime<chrono::Utc> {
    let nanos = instant.nanosecond();
    instant.with_nanosecond(nanos - nanos % 1000).unwrap_or(instant)
}
