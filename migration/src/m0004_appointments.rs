//! Visits and the proof that none overlap (domain.md §3).
//!
//! `slot_claim`'s primary key is the proof on both databases. On PostgreSQL the exclusion constraint stands behind it.

crate::dialect::step!(
    r#"
CREATE TABLE appointment (
    id {uuid} NOT NULL PRIMARY KEY,
    version integer NOT NULL,
    status text NOT NULL,
    doctor_id {uuid} NOT NULL,
    clinic_id {uuid} NOT NULL,
    service_id {uuid} NOT NULL,
    mode text NOT NULL,
    patient_id {uuid},
    booked_by_id {uuid},
    holder_key {bytes},
    starts_at {instant} NOT NULL,
    ends_at {instant} NOT NULL,
    local_date {date} NOT NULL,
    buffer_before_minutes integer NOT NULL,
    buffer_after_minutes integer NOT NULL,
    room_id {uuid},
    room_ordinal integer,
    reason text,
    symptoms text,
    department text,
    remark text,
    fee_amount bigint,
    fee_currency text,
    cancel_notice_minutes integer,
    hold_expires_at {instant},
    cancelled_by text,
    cancellation_reason text,
    previous_id {uuid},
    successor_id {uuid},
    chain_id {uuid} NOT NULL,
    override_rules text,
    override_reason text,
    overridden_by_id {uuid},
    created_at {instant} NOT NULL,
    updated_at {instant} NOT NULL,
    CONSTRAINT ck_appointment_status CHECK (status IN (
        'HELD', 'PENDING', 'CONFIRMED', 'CHECKED_IN', 'IN_PROGRESS', 'COMPLETED',
        'CANCELLED', 'DECLINED', 'EXPIRED', 'NO_SHOW', 'RESCHEDULED'
    )),
    CONSTRAINT ck_appointment_mode CHECK (mode IN ('IN_PERSON', 'VIDEO')),
    CONSTRAINT ck_appointment_cancelled_by CHECK (cancelled_by IN ('PATIENT', 'GUEST', 'DOCTOR', 'ADMIN', 'SYSTEM')),
    CONSTRAINT ck_appointment_order CHECK (starts_at < ends_at),
    CONSTRAINT ck_appointment_hold CHECK (status <> 'HELD' OR hold_expires_at IS NOT NULL),
    CONSTRAINT ck_appointment_patient CHECK (patient_id IS NOT NULL OR status IN ('HELD', 'EXPIRED', 'CANCELLED')),
    CONSTRAINT ck_appointment_room CHECK ((room_id IS NULL) = (room_ordinal IS NULL)),
    CONSTRAINT ck_appointment_fee CHECK ((fee_amount IS NULL) = (fee_currency IS NULL) AND fee_amount >= 0),
    CONSTRAINT ck_appointment_override CHECK ((override_rules IS NULL) = (override_reason IS NULL)),
    CONSTRAINT uq_appointment_previous UNIQUE (previous_id),
    CONSTRAINT fk_appointment_doctor FOREIGN KEY (doctor_id) REFERENCES doctor (id),
    CONSTRAINT fk_appointment_clinic FOREIGN KEY (clinic_id) REFERENCES clinic (id),
    CONSTRAINT fk_appointment_service FOREIGN KEY (service_id) REFERENCES service (id),
    CONSTRAINT fk_appointment_patient FOREIGN KEY (patient_id) REFERENCES patient_profile (id),
    CONSTRAINT fk_appointment_booked_by FOREIGN KEY (booked_by_id) REFERENCES "user" (id),
    CONSTRAINT fk_appointment_room FOREIGN KEY (room_id) REFERENCES room (id),
    CONSTRAINT fk_appointment_previous FOREIGN KEY (previous_id) REFERENCES appointment (id),
    CONSTRAINT fk_appointment_successor FOREIGN KEY (successor_id) REFERENCES appointment (id)
);
CREATE INDEX ix_appointment_doctor ON appointment (doctor_id, starts_at);
CREATE INDEX ix_appointment_patient ON appointment (patient_id, starts_at);
CREATE INDEX ix_appointment_booked_by ON appointment (booked_by_id, starts_at);
CREATE INDEX ix_appointment_clinic ON appointment (clinic_id, starts_at);
CREATE INDEX ix_appointment_chain ON appointment (chain_id);
CREATE INDEX ix_appointment_hold ON appointment (hold_expires_at) WHERE status = 'HELD';
CREATE INDEX ix_appointment_holder ON appointment (holder_key) WHERE status = 'HELD';
CREATE INDEX ix_appointment_pending ON appointment (starts_at) WHERE status = 'PENDING';
CREATE TABLE slot_claim (
    subject_kind smallint NOT NULL,
    subject_id {uuid} NOT NULL,
    tick bigint NOT NULL,
    ordinal integer NOT NULL,
    appointment_id {uuid} NOT NULL,
    PRIMARY KEY (subject_kind, subject_id, tick, ordinal),
    CONSTRAINT ck_slot_claim_kind CHECK (subject_kind IN (1, 2, 3)),
    CONSTRAINT ck_slot_claim_ordinal CHECK (ordinal >= 0 AND (subject_kind = 2 OR ordinal = 0)),
    CONSTRAINT fk_slot_claim_appointment FOREIGN KEY (appointment_id) REFERENCES appointment (id)
);
CREATE INDEX ix_slot_claim_appointment ON slot_claim (appointment_id);
CREATE TABLE doctor_day (
    doctor_id {uuid} NOT NULL,
    date {date} NOT NULL,
    visits integer NOT NULL,
    PRIMARY KEY (doctor_id, date),
    CONSTRAINT ck_doctor_day_visits CHECK (visits >= 0),
    CONSTRAINT fk_doctor_day_doctor FOREIGN KEY (doctor_id) REFERENCES doctor (id)
);
CREATE TABLE manage_token (
    id {uuid} NOT NULL PRIMARY KEY,
    appointment_id {uuid} NOT NULL,
    token_hash {bytes} NOT NULL,
    created_at {instant} NOT NULL,
    expires_at {instant} NOT NULL,
    CONSTRAINT uq_manage_token_hash UNIQUE (token_hash),
    CONSTRAINT fk_manage_token_appointment FOREIGN KEY (appointment_id) REFERENCES appointment (id)
);
CREATE INDEX ix_manage_token_appointment ON manage_token (appointment_id);
CREATE TABLE idempotency_record (
    caller {bytes} NOT NULL,
    key_hash {bytes} NOT NULL,
    input_hash {bytes} NOT NULL,
    appointment_id {uuid} NOT NULL,
    sealed_token {bytes},
    created_at {instant} NOT NULL,
    PRIMARY KEY (caller, key_hash),
    CONSTRAINT fk_idempotency_record_appointment FOREIGN KEY (appointment_id) REFERENCES appointment (id)
);
CREATE INDEX ix_idempotency_record_age ON idempotency_record (created_at);
CREATE TABLE feedback (
    id {uuid} NOT NULL PRIMARY KEY,
    appointment_id {uuid} NOT NULL,
    doctor_id {uuid} NOT NULL,
    patient_id {uuid} NOT NULL,
    author_id {uuid} NOT NULL,
    rating smallint NOT NULL,
    comment text,
    anonymous boolean NOT NULL,
    reply text,
    replied_at {instant},
    created_at {instant} NOT NULL,
    CONSTRAINT ck_feedback_rating CHECK (rating BETWEEN 1 AND 5),
    CONSTRAINT uq_feedback_appointment UNIQUE (appointment_id),
    CONSTRAINT fk_feedback_appointment FOREIGN KEY (appointment_id) REFERENCES appointment (id),
    CONSTRAINT fk_feedback_doctor FOREIGN KEY (doctor_id) REFERENCES doctor (id),
    CONSTRAINT fk_feedback_patient FOREIGN KEY (patient_id) REFERENCES patient_profile (id),
    CONSTRAINT fk_feedback_author FOREIGN KEY (author_id) REFERENCES "user" (id)
);
CREATE INDEX ix_feedback_doctor ON feedback (doctor_id, created_at, id);
"#,
    postgres: r#"
CREATE EXTENSION IF NOT EXISTS btree_gist;
ALTER TABLE appointment ADD CONSTRAINT ex_appointment_doctor EXCLUDE USING gist (
    doctor_id WITH =,
    tstzrange(starts_at, ends_at, '[)') WITH &&
) WHERE (status IN ('HELD', 'PENDING', 'CONFIRMED', 'CHECKED_IN', 'IN_PROGRESS'));
"#
);
