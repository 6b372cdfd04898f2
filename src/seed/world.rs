//! Everything together.

use std::collections::BTreeMap;

use chrono::{Duration, NaiveDate};
use entity::enums::{ActorKind, Role, SubjectKind};
use entity::id::{DoctorId, ManageTokenId, RoleGrantId, UserId};
use entity::{doctor_day, event_log, feedback, manage_token, role_grant, slot_claim, user};

use super::cities::CITIES;
use super::clinics::{self, Site};
use super::dice::{Dice, Stream};
use super::doctors::{self, Practitioner};
use super::event::{Event, What};
use super::feedback as opinions;
use super::offered::Offered;
use super::people::People;
use super::scale::{ADMIN, DOMAIN, Scale};
use super::visits::{Diary, Full, Visit};
use crate::domain::time::TickSpan;

/// A whole network: all rows, or what they follow from.
pub struct World {
    pub offered: Offered,
    pub sites: Vec<Site>,
    pub doctors: Vec<Practitioner>,
    pub people: People,
    pub visits: Vec<Visit>,
    pub feedback: Vec<feedback::Model>,
    /// The network's administrator, then one for each clinic.
    pub admins: Vec<user::Model>,
    pub grants: Vec<role_grant::Model>,
    pub tokens: Vec<manage_token::Model>,
    /// Oldest first.
    events: Vec<Event>,
}

impl World {
    /// Makes it. `progress` hears how many visits there are.
    pub fn new(scale: &Scale, progress: &dyn Fn(usize)) -> Result<Self, Full> {
        let mut dice = Dice::new(scale.seed, Stream::Network);
        let offered = Offered::new(|| dice.id(scale.opened() - Duration::days(300)));
        let sites = clinics::open(scale);
        let mut doctors = doctors::hire(scale, &sites, &offered);
        let people = People::gather(scale, sites.len().min(CITIES.len()));
        let mut diary = Diary::new(scale, &sites, &offered, people);
        diary.keep(&doctors, progress)?;
        let Diary { people, visits, mut events, .. } = diary;
        let feedback = opinions::leave(scale, &mut doctors, &visits, &mut events);
        let mut world = Self {
            offered,
            sites,
            doctors,
            people,
            visits,
            feedback,
            admins: Vec::new(),
            grants: Vec::new(),
            tokens: Vec::new(),
            events,
        };
        world.appoint(scale, &mut dice);
        world.give_tokens(&mut dice);
        world.note_hours();
        // Steps of one visit have been noted in their order, and stay in it.
        world.events.sort_by_key(|event| event.at);
        Ok(world)
    }

    /// Roles: administrators, doctors, patients.
    fn appoint(&mut self, scale: &Scale, dice: &mut Dice) {
        let at = scale.opened();
        let admin = |dice: &mut Dice, email: String, name: &str| user::Model {
            id: UserId(dice.id(at)),
            email,
            display_name: name.to_owned(),
            phone: None,
            active: true,
            created_at: at,
        };
        self.admins.push(admin(dice, ADMIN.to_owned(), "Administrator"));
        for number in 1..=self.sites.len() {
            self.admins.push(admin(dice, format!("clinic-{number}@{DOMAIN}"), "Clinic administrator"));
        }
        let clinics = [None].into_iter().chain(self.sites.iter().map(|site| Some(site.row.id)));
        let admins = self.admins.iter().zip(clinics).map(|(user, clinic)| (user, Role::Admin, clinic));
        let doctors = self.doctors.iter().map(|doctor| (&doctor.user, Role::Doctor, None));
        let patients = self.people.accounts.iter().map(|user| (user, Role::Patient, None));
        self.grants = admins
            .chain(doctors)
            .chain(patients)
            .map(|(user, role, clinic_id)| role_grant::Model {
                id: RoleGrantId(dice.id(user.created_at)),
                user_id: user.id,
                role,
                clinic_id,
                created_at: user.created_at,
            })
            .collect();
    }

    fn give_tokens(&mut self, dice: &mut Dice) {
        let guests = self.visits.iter().filter(|visit| visit.is_guests).map(|visit| &visit.row);
        self.tokens = guests
            .map(|visit| manage_token::Model {
                id: ManageTokenId(dice.id(visit.created_at)),
                appointment_id: visit.id,
                token_hash: dice.hash(),
                created_at: visit.created_at,
                expires_at: visit.ends_at + Duration::days(30),
            })
            .collect();
    }

    fn note_hours(&mut self) {
        let admin = self.admins.first().map(|admin| admin.id);
        let note = |at, what| Event { at, actor: ActorKind::Admin, actor_id: admin, what };
        let hours = self.doctors.iter().map(|doctor| note(doctor.row.created_at, What::Hours(doctor.row.id)));
        let closures = self.sites.iter().map(|site| note(site.row.created_at, What::Closure(site.row.id)));
        self.events.extend(closures.chain(hours));
    }

    /// All accounts.
    pub fn accounts(&self) -> impl Iterator<Item = &user::Model> {
        self.admins.iter().chain(self.doctors.iter().map(|doctor| &doctor.user)).chain(&self.people.accounts)
    }

    /// How many events there are.
    pub fn event_count(&self) -> usize {
        self.events.len()
    }

    /// About how many rows there are.
    pub fn row_count(&self) -> usize {
        let people = &self.people;
        let accounts = 2 * self.accounts().count() + people.patients.len() + people.access.len();
        accounts + self.visits.len() + self.claims().count() + self.feedback.len() + self.events.len()
    }

    /// The event log.
    pub fn events(&self) -> impl Iterator<Item = event_log::Model> {
        self.events.iter().zip(1..).map(|(event, position)| event.row(position, &self.visits))
    }

    /// The claims of every visit that takes time.
    pub fn claims(&self) -> impl Iterator<Item = slot_claim::Model> {
        let occupying = self.visits.iter().map(|visit| &visit.row).filter(|visit| visit.status.is_occupying());
        occupying.flat_map(|visit| {
            let time = TickSpan::covering(visit.starts_at, visit.ends_at);
            let (before, after) =
                (visit.buffer_before_minutes.unsigned_abs(), visit.buffer_after_minutes.unsigned_abs());
            let room = visit.room_id.zip(visit.room_ordinal);
            let takes = [
                Some((SubjectKind::Doctor, visit.doctor_id.0, 0, time.widened(before, after))),
                room.map(|(room, ordinal)| (SubjectKind::Room, room.0, ordinal, time)),
                visit.patient_id.map(|patient| (SubjectKind::Patient, patient.0, 0, time)),
            ];
            takes.into_iter().flatten().flat_map(move |(subject_kind, subject_id, ordinal, span)| {
                span.iter().map(move |tick| slot_claim::Model {
                    subject_kind,
                    subject_id,
                    tick: tick.0,
                    ordinal,
                    appointment_id: visit.id,
                })
            })
        })
    }

    /// How many visits count for each day of each doctor.
    pub fn days(&self) -> impl Iterator<Item = doctor_day::Model> {
        let mut days: BTreeMap<(DoctorId, NaiveDate), i32> = BTreeMap::new();
        for visit in self.visits.iter().map(|visit| &visit.row) {
            if visit.status.counts_for_the_day() {
                *days.entry((visit.doctor_id, visit.local_date)).or_default() += 1;
            }
        }
        days.into_iter().map(|((doctor_id, date), visits)| doctor_day::Model { doctor_id, date, visits })
    }
}
