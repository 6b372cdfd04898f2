//! When doctors work: wall-clock facts in the clinic's zone, instants for time off (domain.md §1, §2).

crate::dialect::step!(
    r#"
CREATE TABLE weekly_hours (
    id {uuid} NOT NULL PRIMARY KEY,
    doctor_id {uuid} NOT NULL,
    clinic_id {uuid} NOT NULL,
    weekday smallint NOT NULL,
    start_time {time} NOT NULL,
    end_time {time} NOT NULL,
    CONSTRAINT ck_weekly_hours_weekday CHECK (weekday BETWEEN 1 AND 7),
    CONSTRAINT uq_weekly_hours_window UNIQUE (doctor_id, clinic_id, weekday, start_time),
    CONSTRAINT fk_weekly_hours_practice FOREIGN KEY (doctor_id, clinic_id) REFERENCES doctor_clinic (doctor_id, clinic_id)
);
CREATE TABLE date_rule (
    id {uuid} NOT NULL PRIMARY KEY,
    doctor_id {uuid} NOT NULL,
    clinic_id {uuid} NOT NULL,
    date {date} NOT NULL,
    start_time {time},
    end_time {time},
    CONSTRAINT ck_date_rule_window CHECK ((start_time IS NULL) = (end_time IS NULL)),
    CONSTRAINT uq_date_rule_window UNIQUE (doctor_id, clinic_id, date, start_time),
    CONSTRAINT fk_date_rule_practice FOREIGN KEY (doctor_id, clinic_id) REFERENCES doctor_clinic (doctor_id, clinic_id)
);
CREATE UNIQUE INDEX uq_date_rule_closed ON date_rule (doctor_id, clinic_id, date) WHERE start_time IS NULL;
CREATE TABLE closure (
    id {uuid} NOT NULL PRIMARY KEY,
    clinic_id {uuid} NOT NULL,
    from_date {date} NOT NULL,
    until_date {date} NOT NULL,
    reason text,
    CONSTRAINT ck_closure_order CHECK (from_date <= until_date),
    CONSTRAINT fk_closure_clinic FOREIGN KEY (clinic_id) REFERENCES clinic (id)
);
CREATE INDEX ix_closure_clinic ON closure (clinic_id, until_date);
CREATE TABLE time_off (
    id {uuid} NOT NULL PRIMARY KEY,
    doctor_id {uuid} NOT NULL,
    starts_at {instant} NOT NULL,
    ends_at {instant} NOT NULL,
    reason text,
    CONSTRAINT ck_time_off_order CHECK (starts_at < ends_at),
    CONSTRAINT fk_time_off_doctor FOREIGN KEY (doctor_id) REFERENCES doctor (id)
);
CREATE INDEX ix_time_off_doctor ON time_off (doctor_id, ends_at);
CREATE TABLE travel_time (
    doctor_id {uuid} NOT NULL,
    clinic_a_id {uuid} NOT NULL,
    clinic_b_id {uuid} NOT NULL,
    minutes integer NOT NULL,
    PRIMARY KEY (doctor_id, clinic_a_id, clinic_b_id),
    CONSTRAINT ck_travel_time_minutes CHECK (minutes BETWEEN 0 AND 1440),
    CONSTRAINT ck_travel_time_order CHECK (clinic_a_id < clinic_b_id),
    CONSTRAINT fk_travel_time_a FOREIGN KEY (doctor_id, clinic_a_id) REFERENCES doctor_clinic (doctor_id, clinic_id),
    CONSTRAINT fk_travel_time_b FOREIGN KEY (doctor_id, clinic_b_id) REFERENCES doctor_clinic (doctor_id, clinic_id)
);
"#
);
