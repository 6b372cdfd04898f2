//! Opens the network: clinics, services, rooms, doctors and their hours.

use std::collections::HashMap;

use chrono::{DateTime, Datelike, Days, Duration, NaiveDate, Utc};
use entity::id::{ClinicId, DoctorId, ServiceId};

use super::doctor::{DoctorPlan, doctors};
use super::hours;
use super::offer::{OFFERS, Offer, OfferPlan, ROOMS};
use super::place::{CLINICS, Place};
use crate::demo::logins;
use crate::domain::access::{Account, Grant, Principal};
use crate::service::directory::{
    self, AddClosure, CreateDoctor, CreateRoom, DoctorFacts, DoctorLinks, Fee, ServiceFacts, ServiceFee, SetTravelTime,
};
use crate::service::schedule::{self, AddTimeOff, SetDateHours, SetWeeklyHours};
use crate::service::{Error, Outcome, Services};

/// The network, by what its tables call things.
pub struct Network {
    pub clinics: HashMap<Place, ClinicId>,
    pub services: HashMap<Offer, ServiceId>,
    pub doctors: Vec<Practitioner>,
}

/// A doctor who practises.
pub struct Practitioner {
    pub plan: &'static DoctorPlan,
    pub id: DoctorId,
    /// To act as the doctor.
    pub principal: Principal,
}

/// Opens everything. `today` is what "next week" counts from.
pub async fn open(services: &Services, admin: &Principal, today: NaiveDate) -> Outcome<Network> {
    let mut network = Network { clinics: HashMap::new(), services: HashMap::new(), doctors: Vec::new() };
    for plan in &CLINICS {
        network.clinics.insert(plan.place, plan.open(services, admin).await?);
    }
    for plan in &OFFERS {
        network.services.insert(plan.offer, offer(services, admin, plan).await?);
    }
    for (place, name, kind, capacity) in ROOMS {
        let room = CreateRoom { clinic: network.clinics[&place], name: name.to_owned(), kind, capacity };
        directory::create_room(services, admin, room).await?;
    }
    for plan in doctors() {
        let practitioner = engage(services, admin, &network, plan).await?;
        network.doctors.push(practitioner);
    }
    make_exceptions(services, admin, &network, today).await?;
    Ok(network)
}

async fn offer(services: &Services, admin: &Principal, plan: &OfferPlan) -> Outcome<ServiceId> {
    let (before, after) = plan.buffers;
    let facts = ServiceFacts {
        name: Some(plan.name.to_owned()),
        kind: Some(plan.kind),
        duration_minutes: Some(plan.minutes),
        buffer_before_minutes: Some(before),
        buffer_after_minutes: Some(after),
        needs_room: Some(plan.needs_room),
        active: None,
    };
    if !plan.is_base {
        return Ok(directory::create_service(services, admin, facts).await?.id);
    }
    let known = directory::services(services).await?;
    let base = known.iter().find(|service| service.name == plan.name);
    let base = base.ok_or_else(|| Error::Internal(format!("there is no service {:?}", plan.name)))?;
    Ok(directory::update_service(services, admin, base.id, facts).await?.id)
}

async fn engage(
    services: &Services,
    admin: &Principal,
    network: &Network,
    plan: &'static DoctorPlan,
) -> Outcome<Practitioner> {
    let email = logins::address(plan.handle);
    let password = (email == logins::DOCTOR).then(|| logins::PASSWORD.to_owned());
    let command = CreateDoctor {
        email,
        password,
        facts: facts(plan),
        links: links(network, plan),
        clinics: plan.hours.iter().map(|(place, _)| network.clinics[place]).collect(),
    };
    let doctor = directory::create_doctor(services, admin, command).await?;
    for (place, line) in plan.hours {
        let windows = hours::weekly(line);
        let week = SetWeeklyHours { doctor: doctor.id, clinic: network.clinics[place], windows };
        schedule::set_weekly_hours(services, admin, week).await?;
    }
    let user = doctor.user_id.ok_or_else(|| Error::Internal("a new doctor has no account".to_owned()))?;
    let grants = vec![Grant { role: entity::enums::Role::Doctor, clinic: None }];
    let account = Account { id: user, grants, doctor: Some(doctor.id) };
    Ok(Practitioner { plan, id: doctor.id, principal: Principal { address: None, account: Some(account) } })
}

fn facts(plan: &DoctorPlan) -> DoctorFacts {
    DoctorFacts {
        name: Some(plan.name.to_owned()),
        specialty: Some(plan.specialty.to_owned()),
        license_number: Some(plan.licence.to_owned()),
        degree: Some(Some(plan.degree.to_owned())),
        years_of_experience: Some(Some(plan.years)),
        bio: Some(Some(plan.bio.to_owned())),
        consultation_fee: Some(Some(fee(plan, 100))),
        max_patients_per_day: Some(plan.limit),
        modes: Some(plan.modes.to_vec()),
        ..DoctorFacts::default()
    }
}

/// So many hundredths of the consultation fee, in whole units of the currency.
fn fee(plan: &DoctorPlan, percent: i64) -> Fee {
    let amount = (plan.fee * percent / 100 + 50) / 100 * 100;
    Fee { amount, currency: plan.home().plan().currency.to_owned() }
}

fn links(network: &Network, plan: &DoctorPlan) -> DoctorLinks {
    let fees = plan.offers.iter().filter_map(|offer| {
        let percent = offer.plan().fee_percent?;
        Some(ServiceFee { service: network.services[offer], fee: fee(plan, percent) })
    });
    DoctorLinks {
        languages: Some(plan.languages.iter().map(|&language| language.to_owned()).collect()),
        services: Some(plan.offers.iter().map(|offer| network.services[offer]).collect()),
        fees: Some(fees.collect()),
    }
}

/// What the weeks ahead have of their own: a closure, leave, a long Saturday, a day off, and the flight on Fridays.
async fn make_exceptions(services: &Services, admin: &Principal, network: &Network, today: NaiveDate) -> Outcome<()> {
    let (madrid, london) = (network.clinics[&Place::Madrid], network.clinics[&Place::London]);
    let flight =
        SetTravelTime { doctor: network.doctor("doctor")?.id, clinic: madrid, other_clinic: london, minutes: 300 };
    directory::set_travel_time(services, admin, flight).await?;

    let closure = AddClosure {
        clinic: network.clinics[&Place::Kathmandu],
        from: today + Days::new(9),
        until: today + Days::new(10),
        reason: Some("The water tank is being replaced".to_owned()),
    };
    directory::add_closure(services, admin, closure).await?;

    for (handle, from, days, reason) in
        [("sian.llewellyn", 6, 7, "Headache congress in Lisbon"), ("karim.abdelrahman", 3, 4, "Family leave")]
    {
        let from = midnight(today) + Duration::days(from);
        let doctor = network.doctor(handle)?.id;
        let leave = AddTimeOff { doctor, from, until: from + Duration::days(days), reason: Some(reason.to_owned()) };
        schedule::add_time_off(services, admin, leave).await?;
    }

    for (handle, place, date, windows) in [
        ("joaquin.cebrian", Place::Madrid, next(today, chrono::Weekday::Sat), &["09:00-13:00"][..]),
        ("oliver.whitcombe", Place::London, next(today, chrono::Weekday::Wed), &[][..]),
    ] {
        let windows = windows.iter().map(|window| hours::window(window)).collect();
        let (doctor, clinic) = (network.doctor(handle)?.id, network.clinics[&place]);
        schedule::set_date_hours(services, admin, SetDateHours { doctor, clinic, date, windows }).await?;
    }
    open_today(services, admin, network, today).await
}

/// The doctor of the login works today, whatever day it is: whoever tries the demo on a Sunday finds patients, too.
async fn open_today(services: &Services, admin: &Principal, network: &Network, today: NaiveDate) -> Outcome<()> {
    let elena = network.doctor("doctor")?;
    let (plan, doctor) = (elena.plan, elena.id);
    if plan.place_on(today.weekday()).is_none() {
        let (clinic, windows) = (network.clinics[&plan.home()], vec![hours::window("09:00-14:00")]);
        schedule::set_date_hours(services, admin, SetDateHours { doctor, clinic, date: today, windows }).await?;
    }
    Ok(())
}

/// When a date begins in UTC.
pub fn midnight(date: NaiveDate) -> DateTime<Utc> {
    date.and_time(chrono::NaiveTime::MIN).and_utc()
}

/// The first such day after a date.
fn next(today: NaiveDate, weekday: chrono::Weekday) -> NaiveDate {
    let days = (weekday.num_days_from_monday() + 7 - today.weekday().num_days_from_monday()) % 7;
    today + Days::new(if days == 0 { 7 } else { days.into() })
}

impl Network {
    /// A doctor by the handle.
    pub fn doctor(&self, handle: &str) -> Outcome<&Practitioner> {
        Ok(&self.doctors[self.position(handle)?])
    }

    /// Which of the doctors has the handle.
    pub fn position(&self, handle: &str) -> Outcome<usize> {
        let found = self.doctors.iter().position(|doctor| doctor.plan.handle == handle);
        found.ok_or_else(|| Error::Internal(format!("the demo has no doctor {handle:?}")))
    }
}
