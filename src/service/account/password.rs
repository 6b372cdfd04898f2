//! Storing passwords.

use crate::domain::account::Password;
use crate::service::{Outcome, Services};

/// What is stored of a password.
pub async fn hash(services: &Services, password: &Password) -> Outcome<String> {
    Ok(services.passwords.hash(services.random.as_ref(), password.as_str()).await?)
}
