//! Which language is in force; also before the command line is understood, and where it cannot be.

use std::env;
use std::ffi::OsString;

use super::options;
use crate::config::{self, Config};
use crate::text::Lang;

/// How to speak to who typed a command line that has not been understood.
#[derive(Clone, Copy, Debug)]
pub struct Manner {
    pub lang: Lang,
    pub ascii: bool,
}

/// The order of precedence: what the command line says, else the settings file, else the locale.
pub fn decide(given: Option<Lang>, config: &Config) -> Lang {
    given.or(config.lang).unwrap_or_else(locale)
}

/// The manner that a command line asks for, sound or not: what in it cannot be read is passed over.
pub fn manner(arguments: &[OsString]) -> Manner {
    let words = arguments.iter().skip(1).filter_map(|word| word.to_str());
    let words: Vec<&str> = words.take_while(|word| *word != "--").collect();
    let after = words.windows(2).filter(|pair| pair[0] == "--lang");
    let joined = words.iter().filter_map(|word| word.strip_prefix("--lang="));
    let mut names = after.map(|pair| pair[1]).chain(joined);
    let (config, _) = options::config();
    Manner {
        lang: decide(names.find_map(config::language), &config),
        ascii: words.contains(&"--ascii") || config.ascii.unwrap_or(false),
    }
}

/// The language of the locale: the first of its variables that is not empty decides.
pub fn locale() -> Lang {
    let names = ["LC_ALL", "LC_MESSAGES", "LANG"].into_iter();
    let mut values = names.filter_map(env::var_os);
    match values.find(|value| !value.is_empty()) {
        Some(value) if value.to_string_lossy().starts_with("sv") => Lang::Sv,
        _ => Lang::En,
    }
}
