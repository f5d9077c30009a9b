//! `settings`: what the whole unit shares, shown and set one key at a time.

use clap::Args;

use super::answer::Answer;
use super::columns::{Align, Columns};
use super::failure::Failure;
use super::options::Options;
use super::session::Session;
use super::shared::WHAT_IF;
use super::what_if;
use crate::domain::decide::command::Command;
use crate::domain::facts::settings::{Setting, Settings};
use crate::lists::rows::settings::Shown;
use crate::say;
use crate::text::Lang;

#[derive(Debug, Args)]
pub struct Arguments {
    /// The setting; all are shown if none is given
    ///
    /// Inställningen; alla visas om ingen anges
    key: Option<String>,
    /// Its new value
    ///
    /// Dess nya värde
    #[arg(requires = "key")]
    value: Option<String>,
    #[arg(long, visible_alias = "dry-run", requires = "value", help = WHAT_IF)]
    what_if: bool,
}

/// Shows all settings or one, or sets one.
pub fn run(arguments: &Arguments, options: &Options) -> Result<Answer, Failure> {
    let lang = options.lang;
    let setting = arguments.key.as_deref().map(|name| keyed(name, lang));
    let setting = setting.transpose()?;
    let mut session = Session::open(options)?;
    let mut flags = Vec::new();
    if let (Some(setting), Some(typed)) = (setting, &arguments.value) {
        let mut settings = session.register.settings.clone();
        let value = setting.kind().read(typed);
        value
            .and_then(|value| setting.set(&mut settings, value))
            .ok_or_else(|| Failure::usage(setting.misfit(typed, lang)))?;
        let command = Command::Configure(Box::new(settings));
        if arguments.what_if {
            return what_if::answer(&session, &command);
        }
        flags = what_if::commit(&mut session, &command)?;
    }
    let settings = &session.register.settings;
    let which = match setting {
        Some(setting) => vec![setting],
        None => Setting::ALL.to_vec(),
    };
    let shown = Shown::of(&which, settings);
    let answer = Answer::new(options, &shown, || text(&which, settings, lang));
    Ok(flags.into_iter().fold(answer, Answer::remark))
}

fn keyed(name: &str, lang: Lang) -> Result<Setting, Failure> {
    Setting::keyed(name).ok_or_else(|| {
        let names = Setting::ALL.map(Setting::key).join(", ");
        Failure::usage(say!(lang,
            sv: "Den inställningen finns inte. De som finns är {names}.",
            en: "There is no such setting. There are {names}."))
    })
}

/// Each setting by its stable name, with its value and what it is called.
fn text(which: &[Setting], settings: &Settings, lang: Lang) -> String {
    let mut columns = Columns::new([Align::Left; 3]);
    for setting in which {
        let (value, name) = (setting.text(settings, lang), setting.name().get(lang));
        columns.row([setting.key().to_owned(), value, name.to_owned()]);
    }
    columns.text()
}
