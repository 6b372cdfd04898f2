//! The event log: one row a change, numbered in commit order without gaps.
//!
//! `event_head` is the one counter. A transaction raises it as its very last write and so holds it until it commits:
//! whoever gets the next number commits later, and a rollback gives its number back. A plain sequence promises neither.

crate::dialect::step!(
    r#"
CREATE TABLE event_head (
    id smallint NOT NULL PRIMARY KEY,
    position bigint NOT NULL,
    CONSTRAINT ck_event_head_single CHECK (id = 1)
);
INSERT INTO event_head (id, position) VALUES (1, 0);
CREATE TABLE event_log (
    position bigint NOT NULL PRIMARY KEY,
    at {instant} NOT NULL,
    kind text NOT NULL,
    actor text NOT NULL,
    actor_id {uuid},
    doctor_id {uuid},
    clinic_id {uuid},
    appointment_id {uuid},
    patient_id {uuid},
    version integer,
    from_status text,
    to_status text,
    starts_at {instant},
    ends_at {instant},
    detail text,
    CONSTRAINT ck_event_log_kind CHECK (kind IN ('APPOINTMENT', 'DOCTOR_AVAILABILITY', 'CLINIC_AVAILABILITY', 'FEEDBACK')),
    CONSTRAINT ck_event_log_actor CHECK (actor IN ('PATIENT', 'GUEST', 'DOCTOR', 'ADMIN', 'SYSTEM'))
);
CREATE UNIQUE INDEX uq_event_log_version ON event_log (appointment_id, version) WHERE kind = 'APPOINTMENT';
CREATE INDEX ix_event_log_doctor ON event_log (doctor_id, position);
"#
);
