//! One table: what medbook does in a second, each row beside its limit measured in the same run.
//!
//! `make bench` builds what is released and runs this; docs/benchmarks.md says how each limit is measured.

mod api;
mod booking;
mod connection;
mod constant;
mod database;
mod direct;
mod engine;
mod load;
mod machine;
mod measure;
mod pattern;
mod pgbench;
mod reads;
mod report;
mod server;
mod value;
mod wire;

use std::io::Write;
use std::path::{Path, PathBuf};
use std::time::Duration;

use booking::{Limit, Wishes};
use database::Postgres;
use machine::Machine;
use measure::Plan;
use medbook::adapter::clock::{Clock, SystemClock};
use report::Row;
use server::Server;

// As the server: the static resolver is to be no slower for want of it.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> anyhow::Result<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    if let [mode, file, address] = &arguments[..]
        && mode == "constant"
    {
        let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
        return runtime.block_on(constant::serve(file, address));
    }
    let wants = |flag: &str| arguments.iter().any(|argument| argument == flag);
    // One thread for the load: the other core is the server's.
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    let table = runtime.block_on(table(if wants("--quick") { &QUICK } else { &FULL }))?;
    writeln!(std::io::stdout(), "{table}")?;
    if wants("--save") {
        let page = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/benchmarks.md");
        std::fs::write(&page, report::save(&std::fs::read_to_string(&page)?, &table)?)?;
    }
    Ok(())
}

/// How much is measured, on how much data.
struct Size {
    reads: Plan,
    bookings: Plan,
    /// Doctors, clinics, patients, visits.
    data: [u32; 4],
}

const FULL: Size = Size {
    reads: Plan { warm_up: Duration::from_millis(500), run: Duration::from_secs(2), repeats: 3 },
    bookings: Plan { warm_up: Duration::from_secs(1), run: Duration::from_secs(5), repeats: 3 },
    data: [2_000, 120, 50_000, 200_000],
};
const QUICK: Size = Size {
    reads: Plan { warm_up: Duration::from_millis(300), run: Duration::from_millis(700), repeats: 1 },
    bookings: Plan { warm_up: Duration::from_millis(300), run: Duration::from_secs(2), repeats: 1 },
    data: [500, 30, 5_000, 10_000],
};

async fn table(size: &Size) -> anyhow::Result<String> {
    let postgres = Postgres::create().await?;
    let made = rows(size, &postgres).await;
    postgres.remove().await?;
    let (rows, notes) = made?;
    let folder = server::build_folder()?;
    let profile = folder.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let [doctors, clinics, patients, visits] = size.data;
    let data = format!("{doctors} doctors, {clinics} clinics, {patients} patients, {visits} visits");
    Ok(report::markdown(&Machine::this(postgres.version, profile, data), &rows, &notes))
}

async fn rows(size: &Size, postgres: &Postgres) -> anyhow::Result<(Vec<Row>, Vec<String>)> {
    say("engine");
    let mut rows = engine::rows(size.reads);
    let mut reads = Vec::new();

    say("seeding PostgreSQL");
    seed(&postgres.url, size)?;
    postgres.settle().await?;
    let now = SystemClock.now();
    let server = Server::medbook(&postgres.url, None).await?;
    say("reads on PostgreSQL");
    reads.extend(reads::rows(&server, "PostgreSQL", now, size.reads).await?);
    say("bookings on PostgreSQL");
    let wishes = Wishes::of(&server, now).await?;
    let (steps, round_trips) = booking::steps(&postgres.url, &wishes).await?;
    let limit = Limit::Pgbench { url: &postgres.url, script: pgbench::Script::new(&steps) };
    let on_postgres = booking::rows(&server, "PostgreSQL", &wishes, &limit, size.bookings).await?;
    server.stop().await?;
    server::run(&postgres.url, &["check"])?;

    say("seeding SQLite");
    let file = scratch()?.join("medbook.db").to_string_lossy().into_owned();
    remove_sqlite(&file);
    let url = format!("sqlite:{file}");
    seed(&url, size)?;
    let server = Server::medbook(&url, None).await?;
    say("reads on SQLite");
    reads.extend(reads::rows(&server, "SQLite", now, size.reads).await?);
    say("bookings on SQLite");
    let wishes = Wishes::of(&server, now).await?;
    let limit = Limit::Direct { file: &file, direct: direct::Direct::new(&steps) };
    rows.extend(booking::rows(&server, "SQLite", &wishes, &limit, size.bookings).await?);
    server.stop().await?;
    server::run(&url, &["check"])?;
    remove_sqlite(&file);

    rows.extend(on_postgres);
    rows.extend(reads);
    let statements = steps.len();
    let note = format!("A booking is {statements} statements in {round_trips} round trips (PostgreSQL).");
    Ok((rows, vec![note, "`medbook check` found nothing wrong after the bookings.".to_owned()]))
}

fn seed(url: &str, size: &Size) -> anyhow::Result<()> {
    let [doctors, clinics, patients, visits] = size.data.map(|count| count.to_string());
    let amounts = ["--doctors", &doctors, "--clinics", &clinics, "--patients", &patients, "--appointments", &visits];
    server::run(url, &[&["seed", "--seed", "1"], &amounts[..]].concat())
}

fn remove_sqlite(file: &str) {
    for end in ["", "-wal", "-shm"] {
        let _ = std::fs::remove_file(format!("{file}{end}"));
    }
}

/// A folder for what is of no use after the run.
fn scratch() -> anyhow::Result<PathBuf> {
    let folder = server::build_folder()?.join("bench");
    std::fs::create_dir_all(&folder)?;
    Ok(folder)
}

/// What is going on, for who waits.
fn say(what: &str) {
    let _ = writeln!(std::io::stderr(), "bench: {what}");
}
