//! The edge: paths, methods, media types and sizes.

mod health;
