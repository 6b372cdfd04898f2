use rstest::rstest;
use serde_json::json;

use crate::support::{Backend, Backend::*, TestApp, count_statements};

const PAGE: &str = "query($first: Int!) { doctors(orderBy: NAME, first: $first) { totalCount nodes {
    name languages rating specialty { name } clinics { name policy { autoConfirm } }
    nextSlot { startsAt localStart clinic { name } doctor { name } }
    feedback(first: 3) { totalCount nodes { rating author } } } } }";

#[rstest]
#[tokio::test]
async fn a_page_of_fifty_doctors_costs_as_many_statements_as_a_page_of_five(
    #[values(Sqlite, Postgres)] backend: Backend,
) {
    let app = TestApp::start(backend).await;
    let clinic = app.clinic().create().await;
    for _ in 0..50 {
        app.doctor().at(&clinic, "Mon-Fri 09:00-12:00").create().await;
    }
    let visitor = app.visitor();
    let statements = async |first: usize| {
        let read = async {
            let answer = visitor.graphql(PAGE, json!({ "first": first })).await;
            assert_eq!(answer.list("/doctors/nodes").len(), first);
            assert_eq!(answer.text(&format!("/doctors/nodes/{}/nextSlot/startsAt", first - 1)), "2027-03-01T08:00:00Z");
        };
        count_statements(read).await
    };
    // The first request may fill what is cached for the life of the process.
    statements(5).await;

    let (five, fifty) = (statements(5).await, statements(50).await);

    assert!(five > 0, "statements are counted");
    assert_eq!(five, fifty);
}
