//! Reads of schedules for many doctors at once. Hours are public; time off is for staff.

use std::collections::{BTreeMap, HashMap};

use chrono::{NaiveDate, Weekday};
use entity::id::{ClinicId, DoctorId};
use entity::{date_rule, time_off, weekly_hours};

use super::time_off::may_keep;
use crate::domain::access::Principal;
use crate::domain::availability::{WeeklyWindow, Window};
use crate::service::{Outcome, Services};
use crate::store::directory::practice;
use crate::store::schedule::{date_rule as date_rules, time_off as times_off, weekly};

/// The weekly hours of a doctor at the clinics where they practise.
#[derive(Copy, Clone, Debug, PartialEq, Eq, Hash)]
pub struct WeeklyHoursOf(pub DoctorId);

/// The hours of single dates of a doctor at a clinic, both dates included.
#[derive(Copy, Clone, Debug, PartialEq, Eq, Hash)]
pub struct DateHoursOf {
    pub doctor: DoctorId,
    pub clinic: ClinicId,
    pub from: NaiveDate,
    pub until: NaiveDate,
}

/// Whether a doctor is away now.
#[derive(Copy, Clone, Debug, PartialEq, Eq, Hash)]
pub struct OnLeave(pub DoctorId);

/// The time off of a doctor that is not over; nothing at all for those who may not know.
#[derive(Copy, Clone, Debug, PartialEq, Eq, Hash)]
pub struct TimeOffOf(pub DoctorId);

/// A weekly window at a clinic.
#[derive(Copy, Clone, Debug)]
pub struct WeeklyHours {
    pub clinic: ClinicId,
    pub weekly: WeeklyWindow,
}

/// Weekly hours, Monday first.
pub async fn weekly_hours_of(
    services: &Services,
    _who: &Principal,
    keys: &[WeeklyHoursOf],
) -> Outcome<HashMap<WeeklyHoursOf, Vec<WeeklyHours>>> {
    let db = services.db.read();
    let doctors: Vec<DoctorId> = keys.iter().map(|key| key.0).collect();
    let practices = practice::active(db, &doctors).await?;
    let practises = |row: &weekly_hours::Model| {
        practices.iter().any(|practice| practice.doctor_id == row.doctor_id && practice.clinic_id == row.clinic_id)
    };
    let mut hours: HashMap<WeeklyHoursOf, Vec<WeeklyHours>> = HashMap::new();
    for row in weekly::of_doctors(db, &doctors).await?.into_iter().filter(practises) {
        hours.entry(WeeklyHoursOf(row.doctor_id)).or_default().extend(of_row(&row));
    }
    Ok(hours)
}

fn of_row(row: &weekly_hours::Model) -> Option<WeeklyHours> {
    let from_monday = u8::try_from(row.weekday - 1).ok()?;
    let window = Window { start: row.start_time, end: row.end_time };
    let weekly = WeeklyWindow { weekday: Weekday::try_from(from_monday).ok()?, window };
    Some(WeeklyHours { clinic: row.clinic_id, weekly })
}

/// The dates that have hours of their own, each with its windows. One query for all doctors of whom the same is asked.
pub async fn date_hours_of(
    services: &Services,
    _who: &Principal,
    keys: &[DateHoursOf],
) -> Outcome<HashMap<DateHoursOf, BTreeMap<NaiveDate, Vec<Window>>>> {
    let mut questions: HashMap<(ClinicId, NaiveDate, NaiveDate), Vec<DoctorId>> = HashMap::new();
    for key in keys {
        questions.entry((key.clinic, key.from, key.until)).or_default().push(key.doctor);
    }
    let mut hours: HashMap<DateHoursOf, BTreeMap<NaiveDate, Vec<Window>>> = HashMap::new();
    for ((clinic, from, until), doctors) in questions {
        for row in date_rules::of_doctors(services.db.read(), &doctors, clinic, from, until).await? {
            let key = DateHoursOf { doctor: row.doctor_id, clinic, from, until };
            let date = hours.entry(key).or_default().entry(row.date).or_default();
            date.extend(window(&row));
        }
    }
    Ok(hours)
}

fn window(row: &date_rule::Model) -> Option<Window> {
    Some(Window { start: row.start_time?, end: row.end_time? })
}

/// Who of these doctors is away now.
pub async fn on_leave(services: &Services, _who: &Principal, keys: &[OnLeave]) -> Outcome<HashMap<OnLeave, bool>> {
    let doctors: Vec<DoctorId> = keys.iter().map(|key| key.0).collect();
    let away = times_off::away(services.db.read(), &doctors, services.now()).await?;
    Ok(away.into_iter().map(|doctor| (OnLeave(doctor), true)).collect())
}

/// Time off that is not over, earliest first, of the doctors of whom the caller may know it.
pub async fn time_off_of(
    services: &Services,
    who: &Principal,
    keys: &[TimeOffOf],
) -> Outcome<HashMap<TimeOffOf, Vec<time_off::Model>>> {
    if who.doctor_id().is_none() && !who.is_admin() {
        return Ok(HashMap::new());
    }
    let db = services.db.read();
    let doctors: Vec<DoctorId> = keys.iter().map(|key| key.0).collect();
    let mut clinics: HashMap<DoctorId, Vec<ClinicId>> = HashMap::new();
    for practice in practice::active(db, &doctors).await? {
        clinics.entry(practice.doctor_id).or_default().push(practice.clinic_id);
    }
    let none = Vec::new();
    let seen = |doctor: &DoctorId| may_keep(who, *doctor, clinics.get(doctor).unwrap_or(&none));
    let visible: Vec<DoctorId> = doctors.into_iter().filter(seen).collect();
    let mut times: HashMap<TimeOffOf, Vec<time_off::Model>> =
        visible.iter().map(|doctor| (TimeOffOf(*doctor), Vec::new())).collect();
    for row in times_off::of_doctors(db, &visible, services.now()).await? {
        times.entry(TimeOffOf(row.doctor_id)).or_default().push(row);
    }
    Ok(times)
}
