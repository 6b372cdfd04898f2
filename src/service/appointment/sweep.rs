//! Writing down what expired, and forgetting what nobody needs any more.

use entity::enums::AppointmentStatus;
use fault::Point;

use crate::domain::appointment::effective_status;
use crate::service::{Error, Outcome, Services};
use crate::store::appointment::{due, expire, find, forget_before};
use crate::store::{Lock, transact};

/// How many visits one sweep looks at; the next one goes on.
const BATCH: u64 = 200;

/// Expires holds and requests whose time is over, each in a transaction of its own, and forgets old idempotency keys.
/// Answers how many visits it expired.
pub async fn sweep(services: &Services) -> Outcome<u64> {
    fault::reached(Point::SweepBefore).await.map_err(|fault| Error::Internal(fault.to_string()))?;
    let (now, mut count) = (services.now(), 0);
    for visit in due(services.db.read(), now, BATCH).await? {
        let expired = transact!(services.db, Lock::Doctor(visit.doctor_id), |tx| {
            // Somebody may have been faster.
            match find(&**tx, visit.id).await? {
                Some(visit)
                    if visit.status != AppointmentStatus::Expired
                        && effective_status(&visit, now) == AppointmentStatus::Expired =>
                {
                    expire(tx, &visit, now).await?;
                    Ok(1)
                }
                _ => Ok::<_, Error>(0),
            }
        });
        match expired {
            Ok(expired) => count += expired,
            // One that cannot be expired must not keep the others.
            Err(error) => tracing::error!(%error, visit = %visit.id.0, "a visit cannot be expired"),
        }
        fault::reached(Point::SweepBetween).await.map_err(|fault| Error::Internal(fault.to_string()))?;
    }
    let forgotten = now - services.settings.idempotency;
    transact!(services.db, Lock::None, |tx| Ok::<_, Error>(forget_before(tx, forgotten).await?))?;
    Ok(count)
}
