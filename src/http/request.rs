//! The parameters of a GraphQL request, from JSON or from a link.

use async_graphql::{Request, Variables};
use axum::http::{HeaderMap, StatusCode, header};
use serde::Deserialize;
use serde_json::{Map, Value};

use super::answer::Refused;
use crate::graphql::error::ApiError;

/// Most values in `variables`, counting those within others.
const MOST_VALUES: usize = 10_000;
/// Most values within each other in `variables`.
const DEEPEST_VALUE: usize = 32;

/// Refuses what foreign pages can send without asking first, and what is not JSON in UTF-8 as it stands.
pub fn check_content_type(headers: &HeaderMap) -> Result<(), Refused> {
    let content_type = headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let mut parts = content_type.split(';').map(str::trim);
    let is_json = parts.next().is_some_and(|kind| kind.eq_ignore_ascii_case("application/json"));
    let is_utf8 = parts.filter_map(|parameter| parameter.split_once('=')).all(|(name, value)| {
        !name.trim().eq_ignore_ascii_case("charset") || value.trim().trim_matches('"').eq_ignore_ascii_case("utf-8")
    });
    let is_plain = headers.get(header::CONTENT_ENCODING).is_none_or(|value| value == "identity");
    if is_json && is_utf8 && is_plain {
        return Ok(());
    }
    let reason = "Send the request as plain JSON in UTF-8, with `Content-Type: application/json`.";
    Err(Refused::new(StatusCode::UNSUPPORTED_MEDIA_TYPE, ApiError::bad_input(reason)))
}

/// The parameters as they are sent. Each may occur once; others are ignored.
#[derive(Deserialize)]
struct Parameters {
    #[serde(default)]
    query: Value,
    #[serde(default, rename = "operationName")]
    operation_name: Value,
    #[serde(default)]
    variables: Value,
    #[serde(default)]
    extensions: Value,
}

/// The request in the body of a POST.
pub fn from_json(body: &[u8]) -> Result<Request, Refused> {
    if body.iter().find(|byte| !byte.is_ascii_whitespace()) == Some(&b'[') {
        return Err(bad("Batches are not supported: send one operation a request."));
    }
    let parameters: Parameters = serde_json::from_slice(body).map_err(|_| {
        bad("Send one JSON object with `query` and, if needed, `variables`, `operationName` and `extensions`, each once.")
    })?;
    parameters.request()
}

/// The parameters of a link: `variables` and `extensions` are JSON.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Link {
    query: Option<String>,
    operation_name: Option<String>,
    variables: Option<String>,
    extensions: Option<String>,
}

impl Link {
    /// The request that the link means.
    pub fn request(self) -> Result<Request, Refused> {
        let json = |text: Option<String>, name: &str| match text {
            Some(text) => serde_json::from_str(&text).map_err(|_| bad(format!("`{name}` must be a JSON object."))),
            None => Ok(Value::Null),
        };
        let parameters = Parameters {
            query: self.query.map_or(Value::Null, Value::String),
            operation_name: self.operation_name.map_or(Value::Null, Value::String),
            variables: json(self.variables, "variables")?,
            extensions: json(self.extensions, "extensions")?,
        };
        parameters.request()
    }
}

impl Parameters {
    fn request(self) -> Result<Request, Refused> {
        let Value::String(query) = self.query else {
            return Err(bad("`query` must be a string: the GraphQL document."));
        };
        let mut request = Request::new(query);
        request.operation_name = match self.operation_name {
            Value::Null => None,
            Value::String(name) => Some(name),
            _ => return Err(bad("`operationName` must be a string.")),
        };
        let variables = object(self.variables, "variables")?;
        let mut values = 0;
        if !variables.values().all(|value| is_small(value, 1, &mut values)) {
            return Err(bad(format!(
                "`variables` may have at most {MOST_VALUES} values and {DEEPEST_VALUE} levels; send less at once."
            )));
        }
        request.variables = Variables::from_json(Value::Object(variables));
        // Understood by nobody here, but checked, so that a mistake is found today.
        object(self.extensions, "extensions")?;
        Ok(request)
    }
}

fn object(value: Value, name: &str) -> Result<Map<String, Value>, Refused> {
    match value {
        Value::Null => Ok(Map::new()),
        Value::Object(object) => Ok(object),
        _ => Err(bad(format!("`{name}` must be a JSON object."))),
    }
}

/// Whether a value is within the limits, together with the `values` counted so far.
fn is_small(value: &Value, depth: usize, values: &mut usize) -> bool {
    *values += 1;
    if *values > MOST_VALUES || depth > DEEPEST_VALUE {
        return false;
    }
    match value {
        Value::Array(items) => items.iter().all(|item| is_small(item, depth + 1, values)),
        Value::Object(fields) => fields.values().all(|field| is_small(field, depth + 1, values)),
        _ => true,
    }
}

fn bad(reason: impl Into<String>) -> Refused {
    Refused::new(StatusCode::BAD_REQUEST, ApiError::bad_input(reason))
}
