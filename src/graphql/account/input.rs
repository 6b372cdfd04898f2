//! What clients send about accounts.

use async_graphql::InputObject;

use super::object::{Gender, Relation};
use crate::graphql::scalar::{Date, EmailAddress};
use crate::service::account::{AddPatient, Register};

/// Who wants an account.
#[derive(InputObject)]
pub struct RegisterInput {
    /// The address to sign in with.
    pub email: EmailAddress,
    /// 8 to 128 characters that are not easy to guess.
    pub password: String,
    /// First and last name.
    pub name: String,
    /// Date of birth.
    pub birth_date: Option<Date>,
    /// Gender.
    pub gender: Option<Gender>,
    /// Telephone number with its country code, such as +34 600 000 000.
    pub phone: Option<String>,
}

/// Who signs in.
#[derive(InputObject)]
pub struct LoginInput {
    /// The account's address.
    pub email: EmailAddress,
    /// The account's password.
    pub password: String,
}

/// Who is to be added to the signed-in account.
#[derive(InputObject)]
pub struct AddPatientInput {
    /// First and last name.
    pub name: String,
    /// What the patient is to the signed-in user; SELF only once.
    pub relation: Relation,
    /// Date of birth.
    pub birth_date: Option<Date>,
    /// Gender.
    pub gender: Option<Gender>,
}

impl From<RegisterInput> for Register {
    fn from(input: RegisterInput) -> Self {
        Self {
            email: input.email.0,
            password: input.password,
            name: input.name,
            birth_date: input.birth_date.map(|date| date.0),
            gender: input.gender.map(Into::into),
            phone: input.phone,
        }
    }
}

impl From<AddPatientInput> for AddPatient {
    fn from(input: AddPatientInput) -> Self {
        Self {
            name: input.name,
            relation: input.relation.into(),
            birth_date: input.birth_date.map(|date| date.0),
            gender: input.gender.map(Into::into),
        }
    }
}
