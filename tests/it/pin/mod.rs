//! Behaviour of libraries that we chose their versions for (docs: style of the house, traps). When one of these fails
//! after an upgrade, the upgrade is what has to be thought about.

mod async_graphql_8;
