//! Visits, put where the availability engine has room for them.

use std::collections::HashMap;

use chrono::{DateTime, Duration, NaiveDate, Utc};
use entity::appointment;
use entity::enums::{ActorKind, AppointmentStatus, VisitKind, VisitMode};
use entity::id::AppointmentId;

use super::clinics::Site;
use super::desk::Desk;
use super::dice::{Dice, Stream};
use super::doctors::Practitioner;
use super::event::{Event, What};
use super::life::{Life, Terms, Who};
use super::offered::Offered;
use super::people::People;
use super::scale::Scale;
use super::words;
use crate::domain::availability::{Placement, RoomLoad};

/// A visit with what it needs beside its row.
pub struct Visit {
    pub row: appointment::Model,
    /// A guest has a token to manage it.
    pub is_guests: bool,
}

/// There are not so many free times in the years before today.
#[derive(Debug, thiserror::Error)]
#[error("{left} visits found no free time: ask for fewer appointments, or for more doctors or patients")]
pub struct Full {
    pub left: usize,
}

/// How often a time is looked for, for one visit.
const TRIES: usize = 60;
/// So many of a hundred visits lie ahead.
const AHEAD: usize = 30;

/// The book of all visits.
pub struct Diary<'a> {
    pub(super) scale: &'a Scale,
    pub(super) sites: &'a [Site],
    pub(super) offered: &'a Offered,
    pub people: People,
    /// The rooms of each clinic with what is taken of them.
    pub(super) rooms: Vec<HashMap<VisitKind, Vec<RoomLoad>>>,
    pub(super) dice: Dice,
    pub visits: Vec<Visit>,
    pub events: Vec<Event>,
}

/// Who is treated, and who books it.
#[derive(Copy, Clone)]
struct Party {
    patient: usize,
    booker: Who,
}

impl<'a> Diary<'a> {
    pub fn new(scale: &'a Scale, sites: &'a [Site], offered: &'a Offered, people: People) -> Self {
        let load = |room: &entity::room::Model| RoomLoad {
            room: room.id,
            capacity: room.capacity.unsigned_abs(),
            taken: Vec::new(),
        };
        let rooms = sites.iter().map(|site| {
            let mut loads: HashMap<VisitKind, Vec<RoomLoad>> = HashMap::new();
            site.rooms.iter().for_each(|room| loads.entry(room.kind).or_default().push(load(room)));
            loads
        });
        let rooms = rooms.collect();
        let dice = Dice::new(scale.seed, Stream::Visits);
        let visits = Vec::with_capacity(scale.appointments as usize);
        Self { scale, sites, offered, people, rooms, dice, visits, events: Vec::new() }
    }

    /// Books all visits. Some doctors have many more than others; what one cannot take goes on to the next.
    pub fn keep(&mut self, doctors: &[Practitioner], progress: &dyn Fn(usize)) -> Result<(), Full> {
        let wanted = self.scale.appointments as usize;
        let weights: Vec<f64> = doctors.iter().map(|_| 0.4 + 2.4 * self.dice.unit().powi(3)).collect();
        let whole: f64 = weights.iter().sum();
        let mut due = 0.0;
        for (doctor, weight) in doctors.iter().zip(&weights) {
            due += weight / whole * self.scale.appointments as f64;
            self.book_with(doctor, (due.round() as usize).min(wanted), progress);
        }
        // What was left over goes to whoever still has time.
        for doctor in doctors {
            self.book_with(doctor, wanted, progress);
        }
        match wanted - self.visits.len() {
            0 => Ok(()),
            left => Err(Full { left }),
        }
    }

    /// Books visits with one doctor until there are `until` in all, or no time is found.
    fn book_with(&mut self, doctor: &Practitioner, until: usize, progress: &dyn Fn(usize)) {
        if self.visits.len() >= until {
            return;
        }
        let mut desk = Desk::new(doctor, self.sites);
        for visit in &self.visits {
            // Only in the second round there are some.
            if visit.row.doctor_id == doctor.row.id {
                desk.occupy(&visit.row);
            }
        }
        while self.visits.len() < until && self.book_one(&mut desk, until) {}
        progress(self.visits.len());
    }

    fn book_one(&mut self, desk: &mut Desk<'_>, until: usize) -> bool {
        let Some((service, placement, booked_at)) = (0..TRIES).find_map(|_| self.time(desk)) else { return false };
        let Some(party) = self.party(desk, &placement, booked_at) else { return true };
        let row = self.row(desk, (service, &placement), party, booked_at);
        let terms = self.terms(desk, &row, party.booker);
        let mut life = Life::book(&mut self.dice, row, terms);
        self.occupy(desk, &placement, service, party.patient);
        life.answer(&mut self.dice);
        // The chain of a visit that is moved, and moved again.
        while self.visits.len() + 1 < until
            && let Some(at) = life.moves_at(&mut self.dice)
            && let Some(next) = self.successor(desk, (service, party), &life.row, at)
        {
            life.step(at, AppointmentStatus::Rescheduled, party.booker);
            life.row.successor_id = Some(next.id);
            self.enter(life, party);
            let terms = self.terms(desk, &next, party.booker);
            life = Life::book(&mut self.dice, next, terms);
            life.answer(&mut self.dice);
        }
        life.end(&mut self.dice);
        self.enter(life, party);
        true
    }

    /// Some service at some time at which it could have been booked.
    fn time(&mut self, desk: &mut Desk<'_>) -> Option<(usize, Placement, DateTime<Utc>)> {
        let service = *self.dice.pick(&desk.doctor.services);
        let site = *self.dice.pick(&desk.doctor.sites);
        let date = self.date();
        let start = desk.some_start(&mut self.dice, self.sites[site].row.id, date)?;
        let policy = &self.sites[site].row;
        let latest = (start - Duration::minutes(policy.minimum_notice_minutes.into())).min(self.scale.now());
        let days = i64::from(policy.booking_horizon_days).min(*self.dice.pick(&[2, 7, 14, 28, 56]));
        let booked_at = latest - Duration::seconds(self.dice.between(60, days * 86_400));
        let placement = self.judge(desk, (site, service), start, booked_at)?;
        Some((service, placement, booked_at))
    }

    /// Long ago as likely as recently; soon likelier than in weeks.
    fn date(&mut self) -> NaiveDate {
        let offset = match self.dice.chance(AHEAD) {
            true => (-(1.0 - self.dice.unit()).max(1e-4).ln() * 12.0) as i64,
            false => -self.dice.between(1, self.scale.history_days().into()),
        };
        self.scale.today + Duration::days(offset)
    }

    /// Asks the engine, as of the moment of the booking.
    fn judge(
        &mut self,
        desk: &mut Desk<'_>,
        (site, service): (usize, usize),
        start: DateTime<Utc>,
        booked_at: DateTime<Utc>,
    ) -> Option<Placement> {
        let service = &self.offered.services[service];
        let rooms = self.rooms[site].entry(service.kind).or_default();
        desk.judge(&self.sites[site], service, rooms, (start, booked_at))
    }

    /// Somebody of the city who has time, and who books.
    fn party(&mut self, desk: &Desk<'_>, placement: &Placement, booked_at: DateTime<Utc>) -> Option<Party> {
        let city = self.sites[desk.doctor.sites[0]].city;
        let share = self.people.strangers[city].len() * 100 / (self.people.residents[city].len() + 1);
        if self.dice.chance(2 + share.min(20))
            && let Some(guest) = self.people.strangers[city].pop()
        {
            self.people.arrives(guest, booked_at);
            return Some(Party { patient: guest, booker: (ActorKind::Guest, None) });
        }
        let residents = &self.people.residents[city];
        if residents.is_empty() {
            return None;
        }
        let free =
            |patient: &usize| self.people.patients[*patient].busy.iter().all(|busy| !busy.intersects(placement.visit));
        let patient = (0..8).map(|_| *self.dice.pick(residents)).find(free)?;
        let staff = (ActorKind::Doctor, Some(desk.doctor.user.id));
        let booker = (ActorKind::Patient, self.people.patients[patient].guardian);
        Some(Party { patient, booker: if self.dice.chance(8) { staff } else { booker } })
    }

    fn terms(&self, desk: &Desk<'_>, row: &appointment::Model, booker: Who) -> Terms<'a> {
        let mut sites = desk.doctor.sites.iter().map(|site| &self.sites[*site].row);
        let clinic = sites.find(|clinic| clinic.id == row.clinic_id).expect("visits are at the doctor's clinics");
        Terms { clinic, doctor: desk.doctor.user.id, booker, now: self.scale.now() }
    }

    fn occupy(&mut self, desk: &mut Desk<'_>, placement: &Placement, service: usize, patient: usize) {
        desk.take(placement);
        self.people.patients[patient].busy.push(placement.visit);
        if let Some((room, ordinal)) = placement.room {
            let site = desk.doctor.sites.iter().find(|site| self.sites[**site].row.id == placement.slot.clinic);
            let loads = site.and_then(|site| self.rooms[*site].get_mut(&self.offered.services[service].kind));
            let load = loads.into_iter().flatten().find(|load| load.room == room);
            load.expect("the engine answers with a room it was given").taken.push((ordinal, placement.visit));
        }
    }

    /// A visit at another time in place of one that is moved at `at`.
    fn successor(
        &mut self,
        desk: &mut Desk<'_>,
        (service, party): (usize, Party),
        old: &appointment::Model,
        at: DateTime<Utc>,
    ) -> Option<appointment::Model> {
        let site = *desk.doctor.sites.iter().find(|site| self.sites[**site].row.id == old.clinic_id)?;
        let placement = (0..TRIES).find_map(|_| {
            let date = old.local_date + Duration::days(self.dice.between(1, 21));
            let start = desk.some_start(&mut self.dice, old.clinic_id, date)?;
            let placement = self.judge(desk, (site, service), start, at)?;
            let busy = &self.people.patients[party.patient].busy;
            busy.iter().all(|busy| !busy.intersects(placement.visit)).then_some(placement)
        })?;
        self.occupy(desk, &placement, service, party.patient);
        let row = self.row(desk, (service, &placement), party, at);
        Some(appointment::Model {
            mode: old.mode,
            reason: old.reason.clone(),
            symptoms: old.symptoms.clone(),
            fee_amount: old.fee_amount,
            fee_currency: old.fee_currency.clone(),
            previous_id: Some(old.id),
            chain_id: old.chain_id,
            ..row
        })
    }

    fn row(
        &mut self,
        desk: &Desk<'_>,
        (service, placement): (usize, &Placement),
        party: Party,
        at: DateTime<Utc>,
    ) -> appointment::Model {
        let (id, dice) = (AppointmentId(self.dice.id(at)), &mut self.dice);
        let (doctor, service) = (&desk.doctor.row, &self.offered.services[service]);
        let by_video = doctor.offers_video && service.kind == VisitKind::Consultation && dice.chance(30);
        let fee = desk.doctor.fee(service);
        appointment::Model {
            id,
            version: 1,
            status: AppointmentStatus::Held,
            doctor_id: doctor.id,
            clinic_id: placement.slot.clinic,
            service_id: service.id,
            mode: if by_video { VisitMode::Video } else { VisitMode::InPerson },
            patient_id: Some(self.people.patients[party.patient].row.id),
            booked_by_id: party.booker.1,
            holder_key: None,
            starts_at: placement.slot.starts_at,
            ends_at: placement.slot.ends_at,
            local_date: placement.local_date,
            buffer_before_minutes: service.buffer_before_minutes,
            buffer_after_minutes: service.buffer_after_minutes,
            room_id: placement.room.map(|(room, _)| room),
            room_ordinal: placement.room.and_then(|(_, ordinal)| i32::try_from(ordinal).ok()),
            reason: dice.chance(70).then(|| (*dice.pick(words::reasons(service.kind))).to_owned()),
            symptoms: dice.chance(25).then(|| (*dice.pick(words::SYMPTOMS)).to_owned()),
            department: None,
            remark: None,
            fee_amount: fee.as_ref().map(|(amount, _)| *amount),
            fee_currency: fee.map(|(_, currency)| currency),
            cancel_notice_minutes: None,
            hold_expires_at: None,
            cancelled_by: None,
            cancellation_reason: None,
            previous_id: None,
            successor_id: None,
            chain_id: id,
            override_rules: None,
            override_reason: None,
            overridden_by_id: None,
            created_at: at,
            updated_at: at,
        }
    }

    /// Writes a visit down with all its events.
    fn enter(&mut self, life: Life<'_>, party: Party) {
        let visit = self.visits.len();
        self.events.extend(life.steps.iter().zip(1..).map(|(step, version)| Event {
            at: step.at,
            actor: step.who.0,
            actor_id: step.who.1,
            what: What::Step { visit, version, from: step.from, to: step.to },
        }));
        let is_guests = self.people.patients[party.patient].guardian.is_none();
        self.visits.push(Visit { row: life.row, is_guests });
    }
}
