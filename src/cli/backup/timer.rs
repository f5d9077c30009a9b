//! A systemd service and timer, and a line for cron, that make a backup every night: with this machine's own paths.

use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};

use super::Arguments;
use crate::cli::account;
use crate::cli::answer::Answer;
use crate::cli::failure::Failure;
use crate::cli::options::Options;
use crate::say;

/// Who is said to have made the backups.
const ACTOR: &str = "backup";

/// The texts, ready to be copied.
pub fn print(arguments: &Arguments, options: &Options) -> Result<Answer, Failure> {
    let lang = options.lang;
    let program = std::env::current_exe().map_err(|_| {
        Failure::refused(say!(lang,
            sv: "Det går inte att veta var programmet självt ligger. Starta det med hela sökvägen.",
            en: "There is no telling where the program itself lies. Start it with its whole path."))
    })?;
    let register = absolute(options.database()?);
    let user = owner(&register);
    let command = command(&program, &register, arguments);
    let joined = |quoted: fn(&str) -> String| {
        let words: Vec<String> = command.iter().map(|word| quoted(word)).collect();
        words.join(" ")
    };
    let (start, cron) = (joined(for_exec_start), joined(for_cron));
    let folders = [
        register.parent().map(Path::to_owned),
        arguments.dest.as_deref().map(absolute),
    ];
    let folders: Vec<String> = folders
        .iter()
        .flatten()
        .map(|folder| for_systemd(&text(folder)))
        .collect();
    let folders = folders.join(" ");
    let stem = register.file_stem().map(|stem| stem.to_string_lossy());
    let name = unit_part(&stem.unwrap_or_default());
    let unit = format!("tolv-backup-{name}");
    let service = say!(lang, sv: "Tjänsten", en: "The service");
    let timer = say!(lang, sv: "Tidsstyrningen", en: "The timer");
    let enable = say!(lang, sv: "Sätt igång den, som root", en: "Start it, as root");
    let or = say!(lang,
        sv: "Eller, i stället för allt det: en rad i crontab för {user} (crontab -e)",
        en: "Or, instead of all that: a line in the crontab of {user} (crontab -e)");
    Ok(Answer::text(&format!(
        "\
# {service}: /etc/systemd/system/{unit}.service
[Unit]
Description=Backup of the attendance register {name}

[Service]
Type=oneshot
User={user}
ExecStart={start}
UMask=0077
Nice=10
IOSchedulingClass=idle
NoNewPrivileges=yes
PrivateTmp=yes
ProtectSystem=strict
ReadWritePaths={folders}

# {timer}: /etc/systemd/system/{unit}.timer
[Unit]
Description=Backup of the attendance register {name} every night

[Timer]
OnCalendar=*-*-* 20:30
Persistent=true

[Install]
WantedBy=timers.target

# {enable}:
# systemctl daemon-reload && systemctl enable --now {unit}.timer

# {or}:
30 20 * * * {cron}
"
    )))
}

/// The words of the command line.
fn command(program: &Path, register: &Path, arguments: &Arguments) -> Vec<String> {
    let words = ["--database", &text(register), "--as", ACTOR, "backup"];
    let mut words: Vec<String> = words.map(str::to_owned).to_vec();
    words.insert(0, text(program));
    words.extend(arguments.dest.as_deref().map(|dest| text(&absolute(dest))));
    for key in &arguments.encrypt_to {
        words.extend(["--encrypt-to".to_owned(), key.clone()]);
    }
    for file in &arguments.recipients_file {
        words.extend(["--recipients-file".to_owned(), text(&absolute(file))]);
    }
    if let Some(keep) = &arguments.keep {
        words.extend(["--keep".to_owned(), keep.text()]);
    }
    words
}

/// A path that is the same from every folder.
fn absolute(path: &Path) -> PathBuf {
    std::path::absolute(path).unwrap_or_else(|_| path.to_owned())
}

fn text(path: &Path) -> String {
    path.to_string_lossy().into_owned()
}

/// Who owns the register, and must therefore make its backups: by name where it has one.
fn owner(register: &Path) -> String {
    let meta = register.metadata();
    let id = meta.map_or_else(|_| rustix::process::getuid().as_raw(), |meta| meta.uid());
    account::login(id).unwrap_or_else(|| id.to_string())
}

fn is_bare(word: &str) -> bool {
    !word.is_empty()
        && word
            .chars()
            .all(|c| c.is_alphanumeric() || "/._-+=,:@".contains(c))
}

/// What may stand in the name of a unit: each register has its own.
fn unit_part(stem: &str) -> String {
    let plain = |c: char| match c.is_ascii_alphanumeric() || "-_.".contains(c) {
        true => c,
        false => '_',
    };
    stem.chars().map(plain).collect()
}

/// A word as systemd reads one in a list.
fn for_systemd(word: &str) -> String {
    let word = word.replace('%', "%%");
    if is_bare(&word) {
        return word;
    }
    let word = word.replace('\\', "\\\\").replace('"', "\\\"");
    format!("\"{word}\"")
}

/// The same on a command line, where it would put in variables.
fn for_exec_start(word: &str) -> String {
    for_systemd(&word.replace('$', "$$"))
}

/// A word as the shell reads it, in a line where cron makes line breaks of per cent signs.
fn for_cron(word: &str) -> String {
    if is_bare(word) {
        return word.to_owned();
    }
    let word = word.replace('\'', "'\\''").replace('%', "\\%");
    format!("'{word}'")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn odd_paths_stay_one_word() {
        for (word, systemd, cron) in [
            ("/srv/tolv/a.redb", "/srv/tolv/a.redb", "/srv/tolv/a.redb"),
            ("/srv/å b", "\"/srv/å b\"", "'/srv/å b'"),
            ("50%", "\"50%%\"", "'50\\%'"),
            ("$HOME", "\"$$HOME\"", "'$HOME'"),
            ("a\"b\\c", "\"a\\\"b\\\\c\"", "'a\"b\\c'"),
            ("it's", "\"it's\"", "'it'\\''s'"),
        ] {
            assert_eq!(for_exec_start(word), systemd);
            assert_eq!(for_cron(word), cron);
        }
    }
}
