//! Rows of the read operations over HTTP. Limit: a static resolver that answers the same bytes.

use std::cell::Cell;
use std::collections::BTreeSet;
use std::rc::Rc;

use anyhow::{Context, ensure};
use chrono::{DateTime, Duration, NaiveTime, Utc};
use serde_json::{Value, json};

use crate::api;
use crate::connection::Connection;
use crate::load::{self, Load, Work};
use crate::measure::Plan;
use crate::report::Row;
use crate::server::Server;

const LIMIT: &str = "static resolver, same bytes";
/// How many different questions of a kind are asked in turn.
const VARIANTS: usize = 16;

const DOCTORS: &str = "query ($specialty: String, $city: String) {
  doctors(filter: { specialty: $specialty, city: $city }, first: 20) {
    nodes { id name specialty { name } languages rating ratingCount consultationFee { amount currency } clinics { id name city } }
    pageInfo { hasNextPage endCursor }
  }
}";
const WEEK: &str = "query ($id: ID!, $from: DateTime!, $until: DateTime!) {
  node(id: $id) { ... on Doctor { slots(from: $from, until: $until) { startsAt endsAt localStart } } }
}";
const EARLIEST: &str = "query ($specialty: String, $city: String, $from: DateTime) {
  slots(filter: { specialty: $specialty, city: $city, from: $from }, first: 10) {
    nodes { startsAt localStart doctor { id name } clinic { id name } }
  }
}";

/// An operation with its questions.
struct Operation {
    what: &'static str,
    /// Its root field.
    field: &'static str,
    requests: Vec<String>,
}

/// Measures the operations on one backend.
pub async fn rows(server: &Server, backend: &str, now: DateTime<Utc>, plan: Plan) -> anyhow::Result<Vec<Row>> {
    let operations = operations(server, now).await?;
    let recorded = record(server, &operations).await?;
    let file = crate::scratch()?.join("answers.json");
    std::fs::write(&file, &recorded)?;
    let constant = Server::own(&["constant", file.to_str().context("a path in UTF-8")?]).await?;
    let mut rows = Vec::new();
    for operation in &operations {
        let field = operation.field;
        let questions = |variant| json!({ "query": format!("{{ {field}(variant: {variant}) }}") }).to_string();
        let constant_requests: Vec<String> = (0..operation.requests.len()).map(questions).collect();
        compare(server, &constant, &operation.requests, &constant_requests).await?;
        let ours = Rc::new(Asking::new(operation.requests.clone()));
        let limit = Rc::new(Asking::new(constant_requests));
        for clients in [1, 64] {
            load::run(server.address, clients, plan.warm_up, &ours).await?;
            load::run(constant.address, clients, plan.warm_up, &limit).await?;
            let (mut our_runs, mut limit_runs) = (Vec::new(), Vec::new());
            for _ in 0..plan.repeats {
                our_runs.push(all_well(load::run(server.address, clients, plan.run, &ours).await?)?.sample());
                limit_runs.push(all_well(load::run(constant.address, clients, plan.run, &limit).await?)?.sample());
            }
            let what = format!("{}, {backend}, {clients} {}", operation.what, plural(clients));
            rows.push(Row::new(what, &our_runs, LIMIT, &limit_runs));
        }
    }
    constant.stop().await?;
    Ok(rows)
}

/// How many there are, in words.
pub fn plural(clients: usize) -> &'static str {
    if clients == 1 { "client" } else { "clients" }
}

fn all_well(load: Load) -> anyhow::Result<Load> {
    ensure!(load.failures.is_empty(), "reads failed: {:?}", load.failures);
    Ok(load)
}

async fn operations(server: &Server, now: DateTime<Utc>) -> anyhow::Result<Vec<Operation>> {
    let listed = "{ doctors(first: 100) { nodes { id specialty { name } clinics { city } } } }";
    let listed = api::ask(server, listed, json!({})).await?;
    let listed = listed["doctors"]["nodes"].as_array().context("doctors are listed")?;
    let mut places = BTreeSet::new();
    for doctor in listed {
        let (specialty, city) = (&doctor["specialty"]["name"], &doctor["clinics"][0]["city"]);
        places.insert((specialty.as_str().unwrap_or_default(), city.as_str().unwrap_or_default()));
    }
    // Whole days from tomorrow on, so that the answers stay the same while time passes.
    let from = (now + Duration::days(1)).date_naive().and_time(NaiveTime::MIN).and_utc();
    let until = from + Duration::days(7);
    let request = |query: &str, variables: Value| json!({ "query": query, "variables": variables }).to_string();
    let places: Vec<_> = places.into_iter().take(VARIANTS).collect();
    let in_place = |query: &str, with: &Value| -> Vec<String> {
        let variables = |specialty: &str, city: &str| {
            let mut variables = with.clone();
            variables["specialty"] = specialty.into();
            variables["city"] = city.into();
            variables
        };
        places.iter().map(|(specialty, city)| request(query, variables(specialty, city))).collect()
    };
    let week = |doctor: &Value| request(WEEK, json!({ "id": doctor["id"], "from": from, "until": until }));
    Ok(vec![
        Operation { what: "doctor search", field: "doctors", requests: in_place(DOCTORS, &json!({})) },
        Operation {
            what: "slots of one doctor for 7 days",
            field: "node",
            requests: listed.iter().take(VARIANTS).map(week).collect(),
        },
        Operation {
            what: "earliest slots of a specialty in a city",
            field: "slots",
            requests: in_place(EARLIEST, &json!({ "from": from })),
        },
    ])
}

/// The answers by root field, as one JSON document, byte for byte.
async fn record(server: &Server, operations: &[Operation]) -> anyhow::Result<Vec<u8>> {
    let mut connection = Connection::open(server.address).await?;
    let mut text = b"{".to_vec();
    for (number, operation) in operations.iter().enumerate() {
        text.extend_from_slice(if number == 0 { b"\"" } else { b",\"" });
        text.extend_from_slice(operation.field.as_bytes());
        text.extend_from_slice(b"\":[");
        for (variant, request) in operation.requests.iter().enumerate() {
            text.extend_from_slice(if variant == 0 { b"" } else { b"," });
            text.extend_from_slice(connection.post(request).await?.body);
        }
        text.extend_from_slice(b"]");
    }
    text.extend_from_slice(b"}");
    Ok(text)
}

/// Makes sure that both servers answer the same bytes.
async fn compare(ours: &Server, constant: &Server, asked: &[String], instead: &[String]) -> anyhow::Result<()> {
    let (mut ours, mut constant) = (Connection::open(ours.address).await?, Connection::open(constant.address).await?);
    for (request, instead) in asked.iter().zip(instead) {
        let ours = ours.post(request).await?;
        ensure!(!ours.body.windows(8).any(|window| window == b"\"errors\""), "{}", String::from_utf8_lossy(ours.body));
        ensure!(
            ours.body == constant.post(instead).await?.body,
            "the static resolver answers other bytes to {request}"
        );
    }
    Ok(())
}

/// Asks the same questions in turn.
struct Asking {
    requests: Vec<String>,
    next: Cell<usize>,
}

impl Asking {
    fn new(requests: Vec<String>) -> Self {
        Self { requests, next: Cell::new(0) }
    }
}

impl Work for Asking {
    fn next(&self) -> Option<String> {
        let next = self.next.get();
        self.next.set((next + 1) % self.requests.len());
        Some(self.requests[next].clone())
    }

    fn judge(&self, body: &[u8]) -> Result<(), String> {
        // Errors stand behind the data; the start tells enough and costs nothing.
        if body.starts_with(b"{\"data\":{") { Ok(()) } else { Err("errors".to_owned()) }
    }
}
