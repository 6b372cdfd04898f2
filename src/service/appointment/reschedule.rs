//! Moving a visit: the new time is claimed and the old one released in one transaction, or nothing changes.

use chrono::{DateTime, Utc};
use entity::appointment::{ActiveModel, Model};
use entity::enums::{ActorKind, AppointmentStatus};
use entity::id::{AppointmentId, ClinicId};
use sea_orm::ActiveValue::Set;

use super::access::{self, Seen};
use super::booked::{Booked, StaffOverride};
use super::idempotent::Request;
use super::manage::{self, ManageToken};
use super::place::{self, Wanted};
use crate::domain::access::Principal;
use crate::domain::appointment::{Step, change_allowed, effective_status};
use crate::domain::refusal::{Invalid, Refusal};
use crate::service::availability::with_alternatives;
use crate::service::{Error, Outcome, Services};
use crate::store::appointment::{Actor, extend_tokens, set_successor, transition};
use crate::store::{Lock, Tx, transact};

/// Move a visit to another time, perhaps to another clinic of its doctor.
#[derive(Clone, Debug)]
pub struct Reschedule {
    pub visit: AppointmentId,
    pub starts_at: DateTime<Utc>,
    pub clinic: Option<ClinicId>,
    pub manage_token: Option<String>,
    pub expected_version: Option<i32>,
    pub staff_override: Option<StaffOverride>,
    pub idempotency_key: Option<String>,
}

/// Moves a visit. The successor carries its chain, fee and policy; overlapping the old time is allowed. When the new time
/// cannot be had, the old visit stands untouched. A guest gets a token for the successor.
pub async fn reschedule(services: &Services, who: &Principal, command: Reschedule) -> Outcome<Booked> {
    let guest = command.manage_token.as_deref();
    let request = Request::new(services, who, guest, command.idempotency_key.as_deref(), &("reschedule", &command))?;
    let old = access::open(services, services.db.read(), who, command.visit, guest).await?;
    let clinic = command.clinic.unwrap_or(old.visit.clinic_id);
    let wanted = Wanted {
        doctor: old.visit.doctor_id,
        clinic,
        starts_at: command.starts_at,
        service: Some(old.visit.service_id),
        patient: old.visit.patient_id,
    };
    let moving = Moving { services, who, command: &command, wanted };
    let moved = transact!(services.db, Lock::Doctor(wanted.doctor), |tx| moving.run(tx, request.as_ref()).await);
    with_alternatives(services, (wanted.doctor, clinic, wanted.service, wanted.starts_at), moved).await
}

/// One attempt at moving a visit.
struct Moving<'a> {
    services: &'a Services,
    who: &'a Principal,
    command: &'a Reschedule,
    wanted: Wanted,
}

impl Moving<'_> {
    async fn run(&self, tx: &Tx, request: Option<&Request>) -> Outcome<Booked> {
        let token = self.command.manage_token.as_deref();
        if let Some(request) = request
            && let Some(replay) = request.replay(self.services, tx, self.who, token).await?
        {
            return Ok(replay);
        }
        let old = access::open(self.services, &**tx, self.who, self.command.visit, token).await?;
        self.check(&old)?;
        let actor = Actor { kind: old.as_who, user: self.who.user_id(), at: self.services.now() };
        let change = ActiveModel { status: Set(AppointmentStatus::Rescheduled), ..Default::default() };
        let left = transition(tx, &old.visit, change, actor).await?;
        let visit = self.successor(tx, &old, actor).await?;
        set_successor(tx, left.id, visit.id).await?;
        let token = match old.as_who {
            ActorKind::Guest => Some(ManageToken::issue(self.services, tx, &visit).await?),
            _ => None,
        };
        // Tokens open the whole chain; they live as long as its newest visit needs.
        extend_tokens(tx, visit.chain_id, manage::expiry(&visit)).await?;
        if let Some(request) = request {
            request.remember(self.services, tx, &visit, token.as_ref()).await?;
        }
        let as_who = self.staff().unwrap_or(old.as_who);
        let seen = Seen { visit, as_who };
        Ok(Booked { seen, manage_token: token.map(|token| token.text()) })
    }

    /// In what capacity the caller is staff at the clinic that the visit moves to.
    fn staff(&self) -> Option<ActorKind> {
        self.who.staff_of(self.wanted.doctor, self.wanted.clinic)
    }

    fn check(&self, old: &Seen) -> Outcome<()> {
        let now = self.services.now();
        old.at_version(self.command.expected_version)?;
        Step::Reschedule.from(effective_status(&old.visit, now), old.visit.mode)?;
        if (old.visit.starts_at, old.visit.clinic_id) == (self.wanted.starts_at, self.wanted.clinic) {
            return Err(Invalid::new("startsAt", "The visit is at that time already; choose another one.").into());
        }
        if old.is_staff() && self.staff().is_none() {
            return Err(Error::Forbidden("Only staff of the other clinic can move a visit there."));
        }
        if self.command.staff_override.is_some() && self.staff().is_none() {
            return Err(Error::Forbidden("Only the clinic's staff can set rules aside."));
        }
        if !old.is_staff() {
            change_allowed(&old.visit, now).map_err(Refusal::OutsidePolicy)?;
        }
        Ok(())
    }

    async fn successor(&self, tx: &Tx, old: &Seen, actor: Actor) -> Outcome<Model> {
        let staff_override = self.command.staff_override.as_ref();
        let overrides = staff_override.map_or(&[][..], |lifted| &lifted.rules);
        let place = place::find(self.services, tx, self.wanted, overrides).await?;
        let was = &old.visit;
        place.offers_mode(was.mode)?;
        // A time that the clinic has not seen needs its word, unless it gives it by itself or moved the visit.
        let confirmed =
            was.status == AppointmentStatus::Confirmed && (place.clinic.auto_confirm || self.staff().is_some());
        let draft = place.draft(self.services, tx).await?;
        let visit = Model {
            status: if confirmed { AppointmentStatus::Confirmed } else { AppointmentStatus::Pending },
            mode: was.mode,
            patient_id: was.patient_id,
            booked_by_id: was.booked_by_id,
            reason: was.reason.clone(),
            symptoms: was.symptoms.clone(),
            department: was.department.clone(),
            remark: was.remark.clone(),
            fee_amount: was.fee_amount,
            fee_currency: was.fee_currency.clone(),
            cancel_notice_minutes: was.cancel_notice_minutes.filter(|_| confirmed),
            previous_id: Some(was.id),
            chain_id: was.chain_id,
            override_rules: staff_override.map(StaffOverride::names),
            override_reason: staff_override.map(|lifted| lifted.reason.clone()),
            overridden_by_id: staff_override.and(self.who.user_id()),
            ..draft
        };
        place.take(tx, &visit, actor).await?;
        Ok(visit)
    }
}
