//! How large the text of a document may be, decided before it is parsed: the parser calls itself for every bracket, and
//! takes much longer than this look at each byte.

use super::error::{ApiError, ApiResult, Code};

/// Longest document, in bytes.
pub const LONGEST: usize = 64 * 1024;
/// Most tokens of a document: names, numbers, strings and marks. (GraphiQL's introspection has about 300.)
pub const MOST_TOKENS: usize = 5_000;
/// Most brackets within each other, of any kind.
pub const DEEPEST: usize = 64;

/// Refuses a text that is larger than any client of ours needs.
pub fn check(text: &str) -> ApiResult<()> {
    if text.len() > LONGEST {
        return Err(too_complex(format!("Send a shorter document: at most {} KiB.", LONGEST / 1024)));
    }
    let mut scan = Scan { bytes: text.as_bytes(), at: 0, blocks_end: true };
    let (mut tokens, mut depth) = (0_usize, 0_usize);
    while let Some(token) = scan.next() {
        tokens += 1;
        match token {
            b'(' | b'[' | b'{' => depth += 1,
            b')' | b']' | b'}' => depth = depth.saturating_sub(1),
            _ => {}
        }
        if tokens > MOST_TOKENS {
            return Err(too_complex(format!("Ask for less at once: at most {MOST_TOKENS} tokens.")));
        }
        if depth > DEEPEST {
            return Err(too_complex(format!("Ask for less at once: at most {DEEPEST} brackets within each other.")));
        }
    }
    Ok(())
}

fn too_complex(message: String) -> ApiError {
    ApiError::new(Code::QueryTooComplex, message)
}

/// The way through a text. It takes for a string or a comment only what the parser takes for one, so that no bracket hides.
struct Scan<'t> {
    bytes: &'t [u8],
    at: usize,
    /// False once it is known that no block string ends in what is left.
    blocks_end: bool,
}

impl Scan<'_> {
    /// The first byte of the next token.
    fn next(&mut self) -> Option<u8> {
        loop {
            let byte = *self.bytes.get(self.at)?;
            self.at += 1;
            match byte {
                b' ' | b'\t' | b'\n' | b'\r' | b',' => continue,
                b'#' => self.skip_while(|byte| !is_line_end(byte)),
                b'"' => self.string(),
                _ if is_name(byte) => self.skip_while(is_name),
                _ => {}
            }
            if byte != b'#' {
                return Some(byte);
            }
        }
    }

    fn string(&mut self) {
        if self.blocks_end && self.bytes[self.at..].starts_with(b"\"\"") {
            match self.block_end() {
                Some(end) => return self.at = end,
                None => self.blocks_end = false,
            }
        }
        while let Some(&byte) = self.bytes.get(self.at) {
            self.at += if byte == b'\\' { 2 } else { 1 };
            if byte == b'"' || is_line_end(byte) {
                return;
            }
        }
    }

    /// Where the block string ends whose opening quotes begin before `at`.
    fn block_end(&self) -> Option<usize> {
        let mut at = self.at + 2;
        while at < self.bytes.len() {
            if self.bytes[at..].starts_with(b"\\\"\"\"") {
                at += 4;
            } else if self.bytes[at..].starts_with(b"\"\"\"") {
                return Some(at + 3);
            } else {
                at += 1;
            }
        }
        None
    }

    fn skip_while(&mut self, wanted: impl Fn(u8) -> bool) {
        while self.bytes.get(self.at).is_some_and(|byte| wanted(*byte)) {
            self.at += 1;
        }
    }
}

fn is_name(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'_'
}

fn is_line_end(byte: u8) -> bool {
    byte == b'\n' || byte == b'\r'
}

#[cfg(test)]
mod tests {
    use super::*;

    fn code(text: &str) -> Option<Code> {
        check(text).err().map(|error| error.code)
    }

    #[test]
    fn as_many_bytes_tokens_and_brackets_as_the_limit_are_taken_and_one_more_is_not() {
        let too_much = Some(Code::QueryTooComplex);
        assert_eq!((code(&" ".repeat(LONGEST)), code(&" ".repeat(LONGEST + 1))), (None, too_much));
        let tokens = |count: usize| "abc ".repeat(count);
        assert_eq!((code(&tokens(MOST_TOKENS)), code(&tokens(MOST_TOKENS + 1))), (None, too_much));
        for bracket in ["(", "[", "{"] {
            assert_eq!((code(&bracket.repeat(DEEPEST)), code(&bracket.repeat(DEEPEST + 1))), (None, too_much));
        }
    }

    #[test]
    fn brackets_in_strings_and_comments_do_not_count() {
        let deep = "[".repeat(DEEPEST + 1);
        for text in [
            format!("{{ a(b: \"{deep}\") }}"),
            format!("{{ a(b: \"\\\"{deep}\") }}"),
            format!("{{ a(b: \"\"\"{deep}\n \\\"\"\" {deep} \"\"\") }}"),
            format!("{{ a # {deep}\n }}"),
        ] {
            assert_eq!(code(&text), None, "{text}");
        }
    }

    #[test]
    fn no_bracket_hides_behind_what_only_looks_like_a_string_or_a_comment() {
        let deep = "[".repeat(DEEPEST + 1);
        for before in
            ["\"\"", "\"\"\" \"\n", "\"a\n", "\"a\r", "# a\r", "\"\\\\\"", "\"\"\"\"\"\"", "\"\"\" \\\"\"\" \"\"\""]
        {
            assert_eq!(code(&format!("{{ a(b: [{before} {deep}")), Some(Code::QueryTooComplex), "{before:?}");
        }
    }
}
