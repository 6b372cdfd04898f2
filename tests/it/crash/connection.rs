//! Connections to the database that die under the server.

use rstest::rstest;
use sea_orm::{ConnectionTrait, DbBackend, Statement};

use super::scene::Scene;
use super::write::{Kind, Write};
use crate::support::{Backend, Backend::*};

/// Ends every connection to the database but the one that asks; answers how many it were.
async fn cut(scene: &Scene) -> usize {
    let sql = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity \
        WHERE datname = current_database() AND pid <> pg_backend_pid() AND backend_type = 'client backend'";
    let cut = scene.app.services.db.read().query_all_raw(Statement::from_string(DbBackend::Postgres, sql)).await;
    cut.expect("connections can be ended").len()
}

#[tokio::test]
async fn connections_that_died_are_replaced_before_anybody_notices() {
    let scene = Scene::open(Postgres).await;
    let server = scene.server().await;
    for _ in 0..3 {
        let write = Write::prepare(&scene, Kind::Book).await;
        assert!(cut(&scene).await > 0);

        let read = server.graphql("{ doctors { totalCount } }", serde_json::json!({}), None).await;
        read.expect("the server answers").data();
        write.send(&server).await.expect("the server answers").expect("Booking");
    }
}

#[rstest]
#[tokio::test]
async fn a_write_whose_connection_dies_before_the_commit_goes_on_with_another(
    #[values("store::locked", "store::before_events")] point: &str,
    #[values(Kind::Book, Kind::Cancel)] kind: Kind,
) {
    let scene = Scene::open(Postgres).await;
    let write = Write::prepare(&scene, kind).await.without_key();
    let before = scene.app.position().await;
    let server = scene.server_with(&format!("{point}=1*return(1500)")).await;

    let sent = write.start(&server);
    server.log().wait_for(point).await;
    assert!(cut(&scene).await > 0);

    let outcome = sent.await.expect("the client does not panic").expect("the server answers");
    assert!(write.succeeded(&outcome), "{outcome:?}");
    assert_eq!(scene.app.position().await - before, write.events);
}

#[tokio::test]
async fn a_booking_whose_connection_dies_in_the_commit_is_found_or_made_by_its_key() {
    let scene = Scene::open(Postgres).await;
    let write = Write::prepare(&scene, Kind::GuestBook).await;
    let before = scene.app.position().await;
    let server = scene.server_with("store::before_commit=1*return(1500)").await;

    let sent = write.start(&server);
    server.log().wait_for("store::before_commit").await;
    assert!(cut(&scene).await > 0);

    sent.await.expect("the client does not panic").expect("the server answers").expect("Booking");
    assert_eq!(scene.app.position().await - before, write.events);
}

#[tokio::test]
async fn a_booking_without_a_key_whose_connection_dies_in_the_commit_says_that_the_outcome_is_unknown() {
    let scene = Scene::open(Postgres).await;
    let write = Write::prepare(&scene, Kind::Book).await.without_key();
    let server = scene.server_with("store::before_commit=1*return(1500)").await;

    let sent = write.start(&server);
    server.log().wait_for("store::before_commit").await;
    assert!(cut(&scene).await > 0);

    let outcome = sent.await.expect("the client does not panic").expect("the server answers");
    expect_unknown(&outcome.answer);
    // The connection was idle when it died, so it was not done, and nobody is told otherwise.
    write.send(&server).await.expect("the server answers").expect("Booking");
}

#[rstest]
#[tokio::test]
async fn a_commit_whose_answer_is_lost_is_answered_by_its_key_and_otherwise_unknown(
    #[values(Sqlite, Postgres)] backend: Backend,
) {
    let scene = Scene::open(backend).await;
    for (kind, keyed) in [(Kind::Hold, true), (Kind::Reschedule, true), (Kind::Book, false), (Kind::Cancel, false)] {
        let write = Write::prepare(&scene, kind).await;
        let write = if keyed { write } else { write.without_key() };
        let before = scene.app.position().await;
        let server = scene.server_with("store::after_commit=1*return(fail)").await;

        let outcome = write.send(&server).await.expect("the server answers");

        match keyed {
            true => assert!(write.succeeded(&outcome), "{kind:?}: {outcome:?}"),
            false => expect_unknown(&outcome.answer),
        }
        assert_eq!(scene.app.position().await - before, write.events, "{kind:?}");
    }
}

#[rstest]
#[tokio::test]
async fn a_bug_in_the_middle_of_a_write_leaves_nothing_and_the_next_one_works(
    #[values(Sqlite, Postgres)] backend: Backend,
) {
    let scene = Scene::open(backend).await;
    let write = Write::prepare(&scene, Kind::Book).await;
    let before = scene.app.position().await;
    let server = scene.server_with("store::before_commit=1*panic(a bug)").await;

    write.send(&server).await.expect("the server answers").expect_error("INTERNAL");
    assert_eq!(scene.app.position().await, before);

    write.send(&server).await.expect("the server answers").expect("Booking");
}

#[track_caller]
fn expect_unknown(answer: &crate::support::Answer) {
    let message = answer.expect_error("INTERNAL");
    assert!(message.contains("idempotencyKey"), "{message}");
    assert_eq!(answer.body["errors"][0]["extensions"]["outcome"], "UNKNOWN", "{answer:?}");
}
