use std::collections::BTreeSet;

use medbook::store::Db;
use rstest::rstest;
use sea_orm::{ConnectionTrait, DbBackend, Statement};
use serde_json::{Value, json};

use crate::support::{Backend, Seeded};

/// A table with more rows is big. What links doctors to clinics and languages has fewer, on a dozen pages.
const BIG: i64 = 3_500;

/// A table that an operation may read whole, and why.
pub type MayRead = (&'static str, &'static str);

/// A seeded application whose statements are explained.
pub struct Watch {
    pub seeded: Seeded,
    big: BTreeSet<String>,
    /// Indexes of few rows of their tables: walking all of one is no matter.
    small: BTreeSet<String>,
    offences: Vec<String>,
    explained: usize,
}

impl Watch {
    /// Doctors, patients, visits, claims, events, hours, feedback: all big.
    pub async fn start(backend: Backend) -> Self {
        let seeded = Seeded::start(backend, Seeded::scale(1_200, 45, 6_000, 14_000)).await;
        let mut watch =
            Self { seeded, big: BTreeSet::new(), small: BTreeSet::new(), offences: Vec::new(), explained: 0 };
        for table in tables(watch.db()).await {
            let count = format!("SELECT count(*) FROM \"{table}\"");
            // Wide rows: fewer of them are as much to read.
            if table == "doctor" || number(watch.db(), &count).await > BIG {
                watch.big.insert(table);
            }
        }
        watch.small = small_indexes(watch.db()).await;
        let expected = ["appointment", "doctor", "event_log", "patient_profile", "role_grant", "slot_claim", "user"];
        assert!(expected.iter().all(|table| watch.big.contains(*table)), "{:?}", watch.big);
        watch
    }

    fn db(&self) -> &Db {
        &self.seeded.app.services.db
    }

    /// Runs `work`, and explains what it asked of the database.
    pub async fn explain(&mut self, what: &str, may_read: &[MayRead], work: impl Future<Output = ()>) {
        self.seeded.statements.lock().expect("no panic").clear();
        work.await;
        let sent = std::mem::take(&mut *self.seeded.statements.lock().expect("no panic"));
        let mut seen = BTreeSet::new();
        for statement in sent {
            let is_plannable = ["SELECT", "INSERT", "UPDATE", "DELETE", "WITH"]
                .iter()
                .any(|word| statement.sql.trim_start().starts_with(word));
            if !is_plannable || !seen.insert(statement.sql.clone()) {
                continue;
            }
            self.explained += 1;
            for table in self.read_whole(&statement).await {
                if !may_read.iter().any(|(allowed, _)| *allowed == table) {
                    self.offences.push(format!("{what} reads all of {table}: {}", statement.sql));
                }
            }
        }
        if seen.is_empty() {
            self.offences.push(format!("{what} asked the database for nothing"));
        }
    }

    /// The big tables that the database would read from end to end.
    async fn read_whole(&self, statement: &Statement) -> BTreeSet<String> {
        let on_postgres = statement.db_backend == DbBackend::Postgres;
        let prefix = if on_postgres { "EXPLAIN (FORMAT JSON) " } else { "EXPLAIN QUERY PLAN " };
        let explain = Statement { sql: format!("{prefix}{}", statement.sql), ..statement.clone() };
        let rows = self.db().read().query_all_raw(explain).await;
        let rows = rows.unwrap_or_else(|error| panic!("{error}: {}", statement.sql));
        let mut whole = BTreeSet::new();
        for row in rows {
            if on_postgres {
                let plan: Value = row.try_get_by_index(0).expect("a plan in JSON");
                let mut found = Vec::new();
                whole_reads(&plan[0]["Plan"], false, &mut found);
                found.retain(|(_, index)| !self.small.contains(index));
                whole.extend(found.into_iter().map(|(table, _)| table));
            } else {
                let line: String = row.try_get("", "detail").expect("a line of a plan");
                whole.extend(scanned(&line));
            }
        }
        whole.retain(|table| self.big.contains(table));
        whole
    }

    /// Says everything that was found.
    pub fn finish(self) {
        assert!(self.explained > 100, "only {} statements were explained", self.explained);
        assert!(self.offences.is_empty(), "{}", self.offences.join("\n"));
    }
}

/// The nodes below and at `node` that read a table from end to end: its name, and the index that they walk along, if any.
/// `is_limited`: what is above takes only some of the node's rows, so a walk along an index ends early.
fn whole_reads(node: &Value, is_limited: bool, found: &mut Vec<(String, String)>) {
    let kind = node["Node Type"].as_str().expect("a node of a plan has a type");
    let is_whole = match kind {
        "Seq Scan" => true,
        "Index Scan" | "Index Only Scan" => node["Index Cond"].is_null() && !is_limited,
        _ => false,
    };
    if is_whole {
        let name = |field: &str| node[field].as_str().unwrap_or_default().to_owned();
        found.push((name("Relation Name"), name("Index Name")));
    }
    // These ask for all rows before they give the first.
    let takes_all = match kind {
        "Sort" | "Hash" | "ModifyTable" => true,
        "Aggregate" | "SetOp" => node["Strategy"] != "Sorted",
        _ => false,
    };
    for child in node["Plans"].as_array().into_iter().flatten() {
        let is_of_its_own = matches!(child["Parent Relationship"].as_str(), Some("InitPlan" | "SubPlan"));
        let is_limited = kind == "Limit" || (is_limited && !takes_all);
        whole_reads(child, is_limited && !is_of_its_own, found);
    }
}

/// The table that a line of SQLite's plan reads from end to end, be it through an index.
fn scanned(line: &str) -> Option<String> {
    line.strip_prefix("SCAN ")?.split(' ').next().map(str::to_owned)
}

async fn tables(db: &Db) -> Vec<String> {
    let sql = match db.read().get_database_backend() {
        DbBackend::Postgres => "SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public'",
        _ => "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%'",
    };
    names(db, sql).await
}

/// The partial indexes of PostgreSQL that are not big.
async fn small_indexes(db: &Db) -> BTreeSet<String> {
    if db.read().get_database_backend() != DbBackend::Postgres {
        return BTreeSet::new();
    }
    let sql = format!(
        "SELECT relname::text AS name FROM pg_class JOIN pg_index ON indexrelid = pg_class.oid
         WHERE indpred IS NOT NULL AND reltuples BETWEEN 0 AND {BIG}"
    );
    names(db, &sql).await.into_iter().collect()
}

async fn names(db: &Db, sql: &str) -> Vec<String> {
    let rows = db.read().query_all_raw(Statement::from_string(db.read().get_database_backend(), sql)).await;
    let name = |row: &sea_orm::QueryResult| row.try_get("", "name").expect("it has a name");
    rows.expect("names can be listed").iter().map(name).collect()
}

async fn number(db: &Db, sql: &str) -> i64 {
    let statement = Statement::from_string(db.read().get_database_backend(), sql);
    let row = db.read().query_one_raw(statement).await.expect("rows can be counted").expect("one row");
    row.try_get_by_index(0).expect("a number")
}

#[rstest]
#[case::a_table(&[], json!({ "Node Type": "Seq Scan" }), true)]
#[case::an_index(&[], json!({ "Node Type": "Index Only Scan" }), true)]
#[case::an_index_to_count(&["Limit", "Aggregate"], json!({ "Node Type": "Index Only Scan" }), true)]
#[case::an_index_to_sort(&["Limit", "Sort"], json!({ "Node Type": "Index Scan" }), true)]
#[case::some_of_an_index(&[], json!({ "Node Type": "Index Scan", "Index Cond": "(id = 1)" }), false)]
#[case::the_first_of_an_index(&["Limit", "Nested Loop"], json!({ "Node Type": "Index Scan" }), false)]
fn a_plan_that_reads_all_of_a_table_is_told(#[case] above: &[&str], #[case] mut plan: Value, #[case] expected: bool) {
    plan["Relation Name"] = "visit".into();
    for kind in above.iter().rev() {
        plan = json!({ "Node Type": kind, "Plans": [plan] });
    }
    let mut found = Vec::new();
    whole_reads(&plan, false, &mut found);
    assert_eq!(!found.is_empty(), expected);
}
