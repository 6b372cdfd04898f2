//! Placeholder.
use std::net::IpAddr;

use super::{Error, Outcome, Services};
use crate::domain::access::Principal;

pub async fn authenticate(_services: &Services, _token: &str, _address: Option<IpAddr>) -> Outcome<Principal> {
    Err(Error::Unauthenticated)
}
pub async fn create_admin(_services: &Services, _email: &str, _password: &str) -> Outcome<()> {
    Ok(())
}
pub async fn create_admin_if_missing(_services: &Services, _email: &str, _password: &str) -> Outcome<()> {
    Ok(())
}
