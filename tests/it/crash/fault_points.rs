//! Fault points are for tests alone.

use std::process::Command;

#[test]
fn what_operators_build_has_no_fault_points() {
    let listed = Command::new(env!("CARGO"))
        .args([
            "tree",
            "--offline",
            "--locked",
            "--package",
            "medbook",
            "--edges",
            "normal,features",
            "--invert",
            "fail",
        ])
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .output()
        .expect("cargo runs");

    let tree = String::from_utf8(listed.stdout).expect("text");
    assert!(listed.status.success() && tree.contains("fault v"), "{tree}{}", String::from_utf8_lossy(&listed.stderr));
    assert!(!tree.contains("failpoints"), "{tree}");
}

#[test]
fn what_tests_build_has_them() {
    assert!(fail::has_failpoints());
}
