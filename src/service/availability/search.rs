//! Free slots of all matching doctors, earliest first.

use std::cmp::Reverse;
use std::collections::{BinaryHeap, HashMap};

use chrono::{DateTime, Duration, Utc};
use entity::enums::VisitMode;
use entity::id::{ClinicId, DoctorId, ServiceId, SpecialtyId};
use serde::{Deserialize, Serialize};

use super::doctor::{DeskOf, Wanted, check, desks};
use crate::domain::availability::Slot;
use crate::domain::page::{Page, PageRequest};
use crate::domain::time::Zone;
use crate::service::{Error, Outcome, Services};
use crate::store::availability::{self, Period, Practising};

/// What a search answers for when it does not say until when.
const DEFAULT_PERIOD: Duration = Duration::days(7);

/// Whose slots are wanted, and when.
#[derive(Clone, Debug, Default)]
pub struct SlotSearch {
    pub doctor: Option<DoctorId>,
    pub clinic: Option<ClinicId>,
    pub specialty: Option<SpecialtyId>,
    /// Case-insensitive name of a specialty.
    pub specialty_name: Option<String>,
    pub city: Option<String>,
    pub service: Option<ServiceId>,
    pub mode: Option<VisitMode>,
    pub from: Option<DateTime<Utc>>,
    pub until: Option<DateTime<Utc>>,
    /// Only the earliest slot of each doctor.
    pub one_per_doctor: bool,
}

/// A slot of a doctor.
#[derive(Copy, Clone, Debug)]
pub struct FoundSlot {
    pub doctor: DoctorId,
    pub slot: Slot,
}

/// Where a slot stands in a list: earliest first. It is the slot's identity, too.
#[derive(Copy, Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct SlotKey(DateTime<Utc>, DoctorId, ClinicId);

impl SlotKey {
    pub fn of(found: &FoundSlot) -> Self {
        Self(found.slot.starts_at, found.doctor, found.slot.clinic)
    }
}

/// A page of the free slots that match. Forward only: the past is not free.
pub async fn slots(services: &Services, search: &SlotSearch, page: &PageRequest<SlotKey>) -> Outcome<Page<FoundSlot>> {
    let now = services.now();
    let from = search.from.unwrap_or(now);
    let until = search.until.unwrap_or(from + DEFAULT_PERIOD);
    check(from, until)?;
    let practising = availability::practising(services.db.read(), &matching(search)).await?;
    let mut doctors: Vec<DoctorId> = practising.iter().map(|(doctor, _)| *doctor).collect();
    doctors.sort_unstable();
    doctors.dedup();
    // With one slot a doctor, what came before the cursor decides who is still to come.
    let start = match page.cursor() {
        Some(SlotKey(starts_at, ..)) if !search.one_per_doctor => from.max(*starts_at),
        _ => from,
    };
    let desks = desks(
        services,
        &doctors,
        Wanted { service: search.service, mode: search.mode },
        Period { from: start, until, now },
    )
    .await?;
    let wanted: HashMap<DoctorId, Vec<ClinicId>> = group(practising);
    let merged = Merge::new(&desks, &wanted, now, (start, until));
    let per_doctor = if search.one_per_doctor { 1 } else { usize::MAX };
    let rows = merged
        .take_per_doctor(per_doctor)
        .filter(|found| page.cursor().is_none_or(|cursor| SlotKey::of(found) > *cursor))
        .take(page.size + 1)
        .collect();
    Ok(page.page(rows))
}

fn matching(search: &SlotSearch) -> Practising {
    Practising {
        doctor: search.doctor,
        clinic: search.clinic,
        specialty: search.specialty,
        specialty_key: search.specialty_name.as_ref().map(|name| name.trim().to_lowercase()),
        city_key: search.city.as_ref().map(|city| city.trim().to_lowercase()),
        mode: search.mode,
    }
}

fn group(practising: Vec<(DoctorId, ClinicId)>) -> HashMap<DoctorId, Vec<ClinicId>> {
    let mut clinics: HashMap<DoctorId, Vec<ClinicId>> = HashMap::new();
    for (doctor, clinic) in practising {
        clinics.entry(doctor).or_default().push(clinic);
    }
    clinics
}

/// The slots of many doctors as one ascending list. Each doctor's slots are worked out only as far as the list is read.
struct Merge<'a> {
    sources: Vec<Box<dyn Iterator<Item = FoundSlot> + Send + 'a>>,
    /// The next slot of each source.
    heads: BinaryHeap<Reverse<(SlotKey, usize, DateTime<Utc>)>>,
}

impl<'a> Merge<'a> {
    fn new(
        desks: &'a HashMap<DoctorId, DeskOf>,
        wanted: &'a HashMap<DoctorId, Vec<ClinicId>>,
        now: DateTime<Utc>,
        (from, until): (DateTime<Utc>, DateTime<Utc>),
    ) -> Self {
        let sources = desks.iter().map(|(doctor, desk)| {
            let clinics = wanted.get(doctor).map(Vec::as_slice).unwrap_or_default();
            let slots = desk.calendar.slots(&desk.offer.shape, None, now, from, until);
            let slots = slots.filter(|slot| clinics.contains(&slot.clinic));
            Box::new(slots.map(|slot| FoundSlot { doctor: *doctor, slot })) as Box<dyn Iterator<Item = _> + Send>
        });
        let mut merge = Self { sources: sources.collect(), heads: BinaryHeap::new() };
        for source in 0..merge.sources.len() {
            merge.advance(source);
        }
        merge
    }

    fn advance(&mut self, source: usize) {
        if let Some(found) = self.sources[source].next() {
            self.heads.push(Reverse((SlotKey::of(&found), source, found.slot.ends_at)));
        }
    }

    fn take_per_doctor(self, limit: usize) -> impl Iterator<Item = FoundSlot> {
        let mut seen: HashMap<DoctorId, usize> = HashMap::new();
        self.filter(move |found| {
            let count = seen.entry(found.doctor).or_default();
            *count += 1;
            *count <= limit
        })
    }
}

impl Iterator for Merge<'_> {
    type Item = FoundSlot;

    fn next(&mut self) -> Option<FoundSlot> {
        let Reverse((SlotKey(starts_at, doctor, clinic), source, ends_at)) = self.heads.pop()?;
        self.advance(source);
        Some(FoundSlot { doctor, slot: Slot { clinic, starts_at, ends_at } })
    }
}

/// The zones of clinics, for labels.
pub async fn zones(services: &Services, clinics: &[ClinicId]) -> Outcome<HashMap<ClinicId, Zone>> {
    let rows = availability::clinics(services.db.read(), clinics).await?;
    rows.into_iter()
        .map(|row| {
            let zone = Zone::parse(&row.time_zone).map_err(|error| Error::Internal(error.to_string()))?;
            Ok((row.id, zone))
        })
        .collect()
}
