//! Histories by hand, good and bad.

use super::check::{Verdict, Violation, check, check_within};
use super::record::{Action, Answer, History};
use super::script::{DOCTOR, Script, book, refused, slot, slots, visit};

#[track_caller]
fn only_violation(history: &History) -> Violation {
    let mut violations = check(history).violations;
    assert_eq!(violations.len(), 1, "{violations:#?}");
    violations.remove(0)
}

#[track_caller]
fn explained(history: &History) {
    let verdict = check(history);
    assert!(verdict.is_explained(), "{verdict}");
}

#[test]
fn two_bookings_of_one_time_are_shown_and_nothing_else() {
    let mut script = Script::default();
    for number in 2..8 {
        script.booked(&format!("visit:{number}"), &slot(number));
        script.taken(&slot(number));
    }
    let first = script.booked("visit:a", &slot(1));
    let second = script.booked("visit:b", &slots(0, 2));
    script.cancelled("visit:a", &slot(1));

    let violation = only_violation(&script.history());
    assert_eq!(violation.calls, [first, second]);
    assert_eq!(violation.reason, format!("{DOCTOR}: these answers overlap, and nothing was given back in between"));
}

#[test]
fn a_time_that_is_given_back_can_be_booked_again() {
    let mut script = Script::default();
    script.booked("visit:a", &slot(1));
    script.cancelled("visit:a", &slot(1));
    script.booked("visit:b", &slots(0, 2));
    explained(&script.history());
}

#[test]
fn a_cancellation_under_way_explains_a_second_booking() {
    let mut script = Script::default();
    script.booked("visit:a", &slot(1));
    let cancel = script.invoke(None, Action::Cancel { visit: "visit:a".to_owned() });
    script.booked("visit:b", &slot(1));
    script.answer(cancel, Answer::Done(visit("visit:a", "CANCELLED", &slot(1))));
    explained(&script.history());
}

#[test]
fn a_refusal_needs_somebody_who_has_the_time() {
    let mut script = Script::default();
    script.booked("visit:a", &slot(0));
    let refused = script.taken(&slot(1));
    let violation = only_violation(&script.history());
    assert_eq!(violation.calls, [refused]);
    assert!(violation.reason.ends_with("this was refused as taken, and nobody had the time"), "{violation}");
}

#[test]
fn a_refusal_is_explained_by_a_booking_under_way_even_an_unknown_one() {
    let mut script = Script::default();
    let unknown = script.invoke(Some("key"), book(&slot(1)));
    script.answer(unknown, Answer::Unknown("reset".to_owned()));
    script.taken(&slot(1));
    explained(&script.history());
}

#[test]
fn an_unknown_booking_that_was_never_made_explains_nothing() {
    let mut script = Script::default();
    let unknown = script.invoke(Some("key"), book(&slot(1)));
    script.answer(unknown, Answer::Unknown("reset".to_owned()));
    let taken = script.taken(&slot(1));
    script.booked("visit:b", &slot(1));
    script.settle();
    // Repeated at the end, it is refused: so it had not been done, and nobody had the time before B.
    script.keyed("key", book(&slot(1)), refused("SLOT_TAKEN"));
    assert_eq!(only_violation(&script.history()).calls, [taken]);
}

#[test]
fn the_call_that_resolves_an_unknown_one_may_be_the_one_that_books() {
    let mut script = Script::default();
    let unknown = script.invoke(Some("key"), book(&slot(1)));
    script.answer(unknown, Answer::Unknown("reset".to_owned()));
    script.booked("visit:b", &slot(1));
    script.cancelled("visit:b", &slot(1));
    script.settle();
    script.keyed("key", book(&slot(1)), Answer::Done(visit("visit:a", "CONFIRMED", &slot(1))));
    explained(&script.history());
}

#[test]
fn a_call_that_was_refused_cannot_have_booked_before_that() {
    let mut script = Script::default();
    let unknown = script.invoke(Some("key"), book(&slot(1)));
    script.answer(unknown, Answer::Unknown("reset".to_owned()));
    // Nobody but the first call itself could have the time; but then this would be its answer.
    script.keyed("key", book(&slot(1)), refused("SLOT_TAKEN"));
    script.keyed("key", book(&slot(1)), Answer::Done(visit("visit:a", "CONFIRMED", &slot(1))));
    assert_eq!(only_violation(&script.history()).calls, [0, 1]);
}

#[test]
fn one_key_has_one_visit() {
    let mut script = Script::default();
    let first = script.keyed("key", book(&slot(1)), Answer::Done(visit("visit:a", "CONFIRMED", &slot(1))));
    script.cancelled("visit:a", &slot(1));
    let second = script.keyed("key", book(&slot(1)), Answer::Done(visit("visit:b", "CONFIRMED", &slot(1))));
    let violations = check(&script.history()).violations;
    assert_eq!(violations[0].calls, [first, second]);
    assert_eq!(violations[0].reason, "one key has two visits, visit:a and visit:b");
}

#[test]
fn a_visit_that_was_answered_is_there_at_the_end() {
    let mut script = Script::default();
    let booked = script.booked("visit:a", &slot(1));
    script.settle();
    let read = script.call(Action::Read { visit: "visit:a".to_owned() }, Answer::Seen(None));
    let violation = only_violation(&script.history());
    assert_eq!((violation.reason.as_str(), violation.calls), ("visit:a was answered and is lost", vec![booked, read]));
}

#[test]
fn a_list_of_free_times_that_no_moment_looked_like_is_found() {
    let mut script = Script::default();
    let list = script.invoke(None, Action::Slots { time: slots(0, 3) });
    script.booked("visit:a", &slot(0));
    script.booked("visit:b", &slot(1));
    // B is there and A is not: but A was there first.
    script.answer(list, Answer::Free(vec![540, 560]));
    let violation = only_violation(&script.history());
    assert_eq!(violation.calls, [0, 1, 2]);
}

#[test]
fn a_hold_ends_by_the_clock_and_not_before() {
    let held = |until: i64| {
        let mut script = Script::default();
        let mut hold = visit("visit:h", "HELD", &slot(1));
        hold.expires = Some(until);
        script.call(Action::Hold { time: slot(1) }, Answer::Done(hold));
        script
    };
    // The next call begins at second 2.
    let mut early = held(5_000_000);
    early.booked("visit:b", &slot(1));
    assert_eq!(only_violation(&early.history()).calls, [0, 1]);

    let mut over = held(2_000_000);
    over.booked("visit:b", &slot(1));
    explained(&over.history());

    let mut too_long = held(2_000_000);
    let taken = too_long.taken(&slot(1));
    assert!(only_violation(&too_long.history()).calls.contains(&taken));

    let mut across = held(3_000_000);
    across.taken(&slot(1));
    explained(&across.history());
}

#[test]
fn a_visit_is_moved_once() {
    let move_to = |time| Action::Move { visit: "visit:a".to_owned(), time };
    let moved_to = |third: Answer| {
        let mut script = Script::default();
        script.booked("visit:a", &slot(0));
        script.call(move_to(slot(1)), Answer::Done(visit("visit:b", "CONFIRMED", &slot(1))));
        script.call(move_to(slot(2)), third);
        script.booked("visit:d", &slot(0));
        script.history()
    };
    explained(&moved_to(refused("ALREADY_REPLACED")));
    let twice = moved_to(Answer::Done(visit("visit:c", "CONFIRMED", &slot(2))));
    let violation = only_violation(&twice);
    assert_eq!(violation.calls, [0, 1, 2], "{violation}");
}

#[test]
fn a_patient_is_in_one_place() {
    let elsewhere = |id: &str, doctor: &str| {
        let time = super::record::Time { doctor: doctor.to_owned(), ..slot(1) };
        let action = Action::Book { time: time.clone(), patient: Some("patient:1".to_owned()) };
        (action, Answer::Done(visit(id, "CONFIRMED", &time)))
    };
    let mut script = Script::default();
    for (id, doctor) in [("visit:a", "doctor:1"), ("visit:b", "doctor:2")] {
        let (action, answer) = elsewhere(id, doctor);
        script.call(action, answer);
    }
    let violation = only_violation(&script.history());
    assert!(violation.reason.starts_with("patient:1: "), "{violation}");
}

#[test]
fn what_has_too_many_orders_is_undecided_and_no_violation() {
    let mut script = Script::default();
    script.booked("visit:a", &slot(0));
    script.taken(&slot(0));
    let verdict = check_within(&script.history(), 0);
    assert_eq!(
        (verdict.violations.len(), verdict.undecided.as_slice(), verdict.objects),
        (0, &[DOCTOR.to_owned()][..], 1)
    );
    assert!(!verdict.is_good(), "nothing was decided");

    let undecided = vec!["doctor:1".to_owned()];
    assert!(Verdict { objects: 7, undecided: undecided.clone(), ..Verdict::default() }.is_good());
    assert!(!Verdict { objects: 4, undecided, ..Verdict::default() }.is_good());
}

#[test]
fn a_history_can_be_written_and_read_again() {
    let mut script = Script::default();
    script.booked("visit:a", &slot(0));
    script.taken(&slot(0));
    script.call(Action::Slots { time: slots(0, 2) }, Answer::Free(vec![550]));
    script.settle();
    let history = script.history();
    let file = std::env::temp_dir().join(format!("medbook_test_{}_history.jsonl", std::process::id()));
    history.write(&file).expect("the temporary folder is writable");
    let read = History::read(&file).expect("it can be read");
    std::fs::remove_file(file).expect("it is there");
    assert_eq!(read, history);
}
