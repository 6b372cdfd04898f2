//! Who may do what: every mutation, asked by everybody who may not.

mod limited;
mod scene;
mod table;
