//! Access tokens (JWT, RFC 7519) and keyed hashes, all under one secret.

use aws_lc_rs::{constant_time, digest, hmac};
use chrono::{DateTime, Utc};
use entity::id::{SessionFamilyId, UserId};
use jsonwebtoken::{Algorithm, DecodingKey, EncodingKey, Header, Validation, decode, encode};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// For whom access tokens are made.
const AUDIENCE: &str = "medbook-api";

/// Signs and checks access tokens; hashes what must be recognised but not stored.
pub struct Tokens {
    issuer: String,
    encoding: EncodingKey,
    decoding: DecodingKey,
    keyed: hmac::Key,
}

/// What an access token says. Everything is required.
#[derive(Clone, Debug, Serialize, Deserialize)]
struct Claims {
    iss: String,
    aud: String,
    sub: Uuid,
    /// The login that the token descends from: revoking it ends the token.
    sid: Uuid,
    jti: Uuid,
    iat: i64,
    exp: i64,
}

/// A checked access token.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Access {
    pub user: UserId,
    pub family: SessionFamilyId,
    pub expires_at: DateTime<Utc>,
}

/// The token is not one of ours, or not any more.
#[derive(Debug, thiserror::Error)]
#[error("the access token is not valid")]
pub struct InvalidAccessToken;

impl Tokens {
    /// `issuer` is the public URL of the server; `secret` signs everything.
    pub fn new(issuer: &str, secret: &[u8]) -> Self {
        // One secret, two purposes, two keys.
        let root = hmac::Key::new(hmac::HMAC_SHA256, secret);
        let derived = |purpose: &str| hmac::sign(&root, purpose.as_bytes());
        let signing = derived("medbook access token");
        Self {
            issuer: issuer.to_owned(),
            encoding: EncodingKey::from_secret(signing.as_ref()),
            decoding: DecodingKey::from_secret(signing.as_ref()),
            keyed: hmac::Key::new(hmac::HMAC_SHA256, derived("medbook keyed hash").as_ref()),
        }
    }

    /// Signs an access token.
    pub fn sign(&self, access: &Access, jti: Uuid, now: DateTime<Utc>) -> Result<String, jsonwebtoken::errors::Error> {
        let claims = Claims {
            iss: self.issuer.clone(),
            aud: AUDIENCE.to_owned(),
            sub: access.user.0,
            sid: access.family.0,
            jti,
            iat: now.timestamp(),
            exp: access.expires_at.timestamp(),
        };
        encode(&Header::new(Algorithm::HS256), &claims, &self.encoding)
    }

    /// Checks signature, algorithm, issuer, audience and times against `now`.
    pub fn verify(&self, token: &str, now: DateTime<Utc>) -> Result<Access, InvalidAccessToken> {
        let mut validation = Validation::new(Algorithm::HS256);
        validation.set_issuer(&[&self.issuer]);
        validation.set_audience(&[AUDIENCE]);
        validation.set_required_spec_claims(&["iss", "aud", "sub", "exp"]);
        // Times are checked below, against the injected clock.
        validation.validate_exp = false;
        let claims = decode::<Claims>(token, &self.decoding, &validation).map_err(|_| InvalidAccessToken)?.claims;
        let expires_at = DateTime::from_timestamp(claims.exp, 0).ok_or(InvalidAccessToken)?;
        if expires_at <= now || claims.iat > now.timestamp() + 60 {
            return Err(InvalidAccessToken);
        }
        Ok(Access { user: UserId(claims.sub), family: SessionFamilyId(claims.sid), expires_at })
    }

    /// A hash that only this server can make: for what an attacker with the database could otherwise guess. `purpose`
    /// keeps equal values of different kinds apart.
    pub fn keyed_hash(&self, purpose: &str, parts: &[&[u8]]) -> [u8; 32] {
        let mut context = hmac::Context::with_key(&self.keyed);
        for part in std::iter::once(purpose.as_bytes()).chain(parts.iter().copied()) {
            context.update(&(part.len() as u64).to_be_bytes());
            context.update(part);
        }
        context.sign().as_ref().try_into().expect("SHA-256 has 32 bytes")
    }
}

/// SHA-256, for what is random enough that nobody can guess it.
pub fn sha256(bytes: &[u8]) -> [u8; 32] {
    digest::digest(&digest::SHA256, bytes).as_ref().try_into().expect("SHA-256 has 32 bytes")
}

/// Compares in a time that does not tell where the difference is.
pub fn same(a: &[u8], b: &[u8]) -> bool {
    constant_time::verify_slices_are_equal(a, b).is_ok()
}
