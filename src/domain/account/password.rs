//! Which passwords are taken (NIST SP 800-63B §5.1.1: length counts, recipes do not).

use std::fmt;

use super::{EmailAddress, PersonName};
use crate::domain::refusal::Refusal;

/// Shortest and longest password, in characters.
const LENGTH: std::ops::RangeInclusive<usize> = 8..=128;

/// The passwords that attackers try first, of those that are long enough.
const WORST: [&str; 40] = [
    "password",
    "password1",
    "password12",
    "password123",
    "password1234",
    "passw0rd",
    "p@ssw0rd",
    "p@ssword",
    "12345678",
    "123456789",
    "1234567890",
    "12345678910",
    "0123456789",
    "87654321",
    "987654321",
    "0987654321",
    "11223344",
    "12341234",
    "qwertyui",
    "qwertyuiop",
    "qwerty12",
    "qwerty123",
    "qwerty1234",
    "1q2w3e4r",
    "1q2w3e4r5t",
    "1qaz2wsx",
    "asdfghjkl",
    "zxcvbnm1",
    "abcdefgh",
    "abcd1234",
    "abc12345",
    "a1b2c3d4",
    "iloveyou",
    "iloveyou1",
    "letmein1",
    "welcome1",
    "sunshine",
    "princess",
    "football",
    "changeme",
];

/// A password good enough to be chosen. Never shown.
#[derive(Clone, PartialEq, Eq)]
pub struct Password(String);

impl Password {
    /// Takes a new password for the account of `email` and `name`, exactly as it was typed.
    pub fn choose(plain: &str, email: &EmailAddress, name: &PersonName) -> Result<Self, Refusal> {
        let length = plain.chars().count();
        let folded = plain.trim().to_lowercase();
        let mut characters = plain.chars();
        let first = characters.next();
        let weakness = if length < *LENGTH.start() {
            "use at least 8 characters"
        } else if length > *LENGTH.end() {
            "use at most 128 characters"
        } else if plain.contains('\0') {
            "leave out the character NUL"
        } else if characters.all(|character| Some(character) == first) {
            "do not repeat one character"
        } else if [email.as_str(), email.local_part(), &name.as_str().to_lowercase()].contains(&folded.as_str()) {
            "do not use your name or e-mail address"
        } else if WORST.contains(&folded.as_str()) {
            "this one is among the first that attackers try"
        } else {
            return Ok(Self(plain.to_owned()));
        };
        Err(Refusal::WeakPassword(weakness))
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Password {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Password")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn choose(plain: &str) -> Result<Password, Refusal> {
        let email = EmailAddress::parse("email", "annabelle@example.org").unwrap();
        let name = PersonName::parse("name", "Annabelle Lee").unwrap();
        Password::choose(plain, &email, &name)
    }

    #[test]
    fn what_is_easy_to_guess_is_refused() {
        for plain in [
            "",
            "short77",
            "aaaaaaaaaa",
            "        ",
            "Annabelle",
            "annabelle lee",
            "annabelle@example.org",
            "PASSWORD",
            "Qwerty123",
            "12345678",
            "eight\0chars",
            &"x1".repeat(65),
        ] {
            assert!(matches!(choose(plain), Err(Refusal::WeakPassword(_))), "{plain:?}");
        }
    }

    #[test]
    fn everything_else_is_taken_as_it_was_typed() {
        for plain in ["a-good-one", "пароль-мой", " spaces around ", &"x1".repeat(64), "\u{1F600}\u{1F601}ünïcode"]
        {
            assert_eq!(choose(plain).unwrap().as_str(), plain);
        }
    }
}
