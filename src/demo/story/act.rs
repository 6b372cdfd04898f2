//! The acts of a visit, each a use case, each with what follows from it.

use chrono::{DateTime, Duration, Utc};
use entity::enums::{AppointmentStatus, VisitMode};
use entity::id::{AppointmentId, FeedbackId};

use super::cast::Cast;
use super::visit::{Ending, Review, Visit, Who};
use crate::demo::network::Practitioner;
use crate::domain::access::Principal;
use crate::domain::appointment::Step;
use crate::domain::availability::Slot;
use crate::domain::time::Zone;
use crate::service::appointment::{self, Book, Cancel, Patient, Reschedule, TakeStep, Target};
use crate::service::availability::{DoctorSlots, of_doctors};
use crate::service::feedback::{self, LeaveFeedback, ReplyToFeedback};
use crate::service::{Error, Outcome, Services};

/// How far after the wanted day a slot is looked for.
const PATIENCE: Duration = Duration::days(6);

/// Something that happens with a visit.
#[derive(Copy, Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Act {
    Book,
    Step(Verb),
    Cancel,
    Move,
    Expire,
    Rate,
    Reply,
}

/// A step of a visit, in the order of a day.
#[derive(Copy, Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Verb {
    Confirm,
    Decline,
    CheckIn,
    Start,
    Complete,
    Miss,
}

/// A visit that was booked.
pub struct Booked {
    id: AppointmentId,
    starts_at: DateTime<Utc>,
    ends_at: DateTime<Utc>,
    manage_token: Option<String>,
    feedback: Option<FeedbackId>,
}

/// What happens next.
pub type Next = Vec<(DateTime<Utc>, Act)>;

/// Where acts take place.
pub struct Scene<'a> {
    pub services: &'a Services,
    pub admin: &'a Principal,
    pub cast: &'a Cast<'a>,
}

impl Scene<'_> {
    /// Runs one act. What needs a booked visit does nothing without.
    pub async fn run(&self, act: Act, visit: &Visit, state: &mut Option<Booked>) -> Outcome<Next> {
        match (act, &mut *state) {
            (Act::Book, _) => self.book(visit, state).await,
            (_, None) => Ok(Vec::new()),
            (Act::Step(verb), Some(booked)) => self.step(verb, visit, booked).await,
            (Act::Cancel, Some(booked)) => self.cancel(visit, booked).await,
            (Act::Move, Some(booked)) => self.reschedule(visit, booked).await,
            (Act::Expire, Some(_)) => appointment::sweep(self.services).await.map(|_| Vec::new()),
            (Act::Rate, Some(booked)) => self.rate(visit, booked).await,
            (Act::Reply, Some(booked)) => self.reply(visit, booked).await,
        }
    }

    async fn book(&self, visit: &Visit, state: &mut Option<Booked>) -> Outcome<Next> {
        let Some(slot) = self.slot(visit, visit.turn).await? else { return Ok(Vec::new()) };
        let command = Book {
            target: Target::Time {
                doctor: self.doctor(visit).id,
                clinic: slot.clinic,
                starts_at: slot.starts_at,
                service: Some(self.cast.network.services[&visit.offer]),
            },
            patient: match visit.who {
                Who::Patient(index) => Patient::Profile(self.cast.population.patients[index].id),
                Who::Guest(guest) => Patient::Guest(guest.form()),
            },
            mode: visit.mode,
            reason: visit.reason.map(str::to_owned),
            symptoms: None,
            staff_override: None,
            idempotency_key: None,
        };
        let booked = appointment::book(self.services, &self.patient(visit), command).await?;
        let status = booked.seen.visit.status;
        let booked = state.insert(Booked::of(&booked));
        Ok(self.after_booking(visit, booked, status == AppointmentStatus::Pending))
    }

    /// What a booked visit leads to.
    fn after_booking(&self, visit: &Visit, booked: &Booked, is_pending: bool) -> Next {
        let soon = self.services.now() + Duration::minutes(95);
        let answer = match visit.ending {
            Ending::Unanswered if is_pending => return vec![(booked.starts_at + Duration::minutes(1), Act::Expire)],
            Ending::Declined if is_pending => return vec![(soon, Act::Step(Verb::Decline))],
            _ if is_pending => Some((soon, Act::Step(Verb::Confirm))),
            _ => None,
        };
        let later = soon + Duration::minutes(40);
        let then = match visit.ending {
            Ending::Moved => vec![(later, Act::Move)],
            Ending::Cancelled(_) => {
                let in_time = booked.starts_at - Duration::hours(76);
                vec![(in_time.min(self.cast.present - Duration::hours(1)).max(later), Act::Cancel)]
            }
            Ending::Missed => vec![(booked.starts_at + Duration::minutes(35), Act::Step(Verb::Miss))],
            _ => booked.day(visit.mode),
        };
        answer.into_iter().chain(then).collect()
    }

    async fn step(&self, verb: Verb, visit: &Visit, booked: &Booked) -> Outcome<Next> {
        let (who, step) = match verb {
            Verb::Confirm => (self.admin, Step::Confirm),
            Verb::Decline => (self.admin, Step::Decline),
            Verb::CheckIn => (self.admin, Step::CheckIn),
            Verb::Start => (&self.doctor(visit).principal, Step::Start),
            Verb::Complete => (&self.doctor(visit).principal, Step::Complete),
            Verb::Miss => (self.admin, Step::MarkNoShow),
        };
        let command = TakeStep { step, visit: booked.id, manage_token: None, expected_version: None };
        appointment::take_step(self.services, who, command).await?;
        Ok(match (verb, visit.who, visit.ending) {
            // Only who has an account can say how it was.
            (Verb::Complete, Who::Patient(_), Ending::Seen(Some(_))) => {
                vec![(booked.ends_at + Duration::hours(7) + Duration::minutes(23), Act::Rate)]
            }
            _ => Vec::new(),
        })
    }

    async fn cancel(&self, visit: &Visit, booked: &Booked) -> Outcome<Next> {
        let Ending::Cancelled(reason) = visit.ending else { return Ok(Vec::new()) };
        let command = Cancel {
            visit: booked.id,
            reason: Some(reason.to_owned()),
            manage_token: booked.manage_token.clone(),
            expected_version: None,
        };
        appointment::cancel(self.services, &self.patient(visit), command).await?;
        Ok(Vec::new())
    }

    async fn reschedule(&self, visit: &Visit, booked: &mut Booked) -> Outcome<Next> {
        let Some(slot) = self.slot(visit, visit.turn + 5).await? else { return Ok(Vec::new()) };
        let command = Reschedule {
            visit: booked.id,
            starts_at: slot.starts_at,
            clinic: None,
            manage_token: booked.manage_token.clone(),
            expected_version: None,
            staff_override: None,
            idempotency_key: None,
        };
        let moved = appointment::reschedule(self.services, &self.patient(visit), command).await?;
        let is_pending = moved.seen.visit.status == AppointmentStatus::Pending;
        *booked = Booked::of(&moved);
        let answer = (self.services.now() + Duration::minutes(50), Act::Step(Verb::Confirm));
        Ok(is_pending.then_some(answer).into_iter().chain(booked.day(visit.mode)).collect())
    }

    async fn rate(&self, visit: &Visit, booked: &mut Booked) -> Outcome<Next> {
        let Some(review) = visit.review() else { return Ok(Vec::new()) };
        let command = LeaveFeedback {
            visit: booked.id,
            rating: review.rating,
            comment: review.comment.map(str::to_owned),
            anonymous: review.anonymous,
        };
        booked.feedback = Some(feedback::leave(self.services, &self.patient(visit), command).await?.id);
        let reply = review.reply.map(|_| (self.services.now() + Duration::hours(19), Act::Reply));
        Ok(reply.into_iter().collect())
    }

    async fn reply(&self, visit: &Visit, booked: &Booked) -> Outcome<Next> {
        if let (Some(feedback), Some(reply)) = (booked.feedback, visit.review().and_then(|review| review.reply)) {
            let command = ReplyToFeedback { feedback, reply: reply.to_owned() };
            feedback::reply(self.services, &self.doctor(visit).principal, command).await?;
        }
        Ok(Vec::new())
    }

    fn doctor(&self, visit: &Visit) -> &Practitioner {
        &self.cast.network.doctors[visit.doctor]
    }

    /// Who acts for the patient.
    fn patient(&self, visit: &Visit) -> Principal {
        match visit.who {
            Who::Patient(index) => self.cast.population.patients[index].guardian.clone(),
            Who::Guest(_) => Principal::default(),
        }
    }

    /// A slot of the wanted day, or of the first one after it that has any.
    async fn slot(&self, visit: &Visit, turn: usize) -> Outcome<Option<Slot>> {
        let zone = Zone::parse(visit.place.plan().zone).map_err(|unknown| Error::Internal(unknown.to_string()))?;
        let Some(from) = zone.at(visit.day, chrono::NaiveTime::MIN) else { return Ok(None) };
        let question = DoctorSlots {
            doctor: self.doctor(visit).id,
            from,
            until: from + PATIENCE,
            clinic: Some(self.cast.network.clinics[&visit.place]),
            service: Some(self.cast.network.services[&visit.offer]),
        };
        let slots = of_doctors(self.services, &[question]).await?.remove(&question).unwrap_or_default();
        let Some(first) = slots.first().map(|slot| zone.local_date(slot.starts_at)) else { return Ok(None) };
        let that_day: Vec<Slot> =
            slots.into_iter().take_while(|slot| zone.local_date(slot.starts_at) == first).collect();
        Ok(that_day.get(turn % that_day.len()).copied())
    }
}

impl Booked {
    fn of(booked: &appointment::Booked) -> Self {
        let visit = &booked.seen.visit;
        Self {
            id: visit.id,
            starts_at: visit.starts_at,
            ends_at: visit.ends_at,
            manage_token: booked.manage_token.clone(),
            feedback: None,
        }
    }

    /// The day of a visit to which the patient comes.
    fn day(&self, mode: VisitMode) -> Next {
        let check_in = (self.starts_at - Duration::minutes(6), Act::Step(Verb::CheckIn));
        let start = (self.starts_at + Duration::minutes(2), Act::Step(Verb::Start));
        let complete = (self.ends_at, Act::Step(Verb::Complete));
        match mode {
            VisitMode::InPerson => vec![check_in, start, complete],
            // Entering the call is the check-in.
            VisitMode::Video => vec![start, complete],
        }
    }
}

impl Visit {
    fn review(&self) -> Option<Review> {
        match self.ending {
            Ending::Seen(review) => review,
            _ => None,
        }
    }
}
