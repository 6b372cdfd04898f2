//! The log of everything that happened: in commit order, without gaps, one row a transition.

mod order;
mod transitions;
