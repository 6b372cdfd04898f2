//! The edge under attack: whatever arrives, it is refused or contained, and everybody else is served.

mod audits;
mod connections;
mod deadline;
mod disconnect;
mod documents;
mod methods;
mod overload;
mod panics;
mod raw;
mod shutdown;
mod sign_ins;
