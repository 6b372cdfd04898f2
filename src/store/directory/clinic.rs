//! Clinics.

use entity::id::ClinicId;
use entity::{appointment, clinic};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, Condition, ConnectionTrait, DbErr, EntityTrait, IntoActiveModel, Order,
    PaginatorTrait, QueryFilter, QueryOrder, QuerySelect,
};

use super::text_match;
use crate::domain::directory::ClinicCursor;
use crate::domain::page::{Page, PageRequest};
use crate::store::Tx;

/// Which clinics are wanted; everything given must hold.
#[derive(Clone, Debug, Default)]
pub struct ClinicFilter {
    /// Case-folded.
    pub city: Option<String>,
    /// Case-folded words.
    pub words: Vec<String>,
}

/// A page of the active clinics, by name.
pub async fn page(
    db: &impl ConnectionTrait,
    filter: &ClinicFilter,
    page: &PageRequest<ClinicCursor>,
) -> Result<Page<clinic::Model>, DbErr> {
    let direction = if page.is_backward() { Order::Desc } else { Order::Asc };
    let mut query = clinic::Entity::find()
        .filter(matching(filter))
        .order_by(clinic::Column::Name, direction.clone())
        .order_by(clinic::Column::Id, direction)
        .limit(page.fetch());
    if let Some(cursor) = page.cursor() {
        let (name, id) = (cursor.name.0.as_str(), cursor.id);
        let same = clinic::Column::Name.eq(name);
        let beyond = match page.is_backward() {
            false => Condition::any()
                .add(clinic::Column::Name.gt(name))
                .add(Condition::all().add(same).add(clinic::Column::Id.gt(id))),
            true => Condition::any()
                .add(clinic::Column::Name.lt(name))
                .add(Condition::all().add(same).add(clinic::Column::Id.lt(id))),
        };
        query = query.filter(beyond);
    }
    Ok(page.page(query.all(db).await?))
}

/// How many active clinics match.
pub async fn count(db: &impl ConnectionTrait, filter: &ClinicFilter) -> Result<u64, DbErr> {
    clinic::Entity::find().filter(matching(filter)).count(db).await
}

fn matching(filter: &ClinicFilter) -> Condition {
    Condition::all()
        .add(clinic::Column::Active.eq(true))
        .add_option(filter.city.as_ref().map(|city| clinic::Column::CityKey.eq(city)))
        .add(text_match::contains_all(clinic::Column::SearchText, &filter.words))
}

/// The clinics with these ids, in no order; inactive ones too.
pub async fn by_ids(db: &impl ConnectionTrait, ids: &[ClinicId]) -> Result<Vec<clinic::Model>, DbErr> {
    clinic::Entity::find().filter(clinic::Column::Id.is_in(ids.iter().copied())).all(db).await
}

/// One clinic.
pub async fn find(db: &impl ConnectionTrait, id: ClinicId) -> Result<Option<clinic::Model>, DbErr> {
    clinic::Entity::find_by_id(id).one(db).await
}

/// One clinic, kept from changing, and from getting its first visit, until the transaction ends.
pub async fn find_for_update(tx: &Tx, id: ClinicId) -> Result<Option<clinic::Model>, DbErr> {
    clinic::Entity::find_by_id(id).lock_exclusive().one(&**tx).await
}

/// Whether there has ever been a visit.
pub async fn has_visits(db: &impl ConnectionTrait, id: ClinicId) -> Result<bool, DbErr> {
    let visits = appointment::Entity::find().filter(appointment::Column::ClinicId.eq(id));
    let any = visits.select_only().column(appointment::Column::Id).limit(1);
    Ok(any.into_tuple::<entity::id::AppointmentId>().one(db).await?.is_some())
}

/// A new clinic.
pub async fn insert(tx: &Tx, clinic: clinic::Model) -> Result<clinic::Model, DbErr> {
    clinic.into_active_model().reset_all().insert(&**tx).await
}

/// Writes all columns of a clinic.
pub async fn update(tx: &Tx, clinic: clinic::Model) -> Result<clinic::Model, DbErr> {
    clinic.into_active_model().reset_all().update(&**tx).await
}
