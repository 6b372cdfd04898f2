//! The slots of all doctors.

use rstest::rstest;
use serde_json::{Value, json};

use crate::support::{Answer, Backend, Backend::*, Doctor, Slot, TestApp};

const SLOTS: &str = "query($filter: SlotFilter!, $first: Int, $after: String) {
    slots(filter: $filter, first: $first, after: $after) {
        nodes { startsAt endsAt doctor { id } clinic { id } } pageInfo { endCursor hasNextPage } } }";

async fn search(app: &TestApp, filter: Value, first: i32, after: &Value) -> Answer {
    app.visitor().graphql(SLOTS, json!({ "filter": filter, "first": first, "after": after })).await
}

async fn found(app: &TestApp, filter: Value) -> Vec<Slot> {
    Slot::list(search(app, filter, 100, &Value::Null).await.at("/slots/nodes"))
}

/// Two doctors on Monday morning and one on Tuesday.
async fn network(app: &TestApp) -> [Doctor; 3] {
    let madrid = app.clinic().city("Madrid").create().await;
    let lisbon = app.clinic().city("Lisbon").zone("Europe/Lisbon").create().await;
    let cardiologist = app.doctor().specialty("Cardiology");
    [
        cardiologist.at(&madrid, "Mon 09:00-10:00").create().await,
        app.doctor().specialty("Dermatology").at(&lisbon, "Mon 08:30-09:00").create().await,
        app.doctor().specialty("Cardiology").at(&lisbon, "Tue 09:00-10:00").create().await,
    ]
}

#[rstest]
#[tokio::test]
async fn the_slots_of_many_doctors_come_earliest_first_and_without_gaps_between_pages(
    #[values(Sqlite, Postgres)] backend: Backend,
) {
    let app = TestApp::start(backend).await;
    network(&app).await;

    let all = found(&app, json!({ "until": "2027-03-03T00:00:00Z" })).await;
    let mut paged = Vec::new();
    let mut after = Value::Null;
    loop {
        let page = search(&app, json!({ "until": "2027-03-03T00:00:00Z" }), 4, &after).await;
        paged.extend(Slot::list(page.at("/slots/nodes")));
        if *page.at("/slots/pageInfo/hasNextPage") == json!(false) {
            break;
        }
        assert!(paged.len() <= all.len(), "the pages do not end");
        after = page.at("/slots/pageInfo/endCursor").clone();
    }

    assert_eq!(all.len(), 6 + 3 + 6);
    assert!(all.is_sorted_by_key(|slot| slot.starts_at));
    assert_eq!(paged, all);
}

#[rstest]
#[tokio::test]
async fn slots_are_found_by_everything_that_a_filter_names(#[values(Sqlite, Postgres)] backend: Backend) {
    let app = TestApp::start(backend).await;
    let [first, second, third] = network(&app).await;

    let cases: [(Value, &[&Doctor]); 9] = [
        (json!({}), &[&first, &second, &third]),
        (json!({ "doctorId": second.id }), &[&second]),
        (json!({ "clinicId": second.clinic().id }), &[&second, &third]),
        (json!({ "specialty": "cardiology" }), &[&first, &third]),
        (json!({ "city": "LISBON" }), &[&second, &third]),
        (json!({ "city": "Lisbon", "specialty": "Cardiology" }), &[&third]),
        (json!({ "mode": "IN_PERSON" }), &[&first, &second, &third]),
        (json!({ "serviceId": "service:01900000-0000-7000-8000-000000000001" }), &[&first, &second, &third]),
        (json!({ "until": "2027-03-02T00:00:00Z" }), &[&first, &second]),
    ];
    for (filter, expected) in cases {
        let mut one_each = filter.clone();
        one_each["onePerDoctor"] = json!(true);
        let mut doctors: Vec<_> = found(&app, one_each).await.into_iter().map(|slot| slot.doctor).collect();
        let mut expected: Vec<_> = expected.iter().map(|doctor| doctor.id.clone()).collect();
        doctors.sort();
        expected.sort();
        assert_eq!(doctors, expected, "{filter}");
    }
}

#[rstest]
#[tokio::test]
async fn a_filter_takes_null_for_anything_and_no_text_that_cannot_be_a_name(
    #[values(Sqlite, Postgres)] backend: Backend,
) {
    let app = TestApp::start(backend).await;
    network(&app).await;

    let nulls = json!({ "city": null, "specialty": " ", "onePerDoctor": null });
    assert_eq!(found(&app, nulls).await, found(&app, json!({})).await);

    for (field, text) in [("city", "Lis\0bon".to_owned()), ("specialty", "a\nb".to_owned()), ("city", "x".repeat(201))]
    {
        let query = "query($filter: SlotFilter!) { slots(filter: $filter) { nodes { startsAt } } }";
        let answer = app.visitor().graphql(query, json!({ "filter": { field: text } })).await;
        answer.expect_error("BAD_USER_INPUT");
    }
}

#[rstest]
#[tokio::test]
async fn one_per_doctor_is_the_earliest_of_each_on_every_page(#[values(Sqlite, Postgres)] backend: Backend) {
    let app = TestApp::start(backend).await;
    network(&app).await;
    let filter = json!({ "onePerDoctor": true });

    let all = found(&app, filter.clone()).await;
    let first = search(&app, filter.clone(), 2, &Value::Null).await;
    let second = search(&app, filter, 2, first.at("/slots/pageInfo/endCursor")).await;

    let starts: Vec<_> = all.iter().map(Slot::start).collect();
    assert_eq!(starts, ["2027-03-01T08:00:00Z", "2027-03-01T08:30:00Z", "2027-03-02T09:00:00Z"]);
    assert_eq!(Slot::list(first.at("/slots/nodes")), all[..2]);
    assert_eq!(Slot::list(second.at("/slots/nodes")), all[2..]);
}

#[rstest]
#[tokio::test]
async fn a_page_of_slots_stays_where_it_is_when_earlier_ones_are_taken(#[values(Sqlite, Postgres)] backend: Backend) {
    let app = TestApp::start(backend).await;
    network(&app).await;
    let all = found(&app, json!({})).await;
    let first = search(&app, json!({}), 4, &Value::Null).await;
    let gil = app.guest("Gil");
    gil.book(&all[0]).await.expect_booked();
    gil.book(&all[3]).await.expect_booked();

    let second = search(&app, json!({}), 4, first.at("/slots/pageInfo/endCursor")).await;

    assert_eq!(Slot::list(second.at("/slots/nodes")), all[4..8]);
}

#[rstest]
#[case("first: 101")]
#[case("first: -1")]
#[case("after: \"nonsense\"")]
#[tokio::test]
async fn a_page_of_slots_that_cannot_be_given_is_refused(#[case] arguments: &str) {
    let app = TestApp::start(Sqlite).await;

    let answer =
        app.visitor().query(&format!("{{ slots(filter: {{}}, {arguments}) {{ nodes {{ startsAt }} }} }}")).await;

    answer.expect_error("BAD_USER_INPUT");
}
