//! Writes a network into an empty database.

use entity::{
    appointment, clinic, closure, contact, credential, date_rule, doctor, doctor_clinic, doctor_day, doctor_language,
    doctor_service, event_log, fee, feedback, manage_token, patient_profile, profile_access, role_grant, room, service,
    slot_claim, specialty, time_off, travel_time, user, weekly_hours,
};

use super::scale::Scale;
use super::visits::Full;
use super::world::World;
use crate::store::bulk::{self, Bulk};
use crate::store::{Db, StoreError};

/// What was made.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub struct Filled {
    pub accounts: usize,
    pub visits: usize,
    pub claims: usize,
    pub events: usize,
}

/// Why nothing was made.
#[derive(Debug, thiserror::Error)]
pub enum SeedError {
    #[error("the database holds data already: seed an empty one")]
    NotEmpty,
    #[error(transparent)]
    Full(#[from] Full),
    #[error("the database refused the data: {0}")]
    Database(#[from] StoreError),
}

/// Writes the network in one transaction, and tells the planner. With `password_hash` every account has that password;
/// without, nobody can sign in. `progress` hears of every few thousand rows.
pub async fn fill(
    db: &Db,
    scale: &Scale,
    world: &World,
    password_hash: Option<&str>,
    progress: &(dyn Fn(u64) + Sync),
) -> Result<Filled, SeedError> {
    let events = i64::try_from(world.event_count()).unwrap_or(i64::MAX);
    let begun = bulk::begin(db, events, progress).await.map_err(StoreError::from)?;
    let mut bulk = begun.ok_or(SeedError::NotEmpty)?;
    accounts(&mut bulk, scale, world, password_hash).await?;
    directory(&mut bulk, world).await?;
    schedules(&mut bulk, world).await?;
    visits(&mut bulk, world).await?;
    bulk.commit().await.map_err(StoreError::from)?;
    bulk::analyze(db).await.map_err(StoreError::from)?;
    Ok(Filled {
        accounts: world.accounts().count(),
        visits: world.visits.len(),
        claims: world.claims().count(),
        events: world.event_count(),
    })
}

async fn accounts(
    bulk: &mut Bulk<'_>,
    scale: &Scale,
    world: &World,
    password_hash: Option<&str>,
) -> Result<(), StoreError> {
    let people = &world.people;
    bulk.insert(user::Entity, world.accounts().cloned()).await?;
    if let Some(hash) = password_hash {
        let credential = |user: &user::Model| credential::Model {
            user_id: user.id,
            password_hash: hash.to_owned(),
            changed_at: scale.now(),
        };
        bulk.insert(credential::Entity, world.accounts().map(credential)).await?;
    }
    bulk.insert(patient_profile::Entity, people.patients.iter().map(|patient| patient.row.clone())).await?;
    bulk.insert(profile_access::Entity, people.access.iter().cloned()).await?;
    bulk.insert(contact::Entity, people.contacts.iter().cloned()).await?;
    Ok(())
}

async fn directory(bulk: &mut Bulk<'_>, world: &World) -> Result<(), StoreError> {
    let (sites, doctors) = (&world.sites, &world.doctors);
    bulk.insert(specialty::Entity, world.offered.specialties.iter().cloned()).await?;
    bulk.insert(service::Entity, world.offered.new_services().iter().cloned()).await?;
    bulk.insert(clinic::Entity, sites.iter().map(|site| site.row.clone())).await?;
    bulk.insert(role_grant::Entity, world.grants.iter().cloned()).await?;
    bulk.insert(room::Entity, sites.iter().flat_map(|site| site.rooms.iter().cloned())).await?;
    bulk.insert(closure::Entity, sites.iter().flat_map(|site| site.closures.iter().cloned())).await?;
    bulk.insert(doctor::Entity, doctors.iter().map(|doctor| doctor.row.clone())).await?;
    bulk.insert(doctor_language::Entity, doctors.iter().flat_map(|doctor| doctor.languages.iter().cloned())).await?;
    let practices = doctors.iter().flat_map(|doctor| {
        doctor.sites.iter().map(|site| doctor_clinic::Model {
            doctor_id: doctor.row.id,
            clinic_id: sites[*site].row.id,
            active: true,
        })
    });
    bulk.insert(doctor_clinic::Entity, practices).await?;
    let offers = doctors.iter().flat_map(|doctor| {
        doctor.services.iter().map(|service| doctor_service::Model {
            doctor_id: doctor.row.id,
            service_id: world.offered.services[*service].id,
        })
    });
    bulk.insert(doctor_service::Entity, offers).await?;
    bulk.insert(fee::Entity, doctors.iter().flat_map(|doctor| doctor.fees.iter().cloned())).await?;
    Ok(())
}

async fn schedules(bulk: &mut Bulk<'_>, world: &World) -> Result<(), StoreError> {
    let doctors = &world.doctors;
    bulk.insert(weekly_hours::Entity, doctors.iter().flat_map(|doctor| doctor.weekly.iter().cloned())).await?;
    bulk.insert(date_rule::Entity, doctors.iter().flat_map(|doctor| doctor.date_rules.iter().cloned())).await?;
    bulk.insert(time_off::Entity, doctors.iter().flat_map(|doctor| doctor.time_off.iter().cloned())).await?;
    bulk.insert(travel_time::Entity, doctors.iter().flat_map(|doctor| doctor.travel.iter().cloned())).await?;
    Ok(())
}

async fn visits(bulk: &mut Bulk<'_>, world: &World) -> Result<(), StoreError> {
    let unlinked = |row: &appointment::Model| appointment::Model { successor_id: None, ..row.clone() };
    bulk.insert(appointment::Entity, world.visits.iter().map(|visit| unlinked(&visit.row))).await?;
    bulk.link_successors().await?;
    bulk.insert(slot_claim::Entity, world.claims()).await?;
    bulk.insert(doctor_day::Entity, world.days()).await?;
    bulk.insert(manage_token::Entity, world.tokens.iter().cloned()).await?;
    bulk.insert(feedback::Entity, world.feedback.iter().cloned()).await?;
    bulk.insert(event_log::Entity, world.events()).await?;
    Ok(())
}
