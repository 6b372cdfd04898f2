//! Which path shows which page.

use axum::Router;
use axum::body::Body;
use axum::extract::Path;
use axum::http::{HeaderMap, Response};
use axum::routing::get;

use super::asset::{self, Caching};
use super::policy::Policy;

const WITHOUT_BUILD: &str = include_str!("without_build.html");
const CONSOLE: &str = include_str!("console.html");

/// The paths of the pages and of what they load.
pub fn router<S: Clone + Send + Sync + 'static>() -> Router<S> {
    Router::new()
        .route("/", get(landing))
        .route("/graphiql", get(playground))
        .route("/favicon.svg", get(favicon))
        .route("/assets/{*name}", get(hashed))
}

async fn landing(request: HeaderMap) -> Response<Body> {
    asset::page("index.html", &request, Policy::Strict, (Policy::Console, WITHOUT_BUILD))
}

async fn playground(request: HeaderMap) -> Response<Body> {
    asset::page("graphiql.html", &request, Policy::Playground, (Policy::Console, CONSOLE))
}

async fn favicon(request: HeaderMap) -> Response<Body> {
    asset::file("favicon.svg", &request, Caching::Revalidate)
}

/// Files whose names carry a hash of their contents.
async fn hashed(Path(name): Path<String>, request: HeaderMap) -> Response<Body> {
    asset::file(&format!("assets/{name}"), &request, Caching::Immutable)
}
