//! The keys that sshd knows, against those of the register: in the account's `authorized_keys`.

use std::collections::BTreeSet;
use std::os::unix::fs::MetadataExt;
use std::path::Path;
use std::{env, fs};

use super::findings::{Finding, Named};
use crate::cli::account;
use crate::cli::key::line;
use crate::cli::options::Options;
use crate::domain::register::Register;

/// The right of others than the owner to write a file.
const WRITTEN_BY_OTHERS: u32 = 0o022;

/// Looks at the file of the account that owns the register; where the register has no key, nothing is asked of it.
pub fn look(path: &Path, register: &Register, options: &Options, findings: &mut Vec<Finding>) {
    if register.keys.is_empty() {
        return;
    }
    let owner = fs::metadata(path).map(|meta| meta.uid()).ok();
    let Some(home) = owner.and_then(account::home) else {
        return;
    };
    let file = home.join(".ssh/authorized_keys");
    let Ok(text) = fs::read_to_string(&file) else {
        findings.push(Finding::KeysNotWritten { file: Named(file) });
        return;
    };
    let mode = fs::metadata(&file).map_or(0, |meta| meta.mode());
    if mode & WRITTEN_BY_OTHERS != 0 {
        let file = Named(file.clone());
        findings.push(Finding::KeysOpen { file });
    }
    let lines = text.lines().map(str::trim);
    let lines = lines.filter(|line| !line.is_empty() && !line.starts_with('#'));
    let (sessions, others): (BTreeSet<&str>, BTreeSet<&str>) =
        lines.partition(|line| is_session(line));
    let program = env::current_exe().unwrap_or_default();
    let database = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    let keys = register.keys.values();
    let open = keys.filter(|key| key.opens(options.today));
    // Word by word: a line without `restrict`, or of another register, is another line.
    let written: BTreeSet<String> = open
        .filter_map(|key| line(key, &program, &database))
        .collect();
    if !written.iter().map(String::as_str).eq(sessions) {
        let file = Named(file.clone());
        findings.push(Finding::KeysOutdated { file });
    }
    if !others.is_empty() {
        findings.push(Finding::KeysWithShell {
            file: Named(file),
            count: others.len(),
        });
    }
}

/// Whether a line starts a session and nothing else.
fn is_session(line: &str) -> bool {
    let options = line.split(" ssh-").next().unwrap_or(line);
    options.contains("command=\"") && options.contains(" session k")
}
