//! What holds for every doctor.

use std::collections::BTreeSet;

use chrono::Days;
use entity::id::ClinicId;
use medbook::domain::availability::{Occupied, Placement, Slot};
use medbook::domain::time::{Tick, TickSpan};
use proptest::prelude::*;

use super::build::clinic;
use super::oracle::{Oracle, instant_of, tick_of};
use super::random::{QUIET_DAYS, Scene, scene};

fn listed(scene: &Scene, only: Option<ClinicId>, (from, until): (i64, i64)) -> Vec<Slot> {
    let slots = scene.calendar.slots(&scene.shape, only, scene.now, instant_of(from), instant_of(until));
    slots.collect()
}

fn place(scene: &Scene, clinic: ClinicId, tick: i64) -> Option<Placement> {
    scene.calendar.place(&scene.shape, clinic, scene.now, instant_of(tick), &[]).ok()
}

/// The first place where two lists differ; comparing whole lists would print thousands of slots.
fn difference<T: Copy + PartialEq>(one: &[T], other: &[T]) -> Option<(Option<T>, Option<T>)> {
    let pairs = (0..one.len().max(other.len())).map(|index| (one.get(index).copied(), other.get(index).copied()));
    pairs.into_iter().find(|(one, other)| one != other)
}

fn oracle(scene: &Scene) -> Oracle<'_> {
    Oracle::new(&scene.calendar, &scene.shape, scene.now, scene.range(), QUIET_DAYS)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn what_is_listed_is_bookable_and_what_is_bookable_is_listed(scene in scene()) {
        let (from, until) = scene.range();
        for practice in &scene.calendar.practices {
            let bookable = (from..until).filter_map(|tick| Some(place(&scene, practice.clinic, tick)?.slot));
            let listed = listed(&scene, Some(practice.clinic), (from, until));
            prop_assert_eq!(difference(&bookable.collect::<Vec<_>>(), &listed), None);
        }
    }

    #[test]
    fn the_list_is_that_of_the_slow_model(scene in scene()) {
        let oracle = oracle(&scene);
        let (from, until) = scene.range();
        let mut expected = Vec::new();
        for tick in from..until {
            for practice in &scene.calendar.practices {
                if oracle.verdict(practice.clinic, instant_of(tick), &[]).is_ok() {
                    let ends_at = instant_of(tick + i64::from(scene.shape.duration_minutes) / 5);
                    expected.push(Slot { clinic: practice.clinic, starts_at: instant_of(tick), ends_at });
                }
            }
        }
        prop_assert_eq!(difference(&expected, &listed(&scene, None, (from, until))), None);
    }

    #[test]
    fn every_verdict_is_that_of_the_slow_model(scene in scene(), off_grid in 0..3_i64) {
        let oracle = oracle(&scene);
        let (from, until) = scene.range();
        for tick in (from..until).step_by(3) {
            let starts_at = instant_of(tick) + chrono::TimeDelta::seconds(off_grid / 2);
            let at = clinic(1 + (tick / 3).rem_euclid(4) as u128);
            let placed = scene.calendar.place(&scene.shape, at, scene.now, starts_at, &scene.overrides);
            let summary = placed.map(|placed| (placed.local_date, placed.room));
            prop_assert_eq!(summary, oracle.verdict(at, starts_at, &scene.overrides), "at {}", starts_at);
        }
    }

    #[test]
    fn open_time_is_that_of_the_slow_model(scene in scene()) {
        let oracle = oracle(&scene);
        for practice in &scene.calendar.practices {
            let middle = practice.zone.local_date(scene.middle.start());
            let (first, last) = (middle - Days::new(1), middle + Days::new(1));
            let days = TickSpan::new(
                practice.zone.day(first).expect("a supported date").start,
                practice.zone.day(last).expect("a supported date").start,
            );
            let spans: Vec<_> = scene.calendar.open_spans(practice.clinic, first, last).collect();
            let found: Vec<_> =
                spans.iter().flat_map(|open| open.span.iter().map(|tick| (tick.0, open.anchor.0))).collect();
            let expected = oracle.open_ticks(practice.clinic);
            let within: BTreeSet<_> = expected.into_iter().filter(|(tick, _)| days.contains(Tick(*tick))).collect();
            prop_assert_eq!(difference(&found, &within.into_iter().collect::<Vec<_>>()), None);
        }
    }

    #[test]
    fn a_list_in_two_parts_is_the_whole_list(scene in scene(), part in 0..1152_i64) {
        let (from, until) = scene.range();
        let middle = (from + part).min(until);
        let mut parts = listed(&scene, None, (from, middle));
        parts.extend(listed(&scene, None, (middle, until)));
        prop_assert_eq!(difference(&parts, &listed(&scene, None, (from, until))), None);
    }

    #[test]
    fn lists_of_single_clinics_merge_into_the_whole_list(scene in scene()) {
        let mut merged = Vec::new();
        for practice in &scene.calendar.practices {
            merged.extend(listed(&scene, Some(practice.clinic), scene.range()));
        }
        merged.sort_by_key(|slot| slot.starts_at);
        prop_assert_eq!(difference(&merged, &listed(&scene, None, scene.range())), None);
    }

    #[test]
    fn a_booked_slot_disappears_and_nothing_that_overlaps_it_is_left(scene in scene(), pick in any::<usize>()) {
        let before = listed(&scene, None, scene.range());
        if before.is_empty() {
            return Ok(());
        }
        let chosen = before[pick % before.len()];
        let placed = place(&scene, chosen.clinic, tick_of(chosen.starts_at)).expect("listed is bookable");
        let mut scene = scene;
        scene.calendar.occupied.push(Occupied { clinic: chosen.clinic, span: placed.occupied });
        let after = listed(&scene, None, scene.range());
        prop_assert!(after.iter().all(|slot| before.contains(slot)));
        let (start, end) = (placed.occupied.start.start(), placed.occupied.end.start());
        prop_assert!(after.iter().all(|slot| slot.ends_at <= start || end <= slot.starts_at));
    }
}
