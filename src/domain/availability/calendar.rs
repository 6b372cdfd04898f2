//! Everything that decides one doctor's availability.

use std::collections::BTreeMap;

use chrono::{DateTime, NaiveDate, Utc};
use entity::id::{ClinicId, RoomId};

use super::desk::{Desk, Terms};
use super::judgement::{Placement, Refusal, Rule, Slot};
use super::listing::Listing;
use super::opening::{OpenSpan, OpenSpans};
use super::travel::TravelTimes;
use super::window::{WeeklyWindow, Window};
use crate::domain::time::{FIRST_DATE, LAST_DATE, Tick, TickSpan, Zone};

/// Everything that decides one doctor's availability, as one moment of the database showed it (docs/domain.md §2).
#[derive(Clone, Debug)]
pub struct Calendar {
    /// Whether the doctor takes bookings at all.
    pub active: bool,
    /// How many visits the doctor takes on one local date, over all clinics; `None` is no limit.
    pub daily_limit: Option<u32>,
    /// At most one for each clinic.
    pub practices: Vec<Practice>,
    /// In any order, overlapping or not.
    pub time_off: Vec<TimeOff>,
    /// The doctor's visits and holds at all clinics, in any order.
    pub occupied: Vec<Occupied>,
    /// How many visits each local date has already; dates without any may be missing.
    pub day_counts: BTreeMap<NaiveDate, u32>,
    /// Minutes between clinics.
    pub travel: TravelTimes,
}

/// One doctor's work at one clinic.
#[derive(Clone, Debug)]
pub struct Practice {
    pub clinic: ClinicId,
    pub zone: Zone,
    /// Whether the clinic takes bookings, and the doctor there.
    pub active: bool,
    pub weekly: Vec<WeeklyWindow>,
    /// The hours of single dates, instead of the weekly ones; no windows mean "closed".
    pub date_rules: BTreeMap<NaiveDate, Vec<Window>>,
    pub closures: Vec<Closure>,
    pub policy: BookingPolicy,
    /// Only the rooms that fit what is asked for, the preferred one first.
    pub rooms: Vec<RoomLoad>,
}

/// Local dates on which a clinic is closed, both included.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub struct Closure {
    pub from: NaiveDate,
    /// Before `from`: closes nothing.
    pub until: NaiveDate,
}

/// How soon and how far ahead a clinic can be booked.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub struct BookingPolicy {
    /// Elapsed minutes between now and the earliest start.
    pub minimum_notice_minutes: u32,
    /// How many local dates after today's can be booked; 0 is today only, more than [`MAX_HORIZON_DAYS`] are that many.
    ///
    /// [`MAX_HORIZON_DAYS`]: super::MAX_HORIZON_DAYS
    pub horizon_days: u32,
}

/// When a doctor is away, everywhere. Of any precision: every tick it touches is lost.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub struct TimeOff {
    pub from: DateTime<Utc>,
    /// At or before `from`: no time off at all.
    pub until: DateTime<Utc>,
}

/// A visit or a hold of the doctor.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub struct Occupied {
    pub clinic: ClinicId,
    /// With its own buffers.
    pub span: TickSpan,
}

/// A room and what is taken of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RoomLoad {
    pub room: RoomId,
    /// How many visits fit in at once.
    pub capacity: u32,
    /// Ordinals (0 to `capacity` - 1) with the ticks they are claimed for, in any order.
    pub taken: Vec<(u32, TickSpan)>,
}

/// What is asked for.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub struct VisitShape {
    /// A multiple of 10, from 10 to 480. Anything else is rounded up to whole ticks, at least one.
    pub duration_minutes: u32,
    /// Minutes the doctor needs beforehand, a multiple of 5.
    pub buffer_before_minutes: u32,
    /// Minutes the doctor needs afterwards, a multiple of 5.
    pub buffer_after_minutes: u32,
    pub needs_room: bool,
}

impl VisitShape {
    /// The visit that starts at a tick, without buffers.
    pub fn visit(&self, start: Tick) -> TickSpan {
        TickSpan::new(start, start.plus(Tick::needed_for(self.duration_minutes).max(1)))
    }

    /// A span with this visit's buffers.
    pub fn with_buffers(&self, span: TickSpan) -> TickSpan {
        span.widened(self.buffer_before_minutes, self.buffer_after_minutes)
    }
}

impl Calendar {
    /// The free slots of all clinics, or only of `clinic`, earliest first; those that start at `from` or later and
    /// before `until`. Lazy: a slot is looked for when it is asked for. Slots of two clinics at the same instant come
    /// in the order of the practices.
    pub fn slots<'a>(
        &'a self,
        shape: &'a VisitShape,
        clinic: Option<ClinicId>,
        now: DateTime<Utc>,
        from: DateTime<Utc>,
        until: DateTime<Utc>,
    ) -> impl Iterator<Item = Slot> + 'a {
        let starts = TickSpan::new(Tick::at_or_after(from), Tick::at_or_after(until));
        let wanted = self.practices.iter().filter(|practice| clinic.is_none_or(|only| only == practice.clinic));
        let terms = || Terms { now, overrides: &[] };
        Listing::new(wanted.filter_map(|practice| Desk::open(self, practice, shape, starts, terms()).ok()))
    }

    /// Whether a visit can start at this time at this clinic, and where it then lies. `overrides` are the rules that
    /// staff set aside. Of several refusals it is the first of the order in which [`Refusal`] lists them.
    pub fn place(
        &self,
        shape: &VisitShape,
        clinic: ClinicId,
        now: DateTime<Utc>,
        starts_at: DateTime<Utc>,
        overrides: &[Rule],
    ) -> Result<Placement, Refusal> {
        let practice = self.practice(clinic).ok_or(Refusal::UnknownClinic)?;
        let start = Tick::containing(starts_at);
        let starts = TickSpan::new(start, start.plus(1));
        let mut desk = Desk::open(self, practice, shape, starts, Terms { now, overrides })?;
        if Tick::is_aligned(starts_at) { desk.judge(start) } else { Err(Refusal::OffGrid) }
    }

    /// The open time of a clinic from one local date to before another, for agendas: hours and rules without closures
    /// and time off, whatever is booked, and whether or not doctor and clinic are active. Cut to the dates asked for;
    /// nothing for a clinic where the doctor does not work.
    pub fn open_spans<'a>(
        &'a self,
        clinic: ClinicId,
        from: NaiveDate,
        until: NaiveDate,
    ) -> impl Iterator<Item = OpenSpan> + 'a {
        self.practice(clinic).into_iter().flat_map(move |practice| {
            let dates = (FIRST_DATE.max(from), LAST_DATE.min(until.pred_opt().unwrap_or(until)));
            let range = match (practice.zone.day(dates.0), practice.zone.day(dates.1)) {
                (Some(first), Some(last)) => TickSpan::new(first.start, last.end),
                _ => TickSpan::new(Tick(0), Tick(0)),
            };
            OpenSpans::new(practice, &self.time_off, range).filter_map(move |open| open.within(range))
        })
    }

    fn practice(&self, clinic: ClinicId) -> Option<&Practice> {
        self.practices.iter().find(|practice| practice.clinic == clinic)
    }
}
