//! From requests to steps: what each doctor and each patient has gone through.

use std::collections::{BTreeMap, HashMap};

use super::effect::{Effect, Request, Shown};
use super::record::{Action, Answer, Call, History, Time, Visit};
use super::step::{Kind, Limits, Object, Role, Seen, Step, Ticks};

/// Statuses in which a visit has its time.
pub const OCCUPYING: [&str; 5] = ["HELD", "PENDING", "CONFIRMED", "CHECKED_IN", "IN_PROGRESS"];

const MINUTES_A_TICK: i64 = 5;
/// What a slot of a list says is free.
const SLOT: i64 = 10;

/// An entry's position; between two of them there is room for what happens by itself.
const fn at(entry: usize) -> usize {
    2 * entry + 1
}

/// The objects of a history, by name.
pub fn objects(history: &History, calls: &[Call], requests: &[Request], shown: &Shown) -> Vec<Object> {
    let mut projection = Projection { base: base(calls), shown, ..Projection::new(history, calls, shown) };
    projection.find_patients(requests);
    let mut changes = Vec::new();
    for request in requests.iter().filter(|request| request.is_change()) {
        changes.push(projection.change(request));
    }
    for (request, effect) in requests.iter().filter(|request| request.is_change()).zip(changes) {
        for call in &request.calls {
            projection.refusal(call, effect.as_deref().unwrap_or_default());
        }
    }
    projection.expiries(requests);
    for call in calls {
        projection.read(call);
    }
    projection.objects.into_values().map(|(object, _)| object).collect()
}

/// The earliest minute that anybody asked for.
fn base(calls: &[Call]) -> i64 {
    let time = |call: &Call| match &call.action {
        Action::Hold { time } | Action::Book { time, .. } | Action::Move { time, .. } => Some(time.from),
        Action::Slots { time } | Action::Agenda { time } => Some(time.from),
        _ => None,
    };
    calls.iter().filter_map(time).min().unwrap_or_default()
}

struct Projection<'a> {
    history: &'a History,
    calls: &'a [Call],
    shown: &'a Shown,
    base: i64,
    /// Each with its visits by their ids.
    objects: BTreeMap<String, (Object, HashMap<String, usize>)>,
    /// Whose time a visit takes, besides the doctor's.
    patients: HashMap<String, String>,
}

/// The steps of a request: the object and the number of each.
type Placed = Vec<(String, usize)>;

impl<'a> Projection<'a> {
    fn new(history: &'a History, calls: &'a [Call], shown: &'a Shown) -> Self {
        Self { history, calls, shown, base: 0, objects: BTreeMap::new(), patients: HashMap::new() }
    }

    fn ticks(&self, from: i64, until: i64) -> Ticks {
        let tick = |minute: i64| (minute - self.base) / MINUTES_A_TICK;
        (tick(from)..tick(until)).filter(|tick| (0..128).contains(tick)).fold(0, |ticks, tick| ticks | 1 << tick)
    }

    /// A hold has no patient before it is booked, and a visit that was moved keeps its own.
    fn find_patients(&mut self, requests: &[Request]) {
        for request in requests {
            let Effect::Once { visit, .. } = &request.effect else { continue };
            let patient = match request.action() {
                Action::Book { patient, .. } | Action::Fill { patient, .. } => patient.clone(),
                Action::Move { visit: old, .. } => self.patients.get(old).cloned(),
                _ => None,
            };
            if let Some(patient) = patient {
                self.patients.insert(visit.id.clone(), patient);
            }
        }
    }

    fn object(&mut self, name: &str) -> &mut (Object, HashMap<String, usize>) {
        self.objects
            .entry(name.to_owned())
            .or_insert_with(|| (Object { name: name.to_owned(), ..Object::default() }, HashMap::new()))
    }

    /// The number of a visit in an object.
    fn visit(&mut self, object: &str, id: &str, from: i64, until: i64) -> usize {
        let ticks = self.ticks(from, until);
        let (object, visits) = self.object(object);
        *visits.entry(id.to_owned()).or_insert_with(|| {
            object.visits.push(ticks);
            object.visits.len() - 1
        })
    }

    fn known(&mut self, object: &str, id: &str) -> Option<usize> {
        let visit = self.shown.visits.get(id)?;
        Some(self.visit(object, id, visit.from, visit.until))
    }

    fn push(&mut self, object: &str, step: Step) -> (String, usize) {
        let (into, _) = self.object(object);
        into.steps.push(step);
        (object.to_owned(), into.steps.len() - 1)
    }

    /// The steps of what a request changed.
    fn change(&mut self, request: &Request) -> Option<Placed> {
        let call = Some(request.calls[0].number);
        let (from, until, made) = match &request.effect {
            Effect::Once { from, until, visit } => (at(*from), Some(at(*until)), Some(visit.clone())),
            Effect::Perhaps { from } => (at(*from), None, None),
            Effect::Never => return None,
        };
        // Whoever it was made for, if it was made.
        let anonymous = |time: &Time| Visit {
            id: format!("of call {}", request.calls[0].number),
            doctor: time.doctor.clone(),
            from: time.from,
            until: time.until,
            ..Visit::default()
        };
        let mut placed = Vec::new();
        match request.action() {
            Action::Hold { time } => {
                let visit = made.unwrap_or_else(|| anonymous(time));
                let number = self.visit(&visit.doctor, &visit.id, visit.from, visit.until);
                self.object(&visit.doctor).0.holds.push(number);
                placed.push(self.push(&visit.doctor, Step { from, until, kind: Kind::Claim(number), call }));
                if until.is_none() {
                    let kind = Kind::Expire(number);
                    placed.push(self.push(&visit.doctor, Step { from, until, kind, call }));
                }
            }
            Action::Book { time, patient } => {
                let visit = made.unwrap_or_else(|| anonymous(time));
                for object in [Some(&visit.doctor), patient.as_ref()].into_iter().flatten() {
                    let number = self.visit(object, &visit.id, visit.from, visit.until);
                    placed.push(self.push(object, Step { from, until, kind: Kind::Claim(number), call }));
                }
            }
            Action::Fill { hold, patient } => {
                let visit = self.shown.visits.get(hold)?.clone();
                let number = self.known(&visit.doctor, hold)?;
                placed.push(self.push(&visit.doctor, Step { from, until, kind: Kind::Fill(number), call }));
                if let Some(patient) = patient {
                    let number = self.known(patient, hold)?;
                    placed.push(self.push(patient, Step { from, until, kind: Kind::Claim(number), call }));
                }
            }
            Action::Move { visit: old, time } => {
                let new = made.unwrap_or_else(|| anonymous(time));
                let patient = self.patients.get(old).cloned();
                for object in [Some(&new.doctor), patient.as_ref()].into_iter().flatten() {
                    let number = self.visit(object, &new.id, new.from, new.until);
                    let kind = Kind::Move { old: self.known(object, old)?, new: number };
                    placed.push(self.push(object, Step { from, until, kind, call }));
                }
            }
            Action::Cancel { visit } => {
                let doctor = self.shown.visits.get(visit)?.doctor.clone();
                let patient = self.patients.get(visit).cloned();
                for object in [Some(&doctor), patient.as_ref()].into_iter().flatten() {
                    let kind = Kind::End(self.known(object, visit)?);
                    placed.push(self.push(object, Step { from, until, kind, call }));
                }
            }
            _ => {}
        }
        Some(placed)
    }

    /// What a refusal says of its moment. `placed` are the steps of the same request: had they taken effect, the answer
    /// would have been another.
    fn refusal(&mut self, call: &Call, placed: &[(String, usize)]) {
        let (Answer::Refused(code), Some(_)) = (&call.answer, call.answered) else { return };
        let (visit, time) = match &call.action {
            Action::Hold { time } | Action::Book { time, .. } => (None, Some(time)),
            Action::Move { visit, time } => (Some(visit), Some(time)),
            Action::Fill { hold, .. } => (Some(hold), None),
            Action::Cancel { visit } => (Some(visit), None),
            _ => return,
        };
        let shown = visit.and_then(|visit| self.shown.visits.get(visit)).cloned();
        let Some(doctor) = time.map(|time| &time.doctor).or(shown.as_ref().map(|visit| &visit.doctor)).cloned() else {
            return;
        };
        let ticks = match (time, &shown) {
            (Some(time), _) => self.ticks(time.from, time.until),
            (None, Some(visit)) => self.ticks(visit.from, visit.until),
            (None, None) => return,
        };
        let is_move = matches!(call.action, Action::Move { .. });
        let patient = match &call.action {
            Action::Book { patient, .. } | Action::Fill { patient, .. } => patient.clone(),
            _ => visit.and_then(|visit| self.patients.get(visit)).cloned(),
        };
        let number = visit.and_then(|visit| self.known(&doctor, visit));
        match (code.as_str(), number) {
            ("SLOT_TAKEN", _) => self.see(call, &doctor, Seen::Taken(ticks), number.filter(|_| is_move), placed),
            ("PATIENT_BUSY", _) => {
                let here = match number {
                    Some(held) if !is_move => Seen::Held(held),
                    _ => Seen::Free(ticks),
                };
                self.see(call, &doctor, here, number.filter(|_| is_move), placed);
                if let Some(patient) = patient {
                    let moving = visit.filter(|_| is_move).and_then(|visit| self.known(&patient, visit));
                    self.see(call, &patient, Seen::Taken(ticks), moving, placed);
                }
            }
            (_, Some(visit)) => {
                let placed = if matches!(call.action, Action::Cancel { .. }) { &[] } else { placed };
                self.wrong_status(call, &doctor, visit, placed);
            }
            _ => {}
        }
    }

    /// The refusals that tell how a visit has gone on.
    fn wrong_status(&mut self, call: &Call, doctor: &str, visit: usize, placed: &[(String, usize)]) {
        let Answer::Refused(code) = &call.answer else { return };
        let seen = match (&call.action, code.as_str()) {
            (_, "ALREADY_REPLACED") => Seen::Went(visit, &[Role::Moved]),
            (_, "HOLD_EXPIRED") => Seen::Went(visit, &[Role::Expired]),
            (Action::Cancel { .. }, "WRONG_STATUS") => Seen::Went(visit, &[Role::Cancelled]),
            (Action::Move { .. }, "WRONG_STATUS") => Seen::Immovable(visit),
            // What never was a hold cannot be booked as one.
            (Action::Fill { .. }, "WRONG_STATUS") if self.object(doctor).0.holds.contains(&visit) => {
                Seen::Went(visit, &[Role::Filled, Role::Cancelled, Role::Moved])
            }
            _ => return,
        };
        self.see(call, doctor, seen, None, placed);
    }

    fn see(&mut self, call: &Call, object: &str, seen: Seen, moving: Option<usize>, placed: &[(String, usize)]) {
        let Some(answered) = call.answered else { return };
        let before = placed.iter().filter(|(name, _)| name == object).map(|(_, step)| *step).collect();
        let kind = Kind::See(seen, Limits { moving, before });
        self.push(object, Step { from: at(call.invoked), until: Some(at(answered)), kind, call: Some(call.number) });
    }

    /// Holds that nobody booked or gave back end by the clock: whoever asks after that moment finds the time free. Who
    /// was asking at that moment may find either.
    fn expiries(&mut self, requests: &[Request]) {
        for request in requests {
            let (Action::Hold { .. }, Effect::Once { visit, .. }) = (request.action(), &request.effect) else {
                continue;
            };
            let expires = self.shown.visits.get(&visit.id).and_then(|visit| visit.expires);
            let Some(expires) = expires else { continue };
            let Some(entry) = self.history.entries.iter().position(|entry| entry.clock >= expires) else { continue };
            let ends = requests.iter().filter(|other| match other.action() {
                Action::Fill { hold, .. } => *hold == visit.id,
                Action::Cancel { visit: other } => *other == visit.id,
                _ => false,
            });
            let (mut certain, mut perhaps) = (false, false);
            for end in ends {
                certain |= matches!(end.effect, Effect::Once { .. });
                perhaps |= matches!(end.effect, Effect::Perhaps { .. });
            }
            if certain {
                continue;
            }
            let asking = self.calls.iter().filter(|call| call.invoked < entry);
            let last = asking.filter_map(|call| call.answered).filter(|answered| *answered >= entry).max();
            let (from, until) = (2 * entry, last.map_or(2 * entry, |last| at(last) + 1));
            let Some(number) = self.known(&visit.doctor, &visit.id) else { continue };
            let until = (!perhaps).then_some(until);
            self.push(&visit.doctor.clone(), Step { from, until, kind: Kind::Expire(number), call: None });
        }
    }

    fn read(&mut self, call: &Call) {
        match (&call.action, &call.answer) {
            (Action::Read { .. }, Answer::Seen(Some(visit))) => {
                let Some(number) = self.known(&visit.doctor, &visit.id) else { return };
                let seen = match visit.status.as_str() {
                    "HELD" => Seen::Held(number),
                    "CANCELLED" => Seen::Went(number, &[Role::Cancelled]),
                    "EXPIRED" => Seen::Went(number, &[Role::Expired]),
                    "RESCHEDULED" => Seen::Went(number, &[Role::Moved]),
                    _ => Seen::Booked(number),
                };
                self.see(call, &visit.doctor, seen, None, &[]);
            }
            (Action::Slots { time }, Answer::Free(starts)) => {
                let window = self.ticks(time.from, time.until);
                let free = starts.iter().fold(0, |free, start| free | self.ticks(*start, start + SLOT));
                let seen = Seen::Exactly { window, taken: window & !free, visits: Vec::new() };
                self.see(call, &time.doctor, seen, None, &[]);
            }
            (Action::Agenda { time }, Answer::Listed(listed)) => {
                let window = self.ticks(time.from, time.until);
                let there = listed.iter().filter(|visit| OCCUPYING.contains(&visit.status.as_str()));
                let (mut taken, mut visits) = (0, Vec::new());
                for visit in there {
                    taken |= self.ticks(visit.from, visit.until);
                    visits.extend(self.known(&time.doctor, &visit.id));
                }
                let seen = Seen::Exactly { window, taken: taken & window, visits };
                self.see(call, &time.doctor, seen, None, &[]);
            }
            _ => {}
        }
    }
}
