//! Actions as requests, and what came back as answers.

use serde_json::{Value, json};

use super::record::{Action, Answer, Visit};
use super::world::{instant, minutes};
use crate::support::{self, Caller};

const VISIT: &str = "id version status startsAt endsAt holdExpiresAt cancellationReason doctor { id }";

/// What is sent besides the action itself.
#[derive(Clone, Debug, Default)]
pub struct Proof {
    pub manage_token: Option<String>,
    /// A guest's number, of whom there is one for each request.
    pub guest: String,
    pub clinic: String,
}

/// An answer, with the token that a guest was given.
pub type Told = (Answer, Option<String>);

/// Sends `action` and waits for what comes of it.
pub async fn send(caller: &Caller, action: &Action, key: Option<&str>, proof: &Proof) -> Told {
    let (query, variables) = request(action, key, proof);
    match caller.try_graphql(&query, variables).await {
        Ok(answer) => told(action, &answer),
        Err(error) if error.is_timeout() => (Answer::Unknown("time-out".to_owned()), None),
        Err(error) if error.is_connect() => (Answer::Unknown("no connection".to_owned()), None),
        Err(_) => (Answer::Unknown("connection lost".to_owned()), None),
    }
}

/// Of visits of ten minutes a consultation, of others an ultrasound.
fn service(from: i64, until: i64) -> &'static str {
    match until - from {
        10 => "service:01900000-0000-7000-8000-000000000001",
        _ => "service:01900000-0000-7000-8000-000000000004",
    }
}

fn request(action: &Action, key: Option<&str>, proof: &Proof) -> (String, Value) {
    let who = |patient: &Option<String>| match patient {
        Some(patient) => json!({ "patientId": patient }),
        None => json!({ "guest": { "name": "A Guest", "email": format!("guest-{}@example.org", proof.guest) } }),
    };
    let token = &proof.manage_token;
    let booking = format!("... on Booking {{ manageToken appointment {{ {VISIT} }} }}");
    let visit = format!("... on Appointment {{ {VISIT} }}");
    let (name, kind, success, mut input) = match action {
        Action::Hold { time } => {
            let input = json!({
                "doctorId": time.doctor, "clinicId": proof.clinic, "startsAt": instant(time.from),
                "serviceId": service(time.from, time.until), "idempotencyKey": key,
            });
            ("holdSlot", "HoldSlotInput", visit, input)
        }
        Action::Book { time, patient } => {
            let mut input = json!({
                "doctorId": time.doctor, "clinicId": proof.clinic, "startsAt": instant(time.from),
                "serviceId": service(time.from, time.until), "idempotencyKey": key,
            });
            support::merge(&mut input, who(patient));
            ("bookAppointment", "BookAppointmentInput", booking, input)
        }
        Action::Fill { hold, patient } => {
            let mut input = json!({ "holdId": hold, "idempotencyKey": key });
            support::merge(&mut input, who(patient));
            ("bookAppointment", "BookAppointmentInput", booking, input)
        }
        Action::Move { visit, time } => {
            let input = json!({ "appointmentId": visit, "startsAt": instant(time.from), "idempotencyKey": key });
            ("rescheduleAppointment", "RescheduleAppointmentInput", booking, input)
        }
        Action::Cancel { visit: id } => {
            ("cancelAppointment", "CancelAppointmentInput", visit, json!({ "appointmentId": id, "reason": key }))
        }
        Action::Read { .. } | Action::Slots { .. } | Action::Agenda { .. } => return question(action, proof),
    };
    if matches!(action, Action::Cancel { .. } | Action::Move { .. }) {
        support::merge(&mut input, json!({ "manageToken": token }));
    }
    let query = format!(
        "mutation($input: {kind}!) {{ answer: {name}(input: $input) {{ __typename {success} ... on Problem {{ code }} }} }}"
    );
    (query, json!({ "input": input }))
}

fn question(action: &Action, proof: &Proof) -> (String, Value) {
    match action {
        Action::Read { visit } => {
            let query = format!(
                "query($id: ID!, $token: String) {{ answer: appointment(id: $id, manageToken: $token) {{ {VISIT} }} }}"
            );
            (query, json!({ "id": visit, "token": proof.manage_token }))
        }
        Action::Slots { time } => {
            let query = "query($id: ID!, $from: DateTime!, $until: DateTime!, $service: ID) { node(id: $id) {
                ... on Doctor { slots(from: $from, until: $until, serviceId: $service) { startsAt } } } }";
            let (from, until) = (instant(time.from), instant(time.until));
            let variables = json!({ "id": time.doctor, "from": from, "until": until, "service": service(0, 10) });
            (query.to_owned(), variables)
        }
        Action::Agenda { time } => {
            let query = format!(
                "query($id: ID!, $from: DateTime!, $until: DateTime!) {{
                answer: agenda(doctorId: $id, from: $from, until: $until) {{ {VISIT} }} }}"
            );
            let (from, until) = (instant(time.from), instant(time.until));
            (query, json!({ "id": time.doctor, "from": from, "until": until }))
        }
        _ => unreachable!("changes are mutations"),
    }
}

/// Codes after which it is not known what was done.
const UNKNOWN: [&str; 2] = ["INTERNAL", "RATE_LIMITED"];

fn told(action: &Action, answer: &support::Answer) -> Told {
    match answer.code() {
        _ if answer.status >= 500 => return (Answer::Unknown(format!("HTTP {}", answer.status)), None),
        Some(code) if UNKNOWN.contains(&code) => return (Answer::Unknown(code.to_owned()), None),
        Some(code) => return (Answer::Refused(code.to_owned()), None),
        None if answer.status != 200 || answer.body.get("data").is_none() => {
            return (Answer::Unknown(format!("HTTP {}", answer.status)), None);
        }
        None => {}
    }
    let value = &answer.body["data"]["answer"];
    let told = match action {
        Action::Read { .. } => Answer::Seen(visit(value)),
        Action::Agenda { .. } => Answer::Listed(value.as_array().into_iter().flatten().filter_map(visit).collect()),
        Action::Slots { .. } => {
            let slots = answer.body["data"]["node"]["slots"].as_array().into_iter().flatten();
            Answer::Free(slots.filter_map(|slot| minutes(slot["startsAt"].as_str()?)).collect())
        }
        _ if value["__typename"] == "Problem" => {
            Answer::Refused(value["code"].as_str().unwrap_or("no code").to_owned())
        }
        _ => {
            let made = if value["__typename"] == "Booking" { &value["appointment"] } else { value };
            visit(made).map_or_else(|| Answer::Unknown("an answer without a visit".to_owned()), Answer::Done)
        }
    };
    (told, value["manageToken"].as_str().map(str::to_owned))
}

fn visit(value: &Value) -> Option<Visit> {
    let text = |field: &str| value[field].as_str().map(str::to_owned);
    let expires = value["holdExpiresAt"].as_str().map(|expires| support::at(expires).timestamp_micros());
    Some(Visit {
        id: text("id")?,
        version: value["version"].as_i64()?,
        status: text("status")?,
        doctor: value["doctor"]["id"].as_str()?.to_owned(),
        from: minutes(value["startsAt"].as_str()?)?,
        until: minutes(value["endsAt"].as_str()?)?,
        expires,
        cancelled_by: text("cancellationReason"),
    })
}
