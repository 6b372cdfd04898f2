//! Chance that falls the same way every time.

use chrono::{DateTime, Duration, Utc};
use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{Rng, SeedableRng};
use uuid::{Builder, Uuid};

/// What is thrown for. Each has a stream of its own, so that more of one thing does not change another.
#[derive(Copy, Clone, Debug)]
pub enum Stream {
    Network = 1,
    Clinics,
    Doctors,
    People,
    Visits,
    Feedback,
}

/// A seeded generator.
pub struct Dice(ChaCha8Rng);

impl Dice {
    pub fn new(seed: u64, stream: Stream) -> Self {
        let mut generator = ChaCha8Rng::seed_from_u64(seed);
        generator.set_stream(stream as u64);
        Self(generator)
    }

    /// A number from 0 to below `bound`.
    pub fn below(&mut self, bound: usize) -> usize {
        let bound = u64::try_from(bound.max(1)).unwrap_or(u64::MAX);
        usize::try_from(self.0.next_u64() % bound).unwrap_or_default()
    }

    /// A number from `least` to `most`.
    pub fn between(&mut self, least: i64, most: i64) -> i64 {
        let span = u64::try_from(most.saturating_sub(least).saturating_add(1)).unwrap_or(1).max(1);
        least + i64::try_from(self.0.next_u64() % span).unwrap_or_default()
    }

    /// [`Dice::between`], for what a column holds.
    pub fn number(&mut self, least: i32, most: i32) -> i32 {
        i32::try_from(self.between(least.into(), most.into())).unwrap_or(least)
    }

    /// Whether something happens that happens so many times of a hundred.
    pub fn chance(&mut self, percent: usize) -> bool {
        self.below(100) < percent
    }

    /// One of some things; there must be one.
    pub fn pick<'a, T>(&mut self, things: &'a [T]) -> &'a T {
        &things[self.below(things.len())]
    }

    /// From 0 to 1.
    pub fn unit(&mut self) -> f64 {
        f64::from(self.0.next_u32()) / f64::from(u32::MAX)
    }

    /// A second between two instants; `from` when there is none.
    pub fn moment(&mut self, from: DateTime<Utc>, until: DateTime<Utc>) -> DateTime<Utc> {
        from + Duration::seconds(self.between(0, (until - from).num_seconds().max(0)))
    }

    /// A UUID v7 made at `at` (RFC 9562 §5.7).
    pub fn id(&mut self, at: DateTime<Utc>) -> Uuid {
        let mut bytes = [0; 10];
        self.0.fill_bytes(&mut bytes);
        let millis = u64::try_from(at.timestamp_millis()).unwrap_or_default();
        Builder::from_unix_timestamp_millis(millis, &bytes).into_uuid()
    }

    /// Thirty-two bytes: the hash of a token that nobody has.
    pub fn hash(&mut self) -> Vec<u8> {
        let mut bytes = vec![0; 32];
        self.0.fill_bytes(&mut bytes);
        bytes
    }
}
