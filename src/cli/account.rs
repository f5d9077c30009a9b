//! The accounts of this machine, as the system's own name service knows them: whose this process and a file are.

use std::env;
use std::path::PathBuf;

use nix::unistd::{Uid, User};
use rustix::process::geteuid;

use crate::config;

/// The login's own name, or that of the account, or its number where it has none: nobody writes without a name. What the
/// environment says and cannot be a name is passed over.
pub fn who() -> String {
    let login = ["LOGNAME", "USER"].into_iter();
    let login = login.filter_map(|name| env::var(name).ok());
    let own = geteuid().as_raw();
    let mut names = login.chain([name(own)]);
    let named = names.find_map(|name| config::actor_name(&name));
    named.unwrap_or_else(|| format!("uid {own}"))
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
