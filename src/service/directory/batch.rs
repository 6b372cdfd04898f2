//! Reads for many keys at once: one query for all the doctors of a page. The directory is public, so that the caller
//! makes no difference, except to telephone numbers.

use std::collections::HashMap;
use std::hash::Hash;
use std::sync::Arc;

use chrono::Days;
use entity::id::{ClinicId, DoctorId, ServiceId, SpecialtyId};
use entity::{clinic, closure, doctor, fee, room, service, specialty};

use crate::domain::access::Principal;
use crate::service::{Outcome, Services};
use crate::store::directory::{catalogue, clinic as clinics, closure as closures, doctor as doctors, doctor_link};
use crate::store::directory::{practice, room as rooms};

/// The clinics where a doctor practises.
#[derive(Copy, Clone, Debug, PartialEq, Eq, Hash)]
pub struct ClinicsOf(pub DoctorId);

/// Whether the caller may know a doctor's telephone number.
#[derive(Copy, Clone, Debug, PartialEq, Eq, Hash)]
pub struct PhoneShown(pub DoctorId);

/// The languages of a doctor.
#[derive(Copy, Clone, Debug, PartialEq, Eq, Hash)]
pub struct LanguagesOf(pub DoctorId);

/// The services that a doctor offers.
#[derive(Copy, Clone, Debug, PartialEq, Eq, Hash)]
pub struct ServicesOf(pub DoctorId);

/// The fees of a doctor, where they are not the consultation fee.
#[derive(Copy, Clone, Debug, PartialEq, Eq, Hash)]
pub struct FeesOf(pub DoctorId);

/// The rooms of a clinic.
#[derive(Copy, Clone, Debug, PartialEq, Eq, Hash)]
pub struct RoomsOf(pub ClinicId);

/// The closures of a clinic that are not over.
#[derive(Copy, Clone, Debug, PartialEq, Eq, Hash)]
pub struct ClosuresOf(pub ClinicId);

/// All specialties, by name.
pub async fn specialties(services: &Services) -> Outcome<Vec<Arc<specialty::Model>>> {
    Ok(catalogue::specialties(services.db.read()).await?.into_iter().map(Arc::new).collect())
}

/// The services that can be booked, by kind and name.
pub async fn services(services: &Services) -> Outcome<Vec<Arc<service::Model>>> {
    Ok(catalogue::active_services(services.db.read()).await?.into_iter().map(Arc::new).collect())
}

/// Doctors, inactive ones too.
pub async fn doctors_by_id(
    services: &Services,
    _who: &Principal,
    ids: &[DoctorId],
) -> Outcome<HashMap<DoctorId, Arc<doctor::Model>>> {
    Ok(by_id(doctors::by_ids(services.db.read(), ids).await?, |doctor| doctor.id))
}

/// Clinics, inactive ones too.
pub async fn clinics_by_id(
    services: &Services,
    _who: &Principal,
    ids: &[ClinicId],
) -> Outcome<HashMap<ClinicId, Arc<clinic::Model>>> {
    Ok(by_id(clinics::by_ids(services.db.read(), ids).await?, |clinic| clinic.id))
}

/// Services, inactive ones too.
pub async fn services_by_id(
    services: &Services,
    _who: &Principal,
    ids: &[ServiceId],
) -> Outcome<HashMap<ServiceId, Arc<service::Model>>> {
    Ok(by_id(catalogue::services_by_id(services.db.read(), ids).await?, |service| service.id))
}

/// Specialties.
pub async fn specialties_by_id(
    services: &Services,
    _who: &Principal,
    ids: &[SpecialtyId],
) -> Outcome<HashMap<SpecialtyId, Arc<specialty::Model>>> {
    Ok(by_id(catalogue::specialties_by_id(services.db.read(), ids).await?, |specialty| specialty.id))
}

/// The active clinics where these doctors practise, by name.
pub async fn clinics_of(
    services: &Services,
    who: &Principal,
    keys: &[ClinicsOf],
) -> Outcome<HashMap<ClinicsOf, Vec<Arc<clinic::Model>>>> {
    let practices = practice::active(services.db.read(), &ids(keys, |key| key.0)).await?;
    let clinics = clinics_by_id(services, who, &ids(&practices, |practice| practice.clinic_id)).await?;
    let pairs = practices.into_iter().filter_map(|practice| {
        let clinic = clinics.get(&practice.clinic_id).filter(|clinic| clinic.active)?;
        Some((ClinicsOf(practice.doctor_id), Arc::clone(clinic)))
    });
    let mut grouped = grouped(pairs);
    for clinics in grouped.values_mut() {
        clinics.sort_by(|a, b| (&a.name, a.id).cmp(&(&b.name, b.id)));
    }
    Ok(grouped)
}

/// Which of these doctors' telephone numbers the caller may know: their own, and those at clinics that they administer.
pub async fn phones_shown(
    services: &Services,
    who: &Principal,
    keys: &[PhoneShown],
) -> Outcome<HashMap<PhoneShown, bool>> {
    let is_known = |key: &PhoneShown| who.is_network_admin() || who.doctor_id() == Some(key.0);
    let mut shown: HashMap<PhoneShown, bool> = keys.iter().map(|key| (*key, is_known(key))).collect();
    if who.is_admin() && !who.is_network_admin() {
        for practice in practice::active(services.db.read(), &ids(keys, |key| key.0)).await? {
            if who.administers(practice.clinic_id) {
                shown.insert(PhoneShown(practice.doctor_id), true);
            }
        }
    }
    Ok(shown)
}

/// The languages that these doctors speak, in the order given.
pub async fn languages_of(
    services: &Services,
    _who: &Principal,
    keys: &[LanguagesOf],
) -> Outcome<HashMap<LanguagesOf, Vec<String>>> {
    let rows = doctor_link::languages(services.db.read(), &ids(keys, |key| key.0)).await?;
    Ok(grouped(rows.into_iter().map(|row| (LanguagesOf(row.doctor_id), row.language))))
}

/// The active services that these doctors offer, by kind and name.
pub async fn services_of(
    services: &Services,
    who: &Principal,
    keys: &[ServicesOf],
) -> Outcome<HashMap<ServicesOf, Vec<Arc<service::Model>>>> {
    let offers = doctor_link::services(services.db.read(), &ids(keys, |key| key.0)).await?;
    let known = services_by_id(services, who, &ids(&offers, |offer| offer.service_id)).await?;
    let pairs = offers.into_iter().filter_map(|offer| {
        let service = known.get(&offer.service_id).filter(|service| service.active)?;
        Some((ServicesOf(offer.doctor_id), Arc::clone(service)))
    });
    let mut grouped = grouped(pairs);
    for services in grouped.values_mut() {
        services.sort_by(|a, b| {
            let key = |service: &service::Model| (catalogue::place(service.kind), service.id);
            key(a).0.cmp(&key(b).0).then_with(|| a.name_key.cmp(&b.name_key)).then(a.id.cmp(&b.id))
        });
    }
    Ok(grouped)
}

/// What these doctors charge for single services.
pub async fn fees_of(
    services: &Services,
    _who: &Principal,
    keys: &[FeesOf],
) -> Outcome<HashMap<FeesOf, Vec<fee::Model>>> {
    let rows = doctor_link::fees(services.db.read(), &ids(keys, |key| key.0)).await?;
    Ok(grouped(rows.into_iter().map(|row| (FeesOf(row.doctor_id), row))))
}

/// The active rooms of these clinics, by name.
pub async fn rooms_of(
    services: &Services,
    _who: &Principal,
    keys: &[RoomsOf],
) -> Outcome<HashMap<RoomsOf, Vec<room::Model>>> {
    let rows = rooms::of_clinics(services.db.read(), &ids(keys, |key| key.0)).await?;
    Ok(grouped(rows.into_iter().map(|row| (RoomsOf(row.clinic_id), row))))
}

/// The closures of these clinics that may not be over in some zone, earliest first.
pub async fn closures_of(
    services: &Services,
    _who: &Principal,
    keys: &[ClosuresOf],
) -> Outcome<HashMap<ClosuresOf, Vec<closure::Model>>> {
    let from = services.now().date_naive() - Days::new(1);
    let rows = closures::of_clinics(services.db.read(), &ids(keys, |key| key.0), from).await?;
    Ok(grouped(rows.into_iter().map(|row| (ClosuresOf(row.clinic_id), row))))
}

fn by_id<K: Eq + Hash, T>(rows: Vec<T>, id: impl Fn(&T) -> K) -> HashMap<K, Arc<T>> {
    rows.into_iter().map(|row| (id(&row), Arc::new(row))).collect()
}

fn grouped<K: Eq + Hash, T>(pairs: impl Iterator<Item = (K, T)>) -> HashMap<K, Vec<T>> {
    let mut groups: HashMap<K, Vec<T>> = HashMap::new();
    for (key, value) in pairs {
        groups.entry(key).or_default().push(value);
    }
    groups
}

/// The distinct ids of some rows.
fn ids<T, K: Ord>(rows: &[T], id: impl Fn(&T) -> K) -> Vec<K> {
    let mut ids: Vec<K> = rows.iter().map(id).collect();
    ids.sort_unstable();
    ids.dedup();
    ids
}
