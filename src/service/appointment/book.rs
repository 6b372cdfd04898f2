//! Booking: a held time or a free one, for a patient or a guest.

use chrono::{DateTime, Utc};
use entity::appointment::{ActiveModel, Model};
use entity::clinic;
use entity::enums::{ActorKind, AppointmentStatus, VisitMode};
use entity::id::{AppointmentId, ClinicId, DoctorId, PatientId, ServiceId};
use sea_orm::ActiveValue::Set;

use super::access::{self, Seen};
use super::booked::{Booked, StaffOverride};
use super::idempotent::Request;
use super::manage::ManageToken;
use super::place::{self, Wanted};
use super::treated::{Patient, Treated};
use crate::domain::access::Principal;
use crate::domain::account::EmailAddress;
use crate::domain::appointment::effective_status;
use crate::domain::refusal::{Invalid, Refusal};
use crate::domain::time::TickSpan;
use crate::service::availability::with_alternatives;
use crate::service::{Error, Outcome, Services};
use crate::store::appointment::{Actor, ClaimedBy, Near, expire_due, find, take, transition};
use crate::store::{Lock, Tx, availability, transact};

/// Book a visit.
#[derive(Clone, Debug)]
pub struct Book {
    pub target: Target,
    pub patient: Patient,
    pub mode: VisitMode,
    pub reason: Option<String>,
    pub symptoms: Option<String>,
    pub staff_override: Option<StaffOverride>,
    pub idempotency_key: Option<String>,
}

/// What is booked.
#[derive(Copy, Clone, Debug)]
pub enum Target {
    Hold(AppointmentId),
    Time { doctor: DoctorId, clinic: ClinicId, starts_at: DateTime<Utc>, service: Option<ServiceId> },
}

/// Books a visit. Where the clinic confirms by itself, or its staff books, it is confirmed at once; else it is requested.
pub async fn book(services: &Services, who: &Principal, command: Book) -> Outcome<Booked> {
    let treated = Treated::read(services, who, &command.patient)?;
    let email = treated.email().map(EmailAddress::as_str);
    let request = Request::new(services, who, email, command.idempotency_key.as_deref(), &("book", &command))?;
    let wanted = match command.target {
        Target::Time { doctor, clinic, starts_at, service } => {
            Wanted { doctor, clinic, starts_at, service, patient: None }
        }
        Target::Hold(id) => {
            // Whose it is, is judged inside the transaction: an answer that is given again needs no hold any more.
            let held = find(services.db.read(), id).await?.ok_or(Error::NotFound("hold"))?;
            let service = Some(held.service_id);
            Wanted { doctor: held.doctor_id, clinic: held.clinic_id, starts_at: held.starts_at, service, patient: None }
        }
    };
    let booking = Booking { services, who, command: &command, treated: &treated, wanted };
    let booked = transact!(services.db, Lock::Doctor(wanted.doctor), |tx| booking.run(tx, request.as_ref()).await);
    let around = (wanted.doctor, wanted.clinic, wanted.service, wanted.starts_at);
    with_alternatives(services, around, booked).await
}

/// One attempt at a booking.
struct Booking<'a> {
    services: &'a Services,
    who: &'a Principal,
    command: &'a Book,
    treated: &'a Treated,
    wanted: Wanted,
}

impl Booking<'_> {
    async fn run(&self, tx: &Tx, request: Option<&Request>) -> Outcome<Booked> {
        let as_who = self.capacity();
        if let Some(request) = request
            && let Some(replay) = request.replay(self.services, tx, self.who, None).await?
        {
            return Ok(replay);
        }
        let patient = self.treated.profile(self.services, tx, self.who, self.is_staff()).await?;
        let visit = match self.command.target {
            Target::Hold(id) => self.fill(tx, id, patient, as_who).await?,
            Target::Time { .. } => self.place(tx, patient, as_who).await?,
        };
        let token = match self.command.patient {
            Patient::Guest(_) => Some(ManageToken::issue(self.services, tx, &visit).await?),
            Patient::Profile(_) => None,
        };
        if let Some(request) = request {
            request.remember(self.services, tx, &visit, token.as_ref()).await?;
        }
        Ok(Booked { seen: Seen { visit, as_who }, manage_token: token.map(|token| token.text()) })
    }

    fn capacity(&self) -> ActorKind {
        match (self.who.staff_of(self.wanted.doctor, self.wanted.clinic), &self.command.patient) {
            (Some(staff), _) => staff,
            (None, Patient::Guest(_)) => ActorKind::Guest,
            (None, Patient::Profile(_)) => ActorKind::Patient,
        }
    }

    fn is_staff(&self) -> bool {
        self.who.staff_of(self.wanted.doctor, self.wanted.clinic).is_some()
    }

    /// Books a free time.
    async fn place(&self, tx: &Tx, patient: PatientId, as_who: ActorKind) -> Outcome<Model> {
        let overrides = match &self.command.staff_override {
            Some(_) if !self.is_staff() => {
                return Err(Error::Forbidden("Only the clinic's staff can set rules aside."));
            }
            Some(staff_override) => staff_override.rules.as_slice(),
            None => &[],
        };
        let wanted = Wanted { patient: Some(patient), ..self.wanted };
        let place = place::find(self.services, tx, wanted, overrides).await?;
        place.offers_mode(self.command.mode)?;
        let (status, cancel_notice_minutes) = self.outcome(&place.clinic);
        let staff_override = self.command.staff_override.as_ref();
        let visit = Model {
            status,
            cancel_notice_minutes,
            mode: self.command.mode,
            patient_id: Some(patient),
            booked_by_id: self.who.user_id(),
            reason: self.command.reason.clone(),
            symptoms: self.command.symptoms.clone(),
            override_rules: staff_override.map(StaffOverride::names),
            override_reason: staff_override.map(|lifted| lifted.reason.clone()),
            overridden_by_id: staff_override.and(self.who.user_id()),
            ..place.draft(self.services, tx).await?
        };
        place.take(tx, &visit, self.actor(as_who)).await?;
        Ok(visit)
    }

    /// Books a time that is held. Its doctor and room are claimed already; the patient's time is claimed now.
    async fn fill(&self, tx: &Tx, hold: AppointmentId, patient: PatientId, as_who: ActorKind) -> Outcome<Model> {
        if self.command.staff_override.is_some() {
            return Err(Invalid::new("override", "A held time needs no override; book the time itself instead.").into());
        }
        let held = access::open(self.services, &**tx, self.who, hold, None).await?.visit;
        match effective_status(&held, self.services.now()) {
            AppointmentStatus::Held => {}
            AppointmentStatus::Expired => return Err(Refusal::HoldExpired.into()),
            status => return Err(Refusal::WrongStatus { status }.into()),
        }
        let doctor = availability::doctor(&**tx, held.doctor_id).await?.ok_or(Error::NotFound("doctor"))?;
        let service = availability::service(&**tx, held.service_id).await?.ok_or(Error::NotFound("service"))?;
        place::offers_mode(&doctor, service.kind, self.command.mode)?;
        let clinic = availability::clinic(&**tx, held.clinic_id).await?.ok_or(Error::NotFound("clinic"))?;
        let time = TickSpan::covering(held.starts_at, held.ends_at);
        let near = Near { doctor: held.doctor_id, clinic: held.clinic_id, patient: Some(patient) };
        expire_due(tx, near, self.services.now()).await?;
        take::<Error>(tx, held.id, ClaimedBy::Patient(patient), time).await?;
        let (status, cancel_notice_minutes) = self.outcome(&clinic);
        let change = ActiveModel {
            status: Set(status),
            cancel_notice_minutes: Set(cancel_notice_minutes),
            mode: Set(self.command.mode),
            patient_id: Set(Some(patient)),
            booked_by_id: Set(self.who.user_id()),
            holder_key: Set(None),
            hold_expires_at: Set(None),
            reason: Set(self.command.reason.clone()),
            symptoms: Set(self.command.symptoms.clone()),
            ..Default::default()
        };
        Ok(transition(tx, &held, change, self.actor(as_who)).await?)
    }

    /// Confirmed at once or requested; the cancellation policy is frozen when it is confirmed (domain.md §4, §6).
    fn outcome(&self, clinic: &clinic::Model) -> (AppointmentStatus, Option<i32>) {
        if clinic.auto_confirm || self.is_staff() {
            (AppointmentStatus::Confirmed, Some(clinic.cancel_notice_minutes))
        } else {
            (AppointmentStatus::Pending, None)
        }
    }

    fn actor(&self, kind: ActorKind) -> Actor {
        Actor { kind, user: self.who.user_id(), at: self.services.now() }
    }
}
