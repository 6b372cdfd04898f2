//! What every use case has at hand.

use std::sync::Arc;

use chrono::{DateTime, Duration, Utc};
use uuid::Uuid;

use crate::adapter::clock::Clock;
use crate::adapter::password::Passwords;
use crate::adapter::random::Random;
use crate::adapter::token::Tokens;
use crate::store::Db;

/// The parts that use cases work with. Built once by `app`, shared by all requests.
pub struct Services {
    pub db: Db,
    pub clock: Arc<dyn Clock>,
    pub random: Arc<dyn Random>,
    pub passwords: Passwords,
    pub tokens: Tokens,
    pub settings: Settings,
}

/// Numbers that an operator may set (see `config`).
#[derive(Clone, Debug)]
pub struct Settings {
    /// How long a hold lasts.
    pub hold: Duration,
    /// How many holds a person or address may have open.
    pub max_open_holds: u32,
    /// How long an access token lasts.
    pub access_token: Duration,
    /// How long a refresh token lasts when it is not used.
    pub refresh_token: Duration,
    /// How long a used refresh token may be used again by a client that lost the answer.
    pub refresh_grace: Duration,
    /// How long an idempotency key is remembered.
    pub idempotency: Duration,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            hold: Duration::minutes(5),
            max_open_holds: 3,
            access_token: Duration::minutes(15),
            refresh_token: Duration::days(30),
            refresh_grace: Duration::seconds(20),
            idempotency: Duration::hours(24),
        }
    }
}

impl Services {
    /// Now, in microseconds.
    pub fn now(&self) -> DateTime<Utc> {
        self.clock.now()
    }

    /// A fresh id.
    pub fn id(&self) -> Uuid {
        self.random.id(self.now())
    }
}
