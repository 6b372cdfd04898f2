//! Listing doctors: what matches, in which order, from where on.

use entity::enums::VisitMode;
use entity::id::{ClinicId, DoctorId, SpecialtyId};
use entity::{clinic, doctor, doctor_clinic, doctor_language, specialty};
use sea_orm::sea_query::{Expr, Query, SelectStatement};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, DbErr, EntityTrait, ExprTrait, Order, PaginatorTrait, QueryFilter,
    QueryOrder, QuerySelect, Value,
};

use super::text_match;
use crate::domain::directory::{DoctorCursor, SortKey, SortText, StoredOrder};
use crate::domain::page::{Page, PageRequest};

/// Which doctors are wanted; everything given must hold. Texts are case-folded.
#[derive(Clone, Debug, Default)]
pub struct DoctorFilter {
    pub specialty_id: Option<SpecialtyId>,
    pub specialty: Option<String>,
    /// Of a clinic where the doctor practises.
    pub city: Option<String>,
    pub clinic: Option<ClinicId>,
    pub words: Vec<String>,
    pub language: Option<String>,
    /// Minor units.
    pub max_fee: Option<i64>,
    pub mode: Option<VisitMode>,
}

/// A page of the active doctors in an order that a column decides.
pub async fn page(
    db: &impl ConnectionTrait,
    filter: &DoctorFilter,
    order: StoredOrder,
    page: &PageRequest<DoctorCursor>,
) -> Result<Page<doctor::Model>, DbErr> {
    let (column, direction) = sorted_by(order);
    let (direction, ties) =
        if page.is_backward() { (reversed(direction), Order::Desc) } else { (direction, Order::Asc) };
    let mut query = doctor::Entity::find()
        .filter(matching(filter))
        // Neither database's own place for nulls is the same as the other's.
        .order_by(column.is_null(), ties.clone())
        .order_by(column, direction.clone())
        .order_by(doctor::Column::Id, ties)
        .limit(page.fetch());
    if let Some(cursor) = page.cursor() {
        query = query.filter(beyond(column, direction, page.is_backward(), cursor));
    }
    Ok(page.page(query.all(db).await?))
}

/// How many active doctors match.
pub async fn count(db: &impl ConnectionTrait, filter: &DoctorFilter) -> Result<u64, DbErr> {
    doctor::Entity::find().filter(matching(filter)).count(db).await
}

/// Where every active doctor that matches stands in an order, in no order.
pub async fn keys(
    db: &impl ConnectionTrait,
    filter: &DoctorFilter,
    order: StoredOrder,
) -> Result<Vec<DoctorCursor>, DbErr> {
    let (column, _) = sorted_by(order);
    let query = doctor::Entity::find().filter(matching(filter)).select_only().column(doctor::Column::Id).column(column);
    Ok(match order {
        StoredOrder::Rating => cursors(query.into_tuple().all(db).await?, SortKey::Rating),
        StoredOrder::Fee => cursors(query.into_tuple().all(db).await?, SortKey::Fee),
        StoredOrder::Experience => cursors(query.into_tuple().all(db).await?, SortKey::Experience),
        StoredOrder::Name => cursors(query.into_tuple().all(db).await?, |name| SortKey::Name(SortText(name))),
    })
}

fn cursors<K>(rows: Vec<(DoctorId, K)>, key: impl Fn(K) -> SortKey) -> Vec<DoctorCursor> {
    rows.into_iter().map(|(id, value)| DoctorCursor { key: key(value), id }).collect()
}

/// Where a doctor stands in an order.
pub fn cursor(doctor: &doctor::Model, order: StoredOrder) -> DoctorCursor {
    let key = match order {
        StoredOrder::Rating => SortKey::Rating(doctor.rating_milli),
        StoredOrder::Fee => SortKey::Fee(doctor.consultation_fee_amount),
        StoredOrder::Experience => SortKey::Experience(doctor.years_of_experience),
        StoredOrder::Name => SortKey::Name(SortText(doctor.name_key.clone())),
    };
    DoctorCursor { key, id: doctor.id }
}

fn sorted_by(order: StoredOrder) -> (doctor::Column, Order) {
    match order {
        StoredOrder::Rating => (doctor::Column::RatingMilli, Order::Desc),
        StoredOrder::Fee => (doctor::Column::ConsultationFeeAmount, Order::Asc),
        StoredOrder::Experience => (doctor::Column::YearsOfExperience, Order::Desc),
        StoredOrder::Name => (doctor::Column::NameKey, Order::Asc),
    }
}

fn reversed(direction: Order) -> Order {
    if direction == Order::Asc { Order::Desc } else { Order::Asc }
}

/// The rows behind `cursor`, seen in the direction of reading. Nulls stand at the list's end.
fn beyond(column: doctor::Column, direction: Order, backward: bool, cursor: &DoctorCursor) -> Condition {
    let id = doctor::Column::Id;
    let tie = if backward { id.lt(cursor.id) } else { id.gt(cursor.id) };
    let Some(value) = value(&cursor.key) else {
        let same = Condition::all().add(column.is_null()).add(tie);
        return if backward { Condition::any().add(column.is_not_null()).add(same) } else { same };
    };
    let further = if direction == Order::Asc { column.gt(value.clone()) } else { column.lt(value.clone()) };
    let some = Condition::any().add(further).add(Condition::all().add(column.eq(value)).add(tie));
    if backward { some } else { some.add(column.is_null()) }
}

fn value(key: &SortKey) -> Option<Value> {
    match key {
        SortKey::Rating(value) | SortKey::Experience(value) => value.map(Value::from),
        SortKey::Fee(value) => value.map(Value::from),
        SortKey::Name(SortText(name)) => Some(name.as_str().into()),
        SortKey::NextSlot(value) => value.map(Value::from),
    }
}

fn matching(filter: &DoctorFilter) -> Condition {
    use doctor::Column;

    Condition::all()
        .add(Column::Active.eq(true))
        .add_option(filter.specialty_id.map(|id| Column::SpecialtyId.eq(id)))
        .add_option(filter.specialty.as_ref().map(|name| Column::SpecialtyId.in_subquery(specialty_named(name))))
        .add_option(practises(filter).map(|practices| Column::Id.in_subquery(practices)))
        .add_option(filter.language.as_ref().map(|key| Column::Id.in_subquery(speaks(key))))
        .add_option(filter.max_fee.map(|most| Column::ConsultationFeeAmount.lte(most)))
        .add_option(filter.mode.map(|mode| match mode {
            VisitMode::InPerson => Column::OffersInPerson.eq(true),
            VisitMode::Video => Column::OffersVideo.eq(true),
        }))
        .add(text_match::contains_all(Column::SearchText, &filter.words))
}

fn specialty_named(key: &str) -> SelectStatement {
    Query::select()
        .column(specialty::Column::Id)
        .from(specialty::Entity)
        .and_where(specialty::Column::NameKey.eq(key))
        .take()
}

fn speaks(key: &str) -> SelectStatement {
    Query::select()
        .column(doctor_language::Column::DoctorId)
        .from(doctor_language::Entity)
        .and_where(doctor_language::Column::LanguageKey.eq(key))
        .take()
}

/// Who practises where the filter says: at one active clinic that is both the one asked for and in the city asked for.
fn practises(filter: &DoctorFilter) -> Option<SelectStatement> {
    if filter.city.is_none() && filter.clinic.is_none() {
        return None;
    }
    let at = |column: clinic::Column| Expr::col((clinic::Entity, column));
    let mut practices = Query::select();
    practices
        .column((doctor_clinic::Entity, doctor_clinic::Column::DoctorId))
        .from(doctor_clinic::Entity)
        .inner_join(
            clinic::Entity,
            at(clinic::Column::Id).equals((doctor_clinic::Entity, doctor_clinic::Column::ClinicId)),
        )
        .and_where(Expr::col((doctor_clinic::Entity, doctor_clinic::Column::Active)).eq(true))
        .and_where(at(clinic::Column::Active).eq(true));
    if let Some(city) = &filter.city {
        practices.and_where(at(clinic::Column::CityKey).eq(city));
    }
    if let Some(clinic) = filter.clinic {
        practices.and_where(at(clinic::Column::Id).eq(clinic));
    }
    Some(practices)
}
