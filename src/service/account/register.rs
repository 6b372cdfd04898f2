//! Making an account.

use chrono::NaiveDate;
use entity::enums::{Gender, Relation, Role};
use entity::id::{PatientId, RoleGrantId, UserId};

use super::session::Fresh;
use super::{SignedIn, hash};
use crate::domain::access::Grant;
use crate::domain::account::{BirthDate, EmailAddress, Password, PersonName, PhoneNumber};
use crate::domain::refusal::Refusal;
use crate::service::{Error, Outcome, Services};
use crate::store::account::{NewPatient, NewUser};
use crate::store::{self, Constraint, StoreError};

/// Who wants an account, as they typed it.
#[derive(Clone)]
pub struct Register {
    pub email: String,
    pub password: String,
    pub name: String,
    pub birth_date: Option<NaiveDate>,
    pub gender: Option<Gender>,
    pub phone: Option<String>,
}

/// Makes an account with its own patient, and signs in.
pub async fn register(services: &Services, command: Register) -> Outcome<SignedIn> {
    let now = services.now();
    let email = EmailAddress::parse("email", &command.email)?;
    let name = PersonName::parse("name", &command.name)?;
    let birth_date = BirthDate::optional("birthDate", command.birth_date, now)?;
    let phone = PhoneNumber::optional("phone", command.phone.as_deref())?;
    let password = Password::choose(&command.password, &email, &name)?;
    let password_hash = hash(services, &password).await?;

    let user = NewUser { id: UserId(services.id()), email, name: name.clone(), phone: phone.clone(), at: now };
    let (id, patient_id, grant_id) = (user.id, PatientId(services.id()), RoleGrantId(services.id()));
    let patient = NewPatient { id: patient_id, name, birth_date, gender: command.gender, phone, at: now };
    let fresh = Fresh::new(services, id, None);
    let user = store::transact!(services.db, store::Lock::None, |tx| {
        let user = store::account::insert_user(tx, user.clone()).await?;
        store::account::set_password(tx, id, &password_hash, now).await?;
        store::account::grant(tx, grant_id, id, Grant { role: Role::Patient, clinic: None }, now).await?;
        store::account::insert_patient(tx, patient.clone()).await?;
        store::account::give_access(tx, id, patient_id, Relation::Own, now).await?;
        store::account::insert_session(tx, fresh.row.clone()).await?;
        Ok(user)
    })
    .map_err(|error| match error {
        Error::Store(StoreError::Violated(Constraint::UserEmail)) => Refusal::EmailTaken.into(),
        other => other,
    })?;
    fresh.give(services, user).await
}
