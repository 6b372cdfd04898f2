//! What administrators of one clinic may do, and may not.

use futures::future::join_all;
use rstest::rstest;
use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter};
use serde_json::{Value, json};

use crate::support::{Backend, Backend::*, Caller, Clinic, Doctor, Outcome, TestApp, merge};

async fn set_clinics(caller: &Caller, doctor: &Doctor, clinics: &[&Clinic]) -> Outcome {
    let ids: Vec<_> = clinics.iter().map(|clinic| &clinic.id).collect();
    let input = json!({ "doctorId": doctor.id, "clinicIds": ids });
    caller.mutate("setDoctorClinics", "SetDoctorClinicsInput", "", input).await
}

async fn add_time_off(caller: &Caller, doctor: &Doctor) -> Outcome {
    let input = json!({ "doctorId": doctor.id, "from": "2027-04-01T00:00:00Z", "until": "2027-04-02T00:00:00Z" });
    caller.mutate("addTimeOff", "AddTimeOffInput", "... on Doctor { timeOff { id } }", input).await
}

async fn read(caller: &Caller, doctor: &Doctor, field: &str) -> Value {
    let query = format!("query($id: ID!) {{ node(id: $id) {{ ... on Doctor {{ value: {field} }} }} }}");
    caller.graphql(&query, json!({ "id": doctor.id })).await.at("/node/value").clone()
}

#[rstest]
#[tokio::test]
async fn nobody_fetches_a_doctor_from_a_clinic_of_others(#[values(Sqlite, Postgres)] backend: Backend) {
    let app = TestApp::start(backend).await;
    let (one, two) = (app.clinic().create().await, app.clinic().create().await);
    let doctor = app.doctor().at(&one, "").login().create().await;
    let (of_one, of_two) = (app.clinic_admin(&[&one]).await, app.clinic_admin(&[&two]).await);
    let of_both = app.clinic_admin(&[&one, &two]).await;

    set_clinics(&of_two, &doctor, &[&one, &two]).await.expect_error("FORBIDDEN");
    set_clinics(&of_one, &doctor, &[&one, &two]).await.expect_error("FORBIDDEN");
    set_clinics(&doctor.sign_in(&app).await, &doctor, &[&one, &two]).await.expect_error("FORBIDDEN");
    set_clinics(&of_both, &doctor, &[&one, &two]).await.expect("Doctor");
    set_clinics(&of_one, &doctor, &[&one]).await.expect_error("FORBIDDEN");
    set_clinics(&of_two, &doctor, &[&one]).await.expect("Doctor");
    set_clinics(&of_one, &doctor, &[]).await.expect("Doctor");
    set_clinics(&of_one, &doctor, &[&one]).await.expect_error("FORBIDDEN");
    set_clinics(app.admin().await, &doctor, &[&one]).await.expect("Doctor");
}

#[rstest]
#[tokio::test]
async fn time_off_is_for_those_who_administer_all_clinics_of_the_doctor(#[values(Sqlite, Postgres)] backend: Backend) {
    let app = TestApp::start(backend).await;
    let (one, two) = (app.clinic().create().await, app.clinic().create().await);
    let doctor = app.doctor().at(&one, "").at(&two, "").login().create().await;
    let (of_one, of_both) = (app.clinic_admin(&[&one]).await, app.clinic_admin(&[&one, &two]).await);
    let own = doctor.sign_in(&app).await;

    add_time_off(&of_one, &doctor).await.expect_error("FORBIDDEN");
    for allowed in [&of_both, &own, app.admin().await] {
        add_time_off(allowed, &doctor).await.expect("Doctor");
    }

    assert_eq!(read(&of_one, &doctor, "timeOff { id }").await, Value::Null);
    let seen = read(&of_both, &doctor, "timeOff { id }").await;
    assert_eq!(seen.as_array().map(Vec::len), Some(3));
    let remove = async |caller: &Caller| {
        let input = json!({ "timeOffId": seen[0]["id"] });
        caller.mutate("removeTimeOff", "RemoveTimeOffInput", "", input).await.word()
    };
    assert_eq!(remove(&of_one).await, "NOT_FOUND");
    assert_eq!(remove(&of_both).await, "Doctor");
}

#[rstest]
#[tokio::test]
async fn a_telephone_number_is_for_the_doctor_and_their_administrators(#[values(Sqlite, Postgres)] backend: Backend) {
    let app = TestApp::start(backend).await;
    let (one, two) = (app.clinic().create().await, app.clinic().create().await);
    let doctor = app.doctor().at(&one, "").login().set("phone", json!("+34600000001")).create().await;
    let (of_one, of_two) = (app.clinic_admin(&[&one]).await, app.clinic_admin(&[&two]).await);
    let (own, patient) = (doctor.sign_in(&app).await, app.patient("Ann").await);

    for knows in [&own, &of_one, app.admin().await] {
        assert_eq!(read(knows, &doctor, "phone").await, "+34600000001");
    }
    for other in [&of_two, &*patient, &app.visitor()] {
        assert_eq!(read(other, &doctor, "phone").await, Value::Null);
    }
}

#[rstest]
#[tokio::test]
async fn passwords_and_new_specialties_are_for_the_network(#[values(Sqlite, Postgres)] backend: Backend) {
    let app = TestApp::start(backend).await;
    let clinic = app.clinic().create().await;
    app.doctor().at(&clinic, "").specialty("Cardiology").create().await;
    let admin = app.clinic_admin(&[&clinic]).await;
    let create = async |further: Value| {
        let mut input = json!({
            "name": "Ada Brown", "email": "ada@example.org", "specialty": "CARDIOLOGY", "licenseNumber": "ES-1234",
            "clinicIds": [clinic.id],
        });
        merge(&mut input, further);
        admin.mutate("createDoctor", "CreateDoctorInput", "... on Doctor { id }", input).await
    };

    create(json!({ "password": "a password that they know" })).await.expect_error("FORBIDDEN");
    create(json!({ "specialty": "Astrology" })).await.expect_error("FORBIDDEN");
    let id = create(json!({})).await.expect("Doctor")["id"].clone();
    let renamed = json!({ "doctorId": id, "specialty": "Astrology" });
    admin.mutate("updateDoctor", "UpdateDoctorInput", "", renamed).await.expect_error("FORBIDDEN");

    let specialties = app.visitor().query("{ specialties { name } }").await.texts("/specialties", "/name");
    assert_eq!(specialties, ["Cardiology"]);
}

#[rstest]
#[tokio::test]
async fn changes_of_a_service_at_the_same_time_all_stay(#[values(Sqlite, Postgres)] backend: Backend) {
    let app = TestApp::start(backend).await;
    let admin = app.admin().await;
    let input = json!({ "name": "Check-up", "kind": "CONSULTATION", "durationMinutes": 20 });
    let created = admin.mutate("createService", "CreateServiceInput", "... on Service { id }", input).await;
    let id = created.expect("Service")["id"].clone();

    for round in 1..=5 {
        let minutes = 10 * round;
        let change = async |further: Value| {
            let mut input = json!({ "serviceId": id });
            merge(&mut input, further);
            let fields = "... on Service { id }";
            admin.reconnected().mutate("updateService", "UpdateServiceInput", fields, input).await
        };
        let changes = [
            json!({ "durationMinutes": 20 + minutes }),
            json!({ "bufferBeforeMinutes": minutes }),
            json!({ "bufferAfterMinutes": minutes }),
        ];
        for outcome in join_all(changes.map(change)).await {
            outcome.expect("Service");
        }
        let fields = "durationMinutes bufferBeforeMinutes bufferAfterMinutes";
        let input = json!({ "serviceId": id });
        let unchanged = format!("... on Service {{ {fields} }}");
        let outcome = admin.mutate("updateService", "UpdateServiceInput", &unchanged, input).await;
        let service = outcome.expect("Service");
        let read = ["durationMinutes", "bufferBeforeMinutes", "bufferAfterMinutes"].map(|field| service[field].clone());
        assert_eq!(read, [20 + minutes, minutes, minutes].map(|minutes| json!(minutes)));
    }
}

#[rstest]
#[tokio::test]
async fn a_clinic_that_moves_to_another_city_is_in_the_log(#[values(Sqlite, Postgres)] backend: Backend) {
    let app = TestApp::start(backend).await;
    let clinic = app.clinic().create().await;
    let update = async |change: Value| {
        let mut input = json!({ "clinicId": clinic.id });
        merge(&mut input, change);
        app.admin().await.mutate("updateClinic", "UpdateClinicInput", "", input).await.expect("Clinic");
        let kind = entity::event_log::Column::Kind.eq(entity::enums::EventKind::ClinicAvailability);
        entity::event_log::Entity::find().filter(kind).count(app.services.db.read()).await.expect("a count")
    };

    let before = update(json!({ "name": "Another name" })).await;
    let after = update(json!({ "city": "Valencia" })).await;

    assert_eq!(after, before + 1);
}
