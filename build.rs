//! The built front end is embedded, so a new build of it must compile the embedding again.

fn main() {
    println!("cargo:rerun-if-changed=build.rs");
    println!("cargo:rerun-if-changed=web/dist");
}
