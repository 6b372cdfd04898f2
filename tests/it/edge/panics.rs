use std::collections::HashMap;
use std::sync::Mutex;
use std::thread::ThreadId;

use crate::support::{Backend::*, TestApp};

/// How often the next calls panic. Every test serves on a thread of its own, so that its panics are its own.
static PANICS: Mutex<Option<HashMap<ThreadId, u32>>> = Mutex::new(None);

const SECRET: &str = "the inside of the server";

/// Lets the fault point panic so many times on this thread.
fn arm(point: &str, times: u32) {
    let mut panics = PANICS.lock().expect("no panic happens here");
    panics.get_or_insert_default().insert(std::thread::current().id(), times);
    let strike = || {
        let mut panics = PANICS.lock().expect("no panic happens here");
        let left = panics.get_or_insert_default().get_mut(&std::thread::current().id());
        let strikes = left.is_some_and(|left| {
            let strikes = *left > 0;
            *left = left.saturating_sub(1);
            strikes
        });
        drop(panics);
        assert!(!strikes, "{SECRET}");
    };
    fail::cfg_callback(point, strike).expect("the fault point can be set");
}

#[tokio::test]
async fn a_resolver_that_panics_is_one_internal_error_and_everybody_else_is_served() {
    let app = TestApp::start(Sqlite).await;
    let (unlucky, neighbour) = (app.visitor(), app.visitor());
    for _ in 0..20 {
        arm("graphql::resolver", 1);
        let answer = unlucky.query("{ clinics { totalCount } }").await;
        assert_eq!((answer.status, answer.code()), (500, Some("INTERNAL")), "{:?}", answer.body);
        assert!(!answer.body.to_string().contains(SECRET), "{:?}", answer.body);
        assert_eq!(neighbour.query("{ clinics { totalCount } }").await.status, 200);
    }
    // On the same connection.
    unlucky.query("{ clinics { totalCount } }").await.data();
}

#[tokio::test]
async fn a_panic_while_rows_are_loaded_does_not_hang_the_operation() {
    let app = TestApp::start(Sqlite).await;
    app.doctor().weekly("Mon-Fri 09:00-12:00", "Europe/Madrid").create().await;
    let query = "{ doctors { nodes { specialty { name } clinics { name } } } }";
    arm("graphql::loader", 1);

    let answer = app.visitor().query(query).await;

    assert_eq!((answer.status, answer.code()), (500, Some("INTERNAL")), "{:?}", answer.body);
    assert!(!answer.body.to_string().contains(SECRET), "{:?}", answer.body);
    app.visitor().query(query).await.data();
}
