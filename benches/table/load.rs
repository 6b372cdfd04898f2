//! The load: clients with a connection each, that send the next request when the answer to the last is there.
//!
//! All of them run on one thread and do next to nothing with an answer, because they share the machine with the server.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::rc::Rc;
use std::time::{Duration, Instant};

use anyhow::Context;
use tokio::task::{JoinSet, LocalSet};

use crate::connection::Connection;
use crate::measure::{Latencies, Sample};

/// What to send, and what an answer counts as.
pub trait Work {
    /// The JSON of the next request; `None` when there is no more to do.
    fn next(&self) -> Option<String>;

    /// `Ok` for an answer that counts, or a word for what it was instead.
    fn judge(&self, body: &[u8]) -> Result<(), String>;
}

/// What came of a run.
pub struct Load {
    latencies: Latencies,
    elapsed: Duration,
    /// How many answers did not count, by what they were.
    pub failures: BTreeMap<String, u64>,
}

impl Load {
    pub fn sample(self) -> Sample {
        self.latencies.sample(self.elapsed)
    }

    /// Answers that counted.
    pub fn successes(&self) -> usize {
        self.latencies.count()
    }
}

/// Lets `clients` work for so long.
pub async fn run(
    server: SocketAddr,
    clients: usize,
    duration: Duration,
    work: &Rc<impl Work + 'static>,
) -> anyhow::Result<Load> {
    let empty = Load { latencies: Latencies::default(), elapsed: duration, failures: BTreeMap::new() };
    let load = Rc::new(RefCell::new(empty));
    let mut connections = Vec::with_capacity(clients);
    for _ in 0..clients {
        connections.push(Connection::open(server).await?);
    }
    let begun = Instant::now();
    let mut running = JoinSet::new();
    let local = LocalSet::new();
    for connection in connections {
        let (work, load) = (Rc::clone(work), Rc::clone(&load));
        running.spawn_local_on(client(connection, begun + duration, work, load), &local);
    }
    local
        .run_until(async {
            while let Some(ended) = running.join_next().await {
                ended.context("a client panicked")??;
            }
            anyhow::Ok(())
        })
        .await?;
    drop(local);
    let mut load = Rc::into_inner(load).context("a client still runs")?.into_inner();
    load.elapsed = begun.elapsed();
    Ok(load)
}

async fn client(
    mut connection: Connection,
    until: Instant,
    work: Rc<impl Work>,
    load: Rc<RefCell<Load>>,
) -> anyhow::Result<()> {
    while Instant::now() < until {
        let Some(request) = work.next() else { break };
        let started = Instant::now();
        let answer = connection.post(&request).await?;
        let latency = started.elapsed();
        let verdict = match answer.status {
            200 => work.judge(answer.body),
            status => Err(format!("status {status}")),
        };
        let mut load = load.borrow_mut();
        match verdict {
            Ok(()) => load.latencies.record(latency),
            Err(word) => *load.failures.entry(word).or_default() += 1,
        }
    }
    Ok(())
}
