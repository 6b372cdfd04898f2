//! Amounts of money: minor units and an ISO 4217 currency (docs/domain.md §6).

use crate::domain::refusal::Invalid;

/// The largest fee, in minor units.
pub const MAX_AMOUNT: i64 = 100_000_000;

/// The currencies in use of ISO 4217, by their codes.
pub const CURRENCIES: &str = "\
    AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BHD BIF BMD BND BOB BRL BSD BTN BWP BYN BZD CAD CDF CHF CLP \
    CNY COP CRC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GNF GTQ GYD HKD HNL HTG HUF IDR \
    ILS INR IQD IRR ISK JMD JOD JPY KES KGS KHR KMF KPW KRW KWD KYD KZT LAK LBP LKR LRD LSL LYD MAD MDL MGA MKD MMK MNT \
    MOP MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD OMR PAB PEN PGK PHP PKR PLN PYG QAR RON RSD RUB RWF SAR SBD \
    SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TND TOP TRY TTD TWD TZS UAH UGX USD UYU UZS VED VES \
    VND VUV WST XAF XCD XCG XOF XPF YER ZAR ZMW ZWG";

/// An amount of one currency.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Money {
    /// Minor units, e.g. cents.
    pub amount: i64,
    /// ISO 4217.
    pub currency: String,
}

impl Money {
    /// A fee as somebody typed it; `field` is where.
    pub fn fee(field: &str, amount: i64, currency: &str) -> Result<Self, Invalid> {
        if !(0..=MAX_AMOUNT).contains(&amount) {
            let reason = format!("Give an amount between 0 and {MAX_AMOUNT} in minor units.");
            return Err(Invalid::new("amount", reason).within(field));
        }
        let currency = Self::currency("currency", currency).map_err(|invalid| invalid.within(field))?;
        Ok(Self { amount, currency })
    }

    /// A currency as somebody typed it.
    pub fn currency(field: &str, code: &str) -> Result<String, Invalid> {
        if CURRENCIES.split(' ').any(|known| known == code) {
            Ok(code.to_owned())
        } else {
            Err(Invalid::new(field, "Give a currency of ISO 4217 in three capital letters, such as EUR."))
        }
    }

    /// From the two columns that hold it.
    pub fn stored(amount: Option<i64>, currency: Option<&str>) -> Option<Self> {
        Some(Self { amount: amount?, currency: currency?.to_owned() })
    }
}
