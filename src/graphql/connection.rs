//! Relay connections over keyset pages.
//!
//! A cursor is the sort key of its row, so a page stays where it is when rows are inserted before it
//! (<https://relay.dev/graphql/connections.htm>).

use std::ops::RangeInclusive;

use async_graphql::SimpleObject;
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use chrono::{DateTime, Datelike, Utc};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

use super::error::{ApiError, ApiResult};
use crate::domain::page::{From, PageRequest};

/// What a list answers when nobody says how much.
pub const DEFAULT_PAGE: usize = 20;
/// The most that a list answers at once; more is refused.
pub const LARGEST_PAGE: usize = 100;
/// The years that an instant in a cursor may be in.
const CURSOR_YEARS: RangeInclusive<i32> = 1900..=2200;

/// Where a page stands in its list.
#[derive(Clone, Debug, SimpleObject)]
pub struct PageInfo {
    /// Whether there are more edges after `endCursor`.
    pub has_next_page: bool,
    /// Whether there are more edges before `startCursor`.
    pub has_previous_page: bool,
    /// Cursor of the first edge; null on an empty page.
    pub start_cursor: Option<String>,
    /// Cursor of the last edge; null on an empty page.
    pub end_cursor: Option<String>,
}

/// The four paging arguments of a connection, as they came.
#[derive(Clone, Debug, Default)]
pub struct PageArguments {
    pub first: Option<i32>,
    pub after: Option<String>,
    pub last: Option<i32>,
    pub before: Option<String>,
}

impl PageArguments {
    /// Reads them, or says in one sentence what is wrong.
    pub fn read<C: DeserializeOwned>(self) -> ApiResult<PageRequest<C>> {
        match self {
            Self { first, after, last: None, before: None } => {
                Ok(PageRequest { size: size("first", first)?, from: From::After(read_cursor(after)?) })
            }
            Self { first: None, after: None, last, before } => {
                Ok(PageRequest { size: size("last", last)?, from: From::Before(read_cursor(before)?) })
            }
            _ => Err(ApiError::bad_input(
                "Page with `first` and `after`, or with `last` and `before`, but not with both.",
            )),
        }
    }
}

fn size(argument: &str, asked: Option<i32>) -> ApiResult<usize> {
    match asked.map(usize::try_from) {
        None => Ok(DEFAULT_PAGE),
        Some(Ok(size)) if size <= LARGEST_PAGE => Ok(size),
        Some(_) => Err(ApiError::bad_input(format!("`{argument}` must be between 0 and {LARGEST_PAGE}."))),
    }
}

/// What a query of one page may cost: the number of rows that `first` or `last` asks for, whatever was sent.
pub fn page_cost(first: Option<i32>, last: Option<i32>) -> usize {
    let asked = first.or(last).and_then(|size| usize::try_from(size).ok());
    asked.unwrap_or(DEFAULT_PAGE).clamp(1, LARGEST_PAGE)
}

/// The cursor that carries `key`.
pub fn cursor<C: Serialize>(key: &C) -> String {
    URL_SAFE_NO_PAD.encode(serde_json::to_vec(key).expect("a sort key is plain data"))
}

fn read_cursor<C: DeserializeOwned>(cursor: Option<String>) -> ApiResult<Option<C>> {
    let Some(cursor) = cursor else { return Ok(None) };
    URL_SAFE_NO_PAD
        .decode(cursor)
        .ok()
        .and_then(|bytes| serde_json::from_slice::<Value>(&bytes).ok())
        .filter(is_storable)
        .and_then(|key| serde_json::from_value(key).ok())
        .map(Some)
        .ok_or_else(|| ApiError::bad_input("This cursor is not one of this list: use a cursor as this list gave it."))
}

/// Whether every instant in a sort key is one that both databases can hold and compare: cursors come back from clients.
fn is_storable(key: &Value) -> bool {
    match key {
        Value::String(text) => {
            text.parse::<DateTime<Utc>>().ok().is_none_or(|instant| CURSOR_YEARS.contains(&instant.year()))
        }
        Value::Array(parts) => parts.iter().all(is_storable),
        Value::Object(parts) => parts.values().all(is_storable),
        Value::Null | Value::Bool(_) | Value::Number(_) => true,
    }
}

/// Declares `<Name>Connection` and `<Name>Edge` of a node type, made by `new(page, key, total)`, where `key` is the sort
/// key of a node. `counted` connections have a `totalCount`.
macro_rules! connection {
    ($connection:ident, $edge:ident, $node:ty, $name:literal, $names:literal $(, $counted:ident)?) => {
        #[doc = concat!("One of a page of ", $names, ".")]
        #[derive(Clone, async_graphql::SimpleObject)]
        pub struct $edge {
            /// Where it stands in the list: for `after` and `before`.
            pub cursor: String,
            #[doc = concat!("The ", $name, ".")]
            pub node: $node,
        }

        #[doc = concat!("A page of ", $names, ".")]
        #[derive(Clone, async_graphql::SimpleObject)]
        pub struct $connection {
            /// The page with the cursor of each.
            pub edges: Vec<$edge>,
            /// The page without cursors.
            pub nodes: Vec<$node>,
            /// Where the page stands in the list.
            pub page_info: $crate::graphql::connection::PageInfo,
            $(
                /// How many there are in all. Counted only when asked for.
                pub total_count: $crate::graphql::connection::connection!(@count $counted),
            )?
        }

        impl $connection {
            /// The connection of a page; `key` gives the sort key of a row, which becomes its cursor.
            pub fn new<T, C: serde::Serialize>(
                page: $crate::domain::page::Page<T>,
                key: impl Fn(&T) -> C,
                node: impl Fn(T) -> $node,
                $($counted: u64,)?
            ) -> Self {
                let (has_next_page, has_previous_page) = (page.has_next, page.has_previous);
                let edges: Vec<_> = page
                    .rows
                    .into_iter()
                    .map(|row| $edge { cursor: $crate::graphql::connection::cursor(&key(&row)), node: node(row) })
                    .collect();
                Self {
                    nodes: edges.iter().map(|edge| edge.node.clone()).collect(),
                    page_info: $crate::graphql::connection::PageInfo {
                        has_next_page,
                        has_previous_page,
                        start_cursor: edges.first().map(|edge| edge.cursor.clone()),
                        end_cursor: edges.last().map(|edge| edge.cursor.clone()),
                    },
                    edges,
                    $(total_count: i32::try_from($counted).unwrap_or(i32::MAX),)?
                }
            }
        }
    };
    (@count $counted:ident) => { i32 };
}
pub(crate) use connection;
