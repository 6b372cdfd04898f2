//! Refusals that a person can act on, as the contract's `Problem`.

use async_graphql::resolver_utils::EnumType;
use async_graphql::{Enum, SimpleObject};

use super::availability::object::Slot;
use super::error::{ApiError, ApiResult};
use crate::domain::refusal::{NotOffered, Refusal};
use crate::service::{Error, Outcome};
use crate::telemetry::request;

/// A refusal that a person can act on.
#[derive(Clone, SimpleObject)]
pub struct Problem {
    /// What kind of refusal it is: for programs.
    pub code: ProblemCode,
    /// In the caller's language.
    pub message: String,
    /// Path of the input at fault.
    pub field: Option<Vec<String>>,
    /// Up to three nearest free slots, where a time was refused.
    pub alternatives: Vec<Slot>,
}

/// The kinds of refusal.
#[derive(Copy, Clone, Debug, PartialEq, Eq, Enum)]
pub enum ProblemCode {
    /// Somebody has that time: take one of the alternatives.
    SlotTaken,
    /// The doctor does not offer that time, service or kind of visit.
    SlotNotOffered,
    /// The patient has another visit at that time.
    PatientBusy,
    /// The doctor sees no more patients on that day.
    DailyLimitReached,
    /// The hold is over: hold or book the time again.
    HoldExpired,
    /// Too many holds are open: book or cancel one first.
    TooManyHolds,
    /// The clinic's policy does not allow it any more, or not yet.
    OutsidePolicy,
    /// The visit's status does not allow it.
    WrongStatus,
    /// The visit has changed since `expectedVersion`: read it again.
    StaleVersion,
    /// The visit has already been replaced by another.
    AlreadyReplaced,
    /// The idempotency key was used with another input.
    IdempotencyConflict,
    /// The e-mail address already has an account.
    EmailTaken,
    /// The password is too easy to guess.
    WeakPassword,
    /// E-mail or password is wrong.
    InvalidCredentials,
    /// The token is unknown, used or expired.
    InvalidToken,
    /// An input cannot be used; `field` says which.
    InvalidInput,
    /// There is one like it already.
    AlreadyExists,
}

impl ProblemCode {
    /// As clients see it.
    pub fn as_str(self) -> &'static str {
        let item = Self::items().iter().find(|item| item.value == self);
        item.map(|item| item.name).expect("every code is in its own enum")
    }

    /// All of them, as clients see them.
    pub fn all() -> impl Iterator<Item = &'static str> {
        Self::items().iter().map(|item| item.name)
    }
}

impl Problem {
    fn new(refusal: Refusal, alternatives: Vec<Slot>) -> Self {
        let code = code(&refusal);
        request::problem(code.as_str());
        let field = match &refusal {
            Refusal::Invalid(invalid) => Some(invalid.field.clone()),
            Refusal::AlreadyExists(field) => Some(vec![(*field).to_owned()]),
            Refusal::EmailTaken => Some(vec!["email".to_owned()]),
            Refusal::WeakPassword(_) => Some(vec!["password".to_owned()]),
            _ => None,
        };
        Self { code, message: message(&refusal), field, alternatives }
    }

    /// Sorts what a use case answered: success and refusals are data, everything else is an error.
    pub fn or<T>(outcome: Outcome<T>) -> ApiResult<Result<T, Self>> {
        match outcome {
            Ok(success) => Ok(Ok(success)),
            Err(Error::Refused { refusal, alternatives }) => {
                Ok(Err(Self::new(refusal, alternatives.into_iter().map(Slot::from).collect())))
            }
            Err(other) => Err(ApiError::from(other)),
        }
    }
}

fn code(refusal: &Refusal) -> ProblemCode {
    match refusal {
        Refusal::SlotTaken => ProblemCode::SlotTaken,
        Refusal::SlotNotOffered(_) => ProblemCode::SlotNotOffered,
        Refusal::PatientBusy => ProblemCode::PatientBusy,
        Refusal::DailyLimitReached => ProblemCode::DailyLimitReached,
        Refusal::HoldExpired => ProblemCode::HoldExpired,
        Refusal::TooManyHolds { .. } => ProblemCode::TooManyHolds,
        Refusal::OutsidePolicy(_) => ProblemCode::OutsidePolicy,
        Refusal::WrongStatus { .. } => ProblemCode::WrongStatus,
        Refusal::StaleVersion { .. } => ProblemCode::StaleVersion,
        Refusal::AlreadyReplaced => ProblemCode::AlreadyReplaced,
        Refusal::IdempotencyConflict => ProblemCode::IdempotencyConflict,
        Refusal::EmailTaken => ProblemCode::EmailTaken,
        Refusal::WeakPassword(_) => ProblemCode::WeakPassword,
        Refusal::InvalidCredentials => ProblemCode::InvalidCredentials,
        Refusal::InvalidToken => ProblemCode::InvalidToken,
        Refusal::AlreadyExists(_) => ProblemCode::AlreadyExists,
        Refusal::Invalid(_) => ProblemCode::InvalidInput,
    }
}

/// One sentence that says what happened and what to do.
fn message(refusal: &Refusal) -> String {
    match refusal {
        Refusal::SlotTaken => "That time has just been taken; choose another one.".to_owned(),
        Refusal::SlotNotOffered(why) => {
            format!("That time cannot be booked because {}; choose another one.", reason(*why))
        }
        Refusal::PatientBusy => "The patient already has a visit at that time; choose another one.".to_owned(),
        Refusal::DailyLimitReached => "The doctor sees no more patients on that day; choose another day.".to_owned(),
        Refusal::HoldExpired => {
            "The time was held for you, but not any more; choose it again if it is still free.".to_owned()
        }
        Refusal::TooManyHolds { limit } => {
            format!("You already hold {limit} times; book or cancel one of them first.")
        }
        Refusal::OutsidePolicy(policy) => format!("The clinic does not allow it: {policy}. Please call the clinic."),
        Refusal::WrongStatus { status } => format!(
            "The visit is {}, which does not allow this; read it again to see what is possible.",
            format!("{status:?}").to_lowercase()
        ),
        Refusal::StaleVersion { current } => {
            format!("The visit has changed meanwhile (it is at version {current} now); read it again and decide anew.")
        }
        Refusal::AlreadyReplaced => "The visit has already been moved; use the one that replaced it.".to_owned(),
        Refusal::IdempotencyConflict => {
            "This idempotency key was used with another input; use a new key for a new request.".to_owned()
        }
        Refusal::EmailTaken => "This e-mail address already has an account; sign in instead.".to_owned(),
        Refusal::WeakPassword(why) => format!("Choose a better password: {why}."),
        Refusal::InvalidCredentials => "E-mail or password is wrong; check both and try again.".to_owned(),
        Refusal::InvalidToken => "This token is not valid any more; sign in again.".to_owned(),
        Refusal::AlreadyExists(_) => "There is one like this already; use it, or choose another value.".to_owned(),
        Refusal::Invalid(invalid) => invalid.reason.clone(),
    }
}

fn reason(why: NotOffered) -> &'static str {
    match why {
        NotOffered::NotAtThatClinic => "the doctor does not work at that clinic",
        NotOffered::Inactive => "the doctor or the clinic takes no bookings at present",
        NotOffered::OffGrid => "visits start at full five minutes",
        NotOffered::OutsideHours => "it is outside the opening hours or between two slots",
        NotOffered::TooSoon => "it is in the past or too soon",
        NotOffered::BeyondHorizon => "it is further ahead than the clinic books",
        NotOffered::Travel => "the doctor cannot get there in time from another clinic",
        NotOffered::NoRoom => "no room is free then",
        NotOffered::ServiceNotOffered => "the doctor does not offer that service",
        NotOffered::ModeNotOffered => "the doctor does not offer that kind of visit",
    }
}

/// Declares `union <Name>Result = <success> | Problem` with `of(outcome)`.
macro_rules! result_union {
    ($name:ident = $success:ty, $doc:literal) => {
        #[doc = $doc]
        // Lives for one answer; a box would cost more than the bytes.
        #[allow(clippy::large_enum_variant)]
        #[derive(async_graphql::Union)]
        pub enum $name {
            Success($success),
            Problem($crate::graphql::problem::Problem),
        }

        impl $name {
            /// From what a use case answered.
            pub fn of<T>(outcome: $crate::service::Outcome<T>) -> $crate::graphql::error::ApiResult<Self>
            where
                $success: From<T>,
            {
                Ok(match $crate::graphql::problem::Problem::or(outcome)? {
                    Ok(success) => Self::Success(success.into()),
                    Err(problem) => Self::Problem(problem),
                })
            }
        }
    };
}
pub(crate) use result_union;
