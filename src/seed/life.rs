//! What becomes of a visit, from the booking to its end or to today.

use chrono::{DateTime, Duration, Utc};
use entity::appointment::Model;
use entity::clinic;
use entity::enums::{ActorKind, AppointmentStatus as Status, VisitMode};
use entity::id::UserId;

use super::dice::Dice;
use super::words;

/// Under which circumstances a visit is lived.
pub struct Terms<'a> {
    pub clinic: &'a clinic::Model,
    /// The doctor's account.
    pub doctor: UserId,
    /// In what capacity it was booked.
    pub booker: Who,
    /// Nothing happens after.
    pub now: DateTime<Utc>,
}

/// Somebody who does something.
pub type Who = (ActorKind, Option<UserId>);

/// A change of status.
pub struct Step {
    pub at: DateTime<Utc>,
    pub from: Option<Status>,
    pub to: Status,
    pub who: Who,
}

/// A visit and its steps so far.
pub struct Life<'a> {
    pub row: Model,
    pub steps: Vec<Step>,
    terms: Terms<'a>,
}

impl<'a> Life<'a> {
    /// The booking; `row.created_at` is its time. Some hold the time first.
    pub fn book(dice: &mut Dice, row: Model, terms: Terms<'a>) -> Self {
        let (at, who) = (row.created_at, terms.booker);
        let mut life = Self { row, steps: Vec::new(), terms };
        let mut booked_at = at;
        if life.row.previous_id.is_none() && who.0 != ActorKind::Doctor && dice.chance(15) {
            life.step(at, Status::Held, who);
            booked_at = at + Duration::seconds(dice.between(20, 280));
        }
        if life.terms.clinic.auto_confirm || who.0 == ActorKind::Doctor {
            life.confirm(booked_at, who);
        } else {
            life.step(booked_at, Status::Pending, who);
        }
        life
    }

    /// Takes a step. It is the caller's business that it is an allowed one.
    pub fn step(&mut self, at: DateTime<Utc>, to: Status, who: Who) {
        let from = (!self.steps.is_empty()).then_some(self.row.status);
        self.steps.push(Step { at, from, to, who });
        self.row.status = to;
        self.row.version = i32::try_from(self.steps.len()).expect("a visit has a handful of steps");
        self.row.updated_at = at;
    }

    fn confirm(&mut self, at: DateTime<Utc>, who: Who) {
        self.step(at, Status::Confirmed, who);
        self.row.cancel_notice_minutes = Some(self.terms.clinic.cancel_notice_minutes);
    }

    fn doctor(&self) -> Who {
        (ActorKind::Doctor, Some(self.terms.doctor))
    }

    /// The clinic's answer to a request, if there is one by now. A request that nobody answers expires.
    pub fn answer(&mut self, dice: &mut Dice) {
        if self.row.status != Status::Pending {
            return;
        }
        let (asked, start) = (self.row.updated_at, self.row.starts_at);
        let late = asked + Duration::minutes(dice.between(30, 60 * 20));
        let answered = late.min(start - Duration::minutes(1));
        let verdict = dice.below(100);
        if verdict < 3 && start <= self.terms.now || answered <= asked {
            if start <= self.terms.now {
                self.step(start, Status::Expired, (ActorKind::System, None));
            }
        } else if answered <= self.terms.now {
            match verdict {
                3..6 => self.step(answered, Status::Declined, self.doctor()),
                _ => self.confirm(answered, self.doctor()),
            }
        }
    }

    /// When a confirmed visit is moved to another time, if it is.
    pub fn moves_at(&self, dice: &mut Dice) -> Option<DateTime<Utc>> {
        let wanted = self.row.status == Status::Confirmed && self.row.booked_by_id.is_some() && dice.chance(4);
        if wanted { self.before_notice(dice) } else { None }
    }

    /// A moment at which the patient may still change their mind.
    fn before_notice(&self, dice: &mut Dice) -> Option<DateTime<Utc>> {
        let notice = Duration::minutes(i64::from(self.row.cancel_notice_minutes.unwrap_or_default()) + 1);
        let until = (self.row.starts_at - notice).min(self.terms.now);
        let from = self.row.updated_at + Duration::minutes(1);
        (from < until).then(|| dice.moment(from, until))
    }

    /// Everything else that happens until today.
    pub fn end(&mut self, dice: &mut Dice) {
        if self.row.status != Status::Confirmed {
            return;
        }
        let fate = dice.below(100);
        if fate < 9
            && let Some(at) = self.before_notice(dice)
        {
            self.cancel(dice, at);
        } else if fate < 15 {
            let grace = i64::from(self.terms.clinic.no_show_grace_minutes) + dice.between(0, 5);
            let at = self.row.starts_at + Duration::minutes(grace);
            if at <= self.terms.now {
                self.step(at, Status::NoShow, self.doctor());
            }
        } else {
            self.day(dice);
        }
    }

    fn cancel(&mut self, dice: &mut Dice, at: DateTime<Utc>) {
        let who = if dice.chance(85) { self.terms.booker } else { self.doctor() };
        self.step(at, Status::Cancelled, who);
        self.row.cancelled_by = Some(who.0);
        self.row.cancellation_reason = dice.chance(60).then(|| (*dice.pick(words::CANCELLED)).to_owned());
    }

    /// Check-in, start and completion, as far as the day has come.
    fn day(&mut self, dice: &mut Dice) {
        let (start, end) = (self.row.starts_at, self.row.ends_at);
        let arrived = start + Duration::seconds(dice.between(0, 120));
        let begun = arrived + Duration::seconds(dice.between(20, 240));
        let over = end + Duration::seconds(dice.between(0, 240));
        // Entering the call is the check-in.
        let checks_in = self.row.mode == VisitMode::InPerson;
        let steps = [(arrived, Status::CheckedIn), (begun, Status::InProgress), (over, Status::Completed)];
        for (at, to) in steps.into_iter().skip(usize::from(!checks_in)) {
            if at > self.terms.now {
                return;
            }
            let who = match to {
                Status::CheckedIn if dice.chance(30) => self.terms.booker,
                _ => self.doctor(),
            };
            self.step(at, to, who);
        }
    }
}
