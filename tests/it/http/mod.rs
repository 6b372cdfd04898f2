//! The edge: paths, methods, media types and sizes.

mod health;
mod limits;
mod methods;
