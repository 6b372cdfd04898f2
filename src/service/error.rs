//! How a use case can end other than well.

use crate::adapter::password::PasswordError;
use crate::domain::refusal::{Invalid, NotOffered, Refusal};
use crate::service::availability::Alternative;
use crate::store::{Caused, StoreError};

/// What a use case answers.
pub type Outcome<T> = Result<T, Error>;

/// Why a use case did not happen.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// A reason that a person can act on, with the nearest free times where a time was refused.
    #[error("{refusal}")]
    Refused { refusal: Refusal, alternatives: Vec<Alternative> },
    /// A question that cannot be answered as asked. (In a mutation, use [`Refusal::Invalid`].)
    #[error("{0}")]
    BadRequest(Invalid),
    /// It does not exist, or the caller may not know that it does.
    #[error("not found")]
    NotFound(&'static str),
    /// Nobody is signed in, and somebody must be.
    #[error("sign in first")]
    Unauthenticated,
    /// The caller may know of it, but not do this.
    #[error("not allowed: {0}")]
    Forbidden(&'static str),
    /// Too much is going on at the moment; the same may work in a few seconds.
    #[error("busy")]
    Busy,
    /// Not the caller's fault. The text is for the log and never leaves the server.
    #[error(transparent)]
    Store(StoreError),
    /// Not the caller's fault, and not the database's.
    #[error("{0}")]
    Internal(String),
}

impl Error {
    /// A refusal without alternatives.
    pub fn refused(refusal: impl Into<Refusal>) -> Self {
        Self::Refused { refusal: refusal.into(), alternatives: Vec::new() }
    }

    /// Whether it may have happened after all: the database went away in the middle of the commit.
    pub fn leaves_the_outcome_unknown(&self) -> bool {
        matches!(self, Self::Store(StoreError::Unknown(_)))
    }

    /// Whether it is about the time asked for, so that other times help.
    pub fn is_about_the_time(&self) -> bool {
        let Self::Refused { refusal, .. } = self else { return false };
        match refusal {
            Refusal::SlotNotOffered(why) => !matches!(
                why,
                NotOffered::NotAtThatClinic
                    | NotOffered::Inactive
                    | NotOffered::ServiceNotOffered
                    | NotOffered::ModeNotOffered
            ),
            Refusal::SlotTaken | Refusal::PatientBusy | Refusal::DailyLimitReached | Refusal::HoldExpired => true,
            _ => false,
        }
    }
}

impl From<Refusal> for Error {
    fn from(refusal: Refusal) -> Self {
        Self::refused(refusal)
    }
}

/// In a mutation a person can act on it: a refusal, not a bad request.
impl From<Invalid> for Error {
    fn from(invalid: Invalid) -> Self {
        Self::refused(invalid)
    }
}

impl From<StoreError> for Error {
    fn from(error: StoreError) -> Self {
        Self::Store(error)
    }
}

impl From<sea_orm::DbErr> for Error {
    fn from(error: sea_orm::DbErr) -> Self {
        Self::Store(error.into())
    }
}

impl From<PasswordError> for Error {
    fn from(error: PasswordError) -> Self {
        match error {
            PasswordError::Busy => Self::Busy,
            PasswordError::Failed(_) => Self::Internal(error.to_string()),
        }
    }
}

impl Caused for Error {
    fn into_store_error(self) -> Result<StoreError, Self> {
        match self {
            Self::Store(error) => Ok(error),
            other => Err(other),
        }
    }
}
