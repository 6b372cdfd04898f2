//! The slots of a doctor, as fields of the doctor: all doctors of a page are answered together.

use std::collections::HashMap;

use async_graphql::{Context, ID};
use entity::id::{ClinicId, DoctorId, ServiceId};

use super::object::Slot;
use crate::domain::access::Principal;
use crate::domain::availability;
use crate::graphql::error::ApiResult;
use crate::graphql::id::PublicId;
use crate::graphql::loader::{Loaders, batch};
use crate::graphql::scalar::DateTime;
use crate::service::availability::{DoctorSlots, NextSlot, next_slots, of_doctors};
use crate::service::{Outcome, Services};

/// The free slots of one doctor from one instant to before another.
pub async fn doctor_slots(
    ctx: &Context<'_>,
    doctor: DoctorId,
    (from, until): (DateTime, DateTime),
    clinic: Option<ID>,
    service: Option<ID>,
) -> ApiResult<Vec<Slot>> {
    let question = DoctorSlots {
        doctor,
        from: from.0,
        until: until.0,
        clinic: ClinicId::parse_optional(clinic.as_ref())?,
        service: ServiceId::parse_optional(service.as_ref())?,
    };
    let slots = ctx.data_unchecked::<Loaders>().get(question).await?.unwrap_or_default();
    Ok(slots.into_iter().map(|slot| Slot::new(doctor, slot)).collect())
}

/// The earliest free slot of one doctor.
pub async fn doctor_next_slot(
    ctx: &Context<'_>,
    doctor: DoctorId,
    clinic: Option<ID>,
    service: Option<ID>,
) -> ApiResult<Option<Slot>> {
    let search = NextSlot {
        clinic: ClinicId::parse_optional(clinic.as_ref())?,
        service: ServiceId::parse_optional(service.as_ref())?,
        ..NextSlot::default()
    };
    let slot = ctx.data_unchecked::<Loaders>().get(NextSlotOf { doctor, search }).await?;
    Ok(slot.map(|slot| Slot::new(doctor, slot)))
}

/// A question for the next slot of one doctor.
#[derive(Copy, Clone, Debug, PartialEq, Eq, Hash)]
pub struct NextSlotOf {
    doctor: DoctorId,
    search: NextSlot,
}

batch!(DoctorSlots => Vec<availability::Slot>, slots_of_all);
batch!(NextSlotOf => availability::Slot, next_of_all);

async fn slots_of_all(
    services: &Services,
    _: &Principal,
    questions: &[DoctorSlots],
) -> Outcome<HashMap<DoctorSlots, Vec<availability::Slot>>> {
    of_doctors(services, questions).await
}

async fn next_of_all(
    services: &Services,
    _: &Principal,
    questions: &[NextSlotOf],
) -> Outcome<HashMap<NextSlotOf, availability::Slot>> {
    let mut searches: Vec<NextSlot> = Vec::new();
    for question in questions {
        if !searches.contains(&question.search) {
            searches.push(question.search);
        }
    }
    let mut answers = HashMap::new();
    for search in searches {
        let asked = questions.iter().filter(|question| question.search == search);
        let doctors: Vec<DoctorId> = asked.map(|question| question.doctor).collect();
        let slots = next_slots(services, &doctors, &search).await?;
        answers.extend(slots.into_iter().map(|(doctor, slot)| (NextSlotOf { doctor, search }, slot)));
    }
    Ok(answers)
}
