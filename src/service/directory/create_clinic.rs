//! Opens a clinic.

use std::sync::Arc;

use entity::clinic;
use entity::id::ClinicId;

use super::clinic_facts::ClinicFacts;
use super::rights;
use crate::domain::access::Principal;
use crate::domain::directory::ClinicPolicy;
use crate::service::{Outcome, Services};
use crate::store::directory::clinic as store;
use crate::store::{Lock, transact};

/// Makes a clinic of facts that name it, its city, its country and its zone.
pub async fn create_clinic(services: &Services, who: &Principal, facts: ClinicFacts) -> Outcome<Arc<clinic::Model>> {
    rights::network_admin(who)?;
    let policy = ClinicPolicy::default();
    let mut clinic = clinic::Model {
        id: ClinicId(services.id()),
        version: 1,
        name: String::new(),
        address: None,
        city: String::new(),
        city_key: String::new(),
        country: String::new(),
        time_zone: String::new(),
        phone: None,
        latitude: None,
        longitude: None,
        currency: None,
        active: true,
        auto_confirm: policy.auto_confirm,
        minimum_notice_minutes: policy.minimum_notice_minutes,
        booking_horizon_days: policy.booking_horizon_days,
        cancel_notice_minutes: policy.cancel_notice_minutes,
        no_show_grace_minutes: policy.no_show_grace_minutes,
        search_text: String::new(),
        created_at: services.now(),
    };
    facts.apply(&mut clinic)?;
    transact!(services.db, Lock::None, |tx| Ok(Arc::new(store::insert(tx, clinic.clone()).await?)))
}
