//! Storing passwords.

use crate::domain::account::Password;
use crate::service::{Error, Outcome, Services};

/// What is stored of a password.
pub async fn hash(services: &Services, password: &Password) -> Outcome<String> {
    let hashed = services.passwords.hash(services.random.as_ref(), password.as_str()).await;
    hashed.map_err(|error| Error::Internal(format!("cannot hash a password: {error}")))
}
