//! Lists clinics.

use std::sync::Arc;

use entity::clinic;

use super::Listed;
use crate::domain::directory::{ClinicCursor, SortText, search_key, words};
use crate::domain::page::PageRequest;
use crate::domain::refusal::Invalid;
use crate::domain::text;
use crate::service::{Error, Outcome, Services};
use crate::store::directory::clinic as store;

/// Longest text that is searched for, in characters.
pub(super) const LONGEST_SEARCH: usize = 200;

/// What clinics are searched by; everything given must hold.
#[derive(Clone, Debug, Default)]
pub struct ClinicSearch {
    pub city: Option<String>,
    /// Words of the name, address or city.
    pub text: Option<String>,
}

/// A page of the clinics.
pub struct ListClinics {
    pub search: ClinicSearch,
    pub page: PageRequest<ClinicCursor>,
    /// Whether to count the whole list.
    pub counted: bool,
}

/// The active clinics that match, by name.
pub async fn clinics(services: &Services, list: ListClinics) -> Outcome<Listed<ClinicCursor, Arc<clinic::Model>>> {
    let filter = store::ClinicFilter {
        city: folded("city", list.search.city.as_deref())?,
        words: split("text", list.search.text.as_deref())?,
    };
    let db = services.db.read();
    let page = store::page(db, &filter, &list.page).await?;
    let total = if list.counted { Some(store::count(db, &filter).await?) } else { None };
    let page = page.map(|clinic| {
        let cursor = ClinicCursor { name: SortText(clinic.name.clone()), id: clinic.id };
        (cursor, Arc::new(clinic))
    });
    Ok(Listed { page, total })
}

/// A name in a filter, case-folded; a blank one is none.
pub(super) fn folded(field: &str, value: Option<&str>) -> Outcome<Option<String>> {
    let value = text::optional_line(field, value, LONGEST_SEARCH).map_err(in_filter)?;
    Ok(value.map(|value| search_key(&value)))
}

/// The words of a search.
pub(super) fn split(field: &str, value: Option<&str>) -> Outcome<Vec<String>> {
    let value = text::optional_line(field, value, LONGEST_SEARCH).map_err(in_filter)?;
    Ok(value.map(|value| words(&value)).unwrap_or_default())
}

/// A fault in the filter of a list.
pub(super) fn in_filter(invalid: Invalid) -> Error {
    Error::BadRequest(invalid.within("filter"))
}
