//! At which clinics doctors practise.

use std::collections::BTreeMap;

use entity::clinic;
use entity::doctor_clinic::{ActiveModel, Column, Entity, Model};
use entity::id::{ClinicId, DoctorId};
use sea_orm::sea_query::{OnConflict, Query};
use sea_orm::{ActiveValue::Set, ColumnTrait, ConnectionTrait, DbErr, EntityTrait, QueryFilter, QueryOrder};

use crate::store::Tx;

/// The active practices of these doctors.
pub async fn active(db: &impl ConnectionTrait, doctors: &[DoctorId]) -> Result<Vec<Model>, DbErr> {
    Entity::find()
        .filter(Column::DoctorId.is_in(doctors.iter().copied()))
        .filter(Column::Active.eq(true))
        .order_by_asc(Column::DoctorId)
        .order_by_asc(Column::ClinicId)
        .all(db)
        .await
}

/// The active clinics of a city where any of these doctors practise, each with those who do. `city` is case-folded.
pub async fn in_city(
    db: &impl ConnectionTrait,
    doctors: &[DoctorId],
    city: &str,
) -> Result<BTreeMap<ClinicId, Vec<DoctorId>>, DbErr> {
    let clinics = Query::select()
        .column(clinic::Column::Id)
        .from(clinic::Entity)
        .and_where(clinic::Column::CityKey.eq(city))
        .and_where(clinic::Column::Active.eq(true))
        .take();
    let practices = Entity::find()
        .filter(Column::DoctorId.is_in(doctors.iter().copied()))
        .filter(Column::Active.eq(true))
        .filter(Column::ClinicId.in_subquery(clinics));
    let mut by_clinic: BTreeMap<ClinicId, Vec<DoctorId>> = BTreeMap::new();
    for practice in practices.all(db).await? {
        by_clinic.entry(practice.clinic_id).or_default().push(practice.doctor_id);
    }
    Ok(by_clinic)
}

/// The clinics at which one doctor practises.
pub async fn clinics_of(db: &impl ConnectionTrait, doctor: DoctorId) -> Result<Vec<ClinicId>, DbErr> {
    Ok(active(db, &[doctor]).await?.into_iter().map(|practice| practice.clinic_id).collect())
}

/// Whether a doctor practises at a clinic.
pub async fn exists(db: &impl ConnectionTrait, doctor: DoctorId, clinic: ClinicId) -> Result<bool, DbErr> {
    let practice = Entity::find_by_id((doctor, clinic)).one(db).await?;
    Ok(practice.is_some_and(|practice| practice.active))
}

/// Makes a doctor practise at these clinics, or not any more. Rows stay: hours and visits refer to them.
pub async fn set(tx: &Tx, doctor: DoctorId, clinics: &[ClinicId], active: bool) -> Result<(), DbErr> {
    if clinics.is_empty() {
        return Ok(());
    }
    let rows = clinics.iter().map(|clinic| ActiveModel {
        doctor_id: Set(doctor),
        clinic_id: Set(*clinic),
        active: Set(active),
    });
    Entity::insert_many(rows)
        .on_conflict(OnConflict::columns([Column::DoctorId, Column::ClinicId]).update_column(Column::Active).to_owned())
        .exec_without_returning(&**tx)
        .await?;
    Ok(())
}
