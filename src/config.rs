//! The user's own settings file, `config.toml`: read, or complained about with file, line and sentence.

use std::collections::BTreeMap;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use toml::de::DeTable;
use toml::{Spanned, Value};

use crate::domain::plain::{plain, shown};
use crate::keys::salvage;
use crate::store::open_to_read;
use crate::text::{Lang, Text};
use crate::{say, sentences, text};

pub use crate::domain::decide::USER_LIMIT as ACTOR_LIMIT;

/// More than anybody's settings or keys, in bytes.
const LARGEST: u64 = 64 << 10;

/// The longest piece of the file that is repeated in a sentence, in characters.
const QUOTED: usize = 40;

/// What the file says; `None` where it says nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Config {
    pub lang: Option<Lang>,
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

pub use crate::domain::facts::user::Background;

/// What is wrong with the file. Only that is passed over: what else it says holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConfigError {
    pub file: PathBuf,
    /// In the order of the lines. The first line is 1; `None` where the file could not be read at all.
    pub faults: Vec<(Option<usize>, Fault)>,
}

sentences! {
    /// The kind of fault.
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub enum Fault {
        Unread(unread: Unread):
            "{unread} Den hoppas över, som om den inte fanns."
            / "{unread} It is passed over, as if it were not there.";
        NotToml:
            "Raden går inte att läsa, och hoppas över. Skriv nyckel = värde, till exempel lang = \"sv\"."
            / "The line cannot be read, and is passed over. Write key = value, such as lang = \"sv\".";
        UnknownKey(key: String):
            "Nyckeln {key} finns inte; raden hoppas över. Nycklarna är {names}."
            / "There is no key {key}; the line is passed over. The keys are {names}.",
            names = known_keys();
        /// A key of older programs.
        NameIsTheAccounts:
            "Nyckeln name gäller inte längre: det man gör loggas under kontots namn, eller under nyckelns över SSH. Ta bort raden."
            / "The key name holds no longer: what is done is logged under the account's name, or under the key's over SSH. Remove the line.";
        /// A known key with another value than it takes.
        WrongValue(key: &'static Key, value: String):
            "Nyckeln {name} tar {takes}, inte {value}; raden hoppas över."
            / "The key {name} takes {takes}, not {value}; the line is passed over.",
            name = key.name,
            takes = key.takes;
    }
}

sentences! {
    /// Why a small file of the user's own was not read at all.
    #[derive(Clone, Copy, Debug, PartialEq, Eq)]
    pub enum Unread {
        NotThere: "Filen finns inte." / "The file is not there.";
        /// A folder, a pipe, a device.
        NotAFile:
            "Det är ingen vanlig fil. Lägg en textfil där, eller ta bort det som ligger där."
            / "That is not a regular file. Put a text file there, or remove what lies there.";
        TooLarge:
            "Filen är större än {most} kB, som är det mesta. Korta den."
            / "The file is larger than {most} kB, which is the most. Make it shorter.",
            most = LARGEST >> 10;
        NotUtf8:
            "Filen är inte text i UTF-8. Spara den på nytt som UTF-8."
            / "The file is not text in UTF-8. Save it again as UTF-8.";
        Unreadable:
            "Filen går inte att läsa. Kontrollera att den är en fil som du får läsa."
            / "The file cannot be read. Check that it is a file that you may read.";
    }
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

fn known_keys() -> String {
    let names: Vec<&str> = KEYS.iter().map(|key| key.name).collect();
    names.join(", ")
}

const YES_OR_NO: Text = text!("true eller false", "true or false");

const KEYS: &[Key] = &[
    Key {
        name: "lang",
        takes: text!("\"sv\" eller \"en\"", "\"sv\" or \"en\""),
        set: |config, value| {
            config.lang = Some(language(value.as_str()?)?);
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
        takes: text!(
            "en lista med namn eller filer, till exempel [\"vim\"]",
            "a list of names or files, such as [\"vim\"]"
        ),
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
        takes: text!("\"dark\" eller \"light\"", "\"dark\" or \"light\""),
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

/// The text of a small file of the user's own: settings, keys. What is none, such as a pipe that nobody writes to, is
/// not waited for.
pub fn small_text(file: &Path) -> Result<String, Unread> {
    let opened = open_to_read(file).map_err(|error| match error.kind() {
        io::ErrorKind::NotFound | io::ErrorKind::NotADirectory => Unread::NotThere,
        io::ErrorKind::IsADirectory => Unread::NotAFile,
        _ => Unread::Unreadable,
    })?;
    let mut bytes = Vec::new();
    let read = opened.take(LARGEST + 1).read_to_end(&mut bytes);
    match read {
        Ok(read) if read as u64 > LARGEST => Err(Unread::TooLarge),
        Ok(_) => String::from_utf8(bytes).map_err(|_| Unread::NotUtf8),
        Err(_) => Err(Unread::Unreadable),
    }
}

impl Config {
    /// Reads the file, as far as it can be understood, and tells what could not; one that is not there says nothing.
    pub fn read(file: &Path) -> (Config, Option<ConfigError>) {
        let (config, faults) = match small_text(file) {
            Ok(text) => {
                let (config, faults) = Config::parse(&text);
                let told = faults.into_iter();
                let told = told.map(|(line, fault)| (Some(line), fault));
                (config, told.collect())
            }
            Err(Unread::NotThere) => (Config::default(), Vec::new()),
            Err(unread) => (Config::default(), vec![(None, Fault::Unread(unread))]),
        };
        let file = file.to_owned();
        let error = (!faults.is_empty()).then_some(ConfigError { file, faults });
        (config, error)
    }

    /// Reads the file's text, and says everything that is wrong in it, with the lines.
    fn parse(text: &str) -> (Config, Vec<(usize, Fault)>) {
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
                None if name == "name" => faults.push((line, Fault::NameIsTheAccounts)),
                None => faults.push((line, Fault::UnknownKey(quoted(name)))),
                Some(key) if (key.set)(&mut config, value.get_ref()).is_none() => {
                    let value = quoted(&value.get_ref().to_string());
                    faults.push((line, Fault::WrongValue(key, value)));
                }
                Some(_) => {}
            }
        }
        faults.sort_by_key(|(line, _)| *line);
        faults.dedup();
        (config, faults)
    }
}

/// A piece of somebody's file, made short, and without what could steer a terminal.
fn quoted(text: &str) -> String {
    let mut short: String = text.chars().take(QUOTED).collect();
    if text.chars().nth(QUOTED).is_some() {
        short.push('…');
    }
    shown(&short).into_owned()
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_key_is_read() {
        let text =
            "lang = \"sv\"\nascii = true\nkeymaps = [\"vim\", \"my.toml\"]\nadvance = false\n";
        let config = Config {
            lang: Some(Lang::Sv),
            ascii: Some(true),
            keymaps: Some(vec!["vim".to_owned(), "my.toml".to_owned()]),
            background: None,
            mouse: None,
            advance: Some(false),
        };
        assert_eq!(Config::parse(text), (config, Vec::new()));
        assert_eq!(Config::parse(""), (Config::default(), Vec::new()));
    }

    #[test]
    fn a_fault_is_told_with_its_line() {
        let cases: &[(&str, usize, &str)] = &[
            ("lang = \"de\"", 1, "lang"),
            ("\n\nlang = 1", 3, "lang"),
            ("ascii = true\nname = \"anna\"", 2, "name"),
            ("ascii = \"yes\"", 1, "ascii"),
            ("keymaps = \"vim\"", 1, "keymaps"),
            ("keymaps = [\"vim\", 1]", 1, "keymaps"),
            ("advance = 0", 1, "advance"),
            ("ascii = true\ncolour = 1", 2, "colour"),
            ("ascii = true\n\nlang", 3, "lang = "),
            ("lang = \"sv\"\nlang = \"en\"", 2, "lang = "),
        ];
        for (text, line, word) in cases {
            let (_, faults) = Config::parse(text);
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
    fn every_bad_line_is_told_and_the_others_hold() {
        let text = "lang = \"de\"\nwhat\nascii = true\ncolour = 1\nmouse = 3\nadvance = true\n";
        let (config, faults) = Config::parse(text);
        let lines: Vec<usize> = faults.iter().map(|(line, _)| *line).collect();
        assert_eq!(lines, [1, 2, 4, 5], "{faults:?}");
        let sound = Config {
            ascii: Some(true),
            advance: Some(true),
            ..Config::default()
        };
        assert_eq!(config, sound);
    }

    #[test]
    fn what_a_sentence_quotes_is_short_and_harmless() {
        let value = format!("lang = \"\\u001b[2J{}\"", "x".repeat(100_000));
        let (_, faults) = Config::parse(&value);
        let told = faults[0].1.text(Lang::En);
        assert!(told.len() < 200 && !told.contains('\u{1b}'), "{told}");
    }
}
