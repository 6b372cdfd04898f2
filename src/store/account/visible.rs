//! Patients within the reach of who asks. Nothing reads them by their ids alone, but for who has proved it otherwise.

use entity::id::PatientId;
use entity::{appointment, patient_profile, profile_access};
use sea_orm::sea_query::SelectStatement;
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, DbErr, EntityTrait, QueryFilter, QueryOrder, QuerySelect, QueryTrait,
};

use crate::domain::account::{Clinics, Reach};

/// Those of `ids` that are within `reach`.
pub async fn patients_within(
    connection: &impl ConnectionTrait,
    reach: &Reach,
    ids: &[PatientId],
) -> Result<Vec<patient_profile::Model>, DbErr> {
    use patient_profile::Column;

    let mut query = patient_profile::Entity::find().filter(Column::Id.is_in(ids.iter().copied()));
    if let Clinics::Only(clinics) = &reach.clinics {
        let own = profile_access::Entity::find()
            .select_only()
            .column(profile_access::Column::PatientId)
            .filter(profile_access::Column::UserId.eq(reach.user))
            .into_query();
        let mut within = Condition::any().add(Column::Id.in_subquery(own));
        if let Some(doctor) = reach.doctor {
            within = within.add(Column::Id.in_subquery(with_visits(appointment::Column::DoctorId.eq(doctor), ids)));
        }
        if !clinics.is_empty() {
            let there = appointment::Column::ClinicId.is_in(clinics.iter().copied());
            within = within.add(Column::Id.in_subquery(with_visits(there, ids)));
        }
        query = query.filter(within);
    }
    query.all(connection).await
}

/// Those of `ids` who have, or had, a visit of a kind.
fn with_visits(kind: sea_orm::sea_query::Expr, ids: &[PatientId]) -> SelectStatement {
    appointment::Entity::find()
        .select_only()
        .column(appointment::Column::PatientId)
        .filter(appointment::Column::PatientId.is_in(ids.iter().copied()))
        .filter(kind)
        .into_query()
}

/// Who may act for these patients, oldest first.
pub async fn access_to(
    connection: &impl ConnectionTrait,
    ids: &[PatientId],
) -> Result<Vec<profile_access::Model>, DbErr> {
    profile_access::Entity::find()
        .filter(profile_access::Column::PatientId.is_in(ids.iter().copied()))
        .order_by_asc(profile_access::Column::CreatedAt)
        .order_by_asc(profile_access::Column::UserId)
        .all(connection)
        .await
}

/// A patient, for a caller who has proved in another way that they may know of them.
pub async fn patient_by_id(
    connection: &impl ConnectionTrait,
    id: PatientId,
) -> Result<Option<patient_profile::Model>, DbErr> {
    patient_profile::Entity::find_by_id(id).one(connection).await
}
