use rstest::rstest;
use serde_json::{Value, json};

use crate::support::{Backend, Backend::*, Clinic, Outcome, TestApp};

const DOCTOR: &str = "... on Doctor { id name specialty { name } degree licenseNumber yearsOfExperience bio languages
    consultationFee { amount currency } rating ratingCount maxPatientsPerDay clinics { id } }";

async fn create(app: &TestApp, clinic: &Clinic, changes: Value) -> Outcome {
    let mut input = json!({
        "name": "Ada Brown", "email": "ada@example.org", "specialty": "Cardiology", "licenseNumber": "ES-1234",
        "clinicIds": [clinic.id],
    });
    input.as_object_mut().expect("an object").extend(changes.as_object().expect("an object").clone());
    app.admin().await.mutate("createDoctor", "CreateDoctorInput", DOCTOR, input).await
}

#[rstest]
#[tokio::test]
async fn a_doctor_is_shown_as_created(#[values(Sqlite, Postgres)] backend: Backend) {
    let app = TestApp::start(backend).await;
    let (clinic, second) = (app.clinic().create().await, app.clinic().create().await);

    let everything = json!({
        "degree": "MD", "yearsOfExperience": 12, "bio": "Two\nlines 🫀", "languages": ["Spanish", "English"],
        "consultationFee": { "amount": 4500, "currency": "EUR" }, "maxPatientsPerDay": 20,
        "clinicIds": [clinic.id, second.id],
    });
    let doctor = create(&app, &clinic, everything).await.expect("Doctor").clone();

    let query = format!("query($id: ID!) {{ node(id: $id) {{ __typename {DOCTOR} }} }}");
    let read = app.visitor().graphql(&query, json!({ "id": doctor["id"] })).await;
    assert_eq!(*read.at("/node"), doctor);
    for (field, expected) in [
        ("degree", json!("MD")),
        ("bio", json!("Two\nlines 🫀")),
        ("languages", json!(["Spanish", "English"])),
        ("consultationFee", json!({ "amount": 4500, "currency": "EUR" })),
        ("rating", Value::Null),
        ("ratingCount", json!(0)),
        ("maxPatientsPerDay", json!(20)),
        ("licenseNumber", json!("ES-1234")),
    ] {
        assert_eq!(doctor[field], expected, "{field}");
    }
    assert_eq!(doctor["clinics"].as_array().map(Vec::len), Some(2));
}

#[rstest]
#[tokio::test]
async fn a_licence_and_an_address_belong_to_one_doctor(#[values(Sqlite, Postgres)] backend: Backend) {
    let app = TestApp::start(backend).await;
    let clinic = app.clinic().create().await;
    create(&app, &clinic, json!({})).await.expect("Doctor");

    let same_licence = create(&app, &clinic, json!({ "email": "b@example.org", "licenseNumber": " es-12 34" })).await;
    let same_address = create(&app, &clinic, json!({ "email": "ADA@example.org", "licenseNumber": "ES-2" })).await;

    assert_eq!(same_licence.expect_code("ALREADY_EXISTS").field, Some(vec!["licenseNumber".to_owned()]));
    assert!(["EMAIL_TAKEN", "ALREADY_EXISTS"].contains(&same_address.word().as_str()), "{same_address:?}");
}

#[rstest]
#[case(json!({ "name": "" }), &["name"])]
#[case(json!({ "email": "ada" }), &["email"])]
#[case(json!({ "specialty": " " }), &["specialty"])]
#[case(json!({ "licenseNumber": "" }), &["licenseNumber"])]
#[case(json!({ "yearsOfExperience": -1 }), &["yearsOfExperience"])]
#[case(json!({ "yearsOfExperience": 200 }), &["yearsOfExperience"])]
#[case(json!({ "maxPatientsPerDay": 0 }), &["maxPatientsPerDay"])]
#[case(json!({ "consultationFee": { "amount": -1, "currency": "EUR" } }), &["consultationFee", "amount"])]
#[case(json!({ "consultationFee": { "amount": 1, "currency": "euros" } }), &["consultationFee", "currency"])]
#[case(json!({ "bio": "x".repeat(200_000) }), &["bio"])]
#[tokio::test]
async fn a_doctor_who_cannot_be_is_refused_with_the_field_at_fault(#[case] changes: Value, #[case] field: &[&str]) {
    let app = TestApp::start(Sqlite).await;
    let clinic = app.clinic().create().await;

    create(&app, &clinic, changes).await.expect_invalid(field);
}

#[rstest]
#[tokio::test]
async fn a_doctor_at_a_clinic_that_does_not_exist_is_refused(#[values(Sqlite, Postgres)] backend: Backend) {
    let app = TestApp::start(backend).await;
    let clinic = app.clinic().create().await;

    let nowhere = json!({ "clinicIds": ["clinic:01900000-0000-7000-8000-00000000ffff"] });
    let refused = create(&app, &clinic, nowhere).await;

    assert!(["INVALID_INPUT", "NOT_FOUND"].contains(&refused.word().as_str()), "{refused:?}");
}
