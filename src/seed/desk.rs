//! One doctor's calendar, as the generator fills it.

use std::collections::BTreeMap;

use chrono::{DateTime, Duration, NaiveDate, Utc, Weekday};
use entity::id::ClinicId;
use entity::{appointment, service};

use super::clinics::Site;
use super::dice::Dice;
use super::doctors::Practitioner;
use crate::domain::availability::{
    BookingPolicy, Calendar, Closure, Occupied, Placement, Practice, RoomLoad, TimeOff, TravelTimes, VisitShape,
    WeeklyWindow, Window,
};
use crate::domain::time::TickSpan;

/// A doctor with the calendar that the engine judges by. What was cancelled stays taken: it costs nothing.
pub struct Desk<'a> {
    pub doctor: &'a Practitioner,
    calendar: Calendar,
}

impl<'a> Desk<'a> {
    pub fn new(doctor: &'a Practitioner, sites: &[Site]) -> Self {
        let mut travel = TravelTimes::default();
        for way in &doctor.travel {
            travel.set(way.clinic_a_id, way.clinic_b_id, way.minutes.unsigned_abs());
        }
        let away = doctor.time_off.iter().map(|away| TimeOff { from: away.starts_at, until: away.ends_at });
        let calendar = Calendar {
            active: doctor.row.active,
            daily_limit: doctor.row.max_patients_per_day.map(i32::unsigned_abs),
            practices: doctor.sites.iter().map(|site| practice(doctor, &sites[*site])).collect(),
            time_off: away.collect(),
            occupied: Vec::new(),
            day_counts: BTreeMap::new(),
            travel,
        };
        Self { doctor, calendar }
    }

    /// A start on the grid of a date's open time; `None` when there is no open time.
    pub fn some_start(&self, dice: &mut Dice, clinic: ClinicId, date: NaiveDate) -> Option<DateTime<Utc>> {
        let spans: Vec<_> = self.calendar.open_spans(clinic, date, date + Duration::days(1)).collect();
        if spans.is_empty() {
            return None;
        }
        let open = dice.pick(&spans);
        let steps = usize::try_from(open.span.minutes() / 10).unwrap_or_default();
        let first = open.span.start.plus((open.anchor.0 - open.span.start.0).rem_euclid(2));
        let steps_in = i64::try_from(dice.below(steps)).unwrap_or_default();
        Some(first.plus(2 * steps_in).start())
    }

    /// Whether the engine would have let a visit be booked, and where it then lies.
    pub fn judge(
        &mut self,
        site: &Site,
        service: &service::Model,
        rooms: &mut Vec<RoomLoad>,
        (start, booked_at): (DateTime<Utc>, DateTime<Utc>),
    ) -> Option<Placement> {
        let shape = shape(service);
        let practice = self.calendar.practices.iter().position(|practice| practice.clinic == site.row.id)?;
        // Lent for the question: rooms are shared by all doctors of the clinic.
        std::mem::swap(&mut self.calendar.practices[practice].rooms, rooms);
        let placed = self.calendar.place(&shape, site.row.id, booked_at, start, &[]);
        std::mem::swap(&mut self.calendar.practices[practice].rooms, rooms);
        placed.ok()
    }

    /// Takes the time of a placement.
    pub fn take(&mut self, placement: &Placement) {
        self.calendar.occupied.push(Occupied { clinic: placement.slot.clinic, span: placement.occupied });
        *self.calendar.day_counts.entry(placement.local_date).or_default() += 1;
    }

    /// Takes the time of a visit that was written down earlier.
    pub fn occupy(&mut self, visit: &appointment::Model) {
        let span = TickSpan::covering(visit.starts_at, visit.ends_at)
            .widened(visit.buffer_before_minutes.unsigned_abs(), visit.buffer_after_minutes.unsigned_abs());
        self.calendar.occupied.push(Occupied { clinic: visit.clinic_id, span });
        *self.calendar.day_counts.entry(visit.local_date).or_default() += 1;
    }
}

impl Practitioner {
    /// What a service costs: its own fee, or for a consultation the consultation fee.
    pub fn fee(&self, service: &service::Model) -> Option<(i64, String)> {
        if let Some(own) = self.fees.iter().find(|fee| fee.service_id == service.id) {
            return Some((own.amount, own.currency.clone()));
        }
        let is_consultation = service.kind == entity::enums::VisitKind::Consultation;
        let fee = self.row.consultation_fee_amount.zip(self.row.consultation_fee_currency.clone());
        fee.filter(|_| is_consultation)
    }
}

fn shape(service: &service::Model) -> VisitShape {
    VisitShape {
        duration_minutes: service.duration_minutes.unsigned_abs(),
        buffer_before_minutes: service.buffer_before_minutes.unsigned_abs(),
        buffer_after_minutes: service.buffer_after_minutes.unsigned_abs(),
        needs_room: service.needs_room,
    }
}

fn practice(doctor: &Practitioner, site: &Site) -> Practice {
    let here = |clinic: ClinicId| clinic == site.row.id;
    let weekly = doctor.weekly.iter().filter(|hours| here(hours.clinic_id)).map(|hours| WeeklyWindow {
        weekday: Weekday::try_from(u8::try_from(hours.weekday - 1).unwrap_or_default()).unwrap_or(Weekday::Mon),
        window: Window { start: hours.start_time, end: hours.end_time },
    });
    let mut date_rules: BTreeMap<NaiveDate, Vec<Window>> = BTreeMap::new();
    for rule in doctor.date_rules.iter().filter(|rule| here(rule.clinic_id)) {
        let windows = date_rules.entry(rule.date).or_default();
        windows.extend(rule.start_time.zip(rule.end_time).map(|(start, end)| Window { start, end }));
    }
    let closures = site.closures.iter().map(|closure| Closure { from: closure.from_date, until: closure.until_date });
    Practice {
        clinic: site.row.id,
        zone: site.zone.clone(),
        active: true,
        weekly: weekly.collect(),
        date_rules,
        closures: closures.collect(),
        policy: BookingPolicy {
            minimum_notice_minutes: site.row.minimum_notice_minutes.unsigned_abs(),
            horizon_days: site.row.booking_horizon_days.unsigned_abs(),
        },
        rooms: Vec::new(),
    }
}
