//! What an administrator changes.

use serde_json::{Value, json};

use crate::support::{Outcome, TestApp};

/// Sends the mutation as an administrator of the network.
pub async fn keep(app: &TestApp, mutation: &'static str, fields: &str, input: Value) -> Outcome {
    let input_type = format!("{}{}Input", mutation[..1].to_uppercase(), &mutation[1..]);
    app.admin().await.mutate(mutation, &input_type, fields, input).await
}

/// The same with a change that has to succeed and changes what can be booked: it is in the log.
pub async fn kept(app: &TestApp, mutation: &'static str, fields: &str, input: Value) -> Value {
    let before = app.position().await;
    let outcome = keep(app, mutation, fields, input).await;
    outcome.answer.data();
    assert_eq!(outcome.problem(), None, "{mutation}");
    assert!(app.position().await > before, "{mutation} is not in the log");
    outcome.answer.body["data"][mutation].clone()
}

/// What `node` shows to everybody.
pub async fn node(app: &TestApp, id: &Value, fields: &str) -> Value {
    let query = format!("query($id: ID!) {{ node(id: $id) {{ __typename {fields} }} }}");
    app.visitor().graphql(&query, json!({ "id": id })).await.at("/node").clone()
}
