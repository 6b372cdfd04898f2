//! What one booking sends, with the meaning of each parameter, so that others can send the same for another booking.

use anyhow::{Context, ensure};
use chrono::{DateTime, Duration, NaiveDate, Utc};
use uuid::Uuid;

use crate::api::Wish;
use crate::value::Value;
use crate::wire::Recording;

/// A booking as it was asked for.
#[derive(Clone, Debug)]
pub struct Booked {
    pub wish: Wish,
    pub email: String,
    pub at: DateTime<Utc>,
}

/// What a parameter means.
#[derive(Clone, Debug, PartialEq)]
pub enum Meaning {
    /// The same for every booking; or what cannot be derived, and is as good as any other.
    Fixed(Value),
    Doctor,
    Clinic,
    Service,
    Email,
    /// The key of the doctor's advisory lock.
    Lock,
    /// So long after the start, the end, or now.
    Start(Duration),
    End(Duration),
    Now(Duration),
    /// So many days after the date of the start in UTC.
    Date(i64),
    /// So many ticks after the start.
    Tick(i64),
    /// A fresh id or fresh bytes, by their number.
    Id(usize),
    Bytes(usize),
    /// The number that the event log's counter has given.
    Position,
}

/// One statement of a booking.
#[derive(Clone, Debug)]
pub struct Step {
    pub sql: String,
    pub parameters: Vec<Meaning>,
}

impl Step {
    /// Whether it raises the event log's counter, and answers it.
    pub fn raises_counter(&self) -> bool {
        self.sql.starts_with("UPDATE \"event_head\"")
    }
}

/// Finds the meanings from several bookings that sent the same statements.
pub fn find(recorded: &[(Booked, Recording)]) -> anyhow::Result<Vec<Step>> {
    let (_, first) = recorded.first().context("nothing was recorded")?;
    let same = |other: &Recording| {
        first.statements.iter().map(|sent| &sent.sql).eq(other.statements.iter().map(|sent| &sent.sql))
    };
    ensure!(recorded.iter().all(|(_, other)| same(other)), "two bookings sent different statements");
    let mut fresh = Fresh::default();
    let mut steps = Vec::new();
    for (number, sent) in first.statements.iter().enumerate() {
        let mut parameters = Vec::new();
        for index in 0..sent.parameters.len() {
            let mut seen = Vec::new();
            for (booked, recording) in recorded {
                let (kind, binary) = &recording.statements[number].parameters[index];
                seen.push((booked, Value::read(*kind, binary.as_deref())?));
            }
            parameters.push(fresh.meaning(&seen));
        }
        steps.push(Step { sql: sent.sql.clone(), parameters });
    }
    Ok(steps)
}

/// Fresh values of the first booking, in the order in which they came.
#[derive(Default)]
struct Fresh {
    ids: Vec<Uuid>,
    bytes: Vec<Vec<u8>>,
}

impl Fresh {
    fn meaning(&mut self, seen: &[(&Booked, Value)]) -> Meaning {
        let first = seen[0].1.clone();
        // Those that were recorded may have the same start.
        let tick = tick_of(seen[0].0.wish.starts_at);
        let is_time = match first {
            Value::Instant(_) | Value::Date(_) => true,
            Value::Int(number) => (number - tick).abs() < 1_000,
            _ => false,
        };
        if !is_time && seen.iter().all(|(_, value)| *value == first) {
            return Meaning::Fixed(first);
        }
        derived(seen).unwrap_or_else(|| match first {
            Value::Uuid(id) => Meaning::Id(number(&mut self.ids, id)),
            Value::Bytes(bytes) => Meaning::Bytes(number(&mut self.bytes, bytes)),
            other => Meaning::Fixed(other),
        })
    }
}

fn number<T: PartialEq>(known: &mut Vec<T>, value: T) -> usize {
    known.iter().position(|own| *own == value).unwrap_or_else(|| {
        known.push(value);
        known.len() - 1
    })
}

/// The first guess that holds for all bookings.
fn derived(seen: &[(&Booked, Value)]) -> Option<Meaning> {
    let (booked, value) = &seen[0];
    let since = |then: DateTime<Utc>| match value {
        Value::Instant(instant) => Some(*instant - then),
        _ => None,
    };
    let mut guesses = vec![Meaning::Doctor, Meaning::Clinic, Meaning::Service, Meaning::Email, Meaning::Lock];
    guesses.extend(since(booked.wish.starts_at).map(Meaning::Start));
    guesses.extend(since(booked.wish.ends_at).map(Meaning::End));
    guesses.extend(since(booked.at).map(|since| Meaning::Now(Duration::minutes(since.num_minutes()))));
    match value {
        Value::Date(date) => guesses.push(Meaning::Date((*date - booked.wish.starts_at.date_naive()).num_days())),
        Value::Int(tick) => guesses.push(Meaning::Tick(tick - tick_of(booked.wish.starts_at))),
        _ => {}
    }
    let counts = |(index, (_, value)): (usize, &(&Booked, Value))| match (&seen[0].1, value) {
        (Value::Int(first), Value::Int(value)) => usize::try_from(value - first).is_ok_and(|more| more == index),
        _ => false,
    };
    let holds = |guess: &Meaning| seen.iter().all(|(booked, value)| guess.fits(booked, value));
    let counted = || seen.iter().enumerate().all(counts).then_some(Meaning::Position);
    guesses.into_iter().find(holds).or_else(counted)
}

impl Meaning {
    fn fits(&self, booked: &Booked, value: &Value) -> bool {
        match (self, value) {
            // The server's clock was asked a moment later.
            (Self::Now(after), Value::Instant(instant)) => (*instant - booked.at - *after).num_seconds().abs() < 10,
            _ => self.known(booked).as_ref() == Some(value),
        }
    }

    /// The value for a booking; `None` for what has to be made anew.
    fn known(&self, booked: &Booked) -> Option<Value> {
        let Wish { doctor, clinic, service, starts_at, ends_at } = booked.wish;
        Some(match self {
            Self::Fixed(value) => value.clone(),
            Self::Doctor => Value::Uuid(doctor),
            Self::Clinic => Value::Uuid(clinic),
            Self::Service => Value::Uuid(service),
            Self::Email => Value::Text(booked.email.clone()),
            Self::Lock => {
                let (high, low) = doctor.as_u64_pair();
                Value::Int((high ^ low).cast_signed())
            }
            Self::Start(after) => Value::Instant(starts_at + *after),
            Self::End(after) => Value::Instant(ends_at + *after),
            Self::Now(after) => Value::Instant(booked.at + *after),
            Self::Date(after) => Value::Date(date(starts_at, *after)),
            Self::Tick(after) => Value::Int(tick_of(starts_at) + after),
            Self::Id(_) | Self::Bytes(_) | Self::Position => return None,
        })
    }

    /// The value for a booking that somebody else makes, with ids and bytes that nobody has used.
    pub fn value(&self, booked: &Booked, fresh: &impl Fn(usize) -> Uuid) -> Value {
        match self {
            Self::Id(number) => Value::Uuid(fresh(*number)),
            Self::Bytes(number) => {
                let halves = [fresh(1_000 + number), fresh(2_000 + number)];
                Value::Bytes(halves.iter().flat_map(|half| half.into_bytes()).collect())
            }
            other => other.known(booked).unwrap_or(Value::Null),
        }
    }
}

fn date(starts_at: DateTime<Utc>, days: i64) -> NaiveDate {
    starts_at.date_naive() + Duration::days(days)
}

fn tick_of(instant: DateTime<Utc>) -> i64 {
    instant.timestamp().div_euclid(300)
}

/// Makes the fresh ids of a booking: in the order of time, like those of the server (RFC 9562 §5.7).
pub fn fresh_ids(booked: &Booked, booking: u64) -> impl Fn(usize) -> Uuid + use<> {
    let milliseconds = u64::try_from(booked.at.timestamp_millis()).unwrap_or_default() + booking / 4;
    move |number| {
        let seed = (booking << 16) | number as u64;
        let noise = [scrambled(seed), scrambled(!seed)].map(u64::to_be_bytes).concat();
        let noise = std::array::from_fn(|index| noise[index]);
        uuid::Builder::from_unix_timestamp_millis(milliseconds, &noise).into_uuid()
    }
}

/// SplitMix64: another number for each number.
fn scrambled(seed: u64) -> u64 {
    let mut mixed = seed.wrapping_mul(0x9E37_79B9_7F4A_7C15);
    mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    mixed ^ (mixed >> 31)
}
