//! A guest's right to one visit: a random token, stored only as a hash (domain.md §5).

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use chrono::{DateTime, Duration, Utc};
use entity::appointment::Model;
use entity::id::ManageTokenId;

use crate::adapter::token::sha256;
use crate::service::{Outcome, Services};
use crate::store::Tx;
use crate::store::appointment::{TokenRow, insert_token};

/// How long after the visit its token still opens it: for feedback, receipts and questions.
const LASTS_AFTER_VISIT: Duration = Duration::days(30);

/// A fresh token of 256 random bits.
pub(super) struct ManageToken([u8; 32]);

impl ManageToken {
    /// Makes and stores a token for `visit`.
    pub(super) async fn issue(services: &Services, tx: &Tx, visit: &Model) -> Outcome<Self> {
        let token = Self(services.random.bytes());
        let row = TokenRow {
            id: ManageTokenId(services.id()),
            visit: visit.id,
            hash: sha256(&token.0),
            created_at: services.now(),
            expires_at: expiry(visit),
        };
        insert_token(tx, row).await?;
        Ok(token)
    }

    /// As the guest gets it.
    pub(super) fn text(&self) -> String {
        URL_SAFE_NO_PAD.encode(self.0)
    }

    /// Sealed under `pad`, which is used for this token only.
    pub(super) fn seal(&self, pad: [u8; 32]) -> Vec<u8> {
        self.0.iter().zip(pad).map(|(byte, pad)| byte ^ pad).collect()
    }

    /// The token that was sealed under `pad`.
    pub(super) fn unseal(sealed: &[u8], pad: [u8; 32]) -> Option<Self> {
        let sealed: [u8; 32] = sealed.try_into().ok()?;
        Some(Self(std::array::from_fn(|i| sealed[i] ^ pad[i])))
    }
}

/// Until when tokens open a visit.
pub(super) fn expiry(visit: &Model) -> DateTime<Utc> {
    visit.ends_at + LASTS_AFTER_VISIT
}

/// The hash under which a token is stored; `None` for what cannot be one.
pub(super) fn hash(token: &str) -> Option<[u8; 32]> {
    let bytes: [u8; 32] = URL_SAFE_NO_PAD.decode(token).ok()?.try_into().ok()?;
    Some(sha256(&bytes))
}
