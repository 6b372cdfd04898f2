//! Answers made of files.

use axum::body::Body;
use axum::http::{HeaderMap, HeaderValue, Response, StatusCode, header};
use axum::response::{Html, IntoResponse};

use super::embedded::{self, File};
use super::policy::Policy;

/// How long a client may use its copy of a file without asking.
#[derive(Clone, Copy, Debug)]
pub enum Caching {
    /// For ever: the name changes with the contents.
    Immutable,
    /// Never: it asks each time, and mostly hears that nothing changed.
    Revalidate,
}

impl Caching {
    fn directive(self) -> HeaderValue {
        HeaderValue::from_static(match self {
            Self::Immutable => "public, max-age=31536000, immutable",
            Self::Revalidate => "no-cache",
        })
    }
}

/// A file of the build, or 404.
pub fn file(path: &str, request: &HeaderMap, caching: Caching) -> Response<Body> {
    match embedded::find(path, request) {
        Some(file) => answer(file, request, caching),
        None => (StatusCode::NOT_FOUND, [(header::CACHE_CONTROL, "no-store")]).into_response(),
    }
}

/// A page of the build, or what is shown without one.
pub fn page(path: &str, request: &HeaderMap, policy: Policy, without: (Policy, &'static str)) -> Response<Body> {
    let (policy, mut response) = match embedded::find(path, request) {
        Some(file) => (policy, answer(file, request, Caching::Revalidate)),
        None => {
            let (policy, html) = without;
            (policy, ([(header::CACHE_CONTROL, "no-store")], Html(html)).into_response())
        }
    };
    for (name, value) in policy.headers() {
        response.headers_mut().insert(name, value);
    }
    response
}

fn answer(file: File, request: &HeaderMap, caching: Caching) -> Response<Body> {
    let known = request.get(header::IF_NONE_MATCH).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let unchanged = known.split(',').any(|tag| tag.trim().trim_start_matches("W/") == file.etag);
    let mut response = if unchanged {
        StatusCode::NOT_MODIFIED.into_response()
    } else {
        ([(header::CONTENT_TYPE, file.media_type)], Body::from(file.bytes)).into_response()
    };
    let headers = response.headers_mut();
    headers.insert(header::CACHE_CONTROL, caching.directive());
    headers.insert(header::VARY, HeaderValue::from_static("accept-encoding"));
    headers.insert(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    if let Ok(etag) = HeaderValue::from_str(&file.etag) {
        headers.insert(header::ETAG, etag);
    }
    if let Some(encoding) = file.encoding.filter(|_| !unchanged) {
        headers.insert(header::CONTENT_ENCODING, HeaderValue::from_static(encoding));
    }
    response
}
