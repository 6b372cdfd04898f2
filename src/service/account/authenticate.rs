//! Who an access token stands for.

use std::net::IpAddr;

use crate::domain::access::Principal;
use crate::service::{Error, Outcome, Services};
use crate::store;

/// The caller that `token` stands for, with the rights of this moment: an account that is not active any more, or a login
/// that has ended, is nobody's.
pub async fn authenticate(services: &Services, token: &str, address: Option<IpAddr>) -> Outcome<Principal> {
    let access = services.tokens.verify(token, services.now()).map_err(|_| Error::Unauthenticated)?;
    let account = store::account::signed_in(services.db.read(), access.user, access.family)
        .await?
        .ok_or(Error::Unauthenticated)?;
    Ok(Principal { address, account: Some(account) })
}
