//! Accounts, their sessions and roles, and the people who are treated.

crate::dialect::step!(
    r#"
CREATE TABLE "user" (
    id {uuid} NOT NULL PRIMARY KEY,
    email text NOT NULL,
    display_name text NOT NULL,
    phone text,
    active boolean NOT NULL,
    created_at {instant} NOT NULL,
    CONSTRAINT uq_user_email UNIQUE (email)
);
CREATE TABLE credential (
    user_id {uuid} NOT NULL PRIMARY KEY,
    password_hash text NOT NULL,
    changed_at {instant} NOT NULL,
    CONSTRAINT fk_credential_user FOREIGN KEY (user_id) REFERENCES "user" (id)
);
CREATE TABLE session (
    id {uuid} NOT NULL PRIMARY KEY,
    family_id {uuid} NOT NULL,
    user_id {uuid} NOT NULL,
    token_hash {bytes} NOT NULL,
    created_at {instant} NOT NULL,
    expires_at {instant} NOT NULL,
    rotated_at {instant},
    revoked_at {instant},
    CONSTRAINT uq_session_token UNIQUE (token_hash),
    CONSTRAINT fk_session_user FOREIGN KEY (user_id) REFERENCES "user" (id)
);
CREATE INDEX ix_session_family ON session (family_id);
CREATE INDEX ix_session_user ON session (user_id);
CREATE INDEX ix_session_expiry ON session (expires_at);
CREATE TABLE patient_profile (
    id {uuid} NOT NULL PRIMARY KEY,
    name text NOT NULL,
    birth_date {date},
    gender text,
    phone text,
    address text,
    medical_history text,
    created_at {instant} NOT NULL,
    CONSTRAINT ck_patient_profile_gender CHECK (gender IN ('FEMALE', 'MALE', 'OTHER', 'UNDISCLOSED'))
);
CREATE TABLE profile_access (
    user_id {uuid} NOT NULL,
    patient_id {uuid} NOT NULL,
    relation text NOT NULL,
    created_at {instant} NOT NULL,
    PRIMARY KEY (user_id, patient_id),
    CONSTRAINT ck_profile_access_relation CHECK (relation IN ('SELF', 'CHILD', 'SPOUSE', 'PARENT', 'OTHER')),
    CONSTRAINT fk_profile_access_user FOREIGN KEY (user_id) REFERENCES "user" (id),
    CONSTRAINT fk_profile_access_patient FOREIGN KEY (patient_id) REFERENCES patient_profile (id)
);
CREATE INDEX ix_profile_access_patient ON profile_access (patient_id);
CREATE UNIQUE INDEX uq_profile_access_self ON profile_access (user_id) WHERE relation = 'SELF';
CREATE TABLE contact (
    id {uuid} NOT NULL PRIMARY KEY,
    patient_id {uuid} NOT NULL,
    kind text NOT NULL,
    name text NOT NULL,
    email text,
    phone text,
    created_at {instant} NOT NULL,
    CONSTRAINT ck_contact_kind CHECK (kind IN ('GUEST', 'EMERGENCY')),
    CONSTRAINT fk_contact_patient FOREIGN KEY (patient_id) REFERENCES patient_profile (id)
);
CREATE INDEX ix_contact_patient ON contact (patient_id);
CREATE INDEX ix_contact_email ON contact (email);
"#
);
