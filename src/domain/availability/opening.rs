//! Open time: opening hours without closures and time off. Step 3 of the module's page.

use super::calendar::{Practice, TimeOff};
use super::hours::Hours;
use super::span_set::SpanSet;
use crate::domain::time::{FIRST_DATE, LAST_DATE, Tick, TickSpan};

/// A piece of open time and the grid that lies on it.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub struct OpenSpan {
    /// Where the grid starts: the start of the window before anything was cut off. Slots start at whole multiples of
    /// ten elapsed minutes after it.
    pub anchor: Tick,
    pub span: TickSpan,
}

/// Distance of two slots: ten minutes (docs/domain.md §1).
pub(super) const STEP_TICKS: i64 = 2;

impl OpenSpan {
    /// The part within a range, on the same grid; `None` if there is none.
    pub fn within(self, range: TickSpan) -> Option<Self> {
        let span = self.span.intersection(range);
        (!span.is_empty()).then_some(Self { span, ..self })
    }

    /// Whether a visit lies in it and starts on its grid.
    pub fn offers(self, visit: TickSpan) -> bool {
        self.span.contains_span(visit) && self.first_start(visit.start) == visit.start
    }

    /// The first start on its grid that is neither before it nor before `from`.
    pub(super) fn first_start(self, from: Tick) -> Tick {
        let start = self.span.start.max(from);
        start.plus(self.anchor.0.wrapping_sub(start.0).rem_euclid(STEP_TICKS))
    }
}

/// The open time of one practice, earliest first, disjoint.
pub(super) struct OpenSpans<'a> {
    hours: Hours<'a>,
    closed: SpanSet,
    /// How many closed spans lie behind.
    passed: usize,
    /// What is left of the hours that are being cut.
    rest: Option<OpenSpan>,
}

impl<'a> OpenSpans<'a> {
    /// All open time that shares a tick with `range`; around it there may be more, uncut.
    pub(super) fn new(practice: &'a Practice, time_off: &[TimeOff], range: TickSpan) -> Self {
        let away = time_off.iter().map(|time_off| TickSpan::covering(time_off.from, time_off.until));
        let closed = SpanSet::near(range, closures(practice, range).chain(away));
        Self { hours: Hours::new(practice, range), closed, passed: 0, rest: None }
    }
}

impl Iterator for OpenSpans<'_> {
    type Item = OpenSpan;

    fn next(&mut self) -> Option<OpenSpan> {
        loop {
            let open = self.rest.take().or_else(|| self.hours.next())?;
            while self.closed.spans().get(self.passed).is_some_and(|closed| closed.end <= open.span.start) {
                self.passed += 1;
            }
            let Some(cut) = self.closed.spans().get(self.passed).filter(|closed| closed.intersects(open.span)) else {
                return Some(open);
            };
            self.rest = open.within(TickSpan::new(cut.end, open.span.end));
            if let Some(before) = open.within(TickSpan::new(open.span.start, cut.start)) {
                return Some(before);
            }
        }
    }
}

/// The closures of a clinic as ticks. Those that cannot touch `range` are left out before the zone is asked.
fn closures(practice: &Practice, range: TickSpan) -> impl Iterator<Item = TickSpan> {
    let zone = &practice.zone;
    let first = zone.local_date(range.start.start()).max(FIRST_DATE);
    let last = zone.local_date(range.end.start()).min(LAST_DATE);
    practice.closures.iter().filter(move |closure| closure.until >= first && closure.from <= last).filter_map(
        move |closure| {
            let from = zone.day(closure.from.clamp(FIRST_DATE, LAST_DATE))?;
            let until = zone.day(closure.until.clamp(FIRST_DATE, LAST_DATE))?;
            Some(TickSpan::new(from.start, until.end))
        },
    )
}
