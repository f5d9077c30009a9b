//! What holds for every command: which register, who asks, which day it is, which language; and where each comes from.

use std::env;
use std::ffi::OsString;
use std::path::{Path, PathBuf};

use chrono::{Datelike, NaiveDate, Utc};
use clap::Args;
use etcetera::BaseStrategy;
use etcetera::base_strategy::Xdg;

use super::failure::Failure;
use super::value::{self, WrongValue};
use super::{account, language};
use crate::config::{self, Background, Config, ConfigError};
use crate::domain::calendar::YEARS;
use crate::domain::decide::rights::Right;
use crate::domain::facts::participant::Group;
use crate::domain::facts::user::{KeyId, Preferences};
use crate::domain::plain::shown;
use crate::domain::reading::{parse_date_in, parse_hours, parse_hours_a_day};
use crate::domain::register::Who;
use crate::domain::zone::Zone;
use crate::store::glance;
use crate::text::{Lang, Text};
use crate::{say, text};

/// The environment variable that says where the register is.
const DATABASE: &str = "TOLV_DATABASE";

/// What stands above those options in the help.
pub const FOR_EVERY_COMMAND: Text = text!("För alla kommandon", "For every command");

/// The options that every command takes.
#[derive(Debug, Args)]
#[command(next_help_heading = FOR_EVERY_COMMAND.en)]
pub struct Globals {
    /// The register file; else $TOLV_DATABASE, else $XDG_DATA_HOME/tolv/register.redb
    ///
    /// Registerfilen; annars $TOLV_DATABASE, annars $XDG_DATA_HOME/tolv/register.redb
    #[arg(long, global = true, value_name = "FILE")]
    database: Option<PathBuf>,

    /// The name to ask in; else the account's. Where there are users it is for administrators only
    ///
    /// Namnet att fråga i; annars kontots. Där det finns användare är det bara för administratörer
    #[arg(long = "as", global = true, value_name = "NAME")]
    actor: Option<String>,

    /// The day that counts as today
    ///
    /// Dagen som räknas som i dag
    #[arg(long, global = true, value_name = "YYYY-MM-DD", value_parser = day_of_today)]
    today: Option<NaiveDate>,

    /// The language; else `lang` in config.toml, else the locale
    ///
    /// Språket; annars `lang` i config.toml, annars datorns språk
    #[arg(long, global = true, value_name = "sv|en", value_parser = lang)]
    lang: Option<Lang>,

    /// Use ASCII signs only
    ///
    /// Använd bara ASCII-tecken
    #[arg(long, global = true)]
    ascii: bool,

    /// A keymap to lay over the default one; may be given several times
    ///
    /// En tangentfil att lägga över den vanliga; kan anges flera gånger
    #[arg(long, global = true, value_name = "NAME_OR_FILE")]
    keymap: Vec<String>,

    /// Print JSON for scripts
    ///
    /// Skriv JSON, för skript
    #[arg(long, global = true)]
    json: bool,
}

fn day_of_today(text: &str) -> Result<NaiveDate, WrongValue> {
    match NaiveDate::parse_from_str(text, "%Y-%m-%d") {
        Ok(day) if text.len() == 10 && YEARS.contains(&day.year()) => Ok(day),
        Ok(_) if text.len() == 10 => Err(value::not_a_year()),
        _ => Err(WrongValue::new(|lang| {
            say!(lang,
                sv: "ange en dag i kalendern som ÅÅÅÅ-MM-DD, till exempel 2026-11-22",
                en: "give a day of the calendar as YYYY-MM-DD, such as 2026-11-22")
        })),
    }
}

fn lang(name: &str) -> Result<Lang, WrongValue> {
    config::language(name).ok_or_else(|| {
        WrongValue::new(|lang| say!(lang, sv: "ange sv eller en", en: "give sv or en"))
    })
}

/// The groups as the command line takes them, in either language.
pub fn group(text: &str) -> Result<Group, WrongValue> {
    Group::read(text).ok_or_else(|| {
        WrongValue::new(|lang| {
            say!(lang,
                sv: "ange inne, ute eller annan-enhet",
                en: "give indoor, outdoor or other-unit")
        })
    })
}

impl Globals {
    /// Whether they say nothing that a session over SSH may not say: which file, who asks, which day it is, which keys.
    pub fn are_harmless(&self) -> bool {
        let Globals {
            database,
            actor,
            today,
            lang: _,
            ascii: _,
            keymap,
            json: _,
        } = self;
        database.is_none() && actor.is_none() && today.is_none() && keymap.is_empty()
    }
}

/// What holds for this run.
#[derive(Clone, Debug)]
pub struct Options {
    /// `None` where nothing says where the register is.
    database: Option<PathBuf>,
    /// Where it is when nothing says otherwise.
    usual: Option<PathBuf>,
    /// Where `--database` itself says that it is.
    given: Option<PathBuf>,
    own_keymap: Option<PathBuf>,
    pub who: Who,
    /// The same of the account, whatever name it asks in.
    pub owns_file: bool,
    /// What the command line asks for, where that is the same whatever it does.
    pub right: Option<Right>,
    pub today: NaiveDate,
    /// The register's, by whose clocks days and times are told.
    pub zone: Zone,
    /// The day that `--today` holds, whatever the clock says.
    pub held_today: Option<NaiveDate>,
    pub lang: Lang,
    pub ascii: bool,
    pub json: bool,
    pub keymaps: Vec<String>,
    /// The user's own choice, before the unit's.
    pub advance: Option<bool>,
    pub background: Option<Background>,
    /// Whether taps and clicks are taken.
    pub mouse: bool,
    /// What is wrong with the settings file and the environment, one sentence a line, and is passed over.
    pub complaint: Option<String>,
}

impl Options {
    /// Puts together the command line, the settings file and the environment, in this order of precedence. What is wrong
    /// with the last two keeps nobody out: it is told, and passed over.
    pub fn read(globals: Globals) -> Result<Options, Failure> {
        let (config, fault) = config();
        let lang = language::decide(globals.lang, &config);
        let mut complaints: Vec<String> = fault.iter().map(|fault| fault.text(lang)).collect();
        let known = |name: &OsString| name == DATABASE;
        let names = env::vars_os().map(|(name, _)| name);
        let ours = names.filter(|name| name.as_encoded_bytes().starts_with(b"TOLV_"));
        complaints.extend(ours.filter(|name| !known(name)).map(|name| {
            let name = name.to_string_lossy();
            let name = shown(&name);
            say!(lang,
                sv: "Miljövariabeln {name} finns inte, och hoppas över. Den enda är {DATABASE}.",
                en: "There is no environment variable {name}, and it is passed over. The only one is {DATABASE}.")
        }));
        let given = globals
            .database
            .clone()
            .or_else(|| env::var_os(DATABASE).map(PathBuf::from));
        let usual =
            base(Xdg::data_dir, "XDG_DATA_HOME").map(|folder| folder.join("tolv/register.redb"));
        let database = given
            .filter(|path| !path.as_os_str().is_empty())
            .or_else(|| usual.clone());
        let zone = database.as_deref().map(glance::zone).unwrap_or_default();
        let owns_file = database.as_deref().is_none_or(account::owns);
        let who = who(globals.actor.as_deref(), owns_file, lang)?;
        Ok(Options {
            usual,
            given: globals.database,
            own_keymap: base(Xdg::config_dir, "XDG_CONFIG_HOME")
                .map(|folder| folder.join("tolv/keymap.toml")),
            who,
            owns_file,
            right: None,
            today: globals
                .today
                .unwrap_or_else(|| zone.day(Utc::now().timestamp_millis())),
            zone,
            held_today: globals.today,
            lang,
            ascii: globals.ascii || config.ascii.unwrap_or(false),
            json: globals.json,
            keymaps: match globals.keymap {
                none if none.is_empty() => config.keymaps.unwrap_or_default(),
                given => given,
            },
            advance: config.advance,
            background: config.background,
            mouse: config.mouse.unwrap_or(true),
            database,
            complaint: (!complaints.is_empty()).then(|| complaints.join("\n")),
        })
    }

    /// The same options in a session over SSH, for the user of a key: what the account's files say is nobody's there, and
    /// what the user has said goes before all else.
    pub fn of_key(&self, key: KeyId, name: &str, preferences: &Preferences) -> Options {
        let Preferences {
            lang,
            keymap,
            background,
            advance,
        } = preferences;
        let lang = lang.as_deref().and_then(config::language);
        Options {
            lang: lang.unwrap_or(self.lang),
            own_keymap: None,
            keymaps: keymap
                .iter()
                .filter(|name| *name != "default")
                .cloned()
                .collect(),
            background: *background,
            advance: *advance,
            who: Who {
                name: name.to_owned(),
                is_owner: false,
                through: None,
                key: Some(key),
            },
            owns_file: false,
            ..self.clone()
        }
    }

    /// The same options for what asks for a right.
    pub fn asking(&self, right: Option<Right>) -> Options {
        Options {
            right,
            ..self.clone()
        }
    }

    /// The same options as a command of such a session asks for them.
    pub fn asked_with(&self, globals: &Globals) -> Options {
        Options {
            lang: globals.lang.unwrap_or(self.lang),
            ascii: self.ascii || globals.ascii,
            json: globals.json,
            ..self.clone()
        }
    }

    /// Where the register is.
    pub fn database(&self) -> Result<&Path, Failure> {
        self.database.as_deref().ok_or_else(|| {
            Failure::refused(say!(self.lang,
                sv: "Det går inte att veta var registret finns: HOME är inte satt. Ange filen med --database.",
                en: "There is no telling where the register is: HOME is not set. Give the file with --database."))
        })
    }

    /// Where `--database` says that the register is, and nothing else does.
    pub fn given_database(&self) -> Option<&Path> {
        self.given.as_deref()
    }

    /// Whether a path is where the register is when nothing says otherwise.
    pub fn at_the_usual_place(&self, path: &Path) -> bool {
        self.usual.as_deref() == Some(path)
    }

    /// The user's own keymap file, whether it is there or not.
    pub fn own_keymap(&self) -> Option<&Path> {
        self.own_keymap.as_deref()
    }

    /// The same options for another register.
    pub fn with_database(&self, path: &Path) -> Options {
        Options {
            database: Some(path.to_owned()),
            ..self.clone()
        }
    }

    /// A day as typed on the command line; today where none was.
    pub fn day(&self, text: Option<&str>) -> Result<NaiveDate, Failure> {
        match text {
            Some(text) => parse_date_in(text, self.today, self.zone)
                .map_err(|error| Failure::usage(error.text(self.lang))),
            None => Ok(self.today),
        }
    }

    /// A day as typed on the command line, where one was.
    pub fn day_if_told(&self, text: Option<&str>) -> Result<Option<NaiveDate>, Failure> {
        text.map(|text| self.day(Some(text))).transpose()
    }

    /// Hours of each day of a schedule as typed on the command line, in minutes.
    pub fn hours_a_day(&self, text: &str) -> Result<u16, Failure> {
        parse_hours_a_day(text).map_err(|error| Failure::usage(error.text(self.lang)))
    }

    /// Hours as typed on the command line, in minutes.
    pub fn hours(&self, text: &str) -> Result<u16, Failure> {
        parse_hours(text).map_err(|error| Failure::usage(error.text(self.lang)))
    }
}

/// Who asks at the machine itself: the account, or the name that was given.
fn who(given: Option<&str>, owns_file: bool, lang: Lang) -> Result<Who, Failure> {
    let own = account::who();
    let name = given.map_or_else(|| Ok(own.clone()), |given| actor(given, lang))?;
    Ok(Who {
        is_owner: name == own && owns_file,
        through: (name != own).then_some(own),
        name,
        key: None,
    })
}

/// The name of who asks, as it was given on the command line.
fn actor(given: &str, lang: Lang) -> Result<String, Failure> {
    config::actor_name(given).ok_or_else(|| {
        let limit = config::ACTOR_LIMIT;
        Failure::usage(say!(lang,
            sv: "Namnet på den som frågar måste vara 1–{limit} tecken utan styrtecken. Ange ett annat med --as.",
            en: "The name of who asks must be 1–{limit} characters without control characters. Give another with --as."))
    })
}

/// The user's own settings file, and what is wrong with it; nothing is said where there is none.
pub fn config() -> (Config, Option<ConfigError>) {
    match base(Xdg::config_dir, "XDG_CONFIG_HOME") {
        Some(folder) => Config::read(&folder.join("tolv/config.toml")),
        None => (Config::default(), None),
    }
}

/// A folder of the XDG base directories; `None` where neither its variable nor HOME names one. etcetera would go on
/// to the password file, where a service's home may be anything.
fn base(folder: impl FnOnce(&Xdg) -> PathBuf, variable: &str) -> Option<PathBuf> {
    let is_folder =
        |name: &str| env::var_os(name).is_some_and(|path| Path::new(&path).is_absolute());
    if !is_folder(variable) && !is_folder("HOME") {
        return None;
    }
    Xdg::new().ok().map(|xdg| folder(&xdg))
}
