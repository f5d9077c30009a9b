//! `man`: the manual page, or a page for every command in both languages, where `man` looks for them.

use std::path::{Path, PathBuf};
use std::{fs, io};

use clap::{Args, Command};
use clap_mangen::Man;

use super::answer::Answer;
use super::failure::Failure;
use super::swedish;
use crate::say;
use crate::text::Lang;

mod administration;

#[derive(Debug, Args)]
pub struct Arguments {
    /// Write the pages of all commands into this folder: English into man1, Swedish into sv/man1
    ///
    /// Skriv alla kommandons sidor i den här mappen: engelska i man1, svenska i sv/man1
    #[arg(long, value_name = "DIR")]
    to: Option<PathBuf>,
}

/// Where the pages of a language stand below the folder.
const FOLDERS: [(Lang, &str); 2] = [(Lang::En, "man1"), (Lang::Sv, "sv/man1")];

/// What clap_mangen writes above the parts of a page, and its Swedish.
const HEADINGS: &[(&str, &str)] = &[
    ("NAME", "NAMN"),
    ("SYNOPSIS", "SYNOPSIS"),
    ("DESCRIPTION", "BESKRIVNING"),
    ("EXTRA", "MER"),
    ("VERSION", "VERSION"),
];

/// Prints the page of the program, or writes all pages.
pub fn run(
    arguments: &Arguments,
    bilingual: &dyn Fn() -> Command,
    lang: Lang,
) -> Result<Answer, Failure> {
    // A page of its own for `help` and each command beneath it would say what the others say.
    let whole = |lang| swedish::in_language(bilingual().disable_help_subcommand(true), lang);
    let Some(folder) = &arguments.to else {
        let (_, page) = page(whole(lang), lang);
        return Ok(Answer::own(page));
    };
    let mut pages = 0;
    for (written, below) in FOLDERS {
        pages += write(&whole(written), &folder.join(below), written)
            .map_err(|error| not_written(folder, &error, lang))?;
    }
    administration(folder).map_err(|error| not_written(folder, &error, lang))?;
    pages += 1;
    let shown = folder.display();
    Ok(Answer::text(&say!(lang,
        sv: "{pages} sidor skrivna. Läs dem med man -M {shown} tolv.\n",
        en: "{pages} pages written. Read them with man -M {shown} tolv.\n")))
}

fn not_written(folder: &Path, error: &io::Error, lang: Lang) -> Failure {
    let shown = folder.display();
    let kind = error.kind();
    Failure::refused(say!(lang,
        sv: "Sidorna kunde inte skrivas till {shown} ({kind}). Ange en mapp som du får skriva i.",
        en: "The pages could not be written to {shown} ({kind}). Give a folder that you may write in."))
}

/// Writes the page for whoever runs the machine, which is in English alone.
fn administration(folder: &Path) -> io::Result<()> {
    let folder = folder.join("man8");
    fs::create_dir_all(&folder)?;
    fs::write(folder.join(administration::NAME), administration::page())
}

/// Writes the pages of a command and of those beneath it; says how many.
fn write(command: &Command, folder: &Path, lang: Lang) -> io::Result<usize> {
    fs::create_dir_all(folder)?;
    let (name, page) = page(command.clone(), lang);
    fs::write(folder.join(name), page)?;
    let mut pages = 1;
    for beneath in command.get_subcommands() {
        pages += write(beneath, folder, lang)?;
    }
    Ok(pages)
}

/// The name of a command's page, and the page.
fn page(command: Command, lang: Lang) -> (String, String) {
    let version = env!("CARGO_PKG_VERSION");
    let man = Man::new(command).source(format!("tolv {version}"));
    let mut page = Vec::new();
    man.render(&mut page).expect("memory takes what is written");
    let page = String::from_utf8_lossy(&page).into_owned();
    let in_words = |line: &str| {
        let heading = line.strip_prefix(".SH ");
        let known = HEADINGS.iter().find(|(en, _)| heading == Some(*en));
        match known {
            Some((_, sv)) if lang == Lang::Sv => format!(".SH {sv}\n"),
            _ => format!("{line}\n"),
        }
    };
    (man.get_filename(), page.lines().map(in_words).collect())
}
