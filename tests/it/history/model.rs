//! The rules as a sequential machine: what one call after the other would be answered. Slow, plain, and with nothing in
//! common with the checker that is proved against it.

use std::collections::{BTreeMap, HashMap};

use super::record::{Action, Answer, Time, Visit};

#[derive(Clone, Debug, PartialEq)]
enum Status {
    Held,
    Booked,
    Cancelled(Option<String>),
    Moved,
}

#[derive(Clone, Debug)]
struct Entry {
    time: Time,
    patient: Option<String>,
    status: Status,
    expires: Option<i64>,
    version: i64,
}

/// Who has what.
#[derive(Clone, Debug, Default)]
pub struct Model {
    visits: BTreeMap<String, Entry>,
    keys: HashMap<String, String>,
}

/// How long a hold lasts, in microseconds.
pub const HOLD: i64 = 20_000_000;

impl Entry {
    fn is_active(&self, clock: i64) -> bool {
        self.status == Status::Booked || self.is_held(clock)
    }

    fn is_held(&self, clock: i64) -> bool {
        self.status == Status::Held && self.expires.is_some_and(|expires| clock < expires)
    }

    fn overlaps(&self, time: &Time) -> bool {
        self.time.from < time.until && time.from < self.time.until
    }
}

impl Model {
    /// Answers a call at this instant; a new visit gets this id.
    pub fn apply(&mut self, action: &Action, key: Option<&str>, clock: i64, id: &str) -> Answer {
        let keyless = matches!(action, Action::Cancel { .. });
        if let Some(known) = key.filter(|_| !keyless).and_then(|key| self.keys.get(key)) {
            return Answer::Done(self.show(known, clock));
        }
        let done = match action {
            Action::Hold { time } => self.claim(time, None, None, clock).map(|()| {
                self.insert(id, time, None, Some(clock + HOLD));
                id.to_owned()
            }),
            Action::Book { time, patient } => self.claim(time, patient.as_ref(), None, clock).map(|()| {
                self.insert(id, time, patient.clone(), None);
                id.to_owned()
            }),
            Action::Fill { hold, patient } => self.fill(hold, patient.as_ref(), clock),
            Action::Move { visit, time } => self.move_it(visit, time, clock, id),
            Action::Cancel { visit } => self.cancel(visit, key, clock),
            Action::Read { visit } => {
                return Answer::Seen(self.visits.contains_key(visit).then(|| self.show(visit, clock)));
            }
            Action::Slots { time } => {
                let is_free = |from: &i64| {
                    let slot = Time { doctor: time.doctor.clone(), from: *from, until: from + 10 };
                    self.claim(&slot, None, None, clock).is_ok()
                };
                return Answer::Free((time.from..time.until).step_by(10).filter(is_free).collect());
            }
            Action::Agenda { time } => {
                let here = self.visits.iter().filter(|(_, entry)| {
                    entry.time.doctor == time.doctor && entry.is_active(clock) && entry.overlaps(time)
                });
                return Answer::Listed(here.map(|(id, _)| self.show(id, clock)).collect());
            }
        };
        match done {
            Ok(id) => {
                if let Some(key) = key.filter(|_| !keyless) {
                    self.keys.insert(key.to_owned(), id.clone());
                }
                Answer::Done(self.show(&id, clock))
            }
            Err(code) => Answer::Refused(code.to_owned()),
        }
    }

    fn claim(&self, time: &Time, who: Option<&String>, but: Option<&str>, clock: i64) -> Result<(), &'static str> {
        let in_the_way = |is_theirs: &dyn Fn(&Entry) -> bool| {
            self.visits.iter().any(|(id, entry)| {
                Some(id.as_str()) != but && is_theirs(entry) && entry.is_active(clock) && entry.overlaps(time)
            })
        };
        if in_the_way(&|entry| entry.time.doctor == time.doctor) {
            return Err("SLOT_TAKEN");
        }
        match who {
            Some(patient) if in_the_way(&|entry| entry.patient.as_ref() == Some(patient)) => Err("PATIENT_BUSY"),
            _ => Ok(()),
        }
    }

    fn insert(&mut self, id: &str, time: &Time, patient: Option<String>, expires: Option<i64>) {
        let status = if expires.is_some() { Status::Held } else { Status::Booked };
        self.visits.insert(id.to_owned(), Entry { time: time.clone(), patient, status, expires, version: 1 });
    }

    fn fill(&mut self, hold: &str, patient: Option<&String>, clock: i64) -> Result<String, &'static str> {
        let held = self.visits.get(hold).ok_or("NOT_FOUND")?.clone();
        match held.status {
            Status::Held if held.is_held(clock) => {}
            Status::Held => return Err("HOLD_EXPIRED"),
            _ => return Err("WRONG_STATUS"),
        }
        if self.claim(&held.time, patient, Some(hold), clock).is_err() {
            return Err("PATIENT_BUSY");
        }
        let (patient, version) = (patient.cloned(), held.version + 1);
        let booked = Entry { patient, status: Status::Booked, expires: None, version, ..held };
        self.visits.insert(hold.to_owned(), booked);
        Ok(hold.to_owned())
    }

    fn move_it(&mut self, old: &str, time: &Time, clock: i64, id: &str) -> Result<String, &'static str> {
        let was = self.visits.get(old).ok_or("NOT_FOUND")?.clone();
        match was.status {
            Status::Booked => {}
            Status::Moved => return Err("ALREADY_REPLACED"),
            _ => return Err("WRONG_STATUS"),
        }
        self.claim(time, was.patient.as_ref(), Some(old), clock)?;
        self.insert(id, time, was.patient.clone(), None);
        self.visits.insert(old.to_owned(), Entry { status: Status::Moved, version: was.version + 1, ..was });
        Ok(id.to_owned())
    }

    fn cancel(&mut self, id: &str, key: Option<&str>, clock: i64) -> Result<String, &'static str> {
        let visit = self.visits.get_mut(id).ok_or("NOT_FOUND")?;
        match visit.status {
            Status::Moved => return Err("ALREADY_REPLACED"),
            Status::Held if !visit.is_held(clock) => return Err("HOLD_EXPIRED"),
            Status::Cancelled(_) => return Err("WRONG_STATUS"),
            Status::Held | Status::Booked => {}
        }
        (visit.status, visit.expires) = (Status::Cancelled(key.map(str::to_owned)), None);
        visit.version += 1;
        Ok(id.to_owned())
    }

    fn show(&self, id: &str, clock: i64) -> Visit {
        let entry = &self.visits[id];
        let status = match entry.status {
            Status::Booked => "CONFIRMED",
            Status::Held if entry.is_held(clock) => "HELD",
            Status::Held => "EXPIRED",
            Status::Cancelled(_) => "CANCELLED",
            Status::Moved => "RESCHEDULED",
        };
        Visit {
            id: id.to_owned(),
            version: entry.version,
            status: status.to_owned(),
            doctor: entry.time.doctor.clone(),
            from: entry.time.from,
            until: entry.time.until,
            expires: entry.expires,
            cancelled_by: if let Status::Cancelled(key) = &entry.status { key.clone() } else { None },
        }
    }

    /// All visits there ever were.
    pub fn ids(&self) -> Vec<String> {
        self.visits.keys().cloned().collect()
    }
}
