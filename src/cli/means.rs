//! The means of each remedy on the command line: a command or an option.

use crate::text::sentences::{Means, Voice};
use crate::text::{Lang, Text};
use crate::{say, text};

/// Tells sentences with the commands and options that they are about.
pub fn by_command(lang: Lang) -> Voice {
    Voice {
        lang,
        means: |means, lang| match means {
            Means::Setting(key) => format!("{} {key}", words(means).get(lang)),
            Means::NewStay(id) => format!("{} {id}", words(means).get(lang)),
            Means::Whom { .. } => whom(means, lang),
            Means::NewRow(Some(row)) => format!("{} {row}", words(means).get(lang)),
            _ => words(means).get(lang).to_owned(),
        },
    }
}

/// The same on a screen, where a form or a question asks what an option would say.
pub fn on_screen(lang: Lang) -> Voice {
    Voice {
        lang,
        means: |means, lang| match means {
            Means::NewStay(_)
            | Means::Another
            | Means::NewRow(_)
            | Means::NewArena
            | Means::Whom { .. } => String::new(),
            means => (by_command(lang).means)(means, lang),
        },
    }
}

const fn words(means: Means) -> Text {
    match means {
        Means::Check => text!(" med tolv check", " with tolv check"),
        Means::Look => text!(" (tolv check)", " (tolv check)"),
        Means::Repair => text!(" med tolv check --repair", " with tolv check --repair"),
        Means::Restore => text!(" med tolv restore KOPIA", " with tolv restore BACKUP"),
        Means::Salvage => text!(" med tolv salvage FIL NY", " with tolv salvage FILE NEW"),
        Means::Verify => text!(" med tolv verify", " with tolv verify"),
        Means::Backup => text!(" med tolv backup", " with tolv backup"),
        Means::NamedBackup => text!(
            ": tolv backup MAPP/NAMN.redb",
            ": tolv backup FOLDER/NAME.redb"
        ),
        Means::Export => text!(" med tolv export", " with tolv export"),
        Means::Log => text!(" (tolv log)", " (tolv log)"),
        Means::Rules => text!(" med tolv rules", " with tolv rules"),
        Means::Setting(_) => text!(", eller med tolv settings", ", or with tolv settings"),
        Means::Keys => text!(
            " Kommandot ”tolv keys” visar alla.",
            " The command “tolv keys” shows them all."
        ),
        Means::Identity => text!(" med --identity NYCKELFIL", " with --identity KEYFILE"),
        Means::OtherRegister => text!(" med --other-register", " with --other-register"),
        Means::NewArena => text!(" med --new-arena", " with --new-arena"),
        Means::Another | Means::NewRow(_) => text!(" med --new", " with --new"),
        Means::Wait => text!(" med --wait", " with --wait"),
        Means::Sheet => text!(" med --sheet NAMN", " with --sheet NAME"),
        Means::SaveNewer => text!(" (--save-newer)", " (--save-newer)"),
        Means::NewStay(_) => text!(
            ": samma kommando med --same",
            ": the same command with --same"
        ),
        Means::Whom { .. } => text!("", ""),
    }
}

/// How it is said who a draft or a row is about.
fn whom(means: Means, lang: Lang) -> String {
    let Means::Whom {
        row,
        id,
        is_there,
        may_be_new,
    } = means
    else {
        return String::new();
    };
    let person = match id {
        Some(id) => id.to_string(),
        None => say!(lang, sv: "NUMMER", en: "NUMBER"),
    };
    let same = match (is_there, row) {
        (true, _) => format!("tolv change {person}"),
        (false, Some(row)) => format!("--same {row}={person}"),
        (false, None) => format!("--same {person}"),
    };
    let new = match (may_be_new, row) {
        (false, _) => {
            say!(lang, sv: "skriv om namnet för hand", en: "write the name again by hand")
        }
        (true, Some(row)) => format!("--new {row}"),
        (true, None) => "--new".to_owned(),
    };
    say!(lang,
        sv: " Samma person: {same}; en ny: {new}.",
        en: " The same person: {same}; a new one: {new}.")
}
