//! The smallest part that cannot be explained.
//!
//! What is taken away must never be what explained the rest. So an observation may go at any time; a visit goes with all
//! that happened to it, and with every observation that it might have explained.

use super::search::{BUDGET, Stuck, explain};
use super::step::{Kind, Limits, Object, Seen, Step, Ticks};

/// Makes `object`, which was stuck at `position`, smaller as long as there is still no order.
pub fn shrink(object: &Object, position: usize) -> Object {
    let mut small = until(object, position);
    if !is_stuck(&small) {
        // Cannot be; but a longer report is better than none.
        return object.clone();
    }
    loop {
        let before = (small.steps.len(), visits(&small).len());
        small = without_observations(small);
        small = with_narrow_lists(small);
        small = without_visits(small);
        if (small.steps.len(), visits(&small).len()) == before {
            return small;
        }
    }
}

/// Only what was asked for before `position`; what was answered later need not have happened yet.
fn until(object: &Object, position: usize) -> Object {
    let kept: Vec<usize> = (0..object.steps.len()).filter(|step| object.steps[*step].from < position).collect();
    let mut cut = keep(object, &kept);
    for step in &mut cut.steps {
        step.until = step.until.filter(|until| *until <= position);
    }
    // An observation that need not have happened says nothing.
    let said: Vec<usize> = (0..cut.steps.len())
        .filter(|step| cut.steps[*step].until.is_some() || !matches!(cut.steps[*step].kind, Kind::See(..)))
        .collect();
    keep(&cut, &said)
}

/// Takes away observations.
fn without_observations(object: Object) -> Object {
    let seen = |object: &Object| {
        (0..object.steps.len()).filter(|step| matches!(object.steps[*step].kind, Kind::See(..))).collect()
    };
    without(object, seen, |object, gone| {
        let kept: Vec<usize> = (0..object.steps.len()).filter(|step| !gone.contains(step)).collect();
        keep(object, &kept)
    })
}

/// Lets lists speak of as few ticks as possible.
fn with_narrow_lists(mut object: Object) -> Object {
    for step in 0..object.steps.len() {
        for tick in (0..Ticks::BITS).map(|tick| 1 << tick) {
            let mut narrower = object.clone();
            let Kind::See(Seen::Exactly { window, taken, visits }, _) = &mut narrower.steps[step].kind else { break };
            if *window == tick || *window & tick == 0 {
                continue;
            }
            *window &= !tick;
            *taken &= *window;
            let left = *window;
            visits.retain(|visit| object.visits[*visit] & left != 0);
            if is_stuck(&narrower) {
                object = narrower;
            }
        }
    }
    object
}

/// Takes away visits.
fn without_visits(object: Object) -> Object {
    let take = |object: &Object, gone: &[usize]| {
        gone.iter().fold(object.clone(), |object, visit| without_visit(&object, *visit))
    };
    without(object, visits, take)
}

/// Takes away what `parts` finds, in halves, quarters, … and one by one, as long as there is no order of what is left.
fn without(
    mut object: Object,
    parts: impl Fn(&Object) -> Vec<usize>,
    take: impl Fn(&Object, &[usize]) -> Object,
) -> Object {
    let mut chunk = parts(&object).len().div_ceil(2).max(1);
    loop {
        let mut first = 0;
        loop {
            let all = parts(&object);
            if first >= all.len() {
                break;
            }
            let smaller = take(&object, &all[first..all.len().min(first + chunk)]);
            if is_stuck(&smaller) {
                object = smaller;
            } else {
                first += chunk;
            }
        }
        if chunk == 1 {
            return object;
        }
        chunk = chunk.div_ceil(2);
    }
}

fn is_stuck(object: &Object) -> bool {
    matches!(explain(object, BUDGET), Err(Stuck::At { .. }))
}

/// The visits that something happens to; one that was taken away has no ticks any more.
fn visits(object: &Object) -> Vec<usize> {
    let there = |visit: &usize| object.visits[*visit] != 0;
    let mut visits: Vec<usize> = object.steps.iter().flat_map(|step| of(&step.kind)).filter(there).collect();
    visits.sort_unstable();
    visits.dedup();
    visits
}

fn of(kind: &Kind) -> Vec<usize> {
    match kind {
        Kind::Claim(visit) | Kind::End(visit) | Kind::Expire(visit) | Kind::Fill(visit) => vec![*visit],
        Kind::Move { old, new } => vec![*old, *new],
        Kind::See(seen, limits) => match seen {
            Seen::Held(visit) | Seen::Booked(visit) => vec![*visit],
            Seen::Went(visit, _) | Seen::Immovable(visit) => vec![*visit],
            Seen::Exactly { visits, .. } => visits.clone(),
            Seen::Taken(_) | Seen::Free(_) => limits.moving.into_iter().collect(),
        },
    }
}

fn without_visit(object: &Object, visit: usize) -> Object {
    let mut steps = object.steps.clone();
    let mut kept = Vec::new();
    for (number, step) in steps.iter_mut().enumerate() {
        let stays = match &step.kind {
            Kind::Move { old, new } if *old == visit => {
                step.kind = Kind::Claim(*new);
                true
            }
            // The other visit did move.
            Kind::Move { new, .. } if *new == visit => true,
            Kind::See(..) => !of(&step.kind).contains(&visit) && !may_explain(object, visit, step),
            kind => !of(kind).contains(&visit),
        };
        if stays {
            kept.push(number);
        }
    }
    let mut without = Object { steps, ..object.clone() };
    without.visits[visit] = 0;
    keep(&without, &kept)
}

/// Whether an observation may be true because of a visit: it saw one of its ticks taken while the visit may have had them.
fn may_explain(object: &Object, visit: usize, observation: &Step) -> bool {
    let taken = match &observation.kind {
        Kind::See(Seen::Taken(taken) | Seen::Exactly { taken, .. }, _) => *taken,
        _ => return false,
    };
    let began = |step: &Step| matches!(step.kind, Kind::Claim(new) | Kind::Move { new, .. } if new == visit);
    let ended =
        |step: &Step| matches!(step.kind, Kind::End(old) | Kind::Expire(old) | Kind::Move { old, .. } if old == visit);
    let begins = object.steps.iter().filter(|step| began(step)).map(|step| step.from).min();
    let ends = object.steps.iter().filter(|step| ended(step)).filter_map(|step| step.until).min();
    taken & object.visits[visit] != 0
        && begins.is_none_or(|begins| observation.until.is_none_or(|until| begins < until))
        && ends.is_none_or(|ends| observation.from < ends)
}

/// Only these steps, numbered anew.
fn keep(object: &Object, kept: &[usize]) -> Object {
    let renumber = |before: &[usize]| before.iter().filter_map(|step| kept.binary_search(step).ok()).collect();
    let step = |number: &usize| {
        let step = &object.steps[*number];
        let kind = match &step.kind {
            Kind::See(seen, limits) => {
                Kind::See(seen.clone(), Limits { moving: limits.moving, before: renumber(&limits.before) })
            }
            kind => kind.clone(),
        };
        Step { kind, ..step.clone() }
    };
    Object { steps: kept.iter().map(step).collect(), ..object.clone() }
}
