//! Where the demo's past is played: the real use cases, with a clock that stands in the past.

use std::sync::Arc;

use chrono::{DateTime, Utc};

use super::random::Dice;
use crate::adapter::clock::{Clock, ManualClock};
use crate::adapter::password::{PasswordLimits, Passwords};
use crate::adapter::random::Random;
use crate::adapter::token::Tokens;
use crate::service::{Services, Settings};
use crate::store::Db;

/// Use cases that happen when the stage says so.
pub struct Stage {
    pub services: Services,
    clock: Arc<ManualClock>,
}

impl Stage {
    /// A stage over `db` at some time. Ids come out the same every time.
    pub fn new(db: Db, at: DateTime<Utc>) -> anyhow::Result<Self> {
        let clock = Arc::new(ManualClock::at(at));
        let random: Arc<dyn Random> = Arc::new(Dice::new(7_165_060_187));
        let services = Services {
            db,
            clock: Arc::<ManualClock>::clone(&clock),
            passwords: Passwords::new(random.as_ref(), PasswordLimits::default())?,
            // Nobody sees what is signed here: sessions of the stage end with it.
            tokens: Tokens::new("medbook demo", &random.bytes::<32>()),
            random,
            settings: Settings::default(),
        };
        Ok(Self { services, clock })
    }

    /// Lets time pass until `at`; it never goes back.
    pub fn wait_until(&self, at: DateTime<Utc>) {
        let passed = at - self.clock.now();
        if passed > chrono::Duration::zero() {
            self.clock.advance(passed);
        }
    }
}
