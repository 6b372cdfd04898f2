//! What the log says of a bug: where it is. What a panic says is never written down, for it can quote what people typed: a
//! text that was cut at a wrong place, a row that the database refused.

use std::io::Write;
use std::panic::{PanicHookInfo, set_hook};

/// From now on a panic is one line of the log, with its place in the code. To be called at the start of the process.
pub fn install() {
    set_hook(Box::new(|info| log(&place(info))));
}

fn place(info: &PanicHookInfo<'_>) -> String {
    info.location().map_or_else(String::new, |place| format!("{}:{}", place.file(), place.line()))
}

fn log(place: &str) {
    match tracing::dispatcher::has_been_set() {
        true => tracing::error!(place, "a bug: the code panicked"),
        // The log has not begun. Nothing is left to do when even that fails.
        false => drop(writeln!(std::io::stderr(), "medbook: a bug: the code panicked at {place}")),
    }
}
