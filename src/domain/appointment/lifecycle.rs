//! Which step leads from which status to which.

use chrono::{DateTime, Utc};
use entity::appointment::Model;
use entity::enums::{AppointmentStatus as Status, VisitMode};

use crate::domain::refusal::Refusal;

/// A step that somebody takes with a visit.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub enum Step {
    Confirm,
    Decline,
    CheckIn,
    Start,
    Complete,
    MarkNoShow,
    UndoNoShow,
    Cancel,
    Reschedule,
}

impl Step {
    /// The status that this step leads to from `status`, for a visit in this mode.
    pub fn from(self, status: Status, mode: VisitMode) -> Result<Status, Refusal> {
        let next = match (self, status) {
            (Self::Confirm, Status::Pending) | (Self::UndoNoShow, Status::NoShow) => Status::Confirmed,
            (Self::Decline, Status::Pending) => Status::Declined,
            (Self::CheckIn, Status::Confirmed) => Status::CheckedIn,
            (Self::Start, Status::CheckedIn) => Status::InProgress,
            // Entering the call is the check-in.
            (Self::Start, Status::Confirmed) if mode == VisitMode::Video => Status::InProgress,
            (Self::Complete, Status::InProgress) => Status::Completed,
            (Self::MarkNoShow, Status::Confirmed) => Status::NoShow,
            (Self::Cancel, Status::Held | Status::Pending | Status::Confirmed) => Status::Cancelled,
            (Self::Reschedule, Status::Pending | Status::Confirmed) => Status::Rescheduled,
            (Self::Reschedule | Self::Cancel, Status::Rescheduled) => return Err(Refusal::AlreadyReplaced),
            (Self::Cancel, Status::Expired) => return Err(Refusal::HoldExpired),
            _ => return Err(Refusal::WrongStatus { status }),
        };
        Ok(next)
    }
}

/// The status that counts at `now`. Expiry is judged at every read; a sweeper only writes it down (domain.md §4). A hold
/// expires at its time, a request that nobody answered at the start of the visit.
pub fn effective_status(visit: &Model, now: DateTime<Utc>) -> Status {
    status_at(now, visit.status, visit.hold_expires_at, visit.starts_at)
}

/// [`effective_status`] of a visit of which only these facts were read.
pub fn status_at(
    now: DateTime<Utc>,
    status: Status,
    hold_expires_at: Option<DateTime<Utc>>,
    starts_at: DateTime<Utc>,
) -> Status {
    let expired = match status {
        Status::Held => hold_expires_at.is_some_and(|expiry| expiry <= now),
        Status::Pending => starts_at <= now,
        _ => false,
    };
    if expired { Status::Expired } else { status }
}

#[cfg(test)]
mod tests {
    use sea_orm::Iterable;

    use super::*;

    const STEPS: [Step; 9] = [
        Step::Confirm,
        Step::Decline,
        Step::CheckIn,
        Step::Start,
        Step::Complete,
        Step::MarkNoShow,
        Step::UndoNoShow,
        Step::Cancel,
        Step::Reschedule,
    ];

    #[test]
    fn an_ending_is_left_only_by_undoing_a_no_show() {
        for status in Status::iter().filter(|status| !status.is_occupying()) {
            for step in STEPS {
                let next = step.from(status, VisitMode::InPerson);
                let undo = (status, step) == (Status::NoShow, Step::UndoNoShow);
                assert_eq!(next.is_ok(), undo, "{step:?} from {status:?} led to {next:?}");
            }
        }
    }

    #[test]
    fn the_table_of_the_domain_page_is_complete() {
        use Status::{
            Cancelled, CheckedIn, Completed, Confirmed, Declined, Held, InProgress, NoShow, Pending, Rescheduled,
        };
        let table = [
            (Pending, Step::Confirm, Confirmed),
            (Pending, Step::Decline, Declined),
            (Confirmed, Step::CheckIn, CheckedIn),
            (CheckedIn, Step::Start, InProgress),
            (InProgress, Step::Complete, Completed),
            (Confirmed, Step::MarkNoShow, NoShow),
            (NoShow, Step::UndoNoShow, Confirmed),
            (Held, Step::Cancel, Cancelled),
            (Pending, Step::Cancel, Cancelled),
            (Confirmed, Step::Cancel, Cancelled),
            (Pending, Step::Reschedule, Rescheduled),
            (Confirmed, Step::Reschedule, Rescheduled),
        ];
        for status in Status::iter() {
            for step in STEPS {
                let expected = table.iter().find(|(from, by, _)| (*from, *by) == (status, step)).map(|(.., to)| *to);
                assert_eq!(step.from(status, VisitMode::InPerson).ok(), expected, "{step:?} from {status:?}");
            }
        }
        assert_eq!(Step::Start.from(Confirmed, VisitMode::Video), Ok(InProgress));
    }
}
