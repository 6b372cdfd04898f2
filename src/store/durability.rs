//! Whether the database keeps what it has committed when the power fails.

use std::collections::BTreeMap;

use sea_orm::{ConnectionTrait, DbBackend, DbErr, Statement};

use super::db::{Backend, Db};

/// Run on every new connection to PostgreSQL: an answered booking is on disk, whatever the server, the database or the role
/// says. Who really wants it otherwise says so in `DATABASE_URL` (`?options=-c%20synchronous_commit%3Doff`). Stronger
/// settings, which also wait for other servers, stay.
pub(super) const COMMIT_DURABLY: &str = "SELECT set_config('synchronous_commit', 'on', false) FROM pg_settings \
    WHERE name = 'synchronous_commit' AND setting = 'off' AND source <> 'client'";

impl Db {
    /// What of the database's settings can lose an answered booking, each with what to do about it. Empty if all is well.
    pub async fn concerns(&self) -> Result<Vec<String>, DbErr> {
        match self.backend() {
            Backend::Sqlite => self.concerns_of_sqlite().await,
            Backend::Postgres => self.concerns_of_postgres().await,
        }
    }

    async fn concerns_of_sqlite(&self) -> Result<Vec<String>, DbErr> {
        let pragma = async |name: &str| {
            let statement = Statement::from_string(DbBackend::Sqlite, format!("PRAGMA {name}"));
            self.connection.query_one_raw(statement).await
        };
        let mut concerns = Vec::new();
        let journal: Option<String> = pragma("journal_mode").await?.and_then(|row| row.try_get_by_index(0).ok());
        if journal.as_deref() != Some("wal") {
            let journal = journal.unwrap_or_default();
            concerns.push(format!(
                "SQLite keeps no write-ahead log (journal_mode={journal}): put the file on a local disk that allows one"
            ));
        }
        let synchronous: Option<i32> = pragma("synchronous").await?.and_then(|row| row.try_get_by_index(0).ok());
        // 2 is FULL, 3 is EXTRA.
        if synchronous.is_none_or(|synchronous| synchronous < 2) {
            concerns
                .push("SQLite does not wait for the disk (PRAGMA synchronous): this build cannot be relied on".into());
        }
        Ok(concerns)
    }

    async fn concerns_of_postgres(&self) -> Result<Vec<String>, DbErr> {
        let sql = "SELECT name, setting, reset_val FROM pg_settings WHERE name IN \
            ('fsync', 'full_page_writes', 'synchronous_commit', 'synchronous_standby_names')";
        let rows = self.connection.query_all_raw(Statement::from_string(DbBackend::Postgres, sql)).await?;
        let mut settings = BTreeMap::new();
        for row in rows {
            let text = |column: &str| row.try_get::<String>("", column);
            settings.insert(text("name")?, (text("setting")?, text("reset_val")?));
        }
        Ok(concerns(&settings))
    }
}

/// What is wrong with settings of PostgreSQL: by name, what holds for our connections and what would without us.
fn concerns(settings: &BTreeMap<String, (String, String)>) -> Vec<String> {
    let of = |name: &str| settings.get(name).map_or(("", ""), |(setting, without_us)| (setting, without_us));
    let mut concerns = Vec::new();
    if of("fsync").0 == "off" {
        concerns.push("PostgreSQL has fsync=off: a power cut can destroy the whole database; set fsync=on");
    }
    if of("full_page_writes").0 == "off" {
        concerns.push("PostgreSQL has full_page_writes=off: a power cut can tear pages; set full_page_writes=on");
    }
    match of("synchronous_commit") {
        ("off", _) => concerns.push(
            "DATABASE_URL asks for synchronous_commit=off: a crash of PostgreSQL loses bookings that were answered; \
             take it out",
        ),
        (_, "off") => concerns.push(
            "PostgreSQL has synchronous_commit=off, which loses bookings that were answered: medbook sets it on for its \
             own connections; set it on for the database",
        ),
        ("local", _) if !of("synchronous_standby_names").0.is_empty() => concerns.push(
            "PostgreSQL has synchronous standbys, but synchronous_commit=local does not wait for them: a failover can \
             lose bookings that were answered; set synchronous_commit=on",
        ),
        _ => {}
    }
    concerns.into_iter().map(str::to_owned).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What is said when one setting differs from what PostgreSQL comes with.
    fn said(name: &str, setting: &str, standbys: &str) -> Vec<String> {
        let usual = [("fsync", "on"), ("full_page_writes", "on"), ("synchronous_commit", "on")];
        let all = usual.into_iter().chain([("synchronous_standby_names", standbys), (name, setting)]);
        concerns(&all.map(|(name, value)| (name.to_owned(), (value.to_owned(), value.to_owned()))).collect())
    }

    #[test]
    fn every_setting_that_can_lose_a_booking_is_named() {
        for (name, setting, standbys) in [
            ("fsync", "off", ""),
            ("full_page_writes", "off", ""),
            ("synchronous_commit", "off", ""),
            ("synchronous_commit", "local", "one"),
        ] {
            let said = said(name, setting, standbys);
            assert!(matches!(&said[..], [one] if one.contains(&format!("{name}={setting}"))), "{said:?}");
        }
    }

    #[test]
    fn what_is_as_safe_or_safer_is_not() {
        for (setting, standbys) in [("on", ""), ("on", "one"), ("local", ""), ("remote_apply", "one")] {
            assert_eq!(said("synchronous_commit", setting, standbys), [""; 0]);
        }
    }
}
