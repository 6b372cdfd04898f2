//! The orders of the doctors' list, as it sorts: those without a value at the end, whatever the database thinks of nulls.
//!
//! Without these, every page of the list sorts all doctors. The indexes that they replace stay: a server of the version
//! before may still run.
//!
//! And the roles of an account, read for every request that is signed: only partial indexes knew them, which cannot answer
//! for both kinds at once.

crate::dialect::step!(
    r#"
CREATE INDEX IF NOT EXISTS ix_role_grant_user ON role_grant (user_id);
CREATE INDEX IF NOT EXISTS ix_doctor_order_rating ON doctor (active, (rating_milli IS NULL), rating_milli DESC, id);
CREATE INDEX IF NOT EXISTS ix_doctor_order_fee ON doctor (active, (consultation_fee_amount IS NULL), consultation_fee_amount, id);
CREATE INDEX IF NOT EXISTS ix_doctor_order_experience ON doctor (active, (years_of_experience IS NULL), years_of_experience DESC, id);
CREATE INDEX IF NOT EXISTS ix_doctor_order_name ON doctor (active, (name_key IS NULL), name_key, id);
"#
);
