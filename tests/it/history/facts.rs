//! What needs no order to be wrong.

use std::collections::{HashMap, HashSet};

use super::effect::{Effect, Request, Shown};
use super::record::{Action, Answer, Call, History};

/// Refusals that the model explains.
const EXPLAINED: [&str; 5] = ["SLOT_TAKEN", "PATIENT_BUSY", "HOLD_EXPIRED", "WRONG_STATUS", "ALREADY_REPLACED"];

/// Something wrong, and the calls that show it.
pub struct Finding {
    pub reason: String,
    pub calls: Vec<u32>,
}

/// All that is wrong, whatever the order was.
pub fn findings(history: &History, calls: &[Call], requests: &[Request], shown: &Shown) -> Vec<Finding> {
    let mut findings = Vec::new();
    lost(calls, &mut findings);
    for request in requests {
        two_answers(request, &mut findings);
    }
    for call in calls {
        unexplained(call, &mut findings);
        another_time(call, &mut findings);
    }
    too_late(history, requests, shown, &mut findings);
    unknown_visits(calls, requests, &mut findings);
    versions(requests, shown, &mut findings);
    findings
}

/// A visit that was answered is there, to whoever asks later.
fn lost(calls: &[Call], findings: &mut Vec<Finding>) {
    let mut told: HashMap<&str, (usize, u32)> = HashMap::new();
    for call in calls {
        if let (Some(visit), Some(answered)) = (call.done(), call.answered) {
            let first = told.entry(&visit.id).or_insert((answered, call.number));
            *first = (*first).min((answered, call.number));
        }
    }
    for call in calls {
        let visit = match (&call.action, &call.answer) {
            (Action::Read { visit }, Answer::Seen(None)) => visit,
            (Action::Cancel { visit } | Action::Move { visit, .. } | Action::Fill { hold: visit, .. }, _)
                if call.answer == Answer::Refused("NOT_FOUND".to_owned()) =>
            {
                visit
            }
            _ => continue,
        };
        let before = told.get(visit.as_str()).filter(|(answered, _)| *answered < call.invoked);
        if let Some((_, answer)) = before {
            let reason = format!("{visit} was answered and is lost");
            findings.push(Finding { reason, calls: vec![*answer, call.number] });
        }
    }
}

/// A request that is repeated is answered with its visit.
fn two_answers(request: &Request, findings: &mut Vec<Finding>) {
    let done: Vec<_> = request.calls.iter().filter_map(|call| Some((call, &call.done()?.id))).collect();
    let Some((first, visit)) = done.first() else { return };
    if let Some((other, another)) = done.iter().find(|(_, id)| id != visit) {
        let reason = format!("one key has two visits, {visit} and {another}");
        findings.push(Finding { reason, calls: vec![first.number, other.number] });
    }
    let first_answered = done.iter().filter_map(|(call, _)| call.answered).min();
    let keyless = matches!(request.action(), Action::Cancel { .. });
    let refused = request.calls.iter().find(|call| {
        !keyless && matches!(call.answer, Answer::Refused(_)) && first_answered.is_some_and(|at| at < call.invoked)
    });
    if let Some(refused) = refused {
        let reason = "a request that was done was refused when it was repeated".to_owned();
        findings.push(Finding { reason, calls: vec![first.number, refused.number] });
    }
}

fn unexplained(call: &Call, findings: &mut Vec<Finding>) {
    if let Answer::Refused(code) = &call.answer
        && !EXPLAINED.contains(&code.as_str())
    {
        findings.push(Finding { reason: format!("nothing here leads to {code}"), calls: vec![call.number] });
    }
}

/// What was asked for is what was answered.
fn another_time(call: &Call, findings: &mut Vec<Finding>) {
    let time = match &call.action {
        Action::Hold { time } | Action::Book { time, .. } | Action::Move { time, .. } => time,
        _ => return,
    };
    if let Some(visit) = call.done()
        && (&visit.doctor, visit.from, visit.until) != (&time.doctor, time.from, time.until)
    {
        findings.push(Finding { reason: "another time was booked".to_owned(), calls: vec![call.number] });
    }
}

/// A hold that is over cannot be booked by somebody who asks then, nor given back.
fn too_late(history: &History, requests: &[Request], shown: &Shown, findings: &mut Vec<Finding>) {
    let filled: HashSet<&String> = requests
        .iter()
        .filter_map(|request| match (request.action(), &request.effect) {
            (Action::Fill { hold, .. }, Effect::Once { .. } | Effect::Perhaps { .. }) => Some(hold),
            _ => None,
        })
        .collect();
    for request in requests {
        let hold = match request.action() {
            Action::Fill { hold, .. } => hold,
            Action::Cancel { visit } if !filled.contains(visit) => visit,
            _ => continue,
        };
        let Effect::Once { from, .. } = request.effect else { continue };
        let expires = shown.visits.get(hold).and_then(|visit| visit.expires);
        if expires.is_some_and(|expires| history.entries[from].clock >= expires) {
            let reason = format!("{hold} was booked or given back after it had expired");
            findings.push(Finding { reason, calls: request.calls.iter().map(|call| call.number).collect() });
        }
    }
}

/// Nobody has a visit that nobody asked for.
fn unknown_visits(calls: &[Call], requests: &[Request], findings: &mut Vec<Finding>) {
    let made = requests.iter().filter_map(|request| match &request.effect {
        Effect::Once { visit, .. } => Some(visit.id.as_str()),
        _ => None,
    });
    let made: HashSet<&str> = made.collect();
    if requests.iter().any(|request| matches!(request.effect, Effect::Perhaps { .. })) {
        return;
    }
    for call in calls {
        let Answer::Listed(visits) = &call.answer else { continue };
        if let Some(visit) = visits.iter().find(|visit| !made.contains(visit.id.as_str())) {
            findings.push(Finding { reason: format!("{} is nobody's", visit.id), calls: vec![call.number] });
        }
    }
}

/// Every change of a visit is a version, and nothing else is.
fn versions(requests: &[Request], shown: &Shown, findings: &mut Vec<Finding>) {
    let mut changes: HashMap<&str, (i64, Vec<u32>)> = HashMap::new();
    for request in requests {
        let Effect::Once { visit, .. } = &request.effect else { continue };
        let call = request.calls[0].number;
        let old = match request.action() {
            Action::Move { visit, .. } => Some(visit.as_str()),
            _ => None,
        };
        for visit in [Some(visit.id.as_str()), old].into_iter().flatten() {
            let known = changes.entry(visit).or_default();
            known.0 += 1;
            known.1.push(call);
        }
    }
    for (id, (count, calls)) in changes {
        let Some(visit) = shown.finally(id) else { continue };
        // Whether an expiry has been written down by now is nobody's business.
        let expired = i64::from(visit.status == "EXPIRED");
        if !(count..=count + expired).contains(&visit.version) {
            let reason = format!("{id} has version {}, and {count} is what the known changes come to", visit.version);
            findings.push(Finding { reason, calls });
        }
    }
}
