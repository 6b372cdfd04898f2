//! What the judge says.

use chrono::{DateTime, NaiveDate, Utc};
use entity::id::{ClinicId, RoomId};

use crate::domain::time::TickSpan;

/// A time at which a visit can start, and when it would end.
#[derive(Copy, Clone, Debug, PartialEq, Eq, Hash)]
pub struct Slot {
    pub clinic: ClinicId,
    pub starts_at: DateTime<Utc>,
    /// Without buffers.
    pub ends_at: DateTime<Utc>,
}

/// Where a visit lies that can be booked: what has to be claimed for it.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub struct Placement {
    pub slot: Slot,
    /// The clinic's date at the start: the day that the daily limit counts (docs/domain.md §1).
    pub local_date: NaiveDate,
    /// From start to end, without buffers.
    pub visit: TickSpan,
    /// What it takes of the doctor: with buffers.
    pub occupied: TickSpan,
    /// The room and the ordinal in it; `None` if no room is needed.
    pub room: Option<(RoomId, u32)>,
}

/// A rule that staff may set aside.
#[derive(Copy, Clone, Debug, PartialEq, Eq, Hash)]
pub enum Rule {
    /// Opening hours, date rules, closures, time off and the grid of slots: any tick will do.
    Hours,
    /// The minimum notice; the past stays closed, but the tick that is running is not past.
    Notice,
    Horizon,
    DailyLimit,
    TravelTime,
}

/// Why a visit cannot be placed, in the order in which the reasons are looked at.
#[derive(Copy, Clone, Debug, PartialEq, Eq, Hash, thiserror::Error)]
pub enum Refusal {
    #[error("the doctor does not work at that clinic")]
    UnknownClinic,
    #[error("the doctor or the clinic takes no bookings")]
    Inactive,
    #[error("visits start on whole multiples of five minutes")]
    OffGrid,
    #[error("it is past or too soon")]
    TooSoon,
    #[error("it is too far ahead")]
    BeyondHorizon,
    #[error("it is outside the opening hours or between two slots")]
    OutsideHours,
    #[error("it is taken")]
    Taken,
    #[error("the doctor sees no more patients on that day")]
    DailyLimitReached,
    #[error("the doctor cannot get there in time from another clinic")]
    Travel,
    #[error("no room is free")]
    NoRoom,
}
