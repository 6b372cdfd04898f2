//! Doctors for the benchmarks of the availability engine, and the answers worked out beforehand.

use std::collections::BTreeMap;

use chrono::{DateTime, Duration, NaiveDate, NaiveTime, Utc, Weekday};
use entity::id::ClinicId;
use medbook::domain::availability::{
    BookingPolicy, Calendar, Occupied, Practice, Slot, TravelTimes, VisitShape, WeeklyWindow, Window,
};
use medbook::domain::time::{Tick, TickSpan, Zone};
use uuid::Uuid;

/// A Monday morning.
const NOW: DateTime<Utc> = NaiveDate::from_ymd_opt(2027, 3, 1).expect("a date").and_time(NaiveTime::MIN).and_utc();
const WORKING_DAYS: [Weekday; 5] = [Weekday::Mon, Weekday::Tue, Weekday::Wed, Weekday::Thu, Weekday::Fri];
const ZONES: [&str; 4] = ["Europe/Madrid", "America/New_York", "Asia/Kolkata", "Asia/Kathmandu"];
/// A consultation of twenty minutes.
pub const VISIT: VisitShape =
    VisitShape { duration_minutes: 20, buffer_before_minutes: 0, buffer_after_minutes: 0, needs_room: false };

/// A doctor and a week.
pub struct Case {
    pub calendar: Calendar,
    pub now: DateTime<Utc>,
    pub from: DateTime<Utc>,
    pub until: DateTime<Utc>,
}

impl Case {
    /// Doctor number `number`: forty hours a week in one of four zones, and about every second visit taken.
    pub fn new(number: u32) -> Self {
        let zone = ZONES[number as usize % ZONES.len()];
        let clinic = ClinicId(Uuid::from_u128(u128::from(number)));
        let calendar = Calendar {
            active: true,
            daily_limit: None,
            practices: vec![Practice {
                clinic,
                zone: Zone::parse(zone).expect("a zone of the database"),
                active: true,
                weekly: weekly(),
                date_rules: BTreeMap::new(),
                closures: Vec::new(),
                policy: BookingPolicy { minimum_notice_minutes: 60, horizon_days: 90 },
                rooms: Vec::new(),
            }],
            time_off: Vec::new(),
            occupied: visits(clinic, number),
            day_counts: BTreeMap::new(),
            travel: TravelTimes::default(),
        };
        Self { calendar, now: NOW, from: NOW, until: NOW + Duration::days(7) }
    }

    /// What the engine lists.
    pub fn slots(&self) -> impl Iterator<Item = Slot> + '_ {
        self.calendar.slots(&VISIT, None, self.now, self.from, self.until)
    }

    /// The same answers, worked out beforehand.
    pub fn worked_out(&self) -> WorkedOut {
        let first = Tick::at_or_after(self.from);
        let ticks = Tick::at_or_after(self.until).0 - first.0;
        let mut free = vec![false; usize::try_from(ticks).expect("a week is not negative")];
        for slot in self.slots() {
            free[usize::try_from(Tick::containing(slot.starts_at).0 - first.0).expect("not before the week")] = true;
        }
        WorkedOut { clinic: self.calendar.practices[0].clinic, first, free }
    }
}

/// Whether a visit can start, for each tick of a week: the least that anybody who lists slots has to look at.
pub struct WorkedOut {
    clinic: ClinicId,
    first: Tick,
    free: Vec<bool>,
}

impl WorkedOut {
    /// The slots, from nothing but the flags.
    pub fn slots(&self) -> impl Iterator<Item = Slot> + '_ {
        let ticks = self.free.iter().zip(self.first.0..).filter(|(free, _)| **free);
        ticks.map(|(_, tick)| {
            let visit = VISIT.visit(Tick(tick));
            Slot { clinic: self.clinic, starts_at: visit.start.start(), ends_at: visit.end.start() }
        })
    }
}

fn weekly() -> Vec<WeeklyWindow> {
    let time = |hour| NaiveTime::from_hms_opt(hour, 0, 0).expect("an hour of the day");
    let windows = [Window { start: time(9), end: time(13) }, Window { start: time(15), end: time(19) }];
    WORKING_DAYS.into_iter().flat_map(|weekday| windows.map(|window| WeeklyWindow { weekday, window })).collect()
}

/// Visits of a fortnight, thrown by a generator that gives the same ones every time.
fn visits(clinic: ClinicId, seed: u32) -> Vec<Occupied> {
    let mut state = u64::from(seed).wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1;
    let mut coin = || {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        state.is_multiple_of(2)
    };
    let first = Tick::containing(NOW);
    let length = Tick::needed_for(VISIT.duration_minutes);
    let starts = (0..14 * 24 * 3).map(|visit| first.plus(visit * length));
    let taken = starts.filter(|_| coin());
    taken.map(|start| Occupied { clinic, span: TickSpan::new(start, start.plus(length)) }).collect()
}
