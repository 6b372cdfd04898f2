use std::fmt::Write;
use std::time::{Duration, Instant};

use serde_json::json;

use crate::support::{Backend::*, Doctor, TestApp};

#[tokio::test]
async fn a_body_of_more_than_256_kib_is_refused() {
    let app = TestApp::start(Sqlite).await;

    let fits = app.visitor().graphql("{ __typename }", json!({ "unused": "x".repeat(250 * 1024) })).await;
    let does_not = app.visitor().graphql("{ __typename }", json!({ "unused": "x".repeat(256 * 1024) })).await;

    assert_eq!(fits.status, 200);
    assert_eq!((does_not.status, does_not.code()), (413, Some("BAD_USER_INPUT")));
}

/// A query of so many levels.
fn deep(levels: usize, doctor: &Doctor) -> String {
    let mut query = format!("{{ node(id: \"{}\") {{ ... on Doctor {{ clinics {{ id }} ", doctor.id);
    for _ in 0..levels {
        query.push_str("nextSlot { doctor { ");
    }
    query.push_str("id ");
    query.push_str(&"} } ".repeat(levels));
    query.push_str("} } }");
    query
}

#[tokio::test]
async fn a_query_that_is_too_deep_is_refused() {
    let app = TestApp::start(Sqlite).await;
    let doctor = app.doctor().weekly("Mon-Fri 09:00-12:00", "Europe/Madrid").create().await;

    app.visitor().query(&deep(4, &doctor)).await.data();
    let refused = app.visitor().query(&deep(40, &doctor)).await;

    assert_eq!(refused.status, 400);
    refused.expect_error("QUERY_TOO_COMPLEX");
}

#[tokio::test]
async fn a_query_that_is_too_wide_is_refused() {
    let app = TestApp::start(Sqlite).await;

    let feedback = "feedback(first: 100) { nodes { id author comment } }";
    let wide = format!("{{ doctors(first: 100) {{ nodes {{ {feedback} clinics {{ id name }} }} }} }}");
    app.visitor().query(&wide).await.expect_error("QUERY_TOO_COMPLEX");
    let aliases = (0..10_000).fold(String::new(), |mut query, number| {
        write!(query, "a{number}: __typename ").expect("text can be written");
        query
    });
    app.visitor().query(&format!("{{ {aliases} }}")).await.expect_error("QUERY_TOO_COMPLEX");
}

#[tokio::test]
async fn fragments_that_multiply_cost_nothing() {
    let app = TestApp::start(Sqlite).await;
    let mut bomb = "{ ...f0 }".to_owned();
    for number in 0..24 {
        write!(bomb, " fragment f{number} on Query {{ ...f{0} ...f{0} }}", number + 1).expect("text can be written");
    }
    bomb.push_str(" fragment f24 on Query { __typename }");
    let begun = Instant::now();

    let answer = app.visitor().query(&bomb).await;

    assert!(begun.elapsed() < Duration::from_secs(2), "it took {:?}", begun.elapsed());
    answer.expect_error("QUERY_TOO_COMPLEX");
}

#[tokio::test]
async fn tools_can_introspect() {
    let app = TestApp::start(Sqlite).await;
    let types = "fragment T on __Type { kind name ofType { kind name ofType { kind name ofType { kind name
        ofType { kind name ofType { kind name ofType { kind name ofType { kind name ofType { kind name } } } } } } } } }";
    let query = format!(
        "query IntrospectionQuery {{ __schema {{ queryType {{ name }} mutationType {{ name }} types {{ kind name description
            fields(includeDeprecated: true) {{ name description args {{ name type {{ ...T }} defaultValue }}
                type {{ ...T }} isDeprecated deprecationReason }}
            inputFields {{ name type {{ ...T }} defaultValue }} interfaces {{ ...T }}
            enumValues(includeDeprecated: true) {{ name description }} possibleTypes {{ ...T }} }}
            directives {{ name locations args {{ name type {{ ...T }} }} }} }} }} {types}"
    );

    let answer = app.visitor().query(&query).await;

    assert!(answer.list("/__schema/types").len() > 50);
}

#[tokio::test]
async fn a_document_tries_few_passwords_and_works_out_few_searches() {
    let app = TestApp::start(Sqlite).await;
    let many = |count: usize, part: &str| {
        (0..count).fold(String::new(), |mut query, number| {
            write!(query, "a{number}: {part} ").expect("text can be written");
            query
        })
    };
    let login = "login(input: { email: \"ann@example.org\", password: \"a wrong password\" }) { __typename }";
    let slots = "slots(filter: {}, first: 1) { nodes { startsAt } }";

    app.visitor().query(&format!("mutation {{ {} }}", many(2, login))).await.data();
    app.visitor().query(&format!("{{ {} }}", many(2, slots))).await.data();

    app.visitor().query(&format!("mutation {{ {} }}", many(11, login))).await.expect_error("QUERY_TOO_COMPLEX");
    app.visitor().query(&format!("{{ {} }}", many(34, slots))).await.expect_error("QUERY_TOO_COMPLEX");
}

#[tokio::test]
async fn a_page_of_fifty_doctors_with_their_slots_is_not_too_much() {
    let app = TestApp::start(Sqlite).await;
    let doctor = app.doctor().weekly("Mon-Fri 09:00-12:00", "Europe/Madrid").create().await;

    let slots = "slots(from: \"2027-03-02T00:00:00Z\", until: \"2027-03-03T00:00:00Z\") {
        startsAt endsAt localStart clinic { id name } }";
    let page = format!(
        "{{ doctors(first: 50, orderBy: NEXT_SLOT, filter: {{ freeFrom: \"2027-03-02T00:00:00Z\" }}) {{
            totalCount pageInfo {{ hasNextPage endCursor }}
            nodes {{ id name rating ratingCount specialty {{ name }} consultationFee {{ amount currency }}
                nextSlot {{ startsAt localStart }} {slots} }} }} }}"
    );

    let answer = app.visitor().query(&page).await;

    assert_eq!(answer.text("/doctors/nodes/0/id"), doctor.id);
}
