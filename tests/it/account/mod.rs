//! Accounts: registering, signing in, staying signed in, and the people an account manages.

mod access_token;
mod family;
mod login;
mod registration;
mod session;
