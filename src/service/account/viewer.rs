//! The caller's own account.

use entity::user;

use crate::domain::access::{Account, Principal};
use crate::service::{Outcome, Services};
use crate::store;

/// An account as its owner sees it.
#[derive(Clone, Debug)]
pub struct Viewer {
    pub user: user::Model,
    pub account: Account,
}

/// The signed-in account; `None` when nobody is signed in.
pub async fn viewer(services: &Services, who: &Principal) -> Outcome<Option<Viewer>> {
    let Some(account) = &who.account else { return Ok(None) };
    let user = store::account::user_by_id(services.db.read(), account.id).await?;
    Ok(user.map(|user| Viewer { user, account: account.clone() }))
}
