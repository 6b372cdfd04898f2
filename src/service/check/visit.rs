//! Visits, their claims, their days and their events.

use std::collections::{BTreeSet, HashMap};

use chrono::{DateTime, NaiveDate, Utc};
use entity::enums::{AppointmentStatus, SubjectKind};
use entity::id::{AppointmentId, DoctorId};
use entity::{appointment, event_log, slot_claim};
use uuid::Uuid;

use super::Report;
use crate::domain::time::TickSpan;
use crate::service::{Outcome, Services};
use crate::store::check;

/// A tick of somebody: what a claim takes.
type Tick = (SubjectKind, Uuid, i64, i32);

/// The time of a visit: from, until, which.
type Occupied = (DateTime<Utc>, DateTime<Utc>, AppointmentId);

/// What has to be known of all visits at once.
#[derive(Default)]
struct Whole {
    claims: u64,
    days: HashMap<(DoctorId, NaiveDate), i32>,
    occupied: HashMap<DoctorId, Vec<Occupied>>,
    /// Who replaced whom, as the old visits say and as the new ones say.
    successors: BTreeSet<(AppointmentId, AppointmentId)>,
    predecessors: BTreeSet<(AppointmentId, AppointmentId)>,
}

/// Checks all visits.
pub(super) async fn check(services: &Services, report: &mut Report) -> Outcome<()> {
    let conn = services.db.read();
    let mut whole = Whole::default();
    let mut after = None;
    loop {
        let visits = check::visits_after(conn, after).await?;
        let Some(last) = visits.last() else { break };
        after = Some(last.id);
        let ids: Vec<AppointmentId> = visits.iter().map(|visit| visit.id).collect();
        let mut claims: HashMap<AppointmentId, Vec<slot_claim::Model>> = HashMap::new();
        for claim in check::claims_of(conn, &ids).await? {
            claims.entry(claim.appointment_id).or_default().push(claim);
        }
        let mut changes: HashMap<AppointmentId, Vec<event_log::Model>> = HashMap::new();
        for change in check::changes_of(conn, &ids).await? {
            changes.entry(change.appointment_id.unwrap_or(last.id)).or_default().push(change);
        }
        for visit in &visits {
            report.visits += 1;
            let claims = claims.remove(&visit.id).unwrap_or_default();
            whole.add(visit, &claims);
            check_claims(visit, &claims, report);
            check_history(visit, &changes.remove(&visit.id).unwrap_or_default(), report);
        }
    }
    whole.check(services, report).await
}

/// An occupying visit has claimed exactly its time; any other has claimed nothing.
fn check_claims(visit: &appointment::Model, claims: &[slot_claim::Model], report: &mut Report) {
    let tick = |claim: &slot_claim::Model| (claim.subject_kind, claim.subject_id, claim.tick, claim.ordinal);
    let has: BTreeSet<Tick> = claims.iter().map(tick).collect();
    let should = if visit.status.is_occupying() { expected_claims(visit) } else { BTreeSet::new() };
    let (missing, extra) = (should.difference(&has).count(), has.difference(&should).count());
    report.expect(missing == 0 && extra == 0, || {
        format!(
            "visit {} is {:?} and lacks {missing} claims, and has {extra} that it must not",
            visit.id.0, visit.status
        )
    });
}

fn expected_claims(visit: &appointment::Model) -> BTreeSet<Tick> {
    let time = TickSpan::covering(visit.starts_at, visit.ends_at);
    let (before, after) = (visit.buffer_before_minutes.unsigned_abs(), visit.buffer_after_minutes.unsigned_abs());
    let doctor = time.widened(before, after).iter().map(|tick| (SubjectKind::Doctor, visit.doctor_id.0, tick.0, 0));
    let room = visit
        .room_id
        .zip(visit.room_ordinal)
        .into_iter()
        .flat_map(|(room, ordinal)| time.iter().map(move |tick| (SubjectKind::Room, room.0, tick.0, ordinal)));
    let patient = visit
        .patient_id
        .into_iter()
        .flat_map(|patient| time.iter().map(move |tick| (SubjectKind::Patient, patient.0, tick.0, 0)));
    doctor.chain(room).chain(patient).collect()
}

/// Every version has its one event, and the last one says what the visit is.
fn check_history(visit: &appointment::Model, changes: &[event_log::Model], report: &mut Report) {
    let versions: Vec<Option<i32>> = changes.iter().map(|change| change.version).collect();
    let complete = versions.iter().copied().eq((1..=visit.version).map(Some));
    report.expect(complete, || {
        format!("visit {} is at version {}, its events are {versions:?}", visit.id.0, visit.version)
    });
    let chained = changes.windows(2).all(|pair| pair[0].to_status == pair[1].from_status);
    report.expect(chained, || format!("visit {} has events that do not follow from each other", visit.id.0));
    let last = changes.last().and_then(|change| change.to_status);
    report.expect(last == Some(visit.status), || {
        format!("visit {} is {:?}, its last event says {last:?}", visit.id.0, visit.status)
    });
    let linked = (visit.status == AppointmentStatus::Rescheduled) == visit.successor_id.is_some();
    report.expect(linked, || format!("visit {} is {:?}, but its successor says otherwise", visit.id.0, visit.status));
}

impl Whole {
    fn add(&mut self, visit: &appointment::Model, claims: &[slot_claim::Model]) {
        self.claims += claims.len() as u64;
        if visit.status.counts_for_the_day() {
            *self.days.entry((visit.doctor_id, visit.local_date)).or_default() += 1;
        }
        if visit.status.is_occupying() {
            let time = (visit.starts_at, visit.ends_at, visit.id);
            self.occupied.entry(visit.doctor_id).or_default().push(time);
        }
        self.successors.extend(visit.successor_id.map(|successor| (visit.id, successor)));
        self.predecessors.extend(visit.previous_id.map(|previous| (previous, visit.id)));
    }

    async fn check(mut self, services: &Services, report: &mut Report) -> Outcome<()> {
        let conn = services.db.read();
        for (doctor, visits) in &mut self.occupied {
            visits.sort_unstable();
            for pair in visits.windows(2) {
                report.expect(pair[0].1 <= pair[1].0, || {
                    format!("visits {} and {} of doctor {} overlap", pair[0].2.0, pair[1].2.0, doctor.0)
                });
            }
        }
        for (old, new) in self.successors.symmetric_difference(&self.predecessors) {
            report.findings.push(format!("visits {} and {} do not agree on who replaced whom", old.0, new.0));
        }
        let counted = check::days(conn).await?;
        for key in self.days.keys().chain(counted.keys()).copied().collect::<BTreeSet<_>>() {
            let (is, says) = (self.days.get(&key).unwrap_or(&0), counted.get(&key).unwrap_or(&0));
            report.expect(is == says, || {
                format!("doctor {} has {is} visits on {}, the day's count says {says}", key.0.0, key.1)
            });
        }
        report.claims = check::count_claims(conn).await?;
        report.expect(report.claims == self.claims, || "there are claims that belong to no visit".to_owned());
        let (head, newest, count) = check::log_positions(conn).await?;
        report.events = count;
        let gapless = head == newest && u64::try_from(newest) == Ok(count);
        report.expect(gapless, || format!("the event log has {count} events, its newest is {newest}, its head {head}"));
        Ok(())
    }
}
