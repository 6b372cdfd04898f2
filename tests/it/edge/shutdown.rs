use std::time::{Duration, Instant};

use entity::id::DoctorId;
use medbook::store::Lock;

use super::raw::{Raw, ping};
use crate::support::{Backend::*, Person, Server, TestApp, uuid};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_server_that_stops_answers_what_is_under_way_and_takes_nothing_new() {
    let app = TestApp::start(Postgres).await;
    let doctor = app.doctor().weekly("Mon-Fri 09:00-12:00", "Europe/Madrid").create().await;
    let mut server = Server::start(&app.database_url()).await;
    let address = server.address().parse().expect("an address");
    let gil = Person::guest(server.visitor(), "Gil", 1);
    let slot = gil.first_slot(&doctor).await;
    let mut idle = Raw::open(address).await;
    idle.send(ping()).await;
    assert_eq!(idle.answer().await.expect("an answer").status, 200);

    let mut writer = app.services.db.writer(Lock::Doctor(DoctorId(uuid(&doctor.id))));
    let tx = writer.begin().await.expect("another booking is at it");
    let under_way = tokio::spawn(async move { gil.book(&slot).await.expect_booked() });
    tokio::time::sleep(Duration::from_millis(500)).await;
    let stopped = async {
        tokio::time::sleep(Duration::from_millis(500)).await;
        idle.closed_after().await;
        assert!(tokio::net::TcpStream::connect(address).await.is_err(), "nobody listens any more");
        drop((tx, writer));
        under_way.await.expect("what was under way is answered");
    };

    let (code, ()) = tokio::join!(server.stop(), stopped);

    assert_eq!(code, Some(0));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_server_that_stops_waits_for_nobody_beyond_its_deadline() {
    let app = TestApp::start(Sqlite).await;
    let server = Server::start(&app.database_url());
    let mut server = server.env("MEDBOOK_SHUTDOWN_TIMEOUT", "1").env("MEDBOOK_BODY_TIMEOUT", "60").await;
    let mut half = Raw::open(server.address().parse().expect("an address")).await;
    let request = ping();
    half.send(&request[..request.len() - 1]).await;
    tokio::time::sleep(Duration::from_millis(200)).await;
    let begun = Instant::now();

    let code = server.stop().await;

    assert_eq!(code, Some(0));
    assert!((1..8).contains(&begun.elapsed().as_secs()), "it took {:?}", begun.elapsed());
    assert!(half.answer().await.is_none());
}
