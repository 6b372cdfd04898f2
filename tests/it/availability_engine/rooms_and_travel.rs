//! Buffers, the way between clinics, and rooms (docs/domain.md §2 and §3).

use medbook::domain::availability::{Calendar, Occupied, Placement, Refusal, RoomLoad, TravelTimes, VisitShape};

use super::build::{TEN_MINUTES, brief, calendar, clinic, instant, open_daily, room, span};

const IN_A_ROOM: VisitShape = VisitShape { needs_room: true, ..TEN_MINUTES };

fn at(hour: &str) -> String {
    format!("2027-05-03T{hour}:00+02:00")
}

fn occupied(number: u128, from: &str, until: &str) -> Occupied {
    Occupied { clinic: clinic(number), span: span(&at(from), &at(until)) }
}

fn madrid() -> Calendar {
    let practices =
        vec![open_daily(1, "Europe/Madrid", &["09:00-11:00"]), open_daily(2, "Europe/Lisbon", &["08:00-10:00"])];
    calendar(practices)
}

fn place(calendar: &Calendar, shape: &VisitShape, number: u128, starts_at: &str) -> Result<Placement, Refusal> {
    calendar.place(shape, clinic(number), instant("2027-05-01T00:00:00Z"), instant(&at(starts_at)), &[])
}

#[test]
fn buffers_keep_visits_apart_and_may_lie_outside_of_opening_hours() {
    let mut calendar = madrid();
    calendar.occupied = vec![occupied(1, "10:00", "10:20")];
    let shape = VisitShape { buffer_before_minutes: 15, buffer_after_minutes: 5, ..TEN_MINUTES };
    let slots = brief(&calendar, &shape, &at("00:00"), &at("23:00"));
    let expected = ["09:00", "09:10", "09:20", "09:30", "09:40", "10:40", "10:50"];
    assert_eq!(slots, expected.map(|time| format!("03T{time}+02:00")));
    let placed = place(&calendar, &shape, 1, "09:00").expect("free");
    assert_eq!(placed.visit, span(&at("09:00"), &at("09:10")));
    assert_eq!(placed.occupied, span(&at("08:45"), &at("09:15")));
}

#[test]
fn a_doctor_needs_the_way_between_two_clinics_in_both_directions() {
    let mut calendar = madrid();
    calendar.travel.set(clinic(2), clinic(1), 30);
    calendar.occupied = vec![occupied(2, "10:00", "10:10")];
    for (starts_at, refusal) in [
        ("09:20", None),
        ("09:30", Some(Refusal::Travel)),
        ("10:00", Some(Refusal::Taken)),
        ("10:30", Some(Refusal::Travel)),
        ("10:40", None),
    ] {
        assert_eq!(place(&calendar, &TEN_MINUTES, 1, starts_at).err(), refusal, "{starts_at}");
    }
    assert_eq!(place(&calendar, &TEN_MINUTES, 2, "10:10").err(), None, "no way within one clinic");
}

#[test]
fn a_way_that_is_no_multiple_of_a_tick_counts_in_full() {
    let mut calendar = madrid();
    calendar.travel.set(clinic(1), clinic(2), 21);
    calendar.occupied = vec![occupied(2, "10:00", "10:10")];
    assert_eq!(place(&calendar, &TEN_MINUTES, 1, "10:30").err(), Some(Refusal::Travel));
    assert_eq!(place(&calendar, &TEN_MINUTES, 1, "10:40").err(), None);
}

#[test]
fn travel_times_hold_both_ways_and_default_to_none() {
    let mut travel = TravelTimes::default();
    travel.set(clinic(2), clinic(1), 25);
    assert_eq!((travel.between(clinic(1), clinic(2)), travel.between(clinic(2), clinic(1))), (25, 25));
    assert_eq!((travel.between(clinic(1), clinic(3)), travel.between(clinic(1), clinic(1))), (0, 0));
}

#[test]
fn the_first_room_with_its_lowest_free_ordinal_is_chosen() {
    let mut calendar = madrid();
    let morning = span(&at("09:00"), &at("10:00"));
    let early = span(&at("09:00"), &at("09:10"));
    calendar.practices[0].rooms = vec![
        RoomLoad { room: room(7), capacity: 2, taken: vec![(1, early), (0, morning)] },
        RoomLoad { room: room(3), capacity: 1, taken: vec![(0, span(&at("09:30"), &at("09:40")))] },
    ];
    let room_at = |starts_at| place(&calendar, &IN_A_ROOM, 1, starts_at).map(|placed| placed.room);
    assert_eq!(room_at("09:00"), Ok(Some((room(3), 0))));
    assert_eq!(room_at("09:10"), Ok(Some((room(7), 1))));
    assert_eq!(room_at("10:00"), Ok(Some((room(7), 0))));
    assert_eq!(place(&calendar, &TEN_MINUTES, 1, "09:00").map(|placed| placed.room), Ok(None));
}

#[test]
fn a_visit_needs_one_room_for_all_of_its_time_but_not_for_its_buffers() {
    let mut calendar = madrid();
    calendar.practices[0].rooms =
        vec![RoomLoad { room: room(7), capacity: 1, taken: vec![(0, span(&at("09:30"), &at("10:00")))] }];
    let shape = VisitShape { duration_minutes: 30, buffer_after_minutes: 15, ..IN_A_ROOM };
    assert_eq!(place(&calendar, &shape, 1, "09:00").map(|placed| placed.room), Ok(Some((room(7), 0))));
    assert_eq!(place(&calendar, &shape, 1, "09:10").err(), Some(Refusal::NoRoom));
    calendar.practices[0].rooms[0].capacity = 0;
    assert_eq!(place(&calendar, &shape, 1, "09:00").err(), Some(Refusal::NoRoom));
}

#[test]
fn slots_of_two_clinics_come_in_one_list_by_time() {
    let slots = madrid()
        .slots(&TEN_MINUTES, None, instant(&at("08:00")), instant(&at("08:50")), instant(&at("09:15")))
        .map(|slot| (slot.starts_at, slot.clinic))
        .collect::<Vec<_>>();
    let expected = [("09:00", 1), ("09:00", 2), ("09:10", 1), ("09:10", 2)];
    assert_eq!(slots, expected.map(|(hour, number)| (instant(&at(hour)), clinic(number))));
}

#[test]
fn reasons_are_told_in_their_order() {
    let mut calendar = madrid();
    calendar.daily_limit = Some(0);
    calendar.travel.set(clinic(1), clinic(2), 60);
    calendar.occupied = vec![occupied(2, "10:00", "10:10")];
    let refusal = |calendar: &Calendar, starts_at: &str| place(calendar, &IN_A_ROOM, 1, starts_at).err();
    assert_eq!(refusal(&calendar, "10:00"), Some(Refusal::Taken));
    assert_eq!(refusal(&calendar, "10:10"), Some(Refusal::DailyLimitReached));
    calendar.daily_limit = None;
    assert_eq!(refusal(&calendar, "10:10"), Some(Refusal::Travel));
    calendar.occupied.clear();
    assert_eq!(refusal(&calendar, "10:10"), Some(Refusal::NoRoom));
}
