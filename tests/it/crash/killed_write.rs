//! `kill -9` in the middle of a write.

use rstest::rstest;

use super::scene::Scene;
use super::write::{Kind, Write};
use crate::support::{Backend, Backend::*, Folder, Server};

/// Where the server is killed, and whether the database has committed by then.
const POINTS: [(&str, bool); 5] = [
    ("store::locked", false),
    ("store::before_events", false),
    ("store::before_commit", false),
    ("store::after_commit", true),
    ("http::before_answer", true),
];

#[rstest]
#[tokio::test]
async fn a_write_in_a_server_that_is_killed_is_done_wholly_or_not_at_all_and_can_be_sent_again(
    #[values(
        Kind::Hold,
        Kind::Book,
        Kind::BookHold,
        Kind::GuestBook,
        Kind::Reschedule,
        Kind::Cancel,
        Kind::Register,
        Kind::Feedback
    )]
    kind: Kind,
    #[values(Sqlite, Postgres)] backend: Backend,
) {
    let scene = Scene::open(backend).await;
    for (point, committed) in POINTS {
        let context = format!("{kind:?} at {point}");
        let write = Write::prepare(&scene, kind).await;
        let before = scene.app.position().await;

        let mut server = scene.server_with(&format!("{point}=return(hang)")).await;
        let unanswered = write.start(&server);
        server.log().wait_for(point).await;
        server.kill_hard();
        assert!(unanswered.await.expect("the client does not panic").is_err(), "{context}: it was answered");

        let left = scene.app.position().await - before;
        assert_eq!(left, if committed { write.events } else { 0 }, "{context}: half of it is there");
        scene.expect_sound(&context).await;

        let server = server.restart().await;
        let repeated = write.send(&server).await.expect("the server answers");
        match committed {
            true => assert_eq!(repeated.word(), write.again, "{context}"),
            false => assert!(write.succeeded(&repeated), "{context}: {repeated:?}"),
        }
        assert_eq!(scene.app.position().await - before, write.events, "{context}: it was done twice");
        scene.expect_no_lock_left(&server, &context).await;
        scene.expect_sound(&context).await;
    }
}

#[tokio::test]
async fn a_guest_whose_answer_was_lost_gets_the_token_of_the_booking_with_the_same_key() {
    let scene = Scene::open(Sqlite).await;
    let write = Write::prepare(&scene, Kind::GuestBook).await;
    let mut server = scene.server_with("http::before_answer=return(hang)").await;
    let unanswered = write.start(&server);
    server.log().wait_for("http::before_answer").await;
    server.kill_hard();
    unanswered.await.expect("the client does not panic").expect_err("it was answered");

    let server = server.restart().await;
    let booking = write.send(&server).await.expect("the server answers");
    let booking = booking.expect("Booking").clone();

    let query = "query($id: ID!, $token: String) { appointment(id: $id, manageToken: $token) { status } }";
    let variables = serde_json::json!({ "id": booking["appointment"]["id"], "token": booking["manageToken"] });
    let read = server.graphql(query, variables, None).await.expect("the server answers");
    assert_eq!(read.text("/appointment/status"), "CONFIRMED");
}

#[tokio::test]
async fn a_sqlite_file_that_nobody_else_has_open_keeps_what_was_answered_before_the_kill() {
    let mut server = Server::start("sqlite:alone.db").await;
    let register = "mutation($email: String!) { register(input: { email: $email, name: \"Ann\",
        password: \"correct horse battery staple\" }) { __typename } }";
    let visitor = server.visitor();
    let emails = ["ann1@example.org", "ann2@example.org", "ann3@example.org"];
    for email in emails {
        let variables = serde_json::json!({ "email": email });
        assert_eq!(visitor.graphql(register, variables).await.text("/register/__typename"), "Session");
    }
    let log = server.folder().0.join("alone.db-wal");
    server.kill_hard();
    assert!(std::fs::metadata(log).is_ok_and(|log| log.len() > 0), "there is nothing to recover");

    let server = server.restart().await;
    for email in emails {
        let variables = serde_json::json!({ "email": email });
        let answer = server.graphql(register, variables, None).await.expect("the server answers");
        assert_eq!(answer.text("/register/__typename"), "Problem", "{email} was forgotten");
    }
    let folder: &Folder = server.folder();
    folder.run(&["check"], &[("DATABASE_URL", "sqlite:alone.db")]).expect_success();
}
