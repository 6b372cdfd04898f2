//! GraphQL over HTTP: POST with JSON, and GET for queries only.

use std::net::SocketAddr;

use async_graphql::{Request, Response as GraphqlResponse};
use axum::body::Body;
use axum::extract::rejection::QueryRejection;
use axum::extract::{ConnectInfo, Query, State};
use axum::http::{HeaderMap, Response, StatusCode};

use fault::Point;

use super::accept::Media;
use super::answer::{self, Refused};
use super::request::{self, Link};
use super::traffic::Class;
use super::{Edge, body, caller, document};
use crate::graphql::error::{ApiError, Code};
use crate::graphql::operation;
use crate::service::as_search;
use crate::telemetry;

/// `POST /graphql`. JSON only: other content types can be sent by foreign pages without asking (CSRF).
pub async fn post(
    State(edge): State<Edge>,
    ConnectInfo(peer): ConnectInfo<SocketAddr>,
    headers: HeaderMap,
    body: Body,
) -> Response<Body> {
    let Some(media) = Media::accepted(&headers) else { return not_acceptable() };
    let read = async {
        request::check_content_type(&headers)?;
        request::from_json(&body::read(&headers, body, edge.body_patience).await?)
    };
    match read.await {
        Ok(request) => execute(&edge, media, headers, peer, request).await,
        Err(refused) => refused.answer(media),
    }
}

/// `GET /graphql?query=…`. A link must never change anything, so mutations are refused.
pub async fn get(
    State(edge): State<Edge>,
    ConnectInfo(peer): ConnectInfo<SocketAddr>,
    headers: HeaderMap,
    link: Result<Query<Link>, QueryRejection>,
) -> Response<Body> {
    let Some(media) = Media::accepted(&headers) else { return not_acceptable() };
    let read = || {
        let unreadable = |_| {
            let reason = "Send `query` and, if needed, `variables`, `operationName` and `extensions`, each once.";
            Refused::new(StatusCode::BAD_REQUEST, ApiError::bad_input(reason))
        };
        let mut request = link.map_err(unreadable)?.0.request()?;
        if document::only_queries(&mut request) {
            return Ok(request);
        }
        let error = ApiError::bad_input("Only queries can be sent with GET; send this operation with POST.");
        Err(Refused::new(StatusCode::METHOD_NOT_ALLOWED, error).and_allow("POST"))
    };
    match read() {
        Ok(request) => execute(&edge, media, headers, peer, request).await,
        Err(refused) => refused.answer(media),
    }
}

/// Any other method.
pub async fn other(headers: HeaderMap) -> Response<Body> {
    let error = ApiError::bad_input("Send operations with POST, or queries with GET.");
    let refused = Refused::new(StatusCode::METHOD_NOT_ALLOWED, error).and_allow("GET, HEAD, POST");
    refused.answer(Media::accepted(&headers).unwrap_or(Media::Any))
}

fn not_acceptable() -> Response<Body> {
    let error = ApiError::bad_input("Accept `application/graphql-response+json` or `application/json`.");
    Refused::new(StatusCode::NOT_ACCEPTABLE, error).answer(Media::Any)
}

/// Judges the document, waits for a place, and runs the operation until its deadline.
async fn execute(
    edge: &Edge,
    media: Media,
    headers: HeaderMap,
    peer: SocketAddr,
    mut request: Request,
) -> Response<Body> {
    let class = match document::judge(&mut request) {
        Ok(class) => class,
        Err(document::Fault::TooLarge(error)) => return Refused::new(StatusCode::BAD_REQUEST, error).answer(media),
        Err(document::Fault::Syntax(error)) => {
            let response = GraphqlResponse::from_errors(vec![error]);
            answer::codes(&response).into_iter().for_each(telemetry::request::error);
            return answer::executed(media, response);
        }
    };
    telemetry::request::asks_for(operation(&mut request));
    let Ok(place) = edge.admission.enter(class).await else { return Refused::busy().answer(media) };
    let work = in_turn(class, run(edge.clone(), headers, peer, request));
    let work = in_time(edge.clone(), class, work);
    let work = telemetry::operation::run(work, |ended| match ended {
        Ok(response) => answer::codes(response),
        Err(refused) => vec![refused.code()],
    });
    // A task of its own: a client that goes away drops the handler, but never an operation in the middle.
    let task = tokio::spawn(async move {
        let ended = work.await;
        drop(place);
        ended
    });
    match task.await {
        Ok(Ok(response)) => match fault::reached(Point::HttpBeforeAnswer).await {
            Ok(()) => answer::executed(media, response),
            Err(fault) => answer::failed(media, &fault),
        },
        Ok(Err(refused)) => refused.answer(media),
        Err(_) => answer::failed(media, &"an operation panicked"),
    }
}

/// Drops `work` at its deadline, or when the server ends, and with it whatever it has not committed.
async fn in_time<T>(edge: Edge, class: Class, work: impl Future<Output = Result<T, Refused>>) -> Result<T, Refused> {
    let ended = tokio::select! {
        ended = tokio::time::timeout(edge.admission.limits().deadline, work) => ended.ok(),
        () = edge.admission.closed() => None,
    };
    ended.unwrap_or_else(|| {
        edge.traffic.count_timed_out(class);
        Err(Refused::new(StatusCode::GATEWAY_TIMEOUT, class.timed_out()))
    })
}

/// Lets a search have its share of the database, and everybody else what they need.
async fn in_turn<T>(class: Class, work: impl Future<Output = T>) -> T {
    match class {
        Class::Search => as_search(work).await,
        Class::Booking | Class::SignIn => work.await,
    }
}

/// Finds out who asks, and lets the schema answer.
async fn run(edge: Edge, headers: HeaderMap, peer: SocketAddr, request: Request) -> Result<GraphqlResponse, Refused> {
    let principal = caller::principal(&edge, &headers, peer).await.map_err(|refused| {
        let error = ApiError::from(refused);
        let status = match error.code {
            Code::Unauthenticated => StatusCode::UNAUTHORIZED,
            _ => StatusCode::INTERNAL_SERVER_ERROR,
        };
        Refused::new(status, error)
    })?;
    Ok(crate::graphql::execute(edge.schema, edge.services, principal, request).await)
}
