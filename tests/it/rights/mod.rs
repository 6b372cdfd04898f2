//! Who may do what: every mutation, asked by everybody who may not.

mod scene;
mod table;
