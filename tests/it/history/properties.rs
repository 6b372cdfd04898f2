//! The checker against the model: what can have happened is explained, and on histories so short that every order can be
//! tried, nothing else is.

use std::time::{Duration, Instant};

use super::check::check;
use super::dice::Dice;
use super::model::Model;
use super::record::{Answer, Call, History, What};
use super::script::visit;
use super::simulation::{Size, simulate};

const LONG: Size = Size { calls: 150, clients: 6, doctors: 2, slots: 6, patients: 2, unknown: 8, holds: true };
const TINY: Size = Size { calls: 6, clients: 3, doctors: 1, slots: 3, patients: 0, unknown: 0, holds: false };

#[test]
fn whatever_can_have_happened_is_explained() {
    for seed in 0..300 {
        let history = simulate(LONG, seed);
        let verdict = check(&history);
        assert!(verdict.is_explained(), "seed {seed}: {verdict}");
    }
}

#[test]
fn what_is_explained_is_what_some_order_of_the_calls_explains() {
    let (mut good, mut bad) = (0, 0);
    for seed in 0..4_000 {
        let mut dice = Dice::new(seed);
        let mut history = simulate(TINY, seed);
        for _ in 0..=dice.below(2) {
            falsify(&mut history, &mut dice);
        }
        let (expected, checked) = (some_order_explains(&history), check(&history));
        if expected {
            good += 1
        } else {
            bad += 1
        }
        assert_eq!(checked.is_explained(), expected, "seed {seed}: {checked:#?}\n{:#?}", history.calls());
    }
    assert!(good > 400 && bad > 400, "{good} good and {bad} bad histories prove little");
}

#[test]
fn thousands_of_calls_are_judged_in_a_moment() {
    let history =
        simulate(Size { calls: 5_000, clients: 12, doctors: 3, slots: 9, patients: 4, unknown: 2, ..LONG }, 1);
    let began = Instant::now();
    let verdict = check(&history);
    assert!(verdict.is_explained(), "{verdict}");
    // A fifth of it on a machine that does nothing else.
    assert!(began.elapsed() < Duration::from_secs(10), "{:?}", began.elapsed());
}

#[test]
fn a_violation_in_a_long_history_is_shown_by_few_calls() {
    for seed in 0..20 {
        let mut history = simulate(Size { calls: 600, unknown: 0, ..LONG }, seed);
        let calls = history.calls();
        let taken = calls.iter().filter(|call| call.answer == Answer::Refused("SLOT_TAKEN".to_owned()));
        // A booking of a guest that must not have been possible.
        let call = taken.filter(|call| matches!(call.action, super::record::Action::Book { .. })).nth(9);
        let call = call.expect("there are many refusals");
        let super::record::Action::Book { time, .. } = &call.action else { continue };
        let booked = Answer::Done(visit("visit:planted", "CONFIRMED", time));
        if let Some(answered) = call.answered {
            history.entries[answered].what = What::Answer { call: call.number, answer: booked };
        }
        for violation in check(&history).violations {
            assert!(violation.calls.len() <= 8, "seed {seed}: this is not small:\n{violation}");
        }
    }
}

/// Changes one answer.
fn falsify(history: &mut History, dice: &mut Dice) {
    use super::record::Action;
    let calls = history.calls();
    let Some(call) = dice.pick(&calls) else { return };
    let Some(answered) = call.answered else { return };
    let answer = match (&call.action, &call.answer) {
        (Action::Book { time, .. } | Action::Move { time, .. }, Answer::Refused(_)) => {
            Answer::Done(visit(&format!("visit:new{}", call.number), "CONFIRMED", time))
        }
        (Action::Book { .. }, Answer::Done(made)) if !calls.iter().any(|other| mentions(other, &made.id, call)) => {
            Answer::Refused("SLOT_TAKEN".to_owned())
        }
        (Action::Cancel { .. }, Answer::Done(_)) => Answer::Refused("WRONG_STATUS".to_owned()),
        (Action::Slots { .. }, Answer::Free(starts)) => {
            let mut starts = starts.clone();
            let slot = 540 + 10 * i64::try_from(dice.below(3)).expect("small");
            match starts.iter().position(|start| *start == slot) {
                Some(place) => drop(starts.remove(place)),
                None => starts.push(slot),
            }
            starts.sort_unstable();
            Answer::Free(starts)
        }
        _ => return,
    };
    history.entries[answered].what = What::Answer { call: call.number, answer };
}

/// Whether a call other than `but` knows the visit.
fn mentions(call: &Call, id: &str, but: &Call) -> bool {
    call.number != but.number && format!("{call:?}").contains(&format!("\"{id}\""))
}

/// Tries every order that respects who was answered before whom began.
fn some_order_explains(history: &History) -> bool {
    let calls = history.calls();
    let mut left: Vec<&Call> = calls.iter().collect();
    goes_on(&Model::default(), &mut left)
}

fn goes_on(model: &Model, left: &mut Vec<&Call>) -> bool {
    let Some(first_answer) = left.iter().filter_map(|call| call.answered).min() else { return true };
    for next in 0..left.len() {
        if left[next].invoked > first_answer {
            continue;
        }
        let call = left.remove(next);
        let id = call.done().map_or("visit:nobody's", |visit| visit.id.as_str());
        let mut after = model.clone();
        let answer = after.apply(&call.action, call.key.as_deref(), 0, id);
        let explained = same(&answer, &call.answer) && goes_on(&after, left);
        left.insert(next, call);
        if explained {
            return true;
        }
    }
    false
}

/// Versions and statuses of what was made follow from the order; they are not part of the claim.
fn same(expected: &Answer, answer: &Answer) -> bool {
    match (expected, answer) {
        (Answer::Done(expected), Answer::Done(visit)) => expected.id == visit.id,
        (Answer::Seen(Some(expected)), Answer::Seen(Some(visit))) => expected.status == visit.status,
        (Answer::Listed(expected), Answer::Listed(visits)) => {
            let ids = |visits: &[super::record::Visit]| visits.iter().map(|visit| visit.id.clone()).collect::<Vec<_>>();
            ids(expected) == ids(visits)
        }
        _ => expected == answer,
    }
}
