//! What the benchmark learns of the data, asked through the API like any client does.

use std::collections::{BTreeMap, HashMap};

use anyhow::{Context, ensure};
use chrono::{DateTime, Duration, Utc};
use serde_json::{Value, json};
use uuid::Uuid;

use crate::connection::Connection;
use crate::server::Server;

/// Days from which bookings are taken.
const DAYS: i64 = 14;
/// Visits of one doctor that are booked on one day at most, and how far they are apart: limits of a day, buffers and
/// repeated hours are not what is measured.
const PER_DAY: usize = 4;
const APART: Duration = Duration::minutes(70);

/// A time that can be booked.
#[derive(Copy, Clone, Debug)]
pub struct Wish {
    pub doctor: Uuid,
    pub clinic: Uuid,
    pub service: Uuid,
    pub starts_at: DateTime<Utc>,
    pub ends_at: DateTime<Utc>,
}

/// Sends one document; an answer with errors is an error.
pub async fn ask(server: &Server, query: &str, variables: Value) -> anyhow::Result<Value> {
    let mut connection = Connection::open(server.address).await?;
    let answer = connection.post(&json!({ "query": query, "variables": variables }).to_string()).await?;
    let mut answer: Value = serde_json::from_slice(answer.body)?;
    ensure!(answer["errors"].is_null(), "{}", answer["errors"]);
    Ok(answer["data"].take())
}

/// Every page of doctors, each with the fields of a selection.
async fn all_doctors(server: &Server, selection: &str, variables: &Value) -> anyhow::Result<Vec<Value>> {
    let query = format!(
        "query ($after: String, $from: DateTime!, $until: DateTime!) {{ doctors(first: 20, after: $after, orderBy: NAME) \
         {{ nodes {{ id {selection} slots(from: $from, until: $until) {{ startsAt endsAt clinic {{ id }} }} }} \
         pageInfo {{ hasNextPage endCursor }} }} }}"
    );
    let mut doctors = Vec::new();
    let mut variables = variables.clone();
    loop {
        let mut page = ask(server, &query, variables.clone()).await?["doctors"].take();
        doctors.append(page["nodes"].as_array_mut().context("a page has nodes")?);
        if page["pageInfo"]["hasNextPage"] != true {
            return Ok(doctors);
        }
        variables["after"] = page["pageInfo"]["endCursor"].take();
    }
}

/// Times to book, one day of all doctors after the other. They are alike, so that every booking sends the same
/// statements: of doctors who work at as many clinics, for a service that takes as long and needs no room.
pub async fn wishes(server: &Server, now: DateTime<Utc>) -> anyhow::Result<Vec<Wish>> {
    let period = json!({ "from": now + Duration::days(2), "until": now + Duration::days(2 + DAYS) });
    let selection = "maxPatientsPerDay clinics { id } services { id kind durationMinutes needsRoom \
                     bufferBeforeMinutes bufferAfterMinutes active }";
    let mut kinds: BTreeMap<String, Vec<Wish>> = BTreeMap::new();
    for doctor in all_doctors(server, selection, &period).await? {
        // The service that is meant when a booking names none.
        let services = doctor["services"].as_array().context("a doctor has services")?;
        let usual = services
            .iter()
            .filter(|service| service["kind"] == "CONSULTATION" && service["active"] == true)
            .min_by_key(|service| (service["durationMinutes"].as_i64(), service["id"].as_str()));
        let Some(service) = usual.filter(|service| service["needsRoom"] == false) else { continue };
        if doctor["maxPatientsPerDay"].is_i64() {
            continue;
        }
        let clinics = doctor["clinics"].as_array().map_or(0, Vec::len);
        let kind = format!("{clinics} {service:#}").replace(service["id"].as_str().unwrap_or_default(), "");
        let kind = kind.lines().filter(|line| !line.contains("\"id\"")).collect();
        kinds.entry(kind).or_default().extend(of_doctor(&doctor, service)?);
    }
    let mut wishes = kinds.into_values().max_by_key(Vec::len).context("no doctor can be booked")?;
    // Neighbours in the list are of different doctors, as bookings at the same moment mostly are.
    wishes.sort_by_key(|wish| (wish.starts_at, wish.doctor));
    Ok(wishes)
}

fn of_doctor(doctor: &Value, service: &Value) -> anyhow::Result<Vec<Wish>> {
    let mut chosen: Vec<Wish> = Vec::new();
    let mut per_day: HashMap<_, usize> = HashMap::new();
    for slot in doctor["slots"].as_array().context("a doctor has slots")? {
        let wish = Wish {
            doctor: uuid(&doctor["id"])?,
            clinic: uuid(&slot["clinic"]["id"])?,
            service: uuid(&service["id"])?,
            starts_at: instant(&slot["startsAt"])?,
            ends_at: instant(&slot["endsAt"])?,
        };
        let same_place = chosen.first().is_none_or(|first| first.clinic == wish.clinic);
        let apart = chosen.last().is_none_or(|last| wish.starts_at - last.starts_at >= APART);
        let count = per_day.entry(wish.starts_at.date_naive()).or_default();
        if same_place && apart && *count < PER_DAY {
            *count += 1;
            chosen.push(wish);
        }
    }
    Ok(chosen)
}

/// The UUID in an id of the API.
fn uuid(id: &Value) -> anyhow::Result<Uuid> {
    let text = id.as_str().context("an id is a text")?;
    Ok(Uuid::parse_str(text.split_once(':').context("an id has a colon")?.1)?)
}

fn instant(text: &Value) -> anyhow::Result<DateTime<Utc>> {
    Ok(text.as_str().context("an instant is a text")?.parse()?)
}
