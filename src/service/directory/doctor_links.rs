//! What hangs on a doctor: languages, services and their fees, as somebody typed them.

use std::collections::HashMap;

use entity::id::{DoctorId, ServiceId, SpecialtyId};
use entity::specialty;

use super::doctor_facts::Fee;
use crate::domain::access::Principal;
use crate::domain::directory::{MAX_SERVICES, Money, languages, search_key};
use crate::domain::refusal::Invalid;
use crate::service::{Error, Outcome, Services};
use crate::store::Tx;
use crate::store::directory::{catalogue, doctor_link};

/// Each list replaces the one before; what is `None` stays as it is.
#[derive(Clone, Debug, Default)]
pub struct DoctorLinks {
    /// In the order to be shown.
    pub languages: Option<Vec<String>>,
    pub services: Option<Vec<ServiceId>>,
    pub fees: Option<Vec<ServiceFee>>,
}

/// What a doctor charges for one service.
#[derive(Clone, Debug)]
pub struct ServiceFee {
    pub service: ServiceId,
    pub fee: Fee,
}

impl DoctorLinks {
    /// Writes the links of `doctor`, unless one of them cannot be.
    pub(super) async fn write(&self, tx: &Tx, doctor: DoctorId) -> Outcome<()> {
        if let Some(names) = &self.languages {
            doctor_link::set_languages(tx, doctor, languages("languages", names)?).await?;
        }
        if let Some(services) = &self.services {
            let services = known(tx, services).await?;
            doctor_link::set_services(tx, doctor, &services).await?;
            doctor_link::drop_fees_except(tx, doctor, &services).await?;
        }
        if let Some(fees) = &self.fees {
            let offered = doctor_link::services(&**tx, &[doctor]).await?;
            let offered: Vec<ServiceId> = offered.into_iter().map(|offer| offer.service_id).collect();
            doctor_link::set_fees(tx, doctor, checked(fees, &offered)?).await?;
        }
        Ok(())
    }
}

/// The services, each once, if they all exist.
async fn known(tx: &Tx, ids: &[ServiceId]) -> Outcome<Vec<ServiceId>> {
    if ids.len() > MAX_SERVICES {
        return Err(Invalid::new("serviceIds", format!("Give at most {MAX_SERVICES} services.")).into());
    }
    let rows = catalogue::services_by_id(&**tx, ids).await?;
    for (index, id) in ids.iter().enumerate() {
        if rows.iter().all(|service| service.id != *id) {
            let reason = "There is no such service: use one that `services` lists.";
            return Err(Invalid::new(&format!("serviceIds.{index}"), reason).into());
        }
    }
    Ok(rows.into_iter().map(|service| service.id).collect())
}

/// The fees, at most one for each service that is offered.
fn checked(fees: &[ServiceFee], offered: &[ServiceId]) -> Result<Vec<(ServiceId, Money)>, Invalid> {
    let mut checked = HashMap::with_capacity(offered.len());
    for (index, fee) in fees.iter().enumerate() {
        let at = |field: &str| format!("fees.{index}.{field}");
        if !offered.contains(&fee.service) {
            return Err(Invalid::new(&at("serviceId"), "The doctor does not offer this service."));
        }
        if checked.insert(fee.service, fee.fee.checked(&at("fee"))?).is_some() {
            return Err(Invalid::new(&at("serviceId"), "Give one fee for a service."));
        }
    }
    Ok(checked.into_iter().collect())
}

/// The specialty of a cleaned name; if there is none, the network's admins make it.
pub(super) async fn specialty(services: &Services, who: &Principal, tx: &Tx, name: &str) -> Outcome<SpecialtyId> {
    if !who.is_network_admin() {
        let found = catalogue::find_specialty(&**tx, &search_key(name)).await?;
        return found.ok_or(Error::Forbidden(
            "Only an administrator of the whole network can add a specialty: use one that `specialties` lists.",
        ));
    }
    let new = specialty::Model {
        id: SpecialtyId(services.id()),
        name: name.to_owned(),
        name_key: search_key(name),
        category: None,
    };
    Ok(catalogue::find_or_create_specialty(tx, new).await?)
}
