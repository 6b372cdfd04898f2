//! How the directory's rows are loaded for a whole page at once.

use std::sync::Arc;

use entity::id::{ClinicId, DoctorId, ServiceId, SpecialtyId};

use crate::graphql::loader::batch;
use crate::service::directory as use_case;

batch!(DoctorId => Arc<entity::doctor::Model>, use_case::doctors_by_id);
batch!(ClinicId => Arc<entity::clinic::Model>, use_case::clinics_by_id);
batch!(ServiceId => Arc<entity::service::Model>, use_case::services_by_id);
batch!(SpecialtyId => Arc<entity::specialty::Model>, use_case::specialties_by_id);
batch!(use_case::ClinicsOf => Vec<Arc<entity::clinic::Model>>, use_case::clinics_of);
batch!(use_case::PhoneShown => bool, use_case::phones_shown);
batch!(use_case::LanguagesOf => Vec<String>, use_case::languages_of);
batch!(use_case::ServicesOf => Vec<Arc<entity::service::Model>>, use_case::services_of);
batch!(use_case::FeesOf => Vec<entity::fee::Model>, use_case::fees_of);
batch!(use_case::RoomsOf => Vec<entity::room::Model>, use_case::rooms_of);
batch!(use_case::ClosuresOf => Vec<entity::closure::Model>, use_case::closures_of);
