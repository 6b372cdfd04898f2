//! Signing in with a password.

use super::SignedIn;
use super::session::Fresh;
use crate::domain::account::EmailAddress;
use crate::domain::refusal::Refusal;
use crate::service::{Error, Outcome, Services};
use crate::store;
use crate::store::account::Login;

/// Signs in. Whatever is wrong (no such account, no password, another password, an account that is not active), the
/// answer is the same and takes as long.
pub async fn login(services: &Services, email: &str, password: &str) -> Outcome<SignedIn> {
    let found = match EmailAddress::parse("email", email) {
        Ok(email) => store::account::login_by_email(services.db.read(), &email).await?,
        // An address that cannot be one has no account.
        Err(_) => None,
    };
    let hash = found.as_ref().and_then(|login| login.password_hash.as_deref());
    let right = services.passwords.verify(hash, password).await?;
    let (user, hash) = match found {
        Some(Login { user, password_hash }) if right && user.active => (user, password_hash),
        _ => return Err(Refusal::InvalidCredentials.into()),
    };
    let fresh = Fresh::new(services, user.id, None);
    store::transact!(services.db, store::Lock::None, |tx| {
        // While the password was checked, another one may have been set, which ended all logins.
        store::account::lock_user(tx, user.id).await?;
        if store::account::password_hash(&**tx, user.id).await? != hash {
            return Err(Refusal::InvalidCredentials.into());
        }
        Ok::<_, Error>(store::account::insert_session(tx, fresh.row.clone()).await?)
    })?;
    fresh.give(services, user).await
}
