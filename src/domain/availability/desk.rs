//! The judge: decides whether a visit can start at one clinic at one tick. Listing and booking both ask it.

use chrono::{DateTime, NaiveDate, Utc};

use super::bounds::Bounds;
use super::calendar::{Calendar, Occupied, Practice, VisitShape};
use super::judgement::{Placement, Refusal, Rule, Slot};
use super::opening::{OpenSpan, OpenSpans, STEP_TICKS};
use super::rooms::Rooms;
use super::span_set::SpanSet;
use crate::domain::time::{Tick, TickSpan};

/// One practice, prepared for questions about starts in ascending order. As an iterator it lists all starts that it
/// was prepared for and that pass.
pub(super) struct Desk<'a> {
    calendar: &'a Calendar,
    practice: &'a Practice,
    shape: &'a VisitShape,
    overrides: &'a [Rule],
    bounds: Bounds,
    /// The starts that are still to be listed.
    starts: TickSpan,
    open: OpenSpans<'a>,
    /// The open time that was reached.
    current: Option<OpenSpan>,
    taken: SpanSet,
    /// What is occupied at other clinics, widened by the way there.
    out_of_reach: SpanSet,
    rooms: Rooms,
    /// The local date that was reached, with its ticks.
    day: Option<(NaiveDate, TickSpan)>,
}

/// On what terms somebody asks.
pub(super) struct Terms<'a> {
    pub(super) now: DateTime<Utc>,
    /// What staff sets aside.
    pub(super) overrides: &'a [Rule],
}

impl<'a> Desk<'a> {
    /// Prepares for visits that start at the ticks of `starts`.
    pub(super) fn open(
        calendar: &'a Calendar,
        practice: &'a Practice,
        shape: &'a VisitShape,
        starts: TickSpan,
        terms: Terms<'a>,
    ) -> Result<Self, Refusal> {
        if !calendar.active || !practice.active {
            return Err(Refusal::Inactive);
        }
        let bounds = Bounds::new(&practice.zone, practice.policy, terms.now, terms.overrides);
        let starts = starts.intersection(bounds.allowed());
        let visits = TickSpan::new(starts.start, shape.visit(starts.end).end);
        let reach = shape.with_buffers(visits);
        let elsewhere = |occupied: &&Occupied| occupied.clinic != practice.clinic && !occupied.span.is_empty();
        let with_travel = calendar.occupied.iter().filter(elsewhere).map(|occupied| {
            let minutes = calendar.travel.between(practice.clinic, occupied.clinic);
            occupied.span.widened(minutes, minutes)
        });
        let mut open = OpenSpans::new(practice, &calendar.time_off, visits);
        Ok(Self {
            calendar,
            practice,
            shape,
            overrides: terms.overrides,
            bounds,
            starts,
            current: open.next(),
            open,
            taken: SpanSet::near(reach, calendar.occupied.iter().map(|occupied| occupied.span)),
            out_of_reach: SpanSet::near(reach, with_travel),
            rooms: Rooms::new(&practice.rooms, visits),
            day: None,
        })
    }

    /// The one decision: whether a visit can start at a tick that is not before those already asked about, and lies
    /// among those the desk was prepared for.
    pub(super) fn judge(&mut self, start: Tick) -> Result<Placement, Refusal> {
        let visit = self.shape.visit(start);
        let occupied = self.shape.with_buffers(visit);
        self.bounds.check(start)?;
        if !self.overrides(Rule::Hours) && !self.reach(start).is_some_and(|open| open.offers(visit)) {
            return Err(Refusal::OutsideHours);
        }
        if self.taken.intersects(occupied) {
            return Err(Refusal::Taken);
        }
        let local_date = self.date_of(start);
        if !self.overrides(Rule::DailyLimit) && self.is_full(local_date) {
            return Err(Refusal::DailyLimitReached);
        }
        if !self.overrides(Rule::TravelTime) && self.out_of_reach.intersects(occupied) {
            return Err(Refusal::Travel);
        }
        let room = match self.shape.needs_room {
            true => Some(self.rooms.free_for(visit).ok_or(Refusal::NoRoom)?),
            false => None,
        };
        let slot = Slot { clinic: self.practice.clinic, starts_at: start.start(), ends_at: visit.end.start() };
        Ok(Placement { slot, local_date, visit, occupied, room })
    }

    fn overrides(&self, rule: Rule) -> bool {
        self.overrides.contains(&rule)
    }

    /// The first open time that ends after a tick.
    fn reach(&mut self, tick: Tick) -> Option<OpenSpan> {
        while self.current.is_some_and(|open| open.span.end <= tick) {
            self.current = self.open.next();
        }
        self.current
    }

    fn date_of(&mut self, start: Tick) -> NaiveDate {
        match self.day {
            Some((date, span)) if span.contains(start) => date,
            _ => {
                let date = self.practice.zone.local_date(start.start());
                self.day = self.practice.zone.day(date).map(|span| (date, span));
                date
            }
        }
    }

    fn is_full(&self, date: NaiveDate) -> bool {
        let count = || self.calendar.day_counts.get(&date).copied().unwrap_or(0);
        self.calendar.daily_limit.is_some_and(|limit| count() >= limit)
    }
}

impl Iterator for Desk<'_> {
    type Item = Slot;

    fn next(&mut self) -> Option<Slot> {
        loop {
            let open = self.reach(self.starts.start)?;
            let start = open.first_start(self.starts.start);
            if start >= self.starts.end {
                return None;
            }
            if !open.offers(self.shape.visit(start)) {
                self.starts.start = open.span.end;
                continue;
            }
            self.starts.start = start.plus(STEP_TICKS);
            if let Ok(placement) = self.judge(start) {
                return Some(placement.slot);
            }
        }
    }
}
