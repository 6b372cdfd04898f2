//! The house rules that a machine can check: who may name whom, how long a file may be, what it may be called.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

const ROOT: &str = env!("CARGO_MANIFEST_DIR");

/// Which modules of ours each layer may name, besides itself. `app` and `cli` wire everything; nobody else names them.
const MAY_NAME: [(&str, &[&str]); 10] = [
    ("domain", &[]),
    ("config", &["service"]),
    ("store", &["domain"]),
    ("adapter", &["domain", "config"]),
    ("service", &["domain", "store", "adapter"]),
    ("graphql", &["domain", "service"]),
    ("http", &["domain", "service", "graphql"]),
    ("worker", &["service"]),
    ("demo", &["domain", "service", "adapter", "store", "http"]),
    // The generator is pure; only its loader names the store.
    ("seed", &["domain", "store"]),
];

/// Libraries that belong to certain layers.
const BELONGS_TO: [(&str, &[&str]); 6] = [
    ("sea_orm", &["store", "service"]),
    ("sqlx", &["store"]),
    ("migration", &["store"]),
    ("async_graphql", &["graphql", "http"]),
    ("axum", &["http", "app", "cli"]),
    ("jiff", &["domain"]),
];

/// Names that say nothing.
const EMPTY_NAMES: [&str; 8] = ["utils", "util", "common", "helpers", "helper", "manager", "core", "misc"];

const LONGEST_FILE: usize = 500;

/// All Rust files below a folder of the project.
fn rust_files(folder: &str) -> Vec<PathBuf> {
    let mut files = Vec::new();
    let mut folders = vec![Path::new(ROOT).join(folder)];
    while let Some(folder) = folders.pop() {
        let entries = std::fs::read_dir(&folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
        for path in entries.map(|entry| entry.expect("an entry").path()) {
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                files.push(path);
            }
        }
    }
    files
}

fn shown(path: &Path) -> String {
    path.strip_prefix(ROOT).unwrap_or(path).display().to_string()
}

/// The layer of a file of `src`; `None` for `main.rs` and `lib.rs`.
fn layer(path: &Path) -> Option<String> {
    let mut parts = path.strip_prefix(Path::new(ROOT).join("src")).ok()?.components();
    let first = parts.next()?.as_os_str().to_str()?.trim_end_matches(".rs").to_owned();
    (!["main", "lib"].contains(&first.as_str())).then_some(first)
}

/// The code of a file without comments and without its unit tests.
fn code(path: &Path) -> String {
    let text = std::fs::read_to_string(path).expect("a file can be read");
    let code = text.split("#[cfg(test)]").next().unwrap_or_default();
    code.lines().map(|line| line.split("//").next().unwrap_or_default()).collect::<Vec<_>>().join("\n")
}

/// What follows each `prefix` in `code`: the names of modules, also those of a group `crate::{a::B, c}`.
fn named(code: &str, prefix: &str) -> Vec<String> {
    let identifier =
        |text: &str| text.trim_start().chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect::<String>();
    let mut names = Vec::new();
    for (at, _) in code.match_indices(prefix) {
        let rest = &code[at + prefix.len()..];
        let Some(group) = rest.strip_prefix('{') else {
            names.push(identifier(rest));
            continue;
        };
        let (mut depth, mut start) = (0, true);
        for (at, character) in group.char_indices() {
            if start && !character.is_whitespace() {
                names.push(identifier(&group[at..]));
                start = false;
            }
            match character {
                '{' => depth += 1,
                '}' if depth == 0 => break,
                '}' => depth -= 1,
                ',' if depth == 0 => start = true,
                _ => {}
            }
        }
    }
    names
}

#[track_caller]
fn assert_none(breaches: &[String]) {
    assert!(breaches.is_empty(), "\n{}", breaches.join("\n"));
}

#[test]
fn a_layer_names_only_the_layers_below_it() {
    let rules: BTreeMap<_, _> = MAY_NAME.into_iter().collect();
    let mut breaches = Vec::new();
    for path in rust_files("src") {
        let Some(layer) = layer(&path) else { continue };
        if ["app", "cli"].contains(&layer.as_str()) {
            continue;
        }
        let Some(allowed) = rules.get(layer.as_str()) else {
            breaches.push(format!("{}: {layer} is no layer: say in architecture.rs what it may name", shown(&path)));
            continue;
        };
        for name in named(&code(&path), "crate::") {
            if name != layer && rules.contains_key(name.as_str()) && !allowed.contains(&name.as_str()) {
                breaches.push(format!("{}: {layer} must not name {name}", shown(&path)));
            }
            if ["app", "cli"].contains(&name.as_str()) {
                breaches.push(format!("{}: nobody names {name}", shown(&path)));
            }
        }
    }
    assert_none(&breaches);
}

#[test]
fn a_library_is_named_only_by_the_layers_that_it_belongs_to() {
    let mut breaches = Vec::new();
    for path in rust_files("src") {
        let Some(layer) = layer(&path) else { continue };
        let code = code(&path);
        for (library, layers) in BELONGS_TO {
            let uses = code.match_indices(&format!("{library}::")).any(|(at, _)| {
                !code[..at].ends_with(|before: char| before.is_alphanumeric() || before == '_' || before == ':')
            });
            if uses && !layers.contains(&layer.as_str()) {
                breaches.push(format!("{}: {library} belongs to {}", shown(&path), layers.join(", ")));
            }
        }
    }
    assert_none(&breaches);
}

#[test]
fn files_are_short_and_named_after_what_they_do() {
    let mut breaches = Vec::new();
    for folder in ["src", "entity/src", "migration/src", "tests"] {
        for path in rust_files(folder) {
            let lines = std::fs::read_to_string(&path).expect("a file can be read").lines().count();
            if lines > LONGEST_FILE {
                breaches.push(format!("{}: {lines} lines, at most {LONGEST_FILE}", shown(&path)));
            }
            let relative = shown(&path);
            let parts = relative.trim_end_matches(".rs").split('/');
            breaches.extend(
                parts.filter(|part| EMPTY_NAMES.contains(part)).map(|part| format!("{relative}: {part} says nothing")),
            );
        }
    }
    assert_none(&breaches);
}

#[test]
fn the_rules_are_read_correctly() {
    let code = "use crate::store::{Db, Lock};\nuse crate::{graphql, service::{Error, Outcome},\n  http::Edge};\nlet a = crate::domain::x();";

    assert_eq!(named(code, "crate::"), ["store", "graphql", "service", "http", "domain"]);
}
