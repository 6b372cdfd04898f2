//! Amounts of money.

use async_graphql::{InputObject, SimpleObject};

use crate::service::directory::Fee;

/// An amount of money.
#[derive(Clone, Debug, SimpleObject)]
pub struct Money {
    /// Minor units, e.g. cents.
    pub amount: i32,
    /// ISO 4217.
    pub currency: String,
}

impl Money {
    /// `amount` minor units of `currency`.
    pub fn new(amount: i64, currency: String) -> Self {
        // The largest amount is far below what an Int holds.
        Self { amount: i32::try_from(amount).unwrap_or(i32::MAX), currency }
    }
}

/// An amount of money.
#[derive(InputObject)]
pub struct MoneyInput {
    /// Minor units, e.g. cents; at most 100,000,000.
    pub amount: i32,
    /// ISO 4217: three capital letters, such as EUR.
    pub currency: String,
}

impl From<MoneyInput> for Fee {
    fn from(input: MoneyInput) -> Self {
        Self { amount: input.amount.into(), currency: input.currency }
    }
}
