//! What came of each request, over all the calls that repeated it.

use std::collections::{BTreeMap, HashMap};

use super::record::{Action, Answer, Call, History, Visit};

/// A request: one call, or several with one key.
#[derive(Clone, Debug)]
pub struct Request {
    /// In the order of their invocation. All ask for the same.
    pub calls: Vec<Call>,
    pub effect: Effect,
}

#[derive(Clone, Debug)]
pub enum Effect {
    /// It took effect once, between these entries; the visit that it made or changed.
    Once {
        from: usize,
        until: usize,
        visit: Visit,
    },
    /// It took effect after this entry, or never.
    Perhaps {
        from: usize,
    },
    Never,
}

impl Request {
    pub fn action(&self) -> &Action {
        &self.calls[0].action
    }

    /// Only changes; reads are looked at call by call.
    pub fn is_change(&self) -> bool {
        !matches!(self.action(), Action::Slots { .. } | Action::Agenda { .. } | Action::Read { .. })
    }
}

/// What the answers of a whole history show.
pub struct Shown {
    /// Every visit, as it was first shown.
    pub visits: BTreeMap<String, Visit>,
    /// The entry that first showed it.
    first: HashMap<String, usize>,
    /// The entry that first showed that it was cancelled by a key.
    cancelled: HashMap<String, usize>,
    /// The entry that first showed of a visit that it was cancelled, by whomever.
    over: HashMap<String, usize>,
    /// What was last read of each visit, after everything had settled.
    finally: HashMap<String, Visit>,
}

impl Shown {
    pub fn new(history: &History, calls: &[Call]) -> Self {
        let mut shown = Self {
            visits: BTreeMap::new(),
            first: HashMap::new(),
            cancelled: HashMap::new(),
            over: HashMap::new(),
            finally: HashMap::new(),
        };
        let settled = history.settled().unwrap_or(usize::MAX);
        let mut answered: Vec<_> = calls.iter().filter_map(|call| Some((call.answered?, call))).collect();
        answered.sort_unstable_by_key(|(position, _)| *position);
        for (position, call) in answered {
            let visits = match &call.answer {
                Answer::Done(visit) | Answer::Seen(Some(visit)) => std::slice::from_ref(visit),
                Answer::Listed(visits) => visits,
                _ => &[],
            };
            if let (Action::Cancel { visit }, Answer::Refused(code)) = (&call.action, &call.answer)
                && code == "WRONG_STATUS"
            {
                shown.over.entry(visit.clone()).or_insert(position);
            }
            for visit in visits {
                let known = shown.visits.entry(visit.id.clone()).or_insert_with(|| visit.clone());
                known.expires = known.expires.or(visit.expires);
                shown.first.entry(visit.id.clone()).or_insert(position);
                if let Some(key) = &visit.cancelled_by {
                    shown.over.entry(visit.id.clone()).or_insert(position);
                    shown.cancelled.entry(key.clone()).or_insert(position);
                }
            }
            if let (Answer::Seen(Some(visit)), true) = (&call.answer, call.invoked > settled) {
                shown.finally.insert(visit.id.clone(), visit.clone());
            }
        }
        shown
    }

    /// What was read of a visit when everything had settled.
    pub fn finally(&self, visit: &str) -> Option<&Visit> {
        self.finally.get(visit)
    }
}

/// The requests of a history, in the order of their first call.
pub fn requests(history: &History, calls: &[Call], shown: &Shown) -> Vec<Request> {
    let mut groups: Vec<Vec<Call>> = Vec::new();
    let mut index: HashMap<&str, usize> = HashMap::new();
    for call in calls {
        let known = call.key.as_deref().and_then(|key| index.get(key));
        match known {
            Some(group) => groups[*group].push(call.clone()),
            None => {
                index.extend(call.key.as_deref().map(|key| (key, groups.len())));
                groups.push(vec![call.clone()]);
            }
        }
    }
    let settled = history.settled().unwrap_or(usize::MAX);
    groups
        .into_iter()
        .map(|calls| {
            let effect = effect(&calls, shown, settled);
            Request { calls, effect }
        })
        .collect()
}

fn effect(calls: &[Call], shown: &Shown, settled: usize) -> Effect {
    // A call that was refused did nothing.
    let acting = || calls.iter().filter(|call| !matches!(call.answer, Answer::Refused(_)));
    let Some(from) = acting().map(|call| call.invoked).min() else { return Effect::Never };
    let answered = acting().filter_map(|call| Some((call.answered?, call.done()?.clone()))).min_by_key(|done| done.0);
    if let Action::Cancel { visit } = &calls[0].action {
        let told = calls[0].key.as_ref().and_then(|key| shown.cancelled.get(key)).copied();
        let known = told.into_iter().chain(answered.map(|(until, _)| until)).min();
        return match (known, shown.visits.get(visit)) {
            // A visit is cancelled once: whoever found it cancelled came later.
            (Some(known), Some(visit)) => {
                let until = shown.over.get(&visit.id).map_or(known, |over| known.min(*over));
                Effect::Once { from, until, visit: visit.clone() }
            }
            _ if shown.finally(visit).is_some() => Effect::Never,
            _ => Effect::Perhaps { from },
        };
    }
    match answered {
        Some((until, visit)) => {
            // What others have seen had happened; but a hold is there before it is booked.
            let first = match calls[0].action {
                Action::Fill { .. } => None,
                _ => shown.first.get(&visit.id).copied(),
            };
            Effect::Once { from, until: first.map_or(until, |first| first.min(until)), visit }
        }
        // Repeated when nothing was under way any more, and still not done.
        None if calls.iter().any(|call| call.invoked > settled && !call.is_unknown()) => Effect::Never,
        None => Effect::Perhaps { from },
    }
}
