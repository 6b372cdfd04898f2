//! Deals out visits to all doctors, the same every time.

use std::collections::HashSet;

use chrono::{DateTime, Days, Duration, Utc};
use entity::enums::VisitMode;

use super::cast::Cast;
use super::visit::{Ending, Review, Visit, Who};
use super::{reasons, words};
use crate::demo::network::{Practitioner, midnight};
use crate::demo::random::Dice;

/// How far back visits go, and how far ahead, in days.
const PAST: usize = 48;
const AHEAD: usize = 13;

/// Deals visits.
pub struct Dealer<'a> {
    cast: &'a Cast<'a>,
    dice: Dice,
    /// The comments that were used.
    used: HashSet<&'static str>,
}

impl<'a> Dealer<'a> {
    pub fn new(cast: &'a Cast<'a>) -> Self {
        Self { cast, dice: Dice::new(2_718_281_828), used: HashSet::new() }
    }

    /// The visits of all doctors, past and to come.
    pub fn deal(mut self) -> Vec<Visit> {
        let mut visits = Vec::new();
        for (index, doctor) in self.cast.network.doctors.iter().enumerate() {
            for _ in 0..3 + self.dice.below(2) {
                let ago = 3 + self.dice.below(PAST);
                if let Some(visit) = self.visit(index, -days(ago), Ending::Seen(None)) {
                    let ending = self.past_ending(doctor, &visit);
                    visits.push(Visit { ending, ..visit });
                }
            }
            for _ in 0..2 + self.dice.below(3) {
                let ahead = 1 + self.dice.below(AHEAD);
                let ending = match self.dice.below(100) {
                    0..8 => Ending::Cancelled(self.cancellation()),
                    8..13 => Ending::Declined,
                    13..40 => Ending::Unanswered,
                    _ => Ending::Seen(None),
                };
                visits.extend(self.visit(index, days(ahead), ending));
            }
        }
        visits
    }

    /// A visit at a doctor so many days from today, if the place has anybody for it.
    fn visit(&self, index: usize, offset: i64, ending: Ending) -> Option<Visit> {
        let doctor = &self.cast.network.doctors[index];
        let (place, _) = *self.dice.pick(doctor.plan.hours)?;
        let who = self.cast.somebody(&self.dice, place, doctor.plan.specialty)?;
        let offer = *self.dice.pick(doctor.plan.offers)?;
        let mode = *self.dice.pick(doctor.plan.modes(offer))?;
        let reason = self.dice.pick(&reasons::reasons(doctor.plan.specialty, offer)).copied();
        let day = self.cast.today() + Duration::days(offset);
        let lead = Duration::days(days(2 + self.dice.below(10))) + Duration::minutes(days(self.dice.below(14 * 60)));
        // What lies ahead has been booked, too.
        let booked = (self.cast.present + Duration::days(offset) - lead)
            .min(self.cast.present - Duration::minutes(30 + days(self.dice.below(3000))));
        Some(Visit { doctor: index, place, offer, mode, who, reason, booked, day, turn: self.dice.below(48), ending })
    }

    fn past_ending(&mut self, doctor: &Practitioner, visit: &Visit) -> Ending {
        match self.dice.below(100) {
            0..6 => Ending::Missed,
            6..12 => Ending::Cancelled(self.cancellation()),
            12..17 => Ending::Moved,
            17..19 => Ending::Unanswered,
            19..30 => Ending::Seen(None),
            // Only who has an account can say how it was.
            _ => match visit.who {
                Who::Patient(_) => Ending::Seen(Some(self.review(doctor, visit.mode))),
                Who::Guest(_) => Ending::Seen(None),
            },
        }
    }

    fn review(&mut self, doctor: &Practitioner, mode: VisitMode) -> Review {
        let rating = self.dice.pick(doctor.plan.ratings).copied().unwrap_or(5);
        let fresh = |remark: &&words::Remark| remark.fits(mode) && !self.used.contains(remark.comment);
        let remark = if self.dice.chance(65) { words::remarks(rating).iter().find(fresh) } else { None };
        let reply = remark.filter(|_| self.dice.chance(55)).and_then(|remark| {
            let generic = || self.dice.pick(words::replies(rating)).copied();
            remark.reply.or_else(generic)
        });
        let comment = remark.map(|remark| remark.comment);
        self.used.extend(comment);
        Review { rating, comment, anonymous: self.dice.chance(25), reply }
    }

    fn cancellation(&self) -> &'static str {
        self.dice.pick(&words::CANCELLATIONS).copied().unwrap_or_default()
    }
}

fn days(count: usize) -> i64 {
    i64::try_from(count).unwrap_or_default()
}

/// When a visit so many days from today is booked that many days ahead.
pub fn booked(cast: &Cast<'_>, offset: i64, ahead: u64) -> DateTime<Utc> {
    let day = midnight(cast.today() + Duration::days(offset) - Days::new(ahead));
    (day + Duration::hours(12)).min(cast.present - Duration::hours(2))
}
