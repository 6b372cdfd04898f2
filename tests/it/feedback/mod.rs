//! What patients say of their visits, and what doctors reply.

mod rating;
mod reply;
mod rights;
