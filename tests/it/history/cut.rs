//! The fault that is hardest to hit by chance: the database has committed, and the server never hears of it.

use super::record::{Action, Answer, Time};
use super::stage::Stage;
use super::wire::{Proof, send};
use crate::support::{Backend::Postgres, COMMIT, Mode};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_booking_whose_commit_was_not_answered_is_there_under_its_key() {
    let stage = Stage::start(Postgres, 1, "").await;
    let world = stage.world().await;
    let patient = &world.patients[0];
    let doctor = world.doctors[0].clone();
    let time = Time { doctor, from: world.begins, until: world.begins + 10 };
    let action = Action::Book { time, patient: Some(patient.patient.clone()) };
    let proof = Proof { clinic: world.clinic.clone(), ..Proof::default() };

    stage.set_back(0, Mode::CutAnswerTo(COMMIT));
    let (lost, _) = send(patient, &action, Some("key"), &proof).await;
    stage.set_back(0, Mode::Pass);
    let (found, _) = send(patient, &action, Some("key"), &proof).await;
    let (other, _) = send(patient, &action, Some("another key"), &proof).await;

    assert!(stage.cuts() > 0, "nothing was cut");
    let Answer::Done(visit) = found else { panic!("{found:?}") };
    assert!(matches!(&lost, Answer::Unknown(_)) || lost == Answer::Done(visit), "{lost:?}");
    assert_eq!(other, Answer::Refused("SLOT_TAKEN".to_owned()));
    let postgres = stage.postgres.as_ref().expect("it is PostgreSQL");
    assert_eq!(postgres.run("SELECT count(*) FROM appointment").trim(), "1");
}
