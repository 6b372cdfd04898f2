//! What the server answered to one request.

use std::fmt;

use serde_json::Value;

/// An answer over HTTP, read as GraphQL.
#[derive(Clone)]
pub struct Answer {
    pub status: u16,
    pub body: Value,
}

impl Answer {
    /// The data of an answer without errors.
    #[track_caller]
    pub fn data(&self) -> &Value {
        assert!(self.status == 200 && self.body.get("errors").is_none(), "expected data without errors: {self:?}");
        &self.body["data"]
    }

    /// The value at a JSON pointer of the data, `/viewer/patients/0/id`.
    #[track_caller]
    pub fn at(&self, pointer: &str) -> &Value {
        self.data().pointer(pointer).unwrap_or_else(|| panic!("nothing at {pointer}: {self:?}"))
    }

    /// The text at a JSON pointer of the data.
    #[track_caller]
    pub fn text(&self, pointer: &str) -> String {
        self.at(pointer).as_str().unwrap_or_else(|| panic!("no text at {pointer}: {self:?}")).to_owned()
    }

    /// The list at a JSON pointer of the data.
    #[track_caller]
    pub fn list(&self, pointer: &str) -> &Vec<Value> {
        self.at(pointer).as_array().unwrap_or_else(|| panic!("no list at {pointer}: {self:?}"))
    }

    /// The texts of a list at a JSON pointer of the data, each under `field` (or plain, when that is empty).
    #[track_caller]
    pub fn texts(&self, pointer: &str, field: &str) -> Vec<String> {
        let text = |item: &Value| {
            if field.is_empty() { item.clone() } else { item.pointer(field).cloned().unwrap_or_default() }
        };
        let texts = self.list(pointer).iter().map(|item| text(item).as_str().map(str::to_owned));
        texts.map(|text| text.unwrap_or_else(|| panic!("no text at {pointer}/*{field}: {self:?}"))).collect()
    }

    /// `extensions.code` of the first error.
    pub fn code(&self) -> Option<&str> {
        self.body.pointer("/errors/0/extensions/code")?.as_str()
    }

    /// The message of the error that must be there, with this code.
    #[track_caller]
    pub fn expect_error(&self, code: &str) -> String {
        assert_eq!(self.code(), Some(code), "expected the error {code}: {self:?}");
        let message = self.body["errors"][0]["message"].as_str().unwrap_or_default().to_owned();
        assert!(!message.is_empty(), "an error says what to do: {self:?}");
        message
    }
}

/// On one line: that is what a failed assertion shows.
impl fmt::Debug for Answer {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "HTTP {} {}", self.status, self.body)
    }
}
