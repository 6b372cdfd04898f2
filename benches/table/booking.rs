//! Rows of bookings over HTTP: guests, each at a free time of their own, with an idempotency key.

use std::cell::Cell;
use std::rc::Rc;
use std::time::Duration;

use anyhow::{Context, ensure};
use chrono::{DateTime, Utc};
use serde_json::json;

use crate::api::{self, Wish};
use crate::connection::Connection;
use crate::direct::Direct;
use crate::load::{self, Load, Work};
use crate::measure::{Plan, Sample};
use crate::pattern::{self, Booked, Step};
use crate::pgbench::Script;
use crate::reads::plural;
use crate::report::Row;
use crate::server::Server;
use crate::wire::{Recording, Wire};

const MUTATION: &str = "mutation ($input: BookAppointmentInput!) { bookAppointment(input: $input) {
  ... on Booking { manageToken appointment { id status localStart fee { amount currency } } }
  ... on Problem { code message }
} }";
/// Bookings whose statements are compared.
const RECORDED: usize = 3;
/// How many more bookings than medbook made pgbench finds in its table.
const HEADROOM: usize = 4;

/// Free times, each given away once.
pub struct Wishes {
    wishes: Vec<Wish>,
    given: Cell<usize>,
    at: DateTime<Utc>,
}

impl Wishes {
    /// Everything that is free on a server.
    pub async fn of(server: &Server, at: DateTime<Utc>) -> anyhow::Result<Rc<Self>> {
        Ok(Rc::new(Self { wishes: api::wishes(server, at).await?, given: Cell::new(0), at }))
    }

    fn take(&self) -> Option<Booked> {
        let number = self.given.get();
        let wish = *self.wishes.get(number)?;
        self.given.set(number + 1);
        Some(Booked { wish, email: format!("guest{number}@example.org"), at: self.at })
    }

    fn several(&self, count: usize) -> Vec<Booked> {
        (0..count).map_while(|_| self.take()).collect()
    }
}

impl Work for Wishes {
    fn next(&self) -> Option<String> {
        let Booked { wish, email, .. } = self.take()?;
        let input = json!({
            "doctorId": format!("doctor:{}", wish.doctor),
            "clinicId": format!("clinic:{}", wish.clinic),
            "startsAt": wish.starts_at,
            "guest": { "name": "Zoë Ångström", "email": email, "phone": "+34 600 555 300" },
            "reason": "Palpitations",
            "idempotencyKey": email,
        });
        Some(json!({ "query": MUTATION, "variables": { "input": input } }).to_string())
    }

    fn judge(&self, body: &[u8]) -> Result<(), String> {
        let text = String::from_utf8_lossy(body);
        if text.contains("\"manageToken\":\"") {
            return Ok(());
        }
        let code = text.split("\"code\":\"").nth(1).and_then(|rest| rest.split('"').next());
        Err(code.unwrap_or("no code").to_owned())
    }
}

/// What one booking sends to PostgreSQL, and how often it waits for an answer.
pub async fn steps(url: &str, wishes: &Rc<Wishes>) -> anyhow::Result<(Vec<Step>, usize)> {
    let parsed: Vec<&str> = url.splitn(2, "://").collect();
    let (account, place) = parsed[1].split_once('@').context("the URL names a user")?;
    let (upstream, database) = place.split_once('/').context("the URL names a database")?;
    let wire = Wire::before(upstream.to_owned()).await?;
    let url = format!("postgres://{account}@{}/{database}?sslmode=disable", wire.address);
    let server = Server::medbook(&url, Some(1)).await?;
    let mut connection = Connection::open(server.address).await?;
    let mut recorded: Vec<(Booked, Recording)> = Vec::new();
    for attempt in 0..50 {
        let number = wishes.given.get();
        let request = Work::next(wishes.as_ref()).context("nothing is free")?;
        wire.take();
        let answer = connection.post(&request).await?;
        let verdict = wishes.judge(answer.body);
        ensure!(verdict.is_ok(), "a booking was refused: {verdict:?}");
        let booked = Booked { wish: wishes.wishes[number], email: format!("guest{number}@example.org"), at: wishes.at };
        // The first ones prepare statements, and a sweep may come between.
        if attempt >= 5 {
            recorded.push((booked, wire.take()));
            let last = &recorded[recorded.len().saturating_sub(RECORDED)..];
            if last.len() == RECORDED
                && let Ok(steps) = pattern::find(last)
            {
                let round_trips = last[0].1.round_trips;
                server.stop().await?;
                return Ok((steps, round_trips));
            }
        }
    }
    pattern::find(&recorded[recorded.len() - RECORDED..]).map(|steps| (steps, 0))
}

/// What bookings are compared with.
pub enum Limit<'a> {
    Pgbench { url: &'a str, script: Script },
    Direct { file: &'a str, direct: Direct },
}

impl Limit<'_> {
    fn name(&self) -> &'static str {
        match self {
            Self::Pgbench { .. } => "pgbench, same statements",
            Self::Direct { .. } => "one connection, same statements",
        }
    }

    async fn run(&self, clients: usize, duration: Duration, ours: usize, wishes: &Wishes) -> anyhow::Result<Sample> {
        let first = wishes.given.get() as u64;
        match self {
            Self::Pgbench { url, script } => {
                script.fill(url, first, &wishes.several(ours * HEADROOM + 500)).await?;
                script.run(url, clients, duration)
            }
            Self::Direct { file, direct } => {
                let bookings = std::iter::from_fn(|| wishes.take());
                direct.run(file, duration, first, bookings).await
            }
        }
    }
}

/// Measures bookings on one backend.
pub async fn rows(
    server: &Server,
    backend: &str,
    wishes: &Rc<Wishes>,
    limit: &Limit<'_>,
    plan: Plan,
) -> anyhow::Result<Vec<Row>> {
    let mut rows = Vec::new();
    for clients in [1, 64] {
        all_booked(load::run(server.address, clients, plan.warm_up, wishes).await?)?;
        let (mut ours, mut limits) = (Vec::new(), Vec::new());
        for _ in 0..plan.repeats {
            let load = all_booked(load::run(server.address, clients, plan.run, wishes).await?)?;
            limits.push(limit.run(clients, plan.run, load.successes(), wishes).await?);
            ours.push(load.sample());
        }
        let what = format!("booking, {backend}, {clients} {}", plural(clients));
        rows.push(Row::new(what, &ours, limit.name(), &limits));
    }
    Ok(rows)
}

fn all_booked(load: Load) -> anyhow::Result<Load> {
    ensure!(load.failures.is_empty(), "bookings were refused: {:?}", load.failures);
    ensure!(load.successes() > 0, "nothing is free any more");
    Ok(load)
}
