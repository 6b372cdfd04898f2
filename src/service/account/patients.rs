//! Patients, for those who may see them.

use std::collections::HashMap;
use std::sync::Arc;

use entity::enums::Relation;
use entity::id::{PatientId, UserId};
use entity::{patient_profile, profile_access};

use crate::domain::access::Principal;
use crate::domain::account::Reach;
use crate::service::{Outcome, Services};
use crate::store;

/// A patient as the caller sees them.
#[derive(Clone, Debug)]
pub struct VisiblePatient {
    pub profile: patient_profile::Model,
    /// What the patient is to the caller; for staff, to the account that acts for the patient.
    pub relation: Relation,
}

/// The patients for whom an account acts: first its owner, then the others as they were added.
pub async fn patients_of(services: &Services, user: UserId) -> Outcome<Vec<Arc<VisiblePatient>>> {
    let mut patients = store::account::patients_of(services.db.read(), user).await?;
    patients.sort_by_key(|(_, relation)| *relation != Relation::Own);
    Ok(patients.into_iter().map(|(profile, relation)| Arc::new(VisiblePatient { profile, relation })).collect())
}

/// Those of `ids` that the caller may see: their own, those they treat, those of the clinics they administer.
pub async fn patients_by_id(
    services: &Services,
    who: &Principal,
    ids: &[PatientId],
) -> Outcome<HashMap<PatientId, Arc<VisiblePatient>>> {
    let Some(reach) = Reach::of(who) else { return Ok(HashMap::new()) };
    let profiles = store::account::patients_within(services.db.read(), &reach, ids).await?;
    let found: Vec<PatientId> = profiles.iter().map(|profile| profile.id).collect();
    let mut access: HashMap<PatientId, Vec<profile_access::Model>> = HashMap::new();
    for row in store::account::access_to(services.db.read(), &found).await? {
        access.entry(row.patient_id).or_default().push(row);
    }
    let seen = profiles.into_iter().map(|profile| {
        let relation = relation(access.get(&profile.id).map_or(&[], Vec::as_slice), Some(reach.user));
        (profile.id, Arc::new(VisiblePatient { profile, relation }))
    });
    Ok(seen.collect())
}

/// The patient of a visit, for somebody who has proved in another way (a manage token, a hold) that the visit is theirs.
pub async fn patient_of_visit(services: &Services, id: PatientId) -> Outcome<Option<Arc<VisiblePatient>>> {
    let Some(profile) = store::account::patient_by_id(services.db.read(), id).await? else { return Ok(None) };
    let access = store::account::access_to(services.db.read(), &[id]).await?;
    Ok(Some(Arc::new(VisiblePatient { profile, relation: relation(&access, None) })))
}

/// What a patient is to `viewer`, who may be among those with access. To anybody else a patient with an account of their
/// own, or with nobody who acts for them, is themself; any other is what they are to whoever acted for them first.
fn relation(access: &[profile_access::Model], viewer: Option<UserId>) -> Relation {
    let own = access.iter().find(|row| Some(row.user_id) == viewer);
    let themself = access.iter().find(|row| row.relation == Relation::Own);
    own.or(themself).or(access.first()).map_or(Relation::Own, |row| row.relation)
}
