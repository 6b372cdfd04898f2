//! What a clinic is, as somebody typed it, for a new clinic and for changes of one.

use entity::clinic;

use super::Change;
use crate::domain::account::PhoneNumber;
use crate::domain::directory::{ClinicPolicy, Money, search_key};
use crate::domain::refusal::Invalid;
use crate::domain::text;
use crate::domain::time::Zone;

/// Facts of a clinic; what is `None` stays as it is.
#[derive(Clone, Debug, Default)]
pub struct ClinicFacts {
    pub name: Option<String>,
    pub address: Change<String>,
    pub city: Option<String>,
    pub country: Option<String>,
    pub time_zone: Option<String>,
    pub phone: Change<String>,
    pub location: Change<Location>,
    /// ISO 4217.
    pub currency: Change<String>,
    pub active: Option<bool>,
    pub policy: PolicyFacts,
}

/// Where a clinic is, in degrees (WGS 84).
#[derive(Copy, Clone, Debug, PartialEq)]
pub struct Location {
    pub latitude: f64,
    pub longitude: f64,
}

/// Facts of a clinic's policy; what is `None` stays as it is.
#[derive(Copy, Clone, Debug, Default)]
pub struct PolicyFacts {
    pub auto_confirm: Option<bool>,
    pub minimum_notice_minutes: Option<i32>,
    pub booking_horizon_days: Option<i32>,
    pub cancel_notice_minutes: Option<i32>,
    pub no_show_grace_minutes: Option<i32>,
}

impl ClinicFacts {
    /// Writes the facts into `clinic`, unless one of them cannot be.
    pub(super) fn apply(&self, clinic: &mut clinic::Model) -> Result<(), Invalid> {
        if let Some(name) = &self.name {
            clinic.name = text::line("name", name, 120)?;
        }
        if let Some(address) = &self.address {
            clinic.address = text::optional_line("address", address.as_deref(), 300)?;
        }
        if let Some(city) = &self.city {
            clinic.city = text::line("city", city, 120)?;
        }
        if let Some(country) = &self.country {
            clinic.country = text::line("country", country, 120)?;
        }
        if let Some(zone) = &self.time_zone {
            let unknown = |_| Invalid::new("timeZone", "Give an IANA time zone name such as Africa/Cairo.");
            clinic.time_zone = Zone::parse(zone).map_err(unknown)?.name().to_owned();
        }
        if let Some(phone) = &self.phone {
            clinic.phone = PhoneNumber::optional("phone", phone.as_deref())?.map(String::from);
        }
        if let Some(location) = self.location {
            let location = location.map(Location::checked).transpose()?;
            clinic.latitude = location.map(|location| location.latitude);
            clinic.longitude = location.map(|location| location.longitude);
        }
        if let Some(currency) = &self.currency {
            clinic.currency = currency.as_deref().map(|code| Money::currency("currency", code)).transpose()?;
        }
        clinic.active = self.active.unwrap_or(clinic.active);
        self.policy.apply(clinic)?;
        clinic.city_key = search_key(&clinic.city);
        let searched = [&clinic.name, clinic.address.as_deref().unwrap_or_default(), &clinic.city];
        clinic.search_text = search_key(&searched.join(" "));
        Ok(())
    }
}

impl Location {
    fn checked(self) -> Result<Self, Invalid> {
        if !(-90.0..=90.0).contains(&self.latitude) {
            return Err(Invalid::new("location.latitude", "Give degrees between -90 and 90."));
        }
        if !(-180.0..=180.0).contains(&self.longitude) {
            return Err(Invalid::new("location.longitude", "Give degrees between -180 and 180."));
        }
        Ok(self)
    }
}

impl PolicyFacts {
    fn apply(self, clinic: &mut clinic::Model) -> Result<(), Invalid> {
        let old = policy(clinic);
        let new = ClinicPolicy {
            auto_confirm: self.auto_confirm.unwrap_or(old.auto_confirm),
            minimum_notice_minutes: self.minimum_notice_minutes.unwrap_or(old.minimum_notice_minutes),
            booking_horizon_days: self.booking_horizon_days.unwrap_or(old.booking_horizon_days),
            cancel_notice_minutes: self.cancel_notice_minutes.unwrap_or(old.cancel_notice_minutes),
            no_show_grace_minutes: self.no_show_grace_minutes.unwrap_or(old.no_show_grace_minutes),
        };
        new.checked()?;
        clinic.auto_confirm = new.auto_confirm;
        clinic.minimum_notice_minutes = new.minimum_notice_minutes;
        clinic.booking_horizon_days = new.booking_horizon_days;
        clinic.cancel_notice_minutes = new.cancel_notice_minutes;
        clinic.no_show_grace_minutes = new.no_show_grace_minutes;
        Ok(())
    }
}

fn policy(clinic: &clinic::Model) -> ClinicPolicy {
    ClinicPolicy {
        auto_confirm: clinic.auto_confirm,
        minimum_notice_minutes: clinic.minimum_notice_minutes,
        booking_horizon_days: clinic.booking_horizon_days,
        cancel_notice_minutes: clinic.cancel_notice_minutes,
        no_show_grace_minutes: clinic.no_show_grace_minutes,
    }
}
