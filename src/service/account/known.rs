//! Which accounts exist, for whoever runs the server. Callers of the API never learn it (domain.md §5).

use crate::domain::account::EmailAddress;
use crate::service::{Outcome, Services};
use crate::store;

/// Whether there is any account at all: there is none only in a database that nobody has used.
pub async fn anybody_known(services: &Services) -> Outcome<bool> {
    Ok(store::account::any_user(services.db.read()).await?)
}

/// Whether an e-mail address has an account.
pub async fn is_known(services: &Services, email: &str) -> Outcome<bool> {
    let email = EmailAddress::parse("email", email)?;
    Ok(store::account::user_by_email(services.db.read(), &email).await?.is_some())
}
