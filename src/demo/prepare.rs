//! Makes sure that the demo's data is there, without ever touching anybody else's.

use chrono::{DateTime, Duration, Utc};

use super::people::{self, NEWCOMER, Population};
use super::stage::Stage;
use super::{logins, network, story};
use crate::domain::access::Principal;
use crate::service::account;
use crate::store::Db;

/// How long ago the network opened.
const HISTORY: Duration = Duration::days(70);

/// What the database holds.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub enum State {
    /// The demo's data, made just now.
    Filled,
    /// The demo's data, made at an earlier start.
    Kept,
    /// Somebody else's data; the demo's logins do not exist.
    Foreign,
}

/// Fills an empty database, and leaves any other alone. The same day gives the same data.
///
/// The administrator is the first account that is made and [`NEWCOMER`] the last, so that a filling that was
/// interrupted is recognised: half a demo is worse than none.
pub async fn prepare(db: &Db, now: DateTime<Utc>) -> anyhow::Result<State> {
    let today = network::midnight(now.date_naive());
    let stage = Stage::new(db.clone(), today - HISTORY)?;
    let services = &stage.services;
    if account::is_known(services, logins::ADMIN).await? {
        anyhow::ensure!(
            account::is_known(services, &logins::address(NEWCOMER.handle)).await?,
            "--demo: an earlier start was interrupted and left half of the demo's data; delete the database (the file \
             that DATABASE_URL names, data/medbook.db by default) and start again"
        );
        return Ok(State::Kept);
    }
    if account::anybody_known(services).await? {
        return Ok(State::Foreign);
    }
    tracing::info!("filling the empty database with the demo's clinic network");
    fill(&stage, today).await?;
    Ok(State::Filled)
}

async fn fill(stage: &Stage, today: DateTime<Utc>) -> anyhow::Result<()> {
    let services = &stage.services;
    account::create_admin(services, logins::ADMIN, logins::PASSWORD).await?;
    let signed_in = account::login(services, logins::ADMIN, logins::PASSWORD).await?;
    account::logout(services, &signed_in.refresh_token).await?;
    let admin = Principal { address: None, account: Some(signed_in.viewer.account) };

    let network = network::open(services, &admin, today.date_naive()).await?;
    let population = Population::register(services).await?;
    story::play(stage, &admin, &network, &population, today).await?;
    people::register(services, &NEWCOMER).await?;
    Ok(())
}
