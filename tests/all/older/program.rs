//! The program in `tests/older`, which cargo builds. Where its redb cannot be had that is said aloud, and is a failure where
//! `TOLV_REQUIRE_OLDER=1`.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::Command as Process;

/// The older session's program, or none where it cannot be built here.
pub fn program() -> Option<PathBuf> {
    let tests = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/older");
    let target = Path::new(env!("CARGO_TARGET_TMPDIR")).join("older");
    let built = Process::new(env!("CARGO"))
        .args(["build", "--quiet", "--manifest-path"])
        .arg(tests.join("Cargo.toml"))
        .arg("--target-dir")
        .arg(&target)
        .output()
        .expect("cargo starts");
    if built.status.success() {
        return Some(target.join("debug/older"));
    }
    let said = String::from_utf8_lossy(&built.stderr);
    let skipped = format!("SKIPPED: sessions of redb 4.5.0 beside this one: {said}");
    let is_required = std::env::var_os("TOLV_REQUIRE_OLDER").is_some_and(|value| value == "1");
    assert!(!is_required, "{skipped}");
    // Past the test harness, which would swallow what `eprintln!` says.
    writeln!(std::io::stderr(), "{skipped}").expect("stderr is open");
    None
}
