//! GraphQL over HTTP: POST with JSON, and GET for queries only.

use std::net::SocketAddr;
use std::sync::Arc;

use async_graphql::Request;
use async_graphql::parser::types::OperationType;
use axum::body::{Body, to_bytes};
use axum::extract::{ConnectInfo, Query, State};
use axum::http::{HeaderMap, Response, StatusCode, header};
use serde::Deserialize;

use super::{Edge, answer, caller};
use crate::graphql::error::{ApiError, Code};
use crate::graphql::limits;

/// Largest request body, in bytes.
const LARGEST_BODY: usize = 256 * 1024;

/// `POST /graphql`. JSON only: other content types can be sent by foreign pages without asking (CSRF).
pub async fn post(
    State(edge): State<Edge>,
    ConnectInfo(peer): ConnectInfo<SocketAddr>,
    headers: HeaderMap,
    body: Body,
) -> Response<Body> {
    let content_type = headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    if content_type.split(';').next().map(str::trim) != Some("application/json") {
        let error = ApiError::bad_input("Send the request as JSON, with `Content-Type: application/json`.");
        return answer::refused(&headers, StatusCode::UNSUPPORTED_MEDIA_TYPE, &error);
    }
    let Ok(body) = to_bytes(body, LARGEST_BODY).await else {
        let error = ApiError::bad_input(format!("Send at most {} KiB.", LARGEST_BODY / 1024));
        return answer::refused(&headers, StatusCode::PAYLOAD_TOO_LARGE, &error);
    };
    match serde_json::from_slice::<Request>(&body) {
        Ok(request) => execute(&edge, &headers, peer, request).await,
        Err(_) => {
            let error = ApiError::bad_input(
                "Send one JSON object with `query` and, if needed, `variables` and `operationName`.",
            );
            answer::refused(&headers, StatusCode::BAD_REQUEST, &error)
        }
    }
}

/// The parameters of a GET request.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Parameters {
    query: Option<String>,
    variables: Option<String>,
    operation_name: Option<String>,
}

/// `GET /graphql?query=…`. A link must never change anything, so mutations are refused.
pub async fn get(
    State(edge): State<Edge>,
    ConnectInfo(peer): ConnectInfo<SocketAddr>,
    headers: HeaderMap,
    Query(parameters): Query<Parameters>,
) -> Response<Body> {
    let mut request = Request::new(parameters.query.unwrap_or_default());
    if let Some(variables) = parameters.variables {
        match serde_json::from_str(&variables) {
            Ok(variables) => request.variables = variables,
            Err(_) => {
                let error = ApiError::bad_input("`variables` must be a JSON object.");
                return answer::refused(&headers, StatusCode::BAD_REQUEST, &error);
            }
        }
    }
    request.operation_name = parameters.operation_name;
    if !only_queries(&mut request) {
        let error = ApiError::bad_input("Only queries can be sent with GET; send this operation with POST.");
        return answer::refused(&headers, StatusCode::METHOD_NOT_ALLOWED, &error);
    }
    execute(&edge, &headers, peer, request).await
}

/// Whether every operation of the document is a query. A document that cannot be parsed fails at its execution.
fn only_queries(request: &mut Request) -> bool {
    let Ok(document) = request.parsed_query() else { return true };
    document.operations.iter().all(|(_, operation)| operation.node.ty == OperationType::Query)
}

async fn execute(edge: &Edge, headers: &HeaderMap, peer: SocketAddr, mut request: Request) -> Response<Body> {
    if let Err(error) = request.parsed_query().map_or(Ok(()), limits::check) {
        return answer::refused(headers, StatusCode::BAD_REQUEST, &error);
    }
    let principal = match caller::principal(edge, headers, peer).await {
        Ok(principal) => principal,
        Err(refused) => {
            let error = ApiError::from(refused);
            let status = match error.code {
                Code::Unauthenticated => StatusCode::UNAUTHORIZED,
                _ => StatusCode::INTERNAL_SERVER_ERROR,
            };
            return answer::refused(headers, status, &error);
        }
    };
    let execution = crate::graphql::execute(edge.schema.clone(), Arc::clone(&edge.services), principal, request);
    // A task of its own: a client that goes away drops the handler, but never an operation in the middle.
    match tokio::spawn(execution).await {
        Ok(response) => answer::executed(headers, response),
        Err(ended) => answer::failed(headers, &ended),
    }
}
