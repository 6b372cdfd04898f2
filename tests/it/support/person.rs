//! People who book.

use std::ops::Deref;

use chrono::{DateTime, Utc};
use serde_json::{Value, json};

use super::app::PASSWORD;
use super::caller::Caller;
use super::doctor::Doctor;
use super::outcome::{Outcome, Visit};
use super::server::Server;
use super::slot::{Slot, text};

/// A patient with an account, or a guest. Everything a [`Caller`] can do they can do.
#[derive(Clone)]
pub struct Person {
    caller: Caller,
    pub name: String,
    pub email: String,
    /// Of their account; empty for guests.
    pub user: String,
    /// Their own profile; empty for guests.
    pub patient: String,
    /// Empty for guests.
    pub refresh_token: String,
}

impl Deref for Person {
    type Target = Caller;

    fn deref(&self) -> &Caller {
        &self.caller
    }
}

/// The fields of a session that tests look at.
pub const SESSION: &str =
    "... on Session { accessToken accessTokenExpiresAt refreshToken user { id email patients { id relation } } }";

/// Signs in.
pub async fn sign_in(caller: Caller, email: &str, password: &str) -> Caller {
    let input = json!({ "email": email, "password": password });
    let session = caller.mutate("login", "LoginInput", SESSION, input).await;
    caller.with_token(session.expect("Session")["accessToken"].as_str().expect("a session has a token"))
}

impl Person {
    /// Registers.
    pub async fn register(caller: Caller, name: &str, number: u32) -> Self {
        let email = email(name, number);
        let input = json!({ "email": email, "password": PASSWORD, "name": name });
        let outcome = caller.mutate("register", "RegisterInput", SESSION, input).await;
        let session = outcome.expect("Session");
        let text = |pointer: &str| session.pointer(pointer).and_then(Value::as_str).unwrap_or_default().to_owned();
        Self {
            caller: caller.with_token(&text("/accessToken")),
            name: name.to_owned(),
            email,
            user: text("/user/id"),
            patient: text("/user/patients/0/id"),
            refresh_token: text("/refreshToken"),
        }
    }

    /// Has no account.
    pub fn guest(caller: Caller, name: &str, number: u32) -> Self {
        let (user, patient, refresh_token) = Default::default();
        Self { caller, name: name.to_owned(), email: email(name, number), user, patient, refresh_token }
    }

    /// The same person on another connection.
    pub fn on_another_connection(&self) -> Self {
        Self { caller: self.caller.reconnected(), ..self.clone() }
    }

    /// The same person as a client of a server on the same database.
    pub fn at(&self, server: &Server) -> Self {
        let caller = self.caller.reconnected();
        Self { caller: Caller { url: server.url("/graphql"), ..caller }, ..self.clone() }
    }

    /// The free slots of a doctor from `from` until before `until`.
    pub async fn slots(&self, doctor: &Doctor, from: DateTime<Utc>, until: DateTime<Utc>) -> Vec<Slot> {
        let query = "query($id: ID!, $from: DateTime!, $until: DateTime!) { node(id: $id) { ... on Doctor {
            slots(from: $from, until: $until) { startsAt endsAt doctor { id } clinic { id } } } } }";
        let variables = json!({ "id": doctor.id, "from": text(from), "until": text(until) });
        Slot::list(self.graphql(query, variables).await.at("/node/slots"))
    }

    /// The next free slot of a doctor.
    pub async fn first_slot(&self, doctor: &Doctor) -> Slot {
        let query = "query($id: ID!) { node(id: $id) { ... on Doctor {
            nextSlot { startsAt endsAt doctor { id } clinic { id } } } } }";
        let answer = self.graphql(query, json!({ "id": doctor.id })).await;
        Slot::list(&json!([answer.at("/node/nextSlot")])).remove(0)
    }

    /// Holds a slot.
    pub async fn hold(&self, slot: &Slot) -> Outcome {
        self.hold_input(json!({ "doctorId": slot.doctor, "clinicId": slot.clinic, "startsAt": slot.start() })).await
    }

    /// Books a slot for themselves.
    pub async fn book(&self, slot: &Slot) -> Outcome {
        self.book_with(slot, json!({})).await
    }

    /// Books a slot for themselves with further fields of `BookAppointmentInput` (which win).
    pub async fn book_with(&self, slot: &Slot, further: Value) -> Outcome {
        let mut input = json!({ "doctorId": slot.doctor, "clinicId": slot.clinic, "startsAt": slot.start() });
        merge(&mut input, self.who());
        merge(&mut input, further);
        self.book_input(input).await
    }

    /// Books what was held, for themselves.
    pub async fn book_hold(&self, hold: &Visit) -> Outcome {
        let mut input = json!({ "holdId": hold.id });
        merge(&mut input, self.who());
        self.book_input(input).await
    }

    /// Moves a visit to another slot.
    pub async fn reschedule(&self, visit: &Visit, slot: &Slot) -> Outcome {
        let input = json!({
            "appointmentId": visit.id, "startsAt": slot.start(), "clinicId": slot.clinic,
            "manageToken": visit.manage_token,
        });
        self.reschedule_input(input).await
    }

    /// Cancels a visit.
    pub async fn cancel(&self, visit: &Visit) -> Outcome {
        self.cancel_input(json!({ "appointmentId": visit.id, "manageToken": visit.manage_token })).await
    }

    /// Who is it for: the fields of `BookAppointmentInput`.
    pub fn who(&self) -> Value {
        if self.patient.is_empty() {
            json!({ "guest": { "name": self.name, "email": self.email } })
        } else {
            json!({ "patientId": self.patient })
        }
    }
}

fn email(name: &str, number: u32) -> String {
    let local: String = name.to_lowercase().chars().filter(char::is_ascii_alphanumeric).collect();
    format!("{local}{number}@example.org")
}

/// Adds the fields of an input to another, over what is there.
pub fn merge(into: &mut Value, further: Value) {
    let (Value::Object(into), Value::Object(further)) = (into, further) else { panic!("inputs are objects") };
    into.extend(further);
}
