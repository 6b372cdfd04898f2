//! Who is asking, and what follows from it (domain.md §5).

mod principal;

pub use principal::{Account, Grant, Principal};
