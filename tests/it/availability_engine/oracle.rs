//! The slow model: decides tick by tick, asks jiff for the wall-clock time of every single tick, and shares no code
//! with the engine.

use std::cell::RefCell;
use std::collections::{BTreeSet, HashMap};
use std::rc::Rc;

use chrono::{DateTime, Datelike, Days, NaiveDate, NaiveDateTime, TimeDelta, Utc};
use entity::id::{ClinicId, RoomId};
use jiff::Timestamp;
use jiff::tz::{TimeZone, TimeZoneDatabase};
use medbook::domain::availability::{Calendar, Practice, Refusal, Rule, VisitShape, Window};

/// Ticks of a day without clock changes.
const DAY: i64 = 288;

/// What time of day it is at every tick of a stretch of time.
pub struct Clock {
    zone: TimeZone,
    first: i64,
    walls: Rc<Vec<NaiveDateTime>>,
}

/// Opening hours that are one: the anchor of their grid and their open ticks.
struct Hours {
    anchor: i64,
    open: BTreeSet<i64>,
}

struct Desk<'a> {
    practice: &'a Practice,
    clock: Clock,
    hours: Vec<Hours>,
}

pub struct Oracle<'a> {
    calendar: &'a Calendar,
    shape: &'a VisitShape,
    now: DateTime<Utc>,
    desks: Vec<Desk<'a>>,
}

pub type Verdict = Result<(NaiveDate, Option<(RoomId, u32)>), Refusal>;

pub fn tick_of(instant: DateTime<Utc>) -> i64 {
    instant.timestamp().div_euclid(300)
}

pub fn instant_of(tick: i64) -> DateTime<Utc> {
    DateTime::from_timestamp(tick * 300, 0).expect("an instant of these centuries")
}

pub fn jiff_zone(name: &str) -> TimeZone {
    thread_local!(static DATABASE: TimeZoneDatabase = TimeZoneDatabase::bundled());
    DATABASE.with(|database| database.get(name).expect("a zone of the database"))
}

pub fn wall(zone: &TimeZone, second: i64) -> NaiveDateTime {
    let local = zone.to_datetime(Timestamp::from_second(second).expect("an instant of these centuries"));
    let date = NaiveDate::from_ymd_opt(local.year().into(), local.month() as u32, local.day() as u32);
    let time =
        date.and_then(|date| date.and_hms_opt(local.hour() as u32, local.minute() as u32, local.second() as u32));
    time.expect("jiff's date and time are valid")
}

impl Clock {
    pub fn new(zone_name: &str, first: i64, last: i64) -> Self {
        type Known = HashMap<(String, i64, i64), Rc<Vec<NaiveDateTime>>>;
        thread_local!(static KNOWN: RefCell<Known> = RefCell::default());
        let walls = KNOWN.with_borrow_mut(|known| {
            let look_up = || {
                let zone = jiff_zone(zone_name);
                Rc::new((first..last).map(|tick| wall(&zone, tick * 300)).collect())
            };
            known.entry((zone_name.to_owned(), first, last)).or_insert_with(look_up).clone()
        });
        Self { zone: jiff_zone(zone_name), first, walls }
    }

    fn at(&self, tick: i64) -> NaiveDateTime {
        self.walls[usize::try_from(tick - self.first).expect("a tick of the stretch")]
    }

    /// The ticks of a window that starts on a date: from the first tick with its starting time (or, if there is none,
    /// the first that is later) to before the last with its ending time (or the first that is not all earlier).
    pub fn window(&self, date: NaiveDate, window: Window) -> std::ops::Range<i64> {
        let start = date.and_time(window.start);
        let end = if window.end <= window.start { date + Days::new(1) } else { date }.and_time(window.end);
        let midnight = tick_of(date.and_time(chrono::NaiveTime::MIN).and_utc());
        let nearby = (midnight - DAY)..(midnight + 3 * DAY);
        let later = |tick: &i64| self.at(*tick) > start;
        let not_all_earlier = |tick: &i64| wall(&self.zone, tick * 300 + 299) >= end;
        let first = nearby.clone().find(|tick| self.at(*tick) == start).or_else(|| nearby.clone().find(later));
        let last = nearby.clone().rfind(|tick| self.at(*tick) == end).or_else(|| nearby.clone().find(not_all_earlier));
        first.expect("time goes on")..last.expect("time goes on")
    }
}

impl<'a> Oracle<'a> {
    /// A model of the ticks from `from` to `until`. Nothing before the `quiet` days ahead of `from` may matter.
    pub fn new(
        calendar: &'a Calendar,
        shape: &'a VisitShape,
        now: DateTime<Utc>,
        (from, until): (i64, i64),
        quiet: i64,
    ) -> Self {
        let desk = |practice: &'a Practice| {
            let clock = Clock::new(practice.zone.name(), from - (quiet + 3) * DAY, until + 6 * DAY);
            let (first, last) = (clock.at(from - quiet * DAY).date(), clock.at(until + DAY).date());
            let hours = hours(calendar, practice, &clock, first, last);
            Desk { practice, clock, hours }
        };
        Self { calendar, shape, now, desks: calendar.practices.iter().map(desk).collect() }
    }

    /// The open ticks of a clinic, with the anchor of their grid.
    pub fn open_ticks(&self, clinic: ClinicId) -> BTreeSet<(i64, i64)> {
        let desks = self.desks.iter().filter(|desk| desk.practice.clinic == clinic);
        let hours = desks.flat_map(|desk| &desk.hours);
        hours.flat_map(|hours| hours.open.iter().map(|tick| (*tick, hours.anchor))).collect()
    }

    pub fn verdict(&self, clinic: ClinicId, starts_at: DateTime<Utc>, overrides: &[Rule]) -> Verdict {
        let desk = self.desks.iter().find(|desk| desk.practice.clinic == clinic).ok_or(Refusal::UnknownClinic)?;
        let refuse = |rule: Rule, broken: bool, refusal| match broken && !overrides.contains(&rule) {
            true => Err(refusal),
            false => Ok(()),
        };
        if !self.calendar.active || !desk.practice.active {
            return Err(Refusal::Inactive);
        }
        if starts_at != instant_of(tick_of(starts_at)) {
            return Err(Refusal::OffGrid);
        }
        let start = tick_of(starts_at);
        let date = desk.clock.at(start).date();
        let today = wall(&jiff_zone(desk.practice.zone.name()), self.now.timestamp()).date();
        let policy = desk.practice.policy;
        let notice = TimeDelta::minutes(policy.minimum_notice_minutes.into());
        refuse(Rule::Notice, starts_at < self.now + notice, Refusal::TooSoon)?;
        if start < tick_of(self.now) {
            return Err(Refusal::TooSoon);
        }
        let last_date = today + Days::new(policy.horizon_days.into());
        refuse(Rule::Horizon, date > last_date, Refusal::BeyondHorizon)?;
        refuse(Rule::Hours, !desk.offers(self.visit(start)), Refusal::OutsideHours)?;
        let (first, last) = self.occupied(start);
        if (first..last).any(|tick| self.is_taken(tick)) {
            return Err(Refusal::Taken);
        }
        let count = self.calendar.day_counts.get(&date).copied().unwrap_or_default();
        let full = self.calendar.daily_limit.is_some_and(|limit| count >= limit);
        refuse(Rule::DailyLimit, full, Refusal::DailyLimitReached)?;
        refuse(Rule::TravelTime, self.cannot_get_there(clinic, first, last), Refusal::Travel)?;
        match self.shape.needs_room {
            true => Ok((date, Some(desk.room(self.visit(start)).ok_or(Refusal::NoRoom)?))),
            false => Ok((date, None)),
        }
    }

    fn visit(&self, start: i64) -> std::ops::Range<i64> {
        start..start + i64::from(self.shape.duration_minutes / 5)
    }

    fn occupied(&self, start: i64) -> (i64, i64) {
        let visit = self.visit(start);
        let (before, after) = (self.shape.buffer_before_minutes / 5, self.shape.buffer_after_minutes / 5);
        (visit.start - i64::from(before), visit.end + i64::from(after))
    }

    fn is_taken(&self, tick: i64) -> bool {
        self.calendar.occupied.iter().any(|occupied| occupied.span.start.0 <= tick && tick < occupied.span.end.0)
    }

    fn cannot_get_there(&self, clinic: ClinicId, first: i64, last: i64) -> bool {
        let elsewhere = self.calendar.occupied.iter().filter(|other| other.clinic != clinic && !other.span.is_empty());
        elsewhere.into_iter().any(|occupied| {
            let minutes_between = if occupied.span.end.0 <= first {
                (first - occupied.span.end.0) * 5
            } else {
                (occupied.span.start.0 - last) * 5
            };
            minutes_between < i64::from(self.calendar.travel.between(clinic, occupied.clinic))
        })
    }
}

impl Desk<'_> {
    fn offers(&self, visit: std::ops::Range<i64>) -> bool {
        let on_grid = |hours: &&Hours| (visit.start - hours.anchor) % 2 == 0;
        self.hours.iter().filter(on_grid).any(|hours| visit.clone().all(|tick| hours.open.contains(&tick)))
    }

    fn room(&self, visit: std::ops::Range<i64>) -> Option<(RoomId, u32)> {
        for load in &self.practice.rooms {
            for ordinal in 0..load.capacity {
                let claims = |tick: i64| {
                    load.taken.iter().any(|(own, span)| *own == ordinal && span.start.0 <= tick && tick < span.end.0)
                };
                if !visit.clone().any(claims) {
                    return Some((load.room, ordinal));
                }
            }
        }
        None
    }
}

/// The opening hours of a practice, from its windows: those of a rule, or else those of the week; cut by the rules of
/// the next date; joined where they share a tick; without closures and time off.
fn hours(calendar: &Calendar, practice: &Practice, clock: &Clock, first: NaiveDate, last: NaiveDate) -> Vec<Hours> {
    let mut all: Vec<Hours> = Vec::new();
    for date in first.iter_days().take_while(|date| *date <= last) {
        let rule = practice.date_rules.get(&date);
        let of_weekday = practice.weekly.iter().filter(|weekly| weekly.weekday == date.weekday());
        let windows = rule.cloned().unwrap_or_else(|| of_weekday.map(|weekly| weekly.window).collect());
        for window in windows {
            let stays = |tick: &i64| {
                let lies_on = clock.at(*tick).date();
                let replaced_by = practice.date_rules.get(&lies_on).filter(|_| lies_on != date);
                replaced_by.is_none_or(|windows| !windows.is_empty() && rule.is_some())
            };
            let open: BTreeSet<i64> = clock.window(date, window).filter(stays).collect();
            all.extend(open.first().copied().map(|anchor| Hours { anchor, open }));
        }
    }
    while let Some((one, other)) = overlapping(&all) {
        let other = all.remove(other);
        all[one].anchor = all[one].anchor.min(other.anchor);
        all[one].open.extend(other.open);
    }
    for hours in &mut all {
        hours.open.retain(|tick| !is_closed(practice, clock.at(*tick).date()) && !is_away(calendar, *tick));
    }
    all
}

fn overlapping(all: &[Hours]) -> Option<(usize, usize)> {
    let pairs = (0..all.len()).flat_map(|one| (one + 1..all.len()).map(move |other| (one, other)));
    // Windows that start days apart are not worth a look at their ticks.
    let near =
        |one: &Hours, other: &Hours| one.open.first() <= other.open.last() && other.open.first() <= one.open.last();
    let share = |one: &Hours, other: &Hours| near(one, other) && !one.open.is_disjoint(&other.open);
    pairs.into_iter().find(|(one, other)| share(&all[*one], &all[*other]))
}

fn is_closed(practice: &Practice, date: NaiveDate) -> bool {
    practice.closures.iter().any(|closure| closure.from <= date && date <= closure.until)
}

fn is_away(calendar: &Calendar, tick: i64) -> bool {
    let (start, end) = (instant_of(tick), instant_of(tick + 1));
    calendar.time_off.iter().any(|away| away.from < away.until && away.from < end && start < away.until)
}
