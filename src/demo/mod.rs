//! Placeholder.
use crate::http::DemoLogin;
use crate::service::{Outcome, Services};
pub fn logins() -> Vec<DemoLogin> {
    Vec::new()
}
pub async fn fill(_services: &Services) -> Outcome<bool> {
    Ok(false)
}
pub fn welcome(_filled: bool, _url: &str) -> String {
    String::new()
}
