use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use rstest::rstest;
use serde_json::{Value, json};

use crate::support::{Backend, Backend::*, TestApp};

fn cursor(key: &Value) -> String {
    URL_SAFE_NO_PAD.encode(key.to_string())
}

#[rstest]
#[tokio::test]
async fn a_cursor_with_an_instant_that_no_column_holds_is_refused(
    #[values(Sqlite, Postgres)] backend: Backend,
    #[values("-262143-01-01T00:00:00Z", "1899-12-31T23:59:59Z", "+262142-12-31T23:59:59Z", "2201-01-01T00:00:00Z")]
    instant: &str,
) {
    let app = TestApp::start(backend).await;
    let ann = app.patient("Ann").await;
    let doctor = app.doctor().weekly("Mon-Fri 09:00-12:00", "Europe/Madrid").create().await;
    let (id, bare) = (&doctor.id, "01900000-0000-7000-8000-000000000001");
    let lists = [
        ("viewer { appointments(after: $at) { nodes { id } } }".to_owned(), json!([instant, bare])),
        ("viewer { appointments(last: 1, before: $at) { nodes { id } } }".to_owned(), json!([instant, bare])),
        (
            format!("node(id: \"{id}\") {{ ... on Doctor {{ feedback(after: $at) {{ nodes {{ id }} }} }} }}"),
            json!([instant, bare]),
        ),
        ("slots(filter: {}, after: $at) { nodes { startsAt } }".to_owned(), json!([instant, bare, bare])),
        (
            "doctors(orderBy: NEXT_SLOT, after: $at) { nodes { id } }".to_owned(),
            json!({ "key": { "NextSlot": instant }, "id": bare }),
        ),
    ];

    for (list, key) in lists {
        let query = format!("query($at: String) {{ {list} }}");
        ann.graphql(&query, json!({ "at": cursor(&key) })).await.expect_error("BAD_USER_INPUT");
        let sane = serde_json::from_str(&key.to_string().replace(instant, "2027-03-01T09:00:00Z")).expect("JSON");
        ann.graphql(&query, json!({ "at": cursor(&sane) })).await.data();
    }
}
