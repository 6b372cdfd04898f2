//! The words of a visit, as the API spells them.

use async_graphql::Enum;
use entity::enums;

use crate::domain::availability::Rule;

/// The life of a visit. HELD, PENDING, CONFIRMED, CHECKED_IN and IN_PROGRESS take time of the doctor; COMPLETED and the
/// rest are endings.
#[derive(Copy, Clone, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "enums::AppointmentStatus")]
pub enum AppointmentStatus {
    /// Reserved while the form is filled in; see `holdExpiresAt`.
    Held,
    /// Requested; the clinic has not confirmed it yet.
    Pending,
    /// Agreed.
    Confirmed,
    /// The patient has arrived.
    CheckedIn,
    /// The doctor is with the patient.
    InProgress,
    /// It took place.
    Completed,
    /// Called off by the patient or the clinic.
    Cancelled,
    /// The clinic refused the request.
    Declined,
    /// The hold ran out, or nobody answered the request before it would have begun.
    Expired,
    /// The patient did not come.
    NoShow,
    /// Moved to another time: see `successor`.
    Rescheduled,
}

/// A rule that staff can set aside for one visit. Nobody can set aside that the time is taken.
#[derive(Copy, Clone, Debug, PartialEq, Eq, Enum)]
pub enum OverridableRule {
    /// Opening hours, date rules, closures, time off and the grid of slots: any full five minutes will do.
    Hours,
    /// The minimum notice; the past stays closed.
    Notice,
    /// How far ahead the clinic books.
    Horizon,
    /// How many patients the doctor sees on a day.
    DailyLimit,
    /// The doctor's way from another clinic.
    TravelTime,
}

impl From<OverridableRule> for Rule {
    fn from(rule: OverridableRule) -> Self {
        match rule {
            OverridableRule::Hours => Self::Hours,
            OverridableRule::Notice => Self::Notice,
            OverridableRule::Horizon => Self::Horizon,
            OverridableRule::DailyLimit => Self::DailyLimit,
            OverridableRule::TravelTime => Self::TravelTime,
        }
    }
}

/// In what capacity somebody acted.
#[derive(Copy, Clone, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "enums::ActorKind")]
pub enum Capacity {
    /// The patient, or somebody who manages the patient's profile.
    Patient,
    /// Whoever holds the manage token.
    Guest,
    /// The doctor of the visit.
    Doctor,
    /// An admin of the clinic or of the network.
    Admin,
    /// The server itself.
    System,
}
