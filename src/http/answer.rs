//! How answers leave: media types, status codes, and errors that say nothing of our insides.

use std::any::Any;

use async_graphql::{Response as GraphqlResponse, ServerError, Value};
use axum::body::Body;
use axum::http::{HeaderMap, Response, StatusCode, header};
use axum::response::IntoResponse;

use crate::graphql::error::{ApiError, Code};
use crate::telemetry::request;

const GRAPHQL_JSON: &str = "application/graphql-response+json";
/// Longest message of an error, in characters: a syntax error would echo the whole query.
const LONGEST_MESSAGE: usize = 200;
/// Most errors of one answer.
const MOST_ERRORS: usize = 10;

/// The media type that the client understands best (GraphQL over HTTP §4.2).
fn media_type(headers: &HeaderMap) -> &'static str {
    let accept = headers.get(header::ACCEPT).and_then(|value| value.to_str().ok()).unwrap_or_default();
    if accept.contains(GRAPHQL_JSON) { GRAPHQL_JSON } else { "application/json" }
}

/// An answer of the schema. What was executed is 200 whatever it says; what could not be is 400.
pub fn executed(headers: &HeaderMap, mut response: GraphqlResponse) -> Response<Body> {
    let request_error = response.data == Value::Null && response.errors.iter().any(|error| error.path.is_empty());
    response.errors.truncate(MOST_ERRORS);
    for error in &mut response.errors {
        tidy(error);
    }
    let status = if request_error { StatusCode::BAD_REQUEST } else { StatusCode::OK };
    let body = if request_error {
        serde_json::json!({ "errors": response.errors }).to_string()
    } else {
        serde_json::to_string(&response).unwrap_or_else(|error| format!(r#"{{"errors":[{{"message":"{error}"}}]}}"#))
    };
    json(status, media_type(headers), body)
}

/// An error before anything was executed.
pub fn refused(headers: &HeaderMap, status: StatusCode, error: &ApiError) -> Response<Body> {
    request::error(error.code.as_str());
    let mut extensions = serde_json::json!({ "code": error.code.as_str() });
    if error.code == Code::Internal {
        extensions["requestId"] = request::id().into();
    }
    let body = serde_json::json!({ "errors": [{ "message": error.message, "extensions": extensions }] });
    json(status, media_type(headers), body.to_string())
}

/// The answer to a request whose handler panicked.
pub fn panicked(panic: Box<dyn Any + Send + 'static>) -> Response<Body> {
    let cause = panic.downcast_ref::<String>().map(String::as_str).or_else(|| panic.downcast_ref::<&str>().copied());
    failed(&HeaderMap::new(), &cause.unwrap_or("panic"))
}

/// The answer to a request that was cut short by a fault of ours.
pub fn failed(headers: &HeaderMap, cause: &dyn std::fmt::Display) -> Response<Body> {
    refused(headers, StatusCode::INTERNAL_SERVER_ERROR, &ApiError::internal(cause))
}

fn json(status: StatusCode, media_type: &'static str, body: String) -> Response<Body> {
    let headers = [(header::CONTENT_TYPE, media_type), (header::CACHE_CONTROL, "no-store")];
    (status, headers, body).into_response()
}

/// The codes of an answer's errors.
pub fn codes(response: &GraphqlResponse) -> Vec<&'static str> {
    response.errors.iter().map(|error| code(error).as_str()).collect()
}

/// The code of an error: its own, or that of an error of the GraphQL library, which has none.
fn code(error: &ServerError) -> Code {
    if let Some(Value::String(own)) = error.extensions.as_ref().and_then(|extensions| extensions.get("code")) {
        return Code::ALL.into_iter().find(|code| code.as_str() == own).unwrap_or(Code::Internal);
    }
    let too_much = ["too complex", "too deep", "nested too", "recursion", "too many"];
    match too_much.iter().any(|word| error.message.to_lowercase().contains(word)) {
        true => Code::QueryTooComplex,
        false => Code::BadUserInput,
    }
}

/// Gives an error of the GraphQL library a code, and cuts what is too long. Errors of ours carry their code already.
fn tidy(error: &mut ServerError) {
    let code = code(error);
    let extensions = error.extensions.get_or_insert_default();
    extensions.set("code", code.as_str());
    if code == Code::Internal {
        // So that somebody who reports it can say where to look.
        extensions.set("requestId", request::id());
    }
    if error.message.chars().count() > LONGEST_MESSAGE {
        error.message = error.message.chars().take(LONGEST_MESSAGE).chain(['…']).collect();
    }
}
