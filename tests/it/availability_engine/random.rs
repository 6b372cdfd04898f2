//! Random doctors, in the days around a change of clocks.

use chrono::{DateTime, Days, NaiveDate, NaiveTime, TimeDelta, Utc};
use medbook::domain::availability::{
    BookingPolicy, Calendar, Closure, Occupied, Practice, RoomLoad, Rule, TimeOff, VisitShape, WeeklyWindow, Window,
    validate_day, validate_weekly,
};
use medbook::domain::time::{Tick, TickSpan};
use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use proptest::sample::{select, subsequence};

use super::build::{WEEK, calendar, clinic, practice, room};
use super::oracle::{jiff_zone, wall};

/// Zones with halves and quarters of hours, with days without midnight, with changes that no rule foretells.
const ZONES: [&str; 14] = [
    "Asia/Kathmandu",
    "Australia/Lord_Howe",
    "Africa/Cairo",
    "America/Havana",
    "America/Nuuk",
    "Asia/Gaza",
    "Africa/Casablanca",
    "Pacific/Apia",
    "America/Scoresbysund",
    "Asia/Beirut",
    "America/Santiago",
    "America/New_York",
    "Europe/Madrid",
    "Pacific/Chatham",
];

/// How many days around the scene are looked at, on either side.
pub const REACH_DAYS: i64 = 2;
/// Date rules can chain windows of several dates; none of ours reaches further back than this.
pub const QUIET_DAYS: i64 = 8;

/// A doctor, a question, and the moment it is asked.
#[derive(Clone, Debug)]
pub struct Scene {
    pub calendar: Calendar,
    pub shape: VisitShape,
    pub now: DateTime<Utc>,
    pub overrides: Vec<Rule>,
    /// The middle of what is looked at.
    pub middle: Tick,
}

impl Scene {
    pub fn range(&self) -> (i64, i64) {
        (self.middle.0 - REACH_DAYS * 288, self.middle.0 + REACH_DAYS * 288)
    }
}

/// Changes of clocks of our zones from 2011 on, and a day on which nothing happens.
fn middles() -> Vec<(&'static str, i64)> {
    let mut all = Vec::new();
    for name in ZONES {
        let since = jiff::Timestamp::from_second(1_800_000_000).expect("an instant of 2027");
        let coming: Vec<i64> = jiff_zone(name).following(since).take(4).map(|t| t.timestamp().as_second()).collect();
        all.extend(coming.into_iter().chain([1_800_000_000]).map(|second| (name, second.div_euclid(300))));
    }
    // The 30th of December 2011, which Samoa left out.
    all.push(("Pacific/Apia", 1_325_239_200 / 300));
    all
}

fn time() -> impl Strategy<Value = NaiveTime> {
    let minute = prop_oneof![
        2 => select(vec![0, 5, 30, 60, 90, 120, 180, 1380, 1410, 1435]),
        3 => (0..288_u32).prop_map(|tick| tick * 5),
    ];
    minute.prop_map(|minute| NaiveTime::from_num_seconds_from_midnight_opt(minute * 60, 0).expect("a minute of a day"))
}

fn window() -> impl Strategy<Value = Window> {
    (time(), time()).prop_map(|(start, end)| Window { start, end })
}

fn weekly() -> impl Strategy<Value = Vec<WeeklyWindow>> {
    let anywhere = (select(WEEK.to_vec()), window()).prop_map(|(weekday, window)| WeeklyWindow { weekday, window });
    vec(anywhere, 0..14).prop_map(|wanted| {
        let mut kept = Vec::new();
        for window in wanted {
            kept.push(window);
            if validate_weekly(&kept).is_err() {
                kept.pop();
            }
        }
        kept
    })
}

fn of_a_date() -> impl Strategy<Value = Vec<Window>> {
    vec(window(), 0..4).prop_map(|wanted| {
        let mut kept = Vec::new();
        for window in wanted {
            kept.push(window);
            if validate_day(&kept).is_err() {
                kept.pop();
            }
        }
        kept
    })
}

fn span(middle: i64, longest: i64) -> impl Strategy<Value = TickSpan> {
    let start = middle - REACH_DAYS * 288..middle + REACH_DAYS * 288;
    (start, 0..=longest).prop_map(|(start, length)| TickSpan::new(Tick(start), Tick(start + length)))
}

fn a_room(middle: i64, number: u128) -> impl Strategy<Value = RoomLoad> {
    (0..3_u32, vec((0..4_u32, span(middle, 200)), 0..6)).prop_map(move |(capacity, taken)| RoomLoad {
        room: room(number),
        capacity,
        taken,
    })
}

fn near(date: NaiveDate) -> impl Strategy<Value = NaiveDate> {
    (0..7_u64).prop_map(move |days| date - Days::new(3) + Days::new(days))
}

fn a_practice(number: u128, zone: &'static str, middle: i64) -> impl Strategy<Value = Practice> {
    let date = wall(&jiff_zone(zone), middle * 300).date();
    let closure = (near(date), 0..2_u64).prop_map(|(from, more)| Closure { from, until: from + Days::new(more) });
    let policy = (prop_oneof![Just(0), 0..4000_u32], prop_oneof![3 => Just(30), 1 => 0..6_u32])
        .prop_map(|(minimum_notice_minutes, horizon_days)| BookingPolicy { minimum_notice_minutes, horizon_days });
    let rooms = (a_room(middle, 1), a_room(middle, 2), 0..3_usize)
        .prop_map(|(one, two, count)| [one, two].into_iter().take(count).collect::<Vec<_>>());
    let rules = proptest::collection::btree_map(near(date), of_a_date(), 0..4);
    let rare = prop_oneof![19 => Just(true), 1 => Just(false)];
    (weekly(), rules, vec(closure, 0..2), policy, rooms, rare).prop_map(
        move |(weekly, date_rules, closures, policy, rooms, active)| Practice {
            weekly,
            date_rules,
            closures,
            policy,
            rooms,
            active,
            ..practice(number, zone)
        },
    )
}

fn shape() -> impl Strategy<Value = VisitShape> {
    let duration = prop_oneof![4 => 1..=6_u32, 1 => Just(48_u32)];
    (duration, 0..5_u32, 0..5_u32, any::<bool>()).prop_map(|(tens, before, after, needs_room)| VisitShape {
        duration_minutes: tens * 10,
        buffer_before_minutes: before.saturating_sub(1) * 5,
        buffer_after_minutes: after.saturating_sub(1) * 5,
        needs_room,
    })
}

fn a_calendar(zones: (&'static str, &'static str, &'static str), middle: i64) -> impl Strategy<Value = Calendar> {
    let practices = (a_practice(1, zones.0, middle), a_practice(2, zones.1, middle), a_practice(3, zones.2, middle));
    let date = wall(&jiff_zone(zones.0), middle * 300).date();
    let away = (-180_000..180_000_i64, 0..90_000_i64).prop_map(move |(from, length)| {
        let from = DateTime::from_timestamp(middle * 300 + from, 0).expect("an instant near the scene");
        TimeOff { from, until: from + TimeDelta::seconds(length) }
    });
    let occupied = (1..5_u128, span(middle, 40)).prop_map(|(number, span)| Occupied { clinic: clinic(number), span });
    let counts = proptest::collection::btree_map(near(date), 0..5_u32, 0..5);
    let travel = vec((1..5_u128, 1..5_u128, 0..200_u32), 0..6);
    (practices, 1..4_usize, vec(away, 0..2), vec(occupied, 0..9), option::of(1..6_u32), counts, travel).prop_map(
        |((one, two, three), count, time_off, occupied, daily_limit, day_counts, travel)| {
            let practices = [one, two, three].into_iter().take(count).collect();
            let mut all = Calendar { time_off, occupied, daily_limit, day_counts, ..calendar(practices) };
            travel.into_iter().for_each(|(a, b, minutes)| all.travel.set(clinic(a), clinic(b), minutes));
            all
        },
    )
}

/// Any scene.
pub fn scene() -> impl Strategy<Value = Scene> {
    let zones = select(ZONES.to_vec());
    (select(middles()), zones.clone(), zones).prop_flat_map(|((first, middle), second, third)| {
        let rules = vec![Rule::Hours, Rule::Notice, Rule::Horizon, Rule::DailyLimit, Rule::TravelTime];
        let now = (-300_000..20_000_i64).prop_map(move |seconds| {
            DateTime::from_timestamp(middle * 300 + seconds, 5).expect("an instant near the scene")
        });
        (a_calendar((first, second, third), middle), shape(), now, subsequence(rules, 0..=5)).prop_map(
            move |(calendar, shape, now, overrides)| Scene { calendar, shape, now, overrides, middle: Tick(middle) },
        )
    })
}
