//! From wall-clock windows to merged opening hours on the time line: steps 1 and 2 of the module's page.

use chrono::{Datelike, NaiveDate};

use super::calendar::Practice;
use super::opening::OpenSpan;
use super::window::Window;
use crate::domain::time::{FIRST_DATE, LAST_DATE, Tick, TickSpan};

/// The opening hours of one practice, earliest first, disjoint. The same whatever range is asked for: a range only
/// says which of them are produced.
pub(super) struct Hours<'a> {
    practice: &'a Practice,
    /// The date to look at next.
    next: Option<NaiveDate>,
    last: NaiveDate,
    /// The windows of the date looked at last, sorted, and how many of them are used up.
    day: Vec<TickSpan>,
    used: usize,
    /// What is known so far of the hours to be produced next.
    pending: Option<OpenSpan>,
}

impl<'a> Hours<'a> {
    /// All hours that share a tick with `range`, and perhaps some around it.
    pub(super) fn new(practice: &'a Practice, range: TickSpan) -> Self {
        let zone = &practice.zone;
        let date = |tick: Tick| zone.local_date(tick.start()).clamp(FIRST_DATE, LAST_DATE);
        let mut hours = Self { practice, next: None, last: date(range.end), day: Vec::new(), used: 0, pending: None };
        hours.next = Some(hours.unbroken_start(date(range.start)));
        hours
    }

    /// The latest date before `date` from which on nothing is merged with anything earlier, so that anchors do not
    /// depend on where one starts to look.
    fn unbroken_start(&mut self, date: NaiveDate) -> NaiveDate {
        let mut first = date.pred_opt().unwrap_or(date);
        self.load(first);
        while let (Some(earliest), Some(previous)) = (self.day.first().copied(), first.pred_opt()) {
            self.load(previous);
            if self.day.iter().all(|span| span.end <= earliest.start) {
                break;
            }
            first = previous;
        }
        self.day.clear();
        first
    }

    /// Takes up the windows that start on a date.
    fn load(&mut self, date: NaiveDate) {
        self.day.clear();
        self.used = 0;
        let practice = self.practice;
        let rule = practice.date_rules.get(&date);
        match rule {
            Some(windows) => windows.iter().for_each(|window| self.take_up(date, *window, true)),
            None => {
                let today = practice.weekly.iter().filter(|weekly| weekly.weekday == date.weekday());
                today.for_each(|weekly| self.take_up(date, weekly.window, false));
            }
        }
        self.day.sort_unstable();
    }

    fn take_up(&mut self, date: NaiveDate, window: Window, from_rule: bool) {
        let Some(mut span) = self.practice.zone.opening(date, window.start, window.end) else { return };
        if window.end <= window.start && self.replaces_spill_over(date, from_rule) {
            let Some(day) = self.practice.zone.day(date) else { return };
            span = span.intersection(day);
        }
        if !span.is_empty() {
            self.day.push(span);
        }
    }

    /// Whether the rules of the next date take away what spills over onto it.
    fn replaces_spill_over(&self, date: NaiveDate, from_rule: bool) -> bool {
        let next_rule = date.succ_opt().and_then(|next| self.practice.date_rules.get(&next));
        next_rule.is_some_and(|windows| windows.is_empty() || !from_rule)
    }

    /// The next date on which a window may start.
    fn advance(&mut self) -> Option<NaiveDate> {
        let mut date = self.next?;
        if self.practice.weekly.is_empty() {
            date = *self.practice.date_rules.range(date..).next()?.0;
        }
        self.next = date.succ_opt();
        (date <= self.last).then_some(date)
    }
}

impl Iterator for Hours<'_> {
    type Item = OpenSpan;

    fn next(&mut self) -> Option<OpenSpan> {
        loop {
            while let Some(span) = self.day.get(self.used).copied() {
                self.used += 1;
                match &mut self.pending {
                    Some(pending) if span.start < pending.span.end => {
                        pending.span.end = pending.span.end.max(span.end);
                    }
                    pending => {
                        if let Some(done) = pending.replace(OpenSpan { anchor: span.start, span }) {
                            return Some(done);
                        }
                    }
                }
            }
            let Some(date) = self.advance() else { return self.pending.take() };
            self.load(date);
            // Windows do not reach further than the next date, so that a date without any ends what came before.
            if self.day.is_empty() && self.pending.is_some() {
                return self.pending.take();
            }
        }
    }
}
