//! The accounts of this machine, as the system's own name service knows them: whose this process and a file are.

use std::fs;
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};

use nix::unistd::{Uid, User};
use rustix::process::getuid;

use crate::config;

/// The name of the account, or its number where it has none: nobody writes without a name. What the environment says is
/// not asked: anybody can say anything there.
pub fn who() -> String {
    let own = getuid().as_raw();
    let named = config::actor_name(&name(own));
    named.unwrap_or_else(|| format!("uid {own}"))
}

/// Whether this is root, or the account that owns a file; where there is no file yet it will be this one's.
pub fn owns(path: &Path) -> bool {
    let own = getuid();
    let is_own = |file: fs::Metadata| file.uid() == own.as_raw();
    own.is_root() || fs::metadata(path).map_or(true, is_own)
}

/// What an account is called: its name, or its number where it has none.
pub fn name(uid: u32) -> String {
    login(uid).unwrap_or_else(|| format!("uid {uid}"))
}

/// The name that one logs in to an account with; `None` where it has none.
pub fn login(uid: u32) -> Option<String> {
    user(uid).map(|user| user.name)
}

/// The home of an account, as the system has it, whatever `HOME` says.
pub fn home(uid: u32) -> Option<PathBuf> {
    user(uid).map(|user| user.dir)
}

fn user(uid: u32) -> Option<User> {
    User::from_uid(Uid::from_raw(uid)).ok().flatten()
}
