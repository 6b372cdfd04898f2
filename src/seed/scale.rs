//! How much is made.

use chrono::{DateTime, Duration, NaiveDate, NaiveTime, Utc};

/// The domain of all e-mail addresses. `.example` belongs to nobody (RFC 2606).
pub const DOMAIN: &str = "seed.example";
/// The administrator of the whole network.
pub const ADMIN: &str = "admin@seed.example";

/// How long ago the oldest visits are, unless doctors have more than [`USUAL_VISITS`] each.
const USUAL_HISTORY: u32 = 84;
const USUAL_VISITS: u32 = 100;
const LONGEST_HISTORY: u32 = 3_650;

/// How much is made, and from what. The same gives the same rows.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub struct Scale {
    pub doctors: u32,
    pub clinics: u32,
    /// Everybody who is treated: with accounts, in their families, and guests.
    pub patients: u32,
    /// Visits of all statuses.
    pub appointments: u32,
    pub seed: u64,
    /// What lies before is history, what lies after is booked.
    pub today: NaiveDate,
}

impl Scale {
    /// The instant that the data describes: today's first, by UTC.
    pub fn now(&self) -> DateTime<Utc> {
        self.today.and_time(NaiveTime::MIN).and_utc()
    }

    /// For how many days before today there are visits.
    pub fn history_days(&self) -> u32 {
        let visits = u64::from(self.appointments) / u64::from(self.doctors.max(1));
        let days = u64::from(USUAL_HISTORY) * visits / u64::from(USUAL_VISITS);
        u32::try_from(days).unwrap_or(LONGEST_HISTORY).clamp(USUAL_HISTORY, LONGEST_HISTORY)
    }

    /// When the network opened: long enough before the first visit that it could be booked.
    pub fn opened(&self) -> DateTime<Utc> {
        self.now() - Duration::days(i64::from(self.history_days()) + 200)
    }
}
