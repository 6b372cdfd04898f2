//! How names are compared and searched: without case, and with one space where there are several.

/// What is stored beside a text to compare and sort by.
pub fn search_key(text: &str) -> String {
    text.split_whitespace().map(str::to_lowercase).collect::<Vec<_>>().join(" ")
}

/// The words of a search, each of which must occur.
pub fn words(text: &str) -> Vec<String> {
    text.split_whitespace().map(str::to_lowercase).collect()
}
