//! Reading feedback: public, but for the name of who wished to stay unnamed.

use std::collections::HashMap;

use entity::feedback::Model;
use entity::id::{DoctorId, FeedbackId, PatientId};

use crate::domain::page::{Page, PageRequest};
use crate::service::{Outcome, Services};
use crate::store::account::names_of;
use crate::store::feedback::{self, FeedbackKey};

/// A question for a page of one doctor's feedback.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct FeedbackPage {
    pub doctor: DoctorId,
    pub page: PageRequest<FeedbackKey>,
}

/// The answers to many such questions: a query for each different page, not for each doctor.
pub async fn pages(services: &Services, questions: &[FeedbackPage]) -> Outcome<HashMap<FeedbackPage, Page<Model>>> {
    let mut by_page: HashMap<&PageRequest<FeedbackKey>, Vec<DoctorId>> = HashMap::new();
    for question in questions {
        by_page.entry(&question.page).or_default().push(question.doctor);
    }
    let mut answers = HashMap::new();
    for (page, doctors) in by_page {
        let mut found = feedback::pages(services.db.read(), &doctors, page).await?;
        for doctor in doctors {
            let rows = found.remove(&doctor).unwrap_or_else(|| page.page(Vec::new()));
            answers.insert(FeedbackPage { doctor, page: page.clone() }, rows);
        }
    }
    Ok(answers)
}

/// The feedback with these ids.
pub async fn by_id(services: &Services, ids: &[FeedbackId]) -> Outcome<HashMap<FeedbackId, Model>> {
    let rows = feedback::find_many(services.db.read(), ids).await?;
    Ok(rows.into_iter().map(|row| (row.id, row)).collect())
}

/// How much feedback each doctor has.
pub async fn counts(services: &Services, doctors: &[DoctorId]) -> Outcome<HashMap<DoctorId, u64>> {
    Ok(feedback::counts(services.db.read(), doctors).await?)
}

/// The names of patients, for feedback that they did not leave anonymously.
pub async fn authors(services: &Services, patients: &[PatientId]) -> Outcome<HashMap<PatientId, String>> {
    Ok(names_of(services.db.read(), patients).await?)
}
