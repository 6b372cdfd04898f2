//! What a client gets that has proved who it is: a short-lived access token, and a refresh token to get the next one.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use chrono::{DateTime, SubsecRound, Utc};
use entity::id::{SessionFamilyId, SessionId};
use entity::{session, user};

use super::Viewer;
use crate::adapter::token::{Access, sha256};
use crate::domain::refusal::Refusal;
use crate::service::{Error, Outcome, Services};
use crate::store;

/// Bytes of a refresh token.
const SECRET: usize = 32;

/// An account that has just proved who it is.
#[derive(Clone, Debug)]
pub struct SignedIn {
    pub access_token: String,
    pub access_token_expires_at: DateTime<Utc>,
    pub refresh_token: String,
    pub viewer: Viewer,
}

/// A refresh token before it is given out: what the client gets, and what is stored of it.
pub(super) struct Fresh {
    secret: String,
    pub row: session::Model,
}

impl Fresh {
    /// A token for an account; `family` is `None` for a new login.
    pub fn new(services: &Services, user: entity::id::UserId, family: Option<SessionFamilyId>) -> Self {
        let now = services.now();
        let secret = services.random.bytes::<SECRET>();
        let row = session::Model {
            id: SessionId(services.id()),
            family_id: family.unwrap_or_else(|| SessionFamilyId(services.id())),
            user_id: user,
            token_hash: sha256(&secret).to_vec(),
            created_at: now,
            expires_at: now + services.settings.refresh_token,
            rotated_at: None,
            revoked_at: None,
        };
        Self { secret: URL_SAFE_NO_PAD.encode(secret), row }
    }

    /// Gives the token out, once it is stored, with an access token beside it.
    pub async fn give(self, services: &Services, user: user::Model) -> Outcome<SignedIn> {
        let (now, family) = (services.now(), self.row.family_id);
        // A right may have been taken meanwhile, or the login ended.
        let account = store::account::signed_in(services.db.read(), user.id, family)
            .await?
            .ok_or_else(|| Error::from(Refusal::InvalidToken))?;
        // Access tokens count in whole seconds.
        let expires_at = (now + services.settings.access_token).trunc_subsecs(0);
        let access = Access { user: user.id, family, expires_at };
        let access_token = services
            .tokens
            .sign(&access, services.id(), now)
            .map_err(|error| Error::Internal(format!("cannot sign an access token: {error}")))?;
        Ok(SignedIn {
            access_token,
            access_token_expires_at: expires_at,
            refresh_token: self.secret,
            viewer: Viewer { user, account },
        })
    }
}

/// What is stored of a refresh token that a client sent; `None` if it cannot be one.
pub(super) fn stored_form(token: &str) -> Option<[u8; 32]> {
    let secret: [u8; SECRET] = URL_SAFE_NO_PAD.decode(token.trim()).ok()?.try_into().ok()?;
    Some(sha256(&secret))
}

/// Deletes the refresh tokens that have expired; answers how many. For a sweeper.
pub async fn forget_expired_sessions(services: &Services) -> Outcome<u64> {
    let now = services.now();
    store::transact!(services.db, store::Lock::None, |tx| {
        Ok::<_, Error>(store::account::delete_expired_sessions(tx, now).await?)
    })
}
