//! Who practises where, for slot searches.

use entity::enums::VisitMode;
use entity::id::{ClinicId, DoctorId, SpecialtyId};
use entity::{clinic, doctor, doctor_clinic, specialty};
use sea_orm::sea_query::Query;
use sea_orm::{ColumnTrait, Condition, ConnectionTrait, DbErr, EntityTrait, QueryFilter, QuerySelect};

/// What doctors and clinics must be like. Names are case-folded.
#[derive(Clone, Debug, Default)]
pub struct Practising {
    pub doctor: Option<DoctorId>,
    pub clinic: Option<ClinicId>,
    pub specialty: Option<SpecialtyId>,
    pub specialty_key: Option<String>,
    pub city_key: Option<String>,
    pub mode: Option<VisitMode>,
}

/// The active doctors who match, each with the clinics that match.
pub async fn practising(conn: &impl ConnectionTrait, wanted: &Practising) -> Result<Vec<(DoctorId, ClinicId)>, DbErr> {
    let doctors =
        Query::select().column(doctor::Column::Id).from(doctor::Entity).cond_where(doctors(wanted)).to_owned();
    let clinics =
        Query::select().column(clinic::Column::Id).from(clinic::Entity).cond_where(clinics_like(wanted)).to_owned();
    doctor_clinic::Entity::find()
        .select_only()
        .columns([doctor_clinic::Column::DoctorId, doctor_clinic::Column::ClinicId])
        .filter(doctor_clinic::Column::Active.eq(true))
        .filter(doctor_clinic::Column::DoctorId.in_subquery(doctors))
        .filter(doctor_clinic::Column::ClinicId.in_subquery(clinics))
        .into_tuple()
        .all(conn)
        .await
}

fn doctors(wanted: &Practising) -> Condition {
    let mode = wanted.mode.map(|mode| match mode {
        VisitMode::InPerson => doctor::Column::OffersInPerson.eq(true),
        VisitMode::Video => doctor::Column::OffersVideo.eq(true),
    });
    let named = wanted.specialty_key.as_ref().map(|key| {
        let specialties = Query::select()
            .column(specialty::Column::Id)
            .from(specialty::Entity)
            .and_where(specialty::Column::NameKey.eq(key))
            .to_owned();
        doctor::Column::SpecialtyId.in_subquery(specialties)
    });
    Condition::all()
        .add(doctor::Column::Active.eq(true))
        .add_option(wanted.doctor.map(|id| doctor::Column::Id.eq(id)))
        .add_option(wanted.specialty.map(|id| doctor::Column::SpecialtyId.eq(id)))
        .add_option(named)
        .add_option(mode)
}

fn clinics_like(wanted: &Practising) -> Condition {
    Condition::all()
        .add(clinic::Column::Active.eq(true))
        .add_option(wanted.clinic.map(|id| clinic::Column::Id.eq(id)))
        .add_option(wanted.city_key.as_ref().map(|key| clinic::Column::CityKey.eq(key)))
}
