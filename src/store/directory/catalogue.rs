//! Specialties and services: short lists that every page needs.

use entity::enums::VisitKind;
use entity::id::{ServiceId, SpecialtyId};
use entity::{service, specialty};
use sea_orm::sea_query::OnConflict;
use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, ColumnTrait, ConnectionTrait, DbErr, EntityTrait, IntoActiveModel, QueryFilter,
    QueryOrder, QuerySelect,
};

use crate::store::Tx;

/// All specialties by name.
pub async fn specialties(db: &impl ConnectionTrait) -> Result<Vec<specialty::Model>, DbErr> {
    specialty::Entity::find().order_by_asc(specialty::Column::NameKey).order_by_asc(specialty::Column::Id).all(db).await
}

/// The specialties with these ids, in no order.
pub async fn specialties_by_id(db: &impl ConnectionTrait, ids: &[SpecialtyId]) -> Result<Vec<specialty::Model>, DbErr> {
    specialty::Entity::find().filter(specialty::Column::Id.is_in(ids.iter().copied())).all(db).await
}

/// The specialty of a case-folded name.
pub async fn find_specialty(db: &impl ConnectionTrait, name_key: &str) -> Result<Option<SpecialtyId>, DbErr> {
    let found = specialty::Entity::find().filter(specialty::Column::NameKey.eq(name_key)).one(db).await?;
    Ok(found.map(|specialty| specialty.id))
}

/// The specialty of a case-folded name, made with `new` if there is none. Of two transactions that make the same one,
/// one waits for the other and uses its row.
pub async fn find_or_create_specialty(tx: &Tx, new: specialty::Model) -> Result<SpecialtyId, DbErr> {
    let name_key = new.name_key.clone();
    let fresh = specialty::ActiveModel {
        id: Set(new.id),
        name: Set(new.name),
        name_key: Set(new.name_key),
        category: Set(new.category),
    };
    specialty::Entity::insert(fresh)
        .on_conflict(OnConflict::column(specialty::Column::NameKey).do_nothing().to_owned())
        .exec_without_returning(&**tx)
        .await?;
    find_specialty(&**tx, &name_key).await?.ok_or(DbErr::RecordNotFound(name_key))
}

/// The services that can be booked, by kind, then by name.
pub async fn active_services(db: &impl ConnectionTrait) -> Result<Vec<service::Model>, DbErr> {
    let active = service::Entity::find()
        .filter(service::Column::Active.eq(true))
        .order_by_asc(service::Column::NameKey)
        .order_by_asc(service::Column::Id);
    let mut services = active.all(db).await?;
    services.sort_by_key(|service| place(service.kind));
    Ok(services)
}

/// The services with these ids, in no order.
pub async fn services_by_id(db: &impl ConnectionTrait, ids: &[ServiceId]) -> Result<Vec<service::Model>, DbErr> {
    service::Entity::find().filter(service::Column::Id.is_in(ids.iter().copied())).all(db).await
}

/// One service, kept from changing until the transaction ends.
pub async fn service_for_update(tx: &Tx, id: ServiceId) -> Result<Option<service::Model>, DbErr> {
    service::Entity::find_by_id(id).lock_exclusive().one(&**tx).await
}

/// A new service.
pub async fn insert_service(tx: &Tx, service: service::Model) -> Result<service::Model, DbErr> {
    service.into_active_model().reset_all().insert(&**tx).await
}

/// Writes all columns of a service.
pub async fn update_service(tx: &Tx, service: service::Model) -> Result<service::Model, DbErr> {
    service.into_active_model().reset_all().update(&**tx).await
}

/// The order of the kinds: that of the contract.
pub fn place(kind: VisitKind) -> usize {
    use sea_orm::Iterable;
    VisitKind::iter().position(|other| other == kind).unwrap_or_default()
}
