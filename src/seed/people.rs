//! Accounts, their families, and guests.

use chrono::{DateTime, Duration, NaiveDate, Utc};
use entity::enums::{ContactKind, Gender, Relation};
use entity::id::{ContactId, PatientId, UserId};
use entity::{contact, patient_profile, profile_access, user};

use super::cities::{CITIES, City};
use super::clinics::phone;
use super::dice::{Dice, Stream};
use super::scale::{DOMAIN, Scale};
use crate::domain::time::TickSpan;

/// So many of a hundred patients are guests.
const GUESTS: u32 = 8;

/// Everybody who can be treated.
pub struct People {
    pub accounts: Vec<user::Model>,
    pub patients: Vec<Patient>,
    pub access: Vec<profile_access::Model>,
    pub contacts: Vec<contact::Model>,
    /// Indices of patients with accounts, for each city.
    pub residents: Vec<Vec<usize>>,
    /// Indices of guests who have not booked yet, for each city.
    pub strangers: Vec<Vec<usize>>,
    /// Indices of the contacts of guests, by the patient's index.
    first_guest: usize,
}

/// Somebody who is treated.
pub struct Patient {
    pub row: patient_profile::Model,
    /// The account that acts for them; nobody, for guests.
    pub guardian: Option<UserId>,
    /// When they are at a visit.
    pub busy: Vec<TickSpan>,
}

impl People {
    /// Families and guests, spread over the cities that have clinics.
    pub fn gather(scale: &Scale, cities: usize) -> Self {
        let mut dice = Dice::new(scale.seed, Stream::People);
        // Each guest has one visit.
        let guests = (scale.patients * GUESTS / 100).min(scale.appointments / 4);
        let mut people = Self {
            accounts: Vec::new(),
            patients: Vec::with_capacity(scale.patients as usize),
            access: Vec::new(),
            contacts: Vec::new(),
            residents: vec![Vec::new(); cities],
            strangers: vec![Vec::new(); cities],
            first_guest: 0,
        };
        let members = (scale.patients - guests) as usize;
        while people.patients.len() < members {
            let city = people.accounts.len() % cities;
            let room = members - people.patients.len();
            people.family(scale, &mut dice, city, room);
        }
        people.first_guest = people.patients.len();
        for number in 0..guests as usize {
            people.guest(scale, &mut dice, number % cities);
        }
        people
    }

    /// An account, its owner, and perhaps more; at most `room` patients.
    fn family(&mut self, scale: &Scale, dice: &mut Dice, city_index: usize, room: usize) {
        let city = &CITIES[city_index];
        let at = scale.opened() + Duration::minutes(dice.between(0, 60 * 24 * 100));
        let surname = city.names.family(dice);
        let (gender, given) = city.names.given(dice);
        let account = user::Model {
            id: UserId(dice.id(at)),
            email: format!("patient-{}@{DOMAIN}", self.accounts.len() + 1),
            display_name: format!("{given} {surname}"),
            phone: Some(phone(dice, city)),
            active: true,
            created_at: at,
        };
        let owner = profile(dice, scale, &account.display_name, (gender, 18, 90), at);
        self.member(city_index, &account, owner, Relation::Own);
        let more = *dice.pick(&[0, 0, 0, 1, 1, 2, 3]);
        for _ in 1..(more + 1).min(room) {
            let (gender, given) = city.names.given(dice);
            let (relation, least, most) = *dice.pick(&[
                (Relation::Child, 0, 17),
                (Relation::Child, 0, 17),
                (Relation::Spouse, 20, 80),
                (Relation::Parent, 60, 95),
                (Relation::Other, 10, 90),
            ]);
            let member = profile(dice, scale, &format!("{given} {surname}"), (gender, least, most), at);
            self.member(city_index, &account, member, relation);
        }
        if dice.chance(10) {
            let (_, given) = city.names.given(dice);
            let patient = self.patients[self.patients.len() - 1].row.id;
            let name = format!("{given} {}", city.names.family(dice));
            self.contacts.push(contact(dice, city, (patient, ContactKind::Emergency, name), None, at));
        }
        self.accounts.push(account);
    }

    fn member(&mut self, city: usize, account: &user::Model, row: patient_profile::Model, relation: Relation) {
        self.access.push(profile_access::Model {
            user_id: account.id,
            patient_id: row.id,
            relation,
            created_at: row.created_at,
        });
        self.residents[city].push(self.patients.len());
        let phone = if relation == Relation::Own { account.phone.clone() } else { None };
        let row = patient_profile::Model { phone, ..row };
        self.patients.push(Patient { row, guardian: Some(account.id), busy: Vec::new() });
    }

    fn guest(&mut self, scale: &Scale, dice: &mut Dice, city_index: usize) {
        let city = &CITIES[city_index];
        let (gender, given) = city.names.given(dice);
        let name = format!("{given} {}", city.names.family(dice));
        let at = scale.opened();
        let row = profile(dice, scale, &name, (gender, 18, 90), at);
        let email = format!("guest-{}@{DOMAIN}", self.patients.len() - self.first_guest + 1);
        self.contacts.push(contact(dice, city, (row.id, ContactKind::Guest, name), Some(email), at));
        self.strangers[city_index].push(self.patients.len());
        self.patients.push(Patient { row, guardian: None, busy: Vec::new() });
    }

    /// A guest's profile is made by the booking.
    pub fn arrives(&mut self, guest: usize, at: DateTime<Utc>) {
        let patient = &mut self.patients[guest].row;
        patient.created_at = at;
        // The contacts of guests stand at the list's end, in the order of guests.
        let guests = self.patients.len() - self.first_guest;
        let index = self.contacts.len() - guests + (guest - self.first_guest);
        self.contacts[index].created_at = at;
    }
}

fn profile(
    dice: &mut Dice,
    scale: &Scale,
    name: &str,
    (gender, least, most): (Gender, i64, i64),
    at: DateTime<Utc>,
) -> patient_profile::Model {
    // Born before the network opened, whatever age.
    let born: NaiveDate = scale.opened().date_naive() - Duration::days(dice.between(least * 365 + 1, most * 365 + 366));
    patient_profile::Model {
        id: PatientId(dice.id(at)),
        name: name.to_owned(),
        birth_date: dice.chance(95).then_some(born),
        gender: dice.chance(95).then_some(gender),
        phone: None,
        address: None,
        medical_history: None,
        created_at: at,
    }
}

fn contact(
    dice: &mut Dice,
    city: &City,
    (patient_id, kind, name): (PatientId, ContactKind, String),
    email: Option<String>,
    at: DateTime<Utc>,
) -> contact::Model {
    contact::Model {
        id: ContactId(dice.id(at)),
        patient_id,
        kind,
        name,
        email,
        phone: Some(phone(dice, city)),
        created_at: at,
    }
}
