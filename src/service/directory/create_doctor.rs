//! Takes a doctor into the directory, with an account to sign in with.

use std::sync::Arc;

use chrono::{DateTime, Utc};
use entity::doctor;
use entity::enums::Role;
use entity::id::{ClinicId, DoctorId, RoleGrantId, SpecialtyId, UserId};

use super::doctor_facts::DoctorFacts;
use super::doctor_links::{DoctorLinks, specialty};
use super::practices::known_clinics;
use super::rights;
use crate::domain::access::{Grant, Principal};
use crate::domain::account::{EmailAddress, Password, PersonName, PhoneNumber};
use crate::domain::refusal::{Invalid, Refusal};
use crate::service::{Error, Outcome, Services};
use crate::store::account::{self, NewUser};
use crate::store::directory::{catalogue, doctor as store, practice};
use crate::store::{Constraint, Lock, StoreError, Tx, transact};

/// A new doctor. The facts name them, their specialty and their licence.
#[derive(Clone, Debug)]
pub struct CreateDoctor {
    /// Of an account that does not exist yet.
    pub email: String,
    /// Without one the account cannot sign in before it gets one. Only the network's admins choose one.
    pub password: Option<String>,
    pub facts: DoctorFacts,
    /// Services: all active ones, unless some are given.
    pub links: DoctorLinks,
    pub clinics: Vec<ClinicId>,
}

/// The account of a new doctor.
struct NewAccount {
    user: NewUser,
    grant: RoleGrantId,
    password_hash: Option<String>,
}

/// Makes the doctor. Not even a free e-mail address is told to anybody but administrators.
pub async fn create_doctor(services: &Services, who: &Principal, command: CreateDoctor) -> Outcome<Arc<doctor::Model>> {
    rights::admin_of_all(who, &command.clinics)?;
    if command.password.is_some() && !who.is_network_admin() {
        return Err(Error::Forbidden(
            "Only an administrator of the whole network can choose a doctor's password: leave it out.",
        ));
    }
    let now = services.now();
    let specialty_name = command.facts.specialty_name()?;
    let specialty_name = specialty_name.ok_or_else(|| Invalid::new("specialty", "Name a specialty."))?;
    let mut doctor = blank(DoctorId(services.id()), now);
    command.facts.apply(&mut doctor)?;
    let account = NewAccount::of(services, &command, &doctor).await?;
    doctor.user_id = Some(account.user.id);
    let written = transact!(services.db, Lock::None, |tx| {
        let mut doctor = doctor.clone();
        doctor.specialty_id = specialty(services, who, tx, &specialty_name).await?;
        write(tx, &command, &account, doctor).await
    });
    written.map_err(taken)
}

async fn write(
    tx: &Tx,
    command: &CreateDoctor,
    account: &NewAccount,
    doctor: doctor::Model,
) -> Outcome<Arc<doctor::Model>> {
    let clinics = known_clinics(tx, &command.clinics).await?;
    account.insert(tx).await?;
    let doctor = store::insert(tx, doctor).await?;
    practice::set(tx, doctor.id, &clinics, true).await?;
    let mut links = command.links.clone();
    if links.services.is_none() {
        let all = catalogue::active_services(&**tx).await?;
        links.services = Some(all.into_iter().map(|service| service.id).collect());
    }
    links.write(tx, doctor.id).await?;
    Ok(Arc::new(doctor))
}

impl NewAccount {
    async fn of(services: &Services, command: &CreateDoctor, doctor: &doctor::Model) -> Outcome<Self> {
        let email = EmailAddress::parse("email", &command.email)?;
        let name = PersonName::parse("name", &doctor.name)?;
        let password_hash = match &command.password {
            None => None,
            Some(password) => {
                let password = Password::choose(password, &email, &name)?;
                Some(services.passwords.hash(services.random.as_ref(), password.as_str()).await?)
            }
        };
        let phone = PhoneNumber::optional("phone", doctor.phone.as_deref())?;
        let user = NewUser { id: UserId(services.id()), email, name, phone, at: doctor.created_at };
        Ok(Self { user, grant: RoleGrantId(services.id()), password_hash })
    }

    async fn insert(&self, tx: &Tx) -> Outcome<()> {
        let NewUser { id, at, .. } = self.user;
        account::insert_user(tx, self.user.clone()).await?;
        account::grant(tx, self.grant, id, Grant { role: Role::Doctor, clinic: None }, at).await?;
        if let Some(hash) = &self.password_hash {
            account::set_password(tx, id, hash, at).await?;
        }
        Ok(())
    }
}

fn blank(id: DoctorId, now: DateTime<Utc>) -> doctor::Model {
    doctor::Model {
        id,
        version: 1,
        user_id: None,
        specialty_id: SpecialtyId(id.0),
        name: String::new(),
        name_key: String::new(),
        degree: None,
        license_number: String::new(),
        license_key: String::new(),
        years_of_experience: None,
        bio: None,
        photo_url: None,
        phone: None,
        max_patients_per_day: None,
        consultation_fee_amount: None,
        consultation_fee_currency: None,
        offers_in_person: true,
        offers_video: true,
        rating_sum: 0,
        rating_count: 0,
        rating_milli: None,
        active: true,
        search_text: String::new(),
        created_at: now,
    }
}

/// What a violated constraint means to whoever describes a doctor.
pub(super) fn taken(error: Error) -> Error {
    match error {
        Error::Store(StoreError::Violated(Constraint::UserEmail)) => Refusal::EmailTaken.into(),
        Error::Store(StoreError::Violated(Constraint::DoctorLicense)) => Refusal::AlreadyExists("licenseNumber").into(),
        other => other,
    }
}
