//! Searching words in the columns that are kept case-folded for it.

use sea_orm::sea_query::LikeExpr;
use sea_orm::{ColumnTrait, Condition};

/// Every word occurs in `column`. What `LIKE` would take for a wildcard stands for itself.
pub fn contains_all<C: ColumnTrait>(column: C, words: &[String]) -> Condition {
    words.iter().fold(Condition::all(), |condition, word| {
        let escaped = word.replace('\\', r"\\").replace('%', r"\%").replace('_', r"\_");
        condition.add(column.like(LikeExpr::new(format!("%{escaped}%")).escape('\\')))
    })
}
