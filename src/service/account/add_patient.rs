//! Adding a patient to the account that will act for them.

use std::sync::Arc;

use chrono::NaiveDate;
use entity::enums::{Gender, Relation};
use entity::id::PatientId;

use super::VisiblePatient;
use crate::domain::access::Principal;
use crate::domain::account::{BirthDate, MOST_PATIENTS, PersonName};
use crate::domain::refusal::{Invalid, Refusal};
use crate::service::{Error, Outcome, Services};
use crate::store::account::NewPatient;
use crate::store::{self, Constraint, StoreError};

/// Who is to be added, as it was typed.
#[derive(Clone)]
pub struct AddPatient {
    pub name: String,
    pub relation: Relation,
    pub birth_date: Option<NaiveDate>,
    pub gender: Option<Gender>,
}

/// Adds a patient that the caller may act for. Oneself can be added once.
pub async fn add_patient(services: &Services, who: &Principal, command: AddPatient) -> Outcome<Arc<VisiblePatient>> {
    let user = who.user_id().ok_or(Error::Unauthenticated)?;
    let now = services.now();
    let patient = NewPatient {
        id: PatientId(services.id()),
        name: PersonName::parse("name", &command.name)?,
        birth_date: BirthDate::optional("birthDate", command.birth_date, now)?,
        gender: command.gender,
        phone: None,
        at: now,
    };
    let profile = store::transact!(services.db, store::Lock::None, |tx| {
        // Two additions at once count one after the other.
        store::account::lock_user(tx, user).await?.ok_or(Error::Unauthenticated)?;
        if store::account::count_patients(&**tx, user).await? >= MOST_PATIENTS {
            return Err(full().into());
        }
        let profile = store::account::insert_patient(tx, patient.clone()).await?;
        store::account::give_access(tx, user, profile.id, command.relation, now).await?;
        Ok(profile)
    })
    .map_err(|error| match error {
        Error::Store(StoreError::Violated(Constraint::OwnProfile)) => Refusal::AlreadyExists("relation").into(),
        other => other,
    })?;
    Ok(Arc::new(VisiblePatient { profile, relation: command.relation }))
}

/// No single field is at fault: the path is empty.
fn full() -> Invalid {
    let reason = format!("An account manages at most {MOST_PATIENTS} patients; register another account for more.");
    Invalid { field: Vec::new(), reason }
}
