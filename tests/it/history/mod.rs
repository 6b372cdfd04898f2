//! The history checker: many clients fight for few times while faults are injected; everything that they were answered
//! must be explained by one order of claims and releases. See `docs/testing.md`.
#![expect(clippy::print_stderr, reason = "what a round came to is shown by `make soak`, and with --nocapture")]

mod check;
mod client;
mod cut;
mod dice;
mod effect;
mod examples;
mod facts;
mod model;
mod planted;
mod project;
mod properties;
mod record;
mod round;
mod runs;
mod script;
mod search;
mod shrink;
mod simulation;
mod soak;
mod stage;
mod step;
mod wire;
mod world;
