//! Somebody who sends requests.

use serde_json::{Value, json};

use super::answer::Answer;
use super::outcome::{Outcome, VISIT, Visit};

/// An HTTP client of its own, with a token if somebody signed in.
#[derive(Clone)]
pub struct Caller {
    pub http: reqwest::Client,
    pub url: String,
    pub token: Option<String>,
    /// What the proxy in front of the server sees.
    pub address: String,
}

/// The fields of every `Problem`.
const PROBLEM: &str = "... on Problem { code message field \
    alternatives { startsAt endsAt doctor { id } clinic { id } } }";

impl Caller {
    pub fn new(url: String, address: String) -> Self {
        Self { http: reqwest::Client::new(), url, token: None, address }
    }

    /// The same client with another token.
    pub fn with_token(&self, token: &str) -> Self {
        Self { token: Some(token.to_owned()), ..self.clone() }
    }

    /// The same person over a connection of its own.
    pub fn reconnected(&self) -> Self {
        Self { http: reqwest::Client::new(), ..self.clone() }
    }

    /// Sends a query or mutation with its variables.
    pub async fn graphql(&self, query: &str, variables: Value) -> Answer {
        self.post(json!({ "query": query, "variables": variables }).to_string()).await
    }

    /// Sends a query without variables.
    pub async fn query(&self, query: &str) -> Answer {
        self.graphql(query, json!({})).await
    }

    /// Sends a query or mutation to a server that may be gone, or go: an error says that no answer came.
    pub async fn try_graphql(&self, query: &str, variables: Value) -> reqwest::Result<Answer> {
        self.try_post(json!({ "query": query, "variables": variables }).to_string()).await
    }

    /// Sends `body` as it is.
    pub async fn post(&self, body: String) -> Answer {
        self.try_post(body).await.expect("the server answers")
    }

    /// Sends `body` as it is to a server that may be gone.
    pub async fn try_post(&self, body: String) -> reqwest::Result<Answer> {
        let mut request = self.http.post(&self.url).header("x-forwarded-for", &self.address);
        if let Some(token) = &self.token {
            request = request.header("authorization", format!("Bearer {token}"));
        }
        let response = request.header("content-type", "application/json").body(body).send().await?;
        let status = response.status().as_u16();
        let text = response.text().await?;
        Ok(Answer { status, body: serde_json::from_str(&text).unwrap_or(Value::String(text)) })
    }

    /// Calls the mutation `name` that takes one `input` of type `input_type` and answers `... on Success { fields }` or a
    /// problem.
    pub async fn mutate(&self, name: &'static str, input_type: &str, success: &str, input: Value) -> Outcome {
        let query =
            format!("mutation($input: {input_type}!) {{ {name}(input: $input) {{ __typename {success} {PROBLEM} }} }}");
        Outcome::new(self.graphql(&query, json!({ "input": input })).await, name)
    }

    /// Holds a time; `input` is a whole `HoldSlotInput`.
    pub async fn hold_input(&self, input: Value) -> Outcome {
        self.mutate("holdSlot", "HoldSlotInput", &format!("... on Appointment {{ {VISIT} }}"), input).await
    }

    /// Books; `input` is a whole `BookAppointmentInput`.
    pub async fn book_input(&self, input: Value) -> Outcome {
        self.mutate("bookAppointment", "BookAppointmentInput", &booking(), input).await
    }

    /// Moves a visit; `input` is a whole `RescheduleAppointmentInput`.
    pub async fn reschedule_input(&self, input: Value) -> Outcome {
        self.mutate("rescheduleAppointment", "RescheduleAppointmentInput", &booking(), input).await
    }

    /// Cancels a visit; `input` is a whole `CancelAppointmentInput`.
    pub async fn cancel_input(&self, input: Value) -> Outcome {
        let success = format!("... on Appointment {{ {VISIT} }}");
        self.mutate("cancelAppointment", "CancelAppointmentInput", &success, input).await
    }

    /// Does what takes an `AppointmentActionInput`: `confirmAppointment`, `markNoShow` …
    pub async fn act(&self, action: &'static str, visit: &Visit) -> Outcome {
        self.act_input(action, json!({ "appointmentId": visit.id })).await
    }

    /// The same with a whole `AppointmentActionInput`.
    pub async fn act_input(&self, action: &'static str, input: Value) -> Outcome {
        self.mutate(action, "AppointmentActionInput", &format!("... on Appointment {{ {VISIT} }}"), input).await
    }

    /// Reads a visit again, if the caller may see it.
    pub async fn read(&self, visit: &Visit) -> Option<Visit> {
        let query =
            format!("query($id: ID!, $token: String) {{ appointment(id: $id, manageToken: $token) {{ {VISIT} }} }}");
        let answer = self.graphql(&query, json!({ "id": visit.id, "token": visit.manage_token })).await;
        let value = answer.at("/appointment");
        (!value.is_null()).then(|| Visit::read(value, visit.manage_token.clone()))
    }
}

fn booking() -> String {
    format!("... on Booking {{ manageToken appointment {{ {VISIT} }} }}")
}
