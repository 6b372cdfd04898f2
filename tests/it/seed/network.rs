use std::collections::BTreeSet;

use entity::enums::AppointmentStatus::{Cancelled, Completed, Confirmed, NoShow, Pending, Rescheduled};
use medbook::domain::time::Zone;
use rstest::rstest;
use serde_json::json;

use crate::support::{Backend, Backend::*, Seeded};

#[test]
fn a_network_has_what_was_ordered_of_every_kind() {
    let scale = Seeded::scale(40, 50, 900, 2_000);
    let world = medbook::seed::World::new(&scale, &|_| ()).expect("so many visits find a time");

    let statuses: BTreeSet<_> = world.visits.iter().map(|visit| visit.row.status).collect();
    let cities: BTreeSet<_> = world.sites.iter().map(|site| site.row.city.as_str()).collect();
    let zones = world.sites.iter().map(|site| Zone::parse(&site.row.time_zone).expect("a zone of the database"));
    let chains = world.visits.iter().filter(|visit| visit.row.previous_id.is_some()).count();
    let guests = world.visits.iter().filter(|visit| visit.is_guests).count();

    assert_eq!((world.doctors.len(), world.sites.len()), (40, 50));
    assert_eq!((world.people.patients.len(), world.visits.len()), (900, 2_000));
    assert_eq!((cities.len(), zones.count()), (40, 50));
    for status in [Completed, NoShow, Cancelled, Rescheduled, Confirmed, Pending] {
        assert!(statuses.contains(&status), "{statuses:?}");
    }
    assert!(chains > 5 && guests > 5 && !world.feedback.is_empty() && world.people.accounts.len() < 900);
    for visit in &world.visits {
        assert!(visit.row.created_at < scale.now() && visit.row.updated_at <= scale.now(), "{:?}", visit.row);
        let is_over = visit.row.ends_at <= scale.now();
        let fits = if is_over { visit.row.status != Pending } else { visit.row.status != Completed };
        assert!(fits, "{:?}", visit.row);
    }
}

/// That the database keeps every invariant is checked when the application is dropped.
#[rstest]
#[tokio::test]
async fn a_seeded_visit_lies_where_the_engine_offers_a_slot_once_it_is_cancelled(
    #[values(Sqlite, Postgres)] backend: Backend,
) {
    let seeded = Seeded::start(backend, Seeded::scale(15, 6, 200, 600)).await;
    let admin = seeded.app.sign_in("admin@seed.example").await;
    let soon = seeded.app.now() + chrono::Duration::days(2);
    let ahead = seeded.world.visits.iter().map(|visit| &visit.row);
    let sample: Vec<_> = ahead.filter(|row| row.status == Confirmed && row.starts_at > soon).take(25).collect();
    assert!(sample.len() > 15, "there are visits ahead: {}", sample.len());
    for row in sample {
        let query = "query($doctor: ID!, $clinic: ID!, $service: ID!, $from: DateTime!, $until: DateTime!) {
            node(id: $doctor) { ... on Doctor {
                slots(from: $from, until: $until, clinicId: $clinic, serviceId: $service) { startsAt } } } }";
        let variables = json!({
            "doctor": format!("doctor:{}", row.doctor_id.0),
            "clinic": format!("clinic:{}", row.clinic_id.0),
            "service": format!("service:{}", row.service_id.0),
            "from": row.starts_at.to_rfc3339(),
            "until": (row.starts_at + chrono::Duration::minutes(5)).to_rfc3339(),
        });
        let offered = async || admin.graphql(query, variables.clone()).await.list("/node/slots").len();

        assert_eq!(offered().await, 0, "the time is taken: {row:?}");
        let input = json!({ "appointmentId": format!("appointment:{}", row.id.0) });
        assert_eq!(admin.cancel_input(input).await.word(), "Appointment");

        assert_eq!(offered().await, 1, "the time is offered again: {row:?}");
    }
}
