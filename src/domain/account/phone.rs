//! Telephone numbers.

use std::fmt;

use crate::domain::refusal::Invalid;

/// A telephone number in E.164: a plus and 8 to 15 digits, the first of a country code.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct PhoneNumber(String);

impl PhoneNumber {
    /// Reads a number; spaces, dashes, dots and parentheses are for people and fall away.
    pub fn parse(field: &str, value: &str) -> Result<Self, Invalid> {
        let decoration = |character: &char| {
            character.is_whitespace() && !character.is_control()
                || matches!(character, '-' | '\u{2010}' | '\u{2011}' | '.' | '(' | ')')
        };
        let number: String = value.trim().chars().filter(|character| !decoration(character)).take(17).collect();
        let digits = number.strip_prefix('+').unwrap_or_default();
        let good = (8..=15).contains(&digits.len())
            && digits.bytes().all(|byte| byte.is_ascii_digit())
            && !digits.starts_with('0');
        if !good {
            let reason = "Write the number with its country code, such as +34 600 000 000.";
            return Err(Invalid::new(field, reason));
        }
        Ok(Self(number))
    }

    /// [`parse`](Self::parse) of an optional number; blank is none.
    pub fn optional(field: &str, value: Option<&str>) -> Result<Option<Self>, Invalid> {
        let given = value.filter(|value| !value.trim().is_empty());
        given.map(|value| Self::parse(field, value)).transpose()
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for PhoneNumber {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

impl From<PhoneNumber> for String {
    fn from(number: PhoneNumber) -> Self {
        number.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_people_write_becomes_e164() {
        for (written, number) in
            [(" +34 600-000-000 ", "+34600000000"), ("+1 (415) 555.0100", "+14155550100"), ("+12345678", "+12345678")]
        {
            assert_eq!(PhoneNumber::parse("phone", written).unwrap().as_str(), number);
        }
    }

    #[test]
    fn what_cannot_be_dialled_from_abroad_is_refused() {
        for written in [
            "600000000",
            "0034600000000",
            "+1234567",
            "+1234567890123456",
            "+0123456789",
            "+3460000000a",
            "+34\n600000000",
            "+٣٤٦٠٠٠٠٠٠",
            "++34600000000",
            "+",
        ] {
            assert!(PhoneNumber::parse("phone", written).is_err(), "{written:?}");
        }
    }
}
