//! Values of statement parameters, read from PostgreSQL's binary form.

use anyhow::{Context, bail};
use chrono::{DateTime, Duration, NaiveDate, Utc};
use uuid::Uuid;

/// A value of a parameter.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    Null,
    Bool(bool),
    Int(i64),
    Text(String),
    Bytes(Vec<u8>),
    Uuid(Uuid),
    Instant(DateTime<Utc>),
    Date(NaiveDate),
}

const EPOCH: NaiveDate = NaiveDate::from_ymd_opt(2000, 1, 1).expect("a date of the calendar");

impl Value {
    /// Reads a value of a type (by its object id in `pg_type`).
    pub fn read(kind: u32, binary: Option<&[u8]>) -> anyhow::Result<Self> {
        let Some(bytes) = binary else { return Ok(Self::Null) };
        let integer = || -> anyhow::Result<i64> {
            Ok(match *bytes {
                [a, b] => i16::from_be_bytes([a, b]).into(),
                [a, b, c, d] => i32::from_be_bytes([a, b, c, d]).into(),
                _ => i64::from_be_bytes(bytes.try_into()?),
            })
        };
        Ok(match kind {
            16 => Self::Bool(bytes == [1]),
            17 => Self::Bytes(bytes.to_vec()),
            20 | 21 | 23 => Self::Int(integer()?),
            25 | 1043 => Self::Text(String::from_utf8(bytes.to_vec())?),
            1082 => Self::Date(EPOCH.checked_add_signed(Duration::days(integer()?)).context("a date too far away")?),
            1184 => {
                let epoch = EPOCH.and_hms_opt(0, 0, 0).context("midnight exists")?.and_utc();
                Self::Instant(epoch + Duration::microseconds(integer()?))
            }
            2950 => Self::Uuid(Uuid::from_slice(bytes)?),
            other => bail!("a parameter of type {other}, which nobody has sent so far"),
        })
    }

    /// As PostgreSQL reads it from text; `None` for null.
    pub fn text(&self) -> Option<String> {
        Some(match self {
            Self::Null => return None,
            Self::Bool(value) => value.to_string(),
            Self::Int(value) => value.to_string(),
            Self::Text(value) => value.clone(),
            Self::Bytes(value) => value.iter().fold("\\x".to_owned(), |text, byte| format!("{text}{byte:02x}")),
            Self::Uuid(value) => value.to_string(),
            Self::Instant(value) => value.to_rfc3339(),
            Self::Date(value) => value.to_string(),
        })
    }

    /// As a literal in a statement for PostgreSQL.
    pub fn literal(&self) -> String {
        match (self, self.text()) {
            (Self::Bool(_) | Self::Int(_), Some(text)) => text,
            (_, Some(text)) => format!("'{}'", text.replace('\'', "''")),
            (_, None) => "NULL".to_owned(),
        }
    }
}
