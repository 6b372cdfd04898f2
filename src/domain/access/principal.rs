//! The caller of a use case.

use std::net::IpAddr;

use entity::enums::{ActorKind, Role};
use entity::id::{ClinicId, DoctorId, UserId};

/// Who asks, and from where. Every use case takes one and decides by it.
#[derive(Clone, Debug, Default)]
pub struct Principal {
    /// The network address of the caller; `None` for the server's own work.
    pub address: Option<IpAddr>,
    /// The signed-in account; `None` for guests and visitors.
    pub account: Option<Account>,
}

/// A signed-in account with its rights, read afresh for every request: a right that was taken is gone at once.
#[derive(Clone, Debug)]
pub struct Account {
    pub id: UserId,
    pub grants: Vec<Grant>,
    /// The doctor that this account is, if it is one.
    pub doctor: Option<DoctorId>,
}

/// One role of an account. `clinic` limits ADMIN to one clinic; `None` is the whole network.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub struct Grant {
    pub role: Role,
    pub clinic: Option<ClinicId>,
}

impl Principal {
    /// Somebody without an account.
    pub fn anonymous(address: Option<IpAddr>) -> Self {
        Self { address, account: None }
    }

    /// The signed-in account's id.
    pub fn user_id(&self) -> Option<UserId> {
        self.account.as_ref().map(|account| account.id)
    }

    /// The doctor that the caller is, if they are one.
    pub fn doctor_id(&self) -> Option<DoctorId> {
        self.account.as_ref().and_then(|account| account.doctor)
    }

    /// An admin of the whole network.
    pub fn is_network_admin(&self) -> bool {
        self.grants().any(|grant| grant.role == Role::Admin && grant.clinic.is_none())
    }

    /// An admin of this clinic, or of the network.
    pub fn administers(&self, clinic: ClinicId) -> bool {
        self.grants().any(|grant| grant.role == Role::Admin && grant.clinic.is_none_or(|own| own == clinic))
    }

    /// An admin of anything.
    pub fn is_admin(&self) -> bool {
        self.grants().any(|grant| grant.role == Role::Admin)
    }

    /// In what capacity the caller acts as staff on a visit of `doctor` at `clinic`; `None` when they are not its staff.
    pub fn staff_of(&self, doctor: DoctorId, clinic: ClinicId) -> Option<ActorKind> {
        if self.doctor_id() == Some(doctor) {
            Some(ActorKind::Doctor)
        } else if self.administers(clinic) {
            Some(ActorKind::Admin)
        } else {
            None
        }
    }

    fn grants(&self) -> impl Iterator<Item = &Grant> {
        self.account.iter().flat_map(|account| &account.grants)
    }
}
