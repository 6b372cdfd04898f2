//! medbook: healthcare appointments, booked live, over GraphQL.
//!
//! The tree is the architecture; a feature has the same name in every layer:
//! [`domain`] pure rules · [`store`] SQL · [`adapter`] the outside world · [`service`] use cases · [`graphql`] the API ·
//! [`http`] the edge · [`worker`] loops · [`app`] the one place that wires them. `docs/architecture.md` walks through it.

pub mod adapter;
pub mod app;
pub mod cli;
pub mod config;
pub mod demo;
pub mod domain;
pub mod graphql;
pub mod http;
pub mod seed;
pub mod service;
pub mod store;
pub mod worker;
