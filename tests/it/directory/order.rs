use rstest::rstest;
use serde_json::{Value, json};

use crate::support::{Answer, Backend, Backend::*, TestApp};

/// Doctors whose rating, fee, experience and next free slot all rank them differently; the last has nothing at all.
async fn network(app: &TestApp) {
    let clinic = app.clinic().create().await;
    let doctor = |name: &str| app.doctor().name(name);
    let ann = doctor("Ann").fee(3_000).set("yearsOfExperience", json!(5)).at(&clinic, "Wed 09:00-10:00");
    let ben = doctor("ben").fee(1_000).set("yearsOfExperience", json!(30)).at(&clinic, "Tue 09:00-10:00");
    let cem = doctor("Cem").fee(2_000).set("yearsOfExperience", json!(40)).at(&clinic, "Mon 09:00-10:00");
    let doctors = [ann.create().await, ben.create().await, cem.create().await];
    doctor("Dot").at(&clinic, "").create().await;
    let patient = app.patient("Pat").await;
    for (doctor, rating) in doctors.iter().rev().zip([3, 5, 4]) {
        app.rate(&patient, doctor, rating).await;
    }
}

async fn page(app: &TestApp, order: &str, arguments: &str) -> Answer {
    let query = format!(
        "{{ doctors(orderBy: {order}, {arguments}) {{ totalCount edges {{ cursor node {{ name }} }}
            pageInfo {{ hasNextPage hasPreviousPage startCursor endCursor }} }} }}"
    );
    let answer = app.visitor().query(&query).await;
    assert_eq!(*answer.at("/doctors/totalCount"), json!(4));
    answer
}

/// All names, two at a time, forward or backward.
async fn walk(app: &TestApp, order: &str, forward: bool) -> Vec<String> {
    let (size, from, cursor, more) = match forward {
        true => ("first: 2", "after", "endCursor", "hasNextPage"),
        false => ("last: 2", "before", "startCursor", "hasPreviousPage"),
    };
    let (mut names, mut arguments) = (Vec::new(), size.to_owned());
    loop {
        let answer = page(app, order, &arguments).await;
        let found = answer.texts("/doctors/edges", "/node/name");
        let at = if forward { names.len() } else { 0 };
        names.splice(at..at, found);
        let info = answer.at("/doctors/pageInfo");
        if info[more] != Value::Bool(true) {
            return names;
        }
        assert!(names.len() <= 4, "the pages of {order} do not end: {names:?}");
        arguments = format!("{size}, {from}: {}", info[cursor]);
    }
}

#[rstest]
#[tokio::test]
async fn every_order_is_the_same_forward_and_backward_and_unknowns_come_last(
    #[values(Sqlite, Postgres)] backend: Backend,
) {
    let app = TestApp::start(backend).await;
    network(&app).await;

    for (order, expected) in [
        ("NAME", ["Ann", "ben", "Cem", "Dot"]),
        ("FEE", ["ben", "Cem", "Ann", "Dot"]),
        ("EXPERIENCE", ["Cem", "ben", "Ann", "Dot"]),
        ("RATING", ["ben", "Ann", "Cem", "Dot"]),
        ("NEXT_SLOT", ["Ann", "Cem", "ben", "Dot"]),
    ] {
        assert_eq!(walk(&app, order, true).await, expected, "{order}, forward");
        assert_eq!(walk(&app, order, false).await, expected, "{order}, backward");
    }
}
