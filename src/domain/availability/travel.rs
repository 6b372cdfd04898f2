//! How long a doctor is on the way between two clinics.

use std::collections::BTreeMap;

use entity::id::ClinicId;

/// Travel minutes of one doctor, the same in both directions; nothing stated means none.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TravelTimes(BTreeMap<(ClinicId, ClinicId), u32>);

impl TravelTimes {
    /// States the minutes between two clinics; the last word counts.
    pub fn set(&mut self, a: ClinicId, b: ClinicId, minutes: u32) {
        self.0.insert((a.min(b), a.max(b)), minutes);
    }

    /// The minutes between two clinics; none within one.
    pub fn between(&self, a: ClinicId, b: ClinicId) -> u32 {
        if a == b { 0 } else { self.0.get(&(a.min(b), a.max(b))).copied().unwrap_or(0) }
    }
}
