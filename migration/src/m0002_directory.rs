//! Clinics, doctors and what they offer. The five kinds of visit exist from the start, one service each.

crate::dialect::step!(
    r#"
CREATE TABLE clinic (
    id {uuid} NOT NULL PRIMARY KEY,
    version integer NOT NULL,
    name {key} NOT NULL,
    address text,
    city text NOT NULL,
    city_key text NOT NULL,
    country text NOT NULL,
    time_zone text NOT NULL,
    phone text,
    latitude double precision,
    longitude double precision,
    currency text,
    active boolean NOT NULL,
    auto_confirm boolean NOT NULL,
    minimum_notice_minutes integer NOT NULL,
    booking_horizon_days integer NOT NULL,
    cancel_notice_minutes integer NOT NULL,
    no_show_grace_minutes integer NOT NULL,
    search_text text NOT NULL,
    created_at {instant} NOT NULL,
    CONSTRAINT ck_clinic_policy CHECK (
        minimum_notice_minutes >= 0
        AND booking_horizon_days BETWEEN 0 AND 730
        AND cancel_notice_minutes >= 0
        AND no_show_grace_minutes >= 0
    )
);
CREATE INDEX ix_clinic_name ON clinic (name, id);
CREATE INDEX ix_clinic_city ON clinic (city_key);
CREATE TABLE role_grant (
    id {uuid} NOT NULL PRIMARY KEY,
    user_id {uuid} NOT NULL,
    role text NOT NULL,
    clinic_id {uuid},
    created_at {instant} NOT NULL,
    CONSTRAINT ck_role_grant_role CHECK (role IN ('PATIENT', 'DOCTOR', 'ADMIN')),
    CONSTRAINT fk_role_grant_user FOREIGN KEY (user_id) REFERENCES "user" (id),
    CONSTRAINT fk_role_grant_clinic FOREIGN KEY (clinic_id) REFERENCES clinic (id)
);
CREATE UNIQUE INDEX uq_role_grant_network ON role_grant (user_id, role) WHERE clinic_id IS NULL;
CREATE UNIQUE INDEX uq_role_grant_clinic ON role_grant (user_id, role, clinic_id) WHERE clinic_id IS NOT NULL;
CREATE TABLE room (
    id {uuid} NOT NULL PRIMARY KEY,
    clinic_id {uuid} NOT NULL,
    name text NOT NULL,
    kind text NOT NULL,
    capacity integer NOT NULL,
    active boolean NOT NULL,
    CONSTRAINT ck_room_kind CHECK (kind IN ('CONSULTATION', 'SEMEN_COLLECTION', 'PATHOLOGY', 'ULTRASOUND', 'SURGERY')),
    CONSTRAINT ck_room_capacity CHECK (capacity BETWEEN 1 AND 100),
    CONSTRAINT uq_room_name UNIQUE (clinic_id, name),
    CONSTRAINT fk_room_clinic FOREIGN KEY (clinic_id) REFERENCES clinic (id)
);
CREATE TABLE specialty (
    id {uuid} NOT NULL PRIMARY KEY,
    name text NOT NULL,
    name_key text NOT NULL,
    category text,
    CONSTRAINT uq_specialty_name UNIQUE (name_key)
);
CREATE TABLE service (
    id {uuid} NOT NULL PRIMARY KEY,
    name text NOT NULL,
    name_key text NOT NULL,
    kind text NOT NULL,
    duration_minutes integer NOT NULL,
    buffer_before_minutes integer NOT NULL,
    buffer_after_minutes integer NOT NULL,
    needs_room boolean NOT NULL,
    active boolean NOT NULL,
    CONSTRAINT uq_service_name UNIQUE (name_key),
    CONSTRAINT ck_service_kind CHECK (kind IN ('CONSULTATION', 'SEMEN_COLLECTION', 'PATHOLOGY', 'ULTRASOUND', 'SURGERY')),
    CONSTRAINT ck_service_duration CHECK (duration_minutes BETWEEN 10 AND 480 AND duration_minutes % 10 = 0),
    CONSTRAINT ck_service_buffers CHECK (
        buffer_before_minutes BETWEEN 0 AND 240 AND buffer_before_minutes % 5 = 0
        AND buffer_after_minutes BETWEEN 0 AND 240 AND buffer_after_minutes % 5 = 0
    )
);
CREATE TABLE doctor (
    id {uuid} NOT NULL PRIMARY KEY,
    version integer NOT NULL,
    user_id {uuid},
    specialty_id {uuid} NOT NULL,
    name text NOT NULL,
    name_key {key} NOT NULL,
    degree text,
    license_number text NOT NULL,
    license_key text NOT NULL,
    years_of_experience integer,
    bio text,
    photo_url text,
    phone text,
    max_patients_per_day integer,
    consultation_fee_amount bigint,
    consultation_fee_currency text,
    offers_in_person boolean NOT NULL,
    offers_video boolean NOT NULL,
    rating_sum bigint NOT NULL,
    rating_count integer NOT NULL,
    rating_milli integer,
    active boolean NOT NULL,
    search_text text NOT NULL,
    created_at {instant} NOT NULL,
    CONSTRAINT uq_doctor_user UNIQUE (user_id),
    CONSTRAINT uq_doctor_license UNIQUE (license_key),
    CONSTRAINT ck_doctor_fee CHECK (
        (consultation_fee_amount IS NULL) = (consultation_fee_currency IS NULL) AND consultation_fee_amount >= 0
    ),
    CONSTRAINT ck_doctor_limit CHECK (max_patients_per_day >= 1),
    CONSTRAINT ck_doctor_modes CHECK (offers_in_person OR offers_video),
    CONSTRAINT ck_doctor_rating CHECK (rating_sum BETWEEN rating_count AND 5 * rating_count),
    CONSTRAINT fk_doctor_user FOREIGN KEY (user_id) REFERENCES "user" (id),
    CONSTRAINT fk_doctor_specialty FOREIGN KEY (specialty_id) REFERENCES specialty (id)
);
CREATE INDEX ix_doctor_specialty ON doctor (specialty_id);
CREATE INDEX ix_doctor_name ON doctor (name_key, id);
CREATE INDEX ix_doctor_rating ON doctor (rating_milli, id);
CREATE INDEX ix_doctor_fee ON doctor (consultation_fee_amount, id);
CREATE INDEX ix_doctor_experience ON doctor (years_of_experience, id);
CREATE TABLE doctor_language (
    doctor_id {uuid} NOT NULL,
    language_key text NOT NULL,
    language text NOT NULL,
    position integer NOT NULL,
    PRIMARY KEY (doctor_id, language_key),
    CONSTRAINT fk_doctor_language_doctor FOREIGN KEY (doctor_id) REFERENCES doctor (id)
);
CREATE INDEX ix_doctor_language_key ON doctor_language (language_key);
CREATE TABLE doctor_clinic (
    doctor_id {uuid} NOT NULL,
    clinic_id {uuid} NOT NULL,
    active boolean NOT NULL,
    PRIMARY KEY (doctor_id, clinic_id),
    CONSTRAINT fk_doctor_clinic_doctor FOREIGN KEY (doctor_id) REFERENCES doctor (id),
    CONSTRAINT fk_doctor_clinic_clinic FOREIGN KEY (clinic_id) REFERENCES clinic (id)
);
CREATE INDEX ix_doctor_clinic_clinic ON doctor_clinic (clinic_id);
CREATE TABLE doctor_service (
    doctor_id {uuid} NOT NULL,
    service_id {uuid} NOT NULL,
    PRIMARY KEY (doctor_id, service_id),
    CONSTRAINT fk_doctor_service_doctor FOREIGN KEY (doctor_id) REFERENCES doctor (id),
    CONSTRAINT fk_doctor_service_service FOREIGN KEY (service_id) REFERENCES service (id)
);
CREATE INDEX ix_doctor_service_service ON doctor_service (service_id);
CREATE TABLE fee (
    doctor_id {uuid} NOT NULL,
    service_id {uuid} NOT NULL,
    amount bigint NOT NULL,
    currency text NOT NULL,
    PRIMARY KEY (doctor_id, service_id),
    CONSTRAINT ck_fee_amount CHECK (amount >= 0),
    CONSTRAINT fk_fee_doctor FOREIGN KEY (doctor_id) REFERENCES doctor (id),
    CONSTRAINT fk_fee_service FOREIGN KEY (service_id) REFERENCES service (id)
);
"#,
    seed: insert_services
);

/// Fixed ids, so that every installation knows the base services by the same name and id. The consultation of ten
/// minutes is what a client gets who names no service.
async fn insert_services(manager: &sea_orm_migration::SchemaManager<'_>) -> Result<(), sea_orm_migration::DbErr> {
    use sea_orm_migration::sea_orm::{ConnectionTrait, DbBackend, Statement};

    let services = [
        ("01900000-0000-7000-8000-000000000001", "Consultation", "CONSULTATION", 10),
        ("01900000-0000-7000-8000-000000000002", "Semen collection", "SEMEN_COLLECTION", 20),
        ("01900000-0000-7000-8000-000000000003", "Pathology", "PATHOLOGY", 10),
        ("01900000-0000-7000-8000-000000000004", "Ultrasound", "ULTRASOUND", 20),
        ("01900000-0000-7000-8000-000000000005", "Surgery", "SURGERY", 60),
    ];
    let connection = manager.get_connection();
    let backend = connection.get_database_backend();
    let sql = match backend {
        DbBackend::Postgres => "INSERT INTO service VALUES ($1, $2, $3, $4, $5, 0, 0, false, true)",
        _ => "INSERT INTO service VALUES (?, ?, ?, ?, ?, 0, 0, false, true)",
    };
    for (id, name, kind, minutes) in services {
        let id: uuid::Uuid = id.parse().map_err(|_| sea_orm_migration::DbErr::Custom(format!("{id} is no UUID")))?;
        let row = [id.into(), name.into(), name.to_lowercase().into(), kind.into(), minutes.into()];
        connection.execute_raw(Statement::from_sql_and_values(backend, sql, row)).await?;
    }
    Ok(())
}
