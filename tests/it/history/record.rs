//! What happened: every call and every answer, in the order in which the clients saw them.

use std::collections::HashMap;
use std::io::{self, BufRead, Write};
use std::path::Path;
use std::sync::Mutex;
use std::time::{Duration, Instant};

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

/// A time of a doctor, in minutes since 1970.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Time {
    pub doctor: String,
    pub from: i64,
    pub until: i64,
}

/// What a client asks for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Action {
    Hold {
        time: Time,
    },
    /// For a patient with an account, or for a guest, who is somebody new each time.
    Book {
        time: Time,
        patient: Option<String>,
    },
    /// Book what is held.
    Fill {
        hold: String,
        patient: Option<String>,
    },
    Move {
        visit: String,
        time: Time,
    },
    Cancel {
        visit: String,
    },
    /// The free ten minutes of a doctor in a period.
    Slots {
        time: Time,
    },
    /// The visits that occupy a doctor in a period.
    Agenda {
        time: Time,
    },
    Read {
        visit: String,
    },
}

/// A visit as an answer shows it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Visit {
    pub id: String,
    pub version: i64,
    pub status: String,
    pub doctor: String,
    /// Minutes since 1970.
    pub from: i64,
    pub until: i64,
    /// When the hold ends, in microseconds since 1970 by the server's clock.
    pub expires: Option<i64>,
    /// The key of the call that cancelled it.
    pub cancelled_by: Option<String>,
}

/// What came of a call.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Answer {
    /// Held, booked, moved or cancelled: the visit that there is now.
    Done(Visit),
    /// A problem's code.
    Refused(String),
    /// A visit that was read, if it exists.
    Seen(Option<Visit>),
    /// Free times, by their start in minutes since 1970.
    Free(Vec<i64>),
    /// An agenda.
    Listed(Vec<Visit>),
    /// No answer, or one that does not say: it may have happened, and may still happen.
    Unknown(String),
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum What {
    Invoke {
        call: u32,
        client: u32,
        /// Calls that repeat each other share it: the idempotency key, or the reason of a cancellation.
        key: Option<String>,
        action: Action,
    },
    Answer {
        call: u32,
        answer: Answer,
    },
    Fault(String),
    /// From here on no earlier call is still under way.
    Settled,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    /// Microseconds since the beginning, by a clock that only goes forward.
    pub at: u64,
    /// Microseconds since 1970, by the server's clock.
    pub clock: i64,
    pub what: What,
}

/// A call with its answer; where they stand in the history is when they happened.
#[derive(Clone, Debug)]
pub struct Call {
    pub number: u32,
    pub client: u32,
    pub key: Option<String>,
    pub action: Action,
    pub answer: Answer,
    pub invoked: usize,
    pub answered: Option<usize>,
}

impl Call {
    /// The visit that it made or changed, if it was answered so.
    pub fn done(&self) -> Option<&Visit> {
        if let Answer::Done(visit) = &self.answer { Some(visit) } else { None }
    }

    pub fn is_unknown(&self) -> bool {
        matches!(self.answer, Answer::Unknown(_))
    }
}

/// A whole history.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct History {
    pub entries: Vec<Entry>,
}

impl History {
    /// The calls, in the order of their invocation.
    pub fn calls(&self) -> Vec<Call> {
        let mut calls: Vec<Call> = Vec::new();
        let mut index = HashMap::new();
        for (position, entry) in self.entries.iter().enumerate() {
            match &entry.what {
                What::Invoke { call, client, key, action } => {
                    index.insert(*call, calls.len());
                    calls.push(Call {
                        number: *call,
                        client: *client,
                        key: key.clone(),
                        action: action.clone(),
                        answer: Answer::Unknown("no answer".to_owned()),
                        invoked: position,
                        answered: None,
                    });
                }
                What::Answer { call, answer } => {
                    let call = &mut calls[index[call]];
                    call.answer = answer.clone();
                    // What may still happen has not ended.
                    call.answered = (!call.is_unknown()).then_some(position);
                }
                What::Fault(_) | What::Settled => {}
            }
        }
        calls
    }

    /// Where everything that was under way had ended.
    pub fn settled(&self) -> Option<usize> {
        self.entries.iter().position(|entry| entry.what == What::Settled)
    }

    /// Writes one JSON object a line.
    pub fn write(&self, path: &Path) -> io::Result<()> {
        let mut file = io::BufWriter::new(std::fs::File::create(path)?);
        for entry in &self.entries {
            serde_json::to_writer(&mut file, entry)?;
            file.write_all(b"\n")?;
        }
        file.flush()
    }

    /// Reads what [`write`](Self::write) has written.
    pub fn read(path: &Path) -> io::Result<Self> {
        let lines = io::BufReader::new(std::fs::File::open(path)?).lines();
        let entries = lines.map(|line| Ok(serde_json::from_str(&line?)?)).collect::<io::Result<_>>()?;
        Ok(Self { entries })
    }
}

/// Writes a history down while it happens.
pub struct Recorder {
    start: Instant,
    clock: Box<dyn Fn() -> DateTime<Utc> + Send + Sync>,
    state: Mutex<(History, u32)>,
}

impl Recorder {
    /// `clock` is what the server takes for now.
    pub fn new(clock: impl Fn() -> DateTime<Utc> + Send + Sync + 'static) -> Self {
        Self { start: Instant::now(), clock: Box::new(clock), state: Mutex::default() }
    }

    /// To be called before the request is sent.
    pub fn invoke(&self, client: u32, key: Option<&str>, action: &Action) -> u32 {
        let mut state = self.state.lock().expect("nobody panics here");
        let call = state.1;
        state.1 += 1;
        let what = What::Invoke { call, client, key: key.map(str::to_owned), action: action.clone() };
        self.push(&mut state.0, what);
        call
    }

    /// To be called after the answer was read.
    pub fn answer(&self, call: u32, answer: &Answer) {
        self.note(What::Answer { call, answer: answer.clone() });
    }

    pub fn note(&self, what: What) {
        let mut state = self.state.lock().expect("nobody panics here");
        self.push(&mut state.0, what);
    }

    /// How long it has been writing.
    pub fn age(&self) -> Duration {
        self.start.elapsed()
    }

    /// How many calls were made.
    pub fn count(&self) -> u32 {
        self.state.lock().expect("nobody panics here").1
    }

    /// What has happened up to now.
    pub fn history(&self) -> History {
        self.state.lock().expect("nobody panics here").0.clone()
    }

    /// Both clocks are read while nobody else writes: they rise along the history.
    fn push(&self, history: &mut History, what: What) {
        let at = u64::try_from(self.start.elapsed().as_micros()).unwrap_or(u64::MAX);
        let clock = (self.clock)().timestamp_micros();
        history.entries.push(Entry { at, clock, what });
    }
}
