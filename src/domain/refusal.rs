//! Everything a use case can refuse for a reason that a person can act on.

use entity::enums::AppointmentStatus;

/// A refusal with what is needed to explain it. The API's edge turns it into a `Problem`, once, exhaustively.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    #[error("that time has just been taken")]
    SlotTaken,
    #[error("that time is not offered: {0}")]
    SlotNotOffered(NotOffered),
    #[error("the patient already has a visit at that time")]
    PatientBusy,
    #[error("the doctor sees no more patients on that day")]
    DailyLimitReached,
    #[error("the hold has expired")]
    HoldExpired,
    #[error("there are already {limit} open holds")]
    TooManyHolds { limit: u32 },
    #[error("outside the clinic's policy: {0}")]
    OutsidePolicy(Policy),
    #[error("a visit that is {status:?} does not allow this")]
    WrongStatus { status: AppointmentStatus },
    #[error("the visit has changed since: it is at version {current}")]
    StaleVersion { current: i32 },
    #[error("the visit has already been replaced")]
    AlreadyReplaced,
    #[error("the idempotency key was used with another input")]
    IdempotencyConflict,
    #[error("the e-mail address already has an account")]
    EmailTaken,
    #[error("the password is too weak: {0}")]
    WeakPassword(&'static str),
    #[error("e-mail or password is wrong")]
    InvalidCredentials,
    #[error("the token is not valid")]
    InvalidToken,
    #[error("it exists already: {0}")]
    AlreadyExists(&'static str),
    #[error("{0}")]
    Invalid(Invalid),
}

/// Why a time is not offered at all.
#[derive(Copy, Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotOffered {
    #[error("the doctor does not work at that clinic")]
    NotAtThatClinic,
    #[error("the doctor or the clinic takes no bookings")]
    Inactive,
    #[error("it is not on the grid of five minutes")]
    OffGrid,
    #[error("it is outside the opening hours or between two slots")]
    OutsideHours,
    #[error("it is too soon")]
    TooSoon,
    #[error("it is too far ahead")]
    BeyondHorizon,
    #[error("the doctor cannot get there in time from another clinic")]
    Travel,
    #[error("no room is free")]
    NoRoom,
    #[error("the doctor does not offer that service")]
    ServiceNotOffered,
    #[error("the doctor does not offer that kind of visit")]
    ModeNotOffered,
}

/// Which policy of the clinic stands against it.
#[derive(Copy, Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Policy {
    #[error("changes are possible until {minutes} minutes before the start")]
    CancelNotice { minutes: i32 },
    #[error("it has already started")]
    AlreadyStarted,
    #[error("a no-show can be noted from {minutes} minutes after the start")]
    NoShowGrace { minutes: i32 },
    #[error("a no-show can be undone on the day of the visit only")]
    NoShowUndo,
    #[error("check-in is open on the day of the visit, until its end")]
    CheckInDay,
}

/// An input that cannot be used, with the path of the field at fault.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{reason}")]
pub struct Invalid {
    /// Path of the input, outermost first, in the API's spelling: `["guest", "email"]`.
    pub field: Vec<String>,
    /// One sentence that says what to do.
    pub reason: String,
}

impl Invalid {
    /// `field` is a dotted path: `guest.email`, `windows.3.end`.
    pub fn new(field: &str, reason: impl Into<String>) -> Self {
        Self { field: field.split('.').map(str::to_owned).collect(), reason: reason.into() }
    }

    /// The same fault, seen from one level further out.
    pub fn within(mut self, parent: &str) -> Self {
        self.field.splice(0..0, parent.split('.').map(str::to_owned));
        self
    }
}

impl From<Invalid> for Refusal {
    fn from(invalid: Invalid) -> Self {
        Self::Invalid(invalid)
    }
}
