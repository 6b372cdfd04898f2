//! The rules that a clinic sets for its bookings.

use crate::domain::refusal::Invalid;

/// How a clinic takes bookings.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub struct ClinicPolicy {
    /// Bookings are confirmed at once.
    pub auto_confirm: bool,
    /// Elapsed minutes between booking and start.
    pub minimum_notice_minutes: i32,
    /// How many local days ahead a visit may start.
    pub booking_horizon_days: i32,
    /// Elapsed minutes before the start until which a patient may cancel or move.
    pub cancel_notice_minutes: i32,
    /// Minutes after the start before a visit can be marked as no-show.
    pub no_show_grace_minutes: i32,
}

/// Sixty days.
const MAX_NOTICE_MINUTES: i32 = 60 * 24 * 60;
const MAX_HORIZON_DAYS: i32 = 730;
const MAX_GRACE_MINUTES: i32 = 240;

impl Default for ClinicPolicy {
    fn default() -> Self {
        Self {
            auto_confirm: true,
            minimum_notice_minutes: 0,
            booking_horizon_days: 90,
            cancel_notice_minutes: 0,
            no_show_grace_minutes: 10,
        }
    }
}

impl ClinicPolicy {
    /// The policy, if all its numbers are possible; faults are under `policy`.
    pub fn checked(self) -> Result<Self, Invalid> {
        let ranges = [
            ("minimumNoticeMinutes", self.minimum_notice_minutes, MAX_NOTICE_MINUTES),
            ("bookingHorizonDays", self.booking_horizon_days, MAX_HORIZON_DAYS),
            ("cancelNoticeMinutes", self.cancel_notice_minutes, MAX_NOTICE_MINUTES),
            ("noShowGraceMinutes", self.no_show_grace_minutes, MAX_GRACE_MINUTES),
        ];
        match ranges.into_iter().find(|(_, value, most)| !(0..=*most).contains(value)) {
            Some((field, _, most)) => {
                Err(Invalid::new(field, format!("Give a number between 0 and {most}.")).within("policy"))
            }
            None => Ok(self),
        }
    }
}
