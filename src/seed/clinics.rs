//! Clinics with their rooms and holidays.

use chrono::{DateTime, Datelike, Duration, NaiveDate, Utc};
use entity::enums::VisitKind;
use entity::id::{ClinicId, ClosureId, RoomId};
use entity::{clinic, closure, room};

use super::cities::{CITIES, City};
use super::dice::{Dice, Stream};
use super::scale::Scale;
use crate::domain::directory::search_key;
use crate::domain::time::Zone;

/// A clinic with what belongs to it.
pub struct Site {
    /// Index into [`CITIES`].
    pub city: usize,
    pub row: clinic::Model,
    pub zone: Zone,
    pub rooms: Vec<room::Model>,
    pub closures: Vec<closure::Model>,
}

const NAMES: [&str; 12] = [
    "Central",
    "Riverside",
    "Park",
    "Station",
    "Old Town",
    "Harbour",
    "North",
    "South",
    "Hill",
    "Garden",
    "University",
    "Lakeside",
];
const KINDS: [&str; 4] = ["Clinic", "Medical Centre", "Health Centre", "Polyclinic"];

/// Kind, name and capacity of the rooms that a clinic has.
const ROOMS: [(VisitKind, &str, i32); 6] = [
    (VisitKind::Consultation, "Consulting rooms", 6),
    (VisitKind::Ultrasound, "Ultrasound", 2),
    (VisitKind::Pathology, "Laboratory", 3),
    (VisitKind::Surgery, "Theatre 1", 1),
    (VisitKind::Surgery, "Theatre 2", 1),
    (VisitKind::SemenCollection, "Collection room", 1),
];

/// All clinics: one city after the other gets one, until there are enough.
pub fn open(scale: &Scale) -> Vec<Site> {
    let mut dice = Dice::new(scale.seed, Stream::Clinics);
    (0..scale.clinics as usize).map(|number| site(scale, &mut dice, number)).collect()
}

fn site(scale: &Scale, dice: &mut Dice, number: usize) -> Site {
    let (city_index, round) = (number % CITIES.len(), number / CITIES.len());
    let city = &CITIES[city_index];
    let row = clinic(scale, dice, city, (city_index + round, round));
    let room = |(kind, name, capacity): &(VisitKind, &str, i32)| room::Model {
        id: RoomId(dice.id(row.created_at)),
        clinic_id: row.id,
        name: (*name).to_owned(),
        kind: *kind,
        capacity: *capacity,
        active: true,
    };
    let rooms = ROOMS.iter().map(room).collect();
    let closures = holidays(scale, city)
        .into_iter()
        .map(|(date, reason)| closure::Model {
            id: ClosureId(dice.id(row.created_at)),
            clinic_id: row.id,
            from_date: date,
            until_date: date,
            reason: Some(reason.to_owned()),
        })
        .collect();
    let zone = Zone::parse(city.zone).expect("zones of the table are zones of the database");
    Site { city: city_index, row, zone, rooms, closures }
}

fn clinic(scale: &Scale, dice: &mut Dice, city: &City, (place, round): (usize, usize)) -> clinic::Model {
    let created_at: DateTime<Utc> = scale.opened() - Duration::minutes(dice.between(60, 60 * 24 * 300));
    let again = if round < NAMES.len() { String::new() } else { format!(" {}", round / NAMES.len() + 1) };
    let name = format!("{} {} {}{again}", city.name, NAMES[place % NAMES.len()], dice.pick(&KINDS));
    let address = format!("{} {} Street", dice.between(1, 180), NAMES[(place + 5) % NAMES.len()]);
    let spread = |dice: &mut Dice| dice.unit() / 5.0 - 0.1;
    clinic::Model {
        id: ClinicId(dice.id(created_at)),
        version: 1,
        search_text: search_key(&[name.as_str(), address.as_str(), city.name].join(" ")),
        name,
        address: Some(address),
        city: city.name.to_owned(),
        city_key: search_key(city.name),
        country: city.country.to_owned(),
        time_zone: city.zone.to_owned(),
        phone: Some(phone(dice, city)),
        latitude: Some(city.position.0 + spread(dice)),
        longitude: Some(city.position.1 + spread(dice)),
        currency: Some(city.currency.to_owned()),
        active: true,
        auto_confirm: dice.chance(70),
        minimum_notice_minutes: *dice.pick(&[0, 30, 60, 120, 24 * 60]),
        booking_horizon_days: *dice.pick(&[60, 90, 90, 180]),
        cancel_notice_minutes: *dice.pick(&[0, 120, 24 * 60]),
        no_show_grace_minutes: *dice.pick(&[10, 15, 20]),
        created_at,
    }
}

/// A number that follows its country's code.
pub fn phone(dice: &mut Dice, city: &City) -> String {
    format!("{}{}", city.dial, dice.between(200_000_000, 899_999_999))
}

/// The dates on which a city's clinics are closed, from the network's opening to a year ahead.
fn holidays(scale: &Scale, city: &City) -> Vec<(NaiveDate, &'static str)> {
    let (first, last) = (scale.opened().date_naive(), scale.today + Duration::days(365));
    let of_year = |year: i32| {
        let (month, day) = city.national_day;
        [
            (NaiveDate::from_ymd_opt(year, 1, 1), "New Year's Day"),
            (NaiveDate::from_ymd_opt(year, month, day), "National day"),
        ]
    };
    (first.year()..=last.year())
        .flat_map(of_year)
        .filter_map(|(date, reason)| Some((date?, reason)))
        .filter(|(date, _)| (first..=last).contains(date))
        .collect()
}
