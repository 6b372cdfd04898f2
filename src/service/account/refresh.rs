//! Staying signed in: exchanging a refresh token for the next one.

use entity::user;

use super::SignedIn;
use super::session::{Fresh, stored_form};
use crate::domain::account::{RefreshToken, Verdict};
use crate::domain::refusal::Refusal;
use crate::service::{Outcome, Services};
use crate::store::{self, Tx};

/// Exchanges a refresh token. One that is unknown, expired, ended or given away is refused, all alike.
pub async fn refresh(services: &Services, token: &str) -> Outcome<SignedIn> {
    let Some(hash) = stored_form(token) else { return Err(Refusal::InvalidToken.into()) };
    let exchanged = store::transact!(services.db, store::Lock::None, |tx| exchange(services, tx, &hash).await)?;
    // Only now, after the commit: that a stolen family has ended must stand although the answer is a refusal.
    let Some((user, fresh)) = exchanged else { return Err(Refusal::InvalidToken.into()) };
    fresh.give(services, user).await
}

/// The next token of an account that may have one; `None` is for the caller to refuse after the commit.
async fn exchange(services: &Services, tx: &Tx, hash: &[u8]) -> Outcome<Option<(user::Model, Fresh)>> {
    // From here on, uses of this account's tokens happen one after the other, and each sees what the one before did.
    let Some(user) = store::account::lock_user_of_token(tx, hash).await? else { return Ok(None) };
    let Some(session) = store::account::session_by_token(&**tx, hash).await? else { return Ok(None) };
    let now = services.now();
    let token =
        RefreshToken { expires_at: session.expires_at, rotated_at: session.rotated_at, revoked_at: session.revoked_at };
    match token.judge(now, services.settings.refresh_grace) {
        _ if !user.active => Ok(None),
        Verdict::Rotate | Verdict::Again => {
            let fresh = Fresh::new(services, user.id, Some(session.family_id));
            store::account::mark_rotated(tx, session.id, now).await?;
            store::account::insert_session(tx, fresh.row.clone()).await?;
            Ok(Some((user, fresh)))
        }
        Verdict::Stolen => {
            tracing::warn!(family = %session.family_id.0, "a refresh token was used twice: its login is ended");
            store::account::revoke_family(tx, session.family_id, now).await?;
            Ok(None)
        }
        Verdict::Dead => Ok(None),
    }
}
