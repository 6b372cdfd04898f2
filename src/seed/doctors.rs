//! Doctors with their accounts, practices, hours and absences.

use chrono::{DateTime, Datelike, Duration, Utc};
use entity::enums::Gender;
use entity::id::{ClinicId, DateRuleId, DoctorId, ServiceId, TimeOffId, UserId, WeeklyHoursId};
use entity::{date_rule, doctor, doctor_language, fee, time_off, travel_time, user, weekly_hours};

use super::cities::CITIES;
use super::clinics::{Site, phone};
use super::dice::{Dice, Stream};
use super::hours;
use super::offered::Offered;
use super::scale::{DOMAIN, Scale};
use crate::domain::directory::{license_key, search_key};

/// A doctor with what belongs to them.
pub struct Practitioner {
    pub row: doctor::Model,
    pub user: user::Model,
    /// Indices of one or two clinics of one city.
    pub sites: Vec<usize>,
    /// Indices of services.
    pub services: Vec<usize>,
    pub fees: Vec<fee::Model>,
    pub languages: Vec<doctor_language::Model>,
    pub weekly: Vec<weekly_hours::Model>,
    pub date_rules: Vec<date_rule::Model>,
    pub time_off: Vec<time_off::Model>,
    pub travel: Vec<travel_time::Model>,
}

/// All doctors: one clinic after the other gets one, until there are enough.
pub fn hire(scale: &Scale, sites: &[Site], offered: &Offered) -> Vec<Practitioner> {
    let mut dice = Dice::new(scale.seed, Stream::Doctors);
    (0..scale.doctors as usize)
        .map(|number| {
            let (row, user, city) = person(scale, &mut dice, &sites[number % sites.len()], (number, offered));
            let practices = practices(&mut dice, sites, number % sites.len());
            let specialty = offered.specialties.iter().position(|one| one.id == row.specialty_id).unwrap_or(0);
            let services: Vec<usize> = Offered::services_of(specialty).collect();
            let mut hired = Practitioner {
                fees: fees(&mut dice, &row, services.iter().map(|index| offered.services[*index].id).skip(2)),
                languages: languages(&mut dice, row.id, CITIES[city].languages),
                sites: practices,
                services,
                row,
                user,
                weekly: Vec::new(),
                date_rules: Vec::new(),
                time_off: Vec::new(),
                travel: Vec::new(),
            };
            schedule(scale, &mut dice, &mut hired, sites);
            hired
        })
        .collect()
}

fn person(
    scale: &Scale,
    dice: &mut Dice,
    site: &Site,
    (number, offered): (usize, &Offered),
) -> (doctor::Model, user::Model, usize) {
    let city = &CITIES[site.city];
    let created_at: DateTime<Utc> = scale.opened() - Duration::minutes(dice.between(0, 50));
    let (gender, given) = city.names.given(dice);
    let name = format!("{given} {}", city.names.family(dice));
    let user = user::Model {
        id: UserId(dice.id(created_at)),
        email: format!("doctor-{}@{DOMAIN}", number + 1),
        display_name: name.clone(),
        phone: Some(phone(dice, city)),
        active: true,
        created_at,
    };
    let specialty = &offered.specialties[Offered::specialty_of(dice.below(100))];
    let years = dice.number(1, 42);
    let they = if gender == Gender::Female { "She" } else { "He" };
    let bio = format!(
        "{} in {} for {years} years. {they} speaks {}.",
        specialty.name,
        city.name,
        city.languages.join(" and ")
    );
    let (offers_in_person, offers_video) = *dice.pick(&[(true, true), (true, true), (true, false), (true, false)]);
    let license_number = format!("{}-{:07}", city.country, 1_000_000 + number);
    let fee = city.fee * dice.between(60, 220) / 100;
    let has_fee = dice.chance(96);
    let row = doctor::Model {
        id: DoctorId(dice.id(created_at)),
        version: 1,
        user_id: Some(user.id),
        specialty_id: specialty.id,
        name_key: search_key(&name),
        search_text: search_key(&[name.as_str(), bio.as_str()].join(" ")),
        name,
        degree: Some((*dice.pick(&["MD", "MBBS", "MD, PhD", "MBChB", "DO"])).to_owned()),
        license_key: license_key(&license_number),
        license_number,
        years_of_experience: Some(years),
        bio: Some(bio),
        photo_url: None,
        phone: user.phone.clone(),
        max_patients_per_day: dice.chance(30).then(|| dice.number(8, 24)),
        consultation_fee_amount: has_fee.then_some(fee),
        consultation_fee_currency: has_fee.then(|| city.currency.to_owned()),
        offers_in_person,
        offers_video,
        rating_sum: 0,
        rating_count: 0,
        rating_milli: None,
        active: true,
        created_at,
    };
    (row, user, site.city)
}

/// The clinic, and for a quarter of the doctors another one of the same city.
fn practices(dice: &mut Dice, sites: &[Site], first: usize) -> Vec<usize> {
    let others: Vec<usize> =
        (0..sites.len()).filter(|other| *other != first && sites[*other].city == sites[first].city).collect();
    match others.is_empty() || !dice.chance(25) {
        true => vec![first],
        false => vec![first, *dice.pick(&others)],
    }
}

/// What is more than a short talk costs more than the consultation fee.
fn fees(dice: &mut Dice, doctor: &doctor::Model, services: impl Iterator<Item = ServiceId>) -> Vec<fee::Model> {
    let Some((amount, currency)) = doctor.consultation_fee_amount.zip(doctor.consultation_fee_currency.clone()) else {
        return Vec::new();
    };
    services
        .map(|service_id| fee::Model {
            doctor_id: doctor.id,
            service_id,
            amount: amount * dice.between(110, 400) / 100,
            currency: currency.clone(),
        })
        .collect()
}

fn languages(dice: &mut Dice, doctor: DoctorId, spoken: &[&str]) -> Vec<doctor_language::Model> {
    let mut names: Vec<&str> = spoken.to_vec();
    if dice.chance(20) {
        let other = *dice.pick(&["French", "German", "Portuguese", "Arabic", "Russian"]);
        names.extend((!names.contains(&other)).then_some(other));
    }
    let row = |(name, position): (&str, i32)| doctor_language::Model {
        doctor_id: doctor,
        language_key: search_key(name),
        language: name.to_owned(),
        position,
    };
    names.into_iter().zip(0..).map(row).collect()
}

fn schedule(scale: &Scale, dice: &mut Dice, doctor: &mut Practitioner, sites: &[Site]) {
    let (id, at) = (doctor.row.id, doctor.row.created_at);
    let clinics: Vec<ClinicId> = doctor.sites.iter().map(|site| sites[*site].row.id).collect();
    let hours = hours::weekly(dice, &CITIES[sites[doctor.sites[0]].city], clinics.len());
    for (clinic_id, windows) in clinics.iter().zip(hours) {
        doctor.weekly.extend(windows.into_iter().map(|weekly| weekly_hours::Model {
            id: WeeklyHoursId(dice.id(at)),
            doctor_id: id,
            clinic_id: *clinic_id,
            weekday: i16::try_from(weekly.weekday.number_from_monday()).expect("a week has seven days"),
            start_time: weekly.window.start,
            end_time: weekly.window.end,
        }));
    }
    if dice.chance(15) {
        let count = dice.below(3) + 1;
        for date in hours::dates(dice, scale.today, count) {
            // At weekends somebody works for once; on other days somebody does not.
            let window = (date.weekday().num_days_from_monday() >= 5).then(hours::morning);
            doctor.date_rules.push(date_rule::Model {
                id: DateRuleId(dice.id(at)),
                doctor_id: id,
                clinic_id: clinics[0],
                date,
                start_time: window.map(|window| window.start),
                end_time: window.map(|window| window.end),
            });
        }
    }
    if dice.chance(35) {
        let starts_at = scale.now() + Duration::days(dice.between(-75, 45)) + Duration::hours(dice.between(0, 23));
        doctor.time_off.push(time_off::Model {
            id: TimeOffId(dice.id(at)),
            doctor_id: id,
            starts_at,
            ends_at: starts_at + Duration::days(dice.between(1, 14)),
            reason: Some((*dice.pick(&["Holiday", "Congress", "Training"])).to_owned()),
        });
    }
    if let [one, other] = clinics[..] {
        doctor.travel.push(travel_time::Model {
            doctor_id: id,
            clinic_a_id: one.min(other),
            clinic_b_id: one.max(other),
            minutes: *dice.pick(&[15, 20, 30, 45]),
        });
    }
}
