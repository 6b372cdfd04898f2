//! Plays the story: every act at its time, in the order of time.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use chrono::{DateTime, Utc};

use super::act::{Act, Booked, Scene};
use super::cast::Cast;
use super::plan::Dealer;
use super::script::script;
use super::visit::Visit;
use crate::demo::network::Network;
use crate::demo::people::Population;
use crate::demo::stage::Stage;
use crate::domain::access::Principal;
use crate::service::{Error, Outcome};

/// When something happens, with which of the visits.
type Cue = Reverse<(DateTime<Utc>, usize, Act)>;

/// Plays everything that happens before `present`, a midnight.
pub async fn play(
    stage: &Stage,
    admin: &Principal,
    network: &Network,
    population: &Population,
    present: DateTime<Utc>,
) -> Outcome<()> {
    let cast = Cast { network, population, present };
    let mut visits = script(&cast)?;
    visits.extend(Dealer::new(&cast).deal());
    let scene = Scene { services: &stage.services, admin, cast: &cast };
    let mut cues: BinaryHeap<Cue> =
        visits.iter().enumerate().map(|(index, visit)| Reverse((visit.booked, index, Act::Book))).collect();
    let mut states: Vec<Option<Booked>> = visits.iter().map(|_| None).collect();
    while let Some(Reverse((at, index, act))) = cues.pop() {
        if at >= present {
            break;
        }
        stage.wait_until(at);
        let visit: &Visit = &visits[index];
        match scene.run(act, visit, &mut states[index]).await {
            Ok(next) => cues.extend(next.into_iter().map(|(at, act)| Reverse((at, index, act)))),
            // As in life: the patient is busy, the day is full, it is too late to cancel.
            Err(Error::Refused { refusal, .. }) => tracing::debug!(%refusal, ?act, "the story goes on without"),
            Err(other) => return Err(other),
        }
    }
    stage.wait_until(present);
    Ok(())
}
