//! What a mutation came to.

use chrono::{DateTime, Utc};
use serde_json::Value;

use super::answer::Answer;
use super::slot::{Slot, instant};

/// The fields of a visit that tests look at.
pub const VISIT: &str = "id version status startsAt endsAt localStart createdAt holdExpiresAt cancellationReason reason \
    symptoms mode fee { amount currency } patient { id name } doctor { id } clinic { id } service { id } \
    previous { id } successor { id }";

/// The answer to a mutation that answers a union of its success and `Problem`.
#[derive(Clone, Debug)]
pub struct Outcome {
    pub answer: Answer,
    name: &'static str,
}

/// A refusal.
#[derive(Clone, Debug, PartialEq)]
pub struct Problem {
    pub code: String,
    pub message: String,
    pub field: Option<Vec<String>>,
    pub alternatives: Vec<Slot>,
}

/// A visit as its holder sees it.
#[derive(Clone, Debug, PartialEq)]
pub struct Visit {
    pub id: String,
    pub version: i64,
    pub status: String,
    pub starts_at: DateTime<Utc>,
    pub ends_at: DateTime<Utc>,
    pub doctor: String,
    pub clinic: String,
    pub manage_token: Option<String>,
    /// Everything of [`VISIT`].
    pub value: Value,
}

impl Outcome {
    pub fn new(answer: Answer, name: &'static str) -> Self {
        Self { answer, name }
    }

    fn value(&self) -> &Value {
        &self.answer.body["data"][self.name]
    }

    /// The success, of this type.
    #[track_caller]
    pub fn expect(&self, typename: &str) -> &Value {
        self.answer.data();
        assert_eq!(self.value()["__typename"], typename, "{} was refused: {:?}", self.name, self.answer);
        self.value()
    }

    /// A booking, with the token that guests get.
    #[track_caller]
    pub fn expect_booked(&self) -> Visit {
        let booking = self.expect("Booking");
        Visit::read(&booking["appointment"], booking["manageToken"].as_str().map(str::to_owned))
    }

    /// A visit that is held.
    #[track_caller]
    pub fn expect_held(&self) -> Visit {
        self.expect_visit("HELD")
    }

    /// A visit in this status.
    #[track_caller]
    pub fn expect_visit(&self, status: &str) -> Visit {
        let visit = Visit::read(self.expect("Appointment"), None);
        assert_eq!(visit.status, status);
        visit
    }

    /// A refusal.
    #[track_caller]
    pub fn expect_problem(&self) -> Problem {
        self.problem().unwrap_or_else(|| panic!("{} was not refused: {:?}", self.name, self.answer))
    }

    /// A refusal with this code.
    #[track_caller]
    pub fn expect_code(&self, code: &str) -> Problem {
        let problem = self.expect_problem();
        assert_eq!(problem.code, code, "{}", problem.message);
        problem
    }

    /// A refusal because of an input, at this path.
    #[track_caller]
    pub fn expect_invalid(&self, field: &[&str]) -> Problem {
        let problem = self.expect_code("INVALID_INPUT");
        let path: Vec<_> = problem.field.iter().flatten().map(String::as_str).collect();
        assert_eq!(path, field, "{}", problem.message);
        problem
    }

    /// An error with this code.
    #[track_caller]
    pub fn expect_error(&self, code: &str) -> String {
        self.answer.expect_error(code)
    }

    /// The refusal, if it is one.
    pub fn problem(&self) -> Option<Problem> {
        let value = self.value();
        (value["__typename"] == "Problem").then(|| Problem {
            code: value["code"].as_str().unwrap_or_default().to_owned(),
            message: value["message"].as_str().unwrap_or_default().to_owned(),
            field: serde_json::from_value(value["field"].clone()).expect("a field is a list of text"),
            alternatives: Slot::list(&value["alternatives"]),
        })
    }

    /// What it came to in one word: a problem's or error's code, or the type of the success.
    pub fn word(&self) -> String {
        match (self.answer.code(), self.problem()) {
            (Some(code), _) => code.to_owned(),
            (None, Some(problem)) => problem.code,
            (None, None) => self.value()["__typename"].as_str().unwrap_or("nothing").to_owned(),
        }
    }
}

impl Visit {
    #[track_caller]
    pub fn read(value: &Value, manage_token: Option<String>) -> Self {
        let text = |pointer: &str| {
            value
                .pointer(pointer)
                .and_then(Value::as_str)
                .unwrap_or_else(|| panic!("no {pointer} in {value:#}"))
                .to_owned()
        };
        Self {
            id: text("/id"),
            version: value["version"].as_i64().expect("a visit has a version"),
            status: text("/status"),
            starts_at: instant(&value["startsAt"]),
            ends_at: instant(&value["endsAt"]),
            doctor: text("/doctor/id"),
            clinic: text("/clinic/id"),
            manage_token,
            value: without_typename(value),
        }
    }

    /// The time it takes.
    pub fn slot(&self) -> Slot {
        Slot {
            doctor: self.doctor.clone(),
            clinic: self.clinic.clone(),
            starts_at: self.starts_at,
            ends_at: self.ends_at,
        }
    }
}

/// Where a visit was the member of a union, it says so; it is the same visit.
fn without_typename(visit: &Value) -> Value {
    let mut visit = visit.clone();
    visit.as_object_mut().expect("a visit is an object").remove("__typename");
    visit
}
