use std::collections::hash_map::DefaultHasher;
use std::hash::{Hash, Hasher};

use medbook::seed::{self, Scale, World};
use medbook::service::Settings;
use medbook::store::Db;
use rstest::rstest;
use sea_orm::EntityTrait;

use crate::support::{Backend, Backend::*, Seeded, TestApp};

/// A digest of all rows of all tables that a seed fills, in the order of their keys.
async fn digest(db: &Db) -> u64 {
    let mut hasher = DefaultHasher::new();
    macro_rules! tables {
        ($($table:ident)+) => {$(
            let mut rows: Vec<String> = Vec::new();
            for row in entity::$table::Entity::find().all(db.read()).await.expect("a table can be read") {
                rows.push(format!("{row:?}"));
            }
            rows.sort_unstable();
            rows.hash(&mut hasher);
        )+};
    }
    tables!(user patient_profile profile_access contact clinic role_grant room specialty service doctor doctor_language
        doctor_clinic doctor_service fee weekly_hours date_rule closure time_off travel_time appointment slot_claim
        doctor_day manage_token feedback event_head event_log);
    hasher.finish()
}

async fn seeded(backend: Backend, scale: Scale) -> (u64, TestApp) {
    let mut is = 0;
    let app = TestApp::start_over(backend, Settings::default(), async |db: &mut Db| {
        let world = World::new(&scale, &|_| ()).expect("so many visits find a time");
        seed::fill(db, &scale, &world, None, &|_| ()).await.expect("an empty database can be seeded");
        is = digest(db).await;
    })
    .await;
    (is, app)
}

#[rstest]
#[tokio::test]
async fn the_same_arguments_make_the_same_rows_on_both_databases_and_another_number_makes_others() {
    let scale = Seeded::scale(12, 5, 200, 300);

    let (one, _app) = seeded(Sqlite, scale).await;
    let (two, _app) = seeded(Sqlite, scale).await;
    let (three, _app) = seeded(Postgres, scale).await;
    let (other, _app) = seeded(Sqlite, Scale { seed: 8, ..scale }).await;

    assert_eq!((one, one), (two, three));
    assert_ne!(one, other);
}
