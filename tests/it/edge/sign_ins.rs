use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering::Relaxed};
use std::time::{Duration, Instant};

use crate::support::{Backend::*, PASSWORD, Person, Server, TestApp};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_flood_of_sign_ins_does_not_hold_up_bookings() {
    let app = TestApp::start(Postgres).await;
    let doctor = app.doctor().weekly("Mon-Fri 09:00-17:00", "Europe/Madrid").create().await;
    let ann = app.patient("Ann").await;
    let server = Server::start(&app.database_url()).await;
    let login = format!(
        r#"mutation {{ login(input: {{ email: "{}", password: "{PASSWORD}" }}) {{ __typename }} }}"#,
        ann.email
    );
    let over = Arc::new(AtomicBool::new(false));
    let flood: Vec<_> = (0..150)
        .map(|_| {
            let (visitor, login, over) = (server.visitor(), login.clone(), Arc::clone(&over));
            tokio::spawn(async move {
                let mut refused = 0_u32;
                while !over.load(Relaxed) {
                    let answer = visitor.query(&login).await;
                    match (answer.status, answer.code()) {
                        (200, None) => {}
                        (503, Some("RATE_LIMITED")) => refused += 1,
                        _ => panic!("{} {:?}", answer.status, answer.body),
                    }
                    tokio::time::sleep(Duration::from_millis(200)).await;
                }
                refused
            })
        })
        .collect();
    tokio::time::sleep(Duration::from_millis(500)).await;

    let mut slowest = Duration::ZERO;
    for number in 0..3 {
        let gil = Person::guest(server.visitor(), "Gil", number);
        let slot = gil.first_slot(&doctor).await;
        let begun = Instant::now();
        gil.book(&slot).await.expect_booked();
        slowest = slowest.max(begun.elapsed());
    }

    over.store(true, Relaxed);
    let mut refused = 0;
    for one in flood {
        refused += one.await.expect("every sign-in is answered");
    }
    assert!(refused > 0, "the flood was not more than the server takes");
    assert!(slowest < Duration::from_secs(3), "the slowest booking took {slowest:?}");
}
