//! What goes into `errors[]`: faults for the caller's programmer or the operator, each with a code, nothing of our insides.

use async_graphql::ErrorExtensions;

use crate::service;

/// `extensions.code`.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub enum Code {
    Unauthenticated,
    Forbidden,
    BadUserInput,
    NotFound,
    QueryTooComplex,
    RateLimited,
    Timeout,
    Internal,
}

impl Code {
    /// All of them.
    pub const ALL: [Self; 8] = [
        Self::Unauthenticated,
        Self::Forbidden,
        Self::BadUserInput,
        Self::NotFound,
        Self::QueryTooComplex,
        Self::RateLimited,
        Self::Timeout,
        Self::Internal,
    ];

    /// As clients see it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Unauthenticated => "UNAUTHENTICATED",
            Self::Forbidden => "FORBIDDEN",
            Self::BadUserInput => "BAD_USER_INPUT",
            Self::NotFound => "NOT_FOUND",
            Self::QueryTooComplex => "QUERY_TOO_COMPLEX",
            Self::RateLimited => "RATE_LIMITED",
            Self::Timeout => "TIMEOUT",
            Self::Internal => "INTERNAL",
        }
    }
}

/// An error of a resolver. It has no `Display`: async-graphql would turn any that has into text for the client.
#[derive(Clone, Debug)]
pub struct ApiError {
    pub code: Code,
    /// For the client.
    pub message: String,
    /// What was asked for may have been done or not.
    pub outcome_unknown: bool,
}

/// What a resolver answers.
pub type ApiResult<T> = Result<T, ApiError>;

impl ApiError {
    pub fn new(code: Code, message: impl Into<String>) -> Self {
        Self { code, message: message.into(), outcome_unknown: false }
    }

    pub fn bad_input(message: impl Into<String>) -> Self {
        Self::new(Code::BadUserInput, message)
    }

    pub fn not_found(what: &str) -> Self {
        Self::new(Code::NotFound, format!("There is no such {what}."))
    }

    /// The operation did not end in time. What it would have changed may have been changed all the same, if it was about
    /// to be.
    pub fn timed_out(changes: bool) -> Self {
        let message = match changes {
            true => {
                "This took too long, and its outcome is unknown; send it again with the same idempotency key, or read \
                     what became of it."
            }
            false => "This took too long; ask for less at once, or try again in a few seconds.",
        };
        Self { outcome_unknown: changes, ..Self::new(Code::Timeout, message) }
    }

    /// A sign-in or a registration did not end in time. It can simply be tried again: somebody whose account was made
    /// after all learns that there is one.
    pub fn sign_in_timed_out() -> Self {
        let message = "This took too long; please try again in a few seconds.";
        Self { outcome_unknown: true, ..Self::new(Code::Timeout, message) }
    }

    /// Logs `cause` and tells the client nothing of it.
    pub fn internal(cause: &dyn std::fmt::Display) -> Self {
        tracing::error!(error = %cause, "a resolver failed");
        Self::new(Code::Internal, "Something went wrong on our side; please try again.")
    }
}

/// What a client does about it, it can do by itself.
const OUTCOME_UNKNOWN: &str = "The database went away while this was saved, so it may have been done or not. Send it again \
    with the same idempotencyKey; without one, read what is there first.";

impl From<ApiError> for async_graphql::Error {
    fn from(error: ApiError) -> Self {
        async_graphql::Error::new(error.message).extend_with(|_, extensions| {
            extensions.set("code", error.code.as_str());
            if error.outcome_unknown {
                extensions.set("outcome", "UNKNOWN");
            }
        })
    }
}

impl From<service::Error> for ApiError {
    fn from(error: service::Error) -> Self {
        use service::Error;
        if error.leaves_the_outcome_unknown() {
            tracing::error!(%error, "the outcome of a write is unknown");
            return Self { outcome_unknown: true, ..Self::new(Code::Internal, OUTCOME_UNKNOWN) };
        }
        match error {
            // A query has no `Problem` to answer with.
            Error::Refused { refusal, .. } => Self::bad_input(refusal.to_string()),
            Error::BadRequest(invalid) => Self::bad_input(format!("{}: {}", invalid.field.join("."), invalid.reason)),
            Error::NotFound(what) => Self::not_found(what),
            Error::Unauthenticated => {
                Self::new(Code::Unauthenticated, "Sign in first: send `Authorization: Bearer …`.")
            }
            Error::Forbidden(why) => Self::new(Code::Forbidden, why),
            Error::Busy => {
                Self::new(Code::RateLimited, "Too many sign-ins at the moment; please try again in a few seconds.")
            }
            Error::Store(_) | Error::Internal(_) => Self::internal(&error),
        }
    }
}
