//! What is going on at the edge, for whoever measures it.

use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering::Relaxed};

use crate::graphql::error::ApiError;

/// Whom an operation competes with.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub enum Class {
    /// Any mutation that is not a sign-in. Goes first.
    Booking,
    /// Any query.
    Search,
    /// A mutation that hashes a password; has places of its own.
    SignIn,
}

impl Class {
    pub const ALL: [Self; 3] = [Self::Booking, Self::Search, Self::SignIn];

    /// Whether its operations change anything.
    pub fn changes(self) -> bool {
        self != Self::Search
    }

    /// What its operations are told at their deadline. A sign-in has no idempotency key.
    pub fn timed_out(self) -> ApiError {
        match self {
            Self::SignIn => ApiError::sign_in_timed_out(),
            Self::Booking | Self::Search => ApiError::timed_out(self.changes()),
        }
    }

    /// As logs and metrics name it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Booking => "booking",
            Self::Search => "search",
            Self::SignIn => "sign_in",
        }
    }
}

/// Counts of the edge: the present for what is open, running or waiting, and the sum since the start for the rest.
#[derive(Debug, Default)]
pub struct Traffic {
    running: [AtomicUsize; 3],
    waiting: [AtomicUsize; 3],
    refused: [AtomicU64; 3],
    timed_out: [AtomicU64; 3],
    connections_open: AtomicUsize,
    connections_refused: AtomicU64,
}

impl Traffic {
    /// Operations that run now.
    pub fn running(&self, class: Class) -> usize {
        self.running[class as usize].load(Relaxed)
    }

    /// Operations that wait for a place now.
    pub fn waiting(&self, class: Class) -> usize {
        self.waiting[class as usize].load(Relaxed)
    }

    /// Operations that were sent away because the server was busy, since the start.
    pub fn refused(&self, class: Class) -> u64 {
        self.refused[class as usize].load(Relaxed)
    }

    /// Operations that reached their deadline, since the start.
    pub fn timed_out(&self, class: Class) -> u64 {
        self.timed_out[class as usize].load(Relaxed)
    }

    /// Connections that are open now.
    pub fn connections_open(&self) -> usize {
        self.connections_open.load(Relaxed)
    }

    /// Connections beyond a cap, since the start.
    pub fn connections_refused(&self) -> u64 {
        self.connections_refused.load(Relaxed)
    }

    pub(super) fn set_running(&self, class: Class, count: usize) {
        self.running[class as usize].store(count, Relaxed);
    }

    pub(super) fn set_waiting(&self, class: Class, count: usize) {
        self.waiting[class as usize].store(count, Relaxed);
    }

    pub(super) fn count_refused(&self, class: Class) {
        self.refused[class as usize].fetch_add(1, Relaxed);
    }

    pub(super) fn count_timed_out(&self, class: Class) {
        self.timed_out[class as usize].fetch_add(1, Relaxed);
    }

    pub(super) fn set_connections_open(&self, count: usize) {
        self.connections_open.store(count, Relaxed);
    }

    pub(super) fn count_connection_refused(&self) {
        self.connections_refused.fetch_add(1, Relaxed);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nobody_is_advised_to_send_a_key_that_the_operation_does_not_have() {
        let told =
            |class: Class| (class.timed_out().message.contains("idempotency key"), class.timed_out().outcome_unknown);
        assert_eq!(Class::ALL.map(told), [(true, true), (false, false), (false, true)]);
    }
}
