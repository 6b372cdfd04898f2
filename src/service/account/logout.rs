//! Signing out.

use super::session::stored_form;
use crate::service::{Error, Outcome, Services};
use crate::store;

/// Ends the login that a refresh token descends from, with all of its tokens. Says nothing about whether there was one.
pub async fn logout(services: &Services, token: &str) -> Outcome<()> {
    let Some(hash) = stored_form(token) else { return Ok(()) };
    let now = services.now();
    store::transact!(services.db, store::Lock::None, |tx| {
        // A refresh that is under way finishes first, so that its new token ends as well.
        if store::account::lock_user_of_token(tx, &hash).await?.is_some()
            && let Some(session) = store::account::session_by_token(&**tx, &hash).await?
        {
            store::account::revoke_family(tx, session.family_id, now).await?;
        }
        Ok::<_, Error>(())
    })
}
