//! The `medbook` binary.

use std::process::ExitCode;

use medbook::cli::Cli;

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

#[tokio::main]
async fn main() -> ExitCode {
    medbook::telemetry::panic::install();
    fault::arm();
    // A missing file is fine; a broken one is a bad setting.
    if let Err(error) = dotenvy::dotenv()
        && !error.not_found()
    {
        return medbook::cli::fail(&format!(".env: {error}"));
    }
    let cli = match Cli::read() {
        Ok(cli) => cli,
        Err(code) => return code,
    };
    match cli.run().await {
        Ok(code) => code,
        Err(error) => medbook::cli::fail(&format!("{error:#}")),
    }
}
