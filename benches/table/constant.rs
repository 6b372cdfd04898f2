//! The limit of a read: a GraphQL server of the same libraries whose one resolver has the answer already.
//!
//! It is asked `{ doctors(variant: 3) }` and answers byte for byte what medbook answers to the third doctor search.

use std::sync::Arc;

use anyhow::Context as _;
use async_graphql::{Context, EmptyMutation, EmptySubscription, Object, Request, Scalar, ScalarType, Schema, Value};
use axum::Router;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::header;
use axum::response::IntoResponse;
use axum::routing::{get, post};

/// An answer that was recorded.
#[derive(Clone)]
struct Recorded(Arc<Value>);

#[Scalar]
impl ScalarType for Recorded {
    fn parse(value: Value) -> async_graphql::InputValueResult<Self> {
        Ok(Self(Arc::new(value)))
    }

    fn to_value(&self) -> Value {
        Value::clone(&self.0)
    }
}

/// The recorded answers of each root field.
struct Answers {
    doctors: Vec<Recorded>,
    node: Vec<Recorded>,
    slots: Vec<Recorded>,
}

struct Query;

#[Object]
impl Query {
    async fn doctors(&self, ctx: &Context<'_>, variant: usize) -> Recorded {
        ctx.data_unchecked::<Arc<Answers>>().doctors[variant].clone()
    }

    async fn node(&self, ctx: &Context<'_>, variant: usize) -> Recorded {
        ctx.data_unchecked::<Arc<Answers>>().node[variant].clone()
    }

    async fn slots(&self, ctx: &Context<'_>, variant: usize) -> Recorded {
        ctx.data_unchecked::<Arc<Answers>>().slots[variant].clone()
    }
}

type ConstantSchema = Schema<Query, EmptyMutation, EmptySubscription>;

/// Serves the answers of a file until it is killed.
pub async fn serve(file: &str, address: &str) -> anyhow::Result<()> {
    // Straight into the library's own value, which keeps the order of fields.
    let recorded: Value = serde_json::from_slice(&std::fs::read(file)?)?;
    let answers = Answers {
        doctors: answers(&recorded, "doctors")?,
        node: answers(&recorded, "node")?,
        slots: answers(&recorded, "slots")?,
    };
    let schema = Schema::build(Query, EmptyMutation, EmptySubscription).data(Arc::new(answers)).finish();
    let router =
        Router::new().route("/graphql", post(answer)).route("/health/ready", get(async || "ready")).with_state(schema);
    axum::serve(tokio::net::TcpListener::bind(address).await?, router).await?;
    Ok(())
}

/// The recorded answers to operations with this root field.
fn answers(recorded: &Value, field: &str) -> anyhow::Result<Vec<Recorded>> {
    let part = |value: &Value, name: &str| match value {
        Value::Object(fields) => fields.get(name).cloned(),
        _ => None,
    };
    let Some(Value::List(answers)) = part(recorded, field) else { return Ok(Vec::new()) };
    let root = |answer: &Value| part(&part(answer, "data")?, field).map(|value| Recorded(Arc::new(value)));
    answers.iter().map(|answer| root(answer).context("an answer lacks its field")).collect()
}

async fn answer(State(schema): State<ConstantSchema>, body: Bytes) -> impl IntoResponse {
    let request: Request = serde_json::from_slice(&body).unwrap_or_else(|_| Request::new(""));
    let response = schema.execute(request).await;
    let body = serde_json::to_string(&response).unwrap_or_default();
    ([(header::CONTENT_TYPE, "application/json"), (header::CACHE_CONTROL, "no-store")], body)
}
