//! Who asks, and whether they may: the account at the machine itself, or the key of a session over SSH.

use std::{env, fs};

use super::failure::Failure;
use super::options::Options;
use super::syslog;
use crate::domain::decide::rights::{Right, Rights};
use crate::domain::register::{Register, Who};
use crate::say;
use crate::store::glance;
use crate::text::Lang;

/// That whoever asks may ask in that name, and for that, in a register that was opened.
pub fn check(options: &Options, register: &Register, right: Option<Right>) -> Result<(), Failure> {
    if options.who.key.is_none() && !register.keys.is_empty() && is_started_by_sshd() {
        syslog::note(&format!("refused without a session, {}", syslog::address()));
        return Err(over_ssh(options.lang));
    }
    if !register.has_roles() {
        return Ok(());
    }
    if options.who.key.is_none() {
        check_name(options, register)?;
    }
    let reader = options.who.reads(register, options.today);
    let is_nobody = !register.users.contains_key(&reader.id);
    if right == Some(Right::File) && options.owns_file && is_nobody {
        // A timer of the account's, such as a nightly backup, under a name of its own.
        return Ok(());
    }
    let rights = Rights::of_reader(register, reader);
    let must = right.map_or(Ok(()), |right| rights.must(right));
    must.map_err(|refusal| Failure::refused(refusal.text(options.lang)))
}

/// That whoever asks may look after the file itself, as far as the register in it can be read; where it cannot, its owner
/// may, who has its data in any case.
pub fn check_file(options: &Options) -> Result<(), Failure> {
    let register = options.database().ok().map(glance::register);
    match register {
        Some(Ok(register)) => check(options, &register, options.right),
        _ => Ok(()),
    }
}

/// That a name that is not the account's own is asked in by an administrator.
fn check_name(options: &Options, register: &Register) -> Result<(), Failure> {
    let Some(account) = &options.who.through else {
        return Ok(());
    };
    let who = Who {
        name: account.clone(),
        is_owner: options.owns_file,
        through: None,
        key: None,
    };
    match Rights::of_reader(register, who.reads(register, options.today)).may(Right::Users) {
        true => Ok(()),
        false => Err(Failure::refused(say!(options.lang,
            sv: "Bara en administratör får göra något i någon annans namn. Inget är ändrat; gör det utan --as.",
            en: "Only an administrator may do something in somebody else's name. Nothing was changed; do it without --as."))),
    }
}

/// The refusal of a session that sshd began without a key's number.
pub fn over_ssh(lang: Lang) -> Failure {
    let line = super::key::line_of_session();
    Failure::refused(say!(lang,
        sv: "Registret har nycklar, och över SSH kommer man in med sin egen. Inget är ändrat. Raden i authorized_keys ska börja så här, och skrivs av tolv key export:\n{line}",
        en: "The register has keys, and over SSH everybody comes in with their own. Nothing was changed. The line in authorized_keys must begin like this, and is written by tolv key export:\n{line}"))
}

/// Whether sshd itself started this: as a forced command, as what was asked for after the host's name, or as a login
/// shell; and not somebody at a shell. A shell that sshd gave a command to is no more than what stands between.
fn is_started_by_sshd() -> bool {
    let mut pid = std::os::unix::process::parent_id();
    for _ in 0..DEEPEST {
        let Some(process) = Process::read(pid) else {
            // Where others' processes are not to be seen, what stands between may be sshd; one's own shell is seen.
            return pid > 1 && env::var_os("SSH_CONNECTION").is_some();
        };
        if process.is_sshd() {
            return true;
        }
        if !process.is_given_a_command() {
            return false;
        }
        pid = process.parent;
    }
    false
}

/// So many processes at most stand between sshd and this one.
const DEEPEST: usize = 8;

/// A process as the system tells of it.
struct Process {
    name: String,
    parent: u32,
    arguments: Vec<Vec<u8>>,
}

impl Process {
    fn read(pid: u32) -> Option<Process> {
        let stat = fs::read_to_string(format!("/proc/{pid}/stat")).ok()?;
        // The name stands in brackets, and may hold any.
        let (name, rest) = stat.split_once('(')?.1.rsplit_once(')')?;
        let parent = rest.split_whitespace().nth(1)?.parse().ok()?;
        let arguments = fs::read(format!("/proc/{pid}/cmdline")).unwrap_or_default();
        let arguments = arguments.split(|byte| *byte == 0).map(<[u8]>::to_vec);
        Some(Process {
            name: name.to_owned(),
            parent,
            arguments: arguments.collect(),
        })
    }

    fn is_sshd(&self) -> bool {
        matches!(self.name.as_str(), "sshd" | "sshd-session")
    }

    fn is_given_a_command(&self) -> bool {
        self.arguments.get(1).is_some_and(|first| first == b"-c")
    }
}
