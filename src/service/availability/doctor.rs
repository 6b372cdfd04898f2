//! The slots of given doctors in given periods.

use std::collections::HashMap;

use chrono::{DateTime, Duration, Utc};
use entity::enums::{VisitKind, VisitMode};
use entity::id::{ClinicId, DoctorId, ServiceId};

use crate::domain::appointment::mode_suits;
use crate::domain::availability::{Calendar, Slot};
use crate::domain::refusal::Invalid;
use crate::service::{Error, Outcome, Services};
use crate::store::availability::{self, Offer, Period};

/// The longest period that slots are listed for.
pub(super) const LONGEST: Duration = Duration::days(31);

/// A question for the slots of one doctor.
#[derive(Copy, Clone, Debug, PartialEq, Eq, Hash)]
pub struct DoctorSlots {
    pub doctor: DoctorId,
    pub from: DateTime<Utc>,
    pub until: DateTime<Utc>,
    pub clinic: Option<ClinicId>,
    pub service: Option<ServiceId>,
}

/// The answers to many such questions, in a number of queries that depends on how many different periods and services
/// they have, not on how many doctors.
pub async fn of_doctors(services: &Services, questions: &[DoctorSlots]) -> Outcome<HashMap<DoctorSlots, Vec<Slot>>> {
    let mut groups: HashMap<_, Vec<DoctorSlots>> = HashMap::new();
    for question in questions {
        check(question.from, question.until)?;
        groups.entry((question.from, question.until, question.service)).or_default().push(*question);
    }
    let now = services.now();
    let mut answers = HashMap::new();
    for ((from, until, service), questions) in groups {
        let doctors: Vec<DoctorId> = questions.iter().map(|question| question.doctor).collect();
        let desks = desks(services, &doctors, Wanted::service(service), Period { from, until, now }).await?;
        for question in questions {
            let slots = desks
                .get(&question.doctor)
                .map(|desk| desk.calendar.slots(&desk.offer.shape, question.clinic, now, from, until).collect());
            answers.insert(question, slots.unwrap_or_default());
        }
    }
    Ok(answers)
}

/// A period that slots can be listed for.
pub(super) fn check(from: DateTime<Utc>, until: DateTime<Utc>) -> Outcome<()> {
    if until < from {
        return Err(Error::BadRequest(Invalid::new("until", "The period must not end before it begins.")));
    }
    if until - from > LONGEST {
        return Err(Error::BadRequest(Invalid::new("until", "Ask for at most 31 days at once.")));
    }
    Ok(())
}

/// A doctor's calendar with the service that is asked for.
pub(super) struct DeskOf {
    pub calendar: Calendar,
    pub offer: Offer,
}

/// What is asked of a doctor.
#[derive(Copy, Clone, Debug, Default)]
pub(super) struct Wanted {
    pub service: Option<ServiceId>,
    pub mode: Option<VisitMode>,
}

impl Wanted {
    /// This service, in whatever mode.
    pub(super) fn service(service: Option<ServiceId>) -> Self {
        Self { service, mode: None }
    }
}

/// The calendars of those of `doctors` who offer what is wanted.
pub(super) async fn desks(
    services: &Services,
    doctors: &[DoctorId],
    wanted: Wanted,
    period: Period,
) -> Outcome<HashMap<DoctorId, DeskOf>> {
    let conn = services.db.read();
    // Doctors whose visits need rooms of one kind, or none, are loaded together.
    let mut by_room: HashMap<Option<VisitKind>, Vec<(DoctorId, Offer)>> = HashMap::new();
    for (doctor, offer) in availability::offers(conn, doctors, wanted.service).await? {
        if wanted.mode.is_some_and(|mode| !mode_suits(offer.service.kind, mode)) {
            continue;
        }
        by_room.entry(offer.room_kind()).or_default().push((doctor, offer));
    }
    let mut desks = HashMap::new();
    for (room_kind, offers) in by_room {
        let doctors: Vec<DoctorId> = offers.iter().map(|(doctor, _)| *doctor).collect();
        let mut calendars = availability::load(conn, &doctors, room_kind, period).await?;
        for (doctor, offer) in offers {
            if let Some(calendar) = calendars.remove(&doctor) {
                desks.insert(doctor, DeskOf { calendar, offer });
            }
        }
    }
    Ok(desks)
}
