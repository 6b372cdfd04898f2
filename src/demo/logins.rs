//! The accounts of the demo that anybody may use. Their password is public.

use crate::http::DemoLogin;

pub const ADMIN: &str = "admin@medbook.example";
pub const DOCTOR: &str = "doctor@medbook.example";
pub const PATIENT: &str = "patient@medbook.example";
pub const PASSWORD: &str = "medbook-demo";

/// The address of somebody in the demo. `.example` belongs to nobody (RFC 2606).
pub fn address(handle: &str) -> String {
    format!("{handle}@medbook.example")
}

/// The logins that the playground offers.
pub fn logins() -> Vec<DemoLogin> {
    let login = |role, label: &str, email: &str| DemoLogin {
        role,
        label: label.to_owned(),
        email: email.to_owned(),
        password: PASSWORD.to_owned(),
    };
    vec![
        login("PATIENT", "Carmen Delgado, who also books for her son Mateo", PATIENT),
        login("DOCTOR", "Elena Ruiz Ortega, cardiologist in Madrid and London", DOCTOR),
        login("ADMIN", "Administrator of the whole network", ADMIN),
    ]
}
