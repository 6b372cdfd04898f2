use rstest::rstest;
use serde_json::{Value, json};

use crate::support::{Backend, Backend::*, TestApp};

#[rstest]
#[tokio::test]
async fn the_rating_of_a_doctor_is_the_mean_of_the_feedback(#[values(Sqlite, Postgres)] backend: Backend) {
    let app = TestApp::start(backend).await;
    let doctor = app.doctor().weekly("Mon-Fri 09:00-12:00", "Europe/Madrid").create().await;
    let (ann, ben) = (app.patient("Ann").await, app.patient("Ben").await);

    app.rate(&ann, &doctor, 5).await.expect("Feedback");
    app.rate(&ben, &doctor, 4).await.expect("Feedback");

    let query = "query($id: ID!) { node(id: $id) { ... on Doctor { rating ratingCount
        feedback { totalCount nodes { rating } } } } }";
    let answer = app.visitor().graphql(query, json!({ "id": doctor.id })).await;
    assert_eq!((answer.at("/node/rating"), answer.at("/node/ratingCount")), (&json!(4.5), &json!(2)));
    // Newest first.
    assert_eq!(*answer.at("/node/feedback"), json!({ "totalCount": 2, "nodes": [{ "rating": 4 }, { "rating": 5 }] }));
}

#[rstest]
#[tokio::test]
async fn an_author_who_stays_anonymous_is_named_nowhere(#[values(Sqlite, Postgres)] backend: Backend) {
    let app = TestApp::start(backend).await;
    let doctor = app.doctor().login().weekly("Mon-Fri 09:00-12:00", "Europe/Madrid").create().await;
    let (ann, ben) = (app.patient("Ann Lee").await, app.patient("Ben Fox").await);
    for (person, anonymous) in [(&ann, true), (&ben, false)] {
        let visit = app.completed(person, &doctor).await;
        let input = json!({
            "appointmentId": visit.id, "rating": 3, "comment": "On time\nand kind", "anonymous": anonymous,
        });
        person.mutate("leaveFeedback", "LeaveFeedbackInput", "... on Feedback { id }", input).await.expect("Feedback");
    }

    let query = "query($id: ID!) { node(id: $id) { ... on Doctor { feedback {
        nodes { author anonymous comment reply } } } } }";
    for caller in [&app.visitor(), &doctor.sign_in(&app).await, &*ben] {
        let answer = caller.graphql(query, json!({ "id": doctor.id })).await;
        let (named, nameless) = (answer.at("/node/feedback/nodes/0"), answer.at("/node/feedback/nodes/1"));
        assert!(!named["author"].is_null(), "{named}");
        assert_eq!((&nameless["author"], &nameless["anonymous"]), (&Value::Null, &json!(true)));
        assert_eq!(nameless["comment"], json!("On time\nand kind"));
        assert!(!answer.body.to_string().contains("Ann"), "{:#}", answer.body);
    }
}
