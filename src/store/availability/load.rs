//! Calendars of doctors.

use std::collections::{BTreeMap, HashMap};

use chrono::{DateTime, Duration, NaiveDate, Utc, Weekday};
use entity::enums::{AppointmentStatus, VisitKind};
use entity::id::{ClinicId, DoctorId};
use entity::{appointment, clinic, closure, date_rule, doctor, doctor_clinic, time_off, travel_time, weekly_hours};
use sea_orm::{ColumnTrait, ConnectionTrait, DbErr, EntityTrait, FromQueryResult, QueryFilter, QuerySelect};

use super::rooms;
use crate::domain::appointment::status_at;
use crate::domain::availability::{
    BookingPolicy, Calendar, Closure, Occupied, Practice, TimeOff, TravelTimes, WeeklyWindow, Window,
};
use crate::domain::time::{TickSpan, Zone};

/// For which time calendars are needed.
#[derive(Copy, Clone, Debug)]
pub struct Period {
    pub from: DateTime<Utc>,
    pub until: DateTime<Utc>,
    /// Holds that have expired by then do not count.
    pub now: DateTime<Utc>,
}

/// How far outside of the period facts still matter: the longest visit with its buffers and ways, the whole local dates
/// of daily limits, and windows that run over midnight, in every zone.
const MARGIN: Duration = Duration::days(3);

impl Period {
    pub(super) fn widened(self) -> (DateTime<Utc>, DateTime<Utc>) {
        let from = self.from.checked_sub_signed(MARGIN).unwrap_or(self.from);
        (from, self.until.checked_add_signed(MARGIN).unwrap_or(self.until))
    }

    fn dates(self) -> (NaiveDate, NaiveDate) {
        let (from, until) = self.widened();
        (from.date_naive(), until.date_naive())
    }
}

/// The calendars of `doctors`; those that do not exist are missing. `room_kind`: the kind of room that the visits need.
pub async fn load(
    conn: &impl ConnectionTrait,
    doctors: &[DoctorId],
    room_kind: Option<VisitKind>,
    period: Period,
) -> Result<HashMap<DoctorId, Calendar>, DbErr> {
    let found: Vec<(DoctorId, bool, Option<i32>)> = doctor::Entity::find()
        .select_only()
        .columns([doctor::Column::Id, doctor::Column::Active, doctor::Column::MaxPatientsPerDay])
        .filter(doctor::Column::Id.is_in(doctors.iter().copied()))
        .into_tuple()
        .all(conn)
        .await?;
    let calendars = found.into_iter().map(|(id, active, most_a_day)| (id, empty(active, most_a_day))).collect();
    fill(conn, calendars, room_kind, period).await
}

/// The calendar of a doctor whose row is known.
pub async fn load_one(
    conn: &impl ConnectionTrait,
    doctor: &doctor::Model,
    room_kind: Option<VisitKind>,
    period: Period,
) -> Result<Calendar, DbErr> {
    let calendars = HashMap::from([(doctor.id, empty(doctor.active, doctor.max_patients_per_day))]);
    let mut filled = fill(conn, calendars, room_kind, period).await?;
    Ok(filled.remove(&doctor.id).expect("no calendar is taken out while they are filled"))
}

async fn fill(
    conn: &impl ConnectionTrait,
    mut calendars: HashMap<DoctorId, Calendar>,
    room_kind: Option<VisitKind>,
    period: Period,
) -> Result<HashMap<DoctorId, Calendar>, DbErr> {
    let doctors: Vec<DoctorId> = calendars.keys().copied().collect();
    let practices = doctor_clinic::Entity::find()
        .filter(doctor_clinic::Column::DoctorId.is_in(doctors.iter().copied()))
        .all(conn)
        .await?;
    let mut clinics: Vec<ClinicId> = practices.iter().map(|row| row.clinic_id).collect();
    clinics.sort_unstable();
    clinics.dedup();
    let rooms = match room_kind {
        Some(kind) => rooms::load(conn, &clinics, kind, period).await?,
        None => HashMap::new(),
    };
    let mut closures = closures(conn, &clinics, period).await?;
    let mut at_clinics: HashMap<ClinicId, Practice> = HashMap::new();
    for clinic in clinic::Entity::find().filter(clinic::Column::Id.is_in(clinics)).all(conn).await? {
        let mut practice = practice(clinic)?;
        practice.closures = closures.remove(&practice.clinic).unwrap_or_default();
        at_clinics.insert(practice.clinic, practice);
    }
    for row in practices {
        let (Some(calendar), Some(at_clinic)) = (calendars.get_mut(&row.doctor_id), at_clinics.get(&row.clinic_id))
        else {
            continue;
        };
        let mut practice = at_clinic.clone();
        practice.active &= row.active;
        practice.rooms = rooms.get(&practice.clinic).cloned().unwrap_or_default();
        calendar.practices.push(practice);
    }
    for calendar in calendars.values_mut() {
        // Cursors of slot lists go by it.
        calendar.practices.sort_unstable_by_key(|practice| practice.clinic);
    }
    add_hours(conn, &doctors, period, &mut calendars).await?;
    add_time_off(conn, &doctors, period, &mut calendars).await?;
    add_travel_times(conn, &mut calendars).await?;
    add_visits(conn, &doctors, period, &mut calendars).await?;
    Ok(calendars)
}

fn empty(active: bool, most_a_day: Option<i32>) -> Calendar {
    Calendar {
        active,
        daily_limit: most_a_day.map(i32::unsigned_abs),
        practices: Vec::new(),
        time_off: Vec::new(),
        occupied: Vec::new(),
        day_counts: BTreeMap::new(),
        travel: TravelTimes::default(),
    }
}

/// What is the same for all doctors of a clinic.
fn practice(clinic: clinic::Model) -> Result<Practice, DbErr> {
    let zone = Zone::parse(&clinic.time_zone).map_err(|error| DbErr::Custom(error.to_string()))?;
    Ok(Practice {
        clinic: clinic.id,
        zone,
        active: clinic.active,
        weekly: Vec::new(),
        date_rules: BTreeMap::new(),
        closures: Vec::new(),
        policy: BookingPolicy {
            minimum_notice_minutes: clinic.minimum_notice_minutes.unsigned_abs(),
            horizon_days: clinic.booking_horizon_days.unsigned_abs(),
        },
        rooms: Vec::new(),
    })
}

async fn closures(
    conn: &impl ConnectionTrait,
    clinics: &[ClinicId],
    period: Period,
) -> Result<HashMap<ClinicId, Vec<Closure>>, DbErr> {
    let (from, until) = period.dates();
    let rows = closure::Entity::find()
        .filter(closure::Column::ClinicId.is_in(clinics.iter().copied()))
        .filter(closure::Column::UntilDate.gte(from))
        .filter(closure::Column::FromDate.lte(until))
        .all(conn)
        .await?;
    let mut closures: HashMap<ClinicId, Vec<Closure>> = HashMap::new();
    for row in rows {
        closures.entry(row.clinic_id).or_default().push(Closure { from: row.from_date, until: row.until_date });
    }
    Ok(closures)
}

async fn add_hours(
    conn: &impl ConnectionTrait,
    doctors: &[DoctorId],
    period: Period,
    calendars: &mut HashMap<DoctorId, Calendar>,
) -> Result<(), DbErr> {
    let mut practice_of = |doctor: DoctorId, clinic: ClinicId, apply: &mut dyn FnMut(&mut Practice)| {
        let practices = calendars.get_mut(&doctor).into_iter().flat_map(|calendar| &mut calendar.practices);
        practices.filter(|practice| practice.clinic == clinic).for_each(apply);
    };
    let weekly = weekly_hours::Entity::find()
        .filter(weekly_hours::Column::DoctorId.is_in(doctors.iter().copied()))
        .all(conn)
        .await?;
    for row in weekly {
        let weekday = weekday(row.weekday)?;
        let window = Window { start: row.start_time, end: row.end_time };
        practice_of(row.doctor_id, row.clinic_id, &mut |practice| {
            practice.weekly.push(WeeklyWindow { weekday, window });
        });
    }
    let (from, until) = period.dates();
    let rules = date_rule::Entity::find()
        .filter(date_rule::Column::DoctorId.is_in(doctors.iter().copied()))
        .filter(date_rule::Column::Date.between(from, until))
        .all(conn)
        .await?;
    for row in rules {
        practice_of(row.doctor_id, row.clinic_id, &mut |practice| {
            let windows = practice.date_rules.entry(row.date).or_default();
            if let (Some(start), Some(end)) = (row.start_time, row.end_time) {
                windows.push(Window { start, end });
            }
        });
    }
    Ok(())
}

fn weekday(iso: i16) -> Result<Weekday, DbErr> {
    u8::try_from(iso - 1)
        .ok()
        .and_then(|day| Weekday::try_from(day).ok())
        .ok_or_else(|| DbErr::Custom(format!("{iso} is no weekday")))
}

async fn add_time_off(
    conn: &impl ConnectionTrait,
    doctors: &[DoctorId],
    period: Period,
    calendars: &mut HashMap<DoctorId, Calendar>,
) -> Result<(), DbErr> {
    let (from, until) = period.widened();
    let absences = time_off::Entity::find()
        .filter(time_off::Column::DoctorId.is_in(doctors.iter().copied()))
        .filter(time_off::Column::EndsAt.gt(from))
        .filter(time_off::Column::StartsAt.lt(until))
        .all(conn)
        .await?;
    for row in absences {
        if let Some(calendar) = calendars.get_mut(&row.doctor_id) {
            calendar.time_off.push(TimeOff { from: row.starts_at, until: row.ends_at });
        }
    }
    Ok(())
}

/// How long those are on the way who work at several clinics.
async fn add_travel_times(
    conn: &impl ConnectionTrait,
    calendars: &mut HashMap<DoctorId, Calendar>,
) -> Result<(), DbErr> {
    let travelling = calendars.iter().filter(|(_, calendar)| calendar.practices.len() > 1);
    let travelling: Vec<DoctorId> = travelling.map(|(doctor, _)| *doctor).collect();
    if travelling.is_empty() {
        return Ok(());
    }
    let ways = travel_time::Entity::find().filter(travel_time::Column::DoctorId.is_in(travelling)).all(conn).await?;
    for row in ways {
        if let Some(calendar) = calendars.get_mut(&row.doctor_id) {
            calendar.travel.set(row.clinic_a_id, row.clinic_b_id, row.minutes.unsigned_abs());
        }
    }
    Ok(())
}

/// Visits that take time, and how many count against each day's limit. Expiry is judged here, not by a sweeper.
async fn add_visits(
    conn: &impl ConnectionTrait,
    doctors: &[DoctorId],
    period: Period,
    calendars: &mut HashMap<DoctorId, Calendar>,
) -> Result<(), DbErr> {
    let (from, until) = period.widened();
    let counted = AppointmentStatus::OCCUPYING.into_iter().chain([AppointmentStatus::Completed]);
    use appointment::Column;
    let visits: Vec<TakenTime> = appointment::Entity::find()
        .select_only()
        .columns([Column::DoctorId, Column::ClinicId, Column::Status, Column::StartsAt, Column::EndsAt])
        .columns([Column::LocalDate, Column::BufferBeforeMinutes, Column::BufferAfterMinutes, Column::HoldExpiresAt])
        .filter(Column::DoctorId.is_in(doctors.iter().copied()))
        .filter(Column::StartsAt.gte(from))
        .filter(Column::StartsAt.lt(until))
        .filter(Column::Status.is_in(counted))
        .into_model()
        .all(conn)
        .await?;
    for visit in visits {
        let Some(calendar) = calendars.get_mut(&visit.doctor_id) else { continue };
        let status = status_at(period.now, visit.status, visit.hold_expires_at, visit.starts_at);
        if status.is_occupying() {
            calendar.occupied.push(Occupied { clinic: visit.clinic_id, span: visit.occupied() });
        }
        if status.counts_for_the_day() {
            *calendar.day_counts.entry(visit.local_date).or_default() += 1;
        }
    }
    Ok(())
}

/// What of a visit decides when others are possible: nothing that is the patient's.
#[derive(FromQueryResult)]
struct TakenTime {
    doctor_id: DoctorId,
    clinic_id: ClinicId,
    status: AppointmentStatus,
    starts_at: DateTime<Utc>,
    ends_at: DateTime<Utc>,
    local_date: NaiveDate,
    buffer_before_minutes: i32,
    buffer_after_minutes: i32,
    hold_expires_at: Option<DateTime<Utc>>,
}

impl TakenTime {
    fn occupied(&self) -> TickSpan {
        TickSpan::covering(self.starts_at, self.ends_at)
            .widened(self.buffer_before_minutes.unsigned_abs(), self.buffer_after_minutes.unsigned_abs())
    }
}
