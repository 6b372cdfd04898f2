//! Administrators, made by whoever runs the server.

use entity::enums::Role;
use entity::id::{ClinicId, RoleGrantId, UserId};

use super::hash;
use crate::domain::access::Grant;
use crate::domain::account::{EmailAddress, Password, PersonName};
use crate::domain::refusal::Invalid;
use crate::service::{Error, Outcome, Services};
use crate::store::account::NewUser;
use crate::store::{self, Constraint, StoreError};

/// What an administrator is called until they say otherwise.
const NAME: &str = "Administrator";
/// Of the whole network.
const NETWORK_ADMIN: Grant = Grant { role: Role::Admin, clinic: None };

/// How an account became an administrator's.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub enum AdminMade {
    /// It is new.
    Created,
    /// It existed: it has the given password now, and whoever was signed in is not any more.
    Promoted,
}

/// Makes an administrator of one clinic, or (without one) of the whole network. Nobody has proved that an account's address is theirs, so one that exists
/// gets the given password and its logins end: the rights go to whoever the operator told the password.
pub async fn create_admin(
    services: &Services,
    email: &str,
    password: &str,
    clinic: Option<ClinicId>,
) -> Outcome<AdminMade> {
    let email = EmailAddress::parse("email", email)?;
    let name = PersonName::parse("name", NAME)?;
    let password = Password::choose(password, &email, &name)?;
    if let Some(clinic) = clinic {
        let known = store::directory::clinic::find(services.db.read(), clinic).await?;
        known.ok_or_else(|| Invalid::new("clinic", "There is no such clinic: use an id that `clinics` lists."))?;
    }
    let grant = Grant { role: Role::Admin, clinic };
    let password_hash = hash(services, &password).await?;
    let user = NewUser { id: UserId(services.id()), email: email.clone(), name, phone: None, at: services.now() };
    match insert(services, user, &password_hash, grant).await {
        Err(Error::Store(StoreError::Violated(Constraint::UserEmail))) => {
            promote(services, &email, &password_hash, grant).await?;
            Ok(AdminMade::Promoted)
        }
        made => made.map(|()| AdminMade::Created),
    }
}

/// [`create_admin`] of the network, unless that account is one already: for every start of a server.
pub async fn create_admin_if_missing(services: &Services, email: &str, password: &str) -> Outcome<()> {
    let address = EmailAddress::parse("email", email)?;
    if let Some(user) = store::account::user_by_email(services.db.read(), &address).await? {
        let account = store::account::account_of(services.db.read(), user.id).await?;
        if account.is_some_and(|account| account.grants.contains(&NETWORK_ADMIN)) {
            return Ok(());
        }
    }
    create_admin(services, email, password, None).await?;
    Ok(())
}

async fn insert(services: &Services, user: NewUser, password_hash: &str, grant: Grant) -> Outcome<()> {
    let (id, at, grant_id) = (user.id, user.at, RoleGrantId(services.id()));
    store::transact!(services.db, store::Lock::None, |tx| {
        store::account::insert_user(tx, user.clone()).await?;
        store::account::set_password(tx, id, password_hash, at).await?;
        store::account::grant(tx, grant_id, id, grant, at).await?;
        Ok(())
    })
}

async fn promote(services: &Services, email: &EmailAddress, password_hash: &str, grant: Grant) -> Outcome<()> {
    let (at, grant_id) = (services.now(), RoleGrantId(services.id()));
    store::transact!(services.db, store::Lock::None, |tx| {
        let user = store::account::user_by_email(&**tx, email).await?.ok_or(Error::NotFound("account"))?;
        store::account::lock_user(tx, user.id).await?;
        store::account::set_password(tx, user.id, password_hash, at).await?;
        store::account::revoke_all(tx, user.id, at).await?;
        store::account::grant(tx, grant_id, user.id, grant, at).await?;
        Ok(())
    })
}
