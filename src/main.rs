//! The `medbook` binary.

use std::process::ExitCode;

use clap::Parser;
use medbook::cli::Cli;

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

#[tokio::main]
async fn main() -> ExitCode {
    // A missing file is fine; a broken one is a bad setting.
    if let Err(error) = dotenvy::dotenv()
        && !error.not_found()
    {
        return medbook::cli::fail(&format!(".env: {error}"));
    }
    match Cli::parse().run().await {
        Ok(code) => code,
        Err(error) => medbook::cli::fail(&format!("{error:#}")),
    }
}
