//! What hangs on doctors: languages, services and fees.

use entity::id::{DoctorId, ServiceId};
use entity::{doctor_language, doctor_service, fee};
use sea_orm::{ActiveValue::Set, ColumnTrait, ConnectionTrait, DbErr, EntityTrait, QueryFilter, QueryOrder};

use crate::domain::directory::{Language, Money};
use crate::store::Tx;

/// The languages of these doctors, in the order given.
pub async fn languages(db: &impl ConnectionTrait, doctors: &[DoctorId]) -> Result<Vec<doctor_language::Model>, DbErr> {
    doctor_language::Entity::find()
        .filter(doctor_language::Column::DoctorId.is_in(doctors.iter().copied()))
        .order_by_asc(doctor_language::Column::Position)
        .all(db)
        .await
}

/// Which services these doctors offer.
pub async fn services(db: &impl ConnectionTrait, doctors: &[DoctorId]) -> Result<Vec<doctor_service::Model>, DbErr> {
    doctor_service::Entity::find().filter(doctor_service::Column::DoctorId.is_in(doctors.iter().copied())).all(db).await
}

/// What these doctors charge for services, where it is not the consultation fee.
pub async fn fees(db: &impl ConnectionTrait, doctors: &[DoctorId]) -> Result<Vec<fee::Model>, DbErr> {
    fee::Entity::find().filter(fee::Column::DoctorId.is_in(doctors.iter().copied())).all(db).await
}

/// Replaces the languages of a doctor.
pub async fn set_languages(tx: &Tx, doctor: DoctorId, languages: Vec<Language>) -> Result<(), DbErr> {
    doctor_language::Entity::delete_many().filter(doctor_language::Column::DoctorId.eq(doctor)).exec(&**tx).await?;
    let rows = languages.into_iter().zip(0..).map(|(language, position)| doctor_language::ActiveModel {
        doctor_id: Set(doctor),
        language_key: Set(language.key),
        language: Set(language.name),
        position: Set(position),
    });
    doctor_language::Entity::insert_many(rows).exec_without_returning(&**tx).await?;
    Ok(())
}

/// Replaces the services of a doctor.
pub async fn set_services(tx: &Tx, doctor: DoctorId, services: &[ServiceId]) -> Result<(), DbErr> {
    doctor_service::Entity::delete_many().filter(doctor_service::Column::DoctorId.eq(doctor)).exec(&**tx).await?;
    let rows = services
        .iter()
        .map(|service| doctor_service::ActiveModel { doctor_id: Set(doctor), service_id: Set(*service) });
    doctor_service::Entity::insert_many(rows).exec_without_returning(&**tx).await?;
    Ok(())
}

/// Replaces the fees of a doctor.
pub async fn set_fees(tx: &Tx, doctor: DoctorId, fees: Vec<(ServiceId, Money)>) -> Result<(), DbErr> {
    fee::Entity::delete_many().filter(fee::Column::DoctorId.eq(doctor)).exec(&**tx).await?;
    let rows = fees.into_iter().map(|(service, money)| fee::ActiveModel {
        doctor_id: Set(doctor),
        service_id: Set(service),
        amount: Set(money.amount),
        currency: Set(money.currency),
    });
    fee::Entity::insert_many(rows).exec_without_returning(&**tx).await?;
    Ok(())
}

/// Forgets the fees for services that a doctor does not offer any more.
pub async fn drop_fees_except(tx: &Tx, doctor: DoctorId, services: &[ServiceId]) -> Result<(), DbErr> {
    fee::Entity::delete_many()
        .filter(fee::Column::DoctorId.eq(doctor))
        .filter(fee::Column::ServiceId.is_not_in(services.iter().copied()))
        .exec(&**tx)
        .await?;
    Ok(())
}
