//! Lists doctors.

use std::collections::HashMap;
use std::sync::Arc;

use chrono::{DateTime, Duration, Utc};
use entity::doctor;
use entity::enums::VisitMode;
use entity::id::{ClinicId, DoctorId, SpecialtyId};

use super::Listed;
use super::list_clinics::{folded, in_filter, split};
use crate::domain::availability::Slot;
use crate::domain::directory::{DoctorCursor, DoctorOrder, MAX_AMOUNT, SortKey, StoredOrder};
use crate::domain::page::{Page, PageRequest};
use crate::domain::refusal::Invalid;
use crate::service::availability::{NextSlot, next_slots};
use crate::service::{Error, Outcome, Services};
use crate::store::directory::doctor_search::{self, DoctorFilter};
use crate::store::directory::{doctor as doctor_store, practice};

/// The longest period in which free times are looked for.
const LONGEST_PERIOD: Duration = Duration::days(31);
/// How long the period is when only its start is given.
const USUAL_PERIOD: Duration = Duration::days(7);

/// What doctors are searched by; everything given must hold.
#[derive(Clone, Debug, Default)]
pub struct DoctorSearch {
    pub specialty_id: Option<SpecialtyId>,
    pub specialty: Option<String>,
    pub city: Option<String>,
    pub clinic: Option<ClinicId>,
    /// Words of the name or bio.
    pub text: Option<String>,
    pub language: Option<String>,
    /// Minor units.
    pub max_fee: Option<i64>,
    pub mode: Option<VisitMode>,
    /// Only doctors with a free time in this period.
    pub free_from: Option<DateTime<Utc>>,
    pub free_until: Option<DateTime<Utc>>,
}

/// A page of the doctors.
pub struct ListDoctors {
    pub search: DoctorSearch,
    pub order: DoctorOrder,
    pub page: PageRequest<DoctorCursor>,
    /// Whether to count the whole list.
    pub counted: bool,
}

type DoctorList = Listed<DoctorCursor, Arc<doctor::Model>>;

/// The active doctors that match.
pub async fn doctors(services: &Services, list: ListDoctors) -> Outcome<DoctorList> {
    if list.page.cursor().is_some_and(|cursor| cursor.key.order() != list.order) {
        let field = if list.page.is_backward() { "before" } else { "after" };
        let reason = "This cursor belongs to another order: page on with the `orderBy` that gave it.";
        return Err(Error::BadRequest(Invalid::new(field, reason)));
    }
    let filter = filter(&list.search)?;
    let period = period(&list.search, services.now())?;
    match (list.order, period) {
        (DoctorOrder::Stored(order), None) => stored(services, &filter, order, &list).await,
        _ => by_free_times(services, &filter, period, &list).await,
    }
}

/// The database sorts and pages.
async fn stored(
    services: &Services,
    filter: &DoctorFilter,
    order: StoredOrder,
    list: &ListDoctors,
) -> Outcome<DoctorList> {
    let db = services.db.read();
    let page = doctor_search::page(db, filter, order, &list.page).await?;
    let total = if list.counted { Some(doctor_search::count(db, filter).await?) } else { None };
    Ok(Listed { page: page.map(|doctor| (doctor_search::cursor(&doctor, order), Arc::new(doctor))), total })
}

/// Free times are no column: everybody who matches is looked at, and paged here.
async fn by_free_times(
    services: &Services,
    filter: &DoctorFilter,
    period: Option<Period>,
    list: &ListDoctors,
) -> Outcome<DoctorList> {
    let db = services.db.read();
    let column = if let DoctorOrder::Stored(order) = list.order { order } else { StoredOrder::Name };
    let mut keys = doctor_search::keys(db, filter, column).await?;
    let ids: Vec<DoctorId> = keys.iter().map(|key| key.id).collect();
    let slots = earliest(services, filter, period, &ids).await?;
    if period.is_some() {
        keys.retain(|key| slots.contains_key(&key.id));
    }
    if list.order == DoctorOrder::NextSlot {
        for key in &mut keys {
            key.key = SortKey::NextSlot(slots.get(&key.id).map(|slot| slot.starts_at));
        }
    }
    keys.sort_unstable();
    let total = keys.len() as u64;
    let page = list.page.slice(keys, DoctorCursor::clone);
    let ids: Vec<DoctorId> = page.rows.iter().map(|key| key.id).collect();
    let doctors = doctor_store::by_ids(db, &ids).await?;
    let doctors: HashMap<DoctorId, Arc<doctor::Model>> =
        doctors.into_iter().map(|doctor| (doctor.id, Arc::new(doctor))).collect();
    let rows = page.rows.into_iter().filter_map(|key| {
        let doctor = Arc::clone(doctors.get(&key.id)?);
        Some((key, doctor))
    });
    let page = Page { rows: rows.collect(), has_next: page.has_next, has_previous: page.has_previous };
    Ok(Listed { page, total: Some(total) })
}

/// The earliest free time of each doctor in the period, at the clinic or in the city asked for.
async fn earliest(
    services: &Services,
    filter: &DoctorFilter,
    period: Option<Period>,
    doctors: &[DoctorId],
) -> Outcome<HashMap<DoctorId, Slot>> {
    let search = NextSlot {
        clinic: filter.clinic,
        from: period.map(|period| period.from),
        until: period.map(|period| period.until),
        ..NextSlot::default()
    };
    let (Some(city), None) = (&filter.city, filter.clinic) else {
        return next_slots(services, doctors, &search).await;
    };
    let mut earliest: HashMap<DoctorId, Slot> = HashMap::new();
    for (clinic, doctors) in practice::in_city(services.db.read(), doctors, city).await? {
        let there = NextSlot { clinic: Some(clinic), ..search };
        for (doctor, slot) in next_slots(services, &doctors, &there).await? {
            let known = earliest.entry(doctor).or_insert(slot);
            if slot.starts_at < known.starts_at {
                *known = slot;
            }
        }
    }
    Ok(earliest)
}

fn filter(search: &DoctorSearch) -> Outcome<DoctorFilter> {
    if search.max_fee.is_some_and(|fee| !(0..=MAX_AMOUNT).contains(&fee)) {
        let reason = format!("Give an amount between 0 and {MAX_AMOUNT} in minor units.");
        return Err(in_filter(Invalid::new("maxFee", reason)));
    }
    Ok(DoctorFilter {
        specialty_id: search.specialty_id,
        specialty: folded("specialty", search.specialty.as_deref())?,
        city: folded("city", search.city.as_deref())?,
        clinic: search.clinic,
        words: split("text", search.text.as_deref())?,
        language: folded("language", search.language.as_deref())?,
        max_fee: search.max_fee,
        mode: search.mode,
    })
}

#[derive(Copy, Clone)]
struct Period {
    from: DateTime<Utc>,
    until: DateTime<Utc>,
}

/// The period in which somebody wants to be seen: a missing start is now, a missing end a week after the start.
fn period(search: &DoctorSearch, now: DateTime<Utc>) -> Outcome<Option<Period>> {
    if search.free_from.is_none() && search.free_until.is_none() {
        return Ok(None);
    }
    let from = search.free_from.unwrap_or(now);
    let until = search.free_until.unwrap_or(from + USUAL_PERIOD);
    if until <= from {
        return Err(in_filter(Invalid::new(
            "freeUntil",
            "Give an instant after `freeFrom`, and after now without it.",
        )));
    }
    if until - from > LONGEST_PERIOD {
        return Err(in_filter(Invalid::new("freeUntil", "Give an instant at most 31 days after `freeFrom`.")));
    }
    Ok(Some(Period { from, until }))
}
