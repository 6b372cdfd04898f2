//! Histories written by hand.

use super::record::{Action, Answer, Entry, History, Time, Visit, What};

/// A history that is written call by call. Its clock goes a second with each entry.
#[derive(Default)]
pub struct Script {
    history: History,
    calls: u32,
}

/// The only doctor.
pub const DOCTOR: &str = "doctor:1";

/// Ten minutes of the doctor: the `slot`th.
pub fn slot(slot: i64) -> Time {
    slots(slot, slot + 1)
}

/// The time from one slot until before another.
pub fn slots(from: i64, until: i64) -> Time {
    Time { doctor: DOCTOR.to_owned(), from: 540 + 10 * from, until: 540 + 10 * until }
}

/// A visit that has this time.
pub fn visit(id: &str, status: &str, time: &Time) -> Visit {
    Visit {
        id: id.to_owned(),
        version: 1,
        status: status.to_owned(),
        doctor: time.doctor.clone(),
        from: time.from,
        until: time.until,
        expires: None,
        cancelled_by: None,
    }
}

/// A booking of a guest.
pub fn book(time: &Time) -> Action {
    Action::Book { time: time.clone(), patient: None }
}

impl Script {
    fn push(&mut self, what: What) {
        let entry = self.history.entries.len();
        let clock = 1_000_000 * i64::try_from(entry).expect("a short history");
        self.history.entries.push(Entry { at: clock.unsigned_abs(), clock, what });
    }

    /// A call begins.
    pub fn invoke(&mut self, key: Option<&str>, action: Action) -> u32 {
        let call = self.calls;
        self.calls += 1;
        self.push(What::Invoke { call, client: call, key: key.map(str::to_owned), action });
        call
    }

    /// It ends.
    pub fn answer(&mut self, call: u32, answer: Answer) {
        self.push(What::Answer { call, answer });
    }

    /// A call that nothing else overlaps.
    pub fn call(&mut self, action: Action, answer: Answer) -> u32 {
        let call = self.invoke(None, action);
        self.answer(call, answer);
        call
    }

    /// The same with a key.
    pub fn keyed(&mut self, key: &str, action: Action, answer: Answer) -> u32 {
        let call = self.invoke(Some(key), action);
        self.answer(call, answer);
        call
    }

    /// Somebody else booked a time.
    pub fn booked(&mut self, id: &str, time: &Time) -> u32 {
        self.call(book(time), Answer::Done(visit(id, "CONFIRMED", time)))
    }

    /// Somebody was told that a time is taken.
    pub fn taken(&mut self, time: &Time) -> u32 {
        self.call(book(time), refused("SLOT_TAKEN"))
    }

    /// A visit was cancelled.
    pub fn cancelled(&mut self, id: &str, time: &Time) -> u32 {
        let cancelled = visit(id, "CANCELLED", time);
        self.call(Action::Cancel { visit: id.to_owned() }, Answer::Done(cancelled))
    }

    pub fn settle(&mut self) {
        self.push(What::Settled);
    }

    pub fn history(self) -> History {
        self.history
    }
}

pub fn refused(code: &str) -> Answer {
    Answer::Refused(code.to_owned())
}
