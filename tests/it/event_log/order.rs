use futures::future::join_all;
use medbook::service::events;
use rstest::rstest;

use crate::support::{Backend, Backend::*, TestApp};

const WRITERS: usize = 6;
const VISITS: usize = 8;

#[rstest]
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn whoever_reads_while_many_write_misses_nothing_and_sees_no_gap(#[values(Sqlite, Postgres)] backend: Backend) {
    let app = TestApp::start(backend).await;
    let clinic = app.clinic().create().await;
    let guests: Vec<_> = (0..WRITERS).map(|number| app.guest(&format!("Guest{number}"))).collect();
    let mut slots = Vec::new();
    for guest in &guests {
        // A doctor each: nothing makes the writers wait for each other.
        let doctor = app.doctor().at(&clinic, "Mon-Fri 09:00-12:00").create().await;
        slots.push(guest.first_slot(&doctor).await);
    }
    let begin = events::since(&app.services, 0, 10_000).await.expect("the log can be read").len() as i64;

    let writing = join_all(guests.iter().zip(&slots).map(|(guest, slot)| async {
        for number in 0..VISITS {
            let visit = guest.book(&slot.plus_minutes(10 * number as i64)).await.expect_booked();
            guest.cancel(&visit).await.expect_visit("CANCELLED");
        }
    }));
    let total = begin + (WRITERS * VISITS * 2) as i64;
    let reading = async {
        let mut position = begin;
        while position < total {
            for event in events::since(&app.services, position, 7).await.expect("the log can be read") {
                assert_eq!(
                    event.position,
                    position + 1,
                    "a reader that goes on after {position} misses what comes late"
                );
                position = event.position;
            }
            tokio::task::yield_now().await;
        }
        position
    };

    let (_, position) = tokio::join!(writing, reading);

    assert_eq!(position, total);
    assert!(events::since(&app.services, total, 10).await.expect("the log can be read").is_empty());
}
