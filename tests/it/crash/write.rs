//! Every kind of write, as a request that can be sent twice.

use serde_json::{Value, json};

use super::scene::Scene;
use crate::support::{Outcome, PASSWORD, Person, SESSION, Server, merge};

#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub enum Kind {
    Hold,
    Book,
    BookHold,
    GuestBook,
    Reschedule,
    Cancel,
    Register,
    Feedback,
}

/// A write that is ready to be sent.
#[derive(Clone)]
pub struct Write {
    person: Person,
    mutation: &'static str,
    input_type: &'static str,
    success: &'static str,
    input: Value,
    /// How many events it leaves.
    pub events: i64,
    /// What it is answered when it is sent after it was done, in one word.
    pub again: &'static str,
}

const BOOKING: &str = "... on Booking { manageToken appointment { id version status } }";
const VISIT: &str = "... on Appointment { id version status }";

impl Write {
    /// Prepares everything that it needs.
    pub async fn prepare(scene: &Scene, kind: Kind) -> Self {
        let person = match kind {
            Kind::GuestBook | Kind::Register => scene.app.guest("Gil"),
            _ => scene.app.patient("Ann").await,
        };
        let slots = scene.slots(&person).await;
        let time = json!({
            "doctorId": scene.doctor.id, "clinicId": slots[0].clinic, "startsAt": slots[0].start(),
            "idempotencyKey": "the same",
        });
        let with = |further: Value| {
            let mut input = time.clone();
            merge(&mut input, further);
            input
        };
        let (mutation, input_type, success, input, events, again) = match kind {
            Kind::Hold => ("holdSlot", "HoldSlotInput", VISIT, time, 1, "Appointment"),
            Kind::Book | Kind::GuestBook => {
                ("bookAppointment", "BookAppointmentInput", BOOKING, with(person.who()), 1, "Booking")
            }
            Kind::BookHold => {
                let held = person.hold(&slots[0]).await.expect_held();
                let mut input = json!({ "holdId": held.id, "idempotencyKey": "the same" });
                merge(&mut input, person.who());
                ("bookAppointment", "BookAppointmentInput", BOOKING, input, 1, "Booking")
            }
            Kind::Reschedule => {
                let visit = person.book(&slots[0]).await.expect_booked();
                let input = json!({
                    "appointmentId": visit.id, "startsAt": slots[1].start(), "idempotencyKey": "the same",
                });
                ("rescheduleAppointment", "RescheduleAppointmentInput", BOOKING, input, 2, "Booking")
            }
            Kind::Cancel => {
                let visit = person.book(&slots[0]).await.expect_booked();
                let input = json!({ "appointmentId": visit.id });
                ("cancelAppointment", "CancelAppointmentInput", VISIT, input, 1, "WRONG_STATUS")
            }
            Kind::Register => {
                let input = json!({ "email": person.email, "password": PASSWORD, "name": person.name });
                ("register", "RegisterInput", SESSION, input, 0, "EMAIL_TAKEN")
            }
            Kind::Feedback => {
                let now = scene.app.now();
                let visit = scene.app.completed(&person, &scene.doctor).await;
                scene.app.advance_to(now);
                let input = json!({ "appointmentId": visit.id, "rating": 5 });
                ("leaveFeedback", "LeaveFeedbackInput", "... on Feedback { id }", input, 1, "ALREADY_EXISTS")
            }
        };
        Self { person, mutation, input_type, success, input, events, again }
    }

    /// Without its idempotency key.
    pub fn without_key(mut self) -> Self {
        self.input.as_object_mut().expect("an input is an object").remove("idempotencyKey");
        self
    }

    /// Sends it. An error says that no answer came.
    pub async fn send(&self, server: &Server) -> reqwest::Result<Outcome> {
        let person = self.person.at(server);
        person.try_mutate(self.mutation, self.input_type, self.success, self.input.clone()).await
    }

    /// Sends it on a task of its own.
    pub fn start(&self, server: &Server) -> tokio::task::JoinHandle<reqwest::Result<Outcome>> {
        let (write, person) = (self.clone(), self.person.at(server));
        tokio::spawn(
            async move { person.try_mutate(write.mutation, write.input_type, write.success, write.input).await },
        )
    }

    /// Whether the outcome is a success.
    pub fn succeeded(&self, outcome: &Outcome) -> bool {
        outcome.answer.code().is_none() && outcome.problem().is_none()
    }
}
