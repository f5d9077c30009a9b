//! A process that has the register open or writes to it: its number, whose session it is, and what it does. Told by
//! the kernel, on Linux only; elsewhere nobody is named.

use std::fs;
use std::path::Path;

use super::file::Identity;
use super::presence::WRITER;
use crate::domain::plain::shown;
use crate::{say, text::Lang, told};

/// One process.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Process {
    pub number: u32,
    /// The name it works under; `None` where this process may not know.
    pub who: Option<String>,
    pub state: State,
}

/// What a process does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    Running,
    /// For a key, a disk or a lock.
    Waiting,
    /// Until somebody lets it go on.
    Stopped,
    Unknown,
}

impl Process {
    /// The process of a number, as far as this one may know it.
    pub fn of(number: u32) -> Process {
        Process {
            number,
            who: who(number),
            state: state(number),
        }
    }

    /// Number, name and state: `4711 (anna, stopped)`.
    pub fn text(&self, lang: Lang) -> String {
        let number = self.number;
        let state = match self.state {
            State::Running => say!(lang, sv: "arbetar", en: "running"),
            State::Waiting => say!(lang, sv: "väntar", en: "waiting"),
            State::Stopped => say!(lang, sv: "stoppad", en: "stopped"),
            State::Unknown => say!(lang, sv: "okänt vad den gör", en: "what it does is not known"),
        };
        match &self.who {
            Some(who) => format!("{number} ({}, {state})", shown(who)),
            None => format!("{number} ({state})"),
        }
    }

    /// How it is made to let go, in a sentence.
    pub fn remedy(&self, lang: Lang) -> String {
        let number = self.number;
        match self.state {
            State::Stopped => say!(lang,
                sv: "Låt den gå vidare med kill -CONT {number}, eller avsluta den med kill -KILL {number}; bara det som den höll på med går förlorat.",
                en: "Let it go on with kill -CONT {number}, or end it with kill -KILL {number}; only what it was doing is lost."),
            _ => say!(lang,
                sv: "Går det inte över avslutas den med kill {number}.",
                en: "If that does not pass, end it with kill {number}."),
        }
    }
}

/// How a process is made to let go.
pub struct LetGo<'a>(pub &'a Process);

told! {
    Process: |process, to| process.text(to.lang);
    Vec<Process>: |all, to| listed(all, to.lang);
    LetGo<'_>: |process, to| process.0.remedy(to.lang);
}

/// Several of them, for a sentence.
pub fn listed(processes: &[Process], lang: Lang) -> String {
    let told: Vec<String> = processes.iter().map(|one| one.text(lang)).collect();
    told.join(", ")
}

/// The numbers of the processes that have a file open, this one included, as far as this one may know.
pub fn that_have_open(path: &Path) -> Vec<u32> {
    let Ok(identity) = Identity::of(path) else {
        return Vec::new();
    };
    let all = fs::read_dir("/proc").into_iter().flatten().flatten();
    let numbers = all.filter_map(|entry| entry.file_name().to_str()?.parse().ok());
    let mut found: Vec<u32> = numbers
        .filter(|process| !descriptors(*process, identity).is_empty())
        .collect();
    found.sort_unstable();
    found
}

/// The process that is inside a write transaction at this moment.
pub fn writer(path: &Path) -> Option<Process> {
    let identity = Identity::of(path).ok()?;
    let writes = |process: &u32| {
        let open = descriptors(*process, identity);
        open.iter().any(|number| {
            let told = fs::read_to_string(format!("/proc/{process}/fdinfo/{number}"));
            told.is_ok_and(|told| told.lines().any(locks_the_writers_byte))
        })
    };
    let found = that_have_open(path).into_iter().find(writes)?;
    Some(Process::of(found))
}

/// Under which numbers a process has a file open.
fn descriptors(process: u32, identity: Identity) -> Vec<String> {
    let open = fs::read_dir(format!("/proc/{process}/fd"));
    let open = open.into_iter().flatten().flatten();
    open.filter(|file| Identity::of(&file.path()).is_ok_and(|open| open == identity))
        .filter_map(|file| file.file_name().into_string().ok())
        .collect()
}

/// Whether a line of `fdinfo` is of a lock that keeps others from writing:
/// `lock: 1: OFDLCK ADVISORY WRITE -1 fe:00:10510345 FROM UNTIL`.
fn locks_the_writers_byte(line: &str) -> bool {
    let Some(lock) = line.strip_prefix("lock:") else {
        return false;
    };
    let words: Vec<&str> = lock.split_whitespace().collect();
    let [.., from, until] = words[..] else {
        return false;
    };
    let from = from.parse().unwrap_or(u64::MAX);
    let until = until.parse().unwrap_or(u64::MAX);
    words.contains(&"WRITE") && words.contains(&"OFDLCK") && (from..=until).contains(&WRITER)
}

/// The name that a process was started with, else the one that its environment says.
fn who(process: u32) -> Option<String> {
    let words = |file: &str| -> Vec<String> {
        let bytes = fs::read(format!("/proc/{process}/{file}")).unwrap_or_default();
        let words = bytes.split(|byte| *byte == 0);
        words
            .map(|word| String::from_utf8_lossy(word).into_owned())
            .collect()
    };
    let arguments = words("cmdline");
    let given = arguments.iter().enumerate().find_map(|(at, word)| {
        let next = || arguments.get(at + 1).map(String::as_str);
        match word.strip_prefix("--as") {
            Some("") => next(),
            Some(rest) => rest.strip_prefix('='),
            None => None,
        }
    });
    let found = given.map(str::to_owned).or_else(|| {
        let environment = words("environ");
        ["LOGNAME=", "USER="].iter().find_map(|name| {
            let found = environment.iter().find_map(|word| word.strip_prefix(name));
            found.map(str::to_owned)
        })
    });
    found.filter(|name| !name.is_empty())
}

/// The letter after the program's name, which is in brackets and may hold anything.
fn state(process: u32) -> State {
    let told = fs::read_to_string(format!("/proc/{process}/stat")).unwrap_or_default();
    let after = told.rsplit_once(") ").map_or("", |(_, after)| after);
    match after.chars().next() {
        Some('R') => State::Running,
        Some('S' | 'D' | 'I') => State::Waiting,
        Some('T' | 't') => State::Stopped,
        _ => State::Unknown,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_lock_on_the_writers_byte_is_known_among_others() {
        let line = |kind: &str, from: u64, until: &str| {
            format!("lock:\t1: OFDLCK ADVISORY  {kind} -1 fe:00:17 {from} {until}")
        };
        let (byte, next) = (WRITER.to_string(), (WRITER + 1).to_string());
        assert!(locks_the_writers_byte(&line("WRITE", WRITER, &byte)));
        assert!(locks_the_writers_byte(&line("WRITE", 0, "EOF")));
        for other in [
            line("READ", WRITER, &byte),
            line("WRITE", WRITER + 1, &next),
            line("WRITE", 0, "319"),
            format!("pos:\t{WRITER}"),
            "lock:".to_owned(),
        ] {
            assert!(!locks_the_writers_byte(&other), "{other}");
        }
    }

    #[test]
    fn it_says_who_and_what() {
        let mut process = Process {
            number: 4711,
            who: Some("anna".to_owned()),
            state: State::Stopped,
        };
        assert_eq!(process.text(Lang::Sv), "4711 (anna, stoppad)");
        assert!(process.remedy(Lang::En).contains("kill -CONT 4711"));
        (process.who, process.state) = (None, State::Waiting);
        assert_eq!(process.text(Lang::En), "4711 (waiting)");
        let own = Process::of(std::process::id());
        assert!(
            matches!(own.state, State::Running | State::Waiting),
            "{own:?}"
        );
    }
}
