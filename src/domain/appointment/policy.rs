//! When a step may be taken.

use chrono::{DateTime, Duration, Utc};
use entity::appointment::Model;
use entity::enums::{AppointmentStatus as Status, VisitKind, VisitMode};

use crate::domain::refusal::Policy;
use crate::domain::time::Zone;

/// Whether the patient may still cancel or move the visit. The policy frozen at the confirmation counts, in elapsed
/// minutes before the start (domain.md §1, §4); a hold or an unanswered request can be given up until it starts.
pub fn change_allowed(visit: &Model, now: DateTime<Utc>) -> Result<(), Policy> {
    if visit.status == Status::Held {
        return Ok(());
    }
    if visit.starts_at <= now {
        return Err(Policy::AlreadyStarted);
    }
    let minutes = visit.cancel_notice_minutes.unwrap_or_default();
    if visit.starts_at - now < Duration::minutes(minutes.into()) {
        return Err(Policy::CancelNotice { minutes });
    }
    Ok(())
}

/// Whether the patient may check in: on the clinic's local day of the visit, and before its end. Staff know better.
pub fn check_in_allowed(visit: &Model, zone: &Zone, now: DateTime<Utc>) -> Result<(), Policy> {
    if zone.local_date(now) == visit.local_date && now < visit.ends_at { Ok(()) } else { Err(Policy::CheckInDay) }
}

/// Whether a no-show can be noted: after the start and the clinic's grace.
pub fn no_show_allowed(visit: &Model, grace_minutes: i32, now: DateTime<Utc>) -> Result<(), Policy> {
    if now >= visit.starts_at + Duration::minutes(grace_minutes.into()) {
        Ok(())
    } else {
        Err(Policy::NoShowGrace { minutes: grace_minutes })
    }
}

/// Whether a no-show can be undone: on the same local day (domain.md §4).
pub fn undo_no_show_allowed(visit: &Model, zone: &Zone, now: DateTime<Utc>) -> Result<(), Policy> {
    if zone.local_date(now) == visit.local_date { Ok(()) } else { Err(Policy::NoShowUndo) }
}

/// Whether a visit of this kind can take place in this mode: only talking can be done by video.
pub fn mode_suits(kind: VisitKind, mode: VisitMode) -> bool {
    mode == VisitMode::InPerson || kind == VisitKind::Consultation
}
