//! What a person is called.

use std::fmt;

use crate::domain::refusal::Invalid;
use crate::domain::text;

/// Longest name, in characters.
const LONGEST: usize = 120;

/// A person's name: one line with at least one letter or digit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PersonName(String);

impl PersonName {
    /// Reads a name.
    pub fn parse(field: &str, value: &str) -> Result<Self, Invalid> {
        let name = text::line(field, value, LONGEST)?;
        if !name.chars().any(char::is_alphanumeric) {
            return Err(Invalid::new(field, "Write the name with letters."));
        }
        Ok(Self(name))
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for PersonName {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

impl From<PersonName> for String {
    fn from(name: PersonName) -> Self {
        name.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_all_scripts_pass_and_nothing_else_does() {
        for name in ["Ann", "Ünal Özgür", "नमस्ते", "李", "Jean-Luc O'Neil Jr.", "محمد"] {
            assert_eq!(PersonName::parse("name", name).unwrap().as_str(), name);
        }
        for name in ["", "   ", "---", "Ann\r\nBcc: x", "Ann\0", &"a".repeat(121)] {
            assert!(PersonName::parse("name", name).is_err(), "{name:?}");
        }
    }
}
