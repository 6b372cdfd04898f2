//! Placeholder.
use super::{Outcome, Services};
pub async fn sweep(services: &Services) -> Outcome<()> {
    let x = String::from("abc");
    crate::store::transact!(services.db, crate::store::Lock::None, |tx| {
        use sea_orm::EntityTrait;
        let _ = entity::clinic::Entity::find().all(&**tx).await?;
        let _y = x.len();
        Ok::<_, super::Error>(())
    })
}
