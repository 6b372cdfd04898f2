//! Facts about a doctor, as somebody typed them. `field` is always where.

use entity::enums::VisitMode;

use super::search::search_key;
use crate::domain::refusal::Invalid;
use crate::domain::text;

/// At how many clinics one doctor may practise.
pub const MAX_CLINICS: usize = 50;
/// How many services one doctor may offer.
pub const MAX_SERVICES: usize = 200;
const MAX_LANGUAGES: usize = 20;

/// A language, as shown and as compared.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Language {
    pub name: String,
    pub key: String,
}

/// The languages in the order given, each once.
pub fn languages(field: &str, names: &[String]) -> Result<Vec<Language>, Invalid> {
    if names.len() > MAX_LANGUAGES {
        return Err(Invalid::new(field, format!("Give at most {MAX_LANGUAGES} languages.")));
    }
    let mut languages: Vec<Language> = Vec::with_capacity(names.len());
    for (index, name) in names.iter().enumerate() {
        let name = text::line(&format!("{field}.{index}"), name, 50)?;
        let key = search_key(&name);
        if languages.iter().all(|known| known.key != key) {
            languages.push(Language { name, key });
        }
    }
    Ok(languages)
}

/// What makes a licence unique: its number without case and spaces.
pub fn license_key(number: &str) -> String {
    number.split_whitespace().map(str::to_lowercase).collect()
}

/// Years of experience.
pub fn experience(field: &str, years: i32) -> Result<i32, Invalid> {
    if (0..=80).contains(&years) { Ok(years) } else { Err(Invalid::new(field, "Give a number between 0 and 80.")) }
}

/// The most visits of a day.
pub fn daily_limit(field: &str, visits: i32) -> Result<i32, Invalid> {
    if (1..=500).contains(&visits) { Ok(visits) } else { Err(Invalid::new(field, "Give a number between 1 and 500.")) }
}

/// The modes as (in person, video); at least one.
pub fn modes(field: &str, modes: &[VisitMode]) -> Result<(bool, bool), Invalid> {
    if modes.is_empty() {
        return Err(Invalid::new(field, "Give at least one kind of visit."));
    }
    Ok((modes.contains(&VisitMode::InPerson), modes.contains(&VisitMode::Video)))
}

/// Where a photo is.
pub fn photo_url(field: &str, url: &str) -> Result<String, Invalid> {
    let url = text::line(field, url, 500)?;
    let host = url.strip_prefix("https://").or_else(|| url.strip_prefix("http://"));
    match host {
        Some(host) if !host.starts_with('/') && !host.is_empty() && !url.contains(char::is_whitespace) => Ok(url),
        _ => Err(Invalid::new(field, "Give a URL that starts with https://.")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_language_is_kept_once_in_its_first_spelling() {
        let given = ["German", " GERMAN ", "Swiss  German"].map(str::to_owned);
        let names: Vec<String> =
            languages("languages", &given).unwrap().into_iter().map(|language| language.key).collect();
        assert_eq!(names, ["german", "swiss german"]);
        assert_eq!(languages("languages", &["a".into(), String::new()]).unwrap_err().field, ["languages", "1"]);
    }

    #[test]
    fn a_licence_is_the_same_in_any_case_and_spacing() {
        assert_eq!(license_key(" AB 12-x "), license_key("ab12-X"));
    }

    #[test]
    fn only_web_addresses_are_photos() {
        assert!(photo_url("photoUrl", " https://example.org/a.png ").is_ok());
        for url in ["javascript:alert(1)", "https://", "https:///a", "https://a b", "ftp://example.org", ""] {
            assert!(photo_url("photoUrl", url).is_err(), "{url:?}");
        }
    }
}
