//! Accounts in the API: signing in, the signed-in user, and the patients they manage.

mod input;
mod mutation;
pub mod object;
mod query;
mod result;
mod user_links;

pub use mutation::AccountMutation;
pub use query::AccountQuery;
