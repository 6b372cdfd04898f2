//! What the server says of itself: metrics, request ids, the log, spans; and what it never says.

mod access;
mod collector;
mod documented;
mod export;
mod log;
mod metrics;
mod personal_data;
mod request_id;
mod scrape;
