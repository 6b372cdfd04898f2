//! How answers leave: media types, status codes, and errors that say nothing of our insides.

use std::any::Any;

use async_graphql::{Response as GraphqlResponse, ServerError, Value};
use axum::body::Body;
use axum::http::{HeaderValue, Response, StatusCode, header};
use axum::response::IntoResponse;

use super::accept::Media;
use crate::graphql::error::{ApiError, Code};
use crate::telemetry::request;

/// Longest message of an error, in characters: a syntax error would echo the whole query.
const LONGEST_MESSAGE: usize = 200;
/// Most errors of one answer.
const MOST_ERRORS: usize = 10;
/// When to come again, in seconds.
const RETRY_AFTER: &str = "1";

/// An answer of the schema. What was executed is 200 whatever it says. A document that could not be is 400, but 200 for
/// clients that ask for `application/json` (GraphQL over HTTP §6.4.1), unless it was refused for its size.
pub fn executed(media: Media, mut response: GraphqlResponse) -> Response<Body> {
    let request_error = response.data == Value::Null && response.errors.iter().any(|error| error.path.is_empty());
    response.errors.truncate(MOST_ERRORS);
    let mut too_complex = false;
    for error in &mut response.errors {
        too_complex |= tidy(error) == Code::QueryTooComplex;
    }
    if !request_error {
        let body = serde_json::to_string(&response);
        return body.map_or_else(|error| failed(media, &error), |body| json(StatusCode::OK, media, body));
    }
    let status = match media {
        Media::Json if !too_complex => StatusCode::OK,
        _ => StatusCode::BAD_REQUEST,
    };
    json(status, media, serde_json::json!({ "errors": response.errors }).to_string())
}

/// A request that was not executed, and why.
#[derive(Debug)]
pub struct Refused {
    status: StatusCode,
    error: ApiError,
    headers: Vec<(header::HeaderName, &'static str)>,
}

impl Refused {
    pub fn new(status: StatusCode, error: ApiError) -> Self {
        Self { status, error, headers: Vec::new() }
    }

    /// The connection cannot be used again.
    pub fn and_close(mut self) -> Self {
        self.headers.push((header::CONNECTION, "close"));
        self
    }

    /// Only these methods are taken.
    pub fn and_allow(mut self, methods: &'static str) -> Self {
        self.headers.push((header::ALLOW, methods));
        self
    }

    /// The server does too much already.
    pub fn busy() -> Self {
        let message = "The server is busy; please try again in a few seconds.".to_owned();
        let error = ApiError::new(Code::RateLimited, message);
        let headers = vec![(header::RETRY_AFTER, RETRY_AFTER)];
        Self { status: StatusCode::SERVICE_UNAVAILABLE, error, headers }
    }

    /// As clients see it.
    pub fn code(&self) -> &'static str {
        self.error.code.as_str()
    }

    /// Tells the client.
    pub fn answer(self, media: Media) -> Response<Body> {
        let code = self.code();
        request::error(code);
        let mut extensions = serde_json::json!({ "code": code });
        if code == Code::Internal.as_str() {
            extensions["requestId"] = request::id().into();
        }
        if self.error.outcome_unknown {
            extensions["outcome"] = "UNKNOWN".into();
        }
        let message = shortened(self.error.message);
        let body = serde_json::json!({ "errors": [{ "message": message, "extensions": extensions }] });
        let mut response = json(self.status, media, body.to_string());
        for (name, value) in self.headers {
            response.headers_mut().insert(name, HeaderValue::from_static(value));
        }
        response
    }
}

/// The answer to a request whose handler panicked. What it said may quote what people typed: it is never looked at.
pub fn panicked(_: Box<dyn Any + Send + 'static>) -> Response<Body> {
    failed(Media::Any, &"a handler panicked")
}

/// The answer to a request that was cut short by a fault of ours.
pub fn failed(media: Media, cause: &dyn std::fmt::Display) -> Response<Body> {
    Refused::new(StatusCode::INTERNAL_SERVER_ERROR, ApiError::internal(cause)).answer(media)
}

fn json(status: StatusCode, media: Media, body: String) -> Response<Body> {
    let headers = [(header::CONTENT_TYPE, media.as_str()), (header::CACHE_CONTROL, "no-store")];
    (status, headers, body).into_response()
}

/// The codes of the errors that an answer tells; and, if only one that is left out is our fault, of that.
pub fn codes(response: &GraphqlResponse) -> Vec<&'static str> {
    let (told, left_out) = response.errors.split_at(response.errors.len().min(MOST_ERRORS));
    let ours = left_out.iter().find(|error| code(error) == Code::Internal);
    told.iter().chain(ours).map(|error| code(error).as_str()).collect()
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
fn tidy(error: &mut ServerError) -> Code {
    let code = code(error);
    let extensions = error.extensions.get_or_insert_default();
    extensions.set("code", code.as_str());
    if code == Code::Internal {
        // So that somebody who reports it can say where to look.
        extensions.set("requestId", request::id());
    }
    error.message = shortened(std::mem::take(&mut error.message));
    code
}

fn shortened(message: String) -> String {
    match message.char_indices().nth(LONGEST_MESSAGE) {
        Some((end, _)) => format!("{}…", &message[..end]),
        None => message,
    }
}
