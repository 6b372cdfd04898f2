//! Writing down what expired, and forgetting what nobody needs any more.

use entity::enums::AppointmentStatus;

use crate::domain::appointment::effective_status;
use crate::service::{Error, Outcome, Services};
use crate::store::appointment::{due, expire, find, forget_before};
use crate::store::{Lock, transact};

/// How many visits one sweep looks at; the next one goes on.
const BATCH: u64 = 200;

/// Expires holds and requests whose time is over, each in a transaction of its own, and forgets old idempotency keys.
pub async fn sweep(services: &Services) -> Outcome<()> {
    let now = services.now();
    for visit in due(services.db.read(), now, BATCH).await? {
        let expired = transact!(services.db, Lock::Doctor(visit.doctor_id), |tx| {
            // Somebody may have been faster.
            match find(&**tx, visit.id).await? {
                Some(visit)
                    if visit.status != AppointmentStatus::Expired
                        && effective_status(&visit, now) == AppointmentStatus::Expired =>
                {
                    expire(tx, &visit, now).await?;
                }
                _ => {}
            }
            Ok::<_, Error>(())
        });
        // One that cannot be expired must not keep the others.
        if let Err(error) = expired {
            tracing::error!(%error, visit = %visit.id.0, "a visit cannot be expired");
        }
    }
    let forgotten = now - services.settings.idempotency;
    transact!(services.db, Lock::None, |tx| Ok::<_, Error>(forget_before(tx, forgotten).await?))
}
