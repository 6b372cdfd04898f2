//! The same key and input by the same caller get the same answer; the same key with another input is refused.

use std::fmt::Debug;

use entity::appointment::Model;

use super::access;
use super::booked::Booked;
use super::manage::ManageToken;
use crate::adapter::token::sha256;
use crate::domain::access::Principal;
use crate::domain::refusal::{Invalid, Refusal};
use crate::service::{Error, Outcome, Services};
use crate::store::appointment::{self, Known};
use crate::store::{Constraint, StoreError, Tx};

/// Longest key, in bytes.
const LONGEST: usize = 200;

/// A request that carries a key.
pub(super) struct Request {
    known: Known,
    key: String,
}

impl Request {
    /// The request of a caller with its key, if it has one. Callers are apart from each other: accounts by their id,
    /// guests by the e-mail or the token that they come with, and visitors by their address.
    pub(super) fn new(
        services: &Services,
        who: &Principal,
        guest: Option<&str>,
        key: Option<&str>,
        input: &impl Debug,
    ) -> Outcome<Option<Self>> {
        let Some(key) = key else { return Ok(None) };
        if key.is_empty() || key.len() > LONGEST {
            let reason = format!("Send a key of 1 to {LONGEST} characters, such as a random UUID.");
            return Err(Invalid::new("idempotencyKey", reason).into());
        }
        let caller = match (who.user_id(), guest) {
            (Some(user), _) => format!("user {}", user.0),
            (None, Some(guest)) => format!("guest {guest}"),
            (None, None) => format!("address {:?}", who.address),
        };
        let known = Known {
            caller: services.tokens.keyed_hash("idempotency caller", &[caller.as_bytes()]),
            key: services.tokens.keyed_hash("idempotency key", &[key.as_bytes()]),
            input: sha256(format!("{input:?}").as_bytes()),
        };
        Ok(Some(Self { known, key: key.to_owned() }))
    }

    /// What was answered before, if the key was used and the caller may still see it: with the guest's `token`, or with
    /// the one that was given then.
    pub(super) async fn replay(
        &self,
        services: &Services,
        tx: &Tx,
        who: &Principal,
        token: Option<&str>,
    ) -> Outcome<Option<Booked>> {
        tx.knows_what_was_done();
        let Some(record) = appointment::recall(&**tx, &self.known).await? else { return Ok(None) };
        if record.input_hash != self.known.input {
            return Err(Refusal::IdempotencyConflict.into());
        }
        let visit = appointment::find(&**tx, record.appointment_id).await?;
        let visit = visit.ok_or_else(|| Error::Internal("an idempotency record refers to no visit".to_owned()))?;
        let manage_token = record
            .sealed_token
            .and_then(|sealed| ManageToken::unseal(&sealed, self.pad(services, &visit)))
            .map(|token| token.text());
        let seen = access::open(services, &**tx, who, visit.id, manage_token.as_deref().or(token)).await?;
        Ok(Some(Booked { seen, manage_token }))
    }

    /// Remembers the answer, together with everything else that the transaction does.
    pub(super) async fn remember(
        &self,
        services: &Services,
        tx: &Tx,
        visit: &Model,
        token: Option<&ManageToken>,
    ) -> Outcome<()> {
        let sealed = token.map(|token| token.seal(self.pad(services, visit)));
        match appointment::remember(tx, &self.known, visit.id, sealed, services.now()).await {
            // The same request came on another connection and won: the next attempt finds its answer.
            Err(StoreError::Violated(Constraint::IdempotencyKey)) => {
                Err(StoreError::Conflict(sea_orm::DbErr::RecordNotInserted).into())
            }
            result => Ok(result?),
        }
    }

    /// Only who knows the key (the database knows but its hash) and the server's secret can make it.
    fn pad(&self, services: &Services, visit: &Model) -> [u8; 32] {
        let parts = [self.known.caller.as_slice(), self.key.as_bytes(), visit.id.0.as_bytes()];
        services.tokens.keyed_hash("manage token seal", &parts)
    }
}
