//! Finds the Python that the oracle scripts run on, and runs one over lines of text.

use std::ffi::OsString;
use std::fs::File;
use std::io::{Seek, Write};
use std::path::Path;
use std::process::{Command, Stdio};

/// What the script in tests/scripts/ prints for these lines, or none if Python or a module it needs is missing: that
/// skip is said aloud, and is a failure where `TOLV_REQUIRE_ORACLES=1`. Python is `TOLV_PYTHON`, else `python3`.
pub fn ask(script: &str, modules: &[&str], lines: &str) -> Option<String> {
    let python = std::env::var_os("TOLV_PYTHON").unwrap_or_else(|| OsString::from("python3"));
    let imports = modules
        .iter()
        .map(|module| format!("import {module}\n"))
        .collect::<String>();
    let found = Command::new(&python)
        .args(["-c", &imports])
        .stderr(Stdio::null())
        .status();
    if !found.is_ok_and(|status| status.success()) {
        skipped(&format!(
            "{script} needs {} with {modules:?}",
            python.display()
        ));
        return None;
    }
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/scripts")
        .join(script);
    let output = Command::new(&python)
        .arg(path)
        .stdin(file_with(lines))
        .stderr(Stdio::inherit())
        .output()
        .expect("Python started a moment ago");
    assert!(
        output.status.success(),
        "{script} ended with {}",
        output.status
    );
    Some(String::from_utf8(output.stdout).expect("the scripts print UTF-8"))
}

/// Says aloud that something could not be tested here; a failure where `TOLV_REQUIRE_ORACLES=1`.
pub fn skipped(what: &str) {
    let skipped = format!("SKIPPED: {what}");
    assert_ne!(
        std::env::var("TOLV_REQUIRE_ORACLES").as_deref(),
        Ok("1"),
        "{skipped}"
    );
    // Past the test harness, which would swallow what `eprintln!` says.
    writeln!(std::io::stderr(), "{skipped}").expect("stderr is open");
}

/// A file and not a pipe, so that neither side can wait for the other for ever.
fn file_with(lines: &str) -> File {
    let mut file = tempfile::tempfile().expect("a temporary file can be made");
    file.write_all(lines.as_bytes())
        .expect("the temporary file takes the lines");
    file.rewind().expect("a file can be rewound");
    file
}
