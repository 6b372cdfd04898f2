use std::collections::BTreeSet;

use async_graphql::parser::types::TypeKind;
use rstest::rstest;

use super::scene::Scene;
use crate::contract::facts::types;
use crate::support::{Backend, Backend::*};

/// A mutation that is not for everybody.
struct Row {
    mutation: &'static str,
    input_type: &'static str,
    /// What a visitor, the patient, another doctor and an administrator of another clinic are told.
    refusals: [&'static str; 4],
    /// What whoever may do it gets.
    success: &'static str,
}

/// Everybody may know that it exists.
const PUBLIC: [&str; 4] = ["UNAUTHENTICATED", "FORBIDDEN", "FORBIDDEN", "FORBIDDEN"];
/// Time off exists for the doctor and their administrators only.
const SECRET: [&str; 4] = ["UNAUTHENTICATED", "NOT_FOUND", "NOT_FOUND", "NOT_FOUND"];
/// A visit exists for its patient and its staff only; visitors could be guests with a token.
const VISIT: [&str; 4] = ["NOT_FOUND", "FORBIDDEN", "NOT_FOUND", "NOT_FOUND"];

const fn row(
    mutation: &'static str,
    input_type: &'static str,
    refusals: [&'static str; 4],
    success: &'static str,
) -> Row {
    Row { mutation, input_type, refusals, success }
}

/// In the order in which they are done: a row may not need what an earlier one takes away.
const ROWS: [Row; 23] = [
    row("createClinic", "CreateClinicInput", PUBLIC, "Clinic"),
    row("updateClinic", "UpdateClinicInput", PUBLIC, "Clinic"),
    row("createDoctor", "CreateDoctorInput", PUBLIC, "Doctor"),
    row("updateDoctor", "UpdateDoctorInput", PUBLIC, "Doctor"),
    row("createService", "CreateServiceInput", PUBLIC, "Service"),
    row("updateService", "UpdateServiceInput", PUBLIC, "Service"),
    row("createRoom", "CreateRoomInput", PUBLIC, "Room"),
    row("addClosure", "AddClosureInput", PUBLIC, "Clinic"),
    row("removeClosure", "RemoveClosureInput", PUBLIC, "Clinic"),
    row("setTravelTime", "SetTravelTimeInput", PUBLIC, "Doctor"),
    row("setWeeklyHours", "SetWeeklyHoursInput", PUBLIC, "Doctor"),
    row("setDateHours", "SetDateHoursInput", PUBLIC, "Doctor"),
    row("clearDateHours", "ClearDateHoursInput", PUBLIC, "Doctor"),
    row("addTimeOff", "AddTimeOffInput", PUBLIC, "Doctor"),
    row("removeTimeOff", "RemoveTimeOffInput", SECRET, "Doctor"),
    row("setDoctorClinics", "SetDoctorClinicsInput", PUBLIC, "Doctor"),
    row("confirmAppointment", "AppointmentActionInput", VISIT, "Appointment"),
    row("declineAppointment", "AppointmentActionInput", VISIT, "Appointment"),
    row("startAppointment", "AppointmentActionInput", VISIT, "Appointment"),
    row("completeAppointment", "AppointmentActionInput", VISIT, "Appointment"),
    row("markNoShow", "AppointmentActionInput", VISIT, "Appointment"),
    row("undoNoShow", "AppointmentActionInput", VISIT, "Appointment"),
    row("replyToFeedback", "ReplyToFeedbackInput", PUBLIC, "Feedback"),
];

/// What everybody may do for themselves, with their account, their token or nothing at all; tested where it belongs.
const FOR_EVERYBODY: [&str; 11] = [
    "addPatient",
    "bookAppointment",
    "cancelAppointment",
    "checkInAppointment",
    "holdSlot",
    "leaveFeedback",
    "login",
    "logout",
    "refreshSession",
    "register",
    "rescheduleAppointment",
];

#[test]
fn every_mutation_has_a_row_or_is_for_everybody() {
    let schema = types(&medbook::graphql::sdl());
    let root = schema.iter().find(|definition| definition.name.node == "Mutation").expect("there are mutations");
    let TypeKind::Object(root) = &root.kind else { panic!("Mutation is an object") };

    let offered: BTreeSet<_> = root.fields.iter().map(|field| field.node.name.node.as_str()).collect();
    let judged: BTreeSet<_> = ROWS.iter().map(|row| row.mutation).chain(FOR_EVERYBODY).collect();

    assert_eq!(offered, judged);
    assert_eq!(judged.len(), ROWS.len() + FOR_EVERYBODY.len(), "a mutation is judged once");
}

#[rstest]
#[tokio::test]
async fn whoever_may_not_is_refused_and_leaves_no_trace(#[values(Sqlite, Postgres)] backend: Backend) {
    let scene = Scene::set(backend).await;
    let mut wrong = Vec::new();

    for Row { mutation, input_type, refusals, success } in ROWS {
        let input = scene.input(mutation);
        let before = scene.app.position().await;
        for ((who, caller), expected) in scene.strangers().into_iter().zip(refusals) {
            let word = caller.mutate(mutation, input_type, "", input.clone()).await.word();
            if word != expected {
                wrong.push(format!("{mutation} by {who}: {word} instead of {expected}"));
            }
        }
        if scene.app.position().await != before {
            wrong.push(format!("{mutation}: a refusal is in the log"));
        }
        // The same input is fine, so that the refusals were about rights.
        let outcome = scene.whoever_may(mutation).await.mutate(mutation, input_type, "", input).await;
        if outcome.word() != success {
            wrong.push(format!("{mutation} by whoever may: {:?}", outcome.answer));
        }
    }

    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
