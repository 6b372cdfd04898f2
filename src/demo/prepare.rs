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
    account::create_admin(services, logins::ADMIN, logins::PASSWORD, None).await?;
    let signed_in = account::login(services, logins::ADMIN, logins::PASSWORD).await?;
    account::logout(services, &signed_in.refresh_token).await?;
    let admin = Principal { address: None, account: Some(signed_in.viewer.account) };

    let network = network::open(services, &admin, today.date_naive()).await?;
    let population = Population::register(services).await?;
    story::play(stage, &admin, &network, &population, today).await?;
    people::register(services, &NEWCOMER).await?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use entity::enums::AppointmentStatus;

    use super::*;
    use crate::service::{appointment, check};

    /// A database of its own in a folder that the test removes.
    async fn empty(folder: &std::path::Path, name: &str) -> Db {
        let db = Db::connect(&format!("sqlite:{}", folder.join(name).display()), 4).await.unwrap();
        db.migrate().await.unwrap();
        db
    }

    #[tokio::test(flavor = "multi_thread")]
    async fn the_same_day_fills_the_same_clean_demo_and_the_next_start_keeps_it() {
        let folder = std::env::temp_dir().join(format!("medbook-demo-{}", std::process::id()));
        std::fs::create_dir_all(&folder).unwrap();
        let (one, two) = (empty(&folder, "one.db").await, empty(&folder, "two.db").await);
        let morning: DateTime<Utc> = "2027-03-10T08:15:00Z".parse().unwrap();
        let evening = morning + Duration::hours(11);
        let (first, second) = tokio::join!(prepare(&one, morning), prepare(&two, evening));
        assert_eq!((first.unwrap(), second.unwrap()), (State::Filled, State::Filled));

        let stage = |db: &Db| Stage::new(db.clone(), morning).unwrap().services;
        let (one_is, two_is) = tokio::join!(async { check::run(&stage(&one)).await.unwrap() }, async {
            check::run(&stage(&two)).await.unwrap()
        });
        assert!(one_is.is_clean(), "{one_is}");
        assert_eq!(one_is.to_string(), two_is.to_string());
        assert!(one_is.visits > 150, "{one_is}");

        assert_eq!(prepare(&one, morning + Duration::days(3)).await.unwrap(), State::Kept);
        drop((one, two));
        std::fs::remove_dir_all(&folder).unwrap();
    }

    #[tokio::test(flavor = "multi_thread")]
    async fn the_doctor_of_the_login_has_patients_today_whatever_day_it_is() {
        let folder = std::env::temp_dir().join(format!("medbook-demo-days-{}", std::process::id()));
        std::fs::create_dir_all(&folder).unwrap();
        let patients_on = async |date: &str| {
            let db = empty(&folder, date).await;
            let now: DateTime<Utc> = format!("{date}T08:15:00Z").parse().unwrap();
            prepare(&db, now).await.unwrap();
            let services = Stage::new(db, now).unwrap().services;
            let elena = account::login(&services, logins::DOCTOR, logins::PASSWORD).await.unwrap().viewer.account;
            let doctor = elena.doctor.unwrap();
            let who = Principal { address: None, account: Some(elena) };
            let midnight = network::midnight(now.date_naive());
            let day = appointment::agenda(&services, &who, doctor, (midnight, midnight + Duration::days(1))).await;
            day.unwrap().iter().filter(|seen| seen.visit.status == AppointmentStatus::Confirmed).count()
        };
        let (thursday, friday, saturday, sunday) = tokio::join!(
            patients_on("2027-03-11"),
            patients_on("2027-03-12"),
            patients_on("2027-03-13"),
            patients_on("2027-03-14")
        );
        std::fs::remove_dir_all(&folder).unwrap();
        assert!([thursday, friday, saturday, sunday].iter().all(|patients| *patients >= 3));
    }

    #[tokio::test]
    async fn somebody_elses_data_and_half_a_demo_are_left_alone() {
        let folder = std::env::temp_dir().join(format!("medbook-demo-half-{}", std::process::id()));
        std::fs::create_dir_all(&folder).unwrap();
        let now: DateTime<Utc> = "2027-03-10T08:15:00Z".parse().unwrap();
        for (email, what) in [("boss@clinic.example", Some(State::Foreign)), (logins::ADMIN, None)] {
            let db = empty(&folder, email).await;
            let services = Stage::new(db.clone(), now).unwrap().services;
            account::create_admin(&services, email, "a good password", None).await.unwrap();
            let prepared = prepare(&db, now).await;
            assert_eq!(prepared.as_ref().ok().copied(), what);
            if let Err(half) = prepared {
                assert!(half.to_string().contains("delete the database"), "{half}");
            }
        }
        std::fs::remove_dir_all(&folder).unwrap();
    }
}
