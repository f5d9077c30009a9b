//! The screen itself: opens the register, finds out how the terminal is to look, and runs the board until it ends.

use std::env;
use std::path::Path;

use super::answer::{Answer, Failure};
use super::keys;
use super::options::Options;
use super::session::Session;
use crate::app::Surroundings;
use crate::config::Background;
use crate::desk::Desk;
use crate::run::{self, Ended, NoRun};
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
    let keymap = keys::keymap(options)?;
    let options = &options.with_database(path);
    let Session {
        store, register, ..
    } = Session::open_or_create(options)?;
    let migrated = store.migrated().map(|migrated| migrated.text(options.lang));
    let greeting = greeting.or(migrated.as_deref());
    let around = Surroundings {
        register,
        keymap,
        theme: Theme {
            palette: palette(options),
            ascii: options.ascii,
        },
        lang: options.lang,
        today: options.today,
        actor: options.actor.clone(),
        advance: options.advance,
    };
    let clock = run::clock(options.held_today);
    let ended = run::run(options.lang, options.mouse, |size| {
        let mut desk = Desk::new(store, around, size, clock);
        if let Some(greeting) = greeting {
            desk.greet(greeting);
        }
        desk
    });
    match ended {
        Ok(Ended::Left) => Ok(Answer::own(String::new())),
        Ok(ended) => Ok(Answer::own(String::new()).with_code(ended.code())),
        Err(NoRun::Screen(reason)) => Err(Failure::refused(reason.text().get(options.lang))),
        Err(NoRun::Io(_)) => Ok(Answer::own(String::new()).with_code(Ended::HungUp.code())),
    }
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
