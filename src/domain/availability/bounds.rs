//! How soon and how far ahead.

use chrono::{DateTime, Days, NaiveDate, TimeDelta, Utc};

use super::calendar::BookingPolicy;
use super::judgement::{Refusal, Rule};
use crate::domain::time::{LAST_DATE, Tick, TickSpan, Zone};

/// The longest booking horizon in days, about ten years: keeps the work for a list bounded, whatever a policy says.
pub const MAX_HORIZON_DAYS: u32 = 3660;

/// The starts that minimum notice and booking horizon allow at one moment.
pub(super) struct Bounds {
    /// The first start that is not too soon.
    earliest: Tick,
    /// The first start that is too far ahead.
    horizon: Tick,
}

impl Bounds {
    /// Notice is elapsed time from `now`. The horizon ends with a local date, at the latest with the last that has a
    /// day, whoever overrides it.
    pub(super) fn new(zone: &Zone, policy: BookingPolicy, now: DateTime<Utc>, overrides: &[Rule]) -> Self {
        let notice = TimeDelta::minutes(i64::from(policy.minimum_notice_minutes));
        let earliest = match overrides.contains(&Rule::Notice) {
            true => Tick::containing(now),
            false => Tick::at_or_after(now.checked_add_signed(notice).unwrap_or(DateTime::<Utc>::MAX_UTC)),
        };
        let days = Days::new(u64::from(policy.horizon_days.min(MAX_HORIZON_DAYS)));
        let last_date = match overrides.contains(&Rule::Horizon) {
            true => LAST_DATE,
            false => zone.local_date(now).checked_add_days(days).unwrap_or(NaiveDate::MAX).min(LAST_DATE),
        };
        // A date before the first that has a day: nothing can be booked at all.
        let horizon = zone.day(last_date).map_or(Tick(i64::MIN), |day| day.end);
        Self { earliest, horizon }
    }

    /// All starts it allows.
    pub(super) fn allowed(&self) -> TickSpan {
        TickSpan::new(self.earliest, self.horizon)
    }

    /// Whether it allows a start.
    pub(super) fn check(&self, start: Tick) -> Result<(), Refusal> {
        if start < self.earliest {
            Err(Refusal::TooSoon)
        } else if start >= self.horizon {
            Err(Refusal::BeyondHorizon)
        } else {
            Ok(())
        }
    }
}
