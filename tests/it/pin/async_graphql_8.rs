//! async-graphql 7.2.1 gets all of these wrong.

use std::time::Duration;

use async_graphql::{
    EmptyMutation, EmptySubscription, Error, InputObject, MaybeUndefined, Object, Request, Schema, Variables,
};
use serde_json::json;

struct Query;

#[derive(InputObject)]
struct Patch {
    name: MaybeUndefined<String>,
}

#[Object]
impl Query {
    async fn fails(&self) -> Option<Result<i32, Error>> {
        Some(Err(Error::new("failed")))
    }

    async fn slow(&self) -> i32 {
        tokio::time::sleep(Duration::from_millis(20)).await;
        1
    }

    async fn fast(&self) -> i32 {
        2
    }

    async fn patch(&self, input: Patch) -> &'static str {
        match input.name {
            MaybeUndefined::Undefined => "left alone",
            MaybeUndefined::Null => "erased",
            MaybeUndefined::Value(_) => "changed",
        }
    }
}

async fn execute(request: Request) -> serde_json::Value {
    let schema = Schema::new(Query, EmptyMutation, EmptySubscription);
    serde_json::to_value(schema.execute(request).await).expect("an answer is JSON")
}

#[tokio::test]
async fn a_nullable_field_that_fails_is_null_and_not_left_out() {
    let answer = execute(Request::new("{ fails fast }")).await;

    assert_eq!(answer["data"], json!({ "fails": null, "fast": 2 }));
    assert_eq!(answer["errors"][0]["path"], json!(["fails"]));
}

#[tokio::test]
async fn fields_are_answered_in_the_order_asked_for_and_not_in_that_of_completion() {
    let schema = Schema::new(Query, EmptyMutation, EmptySubscription);

    let answer = schema.execute("{ slow fast again: slow }").await;

    assert_eq!(serde_json::to_string(&answer.data).expect("JSON"), r#"{"slow":1,"fast":2,"again":1}"#);
}

#[tokio::test]
async fn a_variable_that_is_not_sent_is_undefined_and_not_null() {
    let query = "query($name: String) { patch(input: { name: $name }) }";
    for (variables, expected) in
        [(json!({}), "left alone"), (json!({ "name": null }), "erased"), (json!({ "name": "Ann" }), "changed")]
    {
        let answer = execute(Request::new(query).variables(Variables::from_json(variables))).await;
        assert_eq!(answer["data"]["patch"], expected);
    }
}
