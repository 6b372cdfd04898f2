//! Sessions, users and patients as the API shows them.

use std::collections::BTreeSet;
use std::sync::Arc;

use async_graphql::{Enum, ID, SimpleObject};
use entity::enums;
use entity::id::PatientId;

use crate::graphql::id::PublicId;
use crate::graphql::loader::batch;
use crate::graphql::scalar::{Date, DateTime, EmailAddress};
use crate::service::account::{SignedIn, Viewer, VisiblePatient, patients_by_id};

batch!(PatientId => Arc<VisiblePatient>, patients_by_id);

/// What an account may be.
#[derive(Copy, Clone, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "enums::Role")]
pub enum Role {
    /// Books visits.
    Patient,
    /// Sees patients, and decides about their own hours and visits.
    Doctor,
    /// Runs the network, or some of its clinics.
    Admin,
}

/// What a patient is to the account that acts for them.
#[derive(Copy, Clone, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "enums::Relation")]
pub enum Relation {
    /// The account's owner.
    #[graphql(name = "SELF")]
    Own,
    /// A daughter or a son.
    Child,
    /// A wife, husband or partner.
    Spouse,
    /// A mother or a father.
    Parent,
    /// Anybody else.
    Other,
}

/// As the patient states it.
#[derive(Copy, Clone, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "enums::Gender")]
pub enum Gender {
    /// Female.
    Female,
    /// Male.
    Male,
    /// Neither female nor male.
    Other,
    /// The patient prefers not to say.
    Undisclosed,
}

/// What a client gets that has signed in.
#[derive(Clone, SimpleObject)]
pub struct Session {
    /// For `Authorization: Bearer …`.
    pub access_token: String,
    /// When the access token ends; refresh the session before.
    pub access_token_expires_at: DateTime,
    /// For `refreshSession`, once: each use gives a new one. Keep it secret.
    pub refresh_token: String,
    /// Who has signed in.
    pub user: User,
}

/// An account, as its owner sees it.
#[derive(Clone, SimpleObject)]
#[graphql(complex)]
pub struct User {
    /// Opaque id.
    pub id: ID,
    /// The address to sign in with.
    pub email: EmailAddress,
    /// What to call them.
    pub display_name: String,
    /// What the account may be, each role once.
    pub roles: Vec<Role>,
    #[graphql(skip)]
    pub viewer: Arc<Viewer>,
}

/// A person who is treated.
#[derive(Clone, SimpleObject)]
pub struct Patient {
    /// Opaque id.
    pub id: ID,
    /// First and last name.
    pub name: String,
    /// What the patient is to the signed-in user; for staff, to the account that acts for the patient.
    pub relation: Relation,
    /// When the patient was born, if they said so.
    pub birth_date: Option<Date>,
    /// The patient's gender, if they said so.
    pub gender: Option<Gender>,
}

impl From<SignedIn> for Session {
    fn from(signed_in: SignedIn) -> Self {
        Self {
            access_token: signed_in.access_token,
            access_token_expires_at: DateTime(signed_in.access_token_expires_at),
            refresh_token: signed_in.refresh_token,
            user: signed_in.viewer.into(),
        }
    }
}

impl From<Viewer> for User {
    fn from(viewer: Viewer) -> Self {
        let roles: BTreeSet<enums::Role> = viewer.account.grants.iter().map(|grant| grant.role).collect();
        Self {
            id: viewer.user.id.public(),
            email: EmailAddress(viewer.user.email.clone()),
            display_name: viewer.user.display_name.clone(),
            roles: roles.into_iter().map(Role::from).collect(),
            viewer: Arc::new(viewer),
        }
    }
}

impl From<Arc<VisiblePatient>> for Patient {
    fn from(patient: Arc<VisiblePatient>) -> Self {
        let profile = &patient.profile;
        Self {
            id: profile.id.public(),
            name: profile.name.clone(),
            relation: patient.relation.into(),
            birth_date: profile.birth_date.map(Date),
            gender: profile.gender.map(Gender::from),
        }
    }
}
