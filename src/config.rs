//! The user's own settings file, `config.toml`: read, or complained about with file, line and sentence.

use std::collections::BTreeMap;
use std::io;
use std::path::{Path, PathBuf};

use toml::de::DeTable;
use toml::{Spanned, Value};

use crate::domain::plain::plain;
use crate::keys::salvage;
use crate::say;
use crate::text::{Lang, Text};

/// The longest name of who marks, in characters.
pub const ACTOR_LIMIT: usize = 60;

/// What the file says; `None` where it says nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Config {
    pub lang: Option<Lang>,
    /// The name that marks are made under.
    pub name: Option<String>,
    pub ascii: Option<bool>,
    /// Overlays on the default keymap: names of those compiled in, or files.
    pub keymaps: Option<Vec<String>>,
    /// Whether a mark moves on to the next unmarked person; the unit's setting where it is not said.
    pub advance: Option<bool>,
    /// The terminal's background; what the terminal itself tells where it is not said.
    pub background: Option<Background>,
    /// Whether taps and clicks are taken; yes where it is not said.
    pub mouse: Option<bool>,
}

/// What the colours must be seen on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Background {
    Dark,
    Light,
}

/// What is wrong with the file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConfigError {
    pub file: PathBuf,
    /// In the order of the lines. The first line is 1; `None` where the file could not be read at all.
    pub faults: Vec<(Option<usize>, Fault)>,
}

/// The kind of fault.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fault {
    Unreadable,
    NotUtf8,
    NotToml,
    UnknownKey(String),
    /// A known key with another value than it takes.
    WrongValue(&'static Key),
}

/// One key that the file may hold.
#[derive(Debug)]
pub struct Key {
    name: &'static str,
    takes: Text,
    set: fn(&mut Config, &Value) -> Option<()>,
}

impl PartialEq for Key {
    fn eq(&self, other: &Key) -> bool {
        self.name == other.name
    }
}

impl Eq for Key {}

const YES_OR_NO: Text = Text {
    sv: "true eller false",
    en: "true or false",
};

const KEYS: &[Key] = &[
    Key {
        name: "lang",
        takes: Text {
            sv: "\"sv\" eller \"en\"",
            en: "\"sv\" or \"en\"",
        },
        set: |config, value| {
            config.lang = Some(language(value.as_str()?)?);
            Some(())
        },
    },
    Key {
        name: "name",
        takes: Text {
            sv: "ett namn på högst 60 tecken, utan styrtecken",
            en: "a name of at most 60 characters, without control characters",
        },
        set: |config, value| {
            config.name = Some(actor_name(value.as_str()?)?);
            Some(())
        },
    },
    Key {
        name: "ascii",
        takes: YES_OR_NO,
        set: |config, value| {
            config.ascii = Some(value.as_bool()?);
            Some(())
        },
    },
    Key {
        name: "keymaps",
        takes: Text {
            sv: "en lista med namn eller filer, till exempel [\"vim\"]",
            en: "a list of names or files, such as [\"vim\"]",
        },
        set: |config, value| {
            let names = value.as_array()?.iter();
            let names = names.map(|name| name.as_str().map(str::to_owned));
            config.keymaps = Some(names.collect::<Option<_>>()?);
            Some(())
        },
    },
    Key {
        name: "advance",
        takes: YES_OR_NO,
        set: |config, value| {
            config.advance = Some(value.as_bool()?);
            Some(())
        },
    },
    Key {
        name: "background",
        takes: Text {
            sv: "\"dark\" eller \"light\"",
            en: "\"dark\" or \"light\"",
        },
        set: |config, value| {
            config.background = Some(match value.as_str()? {
                "dark" => Background::Dark,
                "light" => Background::Light,
                _ => return None,
            });
            Some(())
        },
    },
    Key {
        name: "mouse",
        takes: YES_OR_NO,
        set: |config, value| {
            config.mouse = Some(value.as_bool()?);
            Some(())
        },
    },
];

/// The language with a name of two letters.
pub fn language(name: &str) -> Option<Lang> {
    match name {
        "sv" => Some(Lang::Sv),
        "en" => Some(Lang::En),
        _ => None,
    }
}

/// The name of who marks, trimmed; `None` where it is empty, too long or not plain text.
pub fn actor_name(text: &str) -> Option<String> {
    let name = plain(text).ok()?;
    (1..=ACTOR_LIMIT)
        .contains(&name.chars().count())
        .then_some(name)
}

impl Config {
    /// Reads the file; one that is not there says nothing.
    pub fn read(file: &Path) -> Result<Config, ConfigError> {
        let complaint = |faults| ConfigError {
            file: file.to_owned(),
            faults,
        };
        let whole = |fault| complaint(vec![(None, fault)]);
        let text = match std::fs::read(file) {
            Ok(bytes) => String::from_utf8(bytes).map_err(|_| whole(Fault::NotUtf8))?,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Config::default()),
            Err(_) => return Err(whole(Fault::Unreadable)),
        };
        Config::parse(&text).map_err(|faults| {
            let told = faults.into_iter();
            complaint(told.map(|(line, fault)| (Some(line), fault)).collect())
        })
    }

    /// Reads the file's text, or says everything that is wrong in it, with the lines.
    fn parse(text: &str) -> Result<Config, Vec<(usize, Fault)>> {
        let line_at = |offset: usize| {
            let before = text.bytes().take(offset);
            before.filter(|byte| *byte == b'\n').count() + 1
        };
        let (readable, unreadable) = match DeTable::parse(text) {
            Ok(_) => (text.to_owned(), Vec::new()),
            Err(_) => salvage::readable(text),
        };
        let (_, errors) = DeTable::parse_recoverable(&readable);
        let spans = errors.iter().map(|error| error.span().unwrap_or_default());
        let offsets = unreadable.into_iter().chain(spans.map(|span| span.start));
        let mut faults: Vec<_> = offsets.map(|at| (line_at(at), Fault::NotToml)).collect();

        // What is left of a text that no parser takes whole is not judged.
        let table: BTreeMap<String, Spanned<Value>> = toml::from_str(&readable).unwrap_or_default();
        let mut config = Config::default();
        for (name, value) in &table {
            let line = line_at(value.span().start);
            match KEYS.iter().find(|key| key.name == name) {
                None => faults.push((line, Fault::UnknownKey(name.clone()))),
                Some(key) if (key.set)(&mut config, value.get_ref()).is_none() => {
                    faults.push((line, Fault::WrongValue(key)));
                }
                Some(_) => {}
            }
        }
        faults.sort_by_key(|(line, _)| *line);
        faults.dedup();
        if faults.is_empty() {
            Ok(config)
        } else {
            Err(faults)
        }
    }
}

impl ConfigError {
    /// File, line and what is wrong there, one sentence a line.
    pub fn text(&self, lang: Lang) -> String {
        let file = self.file.display();
        let told = self.faults.iter().map(|(line, fault)| {
            let what = fault.text(lang);
            match line {
                Some(line) => {
                    say!(lang, sv: "{file}, rad {line}: {what}", en: "{file}, line {line}: {what}")
                }
                None => format!("{file}: {what}"),
            }
        });
        told.collect::<Vec<_>>().join("\n")
    }
}

impl Fault {
    fn text(&self, lang: Lang) -> String {
        match self {
            Fault::Unreadable => say!(lang,
                sv: "Inställningsfilen går inte att läsa. Kontrollera att den är en fil som du får läsa.",
                en: "The settings file cannot be read. Check that it is a file that you may read."),
            Fault::NotUtf8 => say!(lang,
                sv: "Inställningsfilen är inte text i UTF-8. Spara den på nytt som UTF-8.",
                en: "The settings file is not text in UTF-8. Save it again as UTF-8."),
            Fault::NotToml => say!(lang,
                sv: "Raden går inte att läsa. Skriv nyckel = värde, till exempel lang = \"sv\".",
                en: "The line cannot be read. Write key = value, such as lang = \"sv\"."),
            Fault::UnknownKey(key) => {
                let names: Vec<&str> = KEYS.iter().map(|key| key.name).collect();
                let names = names.join(", ");
                say!(lang,
                    sv: "Nyckeln {key} finns inte. Nycklarna är {names}.",
                    en: "There is no key {key}. The keys are {names}.")
            }
            Fault::WrongValue(key) => {
                let (name, takes) = (key.name, key.takes.get(lang));
                say!(lang, sv: "Nyckeln {name} tar {takes}.", en: "The key {name} takes {takes}.")
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_key_is_read() {
        let text = "lang = \"sv\"\nname = \" Anna  Ek \"\nascii = true\nkeymaps = [\"vim\", \"my.toml\"]\nadvance = false\n";
        let config = Config {
            lang: Some(Lang::Sv),
            name: Some("Anna Ek".to_owned()),
            ascii: Some(true),
            keymaps: Some(vec!["vim".to_owned(), "my.toml".to_owned()]),
            background: None,
            mouse: None,
            advance: Some(false),
        };
        assert_eq!(Config::parse(text), Ok(config));
        assert_eq!(Config::parse(""), Ok(Config::default()));
    }

    #[test]
    fn a_fault_is_told_with_its_line() {
        let long = format!("# one\nname = \"{}\"", "x".repeat(61));
        let cases: &[(&str, usize, &str)] = &[
            ("lang = \"de\"", 1, "lang"),
            ("\n\nlang = 1", 3, "lang"),
            ("ascii = true\nname = \"\"", 2, "name"),
            ("ascii = true\nname = \"a\\u001bb\"", 2, "name"),
            (&long, 2, "name"),
            ("ascii = \"yes\"", 1, "ascii"),
            ("keymaps = \"vim\"", 1, "keymaps"),
            ("keymaps = [\"vim\", 1]", 1, "keymaps"),
            ("advance = 0", 1, "advance"),
            ("ascii = true\ncolour = 1", 2, "colour"),
            ("ascii = true\n\nlang", 3, "lang = "),
            ("lang = \"sv\"\nlang = \"en\"", 2, "lang = "),
        ];
        for (text, line, word) in cases {
            let faults = Config::parse(text).unwrap_err();
            let [(found, fault)] = &faults[..] else {
                panic!("{text}: {faults:?}");
            };
            assert_eq!(found, line, "{text}");
            for lang in [Lang::Sv, Lang::En] {
                assert!(
                    fault.text(lang).contains(word),
                    "{text}: {}",
                    fault.text(lang)
                );
            }
        }
    }

    #[test]
    fn every_bad_line_is_told() {
        let text = "lang = \"de\"\nwhat\nascii = true\ncolour = 1\nmouse = 3\n";
        let faults = Config::parse(text).unwrap_err();
        let lines: Vec<usize> = faults.iter().map(|(line, _)| *line).collect();
        assert_eq!(lines, [1, 2, 4, 5], "{faults:?}");
    }
}
