use futures::future::join_all;
use rstest::rstest;

use crate::support::{Backend, Backend::*, TestApp};

#[rstest]
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn of_five_who_want_the_last_place_of_a_day_one_gets_it(#[values(Sqlite, Postgres)] backend: Backend) {
    let app = TestApp::start(backend).await;
    let doctor = app.doctor().daily_limit(3).weekly("Mon-Fri 09:00-12:00", "Europe/Madrid").create().await;
    let first_day = app.guest("Early").first_slot(&doctor).await;

    // Monday to Friday: connections are warm from the second day on, and the race is real.
    for day in 0..5 {
        let slot = first_day.plus_minutes(day * 24 * 60);
        let guests: Vec<_> = (0..7).map(|number| app.guest(&format!("Guest{day}{number}"))).collect();
        let at = |number: usize| slot.plus_minutes(10 * number as i64);
        for (number, guest) in guests.iter().take(2).enumerate() {
            guest.book(&at(number)).await.expect_booked();
        }

        let wishes = guests.iter().enumerate().skip(2).map(|(number, guest)| {
            let wanted = at(number);
            async move { guest.book(&wanted).await }
        });
        let outcomes = join_all(wishes).await;

        let mut words: Vec<_> = outcomes.iter().map(|outcome| outcome.word()).collect();
        words.sort();
        let refused = "DAILY_LIMIT_REACHED";
        assert_eq!(words, ["Booking", refused, refused, refused, refused], "on day {day}");
    }
}
