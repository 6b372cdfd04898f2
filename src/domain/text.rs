//! Text that people type, cleaned: trimmed, of a sane length, without characters that nobody means to send.

use super::refusal::Invalid;

/// One line of text: trimmed, not blank, at most `max` characters, nothing invisible. `field` is the path of the input.
pub fn line(field: &str, value: &str, max: usize) -> Result<String, Invalid> {
    clean(field, value.trim(), max, |_| false)
}

/// [`line`], or nothing when it is missing or blank.
pub fn optional_line(field: &str, value: Option<&str>, max: usize) -> Result<Option<String>, Invalid> {
    present(value).map(|value| line(field, value, max)).transpose()
}

/// Text of any number of lines: trimmed, not blank, at most `max` characters. Every kind of line end becomes `\n`.
pub fn paragraph(field: &str, value: &str, max: usize) -> Result<String, Invalid> {
    let value = value.trim().replace("\r\n", "\n").replace('\r', "\n");
    clean(field, &value, max, |character| matches!(character, '\n' | '\t'))
}

/// [`paragraph`], or nothing when it is missing or blank.
pub fn optional_paragraph(field: &str, value: Option<&str>, max: usize) -> Result<Option<String>, Invalid> {
    present(value).map(|value| paragraph(field, value, max)).transpose()
}

/// Whether a character is a control character, or one that changes how its neighbours are shown or how a line ends.
/// The joiners U+200C and U+200D are not: Persian and Hindi are written with them.
pub fn is_invisible(character: char) -> bool {
    character.is_control()
        || matches!(
            character,
            '\u{AD}'
                | '\u{200B}'
                | '\u{200E}'..='\u{200F}'
                | '\u{2028}'..='\u{202E}'
                | '\u{2060}'..='\u{206F}'
                | '\u{FEFF}'
                | '\u{FFF9}'..='\u{FFFB}'
                | '\u{E0000}'..='\u{E007F}'
        )
}

fn present(value: Option<&str>) -> Option<&str> {
    value.filter(|value| !value.trim().is_empty())
}

fn clean(field: &str, value: &str, max: usize, allowed: impl Fn(char) -> bool) -> Result<String, Invalid> {
    if value.is_empty() {
        return Err(Invalid::new(field, "Fill this in."));
    }
    if value.chars().count() > max {
        return Err(Invalid::new(field, format!("Use at most {max} characters.")));
    }
    if value.chars().any(|character| is_invisible(character) && !allowed(character)) {
        return Err(Invalid::new(field, "Leave out control characters and invisible marks."));
    }
    Ok(value.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_trimmed_and_counted_in_characters() {
        assert_eq!(line("name", "  Ärzte\u{a0} ", 5).unwrap(), "Ärzte");
        assert_eq!(line("name", "Ärzte!", 5).unwrap_err().reason, "Use at most 5 characters.");
        assert_eq!(line("guest.name", " \n ", 5).unwrap_err().field, ["guest", "name"]);
    }

    #[test]
    fn nothing_invisible_gets_into_a_line() {
        for text in ["a\0b", "a\nb", "a\tb", "a\u{202e}b", "a\u{200b}b", "a\u{2028}b"] {
            assert!(line("name", text, 120).is_err(), "{text:?}");
        }
        assert_eq!(line("name", "می\u{200c}خواهم", 120).unwrap(), "می\u{200c}خواهم");
    }

    #[test]
    fn a_paragraph_keeps_its_lines_in_one_spelling() {
        assert_eq!(paragraph("bio", "one\r\ntwo\rthree\n", 20).unwrap(), "one\ntwo\nthree");
        assert!(paragraph("bio", "one\0", 20).is_err());
    }

    #[test]
    fn blank_is_the_same_as_missing_where_text_is_optional() {
        assert_eq!(optional_line("degree", Some("  "), 20).unwrap(), None);
        assert_eq!(optional_paragraph("bio", None, 20).unwrap(), None);
        assert_eq!(optional_line("degree", Some(" MD "), 20).unwrap().as_deref(), Some("MD"));
    }
}
