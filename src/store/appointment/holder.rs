//! Open holds of one holder.

use chrono::{DateTime, Utc};
use entity::appointment::{Column, Entity};
use entity::enums::AppointmentStatus;
use entity::id::UserId;
use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter};

use crate::store::{StoreError, Tx};

/// Whose holds are counted together.
#[derive(Copy, Clone, Debug)]
pub enum Holder {
    Account(UserId),
    /// Without an account: a keyed hash of the network address.
    Address([u8; 32]),
}

impl Holder {
    /// How many holds are open at `now`. Whoever counts for the same holder waits until this transaction ends.
    pub async fn open_holds(self, tx: &Tx, now: DateTime<Utc>) -> Result<u64, StoreError> {
        let (key, own) = match self {
            Self::Account(user) => (user.0.as_u64_pair().1, Column::BookedById.eq(user)),
            Self::Address(hash) => {
                (u64::from_be_bytes(std::array::from_fn(|i| hash[i])), Column::HolderKey.eq(hash.to_vec()))
            }
        };
        tx.serialize(key).await?;
        let open = Entity::find()
            .filter(own)
            .filter(Column::Status.eq(AppointmentStatus::Held))
            .filter(Column::HoldExpiresAt.gt(now));
        Ok(open.count(&**tx).await?)
    }
}
