//! What is wrong in a keymap: every complaint with its file, its line, and a sentence that says what to write instead.

use crate::action::{Action, Section};
use crate::say;
use crate::text::Lang;

/// The longest piece of somebody's file that is repeated in a sentence, in characters.
const QUOTED: usize = 40;

/// A line of a keymap.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// The name of the file, or of the shipped keymap.
    pub source: String,
    /// Counted from 1.
    pub line: usize,
}

impl Place {
    fn words(&self, lang: Lang) -> String {
        let (source, line) = (quoted(&self.source), self.line);
        say!(lang, sv: "{source}, rad {line}", en: "{source}, line {line}")
    }
}

/// One thing wrong in one line of a keymap.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Complaint {
    pub place: Place,
    pub problem: Problem,
}

/// What can be wrong in a line of a keymap.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Problem {
    /// The line is not TOML.
    Syntax,
    /// A section or an action that has been named before in the same file.
    Repeated { name: String },
    /// A table that is no section.
    UnknownSection {
        name: String,
        meant: Option<Section>,
    },
    /// An action above the first table.
    NoSection { action: Action },
    /// A name that is no action.
    UnknownAction { name: String, meant: Option<Action> },
    /// An action in another section than its own.
    WrongSection { action: Action },
    /// Something else than a table where a section should be.
    NotATable { name: String },
    /// Something else than a list of texts after an action.
    NotAList { action: Action },
    /// A text that is no key.
    UnreadableKey { text: String },
    /// The same keys for two actions that are active together.
    Double {
        keys: String,
        action: Action,
        other: Action,
        place: Place,
    },
    /// Keys that hide longer ones, because the first of them already are an action.
    Prefix {
        keys: String,
        action: Action,
        longer: String,
        other: Action,
        place: Place,
    },
}

impl Complaint {
    /// Where it is, what is wrong and what to do, in one sentence that is safe to print.
    pub fn sentence(&self, lang: Lang) -> String {
        format!(
            "{}: {}",
            self.place.words(lang),
            self.problem.sentence(lang)
        )
    }
}

impl Problem {
    fn sentence(&self, lang: Lang) -> String {
        match self {
            Problem::Syntax => say!(lang,
                sv: "raden går inte att läsa. Se efter likhetstecken, hakparenteser och citattecken. Skriv till exempel: quit = [\"q\"]",
                en: "the line cannot be read. Look at equals sign, brackets and quotes. Write for example: quit = [\"q\"]"),
            Problem::Repeated { name } => {
                let name = quoted(name);
                say!(lang,
                    sv: "”{name}” finns redan längre upp. Behåll en av dem.",
                    en: "“{name}” is already further up. Keep one of them.")
            }
            Problem::UnknownSection { name, meant } => {
                let (name, hint) = (quoted(name), did_you_mean(lang, meant.map(Section::name)));
                let mut known = Section::ALL.map(Section::name).to_vec();
                known.dedup();
                let known = known.join(", ");
                say!(lang,
                    sv: "avsnittet ”{name}” finns inte.{hint} De som finns är {known}.",
                    en: "there is no section “{name}”.{hint} The sections are {known}.")
            }
            Problem::NoSection { action } => {
                let (name, section) = (action.name(), action.section().name());
                say!(lang,
                    sv: "”{name}” står utanför avsnitten. Flytta raden till under [{section}].",
                    en: "“{name}” stands outside the sections. Move the line to below [{section}].")
            }
            Problem::UnknownAction { name, meant } => {
                let (name, hint) = (quoted(name), did_you_mean(lang, meant.map(Action::name)));
                say!(lang,
                    sv: "åtgärden ”{name}” finns inte.{hint} Kommandot ”tolv keys” visar alla.",
                    en: "there is no action “{name}”.{hint} The command “tolv keys” shows them all.")
            }
            Problem::WrongSection { action } => {
                let (name, section) = (action.name(), action.section().name());
                say!(lang,
                    sv: "”{name}” hör till ett annat avsnitt. Flytta raden till under [{section}].",
                    en: "“{name}” belongs to another section. Move the line to below [{section}].")
            }
            Problem::NotATable { name } => {
                let name = quoted(name);
                say!(lang,
                    sv: "”{name}” är ett avsnitt och ska stå för sig självt: [{name}]",
                    en: "“{name}” is a section and stands by itself: [{name}]")
            }
            Problem::NotAList { action } => {
                let name = action.name();
                say!(lang,
                    sv: "efter ”{name}” ska det stå tangenter inom hakparentes och citattecken. Skriv till exempel: {name} = [\"q\"], eller {name} = [] för ingen tangent.",
                    en: "“{name}” takes keys in brackets and quotes. Write for example: {name} = [\"q\"], or {name} = [] for no key.")
            }
            Problem::UnreadableKey { text } => {
                let text = quoted(text);
                say!(lang,
                    sv: "”{text}” är ingen tangent. Skriv ett tecken eller ett namn: \"n\", \"Enter\", \"PageUp\", \"Space\", \"F1\", \"ctrl-l\".",
                    en: "“{text}” is not a key. Write a character or a name: \"n\", \"Enter\", \"PageUp\", \"Space\", \"F1\", \"ctrl-l\".")
            }
            Problem::Double {
                keys,
                action,
                other,
                place,
            } if action == other => {
                let (keys, place, name) = (quoted(keys), place.words(lang), action.name());
                say!(lang,
                    sv: "”{keys}” står två gånger för ”{name}” (också {place}). Ta bort den ena.",
                    en: "“{keys}” stands twice for “{name}” (also {place}). Remove one of them.")
            }
            Problem::Double {
                keys,
                action,
                other,
                place,
            } => {
                let (keys, place) = (quoted(keys), place.words(lang));
                let (name, other) = (action.name(), other.name());
                say!(lang,
                    sv: "”{keys}” är redan tangent för ”{other}” ({place}), som används på samma ställe som ”{name}”. Välj en annan, eller ändra den andra.",
                    en: "“{keys}” is already the key of “{other}” ({place}), which is active together with “{name}”. Choose another, or change that one.")
            }
            Problem::Prefix {
                keys,
                action,
                longer,
                other,
                place,
            } => {
                let (keys, longer, place) = (quoted(keys), quoted(longer), place.words(lang));
                let (name, other) = (action.name(), other.name());
                say!(lang,
                    sv: "”{keys}” (”{name}”) gör att ”{longer}” (”{other}”) aldrig kan nås; det andra står i {place}. Ändra det ena.",
                    en: "“{keys}” (“{name}”) means that “{longer}” (“{other}”) can never be reached; the other one is in {place}. Change one of them.")
            }
        }
    }
}

/// Everything wrong in a set of keymaps, file by file, and then the keys that clash. Never empty.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Complaints(Vec<Complaint>);

impl Complaints {
    /// The complaints, or none when there is nothing to complain of.
    pub(super) fn of(mut complaints: Vec<Complaint>) -> Option<Complaints> {
        complaints.dedup();
        (!complaints.is_empty()).then_some(Complaints(complaints))
    }

    /// The complaints in order.
    pub fn as_slice(&self) -> &[Complaint] {
        &self.0
    }

    /// One sentence a line.
    pub fn text(&self, lang: Lang) -> String {
        let sentences: Vec<String> = self
            .0
            .iter()
            .map(|complaint| complaint.sentence(lang))
            .collect();
        sentences.join("\n")
    }
}

/// A piece of somebody's file, made short, and without what could steer a terminal.
fn quoted(text: &str) -> String {
    let is_plain = |c: char| matches!(c, '"' | '\'' | '\\') || c.escape_debug().len() == 1;
    let mut safe: String = text
        .chars()
        .take(QUOTED)
        .map(|c| if is_plain(c) { c } else { '\u{fffd}' })
        .collect();
    if text.chars().nth(QUOTED).is_some() {
        safe.push('…');
    }
    safe
}

fn did_you_mean(lang: Lang, name: Option<&str>) -> String {
    name.map_or_else(
        String::new,
        |name| say!(lang, sv: " Menade du ”{name}”?", en: " Did you mean “{name}”?"),
    )
}
