//! E-mail addresses, the identity anchor of accounts (domain.md §5).

use std::fmt;
use std::ops::RangeInclusive;

use crate::domain::refusal::Invalid;

/// Longest address that a mail server has to take, in bytes (RFC 5321 §4.5.3.1.3).
const LONGEST: usize = 254;
/// Longest part before the `@`, in bytes.
const LONGEST_LOCAL: usize = 64;
/// Longest name between two dots of a domain.
const LONGEST_LABEL: usize = 63;

/// An e-mail address, trimmed and case-folded, so that one mailbox has one spelling.
///
/// Conservative on purpose: no quoted local parts, no address literals, only ASCII before the `@`. A domain may be
/// written in a script of its own, but not in a mixture of scripts that merely looks like another domain.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct EmailAddress(String);

impl EmailAddress {
    /// Reads an address.
    pub fn parse(field: &str, value: &str) -> Result<Self, Invalid> {
        let written = value.trim();
        if written.len() > LONGEST {
            return Err(Invalid::new(field, format!("Use an e-mail address of at most {LONGEST} characters.")));
        }
        // Before folding and after: some letters fold into others, such as the Kelvin sign into a k.
        let folded = written.to_lowercase();
        if is_address(written) && is_address(&folded) && folded.len() <= LONGEST {
            Ok(Self(folded))
        } else {
            Err(Invalid::new(field, "Write an e-mail address such as ann@example.org."))
        }
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// What stands before the `@`.
    pub fn local_part(&self) -> &str {
        self.0.split('@').next().unwrap_or_default()
    }
}

impl fmt::Display for EmailAddress {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

impl From<EmailAddress> for String {
    fn from(email: EmailAddress) -> Self {
        email.0
    }
}

fn is_address(text: &str) -> bool {
    text.split_once('@').is_some_and(|(local, domain)| is_local_part(local) && is_domain(domain))
}

/// Words of RFC 5322's `atext`, joined by single dots.
fn is_local_part(local: &str) -> bool {
    let is_atom = |atom: &str| {
        let is_atext = |byte: u8| byte.is_ascii_alphanumeric() || b"!#$%&'*+/=?^_`{|}~-".contains(&byte);
        !atom.is_empty() && atom.bytes().all(is_atext)
    };
    local.len() <= LONGEST_LOCAL && local.split('.').all(is_atom)
}

fn is_domain(domain: &str) -> bool {
    let Some((_, top)) = domain.rsplit_once('.') else { return false };
    domain.split('.').all(is_label) && !top.bytes().all(|byte| byte.is_ascii_digit())
}

fn is_label(label: &str) -> bool {
    let bounded = !label.is_empty() && label.len() <= LONGEST_LABEL;
    let hyphens_inside = !label.starts_with('-') && !label.ends_with('-');
    bounded && hyphens_inside && is_of_one_script(label)
}

/// Blocks of letters that domains are written in; those of one row may stand side by side.
const SCRIPTS: [&[RangeInclusive<char>]; 9] = [
    &['a'..='z', 'A'..='Z', '\u{C0}'..='\u{24F}'],
    &['\u{370}'..='\u{3FF}'],
    &['\u{400}'..='\u{52F}'],
    &['\u{5D0}'..='\u{5EA}'],
    &['\u{620}'..='\u{6FF}'],
    &['\u{900}'..='\u{D7F}'],
    &['\u{E00}'..='\u{E7F}'],
    &['\u{3040}'..='\u{30FF}', '\u{3400}'..='\u{4DBF}', '\u{4E00}'..='\u{9FFF}'],
    &['\u{AC00}'..='\u{D7A3}'],
];

/// ASCII digits and hyphens, and letters that all belong to one script.
fn is_of_one_script(label: &str) -> bool {
    let mut letters = label.chars().filter(|character| !character.is_ascii_digit() && *character != '-');
    let Some(first) = letters.next() else { return true };
    let Some(script) = SCRIPTS.iter().find(|blocks| blocks.iter().any(|block| block.contains(&first))) else {
        return false;
    };
    let belongs = |character: char| {
        script.iter().any(|block| block.contains(&character)) && (character.is_alphabetic() || is_virama(character))
    };
    first.is_alphabetic() && letters.all(belongs)
}

/// The sign that takes the vowel from a consonant in the scripts of India; not a letter, but part of many words.
fn is_virama(character: char) -> bool {
    ('\u{900}'..='\u{D7F}').contains(&character) && u32::from(character) & 0x7F == 0x4D
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_mailbox_has_one_spelling() {
        for (written, stored) in [
            (" Ann.Lee+x@Example.ORG\n", "ann.lee+x@example.org"),
            ("o'neil@a-b.example", "o'neil@a-b.example"),
            ("info@MÜNCHEN.de", "info@münchen.de"),
            ("a@हिन्दी.भारत", "a@हिन्दी.भारत"),
            ("a@почта.рф", "a@почта.рф"),
            ("a@例え.jp", "a@例え.jp"),
            ("a@xn--mnchen-3ya.de", "a@xn--mnchen-3ya.de"),
        ] {
            assert_eq!(EmailAddress::parse("email", written).unwrap().as_str(), stored);
        }
    }

    #[test]
    fn what_is_no_address_is_refused() {
        for text in [
            "",
            "@",
            "ann",
            "ann@",
            "@example.org",
            "ann@example",
            "a@b@example.org",
            "ann@@example.org",
            ".ann@example.org",
            "ann.@example.org",
            "a..n@example.org",
            "a nn@example.org",
            "ann@exa mple.org",
            "ann@-example.org",
            "ann@example-.org",
            "ann@example..org",
            "ann@example.org.",
            "ann@127.0.0.1",
            "ann@[127.0.0.1]",
            "\"a b\"@example.org",
            "ann@exam_ple.org",
            "ann\0@example.org",
            "ann@example.org\0x",
            "ann@example.org\r\nBcc: ben@example.org",
            "<ann@example.org>",
            "ann@example.org,ben@example.org",
        ] {
            assert!(EmailAddress::parse("email", text).is_err(), "{text:?}");
        }
    }

    #[test]
    fn look_alikes_are_refused() {
        // A Cyrillic о, a full-width letter, the Kelvin sign, a dotted capital İ, an invisible space, a combining mark.
        for text in [
            "ann@g\u{43E}ogle.com",
            "\u{FF41}nn@example.org",
            "ann@\u{FF45}xample.org",
            "\u{212A}im@example.org",
            "kim@\u{212A}im.org",
            "ann@\u{130}stanbul.org",
            "ann@exam\u{200B}ple.org",
            "ann@mu\u{308}nchen.de",
            "\u{E4}nn@example.org",
        ] {
            assert!(EmailAddress::parse("email", text).is_err(), "{text:?}");
        }
    }

    #[test]
    fn lengths_are_bounded() {
        let local = "a".repeat(64);
        assert!(EmailAddress::parse("email", &format!("{local}@example.org")).is_ok());
        assert!(EmailAddress::parse("email", &format!("a{local}@example.org")).is_err());
        let long = format!("{local}@{}.org", ["b".repeat(63), "c".repeat(63), "d".repeat(60)].join("."));
        assert!(EmailAddress::parse("email", &long).is_err());
    }
}
