//! People who are treated, and who may act for them.

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use entity::enums::{ContactKind, Gender, Relation};
use entity::id::{ContactId, PatientId, UserId};
use entity::{contact, patient_profile, profile_access};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, DbErr, EntityTrait, IntoActiveModel, JoinType, PaginatorTrait,
    QueryFilter, QueryOrder, QuerySelect,
};

use crate::domain::account::{BirthDate, EmailAddress, PersonName, PhoneNumber};
use crate::store::Tx;

/// A patient to be made.
#[derive(Clone, Debug)]
pub struct NewPatient {
    pub id: PatientId,
    pub name: PersonName,
    pub birth_date: Option<BirthDate>,
    pub gender: Option<Gender>,
    pub phone: Option<PhoneNumber>,
    pub at: DateTime<Utc>,
}

/// A patient to be made who has no account, and how to reach them.
#[derive(Clone, Debug)]
pub struct GuestProfile {
    pub patient: PatientId,
    pub contact: ContactId,
    pub name: PersonName,
    pub email: EmailAddress,
    pub phone: Option<PhoneNumber>,
    pub birth_date: Option<BirthDate>,
    pub at: DateTime<Utc>,
}

/// Makes a patient for whom nobody may act yet.
pub async fn insert_patient(tx: &Tx, new: NewPatient) -> Result<patient_profile::Model, DbErr> {
    let profile = patient_profile::Model {
        id: new.id,
        name: new.name.into(),
        birth_date: new.birth_date.map(BirthDate::date),
        gender: new.gender,
        phone: new.phone.map(String::from),
        address: None,
        medical_history: None,
        created_at: new.at,
    };
    patient_profile::Entity::insert(profile.clone().into_active_model().reset_all())
        .exec_without_returning(&**tx)
        .await?;
    Ok(profile)
}

/// Makes a patient whom only their visit's manage token proves, with the guest's contact.
pub async fn insert_guest(tx: &Tx, guest: GuestProfile) -> Result<(), DbErr> {
    let contact = contact::Model {
        id: guest.contact,
        patient_id: guest.patient,
        kind: ContactKind::Guest,
        name: guest.name.as_str().to_owned(),
        email: Some(guest.email.into()),
        phone: guest.phone.as_ref().map(|phone| phone.as_str().to_owned()),
        created_at: guest.at,
    };
    let patient = NewPatient {
        id: guest.patient,
        name: guest.name,
        birth_date: guest.birth_date,
        gender: None,
        phone: guest.phone,
        at: guest.at,
    };
    insert_patient(tx, patient).await?;
    contact::Entity::insert(contact.into_active_model().reset_all()).exec_without_returning(&**tx).await?;
    Ok(())
}

/// Lets an account act for a patient. A second one of its own violates `Constraint::OwnProfile`.
pub async fn give_access(
    tx: &Tx,
    user: UserId,
    patient: PatientId,
    relation: Relation,
    at: DateTime<Utc>,
) -> Result<(), DbErr> {
    let access = profile_access::Model { user_id: user, patient_id: patient, relation, created_at: at };
    profile_access::Entity::insert(access.into_active_model().reset_all()).exec_without_returning(&**tx).await?;
    Ok(())
}

/// Whether an account may act for a patient: book, move and cancel in their name.
pub async fn may_act_for(connection: &impl ConnectionTrait, user: UserId, patient: PatientId) -> Result<bool, DbErr> {
    Ok(profile_access::Entity::find_by_id((user, patient)).one(connection).await?.is_some())
}

/// For how many patients an account may act.
pub async fn count_patients(connection: &impl ConnectionTrait, user: UserId) -> Result<u64, DbErr> {
    profile_access::Entity::find().filter(profile_access::Column::UserId.eq(user)).count(connection).await
}

/// The patients for whom an account may act, and what they are to it, oldest first.
pub async fn patients_of(
    connection: &impl ConnectionTrait,
    user: UserId,
) -> Result<Vec<(patient_profile::Model, Relation)>, DbErr> {
    let access = patient_profile::Entity::belongs_to(profile_access::Entity)
        .from(patient_profile::Column::Id)
        .to(profile_access::Column::PatientId);
    let rows = patient_profile::Entity::find()
        .join(JoinType::InnerJoin, access.into())
        .select_also(profile_access::Entity)
        .filter(profile_access::Column::UserId.eq(user))
        .order_by_asc(profile_access::Column::CreatedAt)
        .order_by_asc(patient_profile::Column::Id)
        .all(connection)
        .await?;
    Ok(rows.into_iter().filter_map(|(profile, access)| Some((profile, access?.relation))).collect())
}

/// The names of patients.
pub async fn names_of(
    connection: &impl ConnectionTrait,
    ids: &[PatientId],
) -> Result<HashMap<PatientId, String>, DbErr> {
    let rows: Vec<(PatientId, String)> = patient_profile::Entity::find()
        .select_only()
        .columns([patient_profile::Column::Id, patient_profile::Column::Name])
        .filter(patient_profile::Column::Id.is_in(ids.iter().copied()))
        .into_tuple()
        .all(connection)
        .await?;
    Ok(rows.into_iter().collect())
}
