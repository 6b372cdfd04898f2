//! Cities with their zones, languages and money.

use super::words::Culture::{self, *};

/// Where clinics are.
pub struct City {
    pub name: &'static str,
    /// ISO 3166.
    pub country: &'static str,
    /// IANA.
    pub zone: &'static str,
    /// ISO 4217.
    pub currency: &'static str,
    /// What a usual consultation costs, in minor units.
    pub fee: i64,
    /// What is spoken, the usual one first.
    pub languages: &'static [&'static str],
    pub names: Culture,
    /// Country code of telephone numbers.
    pub dial: &'static str,
    pub position: (f64, f64),
    /// Month and day of the national day: closed.
    pub national_day: (u32, u32),
    /// The weekend is Friday and Saturday, and not Saturday and Sunday.
    pub friday_weekend: bool,
}

macro_rules! cities {
    ($($name:literal $country:literal $zone:literal $currency:literal $fee:literal [$($language:literal)+] $names:ident
        $dial:literal ($lat:literal $long:literal) ($month:literal $day:literal) $friday:literal;)+) => {
        &[$(City {
            name: $name, country: $country, zone: $zone, currency: $currency, fee: $fee, languages: &[$($language),+],
            names: $names, dial: $dial, position: ($lat, $long), national_day: ($month, $day), friday_weekend: $friday,
        }),+]
    };
}

/// Forty, of all continents. Offsets go from -8 to +13 hours; some are at :30 and :45, some have no summer time.
#[rustfmt::skip]
pub const CITIES: &[City] = cities! {
    "Madrid" "ES" "Europe/Madrid" "EUR" 6000 ["Spanish" "English"] Spanish "+34" (40.42 -3.70) (10 12) false;
    "London" "GB" "Europe/London" "GBP" 9000 ["English"] English "+44" (51.51 -0.13) (12 26) false;
    "New York" "US" "America/New_York" "USD" 18000 ["English" "Spanish"] English "+1" (40.71 -74.01) (7 4) false;
    "Kolkata" "IN" "Asia/Kolkata" "INR" 60000 ["Bengali" "Hindi" "English"] Indian "+91" (22.57 88.36) (8 15) false;
    "Kathmandu" "NP" "Asia/Kathmandu" "NPR" 100000 ["Nepali" "English"] Indian "+977" (27.72 85.32) (9 19) false;
    "Cairo" "EG" "Africa/Cairo" "EGP" 50000 ["Arabic" "English"] Arabic "+20" (30.04 31.24) (7 23) true;
    "Berlin" "DE" "Europe/Berlin" "EUR" 7500 ["German" "English"] German "+49" (52.52 13.41) (10 3) false;
    "Paris" "FR" "Europe/Paris" "EUR" 6500 ["French" "English"] French "+33" (48.86 2.35) (7 14) false;
    "Rome" "IT" "Europe/Rome" "EUR" 7000 ["Italian" "English"] Italian "+39" (41.90 12.50) (6 2) false;
    "Lisbon" "PT" "Europe/Lisbon" "EUR" 6000 ["Portuguese" "English"] Portuguese "+351" (38.72 -9.14) (6 10) false;
    "Warsaw" "PL" "Europe/Warsaw" "PLN" 20000 ["Polish" "English"] Polish "+48" (52.23 21.01) (11 11) false;
    "Istanbul" "TR" "Europe/Istanbul" "TRY" 150000 ["Turkish" "English"] Turkish "+90" (41.01 28.98) (10 29) false;
    "Athens" "GR" "Europe/Athens" "EUR" 5000 ["Greek" "English"] Greek "+30" (37.98 23.73) (3 25) false;
    "Stockholm" "SE" "Europe/Stockholm" "SEK" 90000 ["Swedish" "English"] Nordic "+46" (59.33 18.07) (6 6) false;
    "Oslo" "NO" "Europe/Oslo" "NOK" 95000 ["Norwegian" "English"] Nordic "+47" (59.91 10.75) (5 17) false;
    "Dublin" "IE" "Europe/Dublin" "EUR" 7000 ["English" "Irish"] English "+353" (53.35 -6.26) (3 17) false;
    "Zurich" "CH" "Europe/Zurich" "CHF" 16000 ["German" "French" "English"] German "+41" (47.37 8.54) (8 1) false;
    "Dubai" "AE" "Asia/Dubai" "AED" 40000 ["Arabic" "English" "Hindi"] Arabic "+971" (25.20 55.27) (12 2) false;
    "Riyadh" "SA" "Asia/Riyadh" "SAR" 35000 ["Arabic" "English"] Arabic "+966" (24.71 46.68) (9 23) true;
    "Tehran" "IR" "Asia/Tehran" "IRR" 5000000 ["Persian" "English"] Arabic "+98" (35.69 51.39) (2 11) true;
    "Karachi" "PK" "Asia/Karachi" "PKR" 250000 ["Urdu" "English"] Arabic "+92" (24.86 67.01) (8 14) false;
    "Dhaka" "BD" "Asia/Dhaka" "BDT" 120000 ["Bengali" "English"] Indian "+880" (23.81 90.41) (12 16) true;
    "Mumbai" "IN" "Asia/Kolkata" "INR" 90000 ["Marathi" "Hindi" "English"] Indian "+91" (19.08 72.88) (1 26) false;
    "Bangkok" "TH" "Asia/Bangkok" "THB" 120000 ["Thai" "English"] Asian "+66" (13.76 100.50) (12 5) false;
    "Singapore" "SG" "Asia/Singapore" "SGD" 9000 ["English" "Mandarin" "Malay" "Tamil"] Asian "+65" (1.35 103.82) (8 9) false;
    "Manila" "PH" "Asia/Manila" "PHP" 120000 ["Filipino" "English"] Spanish "+63" (14.60 120.98) (6 12) false;
    "Tokyo" "JP" "Asia/Tokyo" "JPY" 9000 ["Japanese" "English"] Japanese "+81" (35.68 139.69) (2 11) false;
    "Seoul" "KR" "Asia/Seoul" "KRW" 60000 ["Korean" "English"] Asian "+82" (37.57 126.98) (10 3) false;
    "Sydney" "AU" "Australia/Sydney" "AUD" 12000 ["English"] English "+61" (-33.87 151.21) (1 26) false;
    "Adelaide" "AU" "Australia/Adelaide" "AUD" 11000 ["English"] English "+61" (-34.93 138.60) (1 26) false;
    "Auckland" "NZ" "Pacific/Auckland" "NZD" 11000 ["English" "Maori"] English "+64" (-36.85 174.76) (2 6) false;
    "Nairobi" "KE" "Africa/Nairobi" "KES" 350000 ["Swahili" "English"] African "+254" (-1.29 36.82) (12 12) false;
    "Lagos" "NG" "Africa/Lagos" "NGN" 2000000 ["English" "Yoruba"] African "+234" (6.52 3.38) (10 1) false;
    "Johannesburg" "ZA" "Africa/Johannesburg" "ZAR" 80000 ["English" "Zulu"] African "+27" (-26.20 28.05) (4 27) false;
    "Casablanca" "MA" "Africa/Casablanca" "MAD" 30000 ["Arabic" "French"] Arabic "+212" (33.57 -7.59) (7 30) false;
    "Toronto" "CA" "America/Toronto" "CAD" 12000 ["English" "French"] English "+1" (43.65 -79.38) (7 1) false;
    "Los Angeles" "US" "America/Los_Angeles" "USD" 20000 ["English" "Spanish"] English "+1" (34.05 -118.24) (7 4) false;
    "Mexico City" "MX" "America/Mexico_City" "MXN" 90000 ["Spanish" "English"] Spanish "+52" (19.43 -99.13) (9 16) false;
    "Sao Paulo" "BR" "America/Sao_Paulo" "BRL" 30000 ["Portuguese" "English"] Portuguese "+55" (-23.55 -46.63) (9 7) false;
    "St. John's" "CA" "America/St_Johns" "CAD" 11000 ["English"] English "+1" (47.56 -52.71) (7 1) false;
};
