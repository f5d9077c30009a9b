//! The screen itself: opens the register, finds out how the terminal is to look, and runs the board until it ends.

use std::env;
use std::mem::ManuallyDrop;
use std::path::Path;

use super::answer::Answer;
use super::failure::Failure;
use super::keys;
use super::options::Options;
use super::session::Session;
use crate::app::Surroundings;
use crate::cli::means::on_screen;
use crate::config::Background;
use crate::desk::Desk;
use crate::run::{self, Ended, NoRun};
use crate::say;
use crate::terminal::session;
use crate::theme::{Palette, Theme};

/// Whether there is a terminal to show a screen on.
pub fn check(options: &Options) -> Result<(), Failure> {
    session::check().map_err(|reason| Failure::refused(reason.text().get(options.lang)))
}

/// Starts the board on the register, or on a new and empty one where there is none.
pub fn start(options: &Options) -> Result<Answer, Failure> {
    check(options)?;
    let path = options.database()?;
    show(options, path, None)
}

/// Shows the board on the register at a path, with a sentence to begin with.
pub fn show(options: &Options, path: &Path, greeting: Option<&str>) -> Result<Answer, Failure> {
    let (keymap, wrong_keys) = keys::keymap(options);
    let wrong: Vec<&str> = [&options.complaint, &wrong_keys]
        .into_iter()
        .flatten()
        .flat_map(|text| text.lines())
        .collect();
    let options = &options.with_database(path);
    let Session {
        store, register, ..
    } = Session::open_or_create(options)?;
    let migrated = store.migrated().map(|migrated| migrated.text(options.lang));
    let greeting = greeting.or(migrated.as_deref());
    let complaint = complaint(&wrong, options);
    let around = Surroundings {
        register: ManuallyDrop::into_inner(register),
        keymap,
        theme: Theme {
            palette: palette(options),
            ascii: options.ascii,
        },
        lang: options.lang,
        today: options.today,
        who: options.who.clone(),
        advance: options.advance,
    };
    let clock = run::clock(options.held_today);
    let ended = run::run(options.lang, options.mouse, |size| {
        let mut desk = Desk::new(store, around, size, clock).speaking(on_screen(options.lang));
        if let Some(greeting) = greeting {
            desk.greet(greeting);
        }
        if let Some(complaint) = &complaint {
            desk.warn(complaint);
        }
        desk
    });
    // On the status line there is room for little of it.
    let mut answer = Answer::own(String::new());
    for line in &wrong {
        answer = answer.remark(*line);
    }
    match ended {
        Ok(Ended::Left) => Ok(answer),
        Ok(Ended::ShutOut) => Err(Failure::refused(say!(options.lang,
            sv: "Sessionen är avslutad: du har ingen roll i registret längre, eller nyckeln är återkallad. Allt som var sparat är kvar.",
            en: "The session has ended: you have no role in the register any more, or the key was revoked. All that was saved is there."))),
        Ok(ended) => Ok(answer.with_code(ended.code())),
        Err(NoRun::Screen(reason)) => Err(Failure::refused(reason.text().get(options.lang))),
        Err(NoRun::Io(_)) => Ok(Answer::own(String::new()).with_code(Ended::HungUp.code())),
    }
}

/// What is wrong with the settings and the keys, as a sentence for the status line: the first of it, without its folder,
/// and how much there is.
fn complaint(wrong: &[&str], options: &Options) -> Option<String> {
    let first = wrong.first()?;
    let folder = options.own_keymap().and_then(Path::parent);
    let folder = folder.map(|folder| format!("{}/", folder.display()));
    let first = folder
        .and_then(|folder| first.strip_prefix(&folder))
        .unwrap_or(first);
    let n = wrong.len();
    Some(match n {
        1 => first.to_owned(),
        _ => say!(options.lang,
            sv: "{n} fel hoppas över, det första: {first}",
            en: "{n} faults are passed over, the first: {first}"),
    })
}

/// No colour where NO_COLOR says so; else the background of the settings, or what the terminal tells in COLORFGBG.
fn palette(options: &Options) -> Palette {
    if env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty()) {
        return Palette::None;
    }
    let told = env::var("COLORFGBG").ok();
    let told = told
        .as_deref()
        .and_then(|value| value.rsplit(';').next()?.parse::<u8>().ok());
    match (options.background, told) {
        (Some(Background::Light), _) | (None, Some(7 | 9..=15)) => Palette::Light,
        _ => Palette::Dark,
    }
}
