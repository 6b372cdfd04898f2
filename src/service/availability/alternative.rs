//! Free times near a refused one.

use chrono::{DateTime, Duration, Utc};
use entity::id::{ClinicId, DoctorId, ServiceId};

use super::doctor::{Wanted, desks};
use crate::domain::availability::Slot;
use crate::domain::refusal::Refusal;
use crate::service::{Error, Outcome, Services};
use crate::store::availability::{self, Period};

/// How many are offered.
const COUNT: usize = 3;
/// How far away they may be: the next week first, a month if there is none.
const REACHES: [Duration; 2] = [Duration::days(7), Duration::days(31)];

/// A free time offered instead of a refused one.
#[derive(Copy, Clone, Debug)]
pub struct Alternative {
    pub doctor: DoctorId,
    pub slot: Slot,
}

/// Adds the nearest free times to a refusal that is about the time. Worked out after the transaction, from what is free
/// now; when even that fails, the refusal stands without.
pub async fn with_alternatives<T>(
    services: &Services,
    wanted: (DoctorId, ClinicId, Option<ServiceId>, DateTime<Utc>),
    outcome: Outcome<T>,
) -> Outcome<T> {
    match outcome {
        Err(error) if error.is_about_the_time() => match error {
            Error::Refused { refusal, .. } => {
                let busy = refusal == Refusal::PatientBusy;
                let alternatives = nearest(services, wanted, busy).await.unwrap_or_default();
                Err(Error::Refused { refusal, alternatives })
            }
            other => Err(other),
        },
        outcome => outcome,
    }
}

async fn nearest(
    services: &Services,
    (doctor, clinic, service, refused): (DoctorId, ClinicId, Option<ServiceId>, DateTime<Utc>),
    patient_is_busy: bool,
) -> Outcome<Vec<Alternative>> {
    let now = services.now();
    let Some(row) = availability::clinic(services.db.read(), clinic).await? else { return Ok(Vec::new()) };
    // Around a time that has gone or is beyond the horizon, the nearest free ones are at that end.
    let around = refused.clamp(now, now + Duration::days(row.booking_horizon_days.into()));
    for reach in REACHES {
        let (from, until) = ((around - reach).max(now), around + reach);
        let desks = desks(services, &[doctor], Wanted::service(service), Period { from, until, now }).await?;
        let Some(desk) = desks.get(&doctor) else { return Ok(Vec::new()) };
        let mut slots: Vec<Slot> = desk.calendar.slots(&desk.offer.shape, Some(clinic), now, from, until).collect();
        if patient_is_busy {
            // The doctor is free then, but the patient is not.
            let length = Duration::minutes(desk.offer.shape.duration_minutes.into());
            slots.retain(|slot| slot.ends_at <= refused || slot.starts_at >= refused + length);
        }
        // Of two that are equally near, the later one: the earlier may be hard to make.
        slots.sort_by_key(|slot| ((slot.starts_at - around).abs(), std::cmp::Reverse(slot.starts_at)));
        slots.truncate(COUNT);
        if !slots.is_empty() {
            return Ok(slots.into_iter().map(|slot| Alternative { doctor, slot }).collect());
        }
    }
    Ok(Vec::new())
}
