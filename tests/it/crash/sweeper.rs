//! `kill -9` between two transactions of the sweeper.

use chrono::Duration;
use rstest::rstest;

use super::scene::Scene;
use crate::support::{Backend, Backend::*};

#[rstest]
#[tokio::test]
async fn a_sweep_that_is_killed_is_finished_by_the_next_server(#[values(Sqlite, Postgres)] backend: Backend) {
    let scene = Scene::open(backend).await;
    let slots = scene.slots(&scene.app.guest("Gil")).await;
    // Long ago for the server, which has the machine's time.
    scene.app.advance(-Duration::hours(1));
    for slot in &slots[..3] {
        scene.app.patient("Ann").await.hold(slot).await.expect_held();
    }
    scene.app.advance(Duration::hours(1));
    let before = scene.app.position().await;

    let mut server = scene.server_with("sweep::between=1*off->return(hang)").await;
    server.log().wait_for("sweep::between").await;
    server.kill_hard();
    assert_eq!(scene.app.position().await - before, 2);
    scene.expect_sound("a sweep that was killed").await;

    let server = server.restart().await;
    let deadline = std::time::Instant::now() + std::time::Duration::from_secs(10);
    while scene.app.position().await - before < 3 {
        assert!(std::time::Instant::now() < deadline, "the sweep was not finished");
        tokio::time::sleep(std::time::Duration::from_millis(20)).await;
    }
    scene.expect_no_lock_left(&server, "after a sweep").await;
}
