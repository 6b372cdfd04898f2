//! Finding a place for a visit, inside the transaction that takes it.

use chrono::{DateTime, Utc};
use entity::appointment::Model;
use entity::enums::{AppointmentStatus, VisitKind, VisitMode};
use entity::id::{AppointmentId, ClinicId, DoctorId, PatientId, ServiceId};
use entity::{clinic, doctor};

use crate::domain::appointment::mode_suits;
use crate::domain::availability::{Placement, Refusal as EngineRefusal, Rule};
use crate::domain::refusal::{NotOffered, Refusal};
use crate::service::{Error, Outcome, Services};
use crate::store::appointment::{Actor, ClaimedBy, Near, expire_due, insert, take};
use crate::store::availability::{self, Offer, Period};
use crate::store::{Constraint, StoreError, Tx};

/// A time that somebody wants.
#[derive(Copy, Clone, Debug)]
pub(super) struct Wanted {
    pub doctor: DoctorId,
    pub clinic: ClinicId,
    pub starts_at: DateTime<Utc>,
    pub service: Option<ServiceId>,
    /// Who is treated, if it is known by now.
    pub patient: Option<PatientId>,
}

/// Where the visit would lie, with what else it depends on.
pub(super) struct Place {
    pub placement: Placement,
    pub offer: Offer,
    pub doctor: doctor::Model,
    pub clinic: clinic::Model,
    /// Rules that staff lifted.
    pub overrides: Vec<Rule>,
}

/// Asks the engine for the place, with the facts as this transaction sees them.
pub(super) async fn find(services: &Services, tx: &Tx, wanted: Wanted, overrides: &[Rule]) -> Outcome<Place> {
    let doctor = availability::doctor(&**tx, wanted.doctor).await?.ok_or(Error::NotFound("doctor"))?;
    let clinic = availability::clinic_in_use(tx, wanted.clinic).await?.ok_or(Error::NotFound("clinic"))?;
    let offer = availability::offers(&**tx, &[doctor.id], wanted.service).await?.remove(&doctor.id);
    let offer = offer.ok_or(Refusal::SlotNotOffered(NotOffered::ServiceNotOffered))?;

    let now = services.now();
    expire_due(tx, Near { doctor: doctor.id, clinic: clinic.id, patient: wanted.patient }, now).await?;
    let period = Period { from: wanted.starts_at, until: wanted.starts_at, now };
    let calendar = availability::load_one(&**tx, &doctor, offer.room_kind(), period).await?;
    let placement = calendar.place(&offer.shape, clinic.id, now, wanted.starts_at, overrides).map_err(refusal)?;
    Ok(Place { placement, offer, doctor, clinic, overrides: overrides.to_vec() })
}

/// What the engine's answer means to a person.
fn refusal(refusal: EngineRefusal) -> Refusal {
    use EngineRefusal as Engine;
    let why = match refusal {
        Engine::Taken => return Refusal::SlotTaken,
        Engine::DailyLimitReached => return Refusal::DailyLimitReached,
        Engine::UnknownClinic => NotOffered::NotAtThatClinic,
        Engine::Inactive => NotOffered::Inactive,
        Engine::OffGrid => NotOffered::OffGrid,
        Engine::OutsideHours => NotOffered::OutsideHours,
        Engine::TooSoon => NotOffered::TooSoon,
        Engine::BeyondHorizon => NotOffered::BeyondHorizon,
        Engine::Travel => NotOffered::Travel,
        Engine::NoRoom => NotOffered::NoRoom,
    };
    Refusal::SlotNotOffered(why)
}

impl Place {
    /// A visit at this place that is nobody's yet.
    pub(super) async fn draft(&self, services: &Services, tx: &Tx) -> Outcome<Model> {
        let id = AppointmentId(services.id());
        let now = services.now();
        let minutes = |minutes: u32| i32::try_from(minutes).expect("minutes of a service come from an i32");
        let fee = self.fee(tx).await?;
        Ok(Model {
            id,
            version: 1,
            status: AppointmentStatus::Held,
            doctor_id: self.doctor.id,
            clinic_id: self.clinic.id,
            service_id: self.offer.service.id,
            mode: VisitMode::InPerson,
            patient_id: None,
            booked_by_id: None,
            holder_key: None,
            starts_at: self.placement.slot.starts_at,
            ends_at: self.placement.slot.ends_at,
            local_date: self.placement.local_date,
            buffer_before_minutes: minutes(self.offer.shape.buffer_before_minutes),
            buffer_after_minutes: minutes(self.offer.shape.buffer_after_minutes),
            room_id: self.placement.room.map(|(room, _)| room),
            room_ordinal: self.placement.room.map(|(_, ordinal)| minutes(ordinal)),
            reason: None,
            symptoms: None,
            department: None,
            remark: None,
            fee_amount: fee.as_ref().map(|(amount, _)| *amount),
            fee_currency: fee.map(|(_, currency)| currency),
            cancel_notice_minutes: None,
            hold_expires_at: None,
            cancelled_by: None,
            cancellation_reason: None,
            previous_id: None,
            successor_id: None,
            chain_id: id,
            override_rules: None,
            override_reason: None,
            overridden_by_id: None,
            created_at: now,
            updated_at: now,
        })
    }

    /// Writes the visit and claims its time: doctor, room, patient, in this order (domain.md §3).
    pub(super) async fn take(&self, tx: &Tx, visit: &Model, actor: Actor) -> Outcome<()> {
        let that_day = match insert(tx, visit, actor).await {
            // PostgreSQL's second line: claims would have said the same.
            Err(StoreError::Violated(Constraint::DoctorOverlap)) => return Err(Refusal::SlotTaken.into()),
            result => result?,
        };
        let limit = self.doctor.max_patients_per_day.unwrap_or(i32::MAX);
        if that_day > limit && !self.overrides.contains(&Rule::DailyLimit) {
            return Err(Refusal::DailyLimitReached.into());
        }
        take::<Error>(tx, visit.id, ClaimedBy::Doctor(visit.doctor_id), self.placement.occupied).await?;
        if let Some((room, ordinal)) = self.placement.room {
            match take(tx, visit.id, ClaimedBy::Room(room, ordinal), self.placement.visit).await {
                // Another doctor's visit took that place of the room meanwhile: the next attempt sees which are left.
                Err(Error::Refused { .. }) => {
                    return Err(StoreError::Conflict(sea_orm::DbErr::RecordNotInserted).into());
                }
                taken => taken?,
            }
        }
        if let Some(patient) = visit.patient_id {
            take::<Error>(tx, visit.id, ClaimedBy::Patient(patient), self.placement.visit).await?;
        }
        Ok(())
    }

    /// What the doctor charges for it: the service's own fee, or for a consultation the consultation fee.
    async fn fee(&self, tx: &Tx) -> Outcome<Option<(i64, String)>> {
        let own = availability::fee(&**tx, self.doctor.id, self.offer.service.id).await?;
        if let Some(fee) = own {
            return Ok(Some((fee.amount, fee.currency)));
        }
        if self.offer.service.kind != VisitKind::Consultation {
            return Ok(None);
        }
        Ok(self.doctor.consultation_fee_amount.zip(self.doctor.consultation_fee_currency.clone()))
    }

    /// Whether the doctor meets patients this way.
    pub(super) fn offers_mode(&self, mode: VisitMode) -> Outcome<()> {
        offers_mode(&self.doctor, self.offer.service.kind, mode)
    }
}

/// Whether `doctor` meets patients this way for a visit of this kind.
pub(super) fn offers_mode(doctor: &doctor::Model, kind: VisitKind, mode: VisitMode) -> Outcome<()> {
    let offered = match mode {
        VisitMode::InPerson => doctor.offers_in_person,
        VisitMode::Video => doctor.offers_video,
    };
    if offered && mode_suits(kind, mode) {
        Ok(())
    } else {
        Err(Refusal::SlotNotOffered(NotOffered::ModeNotOffered).into())
    }
}
