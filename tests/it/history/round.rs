//! One round: clients fight while faults are injected; then all is mended, resolved, read and judged.

use std::sync::Arc;
use std::time::{Duration, Instant};

use futures::StreamExt;
use medbook::adapter::clock::{Clock, SystemClock};

use super::check::{READER, Verdict, check};
use super::client::{Client, Crowd};
use super::dice::Dice;
use super::effect::Shown;
use super::record::{Action, Answer, Call, History, Recorder};
use super::stage::{Fault, Stage};
use super::wire::Proof;
use crate::support::{Backend, OwnPostgres};

/// What a round is like.
#[derive(Clone)]
pub struct Plan {
    pub backend: Backend,
    pub servers: usize,
    pub clients: u32,
    /// Longer, if not every fault has had its turn by then.
    pub lasts: Duration,
    pub seed: u64,
    pub faults: Vec<Fault>,
    /// Added to the URL of PostgreSQL.
    pub parameters: &'static str,
    /// Breaks the database.
    pub plant: Option<fn(&OwnPostgres)>,
}

/// What came of it.
pub struct Outcome {
    pub history: History,
    pub verdict: Verdict,
    /// What `medbook check` said, if it was not content.
    pub broken: Option<String>,
    pub calls: u32,
    /// Calls that did what was asked for.
    pub done: usize,
    pub refused: usize,
    pub unknown: usize,
    pub cuts: u32,
    /// What was injected, in this order.
    pub faults: Vec<Fault>,
    pub resolved: usize,
    pub lasted: Duration,
    pub judged: Duration,
}

impl Outcome {
    /// One line for people.
    pub fn summary(&self) -> String {
        format!(
            "{} calls, {:.0} a second; {} done, {} refused; {} faults, {} answers cut, {} unknown, \
             {} resolved at the end; {} of {} undecided, judged in {} ms",
            self.calls,
            f64::from(self.calls) / self.lasted.as_secs_f64(),
            self.done,
            self.refused,
            self.faults.len(),
            self.cuts,
            self.unknown,
            self.resolved,
            self.verdict.undecided.len(),
            self.verdict.objects,
            self.judged.as_millis(),
        )
    }
}

/// Runs a round.
pub async fn run(plan: &Plan) -> Outcome {
    let mut stage = Stage::start(plan.backend, plan.servers, plan.parameters).await;
    let world = stage.world().await;
    if let Some(plant) = plan.plant {
        stage.plant(plant).await;
    }
    let end = Instant::now() + plan.lasts;
    let crowd = Arc::new(Crowd::new(world, Recorder::new(|| SystemClock.now()), stage.urls()));
    let mut dice = Dice::new(plan.seed);
    let clients = fight(&crowd, plan.clients, &dice);
    let (mut faults, mut turn) = (Vec::new(), Vec::new());
    while Instant::now() < end || faults.len() < plan.faults.len() {
        tokio::time::sleep(Duration::from_millis(200 + dice.below(600))).await;
        if plan.faults.is_empty() {
            continue;
        }
        if turn.is_empty() {
            turn.clone_from(&plan.faults);
        }
        // By chance, but none twice before each was there.
        let fault = turn.swap_remove(dice.index(turn.len()));
        stage.inject(fault, &mut dice, &crowd.recorder).await;
        faults.push(fault);
    }
    crowd.end();
    clients.await;
    stage.settle(&crowd.recorder).await;
    let (cuts, direct) = (stage.cuts(), stage.direct());
    let outcome = judge(&crowd, &direct).await;
    let broken = if plan.plant.is_none() { stage.check().err() } else { None };
    Outcome { faults, cuts, broken, ..outcome }
}

/// Lets so many clients fight; the future ends when they do.
pub fn fight(crowd: &Arc<Crowd>, clients: u32, dice: &Dice) -> impl Future<Output = ()> + use<> {
    let clients: Vec<_> = (0..clients)
        .map(|number| tokio::spawn(Client::new(Arc::clone(crowd), number, dice.of(number.into())).run()))
        .collect();
    async move {
        for client in clients {
            client.await.expect("a client never panics");
        }
    }
}

/// Resolves what is unknown, reads everything for the last time, and checks the history.
pub async fn judge(crowd: &Arc<Crowd>, url: &str) -> Outcome {
    let lasted = crowd.recorder.age();
    let resolved = crowd.resolve(url).await;
    read_everything(crowd, url).await;
    let history = crowd.recorder.history();
    let calls = history.calls();
    let count = |what: fn(&Call) -> bool| calls.iter().filter(|call| what(call)).count();
    let (done, unknown) = (count(|call| call.done().is_some()), count(Call::is_unknown));
    let refused = count(|call| matches!(call.answer, Answer::Refused(_)));
    let began = Instant::now();
    let (history, verdict) = tokio::task::spawn_blocking(move || {
        let verdict = check(&history);
        (history, verdict)
    })
    .await
    .expect("the checker never panics");
    Outcome {
        history,
        verdict,
        broken: None,
        calls: crowd.recorder.count(),
        done,
        refused,
        unknown,
        cuts: 0,
        faults: Vec::new(),
        resolved,
        lasted,
        judged: began.elapsed(),
    }
}

async fn read_everything(crowd: &Arc<Crowd>, url: &str) {
    let admin = crate::support::Caller { url: url.to_owned(), ..crowd.world.admin.clone() };
    let history = crowd.recorder.history();
    let shown = Shown::new(&history, &history.calls());
    let lists = crowd.world.doctors.iter().map(|doctor| Action::Agenda { time: crowd.world.day(doctor) });
    let visits = shown.visits.into_keys().map(|visit| Action::Read { visit });
    let proof = Proof::default();
    let reads = lists.chain(visits).map(|action| {
        let (admin, proof) = (&admin, &proof);
        async move { drop(crowd.call(READER, admin, &action, None, proof).await) }
    });
    futures::stream::iter(reads).buffer_unordered(6).collect::<Vec<()>>().await;
}
