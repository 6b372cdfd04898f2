//! Holding a time while its form is filled in.

use std::net::IpAddr;

use chrono::{DateTime, Utc};
use entity::appointment::Model;
use entity::enums::ActorKind;
use entity::id::{ClinicId, DoctorId, ServiceId};

use super::access::Seen;
use super::idempotent::Request;
use super::place::{self, Wanted};
use crate::domain::access::Principal;
use crate::domain::refusal::Refusal;
use crate::service::availability::with_alternatives;
use crate::service::{Error, Outcome, Services};
use crate::store::appointment::{Actor, Holder};
use crate::store::{Lock, transact};

/// Hold a time.
#[derive(Clone, Debug)]
pub struct Hold {
    pub doctor: DoctorId,
    pub clinic: ClinicId,
    pub starts_at: DateTime<Utc>,
    pub service: Option<ServiceId>,
    pub idempotency_key: Option<String>,
}

/// Holds a time for the caller, for as long as the settings say. Anybody may, within the limit of open holds.
pub async fn hold(services: &Services, who: &Principal, command: Hold) -> Outcome<Seen> {
    let request = Request::new(services, who, None, command.idempotency_key.as_deref(), &("hold", &command))?;
    let held = in_transaction(services, who, &command, request.as_ref()).await;
    let wanted = (command.doctor, command.clinic, command.service, command.starts_at);
    with_alternatives(services, wanted, held).await
}

async fn in_transaction(
    services: &Services,
    who: &Principal,
    command: &Hold,
    request: Option<&Request>,
) -> Outcome<Seen> {
    let as_who = if who.account.is_some() { ActorKind::Patient } else { ActorKind::Guest };
    transact!(services.db, Lock::Doctor(command.doctor), |tx| {
        if let Some(request) = request
            && let Some(replay) = request.replay(services, tx, who, None).await?
        {
            return Ok::<_, Error>(replay.seen);
        }
        let holder = holder(services, who);
        if let Some(holder) = holder {
            let limit = services.settings.max_open_holds;
            if holder.open_holds(tx, services.now()).await? >= u64::from(limit) {
                return Err(Refusal::TooManyHolds { limit }.into());
            }
        }
        let wanted = Wanted {
            doctor: command.doctor,
            clinic: command.clinic,
            starts_at: command.starts_at,
            service: command.service,
            patient: None,
        };
        let place = place::find(services, tx, wanted, &[]).await?;
        let visit = Model {
            booked_by_id: who.user_id(),
            holder_key: match holder {
                Some(Holder::Address(hash)) => Some(hash.to_vec()),
                _ => None,
            },
            // A time that has begun cannot be booked any more.
            hold_expires_at: Some((services.now() + services.settings.hold).min(command.starts_at)),
            ..place.draft(services, tx).await?
        };
        place.take(tx, &visit, Actor { kind: as_who, user: who.user_id(), at: services.now() }).await?;
        if let Some(request) = request {
            request.remember(services, tx, &visit, None).await?;
        }
        Ok(Seen { visit, as_who })
    })
}

/// Whose holds are counted together: those of an account, or of an address.
fn holder(services: &Services, who: &Principal) -> Option<Holder> {
    match (who.user_id(), who.address) {
        (Some(user), _) => Some(Holder::Account(user)),
        (None, Some(address)) => {
            // Enough to count, not to trace.
            let hash = services.tokens.keyed_hash("holder address", &[&network(address)]);
            Some(Holder::Address(hash))
        }
        (None, None) => None,
    }
}

/// What one subscriber has: an IPv4 address, or the /64 that IPv6 gives to each (RFC 6177).
fn network(address: IpAddr) -> Vec<u8> {
    match address.to_canonical() {
        IpAddr::V4(address) => address.octets().to_vec(),
        IpAddr::V6(address) => address.octets()[..8].to_vec(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_of_one_subscriber_count_together() {
        let of = |address: &str| network(address.parse().unwrap());
        assert_eq!(of("2001:db8:1:2::1"), of("2001:db8:1:2:ffff::9"));
        assert_ne!(of("2001:db8:1:2::1"), of("2001:db8:1:3::1"));
        assert_eq!(of("::ffff:192.0.2.1"), of("192.0.2.1"));
        assert_ne!(of("192.0.2.1"), of("192.0.2.2"));
    }
}
